namespace Hardmax.Oracle;

/// <summary>How the wait for an answer ended.</summary>
internal enum ExchangeEnd
{
    /// <summary>The answer came.</summary>
    Answered,

    /// <summary>The time was up.</summary>
    TimedOut,

    /// <summary>The program ended, or closed its stdin or stdout.</summary>
    Ended,

    /// <summary>More came than any answer and some noise can be.</summary>
    Flooded,
}

/// <summary>What one answer may take.</summary>
/// <param name="Time">From the first byte sent to the last one received.</param>
/// <param name="MaxLineBytes">The bytes of the longest line that can be an answer.</param>
internal sealed record ExchangeLimits(TimeSpan Time, int MaxLineBytes)
{
    /// <summary>The bytes that a program may write before its answer: 16 MiB.</summary>
    public const int MaxNoiseBytes = 16 << 20;

    /// <summary>All that is read for one answer.</summary>
    public long MaxBytes => (long)MaxLineBytes + MaxNoiseBytes;
}

/// <summary>
/// One command and the wait for its answer. The command is written while output is read, so that a program that prints
/// before it reads is not held up; what cannot be part of an answer any more is not waited for.
/// </summary>
internal sealed class Exchange(ChildProcess child, ExchangeLimits limits)
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);
    private readonly byte[] _piece = new byte[64 << 10];

    /// <summary>The bytes that came during this exchange.</summary>
    public long Received { get; private set; }

    /// <summary>Whether the program read the whole command.</summary>
    public bool WasRead { get; private set; }

    /// <summary>Sends a command and hands every line that comes to <paramref name="isAnswer"/> until it says yes.</summary>
    /// <exception cref="OperationCanceledException">The run was interrupted.</exception>
    public async Task<ExchangeEnd> RunAsync(ReadOnlyMemory<byte> command, Func<ReceivedLine, bool> isAnswer, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        child.Lines.MaxLineBytes = limits.MaxLineBytes;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(limits.Time);
        ExchangeEnd end = await RunWithinAsync(command, isAnswer, deadline).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return end;
    }

    private async Task<ExchangeEnd> RunWithinAsync(ReadOnlyMemory<byte> command, Func<ReceivedLine, bool> isAnswer, CancellationTokenSource deadline)
    {
        Task<bool> written = WriteAsync(command, deadline.Token);
        try
        {
            ExchangeEnd end = await ReadAsync(WhenUnreadableAsync(written), isAnswer, deadline.Token).ConfigureAwait(false);
            if (end == ExchangeEnd.Answered)
            {
                // Who answers without reading the question to its end gets the rest of it in a moment, or not at all.
                await Task.WhenAny(written, Task.Delay(Grace, CancellationToken.None)).ConfigureAwait(false);
            }

            return end;
        }
        catch (OperationCanceledException)
        {
            return ExchangeEnd.TimedOut;
        }
        finally
        {
            await deadline.CancelAsync().ConfigureAwait(false);
            WasRead = await written.ConfigureAwait(false);
        }
    }

    private async Task<bool> WriteAsync(ReadOnlyMemory<byte> command, CancellationToken cancellation)
    {
        try
        {
            await child.WriteAsync(command, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    // Completes a moment after the program has closed its stdin: what it cannot read it will not answer.
    private static async Task WhenUnreadableAsync(Task<bool> written)
    {
        bool wasRead = await written.ConfigureAwait(false);
        await Task.Delay(wasRead ? Timeout.InfiniteTimeSpan : Grace).ConfigureAwait(false);
    }

    private async Task<ExchangeEnd> ReadAsync(Task unreadable, Func<ReceivedLine, bool> isAnswer, CancellationToken deadline)
    {
        while (true)
        {
            while (child.Lines.TryTake(out ReceivedLine line))
            {
                if (isAnswer(line))
                {
                    return ExchangeEnd.Answered;
                }
            }

            Task<int> read = ReadPieceAsync(deadline);
            if (await Task.WhenAny(read, child.Gone, unreadable).ConfigureAwait(false) != read)
            {
                return ExchangeEnd.Ended;
            }

            int count = await read.ConfigureAwait(false);
            if (count == 0)
            {
                var rest = new ReceivedLine(child.Lines.PeekRest(), IsCut: false, IsEnded: false);
                return rest.Bytes.Length > 0 && isAnswer(rest) ? ExchangeEnd.Answered : ExchangeEnd.Ended;
            }

            Received += count;
            if (Received > limits.MaxBytes)
            {
                return ExchangeEnd.Flooded;
            }

            child.Lines.Append(_piece.AsSpan(0, count));
        }
    }

    private async Task<int> ReadPieceAsync(CancellationToken deadline)
    {
        try
        {
            return await child.ReadAsync(_piece, deadline).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return 0;
        }
    }
}
