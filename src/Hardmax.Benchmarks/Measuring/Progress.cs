namespace Hardmax.Benchmarks.Measuring;

/// <summary>What is being measured now, on standard error: the tables alone are on standard output.</summary>
internal static class Progress
{
    /// <summary>Says a line.</summary>
    public static void Say(string what) => Console.Error.WriteLine($".. {what}");
}
