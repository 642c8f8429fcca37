using System.Globalization;
using System.Numerics;
using Hardmax.Numbers;
using Hardmax.Reports;
using Xunit;

namespace Hardmax.Oracle.Tests;

public sealed class ReportNumberTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("1/2", "0.5")]
    [InlineData("-1/3", "-0.33333333333333333")]
    [InlineData("2/3", "0.66666666666666667")]
    [InlineData("1000000000000000", "1000000000000000")]
    [InlineData("10000000000000000", "1e+16")]
    [InlineData("1/100000", "0.00001")]
    [InlineData("1/1000000", "1e-6")]
    [InlineData("999999999999999999", "1e+18")]
    [InlineData("12345/1000", "12.345")]
    [InlineData("120", "120")]
    public void Decimals_are_rounded_and_laid_out(string exact, string expected) =>
        Assert.Equal(expected, ExactDecimal.Of(Rational.Parse(exact)));

    [Theory]
    [InlineData("5/2", 1, "2")]
    [InlineData("7/2", 1, "4")]
    [InlineData("99/10", 1, "10")]
    [InlineData("-251/100", 1, "-3")]
    public void Half_way_cases_go_to_even(string exact, int digits, string expected) =>
        Assert.Equal(expected, ExactDecimal.Of(Rational.Parse(exact), digits));

    [Fact]
    public void Magnitudes_beyond_binary64_have_decimals()
    {
        Assert.Equal("1e+700", ExactDecimal.Of(new Rational(BigInteger.Pow(10, 700))));
        Assert.Equal("2.5e-700", ExactDecimal.Of(new Rational(25, BigInteger.Pow(10, 701))));
        Assert.Equal("-9.9999999999999999e+699", ExactDecimal.Of(-new Rational(BigInteger.Pow(10, 700) - BigInteger.Pow(10, 683))));
    }

    [Fact]
    public void Of_a_binary64_they_are_what_the_runtime_prints()
    {
        var random = new Random(5);
        for (int i = 0; i < 2000; i++)
        {
            double value = BitConverter.Int64BitsToDouble(random.NextInt64());
            if (double.IsFinite(value))
            {
                Rational printed = Rational.Parse(value.ToString("E16", CultureInfo.InvariantCulture));
                Assert.Equal(printed, Rational.Parse(ExactDecimal.Of(Rational.FromDouble(value))));
            }
        }
    }

    [Theory]
    [InlineData("3/5", "3/5")]
    [InlineData("123456789012345678901234567890", "\u2248 1.2345678901234568e+29")]
    [InlineData("0x1p-40", "\u2248 9.0949470177292824e-13")]
    [InlineData("1234567890123456", "1234567890123456")]
    public void Short_numbers_are_exact_and_rounded_ones_say_so(string exact, string expected) =>
        Assert.Equal(expected, ExactDecimal.Short(Rational.Parse(exact)));

    [Fact]
    public void Literals_of_every_format_give_the_same_number_read_either_way()
    {
        var random = new Random(7);
        foreach (BinaryFormat format in DeclaredArithmetic.Formats)
        {
            int subnormal = 0;
            for (int i = 0; i < 3000; i++)
            {
                int width = format.Precision + format.ExponentBits;
                ulong bits = (ulong)random.NextInt64() >> (64 - width);
                bits = i % 3 == 0 ? bits & ((1UL << (format.Precision - 1)) - 1) : bits;
                if (!TryDecode(format, bits, out Rational value))
                {
                    continue;
                }

                subnormal += i % 3 == 0 ? 1 : 0;
                Assert.Equal(value, Rational.Parse(FloatText.HexLiteral(value)));
                Assert.Equal(value, Rational.FromDouble(double.Parse(FloatText.DecimalLiteral(value, BinaryFormat.Double), CultureInfo.InvariantCulture)));
                if (format != BinaryFormat.Double)
                {
                    string literal = FloatText.DecimalLiteral(value, BinaryFormat.Single);
                    Assert.Equal(value, Rational.FromSingle((float)double.Parse(literal, CultureInfo.InvariantCulture)));
                    Assert.Equal(value, Rational.FromSingle(float.Parse(literal, CultureInfo.InvariantCulture)));
                }

                Assert.Equal(format.Encode(value), format.Encode(Rational.Parse(FloatText.Shortest(value, format))));
            }

            Assert.True(subnormal > 100, format.Name);
        }
    }

    [Theory]
    [InlineData("0", "0x0p+0")]
    [InlineData("1", "0x1p+0")]
    [InlineData("-3/16", "-0x1.8p-3")]
    [InlineData("0x1p-1074", "0x1p-1074")]
    [InlineData("0x3p-1074", "0x1.8p-1073")]
    [InlineData("0x1.fffffffffffffp1023", "0x1.fffffffffffffp+1023")]
    public void Hexadecimal_literals_have_a_leading_one(string exact, string expected) =>
        Assert.Equal(expected, FloatText.HexLiteral(Rational.Parse(exact)));

    [Fact]
    public void What_no_finite_number_is_near_is_infinite() =>
        Assert.Equal("-inf", FloatText.Shortest(Rational.Parse("-70000"), BinaryFormat.Half));

    private static bool TryDecode(BinaryFormat format, ulong bits, out Rational value)
    {
        try
        {
            value = format.Decode(bits);
            return true;
        }
        catch (ArgumentOutOfRangeException)
        {
            value = default;
            return false;
        }
    }
}
