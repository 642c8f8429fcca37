namespace Hardmax.Benchmarks.Measuring;

/// <summary>Where this repository and the real data beside it are.</summary>
internal static class SourceTree
{
    /// <summary>The folder of Verification.sln, above this program.</summary>
    /// <exception cref="BenchmarkException">The program was moved out of the repository.</exception>
    public static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Verification.sln")))
            {
                return folder.FullName;
            }
        }

        throw new BenchmarkException("Verification.sln is not above this program: it measures the repository that it was built in");
    }

    /// <summary>A file of the real data, in HARDMAX_DATA or in ../shared/data beside the repository; null where it is missing.</summary>
    /// <param name="path">Its path in the data.</param>
    public static string? TryFindData(string path)
    {
        string folder = Environment.GetEnvironmentVariable("HARDMAX_DATA") is { Length: > 0 } given ? given : Path.Combine(Root(), "..", "shared", "data");
        string file = Path.GetFullPath(Path.Combine(folder, path));
        return File.Exists(file) ? file : null;
    }
}
