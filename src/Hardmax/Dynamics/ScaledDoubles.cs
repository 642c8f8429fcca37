using System.Numerics;
using System.Runtime.InteropServices;

namespace Hardmax.Dynamics;

/// <summary>
/// Integers as doubles after division by one power of two that brings the largest below 1 in absolute value. Each is
/// truncated to 53 bits: its relative error is below 2^-52. An integer more than 2^900 times smaller than the largest
/// becomes 0; its absolute error is then below <see cref="Flushed"/>.
/// </summary>
internal static class ScaledDoubles
{
    /// <summary>Numbers below this, after scaling, are 0.</summary>
    public const double Flushed = 1.1830521861667747e-271; // 2^-900

    private const int FlushedBits = 900;
    private const int SignificandBits = 53;

    /// <summary>Rounds a vector of integers into a vector of doubles of the same length.</summary>
    public static void Round(ReadOnlySpan<BigInteger> integers, Span<double> doubles)
    {
        long scale = 0;
        foreach (BigInteger x in integers)
        {
            scale = Math.Max(scale, BitLength(x));
        }

        for (int at = 0; at < integers.Length; at++)
        {
            doubles[at] = Round(integers[at], scale);
        }
    }

    /// <summary>Rounds a vector of integers into a vector of doubles of the same length; each above -2^127.</summary>
    public static void Round(ReadOnlySpan<Int128> integers, Span<double> doubles)
    {
        int scale = IntegerRows.Bits(integers);
        for (int at = 0; at < integers.Length; at++)
        {
            var magnitude = (UInt128)Int128.Abs(integers[at]);
            int bits = 128 - (int)UInt128.LeadingZeroCount(magnitude);
            int dropped = Math.Max(bits - SignificandBits, 0);

            // At most 53 bits are left, which a double holds, and the smallest power of two here is 2^-127.
            double significand = (ulong)(magnitude >> dropped) * PowerOfTwo(dropped - scale);
            doubles[at] = Int128.IsNegative(integers[at]) ? -significand : significand;
        }
    }

    /// <summary>Rounds a matrix of integers into a matrix of doubles of the same shape.</summary>
    public static void Round(BigInteger[,] integers, double[,] doubles) => Round(
        MemoryMarshal.CreateReadOnlySpan(ref integers[0, 0], integers.Length),
        MemoryMarshal.CreateSpan(ref doubles[0, 0], doubles.Length));

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);

    private static long BitLength(BigInteger x) => x.Sign < 0 ? (-x).GetBitLength() : x.GetBitLength();

    private static double Round(BigInteger x, long scale)
    {
        if (x.IsZero)
        {
            return 0;
        }

        BigInteger magnitude = BigInteger.Abs(x);
        long bits = magnitude.GetBitLength();
        if (scale - bits > FlushedBits)
        {
            return 0;
        }

        ulong leading = bits <= 64 ? (ulong)magnitude : (ulong)(magnitude >> (int)(bits - 64));
        int length = 64 - BitOperations.LeadingZeroCount(leading);
        if (length > SignificandBits)
        {
            leading >>= length - SignificandBits;
            length = SignificandBits;
        }

        double significand = Math.ScaleB(leading, (int)(bits - scale) - length);
        return x.Sign < 0 ? -significand : significand;
    }
}
