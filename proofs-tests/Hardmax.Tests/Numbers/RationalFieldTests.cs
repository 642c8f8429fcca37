using System.Globalization;
using System.Numerics;
using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Tests.Numbers;

/// <summary>Rationals are a field, in lowest terms after every operation, and agree with unreduced fractions and decimals.</summary>
[Properties(Arbitrary = [typeof(NumberGenerators)], MaxTest = 400)]
public sealed class RationalFieldTests
{
    [Property]
    public void Addition_and_multiplication_are_commutative_and_associative(Rational a, Rational b, Rational c)
    {
        Assert.Equal(a + b, b + a);
        Assert.Equal(a * b, b * a);
        Assert.Equal(a + b + c, a + (b + c));
        Assert.Equal(a * b * c, a * (b * c));
    }

    [Property]
    public void Multiplication_distributes_over_addition(Rational a, Rational b, Rational c) =>
        Assert.Equal((a * b) + (a * c), a * (b + c));

    [Property(MustSee = ["zero", "not zero"])]
    public void Identities_and_inverses(Rational a, Sightings seen)
    {
        seen.Note(a.IsZero ? "zero" : "not zero");
        Assert.Equal(a, a + Rational.Zero);
        Assert.Equal(a, a * Rational.One);
        Assert.Equal(a, +a);
        Assert.Equal(Rational.Zero, a + (-a));
        Assert.Equal(Rational.Zero, a * Rational.Zero);
        if (!a.IsZero)
        {
            Assert.Equal(Rational.One, a * a.Reciprocal());
            Assert.Equal(Rational.One / a, a.Reciprocal());
        }
    }

    [Property]
    public void Subtraction_and_division_undo(FractionPair pair)
    {
        (Rational a, Rational b) = (pair.A.Value, pair.B.Value);
        Assert.Equal(a, a - b + b);
        if (!b.IsZero)
        {
            Assert.Equal(a, a / b * b);
        }
    }

    [Property(MaxTest = 1000, MustSee = ["equal", "opposite", "same denominator", "common factor", "coprime denominators", "huge", "zero"])]
    public void Every_operation_equals_that_of_unreduced_fractions_and_is_in_lowest_terms(FractionPair pair, Sightings seen)
    {
        (Fraction p, Fraction q) = pair;
        (Rational a, Rational b) = (p.Value, q.Value);
        Classify(a, b, seen);
        Agree(p, a);
        Agree(q, b);
        Agree(p + q, a + b);
        Agree(p - q, a - b);
        Agree(p * q, a * b);
        Agree(new Fraction(-p.P, p.Q), -a);
        Agree(Fraction.Compare(p, new Fraction(0, 1)) < 0 ? new Fraction(-p.P, p.Q) : p, Rational.Abs(a));
        Agree(Fraction.Compare(p, q) >= 0 ? p : q, Rational.Max(a, b));
        Agree(Fraction.Compare(p, q) <= 0 ? p : q, Rational.Min(a, b));
        if (!b.IsZero)
        {
            Agree(p / q, a / b);
            Agree(new Fraction(q.Q, q.P), b.Reciprocal());
        }
    }

    [Property]
    public void Integers_convert_exactly(int n, FractionPair pair)
    {
        Rational fromInt = n;
        Rational fromBig = pair.A.P;
        Agree(new Fraction(n, 1), fromInt);
        Agree(new Fraction(pair.A.P, 1), fromBig);
        Assert.True(fromInt.IsInteger);
        Assert.Equal(fromInt, new Rational(n));
    }

    [Property(MustSee = ["fraction"])]
    public void Small_values_agree_with_decimal_arithmetic(short p, short q, Sightings seen)
    {
        (decimal x, decimal y) = (p / 100m, q / 1000m);
        (Rational a, Rational b) = (Of(x), Of(y));
        seen.Note("fraction", !a.IsInteger && !b.IsInteger);
        Assert.Equal(new Rational(p, 100), a);
        Assert.Equal(Of(x + y), a + b);
        Assert.Equal(Of(x - y), a - b);
        Assert.Equal(Of(x * y), a * b);
        Assert.Equal(x.CompareTo(y), a.CompareTo(b));
        Assert.Equal(Math.Sign(x), a.Sign);
    }

    [Fact]
    public void Default_is_zero()
    {
        Rational nothing = default;
        Assert.Equal(new Rational(0, 5), nothing);
        Assert.Equal(new Rational(0, 5).GetHashCode(), nothing.GetHashCode());
        Assert.Equal(Rational.Zero, nothing);
        Assert.Equal(BigInteger.One, nothing.Denominator);
        Assert.Equal(0, nothing.CompareTo(new Rational(0, -3)));
        Assert.Equal("0", nothing.ToString());
        Assert.Equal(Rational.One, Rational.One + nothing);
        Assert.Equal(Rational.One, nothing + Rational.One);
        Assert.Equal(nothing, -nothing);
        Assert.Equal(0UL, BitConverter.DoubleToUInt64Bits(nothing.ToDouble()));
        Assert.True(nothing.IsInteger && nothing.IsZero);
    }

    [Fact]
    public void There_is_no_division_by_zero()
    {
        Assert.Throws<DivideByZeroException>(() => new Rational(1, 0));
        Assert.Throws<DivideByZeroException>(() => new Rational(0, 0));
        Assert.Throws<DivideByZeroException>(() => Rational.One / default(Rational));
        Assert.Throws<DivideByZeroException>(() => default(Rational).Reciprocal());
    }

    private static Rational Of(decimal value) => Rational.Parse(value.ToString(CultureInfo.InvariantCulture));

    private static void Agree(Fraction expected, Rational actual)
    {
        Assert.True(expected.Is(actual), $"{expected} was expected and not {actual}");
        Assert.True(actual.Denominator.Sign > 0, $"the denominator of {actual} is positive");
        Assert.True(BigInteger.GreatestCommonDivisor(actual.Numerator, actual.Denominator).IsOne, $"{actual} is in lowest terms");
    }

    private static void Classify(Rational a, Rational b, Sightings seen)
    {
        bool coprime = BigInteger.GreatestCommonDivisor(a.Denominator, b.Denominator).IsOne;
        seen.Note("equal", a == b && !a.IsInteger);
        seen.Note("opposite", a == -b && !a.IsInteger);
        seen.Note("same denominator", a != b && a.Denominator == b.Denominator && !a.IsInteger);
        seen.Note("common factor", !coprime && a.Denominator != b.Denominator);
        seen.Note("coprime denominators", coprime && !a.IsInteger && !b.IsInteger);
        seen.Note("huge", a.Denominator.GetBitLength() > 300 && b.Denominator.GetBitLength() > 300);
        seen.Note("zero", a.IsZero || b.IsZero);
    }
}
