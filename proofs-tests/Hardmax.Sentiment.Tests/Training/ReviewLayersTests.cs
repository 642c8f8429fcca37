using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Sentiment.Tests;

/// <summary>Forwards, layers are those of the documented arithmetic on distinct words, and exact where nothing is rounded.</summary>
public sealed class ReviewLayersTests
{
    private static readonly Rational[] Alphas = [1, new(1, 8), 3, new(3, 10), new(1, 1000), 10000];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_bit_is_that_of_the_documented_arithmetic(bool hasMatrix)
    {
        var random = new Random(hasMatrix ? 20260101 : 20260102);
        const int layers = 3;
        (int ties, int repeated, int everyone, int alone) = (0, 0, 0, 0);
        for (int d = 1; d <= 17; d++)
        {
            float[] matrix = hasMatrix ? Matrix(random, d) : [];

            // One object for texts of every length in any order: what a longer text leaves behind is there for shorter ones.
            var reused = new ReviewLayers(d, matrix);
            int[] lengths = [.. Enumerable.Range(1, 70)];
            random.Shuffle(lengths);
            foreach (int words in lengths)
            {
                var text = LayerText.Any(random, words, d);
                HardmaxSystem system = text.System(matrix, Alphas[random.Next(Alphas.Length)]);
                text.Load(reused).Run(system.Gamma.ToSingle(), layers, []);
                FloatDynamics<float> expected = FloatDynamics.Single(system);
                float[] places = text.Vectors;
                for (int layer = 0; layer < layers; layer++)
                {
                    AttentionSets sets = expected.AttentionSets(places);
                    for (int word = 0; word < words; word++)
                    {
                        Assert.Equal(sets[word].ToArray(), reused.SetOf(layer, word));
                        ties += sets[word].Length > 1 ? 1 : 0;
                        everyone += sets[word].Length == words ? 1 : 0;
                        alone += sets.IsLeader(word) ? 1 : 0;
                    }

                    places = expected.Next(places, sets);
                }

                AssertBits(places, reused);
                repeated += words - text.Vectors.Chunk(d).Select(vector => string.Join(' ', vector)).Distinct().Count();
            }
        }

        Assert.All([ties, repeated, everyone, alone], count => Assert.InRange(count, 1000, int.MaxValue));
    }

    [Fact]
    public void What_a_longer_text_left_behind_never_wins()
    {
        for (int words = 1; words <= 33; words++)
        {
            // Every lane behind the short text held a vector that outdoes all its words.
            var large = new LayerText(2, [.. Enumerable.Range(0, 40).SelectMany(_ => new[] { 100f, 50f })], [.. Enumerable.Range(0, 40)], [.. Enumerable.Repeat(1, 40)]);
            var small = new LayerText(2, [.. Enumerable.Range(0, words).SelectMany(i => new[] { 1 + (i * 0.125f), i * 0.125f })], [.. Enumerable.Range(0, words)], [.. Enumerable.Repeat(1, words)]);
            float best = small.Vectors.Chunk(2).Max(z => (z[0] * z[0]) + (z[1] * z[1]));
            Assert.All(small.Vectors.Chunk(2), z => Assert.True((100 * z[0]) + (50 * z[1]) > best));
            foreach (float[] matrix in new float[][] { [], [1, 0, 0, 1] })
            {
                var reused = new ReviewLayers(2, matrix);
                large.Load(reused).Run(0.5f, 2, []);
                small.Load(reused).Run(0.5f, 2, []);
                ReviewLayers fresh = small.Load(new ReviewLayers(2, matrix));
                fresh.Run(0.5f, 2, []);
                for (int word = 0; word < words; word++)
                {
                    // The last word is the longest and makes the largest score with all.
                    Assert.Equal([words - 1], reused.SetOf(0, word));
                    Assert.Equal(fresh.SetOf(1, word), reused.SetOf(1, word));
                }

                AssertBits([.. Enumerable.Range(0, words).SelectMany(fresh.Place)], reused);
            }
        }
    }

    [Fact]
    public void Repeated_words_are_the_exact_dynamics_of_their_tokens()
    {
        var random = new Random(20260103);
        (int repeatedTies, int deep, int texts) = (0, 0, 0);
        var byDimension = Enumerable.Range(0, 4).Select(d => new ReviewLayers(d + 1, [])).ToArray();
        while (texts < 300)
        {
            var text = LayerText.Integers(random, random.Next(1, 12), random.Next(1, 5), 4);
            const int most = 4;
            (Rational[][][] places, int[][][] sets) = text.Textbook(text.System([], 1), most);
            int exact = 0;
            while (exact < most && IsSmall(places[exact + 1]))
            {
                exact++;
            }

            if (exact == 0)
            {
                continue;
            }

            texts++;
            deep += exact >= 2 ? 1 : 0;
            ReviewLayers layers = text.Load(byDimension[text.Dimension - 1]);
            layers.Run(0.5f, exact, []);
            int[] wordOf = text.WordOfToken;
            for (int token = 0; token < wordOf.Length; token++)
            {
                Assert.Equal(places[exact][token], Array.ConvertAll(layers.Place(wordOf[token]), Rational.FromSingle));
                for (int layer = 0; layer < exact; layer++)
                {
                    int[] expected = [.. sets[layer][token].Select(j => wordOf[j]).Distinct()];
                    Assert.Equal(expected, layers.SetOf(layer, wordOf[token]));
                    repeatedTies += expected.Length > 1 && expected.Select(word => text.Counts[word]).Distinct().Count() > 1 ? 1 : 0;
                }
            }

            Rational[] mean = [.. Enumerable.Range(0, text.Dimension).Select(c => places[exact].Aggregate(Rational.Zero, (sum, z) => sum + z[c]) / text.Total)];
            _ = layers.Value(new float[text.Dimension]);
            Assert.Equal(mean.Select(x => x.ToSingle()), layers.Mean);
            Assert.Equal((text.Rows.Length, text.Total), (layers.Count, layers.Total));
        }

        Assert.True(repeatedTies > 100, $"Only {repeatedTies} ties weigh words differently.");
        Assert.True(deep > 100, $"Only {deep} texts are exact for two layers.");
    }

    [Theory]
    [InlineData(2e19f, 2e19f)]
    [InlineData(2e19f, -2e19f)]
    [InlineData(float.NaN, 0)]
    [InlineData(float.PositiveInfinity, 1)]
    public void Scores_that_overflow_are_refused(float x, float y)
    {
        for (int words = 1; words < 20; words++)
        {
            float[] vectors = [.. Enumerable.Range(0, words).SelectMany(i => i == words / 2 ? new[] { x, y } : [0.5f, i])];
            var text = new LayerText(2, vectors, [.. Enumerable.Range(0, words)], [.. Enumerable.Repeat(1, words)]);
            Assert.Throws<ArithmeticException>(() => text.Load(new ReviewLayers(2, [])).Run(0.5f, 1, []));
            Assert.Throws<ArithmeticException>(() => text.Load(new ReviewLayers(2, [])).RunToLimit(0.5f, 5));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_score_that_overflows_downwards_is_refused_as_in_the_documented_arithmetic(bool isLast)
    {
        // With A = -1 the largest scores are finite, and the one of the large token with itself is minus infinity.
        float[] vectors = [.. Enumerable.Range(0, 9).Select(i => i == (isLast ? 8 : 0) ? 2e19f : 1)];
        var text = new LayerText(1, vectors, [.. Enumerable.Range(0, 9)], [.. Enumerable.Repeat(1, 9)]);
        Assert.Throws<ArithmeticException>(() => FloatDynamics.Single(text.System([-1], 1)).AttentionSets(vectors));
        Assert.Throws<ArithmeticException>(() => text.Load(new ReviewLayers(1, [-1])).Run(0.5f, 1, []));
    }

    [Fact]
    public void Sums_that_overflow_are_refused_as_in_the_documented_arithmetic()
    {
        // d = 1 and A = 0: everyone attends to everyone, and the sum of the tokens is too large.
        float[] vectors = [3e38f, 2e38f, 1];
        var text = new LayerText(1, vectors, [0, 1, 2], [1, 1, 1]);
        var expected = FloatDynamics.Single(text.System([0], 1));
        Assert.Throws<ArithmeticException>(() => expected.Next(vectors, expected.AttentionSets(vectors)));
        Assert.Throws<ArithmeticException>(() => text.Load(new ReviewLayers(1, [0])).Run(0.5f, 1, []));
    }

    // 10 bits on a grid of 2^-6: then scores, weighted sums, means and steps of gamma = 1/2 need no rounding in binary32.
    private static bool IsSmall(Rational[][] places) =>
        places.All(place => place.All(x => (x * 64).IsInteger && (x * 64).Numerator.GetBitLength() <= 10));

    private static float[] Matrix(Random random, int d)
    {
        int kind = random.Next(2);
        return [.. Enumerable.Range(0, d * d).Select(_ => kind == 0 ? random.Next(-2, 3) : random.NextSingle() - 0.5f)];
    }

    private static void AssertBits(float[] expected, ReviewLayers layers) => Assert.Equal(
        expected.Select(BitConverter.SingleToUInt32Bits),
        Enumerable.Range(0, layers.Count).SelectMany(layers.Place).Select(BitConverter.SingleToUInt32Bits));
}
