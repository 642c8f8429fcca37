using System.Globalization;
using Hardmax.Numbers;
using Hardmax.Oracle;

namespace Hardmax.Reports;

/// <summary>
/// Numbers of a binary format as literals. Every number of a format up to binary64 is a binary64, so that a literal can
/// be read as one and then cast without a second rounding.
/// </summary>
internal static class FloatText
{
    /// <summary>The shortest decimal that reads back as the nearest number of the format: "0.1", "1e-45"; "inf" beyond the largest.</summary>
    public static string Shortest(Rational value, BinaryFormat format)
    {
        if (!format.TryRound(value, out Rational rounded))
        {
            return value.Sign < 0 ? "-inf" : "inf";
        }

        return Lower(format.Name switch
        {
            "float64" => NumberText.RoundTrip(rounded.ToDouble()),
            "float16" => rounded.ToHalf().ToString("R", CultureInfo.InvariantCulture),
            _ => rounded.ToSingle().ToString("R", CultureInfo.InvariantCulture),
        });
    }

    /// <summary>
    /// A decimal literal with a point or an exponent that gives the number whether it is read in the format (binary32 for
    /// the narrower ones) or as binary64 and then cast: the shortest one if it does, else the shortest of binary64.
    /// </summary>
    /// <param name="value">A number of the format.</param>
    /// <param name="format">binary64, or binary32 for it and all narrower formats.</param>
    public static string DecimalLiteral(Rational value, BinaryFormat format)
    {
        double number = value.ToDouble();
        string shortest = Lower(((float)number).ToString("R", CultureInfo.InvariantCulture));

        // Read as binary64 first and then rounded to binary32, a decimal close to a midpoint can land on the wrong side.
        bool survives = format != BinaryFormat.Double && (float)double.Parse(shortest, CultureInfo.InvariantCulture) == (float)number;
        string text = survives ? shortest : Lower(NumberText.RoundTrip(number));
        return text.AsSpan().IndexOfAny('.', 'e') < 0 ? text + ".0" : text;
    }

    /// <summary>The nearest binary64 as a hexadecimal literal of C, which is exact: "0x1.8p-3".</summary>
    public static string HexLiteral(Rational value) => WireNumbers.Hexadecimal(Rational.FromDouble(value.ToDouble()));

    private static string Lower(string text) => text.ToLowerInvariant();
}
