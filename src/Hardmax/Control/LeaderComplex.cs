using System.Collections.Immutable;
using Hardmax.Control.Solving;
using Hardmax.Model;

namespace Hardmax.Control;

/// <summary>
/// All sets of tokens that can lead together at layer 0 under some matrix of a class. They are closed under taking
/// subsets, so they form a simplicial complex on the tokens: its maximal faces say everything.
/// </summary>
public sealed record LeaderComplex
{
    /// <summary>More tokens than this that can each lead alone are too many.</summary>
    public const int MostVertices = 24;

    /// <summary>Z.</summary>
    public required TokenCloud Tokens { get; init; }

    /// <summary>The class of the matrices.</summary>
    public required ControlClass Matrices { get; init; }

    /// <summary>The maximal sets, each ascending, in lexicographic order, each with a matrix; the empty set alone where no token can lead.</summary>
    public required ImmutableArray<(ImmutableArray<int> Leaders, ControlAnswer.Feasible Answer)> Maximal { get; init; }

    /// <summary>The minimal sets that cannot lead together, each ascending, in lexicographic order, each with its proof.</summary>
    public required ImmutableArray<(ImmutableArray<int> Tokens, ControlAnswer.Infeasible Answer)> MinimalNonfaces { get; init; }

    /// <summary>
    /// Sets about which nothing could be decided, nor about any set that holds one of them, unless it holds a minimal
    /// nonface or lies in a maximal set; empty where the complex is complete.
    /// </summary>
    public required ImmutableArray<ImmutableArray<int>> Undecided { get; init; }

    /// <summary>Finds the complex.</summary>
    /// <param name="tokens">Z.</param>
    /// <param name="matrices">The class of the matrices.</param>
    /// <param name="decided">Is told the number of sets decided so far, or null.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="ArgumentException">More than <see cref="MostVertices"/> tokens can each lead alone, or the class is none.</exception>
    /// <exception cref="OperationCanceledException">The cancellation was asked for.</exception>
    public static LeaderComplex Of(TokenCloud tokens, ControlClass matrices, Action<int>? decided = null, CancellationToken cancellation = default) =>
        new ComplexSearch(tokens, matrices, decided, cancellation).Run();
}
