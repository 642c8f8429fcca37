namespace Hardmax.Cli.Limiting;

/// <summary>What the command line asks of 'limit'. File is the file that JSON names, null where there is one file alone.</summary>
internal sealed record LimitRequest(int MaxLayers, int Threads, string? Certificate, bool Json, CancellationToken Cancellation, string? File = null);
