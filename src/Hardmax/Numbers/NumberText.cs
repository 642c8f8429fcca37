using System.Globalization;
using System.Numerics;

namespace Hardmax.Numbers;

/// <summary>
/// Numbers as text, by one rule wherever a number is read (files and command line): a plain decimal is the nearest
/// binary64, taken exactly; what is written as a fraction or a hexadecimal float is that exact rational; and a JSON
/// string is exact in every form. NaN and infinities are no numbers here.
/// </summary>
/// <remarks>Forms: <c>-3</c>, <c>0.25</c>, <c>1e-3</c>, <c>2/3</c>, <c>0.1/3</c>, <c>0x1.8p-3</c>, each with an optional sign.</remarks>
public static class NumberText
{
    /// <summary>The longest text read as a number; a longer one is refused before anything is computed from it.</summary>
    public const int MaxLength = 100_000;

    /// <summary>The largest decimal or binary exponent, in absolute value: "1e1000000000" would exhaust memory.</summary>
    public const int MaxExponent = 20_000;

    /// <summary>Reads any of the forms as the exact number that it writes: "0.1" is 1/10.</summary>
    /// <param name="text">The text; white space around it is allowed.</param>
    /// <param name="value">The number, or 0.</param>
    /// <param name="reason">Why the text is no number, or null.</param>
    public static bool TryParseExact(string? text, out Rational value, out string? reason)
    {
        value = default;
        string trimmed = (text ?? string.Empty).Trim();
        reason = Refuse(trimmed);
        if (reason is not null)
        {
            return false;
        }

        int slash = trimmed.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return TryParseAtom(trimmed, out value, out reason);
        }

        if (!TryParseAtom(trimmed[..slash].TrimEnd(), out Rational numerator, out reason)
            || !TryParseAtom(trimmed[(slash + 1)..].TrimStart(), out Rational denominator, out reason))
        {
            reason = trimmed.StartsWith('#') ? NotANumber(trimmed) : reason;
            return false;
        }

        if (denominator.IsZero)
        {
            reason = string.Create(CultureInfo.InvariantCulture, $"'{Shorten(trimmed)}' has a denominator of zero");
            return false;
        }

        value = numerator / denominator;
        return true;
    }

    /// <summary>
    /// Reads a number from a place where plain decimals mean binary64 (JSON numbers, CSV cells, the command line):
    /// "0.1" is 3602879701896397/2^55; "1/10" and "0x1.8p-3" are exact.
    /// </summary>
    /// <param name="text">The text; white space around it is allowed.</param>
    /// <param name="value">The number, or 0.</param>
    /// <param name="reason">Why the text is no number, or null.</param>
    public static bool TryParsePlain(string? text, out Rational value, out string? reason)
    {
        string trimmed = (text ?? string.Empty).Trim();
        bool isPlain = !trimmed.Contains('/', StringComparison.Ordinal) && !trimmed.Contains('x', StringComparison.OrdinalIgnoreCase);
        if (!isPlain)
        {
            return TryParseExact(trimmed, out value, out reason);
        }

        value = default;
        reason = Refuse(trimmed);
        if (reason is not null)
        {
            return false;
        }

        if (!IsDecimal(trimmed)
            || !double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out double nearest))
        {
            reason = NotANumber(trimmed);
            return false;
        }

        if (!double.IsFinite(nearest))
        {
            reason = string.Create(CultureInfo.InvariantCulture, $"'{Shorten(trimmed)}' is beyond the range of binary64; a fraction in quotes is exact");
            return false;
        }

        value = Rational.FromDouble(nearest);
        return true;
    }

    /// <summary>Reads a plain decimal as the nearest number of a binary format, ties to even: one rounding, of the exact decimal.</summary>
    /// <param name="text">A decimal such as "0.1" or "1e-3"; no fraction and no hexadecimal.</param>
    /// <param name="format">The format.</param>
    /// <param name="value">The number; 0 where it lies beyond the range.</param>
    /// <param name="isFinite">Whether the decimal lies within the range of the format.</param>
    /// <returns>Whether the text is a plain decimal.</returns>
    public static bool TryParseNearest(string text, BinaryFormat format, out Rational value, out bool isFinite)
    {
        (value, isFinite) = (default, true);
        if (!IsDecimal(text) || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double nearest))
        {
            return false;
        }

        if (format == BinaryFormat.Double || !double.IsFinite(nearest))
        {
            isFinite = double.IsFinite(nearest);
            value = isFinite ? Rational.FromDouble(nearest) : default;
            return true;
        }

        // A binary64 that the format holds too is the nearest number of both; any other decimal is rounded from its exact
        // value, because rounding twice can miss the nearest.
        Rational once = Rational.FromDouble(nearest);
        isFinite = format.TryRound(once, out value);
        if ((!isFinite || value != once) && TryParseExact(text, out Rational exact, out _))
        {
            isFinite = format.TryRound(exact, out value);
        }

        return true;
    }

    /// <summary>
    /// Reads a plain decimal that a program printed for a number of a format: that number where the decimal can stand for
    /// it, and else the nearest binary64, which is then no number of the format. A decimal can stand for a number that it
    /// equals in binary64 (every digit was printed), that it differs from by less than its last digit, or that it reads
    /// back as with no more digits than the format ever needs.
    /// </summary>
    /// <inheritdoc cref="TryParseNearest"/>
    public static bool TryParsePrinted(string text, BinaryFormat format, out Rational value, out bool isFinite)
    {
        if (!TryParseNearest(text, format, out value, out isFinite) || format == BinaryFormat.Double)
        {
            return isFinite;
        }

        _ = TryParseNearest(text, BinaryFormat.Double, out Rational wide, out bool isWideFinite);
        if (!isWideFinite || (isFinite && (wide == value || CanStandFor(text, value, format))))
        {
            return true;
        }

        (value, isFinite) = (wide, true);
        return true;
    }

    // ceil(1 + p log10 2) significant digits always read back as the same number (Matula 1968).
    private static bool CanStandFor(string text, Rational value, BinaryFormat format)
    {
        int mark = text.IndexOf('e', StringComparison.OrdinalIgnoreCase);
        string mantissa = mark < 0 ? text : text[..mark];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        string digits = string.Concat(mantissa.Where(char.IsAsciiDigit));
        int significant = digits.Trim('0').Length;
        int needed = (int)Math.Ceiling(1 + (format.Precision * Math.Log10(2)));
        if (significant <= needed)
        {
            return true;
        }

        // An exponent that TryParseExact takes is small enough to form a power of.
        if (!TryParseExact(text, out Rational exact, out _))
        {
            return false;
        }

        int exponent = mark < 0 ? 0 : int.Parse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        Rational lastDigit = Scale(BigInteger.One, 10, exponent - (point < 0 ? 0 : mantissa.Length - point - 1));
        return Rational.Abs(exact - value) < lastDigit;
    }

    /// <summary>
    /// The shortest decimal that reads back as the same number. The framework's "R" misses that for a few powers of 2 (of
    /// binary64 2^-25 and 2^-958), whose neighbours below are nearer than those above; these get 17 digits.
    /// </summary>
    public static string RoundTrip(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return !double.IsFinite(value) || double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) == value
            ? text
            : value.ToString("G17", CultureInfo.InvariantCulture);
    }

    /// <summary>Text cut to a length that fits in a message, and to one line: control characters and line breaks become '?'.</summary>
    public static string Shorten(string text)
    {
        string start = text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 37), "...");
        return string.Concat(start.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? '?' : c));
    }

    private static string? Refuse(string text) => text.Length switch
    {
        0 => "an empty text is no number",
        > MaxLength => string.Create(CultureInfo.InvariantCulture, $"'{Shorten(text)}' has {text.Length} characters; a number has at most {MaxLength}"),
        _ => null,
    };

    private static string NotANumber(string text) =>
        string.Create(CultureInfo.InvariantCulture, $"'{Shorten(text)}' is no number{Hint(text)}; 3, 0.25, 1e-3, 2/3 and 0x1.8p-3 are");

    // For texts that are numbers to other programs.
    private static string Hint(string text) => text switch
    {
        _ when !text.Any(char.IsDigit) => string.Empty,
        _ when text.Contains(',', StringComparison.Ordinal) => " (a decimal has a point and no comma)",
        _ when text.Any(c => c is '\u2212' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014') => " (a minus is the hyphen of ASCII)",
        _ when text.Contains('d', StringComparison.OrdinalIgnoreCase) && !text.Contains('x', StringComparison.OrdinalIgnoreCase) => " (an exponent follows e)",
        _ => string.Empty,
    };

    private static bool TryParseAtom(string text, out Rational value, out string? reason)
    {
        value = default;
        int sign = text.StartsWith('-') ? -1 : 1;
        string body = text.StartsWith('-') || text.StartsWith('+') ? text[1..] : text;
        bool isHex = body.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        (char mark, string digits) = isHex ? ('p', body[2..]) : ('e', body);

        int markAt = digits.IndexOf(mark, StringComparison.OrdinalIgnoreCase);
        string mantissa = markAt < 0 ? digits : digits[..markAt];
        reason = NotANumber(text);
        if (!TryParseMantissa(mantissa, isHex, out BigInteger integer, out int fractionDigits)
            || !TryParseExponent(markAt < 0 ? null : digits[(markAt + 1)..], out int exponent, ref reason))
        {
            return false;
        }

        reason = null;
        Rational magnitude = isHex
            ? Scale(integer, 2, exponent - (4 * fractionDigits))
            : Scale(integer, 10, exponent - fractionDigits);
        value = sign < 0 ? -magnitude : magnitude;
        return true;
    }

    private static bool TryParseExponent(string? text, out int exponent, ref string? reason)
    {
        exponent = 0;
        if (text is null)
        {
            return true;
        }

        string body = text.StartsWith('-') || text.StartsWith('+') ? text[1..] : text;
        if (body.Length == 0 || !body.All(char.IsAsciiDigit))
        {
            return false;
        }

        string significant = body.TrimStart('0');
        if (significant.Length > 6 || (significant.Length > 0 && int.Parse(significant, CultureInfo.InvariantCulture) > MaxExponent))
        {
            reason = string.Create(CultureInfo.InvariantCulture, $"an exponent of {Shorten(text)} is refused; exponents go to {MaxExponent}");
            return false;
        }

        exponent = significant.Length == 0 ? 0 : int.Parse(significant, CultureInfo.InvariantCulture);
        exponent = text.StartsWith('-') ? -exponent : exponent;
        return true;
    }

    private static bool TryParseMantissa(string text, bool isHex, out BigInteger integer, out int fractionDigits)
    {
        int point = text.IndexOf('.', StringComparison.Ordinal);
        string digits = point < 0 ? text : string.Concat(text.AsSpan(0, point), text.AsSpan(point + 1));
        fractionDigits = point < 0 ? 0 : text.Length - point - 1;
        integer = default;
        if (digits.Length == 0 || !digits.All(isHex ? char.IsAsciiHexDigit : char.IsAsciiDigit))
        {
            return false;
        }

        // A leading 0 keeps a hexadecimal number from being read as a negative two's complement.
        integer = isHex
            ? BigInteger.Parse("0" + digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return true;
    }

    private static Rational Scale(BigInteger integer, int basis, int exponent) => exponent >= 0
        ? new Rational(integer * BigInteger.Pow(basis, exponent))
        : new Rational(integer, BigInteger.Pow(basis, -exponent));

    private static bool IsDecimal(string text)
    {
        bool anyDigit = false;
        foreach (char c in text)
        {
            anyDigit |= char.IsAsciiDigit(c);
            if (!char.IsAsciiDigit(c) && c is not ('+' or '-' or '.' or 'e' or 'E'))
            {
                return false;
            }
        }

        return anyDigit;
    }
}
