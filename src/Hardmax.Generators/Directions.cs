using System.Numerics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Generators;

/// <summary>Vectors by orthogonality, unit vectors, and the rational rotation.</summary>
internal static class Directions
{
    /// <summary>e_c of R^d.</summary>
    public static Rational[] Unit(int dimension, int c)
    {
        var unit = new Rational[dimension];
        unit[c] = Rational.One;
        return unit;
    }

    /// <summary>A^T x.</summary>
    public static Rational[] ApplyTransposed(AttentionMatrix matrix, Rational[] x)
    {
        var image = new Rational[matrix.Dimension];
        for (int row = 0; row < matrix.Dimension; row++)
        {
            for (int column = 0; column < matrix.Dimension; column++)
            {
                image[column] += matrix[row, column] * x[row];
            }
        }

        return image;
    }

    /// <summary>
    /// A vector other than 0 that is orthogonal to w: a combination of a basis of that hyperplane (or of R^d where
    /// w = 0). Null where there is none: d = 1 and w other than 0.
    /// </summary>
    public static Rational[]? Orthogonal(Rational[] w, Rational[] coefficients)
    {
        int d = w.Length;
        int pivot = Enumerable.Range(0, d).MaxBy(c => Rational.Abs(w[c]));
        bool isZero = w[pivot].IsZero;
        if (d == 1 && !isZero)
        {
            return null;
        }

        // Integers stay integers; entries that are none, or are long, are divided by the largest so as not to multiply them.
        bool isShort = Array.TrueForAll(w, x => x.IsInteger && x.Numerator.GetBitLength() <= 16);
        var sum = new Rational[d];
        foreach (int c in Enumerable.Range(0, d).Where(c => c != pivot || isZero))
        {
            sum = Vectors.AddScaled(sum, coefficients[c], Basis(w, pivot, c, isShort));
        }

        return Vectors.IsZero(sum) ? Basis(w, pivot, pivot == 0 ? d - 1 : 0, isShort) : Shorten(sum);
    }

    /// <summary>The rotation by (3/5, 4/5) in the plane of coordinates a and b, other than a; its inverse where asked for.</summary>
    public static Rational[] Rotate(Rational[] x, int a, int b, bool inverse = false)
    {
        var cosine = new Rational(3, 5);
        var sine = new Rational(inverse ? -4 : 4, 5);
        var turned = (Rational[])x.Clone();
        turned[a] = (cosine * x[a]) - (sine * x[b]);
        turned[b] = (sine * x[a]) + (cosine * x[b]);
        return turned;
    }

    private static Rational[] Basis(Rational[] w, int pivot, int c, bool isShort)
    {
        Rational[] vector = Unit(w.Length, c);
        if (!w[pivot].IsZero)
        {
            vector[c] = isShort ? w[pivot] : Rational.One;
            vector[pivot] = isShort ? -w[c] : -w[c] / w[pivot];
        }

        return vector;
    }

    // Divides integers by their common divisor.
    private static Rational[] Shorten(Rational[] x)
    {
        if (!Array.TrueForAll(x, value => value.IsInteger))
        {
            return x;
        }

        BigInteger divisor = x.Aggregate(BigInteger.Zero, (gcd, value) => BigInteger.GreatestCommonDivisor(gcd, value.Numerator));
        return Array.ConvertAll(x, value => value / divisor);
    }
}
