using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>A fact about signals, which are sent by the shell's kill.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    /// <summary>A fact that is skipped where there are no signals.</summary>
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "needs the signals of Unix" : null;
}
