using System.Collections.Immutable;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control;

/// <summary>What a search for a matrix with given final leaders came to.</summary>
public sealed record FinalControl
{
    /// <summary>After how many layers a limit that is not certified is given up.</summary>
    public const int MaxLayers = 200;

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

    /// <summary>
    /// Searches matrices of a class until one has exactly L as the leaders of its certified limit: the answers to the
    /// question at layer 0 for L and the sets around it, then small integers and changes of the nearest miss. Unlike
    /// leaders at layer 0, final leaders may be tokens that moved before they led. The same arguments give the same answer.
    /// </summary>
    /// <param name="question">Tokens, L and the class; always meant exactly.</param>
    /// <param name="alpha">The step parameter, greater than 0, on which final leaders do depend.</param>
    /// <param name="tries">How many matrices at most, at least 1.</param>
    /// <param name="seed">Draws the matrices.</param>
    /// <param name="tried">Is told the number tried so far, or null.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The cancellation was asked for.</exception>
    public static FinalControl Search(ControlQuestion question, Rational alpha, int tries, ulong seed, Action<int>? tried = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tries, 1);
        if (FinalLeaderFacts.WhyImpossible(question) is { } reason)
        {
            return new FinalControl { Impossible = reason, Tried = 0, Reached = [] };
        }

        var candidates = new FinalCandidates(question, seed, cancellation);
        var reached = new Dictionary<string, (ImmutableArray<int> Leaders, int Count)>(StringComparer.Ordinal);
        int count = 0;
        bool isDecided = true;
        foreach (AttentionMatrix matrix in candidates.All().Take(tries))
        {
            LimitResult limit = LimitCertifier.Certify(new HardmaxProblem(question.Tokens, new HardmaxSystem(matrix, alpha)), MaxLayers, cancellation);
            count++;
            tried?.Invoke(count);
            if (limit.Status == LimitStatus.Undecided)
            {
                isDecided = false;
                continue;
            }

            ImmutableArray<int> leaders = [.. limit.LeaderSince.Keys];
            string key = string.Join(',', leaders);
            reached[key] = (leaders, reached.GetValueOrDefault(key).Count + 1);
            if (leaders.SequenceEqual(question.Leaders))
            {
                return new FinalControl { Matrix = matrix, Limit = limit, Tried = count, Reached = Ordered(reached.Values) };
            }

            candidates.Missed(matrix, leaders);
        }

        return new FinalControl
        {
            Impossible = isDecided && count == candidates.Total ? FinalLeaderFacts.AllWereTried : null,
            Tried = count,
            Reached = Ordered(reached.Values),
        };
    }

    private static ImmutableArray<(ImmutableArray<int> Leaders, int Count)> Ordered(IEnumerable<(ImmutableArray<int> Leaders, int Count)> reached) =>
        [.. reached.OrderByDescending(set => set.Count).ThenBy(set => set.Leaders.Length).ThenBy(set => string.Join(',', set.Leaders), StringComparer.Ordinal)];
}
