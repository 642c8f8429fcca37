using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Sentiment.Tests;

/// <summary>docs/sentiment-theory.md, "What learning A means": a model with a factor L, and its twin with the identity.</summary>
public sealed class LearnedMatrixTests
{
    [Fact]
    public void A_model_and_its_twin_decide_exactly_alike()
    {
        var random = new Random(20260701);
        (int values, int followers, int later) = (0, 0, 0);
        while (values < 200)
        {
            int d = random.Next(1, 4);
            float[] factor = Integers(random, d * d, 2);
            if (Determinant(factor, d) == 0)
            {
                continue;
            }

            // y = L^T z and w = L v are exact in binary32: all are small integers over 4.
            int words = random.Next(1, 9);
            float[] z = [.. Integers(random, words * d, 5).Select(x => x / 4)];
            float[] y = [.. Enumerable.Range(0, words).SelectMany(word => Enumerable.Range(0, d).Select(c => Enumerable.Range(0, d).Sum(r => factor[(r * d) + c] * z[(word * d) + r])))];
            float[] v = Integers(random, d, 3);
            float[] w = [.. Enumerable.Range(0, d).Select(r => Enumerable.Range(0, d).Sum(c => factor[(r * d) + c] * v[c]))];
            var vocabulary = new Vocabulary([.. Enumerable.Range(0, words).Select(word => $"w{word}")]);
            float alpha = random.Next(2) == 0 ? 1 : 0.3f;
            var learned = new SentimentModel(vocabulary, [.. z], [.. w]) { Alpha = alpha, DecoderBias = 0.25f, Depth = null, MaxWords = 50, Factor = [.. factor] };
            var twin = new SentimentModel(vocabulary, [.. y], [.. v]) { Alpha = alpha, DecoderBias = 0.25f, Depth = null, MaxWords = 50 };
            var bag = new WordBag([.. Enumerable.Range(0, words)], [.. Enumerable.Range(0, words).Select(_ => random.Next(1, 4))]);
            var first = ReviewLimit.Of(learned, bag, 100);
            var second = ReviewLimit.Of(twin, bag, 100);
            Assert.Equal(first.Value, second.Value);
            Assert.Equal(first.Limit.Layer, second.Limit.Layer);
            Assert.Equal(first.LeadersAt(first.Limit.State), second.LeadersAt(second.Limit.State));
            values += first.Value is { IsZero: false } ? 1 : 0;
            followers += first.LeadersAt(first.Limit.State).Length < words ? 1 : 0;
            later += first.Limit.Layer > 0 ? 1 : 0;
        }

        Assert.True(followers > 100 && later > 20, $"{followers} with followers, {later} closed after layer 0.");
    }

    [Fact]
    public void The_model_of_trained_weights_is_the_twin_of_what_was_trained()
    {
        var random = new Random(20260702);
        for (int round = 0; round < 40; round++)
        {
            // With ones on the diagonal (logarithms 0) and integers below, both substitutions are exact.
            int d = random.Next(1, 5);
            TrainingOptions options = ToyReviews.Options(null) with { Dimension = d, LearnsMatrix = true };
            var weights = Weights.Draw(options, 6);
            Integers(random, 6 * d, 3).CopyTo(weights.Words.Values, 0);
            Integers(random, d, 3).CopyTo(weights.Decoder.Values, 0);
            SetLower(weights, Integers(random, d * d, 2), d);
            var vocabulary = new Vocabulary(["a", "b", "c", "d", "e", "f"]);
            SentimentModel model = weights.ToModel(options, vocabulary);
            var twin = new SentimentModel(vocabulary, [.. weights.Words.Values], [.. weights.SeenDecoder()]) { Alpha = 1, Depth = null, MaxWords = 9 };
            Assert.True(Enumerable.Range(0, d * d).All(at => model.Factor[at] == (at / d == at % d ? 1 : at % d > at / d ? 0 : weights.Factor.Values[at])));
            var bag = new WordBag([0, 1, 2, 3, 4, 5], [1, 1, 2, 1, 3, 1]);
            Assert.Equal(ReviewLimit.Of(twin, bag, 50).Value, ReviewLimit.Of(model, bag, 50).Value);
            AssertDerivatives(weights, d, random, exactly: true);
        }
    }

    [Fact]
    public void Decoder_and_factor_move_along_the_exact_derivatives()
    {
        var random = new Random(20260703);
        for (int round = 0; round < 100; round++)
        {
            int d = random.Next(1, 5);
            var weights = Weights.Draw(ToyReviews.Options(null) with { Dimension = d, LearnsMatrix = true, Seed = (ulong)round }, 1);
            SetLower(weights, [.. Enumerable.Range(0, d * d).Select(_ => random.NextSingle() - 0.5f)], d);
            for (int c = 0; c < d; c++)
            {
                weights.Factor.Values[(c * d) + c] = (random.NextSingle() - 0.5f) * 2;
            }

            AssertDerivatives(weights, d, random, exactly: false);
        }
    }

    [Fact]
    public void Without_a_factor_the_decoder_is_seen_as_it_is()
    {
        var weights = Weights.Draw(ToyReviews.Options(2), 1);
        Assert.Equal(weights.Decoder.Values, weights.SeenDecoder());
        weights.StepDecoder([1, -2, 4], weights.SeenDecoder(), 0.1f);
        Assert.Equal([1 - 0.9f, -2 * (1 - 0.9f), 4 * (1 - 0.9f)], weights.Decoder.First);
        Assert.Empty(weights.Factor.Values);
        Assert.True(weights.ToModel(ToyReviews.Options(2), new Vocabulary(["a"])).Factor.IsEmpty);
    }

    // f = <g, L^{-1} w>, differentiated by numbers x + e x' with e^2 = 0 that go through the forward substitution.
    private static void AssertDerivatives(Weights weights, int d, Random random, bool exactly)
    {
        float[] g = exactly ? Integers(random, d, 3) : [.. Enumerable.Range(0, d).Select(_ => random.NextSingle() - 0.5f)];
        float[] logs = [.. weights.Factor.Values];
        ImmutableArray<float> factor = weights.ToModel(ToyReviews.Options(null) with { Dimension = d }, new Vocabulary([.. Enumerable.Range(0, weights.Words.Values.Length / d).Select(row => $"w{row}")])).Factor;
        Dual Loss(int atFactor, int atDecoder)
        {
            var seen = new Dual[d];
            Dual sum = default;
            for (int row = 0; row < d; row++)
            {
                seen[row] = new Dual(Rational.FromSingle(weights.Decoder.Values[row]), row == atDecoder ? 1 : 0);
                for (int column = 0; column <= row; column++)
                {
                    var entry = new Dual(Rational.FromSingle(factor[(row * d) + column]), (row * d) + column == atFactor ? 1 : 0);
                    seen[row] = column < row ? seen[row] - (entry * seen[column]) : seen[row] / entry;
                }

                sum += new Dual(Rational.FromSingle(g[row]), 0) * seen[row];
            }

            return sum;
        }

        // The diagonal holds logarithms: the derivative by log l is l times that by l.
        Rational[] byFactor =
        [
            .. Enumerable.Range(0, d * d).Select(at => at % d > at / d ? 0 : Loss(at, -1).Slope * (at / d == at % d ? Rational.FromSingle(factor[at]) : 1)),
        ];
        Rational[] byDecoder = [.. Enumerable.Range(0, d).Select(c => Loss(-1, c).Slope)];
        weights.StepDecoder(g, weights.SeenDecoder(), 0.1f);

        // Substitutions of up to four rows with entries below 3 magnify rounding errors by less than 2000 (units of 2^-24 of 1).
        double bound = exactly ? 0 : 2000 * Math.Pow(2, -24);
        void AssertMoved(Rational[] expected, float[] first)
        {
            for (int at = 0; at < first.Length; at++)
            {
                if (exactly)
                {
                    Assert.Equal(expected[at].ToSingle() * (1 - 0.9f), first[at]);
                }
                else
                {
                    Assert.InRange((first[at] / (double)(1 - 0.9f)) - expected[at].ToDouble(), -bound, bound);
                }
            }
        }

        AssertMoved(byFactor, weights.Factor.First);
        AssertMoved(byDecoder, weights.Decoder.First);
        Assert.True(exactly || Array.Exists(byFactor, x => Math.Abs(x.ToDouble()) > 4 * bound));
        Assert.All(Enumerable.Range(0, d * d).Where(at => at % d > at / d), at => Assert.Equal(logs[at], weights.Factor.Values[at]));
    }

    private static float[] Integers(Random random, int count, int most) => [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(-most, most + 1))];

    private static void SetLower(Weights weights, float[] entries, int d)
    {
        for (int at = 0; at < d * d; at++)
        {
            weights.Factor.Values[at] = at / d > at % d ? entries[at] : 0;
        }
    }

    private static int Determinant(float[] m, int d) => (int)(d switch
    {
        1 => m[0],
        2 => (m[0] * m[3]) - (m[1] * m[2]),
        _ => (m[0] * ((m[4] * m[8]) - (m[5] * m[7]))) - (m[1] * ((m[3] * m[8]) - (m[5] * m[6]))) + (m[2] * ((m[3] * m[7]) - (m[4] * m[6]))),
    });

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Dual(Rational Value, Rational Slope)
    {
        public static Dual operator +(Dual x, Dual y) => new(x.Value + y.Value, x.Slope + y.Slope);

        public static Dual operator -(Dual x, Dual y) => new(x.Value - y.Value, x.Slope - y.Slope);

        public static Dual operator *(Dual x, Dual y) => new(x.Value * y.Value, (x.Value * y.Slope) + (x.Slope * y.Value));

        public static Dual operator /(Dual x, Dual y) => new(x.Value / y.Value, ((x.Slope * y.Value) - (x.Value * y.Slope)) / (y.Value * y.Value));
    }
}
