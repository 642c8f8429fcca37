using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hardmax.Model;

namespace Hardmax.Dynamics.Floating;

/// <summary>
/// Tokens that stand at the same place are one point: they attend to the same tokens and move as one. Points are numbered
/// in the order of their first tokens. Two zeros of different sign are two places, so that no bit is lost.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed class TokenPoints<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] _pointOf;
    private readonly int[] _tokens;
    private int[] _firstOf = [];

    /// <summary>Every token a point of its own.</summary>
    /// <param name="places">n x d, row after row; kept, and written over by <see cref="Merge"/>.</param>
    /// <param name="dimension">d.</param>
    public TokenPoints(T[] places, int dimension)
    {
        (Places, Dimension, Count) = (places, dimension, places.Length / dimension);
        _pointOf = [.. Enumerable.Range(0, Count)];
        _tokens = new int[Count];
        Sort();
    }

    /// <summary>The dimension, d.</summary>
    public int Dimension { get; }

    /// <summary>The number of points.</summary>
    public int Count { get; private set; }

    /// <summary>The number of tokens, n.</summary>
    public int TokenCount => _pointOf.Length;

    /// <summary>Where the points are: <see cref="Count"/> x d, row after row, and perhaps more behind.</summary>
    public T[] Places { get; set; }

    /// <summary>The point of a token.</summary>
    public int PointOf(int token) => _pointOf[token];

    /// <summary>The tokens at a point, ascending.</summary>
    public ReadOnlySpan<int> TokensAt(int point) => _tokens.AsSpan(_firstOf[point], _firstOf[point + 1] - _firstOf[point]);

    /// <summary>The place of a point.</summary>
    public ReadOnlySpan<T> Place(int point) => Places.AsSpan(point * Dimension, Dimension);

    /// <summary>
    /// Makes points that have met one. Returns for each old point its new number, which is at most the old one, or null if none have met.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int[]? Merge(Workers workers)
    {
        ulong[] hashes = new ulong[Count];
        workers.ForRanges(Count, 4L * Dimension, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (from, to) =>
        {
            for (int point = from; point < to; point++)
            {
                hashes[point] = Hash(MemoryMarshal.AsBytes(Place(point)));
            }
        });
        var renumbered = new int[Count];
        var kept = new List<int>(Count);
        int mask = (int)BitOperations.RoundUpToPowerOf2((uint)(2 * Count)) - 1;
        int[] slots = new int[mask + 1]; // 0 is free, else a point and 1
        for (int point = 0; point < Count; point++)
        {
            int slot = (int)hashes[point] & mask;
            while (slots[slot] != 0 && !(hashes[slots[slot] - 1] == hashes[point] && IsSamePlace(slots[slot] - 1, point)))
            {
                slot = (slot + 1) & mask;
            }

            if (slots[slot] == 0)
            {
                slots[slot] = point + 1;
                renumbered[point] = kept.Count;
                kept.Add(point);
            }
            else
            {
                renumbered[point] = renumbered[slots[slot] - 1];
            }
        }

        if (kept.Count == Count)
        {
            return null;
        }

        for (int point = 0; point < kept.Count; point++)
        {
            Place(kept[point]).CopyTo(Places.AsSpan(point * Dimension));
        }

        for (int token = 0; token < _pointOf.Length; token++)
        {
            _pointOf[token] = renumbered[_pointOf[token]];
        }

        Count = kept.Count;
        Sort();
        return renumbered;
    }

    /// <summary>The places of the tokens, n x d, in a new array.</summary>
    public T[] ToTokens(Workers workers)
    {
        T[] tokens = GC.AllocateUninitializedArray<T>(_pointOf.Length * Dimension);
        workers.ForRanges(_pointOf.Length, Dimension, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (from, to) =>
        {
            for (int token = from; token < to; token++)
            {
                Place(_pointOf[token]).CopyTo(tokens.AsSpan(token * Dimension));
            }
        });
        return tokens;
    }

    /// <summary>The tokens at some points, ascending.</summary>
    public int[] TokensAt(ReadOnlySpan<int> points)
    {
        int size = 0;
        foreach (int point in points)
        {
            size += TokensAt(point).Length;
        }

        var tokens = new int[size];
        int at = 0;
        foreach (int point in points)
        {
            TokensAt(point).CopyTo(tokens.AsSpan(at));
            at += TokensAt(point).Length;
        }

        if (points.Length > 1)
        {
            Array.Sort(tokens);
        }

        return tokens;
    }

    /// <summary>The attention sets by token. Equal ones share one array.</summary>
    /// <param name="setOf">The attention set of a point: points, ascending.</param>
    public AttentionSets ToTokenSets(Func<int, ReadOnlySpan<int>> setOf)
    {
        var known = new Dictionary<int[], int[]>(SetComparer.Instance);
        var ofPoint = new int[Count][];
        for (int point = 0; point < ofPoint.Length; point++)
        {
            int[] set = setOf(point).ToArray();
            if (!known.TryGetValue(set, out int[]? tokens))
            {
                tokens = TokensAt(set);
                known.Add(set, tokens);
            }

            ofPoint[point] = tokens;
        }

        return AttentionSets.FromOwned([.. _pointOf.Select(point => ofPoint[point])]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        // Two chains, because one waits for its multiplications.
        ulong even = 14_695_981_039_346_656_037, odd = even;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        int at = 0;
        for (; at + 1 < words.Length; at += 2)
        {
            even = (even ^ words[at]) * 0x9E37_79B9_7F4A_7C15;
            odd = (odd ^ words[at + 1]) * 0xC2B2_AE3D_27D4_EB4F;
            even ^= even >> 29;
            odd ^= odd >> 31;
        }

        for (at *= sizeof(ulong); at < bytes.Length; at++)
        {
            even = (even ^ bytes[at]) * 0x9E37_79B9_7F4A_7C15;
        }

        return even ^ BitOperations.RotateLeft(odd, 17);
    }

    private bool IsSamePlace(int point, int other) =>
        MemoryMarshal.AsBytes(Place(point)).SequenceEqual(MemoryMarshal.AsBytes(Place(other)));

    /// <summary>Lists the tokens of each point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sort()
    {
        _firstOf = new int[Count + 1];
        foreach (int point in _pointOf)
        {
            _firstOf[point + 1]++;
        }

        for (int point = 0; point < Count; point++)
        {
            _firstOf[point + 1] += _firstOf[point];
        }

        int[] next = _firstOf[..Count];
        for (int token = 0; token < _pointOf.Length; token++)
        {
            _tokens[next[_pointOf[token]]++] = token;
        }
    }
}
