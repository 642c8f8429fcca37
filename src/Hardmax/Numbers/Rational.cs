using System.Globalization;
using System.Numerics;

namespace Hardmax.Numbers;

/// <summary>
/// An exact rational number. Always in lowest terms with a denominator greater than zero; <c>default</c> is 0;
/// NaN and infinities do not exist. Every operation is exact; only <see cref="ToDouble"/>, <see cref="ToSingle"/>
/// and <see cref="ToHalf"/> lose anything, and they round correctly (to nearest, ties to even).
/// </summary>
/// <remarks>
/// The interfaces are those members of generic math that are true for rationals. <c>INumber&lt;T&gt;</c> is not
/// among them: its NaN, infinity and conversion members would have to lie.
/// </remarks>
public readonly struct Rational :
    IEquatable<Rational>,
    IComparable<Rational>,
    IComparable,
    ISpanFormattable,
    ISpanParsable<Rational>,
    IAdditionOperators<Rational, Rational, Rational>,
    ISubtractionOperators<Rational, Rational, Rational>,
    IMultiplyOperators<Rational, Rational, Rational>,
    IDivisionOperators<Rational, Rational, Rational>,
    IUnaryNegationOperators<Rational, Rational>,
    IUnaryPlusOperators<Rational, Rational>,
    IComparisonOperators<Rational, Rational, bool>,
    IAdditiveIdentity<Rational, Rational>,
    IMultiplicativeIdentity<Rational, Rational>
{
    private readonly BigInteger _numerator;

    // Zero in default(Rational) alone, where it stands for 1: the property below is the only reader.
    private readonly BigInteger _denominator;

    /// <summary>The quotient of two integers, reduced.</summary>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException("A rational number has a denominator other than zero.");
        }

        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator.Sign < 0)
        {
            divisor = -divisor;
        }

        _numerator = numerator / divisor;
        _denominator = denominator / divisor;
    }

    /// <summary>An integer.</summary>
    public Rational(BigInteger value)
    {
        _numerator = value;
        _denominator = BigInteger.One;
    }

    private Rational(BigInteger numerator, BigInteger denominator, Reduced _)
    {
        System.Diagnostics.Debug.Assert(denominator.Sign > 0, "The denominator is positive.");
        System.Diagnostics.Debug.Assert(
            BigInteger.GreatestCommonDivisor(numerator, denominator).IsOne,
            "The caller trusted to have reduced the fraction has not.");
        _numerator = numerator;
        _denominator = denominator;
    }

    private enum Reduced
    {
        Trusted,
    }

    /// <summary>The number 0, which is also <c>default</c>.</summary>
    public static Rational Zero => default;

    /// <summary>The number 1.</summary>
    public static Rational One { get; } = new(BigInteger.One);

    /// <inheritdoc/>
    static Rational IAdditiveIdentity<Rational, Rational>.AdditiveIdentity => Zero;

    /// <inheritdoc/>
    static Rational IMultiplicativeIdentity<Rational, Rational>.MultiplicativeIdentity => One;

    /// <summary>The numerator in lowest terms; it carries the sign.</summary>
    public BigInteger Numerator => _numerator;

    /// <summary>The denominator in lowest terms, at least 1.</summary>
    public BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => _numerator.Sign;

    /// <summary>Whether the number is 0.</summary>
    public bool IsZero => _numerator.IsZero;

    /// <summary>Whether the denominator is 1.</summary>
    public bool IsInteger => Denominator.IsOne;

    /// <summary>The value of a BigInteger, exactly.</summary>
    public static implicit operator Rational(BigInteger value) => new(value);

    /// <summary>The value of an int, exactly.</summary>
    public static implicit operator Rational(int value) => new(value);

    /// <inheritdoc/>
    public static Rational operator +(Rational left, Rational right)
    {
        // Knuth, The Art of Computer Programming 2, 4.5.1: gcds of the denominators, not of the sum.
        BigInteger b = left.Denominator;
        BigInteger d = right.Denominator;
        if (b == d)
        {
            return b.IsOne ? new Rational(left._numerator + right._numerator) : new Rational(left._numerator + right._numerator, b);
        }

        BigInteger g = BigInteger.GreatestCommonDivisor(b, d);
        if (g.IsOne)
        {
            return new Rational((left._numerator * d) + (right._numerator * b), b * d, Reduced.Trusted);
        }

        BigInteger numerator = (left._numerator * (d / g)) + (right._numerator * (b / g));
        BigInteger rest = BigInteger.GreatestCommonDivisor(numerator, g);
        return new Rational(numerator / rest, b / g * (d / rest), Reduced.Trusted);
    }

    /// <inheritdoc/>
    public static Rational operator -(Rational left, Rational right) => left + (-right);

    /// <inheritdoc/>
    public static Rational operator *(Rational left, Rational right)
    {
        if (left.IsZero || right.IsZero)
        {
            return Zero;
        }

        BigInteger g = BigInteger.GreatestCommonDivisor(left._numerator, right.Denominator);
        BigInteger h = BigInteger.GreatestCommonDivisor(right._numerator, left.Denominator);
        return new Rational(
            left._numerator / g * (right._numerator / h),
            left.Denominator / h * (right.Denominator / g),
            Reduced.Trusted);
    }

    /// <summary>The exact quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static Rational operator /(Rational left, Rational right) => left * right.Reciprocal();

    /// <inheritdoc/>
    public static Rational operator -(Rational value) => new(-value._numerator, value.Denominator, Reduced.Trusted);

    /// <inheritdoc/>
    public static Rational operator +(Rational value) => value;

    /// <inheritdoc/>
    public static bool operator ==(Rational left, Rational right) => left.Equals(right);

    /// <inheritdoc/>
    public static bool operator !=(Rational left, Rational right) => !left.Equals(right);

    /// <inheritdoc/>
    public static bool operator <(Rational left, Rational right) => left.CompareTo(right) < 0;

    /// <inheritdoc/>
    public static bool operator >(Rational left, Rational right) => left.CompareTo(right) > 0;

    /// <inheritdoc/>
    public static bool operator <=(Rational left, Rational right) => left.CompareTo(right) <= 0;

    /// <inheritdoc/>
    public static bool operator >=(Rational left, Rational right) => left.CompareTo(right) >= 0;

    /// <summary>The larger of two numbers.</summary>
    public static Rational Max(Rational left, Rational right) => left >= right ? left : right;

    /// <summary>The smaller of two numbers.</summary>
    public static Rational Min(Rational left, Rational right) => left <= right ? left : right;

    /// <summary>The absolute value.</summary>
    public static Rational Abs(Rational value) => value.Sign < 0 ? -value : value;

    /// <summary>A fraction that is known to be in lowest terms with a positive denominator (asserted in Debug).</summary>
    internal static Rational FromReduced(BigInteger numerator, BigInteger denominator) => new(numerator, denominator, Reduced.Trusted);

    /// <summary>The value of a binary64, exactly; -0 is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or infinite.</exception>
    public static Rational FromDouble(double value) => BinaryFormat.Double.Decode(BitConverter.DoubleToUInt64Bits(value));

    /// <summary>The value of a binary32, exactly; -0 is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or infinite.</exception>
    public static Rational FromSingle(float value) => BinaryFormat.Single.Decode(BitConverter.SingleToUInt32Bits(value));

    /// <summary>The value of a binary16, exactly; -0 is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or infinite.</exception>
    public static Rational FromHalf(Half value) => BinaryFormat.Half.Decode(BitConverter.HalfToUInt16Bits(value));

    /// <summary>An exact number from text: see <see cref="NumberText"/> for the forms.</summary>
    /// <exception cref="FormatException">The text is none of them.</exception>
    public static Rational Parse(string text) =>
        NumberText.TryParseExact(text, out Rational value, out string? reason) ? value : throw new FormatException(reason);

    /// <inheritdoc/>
    static Rational IParsable<Rational>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static Rational ISpanParsable<Rational>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s.ToString());

    /// <summary>An exact number from text, or false.</summary>
    public static bool TryParse(string? text, out Rational value) => NumberText.TryParseExact(text, out value, out _);

    /// <inheritdoc/>
    static bool IParsable<Rational>.TryParse(string? s, IFormatProvider? provider, out Rational result) => TryParse(s, out result);

    /// <inheritdoc/>
    static bool ISpanParsable<Rational>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Rational result) =>
        TryParse(s.ToString(), out result);

    /// <summary>The nearest binary64, ties to even; beyond the largest, an infinity. Lossy: the number itself is exact.</summary>
    public double ToDouble() => BitConverter.UInt64BitsToDouble(BinaryFormat.Double.Encode(this));

    /// <summary>The nearest binary32, ties to even; beyond the largest, an infinity. Lossy: the number itself is exact.</summary>
    public float ToSingle() => BitConverter.UInt32BitsToSingle((uint)BinaryFormat.Single.Encode(this));

    /// <summary>The nearest binary16, ties to even; beyond the largest, an infinity. Lossy: the number itself is exact.</summary>
    public Half ToHalf() => BitConverter.UInt16BitsToHalf((ushort)BinaryFormat.Half.Encode(this));

    /// <summary>One divided by this number.</summary>
    /// <exception cref="DivideByZeroException">The number is zero.</exception>
    public Rational Reciprocal()
    {
        if (IsZero)
        {
            throw new DivideByZeroException("Zero has no reciprocal.");
        }

        return Sign > 0
            ? new Rational(Denominator, _numerator, Reduced.Trusted)
            : new Rational(-Denominator, -_numerator, Reduced.Trusted);
    }

    /// <inheritdoc/>
    public bool Equals(Rational other) => _numerator == other._numerator && Denominator == other.Denominator;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_numerator, Denominator);

    /// <inheritdoc/>
    public int CompareTo(Rational other)
    {
        if (Sign != other.Sign)
        {
            return Sign.CompareTo(other.Sign);
        }

        BigInteger b = Denominator;
        BigInteger d = other.Denominator;
        return b == d
            ? _numerator.CompareTo(other._numerator)
            : (_numerator * d).CompareTo(other._numerator * b);
    }

    /// <inheritdoc/>
    int IComparable.CompareTo(object? obj) => obj switch
    {
        null => 1,
        Rational other => CompareTo(other),
        _ => throw new ArgumentException("A Rational is compared with a Rational.", nameof(obj)),
    };

    /// <summary>The number in lowest terms, "p/q" or "p", whatever the culture; <see cref="Parse(string)"/> reads it back.</summary>
    public override string ToString() => IsInteger
        ? _numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{_numerator}/{_denominator}");

    /// <summary>The same text as <see cref="ToString()"/>: there is one format, and no culture changes it.</summary>
    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc/>
    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        string text = ToString();
        bool fits = text.TryCopyTo(destination);
        charsWritten = fits ? text.Length : 0;
        return fits;
    }
}
