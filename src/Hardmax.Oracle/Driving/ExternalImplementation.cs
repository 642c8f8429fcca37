using System.Diagnostics;

namespace Hardmax.Oracle;

/// <summary>
/// A program that is driven over its stdin and stdout, one command at a time. Source: docs/oracle.md, "Protocol". Not
/// for use by several threads at once. Whatever the program does, memory is bounded by the longest answer that a case
/// can have, 16 MiB of other output at a time are read past, and no wait is longer than the time limits and a few
/// seconds.
/// </summary>
internal sealed class ExternalImplementation : IImplementation
{
    private readonly DrivingOptions _options;
    private ChildProcess? _child;
    private IReadOnlyCollection<string> _breaches;
    private int _sequence;
    private int _answers;

    private ExternalImplementation(DrivingOptions options, Greeting greeting)
    {
        _options = options;
        _child = greeting.Child;
        _breaches = greeting.Breaches;
        Handshake = greeting.Handshake;
    }

    /// <inheritdoc/>
    public Handshake Handshake { get; }

    /// <summary>The process that waits for the next case, or null where there is none at the moment.</summary>
    internal int? ProcessId => _child?.Id;

    /// <summary>Starts a program and says hello.</summary>
    /// <exception cref="HandshakeException">It could not be started, or did not answer as the protocol says.</exception>
    /// <exception cref="OperationCanceledException">The start was interrupted; the program is gone.</exception>
    /// <exception cref="ArgumentException">The command is empty.</exception>
    public static async Task<ExternalImplementation> StartAsync(DrivingOptions options, CancellationToken cancellation)
    {
        if (options.Command.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A command has at least a program.", nameof(options));
        }

        return new ExternalImplementation(options, await Greeting.OpenAsync(options, cancellation).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async Task<Reply> RunAsync(OracleCase oracleCase, CancellationToken cancellation)
    {
        bool isFresh = _child is null || _answers == 0;
        (Reply reply, bool endedQuietly) = await AskAsync(oracleCase, cancellation).ConfigureAwait(false);
        if (!endedQuietly || isFresh)
        {
            return reply;
        }

        // It ended as if it were done, after an earlier case; whether that was before or after this one reached it depends
        // on a race. So this one is asked again, and the end is reported whichever came first.
        string breach = $"ended with {ExitText.Describe(0)} after an answer instead of waiting for the next command";
        (reply, _) = await AskAsync(oracleCase, cancellation).ConfigureAwait(false);
        return reply with { Breaches = [breach, .. reply.Breaches] };
    }

    /// <summary>Asks the program to stop, waits a moment, and kills what is left of it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_child is { } child)
        {
            _child = null;
            await child.StopAsync().ConfigureAwait(false);
        }
    }

    private async Task<(Reply Reply, bool EndedQuietly)> AskAsync(OracleCase oracleCase, CancellationToken cancellation)
    {
        if (_child is null && await RestartAsync(cancellation).ConfigureAwait(false) is { } failed)
        {
            return (failed, false);
        }

        ChildProcess child = _child!;
        var reader = new ReplyReader(oracleCase, ++_sequence);
        var exchange = new Exchange(child, new ExchangeLimits(_options.CaseTimeout, ReplyReader.MaxLineBytes(oracleCase)));
        long start = Stopwatch.GetTimestamp();
        try
        {
            ExchangeEnd end = await exchange.RunAsync(ProtocolCommands.Run(_sequence, oracleCase, _options.Wire), reader.IsAnswer, cancellation).ConfigureAwait(false);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            Reply reply = await CompleteAsync(exchange, end, reader).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            bool endedQuietly = end == ExchangeEnd.Ended && exchange.Received == 0 && child.ExitCode == 0;

            // What comes through stderr a little later than the answer counts with the next case rather than being lost.
            reply = reply with { Elapsed = elapsed, StandardError = child.ErrorTail.Take(), Breaches = [.. _breaches, .. reader.Lines.Breaches] };
            _breaches = [];
            _answers++;
            await LeaveAsync(child, isUsable: exchange.WasRead && reply.Kind is ReplyKind.Answered or ReplyKind.Skipped or ReplyKind.Errored).ConfigureAwait(false);
            return (reply, endedQuietly);
        }
        catch (OperationCanceledException)
        {
            await LeaveAsync(child, isUsable: false).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<Reply?> RestartAsync(CancellationToken cancellation)
    {
        try
        {
            Greeting greeting = await Greeting.OpenAsync(_options, cancellation).ConfigureAwait(false);
            (_child, _breaches, _answers) = (greeting.Child, greeting.Breaches, 0);
            return null;
        }
        catch (HandshakeException e)
        {
            return new Reply { Kind = ReplyKind.Crashed, Message = $"could not be started again: {e.Message}" };
        }
    }

    private async Task LeaveAsync(ChildProcess child, bool isUsable)
    {
        if (isUsable && !_options.OneShot)
        {
            return;
        }

        _child = null;
        if (isUsable)
        {
            await child.StopAsync().ConfigureAwait(false);
        }
        else
        {
            await child.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<Reply> CompleteAsync(Exchange exchange, ExchangeEnd end, ReplyReader reader)
    {
        ChildProcess child = _child!;
        if (end == ExchangeEnd.Answered)
        {
            while (child.Lines.TryTake(out ReceivedLine line))
            {
                reader.ConsiderNext(line);
            }
        }

        if (end != ExchangeEnd.Answered || reader.Answer!.Kind is not (ReplyKind.Answered or ReplyKind.Skipped))
        {
            await child.SettleErrorAsync(isGone: end == ExchangeEnd.Ended).ConfigureAwait(false);
        }

        return end switch
        {
            ExchangeEnd.Answered => reader.Answer!,
            ExchangeEnd.TimedOut => new Reply { Kind = ReplyKind.TimedOut, Message = Silence.OfTimeout(child, exchange, _options.CaseTimeout) },
            ExchangeEnd.Flooded => new Reply { Kind = ReplyKind.Malformed, Message = Silence.OfFlood(exchange) },
            _ => new Reply { Kind = ReplyKind.Crashed, Message = await Silence.OfEndAsync(child, exchange, reader.Lines).ConfigureAwait(false) },
        };
    }
}
