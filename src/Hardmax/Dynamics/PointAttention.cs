namespace Hardmax.Dynamics;

/// <summary>
/// Which points each point of an <see cref="ExactState"/> attends to: for each point the points with the largest score,
/// ascending, never empty. Points with equal sets share one array. Immutable.
/// </summary>
public sealed class PointAttention
{
    private readonly int[][] _sets;
    private readonly int[] _tokensIn;

    private PointAttention(int[][] sets, int[] tokensIn)
    {
        _sets = sets;
        _tokensIn = tokensIn;
    }

    /// <summary>The number of points.</summary>
    public int Count => _sets.Length;

    /// <summary>The points that a point attends to, ascending.</summary>
    public ReadOnlySpan<int> this[int point] => _sets[point];

    /// <summary>How many tokens stand at the points that a point attends to.</summary>
    public int TokensIn(int point) => _tokensIn[point];

    /// <summary>Whether the tokens at a point attend exactly to the tokens at that point.</summary>
    public bool IsLeaderPoint(int point) => _sets[point].Length == 1 && _sets[point][0] == point;

    /// <summary>The array behind a set, for use as an identity of the set: equal sets are one array. Not to be changed.</summary>
    internal int[] OwnedSet(int point) => _sets[point];

    internal static PointAttention Of(ExactState state)
    {
        var pool = new SetPool(state.PointCount);
        var search = new AttentionSearch(state);
        var sets = new int[state.PointCount][];
        var tokensIn = new int[state.PointCount];
        for (int point = 0; point < sets.Length; point++)
        {
            bool wasLeaderPoint = state.Inherited is { } before && before.IsLeaderPoint(point);
            sets[point] = wasLeaderPoint ? pool.Singleton(point) : pool.Intern(search.Maximisers(point));
            foreach (int member in sets[point])
            {
                tokensIn[point] += state.Multiplicity(member);
            }
        }

        return new PointAttention(sets, tokensIn);
    }

    /// <summary>Keeps one array for each set.</summary>
    private sealed class SetPool(int points)
    {
        private readonly int[]?[] _singletons = new int[points][];
        private readonly Dictionary<int, List<int[]>> _larger = [];

        public int[] Singleton(int point) => _singletons[point] ??= [point];

        public int[] Intern(ReadOnlySpan<int> set)
        {
            if (set.Length == 1)
            {
                return Singleton(set[0]);
            }

            int key = HashCode.Combine(set.Length, set[0], set[^1]);
            if (!_larger.TryGetValue(key, out List<int[]>? known))
            {
                known = [];
                _larger.Add(key, known);
            }

            foreach (int[] candidate in known)
            {
                if (set.SequenceEqual(candidate))
                {
                    return candidate;
                }
            }

            int[] added = set.ToArray();
            known.Add(added);
            return added;
        }
    }
}
