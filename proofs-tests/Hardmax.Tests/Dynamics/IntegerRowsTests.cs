using System.Numerics;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Dynamics;

/// <summary>Integers in 128 bits against the same integers without bound, up to the last bit that is let in.</summary>
public sealed class IntegerRowsTests
{
    private static readonly Int128 Largest = (Int128.One << IntegerRows.NarrowBits) - 1;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_narrow_divisor_divides_as_integers_do(int seed)
    {
        var random = new Random(seed);
        (int divided, int refused) = (0, 0);
        for (int round = 0; round < 200; round++)
        {
            UInt128 by = UInt128.Max((UInt128)Integer(random, random.Next(1, 127)), 1);
            BigInteger quotient = Signed(random, random.Next(0, 128 - Bits(by)));
            var divisor = new NarrowDivisor(by);

            Assert.True(divisor.Divides((Int128)(quotient * by)));
            Assert.Equal((Int128)quotient, divisor.Quotient((Int128)(quotient * by)));
            var any = (Int128)(round % 2 == 0 ? Signed(random, random.Next(0, 128)) : (quotient * by) + random.Next(-1, 2));
            bool divides = any % (Int128)by == 0;
            Assert.Equal(divides, divisor.Divides(any));
            (divided, refused) = (divided + (divides ? 1 : 0), refused + (divides ? 0 : 1));
        }

        Assert.True(divided > 10 && refused > 10, $"{divided} divided, {refused} refused");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Both_widths_are_reduced_alike(int seed)
    {
        var random = new Random(seed);
        int reduced = 0;
        for (int round = 0; round < 100; round++)
        {
            BigInteger common = BigInteger.Max(Integer(random, random.Next(0, 60)), 1);
            BigInteger denominator = common * BigInteger.Max(Integer(random, random.Next(0, 60)), 1);
            BigInteger[] wide = [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => common * Signed(random, random.Next(0, 60)))];
            Int128[] narrow = Array.ConvertAll(wide, x => (Int128)x);
            BigInteger divisor = wide.Aggregate(denominator, BigInteger.GreatestCommonDivisor);
            BigInteger[] expected = Array.ConvertAll(wide, x => x / divisor);
            (BigInteger ofWide, BigInteger ofNarrow) = (denominator, denominator);

            IntegerRows.Reduce(wide, ref ofWide);
            IntegerRows.Reduce(narrow, ref ofNarrow);

            Assert.Equal((denominator / divisor, denominator / divisor), (ofWide, ofNarrow));
            Assert.Equal(expected, wide);
            Assert.Equal(expected, Array.ConvertAll(narrow, x => (BigInteger)x));
            reduced += divisor.IsOne ? 0 : 1;
        }

        Assert.True(reduced > 20, $"{reduced} had a common factor");
    }

    [Fact]
    public void Bits_are_those_of_the_largest()
    {
        foreach (Int128 x in (Int128[])[0, 1, -1, 2, 3, 4, -4, long.MaxValue, (Int128)ulong.MaxValue + 1, Largest, -Largest])
        {
            int expected = (int)BigInteger.Abs((BigInteger)x).GetBitLength();
            Assert.Equal(expected, IntegerRows.Bits((ReadOnlySpan<Int128>)[0, x, 0]));
            Assert.Equal(expected, IntegerRows.Bits((ReadOnlySpan<BigInteger>)[0, (BigInteger)x, 0]));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Narrow_integers_are_rounded_as_wide_ones(int seed)
    {
        var random = new Random(seed);
        BigInteger[] wide = [.. Enumerable.Range(0, 50).Select(_ => Signed(random, random.Next(0, random.Next(2) == 0 ? 128 : 60))), 0];
        double[] ofWide = new double[wide.Length];
        double[] ofNarrow = new double[wide.Length];

        ScaledDoubles.Round(wide, ofWide);
        ScaledDoubles.Round(Array.ConvertAll(wide, x => (Int128)x), ofNarrow);

        Assert.Equal(Array.ConvertAll(ofWide, BitConverter.DoubleToInt64Bits), Array.ConvertAll(ofNarrow, BitConverter.DoubleToInt64Bits));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Doubles_become_integers_over_the_smallest_power_of_two(int seed)
    {
        var random = new Random(seed);
        (int scaled, int refused) = (0, 0);
        for (int round = 0; round < 100; round++)
        {
            int spread = random.Next(0, 160);
            int center = random.Next(-1070, 860);
            double[] doubles = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(4) switch
            {
                0 => 0.0,
                1 => Math.ScaleB(random.Next(-8, 9), random.Next(-3, 4)),
                2 => Math.ScaleB(random.NextDouble() - 0.5, random.Next(-2, 3)),
                _ => Math.ScaleB(random.NextDouble() - 0.5, center + random.Next(0, spread + 1)),
            })];
            var integers = new Int128[doubles.Length];
            Rational[] exact = Array.ConvertAll(doubles, Rational.FromDouble);
            BigInteger denominator = exact.Select(x => x.Denominator).Max();
            long bits = exact.Max(x => (BigInteger.Abs(x.Numerator) * (denominator / x.Denominator)).GetBitLength());

            if (DoubleRows.TryScale(doubles, integers, out int shift))
            {
                scaled++;
                Assert.Equal(denominator, BigInteger.One << shift);
                Assert.Equal(exact, integers.Select(x => new Rational((BigInteger)x, denominator)));
            }
            else
            {
                // The bound takes every significand for one of 53 bits at the highest exponent.
                refused++;
                Assert.InRange(bits, IntegerRows.NarrowBits - 52, long.MaxValue);
            }
        }

        Assert.True(scaled > 10 && refused > 10, $"{scaled} scaled, {refused} refused");
    }

    [Fact]
    public void The_lowest_and_the_highest_doubles_are_scaled_alone()
    {
        foreach (double x in (double[])[double.Epsilon, -double.Epsilon, double.MaxValue, 2.2250738585072014e-308, 1, 0])
        {
            var integer = new Int128[1];
            bool isScaled = DoubleRows.TryScale([x], integer, out int shift);
            Assert.Equal(x != double.MaxValue, isScaled);
            Assert.True(!isScaled || new Rational((BigInteger)integer[0], BigInteger.One << shift) == Rational.FromDouble(x));
        }
    }

    /// <summary>Layers from integers just within and just beyond 128 bits, against the textbook, with means over sets of any size.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Layers_are_the_textbooks_on_both_sides_of_the_bound(int seed)
    {
        var random = new Random(seed);
        int dimension = random.Next(1, 4);
        int bits = random.Next(20, 140);
        Rational[][] tokens = [.. Enumerable.Range(0, random.Next(2, 9)).Select(_ => Enumerable.Range(0, dimension)
            .Select(_ => new Rational(random.Next(3) == 0 ? random.Next(-2, 3) << 10 : Signed(random, bits), BigInteger.One << (bits / 2))).ToArray())];
        tokens[^1] = tokens[0];
        var alpha = new Rational(1 + random.Next(100), 1 + random.Next(100));
        AttentionMatrix matrix = seed % 3 == 0 ? new AttentionMatrix(new Rational[dimension, dimension]) : AttentionMatrix.Identity(dimension);
        var problem = new HardmaxProblem(new TokenCloud(tokens), new HardmaxSystem(matrix, alpha));
        var textbook = new TextbookDynamics<Rational>(problem.System.Matrix.ToArray(), alpha);
        ExactState state = ExactState.Start(problem);
        for (int layer = 0; layer < 8; layer++)
        {
            int[][] sets = textbook.AttentionSets(tokens);
            Assert.Equal(sets, state.AttentionSets.ToArray());
            tokens = textbook.Next(tokens, sets);
            state = state.Next();
            Assert.Equal(new TokenCloud(tokens), state.ToTokens());
            Assert.Equal(BigInteger.One, Enumerable.Range(0, state.PointCount).SelectMany(point => state.Numerators(point).ToArray()).Aggregate(state.Denominator, BigInteger.GreatestCommonDivisor));
            bool fits = state.NarrowBits <= IntegerRows.NarrowBits;
            Assert.True(!fits || state.Narrow.Length == state.PointCount * dimension);
        }
    }

    /// <summary>A problem of doubles and the same of rationals: one state.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Doubles_and_rationals_start_alike(int seed)
    {
        var random = new Random(seed);
        double[] doubles = [.. Enumerable.Range(0, 2 * random.Next(1, 20)).Select(_ => Math.ScaleB(random.Next(-9, 10), random.Next(-seed, seed + 1)))];
        var system = new HardmaxSystem(AttentionMatrix.Identity(2), Rational.One);
        ExactState fast = ExactState.Start(new HardmaxProblem(TokenCloud.FromDoubles(doubles, 2), system));
        ExactState slow = ExactState.Start(new HardmaxProblem(new TokenCloud(doubles.Chunk(2).Select(row => Array.ConvertAll(row, Rational.FromDouble))), system));

        Assert.True(fast.SamePlaces(slow) && slow.SamePlaces(fast));
        Assert.Equal((slow.Denominator, slow.PointCount, slow.TokenCount), (fast.Denominator, fast.PointCount, fast.TokenCount));
        for (int point = 0; point < slow.PointCount; point++)
        {
            Assert.Equal((slow.FirstToken(point), slow.Multiplicity(point)), (fast.FirstToken(point), fast.Multiplicity(point)));
            Assert.True(slow.Numerators(point).SequenceEqual(fast.Numerators(point)));
        }

        Assert.Equal(slow.AttentionSets, fast.AttentionSets);
        Assert.True(fast.Next().SamePlaces(slow.Next()));
    }

    private static int Bits(UInt128 x) => 128 - (int)UInt128.LeadingZeroCount(x);

    private static BigInteger Signed(Random random, int bits) => random.Next(2) == 0 ? Integer(random, bits) : -Integer(random, bits);

    // Of that many bits at most: often a power of two, or one less, and otherwise anything.
    private static BigInteger Integer(Random random, int bits)
    {
        byte[] bytes = new byte[17];
        random.NextBytes(bytes.AsSpan(0, 16));
        BigInteger below = BigInteger.One << Math.Min(bits, 126);
        return random.Next(4) switch
        {
            0 => below >> 1,
            1 => below - 1,
            _ => new BigInteger(bytes) % below,
        };
    }
}
