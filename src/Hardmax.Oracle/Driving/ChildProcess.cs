using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Hardmax.Formats;

namespace Hardmax.Oracle;

/// <summary>
/// A running program with its three pipes. Its stderr is read all the time, so that it never blocks on it; its stdout is
/// read while an answer is awaited. Bytes go through unchanged: no text writer is used, which could add a byte order mark
/// or hold lines back.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int FileNotFound = 2;
    private const int PermissionDenied = 13;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly Stream _input;
    private readonly Stream _output;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _errorPump;

    private ChildProcess(Process process)
    {
        _process = process;
        _input = process.StandardInput.BaseStream;
        _output = process.StandardOutput.BaseStream;
        Stream error = process.StandardError.BaseStream;
        Exited = process.WaitForExitAsync(_end.Token);
        Gone = AfterExitAsync();
        _errorPump = PumpErrorAsync(error);
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>What it wrote to stderr lately.</summary>
    public ErrorTail ErrorTail { get; } = new();

    /// <summary>What it wrote to stdout and nobody has taken yet.</summary>
    public LineBuffer Lines { get; } = new();

    /// <summary>Completes when the process ends, whoever else still holds its pipes.</summary>
    public Task Exited { get; }

    /// <summary>
    /// Completes a moment after <see cref="Exited"/>, when all that it wrote has arrived: its pipes need not end then,
    /// because another process that it started may hold them.
    /// </summary>
    public Task Gone { get; }

    /// <summary>Its exit code, or null while it runs.</summary>
    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    /// <summary>Starts a program.</summary>
    /// <exception cref="HandshakeException">It cannot be started.</exception>
    public static ChildProcess Start(ImmutableArray<string> command)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
        };
        string program = PrintableText.OneLine(command[0]);
        try
        {
            return new ChildProcess(Process.Start(start) ?? throw new HandshakeException($"'{program}' did not start"));
        }
        catch (Win32Exception e)
        {
            throw new HandshakeException(
                e.NativeErrorCode switch
                {
                    FileNotFound => $"the command '{program}' was not found",
                    PermissionDenied => $"the command '{program}' is not executable",
                    _ => $"the command '{program}' could not be started: {PrintableText.OneLine(e.Message)}",
                },
                e);
        }
        catch (InvalidOperationException e)
        {
            throw new HandshakeException($"the command '{program}' could not be started: {PrintableText.OneLine(e.Message)}", e);
        }
    }

    /// <summary>Sends bytes.</summary>
    /// <exception cref="IOException">It does not read its stdin any more.</exception>
    /// <exception cref="OperationCanceledException">It did not read them in time.</exception>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await _input.WriteAsync(bytes, cancellation).ConfigureAwait(false);
        await _input.FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Receives some bytes; none at the end.</summary>
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation) => _output.ReadAsync(buffer, cancellation);

    /// <summary>
    /// Waits a moment for what is on its way through stderr: until it ends where the program has ended, else until
    /// nothing more comes.
    /// </summary>
    public async Task SettleErrorAsync(bool isGone)
    {
        long before = -1;
        for (int wait = 0; wait < 25 && !_errorPump.IsCompleted && (isGone || ErrorTail.Written != before); wait++)
        {
            before = ErrorTail.Written;
            await Task.WhenAny(_errorPump, Task.Delay(20)).ConfigureAwait(false);
        }
    }

    /// <summary>The exit code of a program whose pipes have ended; null where it runs on after a moment.</summary>
    public async Task<int?> WaitForExitCodeAsync()
    {
        await Task.WhenAny(Exited, Task.Delay(Grace)).ConfigureAwait(false);
        return ExitCode;
    }

    /// <summary>Asks it to stop, waits a moment, then kills what is left of it.</summary>
    public async Task StopAsync()
    {
        using var limit = new CancellationTokenSource(StopTime);
        Task drained = DrainAsync(limit.Token);
        try
        {
            await WriteAsync(ProtocolCommands.Stop(), limit.Token).ConfigureAwait(false);
            await _input.DisposeAsync().ConfigureAwait(false);
            await Exited.WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // It has ended already, or does not want to: the end is the same.
        }

        await limit.CancelAsync().ConfigureAwait(false);
        await drained.ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Kills it with all that it has started.</summary>
    public async ValueTask DisposeAsync()
    {
        Kill();
        await Task.WhenAny(Exited, Task.Delay(Grace)).ConfigureAwait(false);
        await _end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(_errorPump, Task.Delay(Grace)).ConfigureAwait(false);
        await _input.DisposeAsync().ConfigureAwait(false);
        await _output.DisposeAsync().ConfigureAwait(false);
        _process.Dispose();
        _end.Dispose();
    }

    private async Task AfterExitAsync()
    {
        await Exited.ConfigureAwait(false);
        await Task.Delay(Grace, _end.Token).ConfigureAwait(false);
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException or NotSupportedException)
        {
            // It has ended by itself; or a part of the tree may not be killed, and ends when its pipes close.
        }
    }

    private async Task PumpErrorAsync(Stream stream)
    {
        byte[] buffer = new byte[ErrorTail.Size];
        try
        {
            while (true)
            {
                // Asked for at once, so that what comes before an answer is here, as a rule, when the answer is; but not
                // in the caller's time, where a flood would keep it.
                ValueTask<int> read = stream.ReadAsync(buffer, _end.Token);
                await Task.Yield();
                int count = await read.ConfigureAwait(false);
                if (count == 0)
                {
                    return;
                }

                ErrorTail.Append(buffer.AsSpan(0, count));
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The pipe is gone: what came through it is all there is.
        }
    }

    private async Task DrainAsync(CancellationToken cancellation)
    {
        byte[] buffer = new byte[ErrorTail.Size];
        try
        {
            while (await _output.ReadAsync(buffer, cancellation).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Nobody asks for this output; it is read so that the program is not held up by it.
        }
    }
}
