using System.Numerics;
using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Tests.Numbers;

/// <summary>The small formats on all of their bit patterns, single on many, each against the runtime's own conversions.</summary>
[Properties(Arbitrary = [typeof(NumberGenerators)])]
public sealed class BinaryFormatTests
{
    public static TheoryData<string> Formats => ["float64", "float32", "float16", "bfloat16"];

    [Fact]
    public void Every_half_decodes_to_its_value_and_encodes_back()
    {
        int finite = 0;
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
        {
            Half half = BitConverter.UInt16BitsToHalf((ushort)bits);
            if (!Half.IsFinite(half))
            {
                Assert.Throws<ArgumentOutOfRangeException>(() => Rational.FromHalf(half));
                continue;
            }

            // Every half is a multiple of 2^-24, and its binary64 value scaled by a power of two is exact.
            var expected = new Rational(new BigInteger(Math.ScaleB((double)half, 24)), BigInteger.One << 24);
            Assert.Equal(expected, Rational.FromHalf(half));
            Assert.Equal(bits == 0x8000 ? 0 : bits, BitConverter.HalfToUInt16Bits(expected.ToHalf()));
            finite++;
        }

        Assert.Equal(65_536 - (2 * 1024), finite);
    }

    [Fact]
    public void Every_bfloat16_decodes_to_its_value_and_encodes_back()
    {
        int finite = 0;
        for (uint bits = 0; bits <= ushort.MaxValue; bits++)
        {
            // A bfloat16 is the upper half of a binary32; every one is a multiple of 2^-133.
            float single = BitConverter.UInt32BitsToSingle(bits << 16);
            if (!float.IsFinite(single))
            {
                Assert.Throws<ArgumentOutOfRangeException>(() => BinaryFormat.BFloat16.Decode(bits));
                continue;
            }

            var expected = new Rational(new BigInteger(Math.ScaleB((double)single, 133)), BigInteger.One << 133);
            Assert.Equal(expected, BinaryFormat.BFloat16.Decode(bits));
            Assert.Equal(bits == 0x8000 ? 0UL : bits, BinaryFormat.BFloat16.Encode(expected));
            finite++;
        }

        Assert.Equal(65_536 - (2 * 128), finite);
    }

    [Theory]
    [InlineData("float16", 0x7BFF)]
    [InlineData("bfloat16", 0x7F7F)]
    public void Every_midpoint_goes_to_the_even_neighbour_and_its_sides_to_the_near_one(string name, int largest)
    {
        BinaryFormat format = FormatOf(name);
        ulong signBit = 1UL << (format.Precision + format.ExponentBits - 1);
        var tiny = new Rational(1, BigInteger.Pow(10, 60));
        for (ulong low = 0; low < (ulong)largest; low++)
        {
            Rational midpoint = (format.Decode(low) + format.Decode(low + 1)) / 2;
            ulong even = low % 2 == 0 ? low : low + 1;
            Assert.Equal(even, format.Encode(midpoint));
            Assert.Equal(low, format.Encode(midpoint - tiny));
            Assert.Equal(low + 1, format.Encode(midpoint + tiny));
            Assert.Equal(signBit | even, format.Encode(-midpoint));
        }
    }

    [Property(MaxTest = 3000, MustSee = ["normal", "subnormal", "infinite", "rounded to zero", "halfway"])]
    public void Half_rounds_as_the_runtime_rounds_doubles(short p, int exponent, Sightings seen)
    {
        // p * 2^e with a few more bits than a half holds, around the edges of its range.
        double x = Math.ScaleB(p, (exponent % 46) - 35);
        Half expected = (Half)x;
        seen.Note("normal", Half.IsNormal(expected));
        seen.Note("subnormal", Half.IsSubnormal(expected));
        seen.Note("infinite", Half.IsInfinity(expected));
        seen.Note("rounded to zero", expected == (Half)0 && x != 0);
        seen.Note("halfway", Half.IsFinite(expected) && Math.ScaleB(Math.Abs(x - (double)expected), 25) == 1);
        Half actual = Rational.FromDouble(x).ToHalf();
        Assert.Equal(BitConverter.HalfToUInt16Bits(x == 0 ? (Half)0 : expected), BitConverter.HalfToUInt16Bits(actual));
    }

    [Property(Arbitrary = [typeof(SingleGenerators)], MaxTest = 3000, MustSee = ["subnormal", "normal", "infinite", "halfway", "exact"])]
    public void Single_rounds_as_the_runtime_rounds_doubles(double x, Sightings seen)
    {
        float expected = (float)x;
        seen.Note("subnormal", float.IsSubnormal(expected));
        seen.Note("normal", float.IsNormal(expected));
        seen.Note("infinite", float.IsInfinity(expected));
        seen.Note("halfway", IsHalfway(x, expected));
        seen.Note("exact", expected == x);
        uint bits = BitConverter.SingleToUInt32Bits(x == 0 ? 0f : expected);
        Assert.Equal(bits, BitConverter.SingleToUInt32Bits(Rational.FromDouble(x).ToSingle()));
        if (expected == x)
        {
            Assert.Equal(Rational.FromDouble(x), Rational.FromSingle(expected));
        }
    }

    [Property(Arbitrary = [typeof(SingleGenerators)], MaxTest = 3000, MustSee = ["tie"])]
    public void BFloat16_rounds_as_the_usual_trick_on_the_bits_of_a_single(double x, Sightings seen)
    {
        float single = (float)x;
        uint bits = BitConverter.SingleToUInt32Bits(single);
        if (!float.IsFinite(single) || single == 0)
        {
            return;
        }

        // Adding just under half of the last kept place, and the last kept bit, carries exactly when rounding is upward.
        uint expected = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
        seen.Note("tie", (bits & 0xFFFF) == 0x8000);
        Assert.Equal(expected, BinaryFormat.BFloat16.Encode(Rational.FromSingle(single)));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Infinity_begins_exactly_half_a_place_beyond_the_largest_number(string name)
    {
        BinaryFormat format = FormatOf(name);
        ulong infinity = ((1UL << format.ExponentBits) - 1) << (format.Precision - 1);
        Rational largest = format.Decode(infinity - 1);
        Rational place = largest - format.Decode(infinity - 2);
        Rational threshold = largest + (place / 2);
        var tiny = new Rational(1, BigInteger.Pow(7, 500));

        Assert.Equal(infinity, format.Encode(threshold));
        Assert.Equal(infinity - 1, format.Encode(threshold - tiny));
        Assert.False(format.TryRound(threshold, out Rational none));
        Assert.Equal(default, none);
        Assert.True(format.TryRound(threshold - tiny, out Rational rounded));
        Assert.Equal(largest, rounded);
        Assert.True(format.TryRound(tiny - threshold, out rounded));
        Assert.Equal(-largest, rounded);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Magnitudes_far_beyond_the_range_are_infinite_with_their_sign(string name)
    {
        BinaryFormat format = FormatOf(name);
        ulong infinity = ((1UL << format.ExponentBits) - 1) << (format.Precision - 1);
        ulong signBit = 1UL << (format.Precision + format.ExponentBits - 1);
        foreach (int power in new[] { 1024, 1025, 2047, 2048, 2100, 3073, 3074, 3075, 4096, 5000, 7171, 20_000, 70_000 })
        {
            var huge = new Rational(BigInteger.One << power);
            Assert.Equal(infinity, format.Encode(huge));
            Assert.Equal(infinity | signBit, format.Encode(-huge - new Rational(1, 3)));
            Assert.False(format.TryRound(huge, out _));
            if (power > 1075)
            {
                Assert.Equal(0UL, format.Encode(huge.Reciprocal()));
                Assert.Equal(signBit, format.Encode(-huge.Reciprocal()));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Half_of_the_smallest_number_rounds_to_zero_and_a_little_more_does_not(string name)
    {
        BinaryFormat format = FormatOf(name);
        ulong signBit = 1UL << (format.Precision + format.ExponentBits - 1);
        Rational smallest = format.Decode(1);
        Assert.Equal(new Rational(1, BigInteger.One << -format.MinLastPlace), smallest);
        var tiny = new Rational(1, BigInteger.Pow(3, 2000));

        Assert.Equal(0UL, format.Encode(smallest / 2));
        Assert.Equal(signBit, format.Encode(-smallest / 2));
        Assert.Equal(1UL, format.Encode((smallest / 2) + tiny));
        Assert.Equal(signBit | 1, format.Encode((-smallest / 2) - tiny));
        Assert.Equal(0UL, format.Encode(tiny));
        Assert.Equal(1UL, format.Encode((smallest * 3 / 2) - tiny));
        Assert.Equal(2UL, format.Encode(smallest * 3 / 2));
        Assert.True(format.TryRound(-tiny, out Rational zero));
        Assert.Equal(default, zero);
    }

    [Property(MaxTest = 400, MustSee = ["finite", "infinite"])]
    public void TryRound_is_idempotent_and_odd(Rational value, Sightings seen)
    {
        foreach (BinaryFormat format in new[] { BinaryFormat.Double, BinaryFormat.Single, BinaryFormat.Half, BinaryFormat.BFloat16 })
        {
            bool finite = format.TryRound(value, out Rational rounded);
            seen.Note(finite ? "finite" : "infinite");
            Assert.Equal(finite, format.TryRound(-value, out Rational opposite));
            Assert.Equal(-rounded, opposite);
            if (finite)
            {
                Assert.True(format.TryRound(rounded, out Rational again));
                Assert.Equal(rounded, again);
            }
        }
    }

    [Fact]
    public void Formats_carry_the_names_of_dtypes_and_their_parameters()
    {
        Assert.Equal(("float64", 53, 11, -1074), Describe(BinaryFormat.Double));
        Assert.Equal(("float32", 24, 8, -149), Describe(BinaryFormat.Single));
        Assert.Equal(("float16", 11, 5, -24), Describe(BinaryFormat.Half));
        Assert.Equal(("bfloat16", 8, 8, -133), Describe(BinaryFormat.BFloat16));
    }

    private static (string Name, int Precision, int ExponentBits, int MinLastPlace) Describe(BinaryFormat format) =>
        (format.Name, format.Precision, format.ExponentBits, format.MinLastPlace);

    private static BinaryFormat FormatOf(string name) => name switch
    {
        "float64" => BinaryFormat.Double,
        "float32" => BinaryFormat.Single,
        "float16" => BinaryFormat.Half,
        "bfloat16" => BinaryFormat.BFloat16,
        _ => throw new ArgumentException(name, nameof(name)),
    };

    private static bool IsHalfway(double x, float nearest)
    {
        if (!float.IsFinite(nearest) || x == nearest)
        {
            return false;
        }

        float other = x > nearest ? float.BitIncrement(nearest) : float.BitDecrement(nearest);
        return float.IsFinite(other) && x - nearest == other - x;
    }
}
