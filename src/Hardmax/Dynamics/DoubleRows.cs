using System.Numerics;

namespace Hardmax.Dynamics;

/// <summary>Doubles as integers over one power of two, without a rational in between.</summary>
internal static class DoubleRows
{
    private const int SignificandBits = 53;

    /// <summary>
    /// Writes x = integer / 2^shift for every x, with the smallest shift that is not negative, so that nothing is left to
    /// reduce; or says false where an integer would have more than <see cref="IntegerRows.NarrowBits"/> bits.
    /// </summary>
    /// <param name="doubles">Finite numbers.</param>
    /// <param name="integers">As many integers.</param>
    /// <param name="shift">The exponent of the common denominator.</param>
    public static bool TryScale(ReadOnlySpan<double> doubles, Span<Int128> integers, out int shift)
    {
        (int lowest, int highest) = (0, int.MinValue);
        foreach (double x in doubles)
        {
            (long significand, int exponent) = Split(x);
            if (significand != 0)
            {
                lowest = Math.Min(lowest, exponent + BitOperations.TrailingZeroCount(significand));
                highest = Math.Max(highest, exponent);
            }
        }

        shift = -lowest;
        if (highest + SignificandBits - lowest > IntegerRows.NarrowBits)
        {
            return false;
        }

        for (int at = 0; at < doubles.Length; at++)
        {
            (long significand, int exponent) = Split(doubles[at]);
            int up = exponent - lowest;

            // To the right only zeros are lost: no number has a lower last bit than the lowest.
            integers[at] = up >= 0 ? (Int128)significand << up : significand >> -up;
        }

        return true;
    }

    /// <summary>x = significand 2^exponent, with a significand below 2^53 in absolute value.</summary>
    private static (long Significand, int Exponent) Split(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int field = (int)(bits >> (SignificandBits - 1)) & 0x7ff;
        long significand = bits & ((1L << (SignificandBits - 1)) - 1);

        // Subnormal numbers lack the implicit bit and share the exponent of the smallest normal ones.
        significand |= field == 0 ? 0 : 1L << (SignificandBits - 1);
        return (bits < 0 ? -significand : significand, Math.Max(field, 1) - 1075);
    }
}
