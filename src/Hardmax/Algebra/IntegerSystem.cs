using System.Numerics;
using Hardmax.Numbers;

namespace Hardmax.Algebra;

/// <summary>
/// Square systems of linear equations over the integers, by elimination without fractions: every number on the way
/// is a minor of the matrix, so each division is exact. Source: E. Bareiss, "Sylvester's identity and multistep
/// integer-preserving Gaussian elimination" (1968).
/// </summary>
internal static class IntegerSystem
{
    /// <summary>The solution for one right side; null if the matrix is singular.</summary>
    public static Rational[]? Solve(IReadOnlyList<BigInteger[]> matrix, BigInteger[] rightSide) =>
        Solve([.. matrix.Select((row, i) => (BigInteger[])[.. row, rightSide[i]])], columns: 1)?[0];

    /// <summary>The columns of M^-1 B for the rows of [M | B], with M square and regular, over the rationals.</summary>
    /// <exception cref="ArgumentException">M is singular.</exception>
    public static Rational[][] Solve(Rational[][] rows) =>
        Solve(Array.ConvertAll(rows, row => IntegerVector.Of(row).Numerators), rows.Length == 0 ? 0 : rows[0].Length - rows.Length)
        ?? throw new ArgumentException("The linear system is singular.", nameof(rows));

    /// <summary>The columns of M^-1 B for the rows of [M | B], with M square, in place; null if M is singular.</summary>
    private static Rational[][]? Solve(BigInteger[][] rows, int columns)
    {
        int size = rows.Length;
        BigInteger previous = BigInteger.One;
        for (int k = 0; k < size; k++)
        {
            int pivot = Array.FindIndex(rows, k, row => !row[k].IsZero);
            if (pivot < 0)
            {
                return null;
            }

            (rows[k], rows[pivot]) = (rows[pivot], rows[k]);
            for (int i = k + 1; i < size; i++)
            {
                Eliminate(rows[i], rows[k], k, previous);
            }

            previous = rows[k][k];
        }

        return [.. Enumerable.Range(size, columns).Select(column => SubstituteBack(rows, column, previous))];
    }

    private static void Eliminate(BigInteger[] target, BigInteger[] pivotRow, int k, BigInteger previous)
    {
        BigInteger factor = target[k];
        for (int j = k + 1; j < target.Length; j++)
        {
            BigInteger value = pivotRow[k] * target[j];
            if (!factor.IsZero && !pivotRow[j].IsZero)
            {
                value -= factor * pivotRow[j];
            }

            target[j] = previous.IsOne || value.IsZero ? value : value / previous;
        }

        target[k] = BigInteger.Zero;
    }

    // By Cramer's rule every unknown is an integer over the determinant, so that only those integers are sought.
    private static Rational[] SubstituteBack(BigInteger[][] rows, int column, BigInteger determinant)
    {
        int size = rows.Length;
        var numerators = new BigInteger[size];
        for (int i = size - 1; i >= 0; i--)
        {
            BigInteger rest = determinant * rows[i][column];
            for (int j = i + 1; j < size; j++)
            {
                rest -= rows[i][j] * numerators[j];
            }

            numerators[i] = rest / rows[i][i];
        }

        return Array.ConvertAll(numerators, numerator => new Rational(numerator, determinant));
    }
}
