using System.Collections.Immutable;

namespace Hardmax.Oracle;

/// <summary>What an implementation says about itself: the answer to hello.</summary>
public sealed record Handshake
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its version, or empty.</summary>
    public string Version { get; init; } = string.Empty;

    /// <summary>The language it is written in, or empty.</summary>
    public string Language { get; init; } = string.Empty;

    /// <summary>The arithmetic that it computes in; float64 where it does not say.</summary>
    public DeclaredArithmetic Arithmetic { get; init; } = DeclaredArithmetic.Default;

    /// <summary>What it does with ties; "average" is the paper's map, and what everyone is judged by.</summary>
    public string Ties { get; init; } = "average";

    /// <summary>Whether it says that the same case always gives the same bits.</summary>
    public bool IsDeterministic { get; init; }

    /// <summary>The largest n that it takes.</summary>
    public int MaxTokens { get; init; } = int.MaxValue;

    /// <summary>The largest d that it takes.</summary>
    public int MaxDimension { get; init; } = int.MaxValue;

    /// <summary>The matrices that it takes, as class ids, "identity" or "general"; null is all.</summary>
    public ImmutableArray<string>? Matrices { get; init; }

    /// <summary>Whether larger cases than the default are welcome: it states the sizes that it takes.</summary>
    public bool InvitesLargeCases { get; init; }

    /// <summary>Whether a case is within what it supports.</summary>
    public bool Supports(OracleCase oracleCase) =>
        oracleCase.Problem.Tokens.Count <= MaxTokens
        && oracleCase.Problem.Tokens.Dimension <= MaxDimension
        && (Matrices is not { } matrices || matrices.Any(id => Takes(id, oracleCase)));

    private static bool Takes(string id, OracleCase oracleCase) =>
        id == "general"
        || (Model.MatrixClasses.TryParse(id, out Model.MatrixClass matrixClass) && Model.MatrixClasses.Contains(matrixClass, oracleCase.Problem.System.Matrix));
}

/// <summary>Something that computes hardmax layers: a program behind pipes, or a function in this process.</summary>
public interface IImplementation : IAsyncDisposable
{
    /// <summary>The handshake of the implementation.</summary>
    Handshake Handshake { get; }

    /// <summary>
    /// Asks one case and waits for the answer. Crashes, hangs and nonsense are replies and no exceptions; after one of
    /// them the next case is answered by a fresh start.
    /// </summary>
    /// <exception cref="OperationCanceledException">The run was interrupted.</exception>
    Task<Reply> RunAsync(OracleCase oracleCase, CancellationToken cancellation);
}
