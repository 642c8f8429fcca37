using System.Globalization;
using System.Numerics;
using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Tests.Numbers;

/// <summary>The text of rationals, whatever the culture, and the interfaces of generic math.</summary>
[Properties(Arbitrary = [typeof(NumberGenerators)], MaxTest = 300)]
public sealed class RationalTextTests
{
    /// <summary>A culture in which every number of the framework reads differently.</summary>
    private static CultureInfo Foreign { get; } = new("")
    {
        NumberFormat = new NumberFormatInfo
        {
            NumberDecimalSeparator = ",",
            NumberGroupSeparator = ".",
            NegativeSign = "\u2212",
            PositiveSign = "plus",
        },
    };

    [Property]
    public void What_is_written_is_read_back(Rational a)
    {
        Assert.Equal(a, Rational.Parse(a.ToString()));
        Assert.True(Rational.TryParse($" {a}\t", out Rational again));
        Assert.Equal(a, again);
    }

    [Property(MustSee = ["negative fraction"])]
    public void No_culture_changes_the_text(Rational a, Sightings seen)
    {
        seen.Note("negative fraction", a.Sign < 0 && !a.IsInteger);
        string expected = a.IsInteger
            ? a.Numerator.ToString(CultureInfo.InvariantCulture)
            : a.Numerator.ToString(CultureInfo.InvariantCulture) + "/" + a.Denominator.ToString(CultureInfo.InvariantCulture);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Foreign;
            Assert.Equal("1,5", 1.5.ToString(CultureInfo.CurrentCulture));
            Assert.Equal(expected, a.ToString());
            Assert.Equal(expected, $"{a}");
            Assert.Equal(expected, string.Create(Foreign, $"{a:N3}"));
            Assert.Equal(expected, ((IFormattable)a).ToString("F2", Foreign));
            Assert.Equal(a, Rational.Parse(expected));
            Assert.Equal(a, ParseAs<Rational>(expected, Foreign));
            Assert.Equal(new Rational(3, 2), Rational.Parse("1.5"));
            Assert.False(Rational.TryParse("1,5", out _));
            Assert.True(NumberText.TryParsePlain("-1.5", out Rational plain, out _));
            Assert.Equal(new Rational(-3, 2), plain);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Property]
    public void Formatting_into_a_span_needs_room_for_all(Rational a)
    {
        string text = a.ToString();
        char[] room = new char[text.Length];
        ISpanFormattable formattable = a;
        Assert.True(formattable.TryFormat(room, out int written, default, null));
        Assert.Equal(text, new string(room, 0, written));
        Assert.False(formattable.TryFormat(room.AsSpan(1), out written, default, null));
        Assert.Equal(0, written);
    }

    [Property]
    public void Generic_code_computes_with_rationals(Rational x, Rational y)
    {
        Assert.Equal((x * x) + (2 * x) + 1, SquareOfSuccessor(x));
        Assert.Equal(x <= y ? x : y, Smaller(x, y));
        Assert.Equal(x - (y * y), MinusSquare(x, y));
    }

    [Fact]
    public void Text_that_is_no_number_is_refused_the_way_of_the_framework()
    {
        Assert.Throws<FormatException>(() => Rational.Parse("one"));
        Assert.Throws<FormatException>(() => ParseAs<Rational>("1/0", CultureInfo.InvariantCulture));
        Assert.False(Rational.TryParse(null, out Rational value));
        Assert.Equal(default, value);
        Assert.False(TryParseAs("NaN", out value));
        Assert.Equal(default, value);
    }

    private static T SquareOfSuccessor<T>(T x)
        where T : IAdditionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IMultiplicativeIdentity<T, T>, IAdditiveIdentity<T, T>
    {
        T successor = T.AdditiveIdentity + x + T.MultiplicativeIdentity;
        return successor * successor;
    }

    private static T Smaller<T>(T x, T y)
        where T : IComparisonOperators<T, T, bool> => x <= y && !(x > y) ? x : y;

    private static T MinusSquare<T>(T x, T y)
        where T : ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IUnaryNegationOperators<T, T>, IUnaryPlusOperators<T, T> => +x - (-y * -y);

    private static T ParseAs<T>(string text, IFormatProvider provider)
        where T : ISpanParsable<T>
    {
        T value = T.Parse(text, provider);
        Assert.Equal(value, T.Parse(text.AsSpan(), provider));
        return value;
    }

    private static bool TryParseAs<T>(string text, out T? value)
        where T : ISpanParsable<T> => T.TryParse(text.AsSpan(), CultureInfo.InvariantCulture, out value) && T.TryParse(text, CultureInfo.InvariantCulture, out value);
}
