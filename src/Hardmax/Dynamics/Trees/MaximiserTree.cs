using System.Numerics;

namespace Hardmax.Dynamics.Trees;

/// <summary>
/// Finds the attention set of a query among many points of low dimension without looking at most of them: bit for bit what
/// a look at every point would find, ties included. The scores are those of <see cref="FloatDynamics{T}"/>:
/// s_j = &lt;q, z_j&gt; is a chain of fused multiply-adds over ascending coordinates, started from 0.
/// </summary>
/// <remarks>
/// <para>Points deep inside the cloud are dropped (<see cref="TreeShell"/>); the others are in a tree of oriented boxes
/// (<see cref="TreeBoxes"/>), and a box is passed over only if it is proved that each of its computed scores is strictly
/// below one that was found. Both proofs need that underflow does not matter. A query so small that it might is
/// compared with every point instead: one where 2^(e + f) &lt; 4 eta / u, all coordinates of points being below 2^e and all
/// of the query below 2^f, with eta the least positive number and u the unit roundoff of the type. Otherwise the d
/// underflows cost a score no more than d eta = 2^(e + f) d u / 4, that is d u Q / 2 in the units of the proofs.</para>
/// <para>n points cost O(n log n) time and about 50 (d = 2) or 70 (d = 3) bytes each at most. A query costs O(log n) where
/// the points near the maximum are few; a set of k points adds O(k log k). Where many scores agree within the rounding of
/// the scores, but not exactly, all of these points are looked at.</para>
/// <para>Immutable once built: any number of threads may ask at the same time, each with its own list.</para>
/// </remarks>
/// <typeparam name="T">binary64, binary32 or binary16, all of whose numbers binary64 holds.</typeparam>
internal sealed class MaximiserTree<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlyMemory<T> _points;
    private readonly int _dimension;
    private readonly int _exponent;
    private readonly int _leastExponent;
    private readonly TreeBoxes _boxes;
    private readonly int[] _indices;
    private readonly T[] _leaves;

    private MaximiserTree(ReadOnlyMemory<T> points, int dimension, ParallelOptions options)
    {
        (_points, _dimension) = (points, dimension);
        double unitRoundoff = double.CreateChecked(T.BitIncrement(T.One) - T.One) / 2;
        _leastExponent = Math.ILogB(double.CreateChecked(T.Epsilon)) + 2 - Math.ILogB(unitRoundoff);
        _exponent = TreeScale.Exponent(points.Span);
        double[] scaled = Scaled(options);
        (double[] places, _indices) = TreeShell.Peel(scaled, dimension, unitRoundoff, options);
        _boxes = TreeBoxes.Build(places, _indices, dimension, unitRoundoff, options);
        _leaves = new T[_indices.Length * dimension];
        for (int i = 0; i < _indices.Length; i++)
        {
            points.Span.Slice(_indices[i] * dimension, dimension).CopyTo(_leaves.AsSpan(i * dimension));
        }
    }

    /// <summary>The number of points that were not dropped as being deep inside.</summary>
    public int Kept => _indices.Length;

    /// <summary>Builds the tree of some points.</summary>
    /// <param name="points">n x d, row after row, n at least 1; finite; distinct or not. Not copied: must not change.</param>
    /// <param name="dimension">The dimension, d, at least 1.</param>
    /// <param name="options">How many processors; the answers do not depend on it.</param>
    /// <exception cref="ArgumentException">There is no point, or a part of one; or d is less than 1.</exception>
    public static MaximiserTree<T> Build(ReadOnlyMemory<T> points, int dimension, ParallelOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (points.IsEmpty || points.Length % dimension != 0)
        {
            throw new ArgumentException("The points are not n x d numbers with n at least 1.", nameof(points));
        }

        return new MaximiserTree<T>(points, dimension, options);
    }

    /// <summary>All points of largest computed score. Many queries are answered fastest in <see cref="TreeOrder"/>.</summary>
    /// <param name="query">d finite numbers, such that no score overflows.</param>
    /// <param name="found">Cleared, then filled with the numbers of the points, ascending.</param>
    /// <returns>The largest score; +0 where both zeros occur.</returns>
    public T Maximisers(ReadOnlySpan<T> query, List<int> found) => Maximisers(query, found, out _);

    /// <summary>As above, and says how many boxes and points were looked at.</summary>
    internal T Maximisers(ReadOnlySpan<T> query, List<int> found, out int visited)
    {
        found.Clear();
        int exponent = TreeScale.Exponent(query);
        if (_exponent + exponent < _leastExponent)
        {
            visited = _points.Length / _dimension;
            return Scan(query, found);
        }

        T best = Descend(query, exponent, found, out visited);
        if (found.Count > 1)
        {
            found.Sort();
        }

        return best;
    }

    private T Descend(ReadOnlySpan<T> query, int exponent, List<int> found, out int visited)
    {
        Span<double> scaled = _dimension <= 16 ? stackalloc double[_dimension] : new double[_dimension];
        double size = TreeScale.Scale(query, exponent, scaled);
        double unit = Math.ScaleB(1, -(_exponent + exponent));
        Span<int> nodes = stackalloc int[_boxes.Levels + 1];
        Span<double> uppers = stackalloc double[_boxes.Levels + 1];
        (nodes[0], uppers[0]) = (1, double.PositiveInfinity);
        int waiting = 1;
        T best = T.NegativeInfinity;
        double bar = double.NegativeInfinity;
        visited = 0;
        while (waiting > 0)
        {
            waiting--;
            (int node, double upper) = (nodes[waiting], uppers[waiting]);
            while (!(upper < bar) && node < 1 << _boxes.Levels)
            {
                (int near, int far) = (2 * node, (2 * node) + 1);
                (upper, double other) = (_boxes.Upper(near, scaled, size), _boxes.Upper(far, scaled, size));
                visited += 2;
                if (upper < other)
                {
                    (near, far, upper, other) = (far, near, other, upper);
                }

                if (!(other < bar))
                {
                    (nodes[waiting], uppers[waiting]) = (far, other);
                    waiting++;
                }

                node = near;
            }

            if (!(upper < bar))
            {
                best = Look(node, query, best, found);
                bar = double.CreateChecked(best) * unit;
                visited += _boxes.End(node) - _boxes.Start(node);
            }
        }

        return best;
    }

    /// <summary>Compares all points of a leaf.</summary>
    private T Look(int leaf, ReadOnlySpan<T> query, T best, List<int> found)
    {
        for (int i = _boxes.Start(leaf); i < _boxes.End(leaf); i++)
        {
            T score = Score(query, _leaves.AsSpan(i * query.Length, query.Length));
            if (score >= best)
            {
                best = Take(score, best, _indices[i], found);
            }
        }

        return best;
    }

    private T Scan(ReadOnlySpan<T> query, List<int> found)
    {
        T best = T.NegativeInfinity;
        ReadOnlySpan<T> points = _points.Span;
        for (int j = 0; j < points.Length / query.Length; j++)
        {
            T score = Score(query, points.Slice(j * query.Length, query.Length));
            if (score >= best)
            {
                best = Take(score, best, j, found);
            }
        }

        return best;
    }

    private static T Take(T score, T best, int point, List<int> found)
    {
        if (score > best)
        {
            found.Clear();
        }

        found.Add(point);
        return T.Max(score, best);
    }

    private static T Score(ReadOnlySpan<T> query, ReadOnlySpan<T> point)
    {
        T score = T.Zero;
        for (int c = 0; c < query.Length; c++)
        {
            score = T.FusedMultiplyAdd(query[c], point[c], score);
        }

        return score;
    }

    private double[] Scaled(ParallelOptions options)
    {
        int chunk = 4096 * _dimension;
        var scaled = new double[_points.Length];
        _ = Parallel.For(0, (scaled.Length + chunk - 1) / chunk, options, at =>
        {
            int length = Math.Min(chunk, scaled.Length - (at * chunk));
            _ = TreeScale.Scale(_points.Span.Slice(at * chunk, length), _exponent, scaled.AsSpan(at * chunk, length));
        });
        return scaled;
    }
}
