using System.Numerics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Generators;

/// <summary>
/// Simpler matrices of the same dimension: towards diagonal ones and the identity. Entries that mirror each other
/// shrink together as well as alone, so that symmetric and skew matrices have candidates of their own kind.
/// </summary>
internal static class MatrixShrink
{
    /// <summary>
    /// How far a matrix is from the identity: the costs of its entries, where 1 on the diagonal costs nothing and an
    /// entry off it costs 2 d more unless it is 0, so that every diagonal matrix of 0, 1 and -1 costs less than it.
    /// </summary>
    public static BigInteger Cost(AttentionMatrix matrix)
    {
        BigInteger cost = BigInteger.Zero;
        for (int row = 0; row < matrix.Dimension; row++)
        {
            for (int column = 0; column < matrix.Dimension; column++)
            {
                Rational entry = matrix[row, column];
                cost += row == column ? DiagonalCost(entry) : entry.IsZero ? 0 : (2 * matrix.Dimension) + RationalShrink.Cost(entry);
            }
        }

        return cost;
    }

    /// <summary>Matrices of lower <see cref="Cost"/>, the identity first.</summary>
    public static IEnumerable<AttentionMatrix> Shrink(AttentionMatrix matrix)
    {
        BigInteger cost = Cost(matrix);
        return Candidates(matrix).Where(candidate => Cost(candidate) < cost);
    }

    /// <summary>The matrix without row and column c. d is at least 2.</summary>
    public static AttentionMatrix Drop(AttentionMatrix matrix, int c) =>
        MatrixForms.Build(matrix.Dimension - 1, (row, column) => matrix[row < c ? row : row + 1, column < c ? column : column + 1]);

    /// <summary>The simplest matrices of each class, since not every class has a way down by single entries; I is the first.</summary>
    internal static IEnumerable<AttentionMatrix> Landmarks(int d)
    {
        yield return AttentionMatrix.Identity(d);
        if (d > 1)
        {
            yield return MatrixForms.Build(d, (r, c) => r != c ? 0 : r < d - 1 ? 1 : -1);
            yield return MatrixForms.Build(d, (r, c) => r == c || (r, c) == (0, 1) ? 1 : 0);
        }

        yield return MatrixForms.Negate(AttentionMatrix.Identity(d));
        if (d > 1)
        {
            yield return MatrixForms.Build(d, (r, c) => (r, c) == (0, 1) ? 1 : (r, c) == (1, 0) ? -1 : 0);
        }

        yield return MatrixForms.Build(d, (_, _) => 0);
    }

    private static BigInteger DiagonalCost(Rational value) =>
        value == Rational.One ? BigInteger.Zero : RationalShrink.Cost(value) + (value.IsZero ? 1 : 0);

    private static IEnumerable<AttentionMatrix> Candidates(AttentionMatrix matrix)
    {
        int d = matrix.Dimension;
        foreach (AttentionMatrix landmark in Landmarks(d))
        {
            yield return landmark;
        }

        yield return MatrixForms.Build(d, (r, c) => r == c ? matrix[r, c] : Rational.Zero);
        yield return matrix.SymmetricPart();
        yield return Scaling.ToIntegers(matrix);
        for (int row = 0; row < d; row++)
        {
            for (int column = row; column < d; column++)
            {
                foreach (AttentionMatrix candidate in Entries(matrix, row, column))
                {
                    yield return candidate;
                }
            }
        }
    }

    private static IEnumerable<AttentionMatrix> Entries(AttentionMatrix matrix, int row, int column)
    {
        Rational entry = matrix[row, column];
        Rational mirror = matrix[column, row];
        IEnumerable<(Rational Entry, Rational Mirror)> pairs = RationalShrink.Shrink(entry).Prepend(Rational.One).Select(x => (x, x)).Where(_ => row == column);
        if (row != column)
        {
            // Symmetric, skew, and each for itself.
            pairs = pairs
                .Concat(RationalShrink.Shrink(entry).Where(_ => mirror == entry).Select(x => (x, x)))
                .Concat(RationalShrink.Shrink(entry).Where(_ => mirror == -entry).Select(x => (x, -x)))
                .Concat(RationalShrink.Shrink(entry).Select(x => (x, mirror)))
                .Concat(RationalShrink.Shrink(mirror).Select(x => (entry, x)));
        }

        return pairs.Select(pair => MatrixForms.Build(matrix.Dimension, (r, c) =>
            (r, c) == (row, column) ? pair.Entry : (r, c) == (column, row) ? pair.Mirror : matrix[r, c]));
    }
}
