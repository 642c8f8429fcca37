using System.Collections.Immutable;
using Hardmax.Model;

namespace Hardmax.Control.Solving;

/// <summary>
/// Maximal faces and minimal nonfaces, one by one, until every set lies in a face or holds a nonface. A set that is
/// neither yet is asked about: with a matrix it grows to a maximal face, with a proof it shrinks to a minimal nonface.
/// Source: M. Liffiton, A. Previti, A. Malik, J. Marques-Silva, "Fast, flexible MUS enumeration" (2016).
/// </summary>
internal sealed class ComplexSearch(TokenCloud tokens, ControlClass matrices, Action<int>? decided, CancellationToken cancellation)
{
    private readonly List<(ImmutableSortedSet<int> Set, ControlAnswer.Feasible Answer)> _faces = [];
    private readonly List<(ImmutableSortedSet<int> Set, ControlAnswer.Infeasible Answer)> _nonfaces = [];
    private readonly List<ImmutableSortedSet<int>> _undecided = [];
    private int _decided;

    /// <summary>The complex.</summary>
    /// <exception cref="ArgumentException">There are too many vertices, or the class is none.</exception>
    public LeaderComplex Run()
    {
        ImmutableSortedSet<int> vertices = Vertices();
        while (Unexplored([], vertices) is { } seed)
        {
            Explore(seed, vertices);
        }

        return new LeaderComplex
        {
            Tokens = tokens,
            Matrices = matrices,
            Maximal = [.. InOrder(_faces.Select(face => ((ImmutableArray<int>)[.. face.Set], face.Answer)))],
            MinimalNonfaces = [.. InOrder(_nonfaces.Select(nonface => ((ImmutableArray<int>)[.. nonface.Set], nonface.Answer)))],
            Undecided = [.. _undecided.Select(set => (ImmutableArray<int>)[.. set]).Order(Lexicographic)],
        };
    }

    private static IComparer<ImmutableArray<int>> Lexicographic { get; } =
        Comparer<ImmutableArray<int>>.Create((x, y) => x.AsSpan().SequenceCompareTo(y.AsSpan()));

    private static IEnumerable<(ImmutableArray<int> Set, T Answer)> InOrder<T>(IEnumerable<(ImmutableArray<int> Set, T Answer)> sets) =>
        sets.OrderBy(pair => pair.Set, Lexicographic);

    private ImmutableSortedSet<int> Vertices()
    {
        var vertices = new List<int>();
        for (int i = 0; i < tokens.Count; i++)
        {
            switch (Solve([i]))
            {
                case ControlAnswer.Infeasible proof:
                    _nonfaces.Add(([i], proof));
                    break;
                case ControlAnswer.Undecided:
                    _undecided.Add([i]);
                    break;
                default:
                    vertices.Add(i);
                    break;
            }

            if (vertices.Count > LeaderComplex.MostVertices)
            {
                throw new ArgumentException(
                    $"More than {LeaderComplex.MostVertices} tokens can each lead alone; their sets are too many to list.", nameof(tokens));
            }
        }

        return [.. vertices];
    }

    private ControlAnswer Solve(IEnumerable<int> set)
    {
        ControlAnswer answer = LeaderControl.Solve(new ControlQuestion(tokens, set, matrices), cancellation);
        _decided += answer is ControlAnswer.Undecided ? 0 : 1;
        decided?.Invoke(_decided);
        return answer;
    }

    /// <summary>
    /// A set that holds the given one, lies in no known face and holds no known nonface; null if there is none. It must
    /// have a vertex outside each face, so those outside a face that it lies in are tried, each without those before it.
    /// </summary>
    private ImmutableSortedSet<int>? Unexplored(ImmutableSortedSet<int> chosen, ImmutableSortedSet<int> allowed)
    {
        if (IsBlocked(chosen))
        {
            return null;
        }

        if (_faces.Find(face => chosen.IsSubsetOf(face.Set)).Set is not { } around)
        {
            return chosen;
        }

        foreach (int vertex in allowed.Except(around))
        {
            allowed = allowed.Remove(vertex);
            if (Unexplored(chosen.Add(vertex), allowed) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private bool IsBlocked(ImmutableSortedSet<int> set) =>
        _nonfaces.Exists(nonface => nonface.Set.IsSubsetOf(set)) || _undecided.Exists(set.IsSupersetOf);

    private void Explore(ImmutableSortedSet<int> seed, ImmutableSortedSet<int> vertices)
    {
        switch (Solve(seed))
        {
            case ControlAnswer.Feasible answer:
                Grow(answer, vertices);
                break;
            case ControlAnswer.Infeasible proof:
                Shrink(proof);
                break;
            default:
                _undecided.Add(seed);
                break;
        }
    }

    private void Grow(ControlAnswer.Feasible answer, ImmutableSortedSet<int> vertices)
    {
        ImmutableSortedSet<int> face = LeadersUnder(answer);
        foreach (int vertex in vertices)
        {
            ImmutableSortedSet<int> larger = face.Add(vertex);
            if (face.Contains(vertex) || IsBlocked(larger))
            {
                continue;
            }

            switch (Solve(larger))
            {
                case ControlAnswer.Feasible found:
                    answer = found;
                    face = LeadersUnder(found);
                    break;
                case ControlAnswer.Infeasible proof:
                    Shrink(proof);
                    break;
                default:
                    _undecided.Add(larger);
                    break;
            }
        }

        // A matrix that was found for fewer tokens may have all of these as leaders by a hair.
        _faces.Add((face, Solve(face) as ControlAnswer.Feasible ?? answer));
    }

    private ImmutableSortedSet<int> LeadersUnder(ControlAnswer.Feasible answer) =>
        [.. LeadersAtStart.Under(tokens, answer.Matrix)];

    // The tokens that have a weight contradict each other by themselves.
    private void Shrink(ControlAnswer.Infeasible proof)
    {
        ImmutableSortedSet<int> nonface = SupportOf(proof);
        foreach (int vertex in nonface)
        {
            ImmutableSortedSet<int> smaller = nonface.Remove(vertex);
            if (!nonface.Contains(vertex) || _faces.Exists(face => smaller.IsSubsetOf(face.Set)))
            {
                continue;
            }

            switch (Solve(smaller))
            {
                case ControlAnswer.Infeasible found:
                    proof = found;
                    nonface = SupportOf(found);
                    break;
                case ControlAnswer.Undecided when !IsBlocked(smaller):
                    _undecided.Add(smaller);
                    break;
            }
        }

        _nonfaces.Add((nonface, proof));
    }

    private static ImmutableSortedSet<int> SupportOf(ControlAnswer.Infeasible proof) =>
        [.. ((ControlProof.Combination)proof.Proof).Multipliers.Select(multiplier => multiplier.Leader)];
}
