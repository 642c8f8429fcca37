namespace Hardmax.Dynamics.Trees;

/// <summary>
/// A polytope spanned by d pairs of points of a cloud, and a proof for points inside it that no query can want them.
/// </summary>
/// <remarks>
/// <para>All coordinates are at most 1, u_T is the unit roundoff of the scores, and Q is the sum of the magnitudes of a
/// query q. Let o be the mean of the 2 d spanning points e, H the largest &lt;q, e&gt;, and D_k the difference of pair k.
/// The scores of the e average to &lt;q, o&gt;, hence H - &lt;q, o&gt; is at least 1/(2 d) of their spread, which is at least
/// max_k |&lt;q, D_k&gt;| &gt;= |q| s / sqrt(d) with s the least singular value of D, and |q| &gt;= Q / sqrt(d). If an
/// approximate inverse W has |I - D W| &lt;= 1/2 then s &gt;= 1/(2 |W|), in the Frobenius norm. So
/// H - &lt;q, o&gt; &gt;= w Q with w = 1/(4 d^2 |W|).</para>
/// <para>A point x = o + sum_k l_k (e_k - o) + r, with one e_k of each pair, l_k &gt;= 0 and 1 - sum_k l_k &gt;= t, has
/// &lt;q, x&gt; &lt;= H - t w Q + |r| Q, whatever l was computed from: l is a number, and r is what it leaves. The mean o is
/// rounded, by (2 d + 1) u at most; r is computed within (4 d + 12) u. Hence if t w = 2 M and the computed |r| is at most
/// M = 16 (d + 1) u_T, then &lt;q, x&gt; &lt;= H - (M - (6 d + 13) u) Q &lt; H - 2 <see cref="TreeBoxes.ChainError"/> Q: some e has
/// a strictly larger computed score than x, for every query.</para>
/// </remarks>
internal sealed class TreeCrossPolytope
{
    private readonly int _dimension;
    private readonly double[] _centre;
    private readonly double[] _sides;
    private readonly double[][] _edges;
    private readonly double[][] _inverses;
    private readonly double _largestSum;
    private readonly double _largestRest;

    private TreeCrossPolytope(int dimension, double[] centre, double[] sides, double[][] edges, double depth, double rest)
    {
        (_dimension, _centre, _sides, _edges) = (dimension, centre, sides, edges);
        (_largestSum, _largestRest) = (1 - (2 * depth), rest);
        _inverses = [.. edges.Select(edge => Inverse(edge, dimension))];
    }

    /// <summary>The polytope of some points, or null where it is too flat to prove anything.</summary>
    /// <param name="pairs">2 d points: the two of pair 0, the two of pair 1, and so on; each coordinate at most 1.</param>
    /// <param name="dimension">The dimension, d.</param>
    /// <param name="unitRoundoff">u_T.</param>
    public static TreeCrossPolytope? TryMake(ReadOnlySpan<double> pairs, int dimension, double unitRoundoff)
    {
        int d = dimension;
        var centre = new double[d];
        var differences = new double[d * d];
        for (int c = 0; c < d; c++)
        {
            for (int e = 0; e < 2 * d; e++)
            {
                centre[c] += pairs[(e * d) + c] / (2 * d);
            }

            for (int k = 0; k < d; k++)
            {
                differences[(k * d) + c] = pairs[(2 * k * d) + c] - pairs[(((2 * k) + 1) * d) + c];
            }
        }

        double[] inverse = Inverse(differences, d);
        double rest = 16 * (d + 1) * unitRoundoff;
        double margin = 1 / (4 * d * d * Norm(inverse));

        // t is what the proof needs, or a little more, so that its own rounding is nothing beside it.
        double depth = Math.Max(Math.ScaleB(1, -20), 2.1 * rest / margin);
        if (!(depth <= 0.25) || !(Defect(differences, inverse, d) <= 0.25))
        {
            return null;
        }

        var edges = new double[1 << d][];
        for (int orthant = 0; orthant < edges.Length; orthant++)
        {
            edges[orthant] = new double[d * d];
            for (int k = 0; k < d; k++)
            {
                int e = (2 * k) + ((orthant >> k) & 1);
                for (int c = 0; c < d; c++)
                {
                    edges[orthant][(k * d) + c] = pairs[(e * d) + c] - centre[c];
                }
            }
        }

        return new TreeCrossPolytope(d, centre, inverse, edges, depth, rest);
    }

    /// <summary>Whether a point is proved to have, for every query, a smaller computed score than a spanning point.</summary>
    /// <param name="place">d coordinates of at most 1.</param>
    /// <param name="scratch">2 d numbers.</param>
    public bool Hides(ReadOnlySpan<double> place, Span<double> scratch)
    {
        Span<double> rest = scratch[.._dimension];
        Span<double> weights = scratch[_dimension..];
        for (int c = 0; c < rest.Length; c++)
        {
            rest[c] = place[c] - _centre[c];
        }

        int orthant = 0;
        for (int k = 0; k < rest.Length; k++)
        {
            orthant |= Weight(_sides, rest, k) >= 0 ? 0 : 1 << k;
        }

        double sum = 0;
        for (int k = 0; k < rest.Length; k++)
        {
            weights[k] = Weight(_inverses[orthant], rest, k);
            if (!(weights[k] >= 0))
            {
                return false;
            }

            sum += weights[k];
        }

        if (!(sum <= _largestSum))
        {
            return false;
        }

        double[] edges = _edges[orthant];
        for (int c = 0; c < rest.Length; c++)
        {
            double left = rest[c];
            for (int k = 0; k < weights.Length; k++)
            {
                left -= weights[k] * edges[(k * weights.Length) + c];
            }

            if (!(Math.Abs(left) <= _largestRest))
            {
                return false;
            }
        }

        return true;
    }

    private static double Weight(double[] inverse, ReadOnlySpan<double> place, int k)
    {
        double weight = 0;
        for (int c = 0; c < place.Length; c++)
        {
            weight += place[c] * inverse[(c * place.Length) + k];
        }

        return weight;
    }

    private static double Norm(double[] matrix) => Math.Sqrt(matrix.Sum(x => x * x));

    /// <summary>|I - D W|, in the Frobenius norm; where the polytope is not too flat its rounding is far below 1/4.</summary>
    private static double Defect(double[] matrix, double[] inverse, int d)
    {
        var defect = new double[d * d];
        for (int at = 0; at < defect.Length; at++)
        {
            defect[at] = at / d == at % d ? 1 : 0;
            for (int c = 0; c < d; c++)
            {
                defect[at] -= matrix[(at / d * d) + c] * inverse[(c * d) + (at % d)];
            }
        }

        return Norm(defect);
    }

    /// <summary>An approximate inverse by elimination; of a singular matrix, anything, NaN included.</summary>
    private static double[] Inverse(double[] matrix, int d)
    {
        var left = (double[])matrix.Clone();
        var right = new double[d * d];
        for (int c = 0; c < d; c++)
        {
            right[(c * d) + c] = 1;
        }

        for (int column = 0; column < d; column++)
        {
            int pivot = column;
            for (int row = column + 1; row < d; row++)
            {
                pivot = Math.Abs(left[(row * d) + column]) > Math.Abs(left[(pivot * d) + column]) ? row : pivot;
            }

            for (int c = 0; c < d; c++)
            {
                (left[(column * d) + c], left[(pivot * d) + c]) = (left[(pivot * d) + c], left[(column * d) + c]);
                (right[(column * d) + c], right[(pivot * d) + c]) = (right[(pivot * d) + c], right[(column * d) + c]);
            }

            Divide(left, right, column, d);
        }

        return right;
    }

    private static void Divide(double[] left, double[] right, int column, int d)
    {
        double pivot = left[(column * d) + column];
        for (int c = 0; c < d; c++)
        {
            left[(column * d) + c] /= pivot;
            right[(column * d) + c] /= pivot;
        }

        for (int row = 0; row < d; row++)
        {
            double factor = left[(row * d) + column];
            for (int c = 0; c < d && row != column; c++)
            {
                left[(row * d) + c] -= factor * left[(column * d) + c];
                right[(row * d) + c] -= factor * right[(column * d) + c];
            }
        }
    }
}
