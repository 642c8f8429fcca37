using System.Globalization;
using System.Numerics;
using Hardmax.Numbers;

namespace Hardmax.Reports;

/// <summary>
/// Exact values beside decimals that people can take in. No detour through binary64: scores of huge and of subnormal
/// tokens lie far beyond its range.
/// </summary>
internal static class ExactDecimal
{
    /// <summary>Enough digits to tell any two binary64 numbers apart.</summary>
    public const int Digits = 17;

    private const int LongestExact = 12;
    private const int LongestInteger = 17;

    /// <summary>The exact value where it is short, else its decimal: "3/5", "≈ 1.2345678901234567e-20".</summary>
    public static string Short(Rational value, int digits = Digits)
    {
        if (IsShort(value))
        {
            return value.ToString();
        }

        string text = Of(value, digits);
        return Rational.Parse(text) == value ? text : "\u2248 " + text;
    }

    /// <summary>Whether the exact value is short enough to be shown as it is.</summary>
    public static bool IsShort(Rational value) => value.ToString().Length <= (value.IsInteger ? LongestInteger : LongestExact);

    /// <summary>
    /// The nearest decimal of so many significant digits, ties to even, without trailing zeros: "0.1", "-1.5e+300".
    /// </summary>
    public static string Of(Rational value, int digits = Digits)
    {
        if (value.IsZero)
        {
            return "0";
        }

        Rational magnitude = Rational.Abs(value);
        int exponent = Exponent(magnitude);
        BigInteger significand = RoundToEven(magnitude * PowerOfTen(digits - 1 - exponent));
        if (significand == BigInteger.Pow(10, digits))
        {
            // Rounding up 9.99.. carries into the next power of ten.
            significand /= 10;
            exponent++;
        }

        string text = significand.ToString(CultureInfo.InvariantCulture).TrimEnd('0');
        return (value.Sign < 0 ? "-" : string.Empty) + Layout(text, exponent);
    }

    // The k with 10^k <= magnitude < 10^(k+1): an estimate by logarithms that is off by one at most, and put right.
    private static int Exponent(Rational magnitude)
    {
        int exponent = (int)Math.Floor(BigInteger.Log10(magnitude.Numerator) - BigInteger.Log10(magnitude.Denominator));
        if (magnitude < PowerOfTen(exponent))
        {
            return exponent - 1;
        }

        return magnitude >= PowerOfTen(exponent + 1) ? exponent + 1 : exponent;
    }

    private static Rational PowerOfTen(int exponent) => exponent >= 0
        ? new Rational(BigInteger.Pow(10, exponent))
        : new Rational(BigInteger.One, BigInteger.Pow(10, -exponent));

    private static BigInteger RoundToEven(Rational value)
    {
        BigInteger quotient = BigInteger.DivRem(value.Numerator, value.Denominator, out BigInteger remainder);
        int half = (remainder << 1).CompareTo(value.Denominator);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    // Significant digits "15" of 1.5 x 10^exponent, written out where that is short.
    private static string Layout(string digits, int exponent) => exponent switch
    {
        < -5 or > 15 => digits[..1] + (digits.Length > 1 ? "." + digits[1..] : string.Empty)
            + "e" + exponent.ToString("+0;-0", CultureInfo.InvariantCulture),
        < 0 => "0." + new string('0', -exponent - 1) + digits,
        _ when digits.Length <= exponent + 1 => digits.PadRight(exponent + 1, '0'),
        _ => digits[..(exponent + 1)] + "." + digits[(exponent + 1)..],
    };
}
