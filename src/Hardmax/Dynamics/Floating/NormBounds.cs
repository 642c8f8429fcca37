using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Hardmax.Dynamics.Floating;

/// <summary>Upper bounds of Euclidean norms, in the arithmetic of T, and what they prove about scores.</summary>
/// <remarks>
/// With u the unit roundoff: a computed sum of d squares, in any order, is within a factor 1 +- (d + 1) u of the exact one
/// (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 3.1) but for products that underflow, each by
/// less than the smallest positive number. The square root and the inflation round twice more, so that
/// sqrt(sum + d least) (1 + (2 d + 8) u) is above the norm. An overflow makes the bound infinite, which proves nothing and
/// claims nothing.
/// </remarks>
internal static class NormBounds<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    /// <summary>u = 2^-p, half of the distance from 1 to the next number.</summary>
    public static readonly T UnitRoundoff = (T.BitIncrement(T.One) - T.One) / T.CreateChecked(2);

    /// <summary>A bound of the norm of one vector of R^d.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Of(ReadOnlySpan<T> vector)
    {
        T squares = TensorPrimitives.SumOfSquares(vector);
        T lost = T.CreateChecked(vector.Length) * T.Epsilon;
        return T.Sqrt(squares + lost) * Inflation((2 * vector.Length) + 8);
    }

    /// <summary>The largest of the bounds of some points; 0 where there are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Largest(T[] norms, int[] points)
    {
        T largest = T.Zero;
        foreach (int point in points)
        {
            largest = T.Max(largest, norms[point]);
        }

        return largest;
    }

    /// <summary>A bound of the norm of ((d - c) q_c), c from 0: what a chain over ascending coordinates makes of rounding errors.</summary>
    /// <param name="query">d numbers.</param>
    /// <param name="scratch">Room for d numbers.</param>
    public static T OfChain(ReadOnlySpan<T> query, Span<T> scratch)
    {
        for (int c = 0; c < query.Length; c++)
        {
            scratch[c] = T.CreateTruncating(query.Length - c) * query[c];
        }

        return Of(scratch[..query.Length]) * Inflation(4);
    }

    /// <summary>A bound of the norm of each row.</summary>
    /// <param name="rows">Vectors of R^d, row after row.</param>
    /// <param name="dimension">d.</param>
    /// <param name="workers">The cores.</param>
    public static T[] OfRows(T[] rows, int dimension, Workers workers)
    {
        var norms = new T[rows.Length / dimension];
        workers.ForRanges(norms.Length, dimension, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                norms[row] = Of(rows.AsSpan(row * dimension, dimension));
            }
        });
        return norms;
    }

    /// <summary>
    /// What a computed score &lt;q, z&gt; cannot exceed in absolute value is this times a bound of |q| times a bound of |z|,
    /// plus <see cref="Underflow"/>: |computed| &lt;= (1 + gamma_d) sum |q_c z_c| with gamma_d = d u / (1 - d u) (Higham,
    /// Lemma 3.1), Cauchy and Schwarz, and three roundings of the bound itself.
    /// </summary>
    public static T ScoreFactor(int dimension) => Inflation((2 * dimension) + 8);

    /// <summary>More than all products of a score can lose by underflow.</summary>
    public static T Underflow(int dimension) => T.CreateChecked(2 * (dimension + 2)) * T.Epsilon;

    /// <summary>1 + k u, for k u far below 1.</summary>
    public static T Inflation(int roundings) => T.One + (T.CreateChecked(roundings) * UnitRoundoff);
}
