namespace Hardmax.Model;

/// <summary>
/// The attention sets C_0 .. C_{n-1} of one layer: for each token the tokens that it attends to, ascending, never
/// empty. Immutable. Sets that the engines make share one array where they are equal, so that n equal sets of n tokens take
/// O(n) memory; others take their own.
/// </summary>
public sealed class AttentionSets : IEquatable<AttentionSets>
{
    private readonly int[][] _sets;

    private AttentionSets(int[][] sets) => _sets = sets;

    /// <summary>The number of tokens, n.</summary>
    public int Count => _sets.Length;

    /// <summary>C_i: the tokens that token i attends to, ascending.</summary>
    public ReadOnlySpan<int> this[int i] => _sets[i];

    /// <summary>Copies n sets, each not empty, ascending and within 0 .. n-1.</summary>
    /// <exception cref="ArgumentException">A set is empty, out of order or out of range.</exception>
    public static AttentionSets Of(IReadOnlyList<int[]> sets)
    {
        foreach (int[] set in sets)
        {
            bool isAscending = set.Zip(set.Skip(1)).All(pair => pair.First < pair.Second);
            if (set.Length == 0 || !isAscending || set[0] < 0 || set[^1] >= sets.Count)
            {
                throw new ArgumentException("An attention set holds at least one token, each once, in ascending order.", nameof(sets));
            }
        }

        return new AttentionSets([.. sets.Select(set => (int[])set.Clone())]);
    }

    /// <summary>Sets over arrays that the caller gives away and that <see cref="Of"/> would accept (asserted in Debug).</summary>
    internal static AttentionSets FromOwned(int[][] sets)
    {
        System.Diagnostics.Debug.Assert(
            Array.TrueForAll(sets, set => set.Length > 0 && set[0] >= 0 && set[^1] < sets.Length),
            "Arrays that were trusted to be attention sets are not.");
        return new AttentionSets(sets);
    }

    /// <summary>The sets as n new arrays.</summary>
    public int[][] ToArray() => [.. _sets.Select(set => (int[])set.Clone())];

    /// <summary>Whether token i is a leader: it attends to itself alone.</summary>
    public bool IsLeader(int i) => _sets[i].Length == 1 && _sets[i][0] == i;

    /// <summary>The leaders, ascending.</summary>
    public int[] Leaders() => [.. Enumerable.Range(0, Count).Where(IsLeader)];

    /// <inheritdoc/>
    public bool Equals(AttentionSets? other)
    {
        if (other is null || Count != other.Count)
        {
            return false;
        }

        for (int i = 0; i < Count; i++)
        {
            if (!ReferenceEquals(_sets[i], other._sets[i]) && !_sets[i].AsSpan().SequenceEqual(other._sets[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AttentionSets);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (int[] set in _sets)
        {
            hash.Add(set.Length);
            hash.Add(set[0]);
        }

        return hash.ToHashCode();
    }
}
