using System.Numerics;
using Hardmax.Algebra;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control.Solving;

/// <summary>The rational subspace that a numeric one is supposed to be.</summary>
internal static class RationalFace
{
    private const double Tolerance = 1e-4;
    private const int LargestDenominator = 1000;

    /// <summary>
    /// A rational basis: tokens and differences of tokens that lie in the subspace, where they span it; else its reduced
    /// row echelon form, where its entries are near fractions with small denominators; else null. Nothing rests on the
    /// guess: a wrong one gives no proof.
    /// </summary>
    public static Rational[][]? Of(double[][] range, IEnumerable<Rational[]> tokens)
    {
        if (range.Length == 0)
        {
            return [];
        }

        double[][] frame = NumericFrame.Of(range);
        Rational[][] known = [.. tokens];
        IEnumerable<Rational[]> differences = known.SelectMany((x, a) => known.Skip(a + 1).Select(y => Vectors.Subtract(x, y)));
        Rational[][] inside = RationalSpan.Independent(known.Concat(differences)
            .Where(x => !Vectors.IsZero(x) && NumericFrame.Distance(frame, Array.ConvertAll(x, c => c.ToDouble())) < Tolerance));
        return inside.Length == frame.Length ? inside : Rounded(frame);
    }

    private static Rational[][]? Rounded(double[][] frame)
    {
        double[][] rows = Array.ConvertAll(frame, row => (double[])row.Clone());
        var pivots = new HashSet<int>();
        for (int k = 0; k < rows.Length; k++)
        {
            (int pivotRow, int pivot) = LargestFrom(rows, k, pivots);
            (rows[k], rows[pivotRow]) = (rows[pivotRow], rows[k]);
            pivots.Add(pivot);
            double lead = rows[k][pivot];
            rows[k] = Array.ConvertAll(rows[k], x => x / lead);
            for (int other = 0; other < rows.Length; other++)
            {
                double factor = rows[other][pivot];
                rows[other] = other == k ? rows[k] : [.. rows[other].Zip(rows[k], (x, y) => x - (factor * y))];
            }
        }

        Rational?[][] rounded = Array.ConvertAll(rows, row => Array.ConvertAll(row, Simple));
        return rounded.Any(row => row.Any(x => x is null)) ? null : Array.ConvertAll(rounded, row => Array.ConvertAll(row, x => x!.Value));
    }

    private static (int Row, int Column) LargestFrom(double[][] rows, int first, HashSet<int> taken)
    {
        (int Row, int Column) best = (first, -1);
        for (int row = first; row < rows.Length; row++)
        {
            for (int column = 0; column < rows[row].Length; column++)
            {
                if (!taken.Contains(column) && (best.Column < 0 || Math.Abs(rows[row][column]) > Math.Abs(rows[best.Row][best.Column])))
                {
                    best = (row, column);
                }
            }
        }

        return best;
    }

    // The first convergent of the continued fraction that is near enough.
    private static Rational? Simple(double x)
    {
        (BigInteger p0, BigInteger q0, BigInteger p1, BigInteger q1) = (0, 1, 1, 0);
        double rest = x;
        for (int step = 0; step < 20 && double.IsFinite(rest) && Math.Abs(rest) < 1e9; step++)
        {
            BigInteger whole = new(Math.Floor(rest));
            (p0, q0, p1, q1) = (p1, q1, (whole * p1) + p0, (whole * q1) + q0);
            if (q1 > LargestDenominator)
            {
                return null;
            }

            if (Math.Abs(((double)p1 / (double)q1) - x) < Tolerance / (double)(q1 * q1))
            {
                return new Rational(p1, q1);
            }

            rest = 1 / (rest - Math.Floor(rest));
        }

        return null;
    }
}
