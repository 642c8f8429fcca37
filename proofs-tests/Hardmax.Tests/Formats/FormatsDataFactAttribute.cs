using Xunit;

namespace Hardmax.Tests.Formats;

/// <summary>A fact about the data folder: HARDMAX_DATA, else ../shared/data beside the repository. Skipped, and says so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FormatsDataFactAttribute : FactAttribute
{
    public FormatsDataFactAttribute()
    {
        if (Folder is null)
        {
            Skip = "There is no data folder: set HARDMAX_DATA, or put the data into ../shared/data beside the repository.";
        }
    }

    public static string? Folder
    {
        get
        {
            string? stated = Environment.GetEnvironmentVariable("HARDMAX_DATA");
            string folder = string.IsNullOrEmpty(stated) ? Path.Combine(RepositoryRoot, "..", "shared", "data") : stated;
            return Directory.Exists(folder) ? folder : null;
        }
    }

    public static string RepositoryRoot
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Verification.sln")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("Verification.sln is in no folder above the tests.");
            }

            return folder.FullName;
        }
    }
}
