using System.Numerics;
using Hardmax.Numbers;

namespace Hardmax.Tests.Dynamics.Floating;

/// <summary>Sums and products of floating-point numbers without any rounding.</summary>
internal static class Exactly
{
    /// <summary>The rational that a number is.</summary>
    public static Rational Of<T>(T value)
        where T : struct, IBinaryFloatingPointIeee754<T> => Rational.FromDouble(double.CreateChecked(value));

    public static Rational[] Of<T>(ReadOnlySpan<T> values)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var exact = new Rational[values.Length];
        for (int at = 0; at < exact.Length; at++)
        {
            exact[at] = Of(values[at]);
        }

        return exact;
    }

    /// <summary>Numbers as multiples of 2^-1074, which every double is.</summary>
    public static BigInteger[] Integers<T>(ReadOnlySpan<T> values)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var integers = new BigInteger[values.Length];
        for (int at = 0; at < integers.Length; at++)
        {
            integers[at] = Integer(double.CreateChecked(values[at]));
        }

        return integers;
    }

    /// <summary>A number as a multiple of 2^-1074.</summary>
    public static BigInteger Integer(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) & 0x7FF;
        long fraction = bits & ((1L << 52) - 1);
        BigInteger size = exponent == 0 ? fraction : (BigInteger)(fraction | (1L << 52)) << (exponent - 1);
        return bits < 0 ? -size : size;
    }

    /// <summary>A sum of products of multiples of 2^-1074: a multiple of 2^-2148.</summary>
    public static BigInteger Dot(BigInteger[] x, BigInteger[] y)
    {
        BigInteger sum = BigInteger.Zero;
        for (int at = 0; at < x.Length; at++)
        {
            sum += x[at] * y[at];
        }

        return sum;
    }

    public static Rational Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : struct, IBinaryFloatingPointIeee754<T> => Dot(Of(x), Of(y));

    public static Rational Dot(Rational[] x, Rational[] y) =>
        x.Zip(y).Aggregate(Rational.Zero, (sum, pair) => pair.First.IsZero || pair.Second.IsZero ? sum : sum + (pair.First * pair.Second));

    /// <summary>|x|^2.</summary>
    public static Rational Square(Rational[] x) => Dot(x, x);
}
