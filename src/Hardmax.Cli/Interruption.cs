using System.Runtime.InteropServices;

namespace Hardmax.Cli;

/// <summary>
/// Ctrl-C and a request to terminate: the work is asked to end, and is ended where it does not within its time, such as
/// in the middle of a layer of huge numbers. A second signal ends it at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly TimeSpan _patience;
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private int _exitCode = Cli.ExitCode.Interrupted;

    /// <summary>Listens for signals.</summary>
    /// <param name="patience">How long the work has to end by itself.</param>
    public Interruption(TimeSpan patience)
    {
        _patience = patience;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => End(context, Cli.ExitCode.Interrupted));
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => End(context, Cli.ExitCode.Terminated));
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>What the process says when it ends by the signal.</summary>
    public int ExitCode => Volatile.Read(ref _exitCode);

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void End(PosixSignalContext context, int exitCode)
    {
        if (_source.IsCancellationRequested)
        {
            Environment.Exit(exitCode);
        }

        context.Cancel = true;
        Volatile.Write(ref _exitCode, exitCode);
        _source.Cancel();

        // A thread of its own: those of the pool may all be busy with what has to be ended.
        new Thread(() =>
        {
            Thread.Sleep(_patience);
            Console.Error.WriteLine("hardmax: interrupted");
            Environment.Exit(exitCode);
        })
        { IsBackground = true }.Start();
    }
}
