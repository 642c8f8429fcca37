using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hardmax.Dynamics.Floating;

/// <summary>
/// The mean of each attention set of a layer: the tokens added up in ascending order, divided once. Each set is computed
/// once, however many points attend to it; a set of one token is that token's place.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed class SetMeans<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private readonly TokenPoints<T> _points;
    private readonly T[] _means;

    // For each point its mean in _means, or the complement of the point whose place is the mean.
    private readonly int[] _indices;
    private readonly T[] _placesBefore;

    // 0: not yet compared.
    private readonly sbyte[] _isPlace;

    private SetMeans(TokenPoints<T> points, T[] means, int[] indices, int mostTokens)
    {
        (_points, _means, _indices, MostTokens) = (points, means, indices, mostTokens);
        _placesBefore = points.Places;
        _isPlace = new sbyte[indices.Length];
    }

    /// <summary>The number of tokens of the largest set of more than one token, else 1.</summary>
    public int MostTokens { get; }

    /// <summary>The means of a layer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static SetMeans<T> Of(TokenPoints<T> points, RowMaxima<T> maxima, Workers workers)
    {
        var sets = new List<int[]>();
        var known = new Dictionary<int[], int>(SetComparer.Instance);
        var ofPoint = new int[points.Count]; // sets of one point with several tokens: 1 + the index
        var indices = new int[points.Count];
        for (int point = 0; point < indices.Length; point++)
        {
            if (maxima.Ties[point] is { } tie)
            {
                ref int index = ref CollectionsMarshal.GetValueRefOrAddDefault(known, tie, out bool isKnown);
                if (!isKnown)
                {
                    index = sets.Count;
                    sets.Add(points.TokensAt(tie));
                }

                indices[point] = index;
                continue;
            }

            int target = maxima.Target[point];
            if (points.TokensAt(target).Length == 1)
            {
                indices[point] = ~target;
                continue;
            }

            if (ofPoint[target] == 0)
            {
                sets.Add(points.TokensAt(target).ToArray());
                ofPoint[target] = sets.Count;
            }

            indices[point] = ofPoint[target] - 1;
        }

        var means = new T[sets.Count * points.Dimension];
        workers.ForRanges(sets.Count, sets.Sum(set => (long)set.Length) * points.Dimension / Math.Max(1, sets.Count), [MethodImpl(MethodImplOptions.AggressiveOptimization)] (from, to) =>
        {
            for (int at = from; at < to; at++)
            {
                Mean(points, sets[at], means.AsSpan(at * points.Dimension, points.Dimension));
            }
        });
        return new SetMeans<T>(points, means, indices, sets.Count == 0 ? 1 : sets.Max(set => set.Length));
    }

    /// <summary>The mean for a point, d numbers.</summary>
    public ReadOnlySpan<T> Of(int point) => _indices[point] < 0
        ? _placesBefore.AsSpan(~_indices[point] * _points.Dimension, _points.Dimension)
        : _means.AsSpan(_indices[point] * _points.Dimension, _points.Dimension);

    /// <summary>
    /// Whether the mean for a point is where it stood: then z + gamma (m - z) is z, whatever gamma is. But for a zero with a sign,
    /// of which the sum makes one without.
    /// </summary>
    public bool IsPlaceOf(int point)
    {
        // Asked of a leader by each of its followers.
        if (_isPlace[point] == 0)
        {
            _isPlace[point] = ComparePlace(point) ? (sbyte)1 : (sbyte)-1;
        }

        return _isPlace[point] > 0;
    }

    private bool ComparePlace(int point)
    {
        ReadOnlySpan<T> place = _placesBefore.AsSpan(point * _points.Dimension, _points.Dimension);
        if (!Of(point).SequenceEqual(place))
        {
            return false;
        }

        foreach (T x in place)
        {
            if (T.IsZero(x) && T.IsNegative(x))
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mean(TokenPoints<T> points, int[] tokens, Span<T> mean)
    {
        points.Place(points.PointOf(tokens[0])).CopyTo(mean);
        foreach (int token in tokens.AsSpan(1))
        {
            System.Numerics.Tensors.TensorPrimitives.Add(mean, points.Place(points.PointOf(token)), mean);
        }

        System.Numerics.Tensors.TensorPrimitives.Divide(mean, T.CreateChecked(tokens.Length), mean);
    }
}
