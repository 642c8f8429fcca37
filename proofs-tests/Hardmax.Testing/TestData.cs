namespace Hardmax.Testing;

/// <summary>
/// Real data that is no part of the repository: the folder HARDMAX_DATA, else shared/data beside the repository.
/// </summary>
public static class TestData
{
    /// <summary>The folder; it need not exist.</summary>
    public static string Root =>
        Environment.GetEnvironmentVariable("HARDMAX_DATA") is { Length: > 0 } folder
            ? folder
            : Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data"));

    /// <summary>Whether tests without their data run and fail instead of being skipped: HARDMAX_REQUIRE_DATA=1.</summary>
    public static bool IsRequired => Environment.GetEnvironmentVariable("HARDMAX_REQUIRE_DATA") == "1";

    /// <summary>Whether a file is there.</summary>
    /// <param name="relativePath">With slashes, such as "paper/model-d2.safetensors".</param>
    public static bool Has(string relativePath) => File.Exists(Path.Combine(Root, relativePath));

    /// <summary>The path of a file.</summary>
    /// <param name="relativePath">With slashes, such as "paper/model-d2.safetensors".</param>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    public static string PathOf(string relativePath) => Has(relativePath)
        ? Path.Combine(Root, relativePath)
        : throw new FileNotFoundException(Need(relativePath), relativePath);

    /// <summary>Why a test that needs these files is skipped, or null if it runs.</summary>
    /// <param name="relativePaths">The files it needs.</param>
    /// <param name="has">Whether a file is there.</param>
    /// <param name="isRequired">Whether it runs in any case, and fails where it opens a missing file.</param>
    public static string? SkipReason(IEnumerable<string> relativePaths, Func<string, bool> has, bool isRequired) =>
        isRequired ? null : relativePaths.Where(file => !has(file)).Select(Need).FirstOrDefault();

    private static string Need(string relativePath) => $"needs {relativePath} in HARDMAX_DATA or ../shared/data";
}
