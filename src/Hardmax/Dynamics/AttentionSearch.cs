using System.Numerics;
using Hardmax.Model;

namespace Hardmax.Dynamics;

/// <summary>
/// Finds, exactly, the points of largest score &lt;A z_i, z_j&gt;: scores in floating point with a proven bound sort out
/// the points that cannot be largest, and only the rest is compared in integers.
/// </summary>
/// <remarks>
/// <para>The bound. Scores are taken from a reference point, s_j = &lt;A z_i, z_j - z_0&gt;, which subtracts the same
/// number from all of them; the differences z_j - z_0 are exact integers, so that the filter keeps its power when all
/// points are close together. With u = 2^-53: every input is within a relative error 2u (truncation,
/// <see cref="ScaledDoubles"/>), a product adds u, a sum of d terms at most d u, fused or not. So by the standard
/// analysis (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., Lemma 3.1 and section 3.1)
/// |computed s_j - s_j| &lt;= g B with g = k u / (1 - k u), k = 2 d + 8, and B = sum_r sum_c |A_rc| |z_ic| max_j |z_jr - z_0r|.
/// B is itself computed, with a relative error of at most g. Since k u is far below 1/10, 2 (k + 4) u (computed B)
/// covers both, and the rounding of the threshold max - 2 epsilon (|computed max| &lt;= 1.1 B) too.</para>
/// <para>Numbers that were flushed to zero change a score by at most 3 d^2 2^-900, and underflow of a product by less:
/// 8 d^2 2^-900 is added. All scaled inputs are below 1, so nothing overflows.</para>
/// <para>Hence a point whose computed score is below max - 2 epsilon has a score strictly below the largest.</para>
/// </remarks>
internal sealed class AttentionSearch
{
    private const double UnitRoundoff = 1.1102230246251565e-16; // 2^-53

    private readonly ExactState _state;
    private readonly double[] _places;

    // Whole vectors for each coordinate: what fills the last one up is 0, so it scores as the reference point does.
    private readonly int _stride;
    private readonly double[] _columns;
    private readonly double[] _widths;
    private readonly double[] _query;
    private readonly double[] _scores;
    private readonly int[] _candidates;

    public AttentionSearch(ExactState state)
    {
        _state = state;
        (int points, int dimension) = (state.PointCount, state.Dimension);
        _places = new double[points * dimension];
        _stride = (points + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        _columns = new double[_stride * dimension];
        _widths = new double[dimension];
        _query = new double[dimension];
        _scores = new double[_stride];
        _candidates = new int[points];
        Round();
    }

    /// <summary>The points of largest score for a point, ascending; valid until the next call.</summary>
    public ReadOnlySpan<int> Maximisers(int point)
    {
        int count = Filter(point);
        return count == 1 ? _candidates.AsSpan(0, 1) : Resolve(point, count);
    }

    private void Round()
    {
        if (_state.NarrowBits <= IntegerRows.NarrowBits)
        {
            ScaledDoubles.Round(_state.Narrow, _places);
            ScaledDoubles.Round(Differences(_state.Narrow), _columns);
        }
        else
        {
            ScaledDoubles.Round(_state.Wide, _places);
            ScaledDoubles.Round(Differences(_state.Wide), _columns);
        }

        for (int c = 0; c < _widths.Length; c++)
        {
            foreach (double difference in _columns.AsSpan(c * _stride, _stride))
            {
                _widths[c] = Math.Max(_widths[c], Math.Abs(difference));
            }
        }
    }

    /// <summary>z_jc - z_0c for all j and then zeros, and so for each coordinate c.</summary>
    private T[] Differences<T>(ReadOnlySpan<T> places)
        where T : IBinaryInteger<T>
    {
        (int points, int dimension) = (_state.PointCount, _state.Dimension);
        var differences = new T[_columns.Length];
        for (int point = 0; point < points; point++)
        {
            for (int c = 0; c < dimension; c++)
            {
                differences[(c * _stride) + point] = places[(point * dimension) + c] - places[c];
            }
        }

        return differences;
    }

    /// <summary>Collects the points that the bound cannot exclude; returns how many there are, at least one.</summary>
    private int Filter(int point)
    {
        int dimension = _query.Length;
        double bound = Query(_places.AsSpan(point * dimension, dimension));
        double epsilon = (2 * ((2 * dimension) + 12) * UnitRoundoff * bound) + (8.0 * dimension * dimension * ScaledDoubles.Flushed);

        double threshold = Score() - (2 * epsilon);
        var thresholds = new Vector<double>(threshold);
        int count = 0;
        for (int at = 0; at < _stride; at += Vector<double>.Count)
        {
            // Nearly always there is none.
            if (Vector.GreaterThanOrEqualAny(new Vector<double>(_scores, at), thresholds))
            {
                count = Collect(at, Math.Min(at + Vector<double>.Count, _candidates.Length), threshold, count);
            }
        }

        return count;
    }

    /// <summary>Forms the scores in floating point, and returns the largest.</summary>
    private double Score()
    {
        var largest = new Vector<double>(double.NegativeInfinity);
        for (int at = 0; at < _stride; at += Vector<double>.Count)
        {
            Vector<double> sum = new Vector<double>(_columns, at) * _query[0];
            for (int c = 1; c < _query.Length; c++)
            {
                sum += new Vector<double>(_columns, (c * _stride) + at) * _query[c];
            }

            sum.CopyTo(_scores, at);
            largest = Vector.Max(largest, sum);
        }

        double max = largest[0];
        for (int lane = 1; lane < Vector<double>.Count; lane++)
        {
            max = Math.Max(max, largest[lane]);
        }

        return max;
    }

    private int Collect(int from, int to, double threshold, int count)
    {
        for (int j = from; j < to; j++)
        {
            if (_scores[j] >= threshold)
            {
                _candidates[count++] = j;
            }
        }

        return count;
    }

    /// <summary>Forms A z in floating point, and returns the sum B of the bound.</summary>
    private double Query(ReadOnlySpan<double> place)
    {
        double bound = 0;
        double[,]? matrix = _state.Map.RoundedEntries;
        for (int row = 0; row < _query.Length; row++)
        {
            double sum = matrix is null ? place[row] : 0;
            double magnitude = Math.Abs(sum);
            for (int column = 0; matrix is not null && column < place.Length; column++)
            {
                double product = matrix[row, column] * place[column];
                sum += product;
                magnitude += Math.Abs(product);
            }

            _query[row] = sum;
            bound += magnitude * _widths[row];
        }

        return bound;
    }

    /// <summary>Keeps the candidates of largest exact score.</summary>
    private ReadOnlySpan<int> Resolve(int point, int count)
    {
        BigInteger[] query = _state.Map.Apply(_state.Numerators(point));
        if (Array.TrueForAll(query, x => x.IsZero))
        {
            // A z_i = 0 ties everyone (docs/theory.md, fact 6), and then the filter excludes nobody.
            System.Diagnostics.Debug.Assert(count == _candidates.Length, "The filter excluded a point from a tie of all.");
            return _candidates;
        }

        BigInteger max = default;
        int kept = 0;
        for (int at = 0; at < count; at++)
        {
            BigInteger score = Vectors.Dot<BigInteger>(query, _state.Numerators(_candidates[at]));
            int order = kept == 0 ? 1 : score.CompareTo(max);
            if (order > 0)
            {
                (max, kept) = (score, 0);
            }

            if (order >= 0)
            {
                _candidates[kept++] = _candidates[at];
            }
        }

        return _candidates.AsSpan(0, kept);
    }
}
