using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>A fact that runs a program which need not be installed: skipped without it, unless HARDMAX_REQUIRE_RUNTIMES=1 makes it fail.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RuntimeFactAttribute : FactAttribute
{
    /// <summary>A fact that starts this program.</summary>
    public RuntimeFactAttribute(string program)
    {
        Program = program;
        Skip = SkipReason(program, Environment.GetEnvironmentVariable("PATH"), Environment.GetEnvironmentVariable("HARDMAX_REQUIRE_RUNTIMES") == "1");
    }

    /// <summary>The program it needs.</summary>
    public string Program { get; }

    /// <summary>Why a test that needs a program is skipped, or null if it runs.</summary>
    internal static string? SkipReason(string program, string? path, bool isRequired)
    {
        string file = OperatingSystem.IsWindows() ? program + ".exe" : program;
        bool isThere = (path ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, file)));
        return isRequired || isThere ? null : $"needs {program} on the PATH";
    }
}
