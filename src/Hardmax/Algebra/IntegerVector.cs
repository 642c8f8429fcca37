using System.Numerics;
using Hardmax.Numbers;

namespace Hardmax.Algebra;

/// <summary>
/// A rational vector as integers over one common denominator &gt; 0, so that an inner product takes integer
/// multiplications and one reduction instead of one reduction per term.
/// </summary>
internal readonly struct IntegerVector(BigInteger[] numerators, BigInteger denominator)
{
    /// <summary>The coordinates times <see cref="Denominator"/>.</summary>
    public BigInteger[] Numerators { get; } = numerators;

    /// <summary>The common denominator, greater than 0.</summary>
    public BigInteger Denominator { get; } = denominator;

    /// <summary>The vector over the least common denominator of its coordinates.</summary>
    public static IntegerVector Of(ReadOnlySpan<Rational> vector)
    {
        BigInteger denominator = CommonDenominator.Of(BigInteger.One, vector);
        var numerators = new BigInteger[vector.Length];
        for (int c = 0; c < vector.Length; c++)
        {
            numerators[c] = CommonDenominator.Numerator(vector[c], denominator);
        }

        return new IntegerVector(numerators, denominator);
    }

    /// <summary>The sum of the products of two lists of integers of the same length.</summary>
    public static BigInteger Dot(BigInteger[] x, BigInteger[] y)
    {
        BigInteger sum = BigInteger.Zero;
        for (int c = 0; c < x.Length; c++)
        {
            if (!x[c].IsZero && !y[c].IsZero)
            {
                sum += x[c] * y[c];
            }
        }

        return sum;
    }

    /// <summary>The inner product of two vectors of the same dimension.</summary>
    public Rational Dot(IntegerVector other) => new(Dot(Numerators, other.Numerators), Denominator * other.Denominator);
}
