using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Hardmax.Cli.Tests.Corpus;

/// <summary>
/// Runs the program on one case after the other: in one process that calls its entry point again and again
/// (<see cref="CorpusServer"/>), or, where HARDMAX_CORPUS is "processes", in a new process for each, which takes ten times as long
/// and comes to the same.
/// </summary>
/// <param name="folder">The working directory, which holds the inputs.</param>
/// <param name="number">Tells runners in the same folder apart.</param>
internal sealed class CorpusRunner(string folder, int number) : IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);
    private static readonly bool HasServer = Environment.GetEnvironmentVariable("HARDMAX_CORPUS") != "processes";

    private readonly string _output = Path.Combine(folder, $"stdout.{number}");
    private readonly string _error = Path.Combine(folder, $"stderr.{number}");
    private Process? _server;

    /// <summary>One run, whose input is a file or nothing.</summary>
    public HardmaxRun Run(IReadOnlyList<string> arguments, string? input)
    {
        string? inputFile = input is null ? null : Path.Combine(folder, input);
        return HasServer ? Ask(arguments, inputFile) : Start(arguments, inputFile);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_server is not null)
        {
            _server.StandardInput.Close();
            _ = _server.WaitForExit(TimeLimit);
            End();
        }
    }

    private HardmaxRun Start(IReadOnlyList<string> arguments, string? inputFile)
    {
        using Process process = HardmaxProcess.Start(folder, arguments);
        return HardmaxProcess.Finish(process, inputFile is null ? string.Empty : File.ReadAllText(inputFile));
    }

    private HardmaxRun Ask(IReadOnlyList<string> arguments, string? inputFile)
    {
        _server ??= HardmaxProcess.Start(
            folder, [], ("DOTNET_STARTUP_HOOKS", typeof(CorpusServer).Assembly.Location), (CorpusServer.Variable, "server"));
        var question = new CorpusServer.Question(arguments, inputFile ?? "/dev/null", _output, _error);
        _server.StandardInput.WriteLine(JsonSerializer.Serialize(question));
        _server.StandardInput.Flush();
        Task<string?> answer = _server.StandardOutput.ReadLineAsync();
        if (!answer.Wait(TimeLimit))
        {
            End();
            throw new TimeoutException($"hardmax {string.Join(' ', arguments)} did not end within {TimeLimit}.");
        }

        if (!int.TryParse(answer.Result, System.Globalization.CultureInfo.InvariantCulture, out int exitCode))
        {
            // It took the server with it, as no catch can prevent: a stack that overflows.
            _server.WaitForExit();
            exitCode = _server.ExitCode;
            End();
        }

        return new HardmaxRun(exitCode, File.ReadAllText(_output, Encoding.UTF8), File.ReadAllText(_error, Encoding.UTF8));
    }

    private void End()
    {
        if (!_server!.HasExited)
        {
            _server.Kill(entireProcessTree: true);
        }

        _server.Dispose();
        _server = null;
    }
}
