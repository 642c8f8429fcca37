using Hardmax.Formats;

namespace Hardmax.Oracle;

/// <summary>A program that was started and has answered hello.</summary>
/// <param name="Child">The running program.</param>
/// <param name="Handshake">What it says about itself.</param>
/// <param name="Breaches">The noise before its answer.</param>
internal sealed record Greeting(ChildProcess Child, Handshake Handshake, IReadOnlyCollection<string> Breaches)
{
    private const int MaxLineBytes = 1 << 20;
    private const int ErrorLines = 3;

    /// <summary>Starts a program and says hello.</summary>
    /// <exception cref="HandshakeException">It could not be started, or did not answer as the protocol says.</exception>
    /// <exception cref="OperationCanceledException">The start was interrupted.</exception>
    public static async Task<Greeting> OpenAsync(DrivingOptions options, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ChildProcess child = ChildProcess.Start(options.Command);
        try
        {
            return await GreetAsync(child, options, cancellation).ConfigureAwait(false);
        }
        catch (Exception)
        {
            await child.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<Greeting> GreetAsync(ChildProcess child, DrivingOptions options, CancellationToken cancellation)
    {
        string program = $"'{PrintableText.OneLine(options.Command[0])}'";
        var lines = new AnswerLines("the answer to hello", "protocol");
        var exchange = new Exchange(child, new ExchangeLimits(options.StartTimeout, MaxLineBytes));
        Handshake? handshake = null;
        try
        {
            ExchangeEnd end = await exchange.RunAsync(
                ProtocolCommands.Hello(),
                line => (handshake = lines.TryRead(line) is { } answer ? HandshakeReader.Read(answer) : null) is not null,
                cancellation).ConfigureAwait(false);
            return end == ExchangeEnd.Answered
                ? new Greeting(child, handshake!, lines.Breaches)
                : throw new HandshakeException($"{program} {await DescribeAsync(child, exchange, end, lines, options.StartTimeout).ConfigureAwait(false)}");
        }
        catch (InvalidInputException e)
        {
            throw new HandshakeException($"{program} does not speak the protocol: {e.Message}", e);
        }
    }

    private static async Task<string> DescribeAsync(ChildProcess child, Exchange exchange, ExchangeEnd end, AnswerLines lines, TimeSpan limit)
    {
        string message = end switch
        {
            ExchangeEnd.TimedOut => Silence.OfTimeout(child, exchange, limit),
            ExchangeEnd.Flooded => Silence.OfFlood(exchange),
            _ => await Silence.OfEndAsync(child, exchange, lines, ErrorLines).ConfigureAwait(false),
        };
        return lines.Breaches.Count == 0 ? message : $"{message}; it {lines.Breaches.First()}";
    }
}
