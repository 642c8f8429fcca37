using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>How numbers are written for an implementation.</summary>
internal enum WireFormat
{
    /// <summary>Shortest decimals that read back as the same binary64.</summary>
    Decimal,

    /// <summary>Strings such as "0x1.8p-3", for readers of decimals that round wrongly.</summary>
    Hexadecimal,
}

/// <summary>Binary floating-point numbers as text.</summary>
internal static class WireNumbers
{
    /// <summary>Writes a number: a binary64 in the wire format, any other rational as a string "p/q".</summary>
    public static void WriteNumber(this Utf8JsonWriter writer, Rational value, WireFormat wire)
    {
        double nearest = value.ToDouble();
        bool isBinary64 = double.IsFinite(nearest) && Rational.FromDouble(nearest) == value;
        if (!isBinary64)
        {
            writer.WriteStringValue(value.ToString());
        }
        else if (wire == WireFormat.Hexadecimal)
        {
            writer.WriteStringValue(Hexadecimal(value));
        }
        else
        {
            writer.WriteRawValue(NumberText.RoundTrip(nearest), skipInputValidation: true);
        }
    }

    /// <summary>A dyadic rational in C's notation: "0x1.8p-3" is 3/16, "0x0p+0" is 0.</summary>
    /// <exception cref="ArgumentException">The denominator is no power of 2.</exception>
    public static string Hexadecimal(Rational value)
    {
        if (!value.Denominator.IsPowerOfTwo)
        {
            throw new ArgumentException("Only dyadic rationals have hexadecimal digits that end.", nameof(value));
        }

        if (value.IsZero)
        {
            return "0x0p+0";
        }

        BigInteger magnitude = BigInteger.Abs(value.Numerator);
        long leading = magnitude.GetBitLength() - 1;
        long exponent = leading - (value.Denominator.GetBitLength() - 1);

        // The bits behind the leading one, in groups of four from the left.
        long padded = (leading + 3) / 4 * 4;
        BigInteger fraction = (magnitude - (BigInteger.One << (int)leading)) << (int)(padded - leading);
        var digits = new StringBuilder();
        for (long shift = padded - 4; shift >= 0; shift -= 4)
        {
            digits.Append(((int)((fraction >> (int)shift) & 15)).ToString("x", CultureInfo.InvariantCulture));
        }

        string tail = digits.ToString().TrimEnd('0');
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(value.Sign < 0 ? "-" : string.Empty)}0x1{(tail.Length > 0 ? "." : string.Empty)}{tail}p{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}");
    }
}
