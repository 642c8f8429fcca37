using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Generators;

/// <summary>Square arrays from parts, by the products whose class is known in advance (Sylvester's law of inertia).</summary>
internal static class MatrixForms
{
    /// <summary>The d x d matrix with these entries.</summary>
    public static AttentionMatrix Build(int dimension, Func<int, int, Rational> entry)
    {
        var entries = new Rational[dimension, dimension];
        for (int row = 0; row < dimension; row++)
        {
            for (int column = 0; column < dimension; column++)
            {
                entries[row, column] = entry(row, column);
            }
        }

        return new AttentionMatrix(entries);
    }

    /// <summary>The matrix with this diagonal and zeros elsewhere.</summary>
    public static AttentionMatrix Diagonal(Rational[] diagonal) =>
        Build(diagonal.Length, (r, c) => r == c ? diagonal[r] : Rational.Zero);

    /// <summary>S^T diag(D) S: as many positive, zero and negative directions as D where S is invertible.</summary>
    /// <param name="middle">D, r numbers.</param>
    /// <param name="factor">S, r x d.</param>
    public static AttentionMatrix Congruent(Rational[] middle, Rational[,] factor) =>
        Build(factor.GetLength(1), (r, c) =>
        {
            Rational sum = Rational.Zero;
            for (int k = 0; k < middle.Length; k++)
            {
                sum += factor[k, r] * middle[k] * factor[k, c];
            }

            return sum;
        });

    /// <summary>
    /// An invertible matrix: lower triangular with this diagonal (no zeros in it), its columns in this order.
    /// </summary>
    public static Rational[,] Invertible(Rational[] diagonal, Rational[,] below, int[] order)
    {
        int d = diagonal.Length;
        var factor = new Rational[d, d];
        for (int row = 0; row < d; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                factor[row, order[column]] = row == column ? diagonal[row] : below[row, column];
            }
        }

        return factor;
    }

    /// <summary>
    /// A symmetric matrix with these entries above the diagonal and, on it, the sum of the absolute values of its row
    /// plus a margin: positive definite for positive margins, by Gershgorin's circles.
    /// </summary>
    public static AttentionMatrix Dominant(Rational[,] above, Rational[] margins)
    {
        int d = margins.Length;
        Rational Off(int r, int c) => r < c ? above[r, c] : above[c, r];
        return Build(d, (r, c) => r != c
            ? Off(r, c)
            : Enumerable.Range(0, d).Where(k => k != r).Aggregate(margins[r], (sum, k) => sum + Rational.Abs(Off(r, k))));
    }

    /// <summary>
    /// S (x I + (y - x)/d J) S for the matrix J of ones and signs S: it commutes with d! signed permutations. Its
    /// eigenvalues are x, d - 1 times, and y.
    /// </summary>
    public static AttentionMatrix Permutable(Rational x, Rational y, int[] signs)
    {
        int d = signs.Length;
        Rational share = (y - x) / d;
        return Build(d, (r, c) => signs[r] * signs[c] * (r == c ? x + share : share));
    }

    /// <summary>The skew matrix with these entries above the diagonal.</summary>
    public static AttentionMatrix Skew(int dimension, Func<int, int, Rational> above) => Build(dimension, (r, c) =>
        r == c ? Rational.Zero : r < c ? above(r, c) : -above(c, r));

    /// <summary>-A.</summary>
    public static AttentionMatrix Negate(AttentionMatrix matrix) => Build(matrix.Dimension, (r, c) => -matrix[r, c]);

    /// <summary>A + B.</summary>
    public static AttentionMatrix Add(AttentionMatrix left, AttentionMatrix right) =>
        Build(left.Dimension, (r, c) => left[r, c] + right[r, c]);
}
