using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control;

/// <summary>Sums, multiples and sizes of matrices.</summary>
internal static class MatrixSums
{
    /// <summary>max|A_kl|.</summary>
    public static Rational Size(AttentionMatrix matrix)
    {
        Rational size = Rational.Zero;
        foreach (Rational entry in matrix.ToArray())
        {
            size = Rational.Max(size, Rational.Abs(entry));
        }

        return size;
    }

    /// <summary>factor A.</summary>
    public static AttentionMatrix Scale(Rational factor, AttentionMatrix matrix)
    {
        Rational[,] entries = matrix.ToArray();
        for (int row = 0; row < matrix.Dimension; row++)
        {
            for (int column = 0; column < matrix.Dimension; column++)
            {
                entries[row, column] *= factor;
            }
        }

        return new AttentionMatrix(entries);
    }

    /// <summary>A + factor E.</summary>
    public static AttentionMatrix AddScaled(AttentionMatrix matrix, Rational factor, AttentionMatrix change)
    {
        Rational[,] entries = matrix.ToArray();
        for (int row = 0; row < matrix.Dimension; row++)
        {
            for (int column = 0; column < matrix.Dimension; column++)
            {
                entries[row, column] += factor * change[row, column];
            }
        }

        return new AttentionMatrix(entries);
    }
}
