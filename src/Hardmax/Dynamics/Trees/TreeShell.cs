namespace Hardmax.Dynamics.Trees;

/// <summary>
/// The points near the hull of a cloud: those deep inside are peeled off, each with a proof that no query wants it. What is
/// left does not depend on the number of processors.
/// </summary>
/// <remarks>
/// A pass takes the points that are farthest in d directions, both ways, and peels what their <see cref="TreeCrossPolytope"/>
/// hides. A hidden point is beaten, strictly and for every query, by a point that was there when the pass began. So for
/// every query the largest computed score is that of points which no pass peels.
/// </remarks>
internal sealed class TreeShell
{
    private const int ChunkSize = 1 << 14;
    private const int Passes = 8;

    private readonly double[] _places;
    private readonly int[] _indices;
    private readonly int _dimension;
    private readonly ParallelOptions _options;
    private int _count;

    private TreeShell(double[] places, int dimension, ParallelOptions options)
    {
        (_places, _dimension, _options) = (places, dimension, options);
        _count = places.Length / dimension;
        _indices = new int[_count];
        for (int i = 0; i < _count; i++)
        {
            _indices[i] = i;
        }
    }

    private int Chunks => (_count + ChunkSize - 1) / ChunkSize;

    /// <summary>What is left of a cloud: places, and the numbers they have in the cloud.</summary>
    /// <param name="places">n x d, row after row, each coordinate at most 1; overwritten.</param>
    /// <param name="dimension">The dimension, d; above 5 nothing is peeled, since it would not pay.</param>
    /// <param name="unitRoundoff">u of the arithmetic of the scores.</param>
    /// <param name="options">How many processors.</param>
    public static (double[] Places, int[] Indices) Peel(double[] places, int dimension, double unitRoundoff, ParallelOptions options)
    {
        var shell = new TreeShell(places, dimension, options);
        if (dimension > 5 || shell._count < 64)
        {
            return (places, shell._indices);
        }

        // One bad polytope says little: extremes of few far points may not even span the middle of the cloud.
        double[] directions = Directions(places, dimension);
        for ((int pass, int failures) = (0, 0); pass < Passes && failures < 2; pass++)
        {
            var polytope = TreeCrossPolytope.TryMake(shell.Extremes(directions), dimension, unitRoundoff);
            int before = shell._count;
            bool pays = polytope is not null && shell.Peel(polytope) < before - (before / 8);
            failures = pays ? 0 : failures + 1;
            Turn(directions, dimension);
        }

        return (places.AsSpan(0, shell._count * dimension).ToArray(), shell._indices.AsSpan(0, shell._count).ToArray());
    }

    /// <summary>d directions, row after row, in which the cloud is about equally wide.</summary>
    private static double[] Directions(double[] places, int dimension)
    {
        var frame = new TreeFrame(dimension);
        frame.Fit(places);
        var directions = new double[dimension * dimension];
        for (int at = 0; at < directions.Length; at++)
        {
            double variance = frame.Variance(at / dimension);
            directions[at] = variance > 0 ? frame.Axes[at] / Math.Sqrt(variance) : frame.Axes[at];
        }

        return directions;
    }

    /// <summary>By the golden section of a right angle, whose multiples fill it evenly.</summary>
    private static void Turn(double[] directions, int d)
    {
        (double sine, double cosine) = Math.SinCos(Math.PI * (Math.Sqrt(5) - 1) / 4);
        for (int p = 0; p < d; p++)
        {
            for (int q = p + 1; q < d; q++)
            {
                for (int c = 0; c < d; c++)
                {
                    (double first, double second) = (directions[(p * d) + c], directions[(q * d) + c]);
                    directions[(p * d) + c] = (cosine * first) - (sine * second);
                    directions[(q * d) + c] = (sine * first) + (cosine * second);
                }
            }
        }
    }

    private double[] Extremes(double[] directions)
    {
        int d = _dimension;
        var found = new int[Chunks][];
        _ = Parallel.For(0, Chunks, _options, chunk => found[chunk] = Extremes(directions, chunk));
        var pairs = new double[2 * d * d];
        for (int e = 0; e < 2 * d; e++)
        {
            ReadOnlySpan<double> direction = directions.AsSpan(e / 2 * d, d);
            int best = found[0][e];
            foreach (int[] other in found)
            {
                (double old, double now) = (Along(direction, best), Along(direction, other[e]));
                best = (e % 2 == 0 ? now > old : now < old) ? other[e] : best;
            }

            _places.AsSpan(best * d, d).CopyTo(pairs.AsSpan(e * d));
        }

        return pairs;
    }

    private int[] Extremes(double[] directions, int chunk)
    {
        (int start, int end) = (chunk * ChunkSize, Math.Min(_count, (chunk + 1) * ChunkSize));
        var found = new int[2 * _dimension];
        for (int k = 0; k < _dimension; k++)
        {
            ReadOnlySpan<double> direction = directions.AsSpan(k * _dimension, _dimension);
            (int most, int least) = (start, start);
            (double high, double low) = (double.NegativeInfinity, double.PositiveInfinity);
            for (int i = start; i < end; i++)
            {
                double along = Along(direction, i);
                (most, high) = along > high ? (i, along) : (most, high);
                (least, low) = along < low ? (i, along) : (least, low);
            }

            (found[2 * k], found[(2 * k) + 1]) = (most, least);
        }

        return found;
    }

    private double Along(ReadOnlySpan<double> direction, int point)
    {
        ReadOnlySpan<double> place = _places.AsSpan(point * direction.Length, direction.Length);
        double along = 0;
        for (int c = 0; c < direction.Length; c++)
        {
            along += direction[c] * place[c];
        }

        return along;
    }

    /// <summary>Peels what a polytope hides; how many points are left, in their order.</summary>
    private int Peel(TreeCrossPolytope polytope)
    {
        var left = new int[Chunks];
        _ = Parallel.For(0, left.Length, _options, chunk => left[chunk] = Peel(polytope, chunk));
        _count = 0;
        for (int chunk = 0; chunk < left.Length; chunk++)
        {
            Array.Copy(_places, chunk * ChunkSize * _dimension, _places, _count * _dimension, left[chunk] * _dimension);
            Array.Copy(_indices, chunk * ChunkSize, _indices, _count, left[chunk]);
            _count += left[chunk];
        }

        return _count;
    }

    private int Peel(TreeCrossPolytope polytope, int chunk)
    {
        int start = chunk * ChunkSize;
        int kept = start;
        Span<double> scratch = stackalloc double[2 * _dimension];
        for (int i = start; i < Math.Min(_count, start + ChunkSize); i++)
        {
            ReadOnlySpan<double> place = _places.AsSpan(i * _dimension, _dimension);
            if (!polytope.Hides(place, scratch))
            {
                place.CopyTo(_places.AsSpan(kept * _dimension));
                _indices[kept++] = _indices[i];
            }
        }

        return kept - start;
    }
}
