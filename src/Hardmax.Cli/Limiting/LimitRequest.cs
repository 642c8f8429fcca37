namespace Hardmax.Cli.Limiting;

/// <summary>What the command line asks of 'limit'.</summary>
internal sealed record LimitRequest(int MaxLayers, int Threads, string? Certificate, bool Json, CancellationToken Cancellation);
