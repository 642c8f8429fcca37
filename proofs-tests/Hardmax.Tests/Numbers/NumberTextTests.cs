using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Tests.Numbers;

/// <summary>Numbers as text: every form, every refusal with its reason, the two rules for decimals, and the limits.</summary>
[Properties(Arbitrary = [typeof(NumberGenerators), typeof(TextGenerators)])]
public sealed class NumberTextTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("+7", "7")]
    [InlineData("007", "7")]
    [InlineData("-3", "-3")]
    [InlineData("0.25", "1/4")]
    [InlineData(".5", "1/2")]
    [InlineData("5.", "5")]
    [InlineData("0.1", "1/10")]
    [InlineData("1e-3", "1/1000")]
    [InlineData("1E+3", "1000")]
    [InlineData("-12.50e1", "-125")]
    [InlineData("1e0000000000000000003", "1000")]
    [InlineData("1e-0", "1")]
    [InlineData("2/3", "2/3")]
    [InlineData("4/6", "2/3")]
    [InlineData("-4/-6", "2/3")]
    [InlineData("4/-6", "-2/3")]
    [InlineData("0/5", "0")]
    [InlineData(" 2 / 3\t", "2/3")]
    [InlineData("0.1/3", "1/30")]
    [InlineData("1e2/1e-1", "1000")]
    [InlineData("0x10", "16")]
    [InlineData("0xff", "255")]
    [InlineData("0XfF", "255")]
    [InlineData("0x1.8p-3", "3/16")]
    [InlineData("-0x1.8P+3", "-12")]
    [InlineData("0x.8", "1/2")]
    [InlineData("0x8.", "8")]
    [InlineData("0xep1", "28")]
    [InlineData("0x1p-1074/0x1p-1074", "1")]
    [InlineData("0x1/3", "1/3")]
    public void Every_form_is_read_exactly(string text, string expected)
    {
        Assert.True(NumberText.TryParseExact(text, out Rational value, out string? reason), reason);
        Assert.Null(reason);
        Assert.Equal(expected, value.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\r\n")]
    public void An_empty_text_is_refused(string? text) => Refused(text, "an empty text is no number");

    [Theory]
    [InlineData("one")]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("inf")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("\u221E")]
    [InlineData("-")]
    [InlineData("+")]
    [InlineData(".")]
    [InlineData("--1")]
    [InlineData("+-1")]
    [InlineData("- 1")]
    [InlineData("1 2")]
    [InlineData("1-2")]
    [InlineData("1_000")]
    [InlineData("1.2.3")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e5.5")]
    [InlineData("1e5e5")]
    [InlineData("1p3")]
    [InlineData("0x")]
    [InlineData("0xp3")]
    [InlineData("0x1.8p")]
    [InlineData("0xg")]
    [InlineData("x1")]
    [InlineData("0x-1")]
    [InlineData("\u0661")]
    [InlineData("1\u0661")]
    [InlineData("1\0")]
    [InlineData("(1)")]
    [InlineData("$1")]
    [InlineData("1%")]
    [InlineData("z1e999999999")]
    public void What_is_no_number_is_refused_and_shown(string text) =>
        Refused(text, $"'{text.Replace('\0', '?')}' is no number; 3, 0.25, 1e-3, 2/3 and 0x1.8p-3 are");

    [Theory]
    [InlineData("\u22121")]
    [InlineData("1,5")]
    [InlineData("0,25")]
    [InlineData("\u22120.5")]
    [InlineData("-3,1e2")]
    public void What_another_program_writes_for_a_number_is_refused_with_a_hint(string text)
    {
        Assert.False(NumberText.TryParsePlain(text, out _, out string? reason));
        Assert.StartsWith($"'{text}' is no number (", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "''")]
    [InlineData("1/", "''")]
    [InlineData("/2", "''")]
    [InlineData("1/2/3", "'2/3'")]
    [InlineData("1//2", "'/2'")]
    [InlineData("1/x", "'x'")]
    [InlineData("y/2", "'y'")]
    public void Half_a_fraction_is_refused_and_the_bad_half_is_shown(string text, string shown) =>
        Refused(text, shown + " is no number; 3, 0.25, 1e-3, 2/3 and 0x1.8p-3 are");

    [Theory]
    [InlineData("1/0")]
    [InlineData("0/0")]
    [InlineData("1/-0.0")]
    [InlineData("1/0x0p5")]
    public void A_denominator_of_zero_is_refused(string text) => Refused(text, $"'{text}' has a denominator of zero");

    [Theory]
    [InlineData("1e20001", "20001")]
    [InlineData("1e-20001", "-20001")]
    [InlineData("0e20001", "20001")]
    [InlineData("1e1000000000", "1000000000")]
    [InlineData("1e-99999999999999999999", "-99999999999999999999")]
    [InlineData("0x1p+20001", "+20001")]
    public void Exponents_beyond_the_limit_are_refused(string text, string shown)
    {
        Assert.False(NumberText.TryParseExact(text, out Rational value, out string? reason));
        Assert.Equal($"an exponent of {shown} is refused; exponents go to 20000", reason);
        Assert.Equal(default, value);
    }

    [Fact]
    public void The_largest_exponents_are_read()
    {
        Assert.Equal(BigInteger.Pow(10, 20_000), Rational.Parse("1e20000").Numerator);
        Assert.Equal(BigInteger.Pow(10, 20_000), Rational.Parse("1e-20000").Denominator);
        Assert.Equal(BigInteger.One << 20_000, Rational.Parse("0x1p-20000").Denominator);
        Assert.Equal(Rational.One, Rational.Parse("1e20000/1e20000"));
    }

    [Fact]
    public void The_longest_texts_are_read_and_longer_ones_refused()
    {
        string longest = new('7', NumberText.MaxLength);
        Assert.Equal(BigInteger.Parse(longest, CultureInfo.InvariantCulture), Rational.Parse(longest).Numerator);
        Refused(longest + "7", $"'{new string('7', 37)}...' has 100001 characters; a number has at most 100000");
        Assert.True(NumberText.TryParseExact($"  {longest}  ", out _, out _));
    }

    [Theory]
    [InlineData("1e1000000000")]
    [InlineData("1e-1000000000")]
    [InlineData("1/1e1000000000")]
    [InlineData("0x1p1000000000")]
    [InlineData("digits")]
    [InlineData("exponent digits")]
    [InlineData("no number")]
    public void Refusals_are_fast_and_allocate_next_to_nothing(string kind)
    {
        string text = kind switch
        {
            "digits" => new string('9', 5_000_000),
            "exponent digits" => "1e" + new string('9', 19_000),
            "no number" => new string('z', 5_000_000),
            _ => kind,
        };
        Assert.False(NumberText.TryParseExact(text, out _, out _));

        var watch = Stopwatch.StartNew();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.False(NumberText.TryParseExact(text, out _, out string? reason));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 4096 + (8 * Math.Min(text.Length, NumberText.MaxLength)), $"{allocated} bytes");
        Assert.True(watch.Elapsed < HangGuard.Time, $"{watch.Elapsed}");
        Assert.True(reason!.Length < 200, reason);
    }

    [Fact]
    public void The_heaviest_texts_that_are_read_take_no_minutes()
    {
        var watch = Stopwatch.StartNew();
        foreach (string text in new[]
        {
            new string('7', 9_999) + "/" + new string('3', 9_999),
            "0." + new string('7', 19_900) + "e-20000",
            "1e20000/3e-20000",
            "0x" + new string('f', 9_000) + "p20000/0x1.7p-20000",
        })
        {
            Assert.True(NumberText.TryParseExact(text, out _, out string? reason), reason);
        }

        Assert.True(watch.Elapsed < HangGuard.Time, $"{watch.Elapsed}");
    }

    [Fact]
    public void A_tenth_is_exact_as_a_string_and_binary64_as_a_plain_number()
    {
        Assert.Equal(new Rational(1, 10), Exact("0.1"));
        Assert.Equal("3602879701896397/36028797018963968", Plain("0.1").ToString());
        Assert.Equal(new Rational(1, 10), Plain("1/10"));
        Assert.Equal(new Rational(1, 10), Plain("0.1/1"));
        Assert.Equal(new Rational(3, 16), Plain("0x1.8p-3"));
        Assert.Equal(new Rational(1, BigInteger.One << 2000), Plain("0x1p-2000"));
        Assert.Equal(default, Plain("-0.0"));
        Assert.Equal(default, Plain("1e-1000000000"));
        Assert.Equal(default, Plain("0e1000000000"));
        Assert.Equal(new Rational(9007199254740992), Plain("9007199254740993"));
        Assert.Equal(new Rational(9007199254740993), Exact("9007199254740993"));
    }

    [Theory]
    [InlineData("1e309")]
    [InlineData("-1e309")]
    [InlineData("1e1000000000")]
    public void A_plain_number_beyond_binary64_is_refused(string text)
    {
        Assert.False(NumberText.TryParsePlain(text, out Rational value, out string? reason));
        Assert.Equal($"'{NumberText.Shorten(text)}' is beyond the range of binary64; a fraction in quotes is exact", reason);
        Assert.Equal(default, value);
    }

    [Fact]
    public void The_last_plain_number_lies_just_below_half_a_place_beyond_the_largest_double()
    {
        BigInteger threshold = (BigInteger.One << 1024) - (BigInteger.One << 970);
        Assert.False(NumberText.TryParsePlain(threshold.ToString(CultureInfo.InvariantCulture), out _, out _));
        Assert.Equal(Rational.FromDouble(double.MaxValue), Plain((threshold - 1).ToString(CultureInfo.InvariantCulture)));
    }

    [Property(MaxTest = 1000, MustSee = ["rounded", "beyond binary64", "subnormal"])]
    public void A_plain_number_is_the_nearest_double(DecimalText number, Sightings seen)
    {
        Rational exact = Exact(number.Text);
        double nearest = double.Parse(number.Text, CultureInfo.InvariantCulture);
        bool isRead = NumberText.TryParsePlain(number.Text, out Rational plain, out string? reason);
        seen.Note("beyond binary64", !isRead);
        seen.Note("rounded", isRead && plain != exact);
        seen.Note("subnormal", double.IsSubnormal(nearest));
        Assert.Equal(double.IsFinite(nearest), isRead);
        Assert.Equal(BinaryFormat.Double.TryRound(exact, out Rational rounded), isRead);
        Assert.Equal(rounded, plain);
        Assert.Equal(isRead, reason is null);
    }

    [Property(MaxTest = 300)]
    public void A_hexadecimal_float_is_the_double_that_it_writes(double d)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(d);
        int field = (int)(bits >> 52) & 0x7FF;
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{(d < 0 ? "-" : string.Empty)}0x{(field == 0 ? 0 : 1)}.{bits & ((1UL << 52) - 1):x13}p{Math.Max(field, 1) - 1023}");
        Assert.Equal(Rational.FromDouble(d), Exact(text));
        Assert.Equal(Rational.FromDouble(d), Plain(text));
    }

    [Property(MaxTest = 5000, MustSee = ["number", "refused", "fraction", "hexadecimal", "foreign characters"])]
    public void No_text_throws_and_a_refusal_is_one_line(WildText wild, Sightings seen)
    {
        string text = wild.Text;
        bool isExact = NumberText.TryParseExact(text, out Rational exact, out string? reason);
        seen.Note(isExact ? "number" : "refused");
        seen.Note("fraction", isExact && text.Contains('/', StringComparison.Ordinal));
        seen.Note("hexadecimal", isExact && text.Contains('x', StringComparison.OrdinalIgnoreCase));
        seen.Note("foreign characters", text.Any(c => c > 127));
        AssertOutcome(isExact, exact, reason);
        bool isPlain = NumberText.TryParsePlain(text, out Rational plain, out reason);
        AssertOutcome(isPlain, plain, reason);
        if (isExact)
        {
            Assert.Equal(exact, Rational.Parse(exact.ToString()));
        }

        // The two rules differ in the value of decimals, and at the limits: never in what is a number at all.
        if (isPlain != isExact)
        {
            Assert.Contains(isPlain ? "exponent" : "binary64", isPlain ? ReasonOf(text) : reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Text_in_messages_is_short_and_one_line()
    {
        Assert.Equal(new string('a', 40), NumberText.Shorten(new string('a', 40)));
        Assert.Equal(new string('a', 37) + "...", NumberText.Shorten(new string('a', 41)));
        Assert.Equal("a?b?c", NumberText.Shorten("a\nb\u2028c"));
    }

    private static string ReasonOf(string text) =>
        NumberText.TryParseExact(text, out _, out string? reason) ? string.Empty : reason ?? string.Empty;

    private static void AssertOutcome(bool isNumber, Rational value, string? reason)
    {
        Assert.Equal(isNumber, reason is null);
        if (!isNumber)
        {
            Assert.Equal(default, value);
            Assert.DoesNotContain(reason!, c => char.IsControl(c) || c is '\u2028' or '\u2029');
        }
    }

    private static void Refused(string? text, string expected)
    {
        Assert.False(NumberText.TryParseExact(text, out Rational exact, out string? reason));
        Assert.Equal(expected, reason);
        Assert.Equal(default, exact);
        Assert.False(NumberText.TryParsePlain(text, out Rational plain, out reason));
        Assert.Equal(expected, reason);
        Assert.Equal(default, plain);
    }

    private static Rational Exact(string text) =>
        NumberText.TryParseExact(text, out Rational value, out string? reason) ? value : throw new FormatException(reason);

    private static Rational Plain(string text) =>
        NumberText.TryParsePlain(text, out Rational value, out string? reason) ? value : throw new FormatException(reason);
}
