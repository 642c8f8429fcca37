using System.Numerics;

namespace Hardmax.Numbers;

/// <summary>
/// An IEEE 754 style binary interchange format: its bit patterns decode to exact rationals, and exact rationals encode
/// to the nearest bit pattern, ties to even. Source: IEEE 754-2019, 3.4 and 4.3.1; bfloat16 has the same layout with
/// 8 bits of precision.
/// </summary>
public sealed class BinaryFormat
{
    private readonly int _bias;
    private readonly int _exponentMask;

    private BinaryFormat(string name, int precision, int exponentBits)
    {
        Name = name;
        Precision = precision;
        ExponentBits = exponentBits;
        _bias = (1 << (exponentBits - 1)) - 1;
        _exponentMask = (1 << exponentBits) - 1;
    }

    /// <summary>binary64.</summary>
    public static BinaryFormat Double { get; } = new("float64", 53, 11);

    /// <summary>binary32.</summary>
    public static BinaryFormat Single { get; } = new("float32", 24, 8);

    /// <summary>binary16.</summary>
    public static BinaryFormat Half { get; } = new("float16", 11, 5);

    /// <summary>bfloat16.</summary>
    public static BinaryFormat BFloat16 { get; } = new("bfloat16", 8, 8);

    /// <summary>The dtype name, as NumPy and PyTorch write it.</summary>
    public string Name { get; }

    /// <summary>Bits of the significand, the implicit one included.</summary>
    public int Precision { get; }

    /// <summary>Bits of the exponent field.</summary>
    public int ExponentBits { get; }

    /// <summary>The exponent of the last place of subnormal numbers: the smallest positive number is 2 to this power.</summary>
    public int MinLastPlace => 2 - _bias - Precision;

    /// <summary>The exact value of a bit pattern; both zeros are 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The pattern is a NaN or an infinity.</exception>
    public Rational Decode(ulong bits)
    {
        int field = (int)(bits >> (Precision - 1)) & _exponentMask;
        if (field == _exponentMask)
        {
            throw new ArgumentOutOfRangeException(nameof(bits), "NaN and infinities are not rational numbers.");
        }

        ulong significand = bits & ((1UL << (Precision - 1)) - 1);
        int lastPlace = MinLastPlace;
        if (field > 0)
        {
            // The implicit bit belongs to normal numbers alone; subnormals share the exponent of the smallest of them.
            significand |= 1UL << (Precision - 1);
            lastPlace += field - 1;
        }

        if (significand == 0)
        {
            return Rational.Zero;
        }

        int zeros = BitOperations.TrailingZeroCount(significand);
        BigInteger integer = significand >> zeros;
        lastPlace += zeros;
        bool negative = ((bits >> (Precision - 1 + ExponentBits)) & 1) == 1;
        integer = negative ? -integer : integer;
        return lastPlace >= 0
            ? new Rational(integer << lastPlace)
            : Rational.FromReduced(integer, BigInteger.One << -lastPlace);
    }

    /// <summary>
    /// The bit pattern nearest to an exact value, ties to even; magnitudes that round beyond the largest finite number
    /// give the infinity's pattern; a negative value that rounds to zero gives -0.
    /// </summary>
    public ulong Encode(Rational value) => Encode(value.Numerator, value.Denominator);

    /// <summary>The same for a quotient that need not be in lowest terms; the denominator is positive.</summary>
    internal ulong Encode(BigInteger numerator, BigInteger denominator)
    {
        if (numerator.IsZero)
        {
            return 0;
        }

        ulong sign = numerator.Sign < 0 ? 1UL << (Precision - 1 + ExponentBits) : 0;
        numerator = BigInteger.Abs(numerator);

        // 2^(exponent-1) < |value| < 2^(exponent+1), so of the two candidate last places one is right after the compare.
        int exponent = (int)(numerator.GetBitLength() - denominator.GetBitLength());
        bool atLeastPower = exponent >= 0
            ? numerator >= denominator << exponent
            : numerator << -exponent >= denominator;
        int leading = atLeastPower ? exponent : exponent - 1;
        int lastPlace = Math.Max(leading - (Precision - 1), MinLastPlace);
        ulong infinity = (ulong)_exponentMask << (Precision - 1);
        if (lastPlace - MinLastPlace > _exponentMask - 2)
        {
            // Beyond the last binade; an exponent of arbitrary size would not fit its field below.
            return sign | infinity;
        }

        // significand = round(|value| / 2^lastPlace), by one integer division with remainder.
        if (lastPlace >= 0)
        {
            denominator <<= lastPlace;
        }
        else
        {
            numerator <<= -lastPlace;
        }

        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger remainder);
        ulong significand = (ulong)quotient;
        int half = (remainder << 1).CompareTo(denominator);
        if (half > 0 || (half == 0 && (significand & 1) == 1))
        {
            significand++;
        }

        // A carry out of the significand lands in the exponent field, which is what the next binade's encoding is.
        ulong magnitude = significand >= 1UL << (Precision - 1)
            ? ((ulong)(lastPlace - MinLastPlace) << (Precision - 1)) + significand
            : significand;
        return sign | magnitude;
    }

    /// <summary>Returns true if a value is a finite number of the format.</summary>
    public bool Contains(Rational value)
    {
        // An integer of at most p bits over a power of 2 that the subnormal numbers reach lies below 2^p, which every format holds.
        bool isShort = value.Numerator.GetBitLength() < Precision
            && value.Denominator.IsPowerOfTwo
            && value.Denominator.GetBitLength() - 1 <= -MinLastPlace;
        return isShort || (TryRound(value, out Rational rounded) && rounded == value);
    }

    /// <summary>The nearest value of the format, or false where that is an infinity.</summary>
    public bool TryRound(Rational value, out Rational rounded)
    {
        ulong bits = Encode(value);
        bool finite = ((int)(bits >> (Precision - 1)) & _exponentMask) != _exponentMask;
        rounded = finite ? Decode(bits) : default;
        return finite;
    }
}
