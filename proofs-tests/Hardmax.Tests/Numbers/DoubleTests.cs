using System.Globalization;
using System.Numerics;
using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Tests.Numbers;

/// <summary>
/// Doubles bit by bit, against the runtime's own exact decimal expansions and its correctly rounding decimal parser,
/// neither of which shares code with <see cref="BinaryFormat"/>.
/// </summary>
[Properties(Arbitrary = [typeof(NumberGenerators)])]
public sealed class DoubleTests
{
    private const ulong FractionMask = (1UL << 52) - 1;

    /// <summary>Every exponent boundary with its neighbours, so both ends of every binade; subnormals; the largest.</summary>
    private static IEnumerable<ulong> Boundaries()
    {
        for (ulong field = 0; field < 2047; field++)
        {
            ulong first = field << 52;
            yield return first;
            yield return first + 1;
            yield return first + FractionMask;
            yield return first + (FractionMask / 3);
        }

        for (int bit = 0; bit < 52; bit++)
        {
            yield return 1UL << bit;
            yield return (1UL << bit) - 1;
        }
    }

    [Fact]
    public void Every_boundary_decodes_to_the_runtimes_exact_decimal_expansion_and_encodes_back()
    {
        foreach (ulong bits in Boundaries())
        {
            double d = BitConverter.UInt64BitsToDouble(bits);
            Rational value = Rational.FromDouble(d);
            Assert.True(Expansion(d).Is(value), $"{d:R} is not {value}");
            Assert.Equal(bits, BitConverter.DoubleToUInt64Bits(value.ToDouble()));
            Assert.Equal(-value, Rational.FromDouble(-d));
            Assert.Equal(bits == 0 ? 0 : bits | (1UL << 63), BitConverter.DoubleToUInt64Bits((-value).ToDouble()));
        }
    }

    [Fact]
    public void At_every_boundary_midpoints_go_to_even_and_their_sides_to_the_near_number()
    {
        var tiny = new Rational(1, BigInteger.One << 1300);
        foreach (ulong bits in Boundaries())
        {
            if (bits + 1 >= 2047UL << 52)
            {
                continue;
            }

            Rational low = Rational.FromDouble(BitConverter.UInt64BitsToDouble(bits));
            Rational high = Rational.FromDouble(BitConverter.UInt64BitsToDouble(bits + 1));
            Rational midpoint = (low + high) / 2;
            ulong even = bits % 2 == 0 ? bits : bits + 1;
            Assert.Equal(even, BitConverter.DoubleToUInt64Bits(midpoint.ToDouble()));
            Assert.Equal(bits, BitConverter.DoubleToUInt64Bits((midpoint - tiny).ToDouble()));
            Assert.Equal(bits + 1, BitConverter.DoubleToUInt64Bits((midpoint + tiny).ToDouble()));
            Assert.Equal(even | (1UL << 63), BitConverter.DoubleToUInt64Bits((-midpoint).ToDouble()));
        }
    }

    [Property(MaxTest = 2000, MustSee = ["normal", "subnormal", "even below", "even above"])]
    public void Midpoints_and_their_sides_round_as_the_runtime_parses_them(double d, Sightings seen)
    {
        double x = Math.Abs(d);
        if (x == double.MaxValue)
        {
            return;
        }

        seen.Note("normal", double.IsNormal(x));
        seen.Note("subnormal", double.IsSubnormal(x));
        seen.Note(BitConverter.DoubleToUInt64Bits(x) % 2 == 0 ? "even below" : "even above");
        Rational midpoint = (Rational.FromDouble(x) + Rational.FromDouble(Math.BitIncrement(x))) / 2;
        Rational tiny = new(1, BigInteger.One << 1090);
        foreach (Rational value in new[] { midpoint, midpoint + tiny, midpoint - tiny, Rational.FromDouble(x), -midpoint })
        {
            Assert.Equal(ParseExpansion(value), value.ToDouble());
        }
    }

    [Property(MaxTest = 2000, MustSee = ["negative", "subnormal", "huge", "tiny"])]
    public void A_finite_double_survives_the_round_trip(double d, Sightings seen)
    {
        seen.Note("negative", d < 0);
        seen.Note("subnormal", double.IsSubnormal(d));
        seen.Note("huge", Math.Abs(d) > 1e300);
        seen.Note("tiny", Math.Abs(d) < 1e-300);
        Rational value = Rational.FromDouble(d);
        Assert.True(Expansion(d).Is(value));
        Assert.Equal(BitConverter.DoubleToUInt64Bits(d == 0 ? 0 : d), BitConverter.DoubleToUInt64Bits(value.ToDouble()));
    }

    [Property(MaxTest = 1000, MustSee = ["inexact", "exact", "subnormal", "infinite"])]
    public void The_nearest_double_is_nearer_than_its_neighbours(Rational value, Sightings seen)
    {
        double d = value.ToDouble();
        seen.Note("infinite", double.IsInfinity(d));
        if (double.IsInfinity(d))
        {
            Assert.True(Rational.Abs(value) > Rational.FromDouble(double.MaxValue));
            Assert.Equal(value.Sign > 0, d > 0);
            return;
        }

        Rational error = Rational.Abs(Rational.FromDouble(d) - value);
        seen.Note(error.IsZero ? "exact" : "inexact");
        seen.Note("subnormal", double.IsSubnormal(d));
        foreach (double neighbour in new[] { Math.BitDecrement(d), Math.BitIncrement(d) }.Where(double.IsFinite))
        {
            int order = error.CompareTo(Rational.Abs(Rational.FromDouble(neighbour) - value));
            Assert.True(order < 0 || (order == 0 && BitConverter.DoubleToUInt64Bits(d) % 2 == 0), $"{neighbour:R} is no worse than {d:R}");
        }
    }

    [Property(MaxTest = 1500, MustSee = ["over 700 digits", "subnormal", "normal", "infinite", "zero"])]
    public void Long_decimals_round_as_the_runtime_parses_them(DecimalText number, Sightings seen)
    {
        double expected = double.Parse(number.Text, CultureInfo.InvariantCulture);
        seen.Note("over 700 digits", number.Text.Length > 700 && expected != 0 && double.IsFinite(expected));
        seen.Note("subnormal", double.IsSubnormal(expected));
        seen.Note("normal", double.IsNormal(expected));
        seen.Note("infinite", double.IsInfinity(expected));
        seen.Note("zero", expected == 0);
        Rational value = Rational.Parse(number.Text);
        Assert.Equal(BitConverter.DoubleToUInt64Bits(value.IsZero ? 0 : expected), BitConverter.DoubleToUInt64Bits(value.ToDouble()));
    }

    [Fact]
    public void Known_doubles_have_their_known_values()
    {
        Assert.Equal("3602879701896397/36028797018963968", Rational.FromDouble(0.1).ToString());
        Assert.Equal(default, Rational.FromDouble(-0.0));
        Assert.Equal(new Rational(1, BigInteger.One << 1074), Rational.FromDouble(double.Epsilon));
        Assert.Equal(new Rational((BigInteger.One << 1024) - (BigInteger.One << 971)), Rational.FromDouble(double.MaxValue));
        Assert.Equal(0.1, new Rational(1, 10).ToDouble());
        Assert.Equal(0.1f, new Rational(1, 10).ToSingle());
        Assert.Equal((Half)0.1, new Rational(1, 10).ToHalf());
        Assert.Equal(1.0 / 3, new Rational(1, 3).ToDouble());
        Assert.Equal(double.PositiveInfinity, Rational.Parse("1e1000").ToDouble());
        Assert.Equal(double.NegativeInfinity, Rational.Parse("-1e20000").ToDouble());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_no_number_is_refused(double d)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Rational.FromDouble(d));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rational.FromSingle((float)d));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rational.FromHalf((Half)d));
    }

    [Fact]
    public void A_value_rounded_once_is_not_rounded_twice()
    {
        // 1 + 2^-24 + 2^-60 is above the midpoint of two singles, but its nearest double is that midpoint.
        Rational value = 1 + new Rational(1, BigInteger.One << 24) + new Rational(1, BigInteger.One << 60);
        Assert.Equal(1f, (float)value.ToDouble());
        Assert.Equal(float.BitIncrement(1f), value.ToSingle());
        Rational forHalf = 1 + new Rational(1, 1 << 11) + new Rational(1, BigInteger.One << 60);
        Assert.Equal((Half)1, (Half)forHalf.ToDouble());
        Assert.Equal(Half.BitIncrement((Half)1), forHalf.ToHalf());
    }

    // The runtime writes all digits that are asked for, and no double has more than 1074 of them after the point.
    private static Fraction Expansion(double d)
    {
        string text = d.ToString("F1074", CultureInfo.InvariantCulture).Replace(".", string.Empty, StringComparison.Ordinal);
        return new Fraction(BigInteger.Parse(text, CultureInfo.InvariantCulture), BigInteger.Pow(10, 1074));
    }

    // p/2^k = p 5^k / 10^k, so a dyadic number is a finite decimal, which the runtime rounds correctly.
    private static double ParseExpansion(Rational dyadic)
    {
        int k = (int)dyadic.Denominator.GetBitLength() - 1;
        Assert.Equal(BigInteger.One << k, dyadic.Denominator);
        BigInteger digits = dyadic.Numerator * BigInteger.Pow(5, k);
        return double.Parse($"{digits.ToString(CultureInfo.InvariantCulture)}e-{k.ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture);
    }
}
