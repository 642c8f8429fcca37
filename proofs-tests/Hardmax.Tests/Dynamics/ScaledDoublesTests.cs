using System.Numerics;
using Hardmax.Dynamics;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Dynamics;

public sealed class ScaledDoublesTests
{
    private static readonly Rational RelativeBound = EngineAgreement.Two(-52);
    private static readonly Rational Flushed = Rational.FromDouble(ScaledDoubles.Flushed);

    [Fact]
    public void The_constant_is_2_to_the_minus_900() => Assert.Equal(EngineAgreement.Two(-900), Flushed);

    [Fact]
    public void Random_integers_are_within_the_documented_errors()
    {
        (int flushed, int inexact) = (0, 0);
        for (int seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            BigInteger[] integers = [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => Integer(random, random.Next(0, 2200)))];
            (int seenFlushed, int seenInexact) = Demand(integers);
            (flushed, inexact) = (flushed + seenFlushed, inexact + seenInexact);
        }

        Assert.True(flushed > 100 && inexact > 100, $"{flushed} flushed, {inexact} inexact");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(53)]
    [InlineData(54)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(899)]
    [InlineData(900)]
    [InlineData(901)]
    [InlineData(902)]
    [InlineData(5000)]
    public void Powers_of_two_and_their_neighbours(int exponent)
    {
        BigInteger power = BigInteger.One << exponent;
        _ = Demand([power, power - 1, power + 1, -power, 1 - power, -1 - power, 1, -1, 2, 3, 0]);
        _ = Demand([-power, 1]);
        _ = Demand([power - 1, -1]);
    }

    [Fact]
    public void Truncation_is_towards_0_and_loses_less_than_a_unit_in_the_53rd_bit()
    {
        // 1 and 53 further bits, all ones: the largest relative error of a truncation to 53 bits.
        BigInteger worst = (BigInteger.One << 54) - 1;
        double[] rounded = new double[2];
        ScaledDoubles.Round([worst, -worst], rounded);
        Assert.Equal(1 - Math.ScaleB(1, -53), rounded[0]);
        Assert.Equal(-rounded[0], rounded[1]);
    }

    [Fact]
    public void The_largest_is_at_least_a_half_and_what_is_900_bits_shorter_stays()
    {
        double[] rounded = new double[3];
        ScaledDoubles.Round([BigInteger.One << 901, 3, 1], rounded);
        Assert.Equal([0.5, Math.ScaleB(3, -902), 0], rounded);
    }

    [Fact]
    public void Zeros_are_zeros()
    {
        double[] rounded = [1, 1, 1];
        ScaledDoubles.Round([0, 0, 0], rounded);
        Assert.Equal([0.0, 0.0, 0.0], rounded);
    }

    [Fact]
    public void A_matrix_is_rounded_with_one_scale()
    {
        BigInteger[,] integers = { { 8, -1 }, { 0, 3 } };
        double[,] rounded = new double[2, 2];
        ScaledDoubles.Round(integers, rounded);
        Assert.Equal(new[,] { { 0.5, -0.0625 }, { 0, 0.1875 } }, rounded);
    }

    private static BigInteger Integer(Random random, int bits)
    {
        byte[] bytes = new byte[(bits / 8) + 1];
        random.NextBytes(bytes);
        BigInteger magnitude = new BigInteger(bytes, isUnsigned: true) & ((BigInteger.One << bits) - 1);
        return random.Next(2) == 0 ? magnitude : -magnitude;
    }

    private static (int Flushed, int Inexact) Demand(BigInteger[] integers)
    {
        double[] rounded = new double[integers.Length];
        ScaledDoubles.Round(integers, rounded);
        BigInteger scale = BigInteger.One;
        while (integers.Any(x => BigInteger.Abs(x) >= scale))
        {
            scale *= 2;
        }

        (int flushed, int inexact) = (0, 0);
        foreach ((BigInteger integer, double number) in integers.Zip(rounded))
        {
            var exact = new Rational(integer, scale);
            var error = Rational.Abs(Rational.FromDouble(number) - exact);
            if (number == 0)
            {
                Assert.True(Rational.Abs(exact) < Flushed, $"{integer} became 0.");
                flushed += integer.IsZero ? 0 : 1;
                continue;
            }

            Assert.Equal(exact.Sign, Math.Sign(number));
            Assert.True(Math.Abs(number) < 1);
            Assert.True(Rational.Abs(Rational.FromDouble(number)) <= Rational.Abs(exact), "Truncation is towards 0.");
            Assert.True(error < RelativeBound * Rational.Abs(exact), $"{integer} over {scale} is not {number:R}.");
            inexact += error.IsZero ? 0 : 1;
        }

        return (flushed, inexact);
    }
}
