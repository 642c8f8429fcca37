using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>A fact about signals or terminals, which needs the shell, its kill, and perhaps another program.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    /// <summary>A fact that is skipped where there is no Unix, or no such program.</summary>
    public UnixFactAttribute(string program = "/bin/bash")
    {
        Program = program;
        Skip = OperatingSystem.IsWindows() || !File.Exists(program) ? $"needs Unix with {program}" : null;
    }

    /// <summary>The program that it needs.</summary>
    public string Program { get; }
}
