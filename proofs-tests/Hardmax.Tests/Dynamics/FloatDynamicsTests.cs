using System.Numerics;
using Hardmax.Dynamics;
using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Dynamics;

/// <summary>The documented arithmetic, transcribed number by number: every bit of it is the engine's.</summary>
public sealed class FloatDynamicsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(17)]
    public void Every_bit_is_that_of_the_scalar_transcription_whatever_the_vector_width(int dimension)
    {
        // 1 to 70 tokens: every remainder of every vector width up to 512 bits, several times.
        for (int count = 1; count <= 70; count++)
        {
            var random = new Random((100 * dimension) + count);
            Rational Number() => Rational.FromDouble((random.NextDouble() - 0.5) * Math.ScaleB(1, random.Next(-3, 4)));
            Rational[][] tokens = [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, dimension).Select(_ => Number()).ToArray())];
            var matrix = new Rational[dimension, dimension];
            for (int at = 0; at < matrix.Length; at++)
            {
                matrix[at / dimension, at % dimension] = Number();
            }

            HardmaxProblem problem = EngineAgreement.Problem(tokens, count % 2 == 0 ? null : matrix, Rational.FromDouble(random.NextDouble() + 0.1));
            DemandBits(problem, FloatDynamics.Double(problem.System), x => x.ToDouble(), 4);
            DemandBits(problem, FloatDynamics.Single(problem.System), x => x.ToSingle(), 4);
        }
    }

    [Fact]
    public void Problems_with_ties_and_duplicates_agree_bit_by_bit()
    {
        int ties = 0;
        foreach (HardmaxProblem problem in ProblemSampler.SampleAny(new ProblemLimits { Shape = Shape.Dyadic }, 5, 400))
        {
            ties += DemandBits(problem, FloatDynamics.Double(problem.System), x => x.ToDouble(), 5);
            ties += DemandBits(problem, FloatDynamics.Single(problem.System), x => x.ToSingle(), 5);
        }

        Assert.True(ties > 200, $"{ties} ties");
    }

    [Fact]
    public void A_fused_multiply_add_is_seen()
    {
        // s_0 = 1 - (1 + 2^-30)(1 - 2^-30) = 2^-60 if fused, and 0, a tie, if the product is rounded first.
        Rational hair = EngineAgreement.Two(-30);
        HardmaxProblem problem = EngineAgreement.Problem([[1, -1 - hair], [1, 1 - hair], [0, 0]]);
        FloatDynamics<double> engine = FloatDynamics.Double(problem.System);
        AttentionSets sets = engine.AttentionSets(engine.Round(problem.Tokens));
        Assert.Equal([1], sets[1].ToArray());
        double fused = Math.FusedMultiplyAdd(-1 - Math.ScaleB(1, -30), 1 - Math.ScaleB(1, -30), 1);
        Assert.Equal(Math.ScaleB(1, -60), fused);
        HardmaxProblem turned = EngineAgreement.Problem([[1, 1 - hair], [1, -1 - hair], [0, 0]], new Rational[,] { { -1, 0 }, { 0, -1 } });
        FloatDynamics<double> negative = FloatDynamics.Double(turned.System);
        Assert.Equal([2], negative.AttentionSets(negative.Round(turned.Tokens))[0].ToArray());
    }

    [Fact]
    public void Minus_zero_ties_with_zero()
    {
        HardmaxProblem problem = EngineAgreement.Problem([[1], [0], [0]], new Rational[,] { { -1 } });
        FloatDynamics<double> engine = FloatDynamics.Double(problem.System);
        double[] tokens = [1, -0.0, 0.0];
        AttentionSets sets = engine.AttentionSets(tokens);
        Assert.Equal([1, 2], sets[0].ToArray());
        Assert.Equal([0, 1, 2], sets[1].ToArray());
        Assert.Equal(0.5, engine.Next(tokens, sets)[0]);
    }

    [Fact]
    public void Numbers_beyond_the_range_are_refused_when_they_are_rounded()
    {
        Rational large = EngineAgreement.Two(1100);
        HardmaxProblem tokens = EngineAgreement.Problem([[large], [1]]);
        Assert.Throws<OverflowException>(() => FloatDynamics.Double(tokens.System).Round(tokens.Tokens));
        Assert.Throws<OverflowException>(() => FloatDynamics.Double(EngineAgreement.Problem([[1]], new[,] { { large } }).System));
        HardmaxProblem single = EngineAgreement.Problem([[EngineAgreement.Two(128)]]);
        Assert.Throws<OverflowException>(() => FloatDynamics.Single(single.System).Round(single.Tokens));
        Assert.Equal([Math.ScaleB(1, 128)], FloatDynamics.Double(single.System).Round(single.Tokens));
    }

    [Theory]
    [InlineData(1e200, 1e200)]
    [InlineData(1e200, -1e200)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.NaN)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(double.NegativeInfinity, 1)]
    public void Scores_that_overflow_are_an_error_and_never_an_attention_set(double first, double second)
    {
        FloatDynamics<double> engine = FloatDynamics.Double(EngineAgreement.Problem([[1]]).System);
        Assert.Throws<ArithmeticException>(() => engine.AttentionSets([first, second]));
        Assert.Throws<ArithmeticException>(() => engine.AttentionSets([0, 1, first, second]));
    }

    [Fact]
    public void A_score_that_overflows_to_minus_infinity_is_an_error_although_it_is_not_the_largest()
    {
        // From token 0, token 1 scores -1e350 + 1e350 = 0 and ties; the chain stops at -infinity.
        Rational a = Rational.FromDouble(1e150);
        Rational far = Rational.FromDouble(1e200);
        HardmaxProblem problem = EngineAgreement.Problem([[1, 0, 0], [0, -far, far]], new[,] { { 0, 0, 0 }, { a, 0, 0 }, { a, 0, 0 } });
        Assert.Equal([0, 1], ExactState.Start(problem).AttentionSets[0].ToArray());
        FloatDynamics<double> engine = FloatDynamics.Double(problem.System);
        Assert.Throws<ArithmeticException>(() => engine.AttentionSets(engine.Round(problem.Tokens)));
    }

    [Fact]
    public void Tokens_that_overflow_on_their_way_are_an_error()
    {
        // A = 0 keeps all scores at 0, but the sum of the tokens is beyond the range, and so is m - z in the other case.
        HardmaxProblem sum = EngineAgreement.Problem([[1], [1]], new Rational[,] { { 0 } });
        FloatDynamics<double> engine = FloatDynamics.Double(sum.System);
        double[] tokens = [1.7e308, 1.7e308];
        Assert.Throws<ArithmeticException>(() => engine.Next(tokens, engine.AttentionSets(tokens)));

        FloatDynamics<double> far = FloatDynamics.Double(EngineAgreement.Problem([[1]], new[,] { { -EngineAgreement.Two(-1074) } }).System);
        double[] ends = [1.7e308, -1.7e308];
        Assert.Throws<ArithmeticException>(() => far.Next(ends, far.AttentionSets(ends)));
    }

    [Fact]
    public void Tokens_of_every_shape_give_numbers_or_an_error()
    {
        (int finite, int errors) = (0, 0);
        foreach (HardmaxProblem problem in ProblemSampler.SampleAny(new ProblemLimits { Shape = Shape.ExtremeDouble }, 9, 300))
        {
            FloatDynamics<double> engine = FloatDynamics.Double(problem.System);
            double[] tokens = engine.Round(problem.Tokens);
            try
            {
                for (int layer = 0; layer < 5; layer++)
                {
                    tokens = engine.Next(tokens, engine.AttentionSets(tokens));
                    Assert.All(tokens, x => Assert.True(double.IsFinite(x)));
                }

                finite++;
            }
            catch (ArithmeticException)
            {
                errors++;
            }
        }

        Assert.True(finite > 50 && errors > 50, $"{finite} finite, {errors} errors");
    }

    /// <summary>Holds so many layers against the transcription; returns the number of ties.</summary>
    private static int DemandBits<T>(HardmaxProblem problem, FloatDynamics<T> engine, Func<Rational, T> round, int layers)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        int d = problem.Tokens.Dimension;
        T[] tokens = [.. problem.Tokens.ToArray().SelectMany(row => row.Select(round))];
        Assert.Equal(tokens, engine.Round(problem.Tokens));
        T gamma = round(problem.System.Gamma);
        int ties = 0;
        for (int layer = 0; layer < layers; layer++)
        {
            int[][] sets = Sets(problem.System.Matrix, tokens, d, round);
            Assert.Equal(sets, engine.AttentionSets(tokens).ToArray());
            ties += sets.Count(set => set.Length > 1);
            T[] next = engine.Next(tokens, AttentionSets.Of(sets));
            tokens = [.. Enumerable.Range(0, tokens.Length).Select(at => Move(tokens, at, d, sets[at / d], gamma))];
            Assert.Equal(tokens.Select(Bits), next.Select(Bits));
        }

        return ties;
    }

    private static int[][] Sets<T>(AttentionMatrix matrix, T[] tokens, int d, Func<Rational, T> round)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T Chain(Func<int, T> x, Func<int, T> y)
        {
            T sum = T.Zero;
            for (int c = 0; c < d; c++)
            {
                sum = T.FusedMultiplyAdd(x(c), y(c), sum);
            }

            return sum;
        }

        int count = tokens.Length / d;
        var sets = new int[count][];
        for (int i = 0; i < count; i++)
        {
            T[] query = [.. Enumerable.Range(0, d).Select(row => matrix.IsIdentity
                ? tokens[(i * d) + row]
                : Chain(c => round(matrix[row, c]), c => tokens[(i * d) + c]))];
            T[] scores = [.. Enumerable.Range(0, count).Select(j => Chain(c => tokens[(j * d) + c], c => query[c]))];
            sets[i] = [.. Enumerable.Range(0, count).Where(j => scores.All(score => score <= scores[j]))];
        }

        return sets;
    }

    private static T Move<T>(T[] tokens, int at, int d, int[] set, T gamma)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T sum = tokens[(set[0] * d) + (at % d)];
        for (int k = 1; k < set.Length; k++)
        {
            sum += tokens[(set[k] * d) + (at % d)];
        }

        T mean = sum / T.CreateChecked(set.Length);
        T step = mean - tokens[at];
        T share = gamma * step;
        return tokens[at] + share;
    }

    private static long Bits<T>(T value)
        where T : struct, IBinaryFloatingPointIeee754<T> => value is float single
        ? BitConverter.SingleToInt32Bits(single)
        : BitConverter.DoubleToInt64Bits(double.CreateChecked(value));
}
