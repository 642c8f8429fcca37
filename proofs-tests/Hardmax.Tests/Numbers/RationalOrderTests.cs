using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Tests.Numbers;

/// <summary>Rationals are totally ordered, the order is that of the field, and equality goes with hashing.</summary>
[Properties(Arbitrary = [typeof(NumberGenerators)], MaxTest = 400)]
public sealed class RationalOrderTests
{
    [Property(MaxTest = 1000, MustSee = ["equal but written differently", "opposite signs", "within 2^-1000", "same denominator"])]
    public void Comparison_equals_that_of_cross_multiplied_integers(FractionPair pair, Sightings seen)
    {
        (Rational a, Rational b) = (pair.A.Value, pair.B.Value);
        int expected = Fraction.Compare(pair.A, pair.B);
        seen.Note("equal but written differently", expected == 0 && pair.A != pair.B);
        seen.Note("opposite signs", a.Sign * b.Sign < 0);
        seen.Note("within 2^-1000", expected != 0 && Rational.Abs(a - b) < new Rational(1, System.Numerics.BigInteger.Pow(2, 1000)));
        seen.Note("same denominator", expected != 0 && a.Denominator == b.Denominator && !a.IsInteger);

        Assert.Equal(expected, Math.Sign(a.CompareTo(b)));
        Assert.Equal(-expected, Math.Sign(b.CompareTo(a)));
        Assert.Equal(expected, (a - b).Sign);
        Assert.Equal(expected < 0, a < b);
        Assert.Equal(expected <= 0, a <= b);
        Assert.Equal(expected > 0, a > b);
        Assert.Equal(expected >= 0, a >= b);
        Assert.Equal(expected == 0, a == b);
        Assert.Equal(expected != 0, a != b);
        Assert.Equal(expected == 0, a.Equals((object)b));
        Assert.Equal(expected, Math.Sign(((IComparable)a).CompareTo(b)));
    }

    [Property(MustSee = ["equal"])]
    public void Equal_numbers_have_equal_hashes(FractionPair pair, Sightings seen)
    {
        (Rational a, Rational b) = (pair.A.Value, pair.B.Value);
        if (Fraction.Compare(pair.A, pair.B) == 0)
        {
            seen.Note("equal");
            Assert.Equal(a.GetHashCode(), b.GetHashCode());
            Assert.Single(new HashSet<Rational> { a, b });
        }
        else
        {
            Assert.Equal(2, new HashSet<Rational> { a, b }.Count);
        }
    }

    [Property]
    public void Order_is_transitive(Rational a, Rational b, Rational c)
    {
        Rational[] sorted = [a, b, c];
        Array.Sort(sorted);
        Assert.True(sorted[0] <= sorted[1] && sorted[1] <= sorted[2] && sorted[0] <= sorted[2]);
    }

    [Property(MustSee = ["negative factor", "positive factor"])]
    public void Order_is_compatible_with_addition_and_multiplication(FractionPair pair, Rational c, Sightings seen)
    {
        (Rational a, Rational b) = (pair.A.Value, pair.B.Value);
        seen.Note("negative factor", c.Sign < 0 && a != b);
        seen.Note("positive factor", c.Sign > 0 && a != b);
        int order = Math.Sign(a.CompareTo(b));
        Assert.Equal(order, Math.Sign((a + c).CompareTo(b + c)));
        Assert.Equal(order * c.Sign, Math.Sign((a * c).CompareTo(b * c)));
    }

    [Fact]
    public void Comparing_with_something_else_is_an_error_and_null_comes_first()
    {
        IComparable one = Rational.One;
        Assert.Equal(1, one.CompareTo(null));
        Assert.Throws<ArgumentException>(() => one.CompareTo("1"));
        Assert.False(Rational.One.Equals("1"));
        Assert.False(Rational.One.Equals(null));
    }
}
