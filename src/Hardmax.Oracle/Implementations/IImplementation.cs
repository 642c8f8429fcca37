namespace Hardmax.Oracle;

/// <summary>Something that computes hardmax layers: a program behind pipes, or a function in this process.</summary>
public interface IImplementation : IAsyncDisposable
{
    /// <summary>What it says about itself.</summary>
    Handshake Handshake { get; }

    /// <summary>
    /// Asks one case and waits for the answer. Crashes, hangs and nonsense are replies and no exceptions; after one of
    /// them the next case is answered by a fresh start.
    /// </summary>
    /// <exception cref="OperationCanceledException">The run was interrupted.</exception>
    Task<Reply> RunAsync(OracleCase oracleCase, CancellationToken cancellation);
}
