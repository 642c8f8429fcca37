namespace Hardmax.Testing;

/// <summary>
/// The size of a test: quick by default, so that people run it, and deep with HARDMAX_DEEP=1, as in .ci/run. Both run the
/// same code; deep runs more seeds, cases or reviews.
/// </summary>
public static class Depth
{
    /// <summary>Gets a value indicating whether HARDMAX_DEEP is 1.</summary>
    public static bool IsDeep { get; } = Environment.GetEnvironmentVariable("HARDMAX_DEEP") == "1";

    /// <summary>Returns the quick or the deep size.</summary>
    /// <typeparam name="T">A number, mostly.</typeparam>
    /// <param name="quick">The size that people wait for.</param>
    /// <param name="deep">The size that .ci/run runs.</param>
    public static T Of<T>(T quick, T deep) => IsDeep ? deep : quick;
}
