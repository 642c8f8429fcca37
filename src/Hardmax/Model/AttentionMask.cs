namespace Hardmax.Model;

/// <summary>
/// The keys that each of n queries may attend to: attention sets are over these alone. A query without keys has no
/// attention set, and its move is not defined. Immutable.
/// </summary>
public sealed class AttentionMask
{
    private readonly int[][] _keys;
    private readonly bool[] _isKey;

    private AttentionMask(int[][] keys)
    {
        (_keys, _isKey) = (keys, new bool[keys.Length]);
        foreach (int j in keys.Distinct().SelectMany(row => row))
        {
            _isKey[j] = true;
        }
    }

    /// <summary>The number of tokens, n.</summary>
    public int Count => _keys.Length;

    /// <summary>Token i attends to the tokens 0 .. i.</summary>
    public static AttentionMask Causal(int count) => new([.. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, i + 1).ToArray())]);

    /// <summary>Token i attends to the tokens 0 .. i-1; token 0 has no keys.</summary>
    public static AttentionMask StrictlyCausal(int count) => new([.. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, i).ToArray())]);

    /// <summary>Every real token attends to the real tokens; the others are padding.</summary>
    public static AttentionMask OfRealTokens(IReadOnlyList<bool> isReal)
    {
        int[] real = [.. Enumerable.Range(0, isReal.Count).Where(j => isReal[j])];
        return new AttentionMask([.. isReal.Select(isToken => isToken ? real : [])]);
    }

    /// <summary>Token i attends to the tokens j with allows[i][j]; n rows of n.</summary>
    /// <exception cref="ArgumentException">A row has another length.</exception>
    public static AttentionMask Of(IReadOnlyList<IReadOnlyList<bool>> allows) =>
        allows.All(row => row.Count == allows.Count)
            ? new AttentionMask([.. allows.Select(row => Enumerable.Range(0, row.Count).Where(j => row[j]).ToArray())])
            : throw new ArgumentException("A mask of n rows has n entries in each.", nameof(allows));

    /// <summary>The keys of query i, ascending; there may be none.</summary>
    public ReadOnlySpan<int> Keys(int i) => _keys[i];

    /// <summary>Returns true if query i may attend to token j.</summary>
    public bool Allows(int i, int j) => Array.BinarySearch(_keys[i], j) >= 0;

    /// <summary>Returns true if query i has keys, so that its move is defined.</summary>
    public bool HasKeys(int i) => _keys[i].Length > 0;

    /// <summary>Returns true if token i is padding: it has no keys, and is no key of any query.</summary>
    public bool IsPadding(int i) => !HasKeys(i) && !_isKey[i];
}
