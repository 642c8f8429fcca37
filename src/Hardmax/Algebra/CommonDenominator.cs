using System.Numerics;
using Hardmax.Numbers;

namespace Hardmax.Algebra;

/// <summary>Rationals as integers: over one denominator, or times one factor.</summary>
internal static class CommonDenominator
{
    /// <summary>The least common denominator of some rationals; 1 for none.</summary>
    public static BigInteger Of(IEnumerable<Rational> values) =>
        values.Aggregate(BigInteger.One, (common, value) => LeastCommonMultiple(common, value.Denominator));

    /// <summary>The least common multiple of a denominator and those of some rationals.</summary>
    public static BigInteger Of(BigInteger denominator, ReadOnlySpan<Rational> values)
    {
        foreach (Rational value in values)
        {
            denominator = LeastCommonMultiple(denominator, value.Denominator);
        }

        return denominator;
    }

    /// <summary>The least common multiple of two positive integers.</summary>
    public static BigInteger LeastCommonMultiple(BigInteger x, BigInteger y)
    {
        if (y.IsOne || x == y)
        {
            return x;
        }

        if (x.IsPowerOfTwo && y.IsPowerOfTwo)
        {
            return BigInteger.Max(x, y);
        }

        return (x % y).IsZero ? x : x * (y / BigInteger.GreatestCommonDivisor(x, y));
    }

    /// <summary>The numerator of a rational over a multiple of its denominator.</summary>
    public static BigInteger Numerator(Rational value, BigInteger denominator) =>
        value.Denominator == denominator ? value.Numerator : value.Numerator * (denominator / value.Denominator);

    /// <summary>The positive factor that makes numbers integers without a common divisor; null where all are 0.</summary>
    public static Rational? PrimitiveFactor(IReadOnlyCollection<Rational> numbers)
    {
        BigInteger numerator = numbers.Aggregate(BigInteger.Zero, (common, x) => BigInteger.GreatestCommonDivisor(common, x.Numerator));

        // A prime that divides all numerators divides no denominator, so gcd and lcm suffice.
        return numerator.IsZero ? null : new Rational(Of(numbers), numerator);
    }
}
