using System.Numerics;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>The constants of rounding in a binary format: unit roundoff u = 2^-p, gamma_k, the underflow unit, the range.</summary>
internal sealed class FormatBounds
{
    public FormatBounds(BinaryFormat format)
    {
        Format = format;
        UnderflowUnit = PowerOfTwo(format.MinLastPlace - 1);
        Largest = PowerOfTwo(LargestExponent(format)) - PowerOfTwo(LargestExponent(format) - format.Precision);
        LargestAsDouble = Largest.ToDouble();
        Roundoff = Math.ScaleB(1, -format.Precision);
    }

    public BinaryFormat Format { get; }

    /// <summary>Half of the smallest subnormal: what a product or a quotient can lose besides its relative error.</summary>
    public Rational UnderflowUnit { get; }

    /// <summary>The largest finite number.</summary>
    public Rational Largest { get; }

    public double LargestAsDouble { get; }

    /// <summary>u = 2^-p.</summary>
    public double Roundoff { get; }

    /// <summary>
    /// gamma_k = k u / (1 - k u), the bound of k roundings in a row; null where k u is 1 or more and nothing is bounded.
    /// Source: Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., Lemma 3.1.
    /// </summary>
    public Rational? Gamma(long roundings)
    {
        BigInteger rest = (BigInteger.One << Format.Precision) - roundings;
        return rest.Sign > 0 ? new Rational(roundings, rest) : null;
    }

    public static Rational PowerOfTwo(int exponent) =>
        exponent >= 0 ? new Rational(BigInteger.One << exponent) : new Rational(BigInteger.One, BigInteger.One << -exponent);

    private static int LargestExponent(BinaryFormat format) => 1 << (format.ExponentBits - 1);
}
