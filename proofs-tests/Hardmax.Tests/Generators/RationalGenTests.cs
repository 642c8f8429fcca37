using System.Numerics;
using Hardmax.Generators;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Generators;

public class RationalGenTests
{
    private const int Count = 2000;

    [Theory]
    [InlineData(Shape.Zero, 1)]
    [InlineData(Shape.SmallInteger, 19)]
    [InlineData(Shape.SmallFraction, 80)]
    [InlineData(Shape.Small, 60)]
    [InlineData(Shape.Dyadic, 300)]
    [InlineData(Shape.LargeFraction, 2000)]
    [InlineData(Shape.Double, 1900)]
    [InlineData(Shape.ExtremeDouble, 1000)]
    [InlineData(Shape.NeighbouringDouble, 70)]
    [InlineData(Shape.Mixed, 700)]
    public void A_shape_has_many_different_values_and_none_outside(Shape shape, int atLeast)
    {
        Rational[] values = Sample(shape);
        Assert.All(values, value => Assert.True(Fits(shape, value), $"{value} is no {shape}"));
        Assert.InRange(values.Distinct().Count(), atLeast, Count);
    }

    [Fact]
    public void Small_integers_are_biased_to_small_ones()
    {
        Rational[] values = Sample(Shape.SmallInteger);
        Assert.InRange(values.Count(x => Rational.Abs(x) <= 2), Count * 6 / 10, Count * 9 / 10);
        Assert.Contains(9, values);
        Assert.Contains(-9, values);
    }

    [Fact]
    public void Extreme_doubles_are_subnormal_and_huge_and_powers_of_two()
    {
        double[] values = [.. Sample(Shape.ExtremeDouble).Select(x => x.ToDouble())];
        Assert.InRange(values.Count(double.IsSubnormal), Count / 10, Count);
        Assert.InRange(values.Count(x => Math.Abs(x) > 1e60), Count / 10, Count);
        Assert.InRange(values.Count(x => BitOperations.IsPow2((ulong)BitConverter.DoubleToInt64Bits(x) & 0xFFFFFFFFFFFFFUL) || double.IsPow2(Math.Abs(x))), Count / 10, Count);
    }

    [Fact]
    public void Neighbouring_doubles_are_often_adjacent()
    {
        double[] values = [.. Sample(Shape.NeighbouringDouble).Select(x => x.ToDouble()).Distinct()];
        Assert.Contains(values, x => values.Contains(Math.BitIncrement(x)));
        Assert.All(ProblemSampler.Sample(RationalGen.Neighbours, 3, Count), pair =>
            Assert.Equal(Math.BitIncrement(pair.Lower.ToDouble()), pair.Upper.ToDouble()));
    }

    [Fact]
    public void A_mixture_has_every_shape()
    {
        Rational[] values = Sample(Shape.Mixed);
        Assert.InRange(values.Count(x => x.IsZero), Count / 10, Count / 3);
        Assert.InRange(values.Count(x => x.IsInteger && !x.IsZero), Count / 5, Count / 2);
        Assert.InRange(values.Count(x => x.Denominator > BigInteger.One << 150 && !x.Denominator.IsPowerOfTwo), Count / 40, Count / 4);
        Assert.InRange(values.Count(x => Rational.Abs(x) > BigInteger.One << 190), Count / 100, Count / 4);
    }

    [Fact]
    public void Nonzero_and_positive_are_what_they_say_for_every_shape()
    {
        foreach (Shape shape in Enum.GetValues<Shape>())
        {
            Assert.DoesNotContain(ProblemSampler.Sample(RationalGen.NonZero(shape), 5, Count), x => x.IsZero);
            Assert.All(ProblemSampler.Sample(RationalGen.Positive(shape), 5, Count), x => Assert.Equal(1, x.Sign));
        }
    }

    [Fact]
    public void Alpha_is_positive_and_takes_the_values_of_examples()
    {
        IReadOnlyList<Rational> values = ProblemSampler.Sample(AlphaGen.Any, 8, Count);
        Assert.All(values, alpha => Assert.Equal(1, alpha.Sign));
        Rational[] expected = [1, Rational.One / 2, 2, Rational.One / 10, Rational.FromDouble(0.1), new Rational(616769, 262144), 1_000_000];
        Assert.All(expected, alpha => Assert.Contains(alpha, values));
    }

    private static Rational[] Sample(Shape shape) => [.. ProblemSampler.Sample(RationalGen.Of(shape), 1, Count)];

    private static bool Fits(Shape shape, Rational x) => shape switch
    {
        Shape.Zero => x == 0,
        Shape.SmallInteger => x.IsInteger && Rational.Abs(x) <= 9,
        Shape.SmallFraction => x.Denominator <= 9 && Rational.Abs(x) <= new Rational(9, 2),
        Shape.Small => x.Denominator <= 9 && Rational.Abs(x) <= 9,
        Shape.Dyadic => x.Denominator.IsPowerOfTwo && x.Denominator <= 1024 && Rational.Abs(x) <= 99,
        Shape.LargeFraction => x.Denominator.GetBitLength() > 150,
        Shape.Double or Shape.ExtremeDouble or Shape.NeighbouringDouble => double.IsFinite(x.ToDouble()) && Rational.FromDouble(x.ToDouble()) == x,
        _ => double.IsFinite(x.ToDouble()),
    };
}
