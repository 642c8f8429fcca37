using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Hardmax.Benchmarks.Measuring;

/// <summary>What came of a process that has ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
/// <param name="Seconds">From before its start to its end, in wall time.</param>
/// <param name="PeakBytes">The most memory it had resident; 0 where it was not watched or too short to be seen.</param>
internal sealed record ChildResult(int ExitCode, string Output, string Errors, double Seconds, long PeakBytes);

/// <summary>Programs run from their start to their end.</summary>
internal static class TimedProcess
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Runs a program.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="watchMemory">Whether to look at its memory while it runs, which costs a little time.</param>
    /// <exception cref="BenchmarkException">It cannot be started.</exception>
    public static ChildResult Run(string program, IEnumerable<string> arguments, bool watchMemory = false)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        var watch = Stopwatch.StartNew();
        using Process process = Start(start);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        long peak = 0;
        while (watchMemory && !process.WaitForExit(Interval))
        {
            peak = Math.Max(peak, PeakOf(process));
        }

        process.WaitForExit();
        double seconds = watch.Elapsed.TotalSeconds;
        return new ChildResult(process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult(), seconds, peak);
    }

    /// <summary>Starts a program.</summary>
    /// <exception cref="BenchmarkException">It cannot be started.</exception>
    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new BenchmarkException($"{start.FileName} could not be started");
        }
        catch (Win32Exception notStarted)
        {
            throw new BenchmarkException($"{start.FileName} could not be started: {notStarted.Message}");
        }
    }

    private static long PeakOf(Process process)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                process.Refresh();
                return process.PeakWorkingSet64;
            }

            // The one line that is wanted; Process would read a file for each of its threads besides.
            const string label = "VmHWM:";
            string status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/status"));
            int at = status.IndexOf(label, StringComparison.Ordinal);
            string kilobytes = at < 0 ? "0" : status[(at + label.Length)..status.IndexOf("kB", at, StringComparison.Ordinal)];
            return 1024 * long.Parse(kilobytes, CultureInfo.InvariantCulture);
        }
        catch (Exception ended) when (ended is IOException or InvalidOperationException or Win32Exception)
        {
            return 0;
        }
    }
}
