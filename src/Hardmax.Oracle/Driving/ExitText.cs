using System.Globalization;

namespace Hardmax.Oracle;

/// <summary>Exit codes in words.</summary>
internal static class ExitText
{
    private const int SignalBase = 128;

    /// <summary>"exit code 3", "exit code 139 (SIGSEGV)".</summary>
    public static string Describe(int code)
    {
        string number = code < 0
            ? string.Create(CultureInfo.InvariantCulture, $"0x{code:X8}")
            : code.ToString(CultureInfo.InvariantCulture);
        return (OperatingSystem.IsWindows() ? null : SignalName(code - SignalBase)) is { } signal
            ? $"exit code {number} ({signal})"
            : $"exit code {number}";
    }

    private static string? SignalName(int signal) => signal switch
    {
        2 => "SIGINT",
        4 => "SIGILL",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        15 => "SIGTERM",
        _ => null,
    };
}
