using System.Diagnostics;
using System.Text;

namespace Hardmax.Cli.Tests;

/// <summary>The built program as a process of its own, in a folder of its own, with a time limit.</summary>
public static class HardmaxProcess
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>hardmax.dll, beside the tests.</summary>
    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "hardmax.dll");

    /// <summary>The program that runs it: the one that runs the tests.</summary>
    public static string Dotnet { get; } =
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    /// <summary>Starts the program with its standard streams redirected.</summary>
    /// <param name="folder">The working directory.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="environment">Variables to set; null removes one.</param>
    public static Process Start(string folder, IEnumerable<string> arguments, params ReadOnlySpan<(string Name, string? Value)> environment) =>
        Start(folder, Dotnet, [Assembly, .. arguments], environment);

    /// <summary>Starts any program with its standard streams redirected.</summary>
    public static Process Start(string folder, string program, IEnumerable<string> arguments, params ReadOnlySpan<(string Name, string? Value)> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = StrictUtf8,
            StandardErrorEncoding = StrictUtf8,
        };
        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    /// <summary>
    /// Waits until something holds, the program has ended or the time is up. There is nothing to listen to: it is files that others
    /// write, and the moment between two of them, that the tests of interruptions look for.
    /// </summary>
    public static void WaitUntil(Process process, TimeSpan limit, Func<bool> holds)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < limit && !process.HasExited && !holds())
        {
            Thread.Sleep(1);
        }
    }

    /// <summary>Feeds a started process, reads all it prints and waits for its end.</summary>
    /// <exception cref="TimeoutException">It did not end in time; it was killed.</exception>
    public static HardmaxRun Finish(Process process, string input = "")
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading its input, which its exit code has to explain.
        }

        if (!process.WaitForExit(TimeLimit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{process.StartInfo.FileName} did not end within {TimeLimit}.");
        }

        return new HardmaxRun(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}
