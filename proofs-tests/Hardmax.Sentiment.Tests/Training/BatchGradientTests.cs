using System.Runtime.InteropServices;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Sentiment.Tests;

/// <summary>
/// The gradient of the loss, read off the first moments behind a first step, which are 1 - 0.9 times it. Values have a few
/// dozen rounding errors of 2^-24, and p - y and the sums over texts inherit them: 4e-6 of the sum of all terms covers them.
/// </summary>
public sealed class BatchGradientTests
{
    private const double Error = 4e-6;
    private const double Tenth = 1 - 0.9f;

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(1, true, false)]
    [InlineData(3, true, false)]
    [InlineData(3, true, true)]
    [InlineData(null, false, false)]
    [InlineData(null, false, true)]
    public void It_is_that_of_the_logistic_loss_with_exact_shares(int? depth, bool learnsAlpha, bool learnsMatrix)
    {
        var random = new Random(20260601);
        const int words = 12;
        for (int round = 0; round < 8; round++)
        {
            TrainingOptions options = ToyReviews.Options(depth) with { LearnsAlpha = learnsAlpha, LearnsMatrix = learnsMatrix, WordDropout = 0.25f, Alpha = 1.5f, Seed = (ulong)round };
            var weights = Weights.Draw(options, words);
            float[] lower = learnsMatrix ? [0.2f, 9, 9, -0.5f, -0.1f, 9, 0.75f, 0.25f, 0.3f] : [];
            lower.CopyTo(weights.Factor.Values, 0);
            weights.Scalars.Values[0] = 0.3f;
            LabelledBag[] batch = [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => Text(random, words))];
            ulong[] keys = [.. batch.Select(_ => (ulong)random.NextInt64())];
            Expected expected = Expect(options, weights, batch, keys);
            double loss = new BatchGradient(options, weights, words, 2).Step(batch, keys, 0.01f);

            Assert.InRange(loss / expected.Loss, 1 - Error, 1 + Error);
            AssertNear(expected.Words, weights.Words.First);
            AssertNear([expected.Bias, learnsAlpha && depth is not null ? expected.LogAlpha : default], weights.Scalars.First);
            if (!learnsMatrix)
            {
                AssertNear(expected.Decoder, weights.Decoder.First);
            }

            if (!learnsAlpha)
            {
                Assert.Equal(MathF.Log(1.5f), weights.Scalars.Values[1]);
            }
        }
    }

    [Fact]
    public void The_formulas_are_derivatives_of_the_loss()
    {
        // Central differences with h = 2^-13: they err by h^2 / 6 times a third derivative below 1, which is 3e-9.
        var random = new Random(20260602);
        double h = Math.Pow(2, -13);
        for (int round = 0; round < 10; round++)
        {
            var text = LayerText.Any(random, 4, 2, 2) with { Encoder = [.. Enumerable.Range(0, 20).Select(_ => random.NextSingle() - 0.5f)] };
            TrainingOptions options = ToyReviews.Options(2) with { Dimension = 2, WordDropout = 0, Alpha = 0.7f, LearnsAlpha = true };
            var weights = Weights.Draw(options, 10);
            text.Encoder.CopyTo(weights.Words.Values, 0);
            var bag = new LabelledBag(new WordBag([.. text.Rows], [.. text.Counts]), round % 2 == 0, "0");
            Expected expected = Expect(options, weights, [bag], [0]);
            double Loss(double logAlpha, int row, int coordinate, double step)
            {
                var gamma = Rational.FromDouble(1 / (1 + Math.Exp(-logAlpha)));
                Rational[][] tokens = text.Tokens;
                for (int token = 0; token < tokens.Length; token++)
                {
                    tokens[token][coordinate] += text.Rows[text.WordOfToken[token]] == row ? Rational.FromDouble(step) : 0;
                }

                Rational value = new ExactShares(text, gamma, SetsOf(options, weights, text), false).Value(tokens, Array.ConvertAll(weights.Decoder.Values, Rational.FromSingle));
                return LogisticLoss(value.ToDouble(), bag.IsPositive);
            }

            double at = weights.Scalars.Values[1];
            Assert.Equal((Loss(at + h, 0, 0, 0) - Loss(at - h, 0, 0, 0)) / (2 * h), expected.LogAlpha.Sum, 1e-6);
            foreach (int row in text.Rows)
            {
                for (int c = 0; c < 2; c++)
                {
                    Assert.Equal((Loss(at, row, c, h) - Loss(at, row, c, -h)) / (2 * h), expected.Words[(row * 2) + c].Sum, 1e-6);
                }
            }
        }
    }

    [Fact]
    public void Words_of_no_text_and_their_moments_stay()
    {
        TrainingOptions options = ToyReviews.Options(2) with { WordDropout = 0 };
        var weights = Weights.Draw(options, 5);
        float[] before = [.. weights.Words.Values];
        var gradient = new BatchGradient(options, weights, 5, 1);
        for (int step = 1; step < 4; step++)
        {
            _ = gradient.Step([new LabelledBag(new WordBag([1, 3], [2, 1]), true, "0"), new LabelledBag(new WordBag([3], [1]), true, "1")], [0, 0], 0.1f);
        }

        for (int row = 0; row < 5; row++)
        {
            bool isSeen = row is 1 or 3;
            Assert.Equal(!isSeen, before.AsSpan(row * 3, 3).SequenceEqual(weights.Words.Values.AsSpan(row * 3, 3)));
            Assert.Equal(isSeen, weights.Words.Second.AsSpan(row * 3, 3).ContainsAnyExcept(0f));
        }
    }

    private static Expected Expect(TrainingOptions options, Weights weights, LabelledBag[] batch, ulong[] keys)
    {
        int d = options.Dimension;
        float[] decoder = weights.SeenDecoder();
        Rational[] v = Array.ConvertAll(decoder, Rational.FromSingle);
        var expected = new Expected(new Term[weights.Words.Values.Length], new Term[d]);
        for (int at = 0; at < batch.Length; at++)
        {
            var chosen = new TextGradient(d);
            chosen.Choose(batch[at].Bag, keys[at], options.WordDropout);
            var text = new LayerText(d, weights.Words.Values, chosen.Rows.ToArray(), chosen.Counts.ToArray());
            var gamma = Rational.FromSingle(weights.Gamma);
            var exact = new ExactShares(text, gamma, SetsOf(options, weights, text), options.Depth is null);
            double value = (exact.Value(text.Tokens, v) + Rational.FromSingle(weights.Bias)).ToDouble();
            double byValue = ((1 / (1 + Math.Exp(-value))) - (batch[at].IsPositive ? 1 : 0)) / batch.Length;
            expected.Loss += LogisticLoss(value, batch[at].IsPositive);
            expected.Bias += byValue;
            if (options.Depth is not null)
            {
                double scale = byValue * (gamma * (1 - gamma)).ToDouble();
                double largest = text.Vectors.Max(Math.Abs) * decoder.Sum(Math.Abs) * 4 * (int)options.Depth;
                expected.LogAlpha = expected.LogAlpha.Plus(scale * exact.GammaDerivative(v).ToDouble(), Math.Abs(scale) * largest);
            }

            Rational[] shares = exact.OfWords();
            for (int c = 0; c < d; c++)
            {
                Rational[] unit = [.. Enumerable.Range(0, d).Select(axis => (Rational)(axis == c ? 1 : 0))];
                expected.Decoder[c] += byValue * exact.Value(text.Tokens, unit).ToDouble();
                expected.Decoder[c] = expected.Decoder[c].Plus(0, Math.Abs(byValue) * text.Vectors.Max(Math.Abs));
                for (int word = 0; word < shares.Length; word++)
                {
                    double leak = options.Depth is null ? options.Leak * (double)text.Counts[word] / text.Total : 0;
                    expected.Words[(text.Rows[word] * d) + c] += byValue * (shares[word].ToDouble() + leak) * decoder[c];
                }
            }
        }

        return expected;
    }

    private static int[][][] SetsOf(TrainingOptions options, Weights weights, LayerText text)
    {
        ReviewLayers layers = text.Load(new ReviewLayers(options.Dimension, []));
        if (options.Depth is { } depth)
        {
            layers.Run(weights.Gamma, depth, []);
        }
        else
        {
            layers.RunToLimit(weights.Gamma, 256);
        }

        return [.. Enumerable.Range(0, layers.LayersRun).Select(layer => Enumerable.Range(0, layers.Count).Select(word => layers.SetOf(layer, word)).ToArray())];
    }

    private static double LogisticLoss(double value, bool isPositive) => Math.Log(1 + Math.Exp(isPositive ? -value : value));

    private static LabelledBag Text(Random random, int words)
    {
        int[] rows = [.. Enumerable.Range(0, words)];
        random.Shuffle(rows);
        int count = random.Next(1, words);
        return new LabelledBag(new WordBag([.. rows[..count]], [.. rows[..count].Select(_ => random.Next(1, 4))]), random.Next(2) == 0, "0");
    }

    private static void AssertNear(Term[] expected, float[] first)
    {
        Assert.Equal(expected.Length, first.Length);
        for (int at = 0; at < first.Length; at++)
        {
            Assert.True(Math.Abs((first[at] / Tenth) - expected[at].Sum) <= Error * expected[at].Magnitude, $"{at}: {first[at] / Tenth} and {expected[at]}");
        }
    }

    /// <summary>A sum and the sum of the magnitudes of its terms.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Term(double Sum, double Magnitude)
    {
        public static Term operator +(Term term, double x) => term.Plus(x, Math.Abs(x));

        public Term Plus(double x, double magnitude) => new(Sum + x, Magnitude + magnitude);
    }

    private sealed record Expected(Term[] Words, Term[] Decoder)
    {
        public double Loss { get; set; }

        public Term Bias { get; set; }

        public Term LogAlpha { get; set; }
    }
}
