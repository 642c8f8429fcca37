using System.Numerics;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// The exponent of the lowest bit of a dyadic rational: x = odd * 2^exponent. A sum of multiples of 2^e, of which no
/// partial sum exceeds 2^(p + e), is computed exactly with p bits in any order.
/// </summary>
internal static class DyadicExponents
{
    /// <summary>The exponent of 0, of which every power of 2 is a divisor.</summary>
    public const int OfZero = int.MaxValue / 4;

    /// <summary>The exponent of a number that no power of 2 divides: a fraction such as 1/3.</summary>
    public const int NotDyadic = int.MinValue / 4;

    /// <summary>The exponent of the lowest bit.</summary>
    public static int Of(Rational value)
    {
        if (value.IsZero)
        {
            return OfZero;
        }

        return value.Denominator.IsOne ? (int)BigInteger.TrailingZeroCount(value.Numerator)
            : value.Denominator.IsPowerOfTwo ? 1 - (int)value.Denominator.GetBitLength()
            : NotDyadic;
    }
}
