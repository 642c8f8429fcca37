using System.Numerics;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Sentiment.Tests;

/// <summary>
/// Backwards, shares are the exact transpose of the layers. They are sums of products of positive numbers, so that every
/// operation adds one relative rounding error of at most u = 2^-24 and none is ever magnified: the bound below counts them.
/// </summary>
public sealed class BackwardTests
{
    private static readonly Rational[] Alphas = [1, new(1, 8), 3, new(3, 10), new(1, 1000), 10000];

    [Fact]
    public void Where_nothing_is_rounded_shares_and_derivatives_are_exact()
    {
        var random = new Random(20260201);
        (int texts, int ties, int repeatedTies, int deep, int gammas) = (0, 0, 0, 0, 0);
        while (texts < 600)
        {
            int depth = random.Next(4);
            var text = LayerText.Integers(random, random.Next(1, 6), random.Next(1, 4), 3);
            float[] weights = [.. Enumerable.Range(0, text.Dimension).Select(_ => (float)random.Next(-3, 4))];
            ReviewLayers layers = text.Load(new ReviewLayers(text.Dimension, []));
            layers.Run(0.5f, depth, weights);
            int[][][] sets = Sets(layers, depth);
            int[] sizes = [.. sets.SelectMany(layer => layer.Select(set => set.Sum(word => text.Counts[word])))];
            if (!sizes.Append(text.Total).All(size => BitOperations.IsPow2(size)))
            {
                continue;
            }

            texts++;
            ties += sets.Any(layer => layer.Any(set => set.Length > 1)) ? 1 : 0;
            repeatedTies += sets.Any(layer => layer.Any(set => set.Length > 1 && set.Select(word => text.Counts[word]).Distinct().Count() > 1)) ? 1 : 0;
            deep += depth >= 2 ? 1 : 0;
            var exact = new ExactShares(text, new Rational(1, 2), sets, false);
            Rational[] w = Array.ConvertAll(weights, Rational.FromSingle);
            Rational derivative = Rational.FromSingle(layers.Backward(0.5f, 0.75f, isGammaAsked: true));
            Rational[] shares = [.. layers.Shares.ToArray().Select(Rational.FromSingle)];
            Assert.Equal(exact.OfWords(), shares);
            Assert.Equal(Rational.One, shares.Aggregate((x, y) => x + y));
            Assert.Equal(exact.GammaDerivative(w), derivative);
            gammas += derivative.IsZero ? 0 : 1;
            AssertDerivativesByEncoder(text, exact, w, shares);
            Assert.Equal(exact.Value(text.Tokens, w), Rational.FromSingle(layers.Value(weights)));
        }

        Assert.All([ties, repeatedTies, deep, gammas], count => Assert.InRange(count, 15, 600));
    }

    [Fact]
    public void Elsewhere_they_are_exact_but_for_the_rounding_errors_that_can_be_counted()
    {
        var random = new Random(20260202);
        (int ties, int rounded) = (0, 0);
        for (int round = 0; round < 250; round++)
        {
            int depth = random.Next(1, 6);
            var text = LayerText.Any(random, random.Next(1, 8), random.Next(1, 6), 2);
            float[] weights = [.. Enumerable.Range(0, text.Dimension).Select(_ => random.NextSingle() - 0.5f)];
            float gamma = text.System([], Alphas[random.Next(Alphas.Length)]).Gamma.ToSingle();
            ReviewLayers layers = text.Load(new ReviewLayers(text.Dimension, []));
            layers.Run(gamma, depth, weights);
            int[][][] sets = Sets(layers, depth);
            ties += sets[0].Any(set => set.Length > 1) ? 1 : 0;
            var exact = new ExactShares(text, Rational.FromSingle(gamma), sets, false);
            Rational[] w = Array.ConvertAll(weights, Rational.FromSingle);
            float derivative = layers.Backward(gamma, 0, isGammaAsked: true);
            int words = text.Rows.Length;
            rounded += AssertShares(exact.OfWords(), layers, 1 + (depth * (4 + words)));

            // Places and projections are wrong by a few u of the largest product, and each of the depth * words terms is.
            float scale = 2 * text.Vectors.Max(Math.Abs) * weights.Sum(Math.Abs);
            double bound = scale * depth * (2 * depth + 2 * text.Total + text.Dimension + (depth * (4 + words)) + 8) * Math.Pow(2, -24);
            Assert.InRange(Math.Abs((exact.GammaDerivative(w) - Rational.FromSingle(derivative)).ToDouble()), 0, bound);
        }

        Assert.True(ties > 80, $"Only {ties} texts have ties.");
        Assert.True(rounded > 400, $"Only {rounded} shares are rounded.");
    }

    [Fact]
    public void At_the_limit_shares_are_those_of_the_leaders_and_the_leak_is_for_all()
    {
        var random = new Random(20260203);
        (int atOnce, int later, int rounded, int gaveUp) = (0, 0, 0, 0);
        for (int round = 0; round < 300; round++)
        {
            var text = LayerText.Any(random, random.Next(1, 8), random.Next(1, 4), 3);
            float gamma = text.System([], Alphas[random.Next(3)]).Gamma.ToSingle();
            ReviewLayers layers = text.Load(new ReviewLayers(text.Dimension, []));
            const int most = 6;
            layers.RunToLimit(gamma, most);
            Assert.Equal(0, layers.Backward(gamma, 0, isGammaAsked: false));
            int words = text.Rows.Length;
            float[] shares = layers.Shares.ToArray();
            int steps = Enumerable.Range(1, most + 1).First(count => count == most + 1 || IsLed(Sets(layers, count)[^1]));
            int[][][] sets = Sets(layers, steps);
            rounded += AssertShares(new ExactShares(text, Rational.FromSingle(gamma), sets, true).OfWords(), layers, 1 + (steps * (4 + words)));
            if (!IsLed(sets[^1]))
            {
                gaveUp++;
            }
            else if (steps == 1)
            {
                atOnce++;
                int[] leaders = [.. sets[0].SelectMany(set => set).Distinct()];
                Assert.All(Enumerable.Range(0, words), word => Assert.Equal(leaders.Contains(word), shares[word] > 0));
            }
            else
            {
                later++;
            }

            text.Load(layers).RunToLimit(gamma, most);
            _ = layers.Backward(gamma, 0.3f, isGammaAsked: false);
            Assert.Equal([.. shares.Select((share, word) => share + (0.3f * text.Counts[word] / text.Total))], layers.Shares.ToArray());
        }

        Assert.All([atOnce, later, gaveUp], count => Assert.InRange(count, 30, 250));
        Assert.True(rounded > 100, $"Only {rounded} shares are rounded.");
    }

    [Fact]
    public void Without_layers_every_token_counts_the_same()
    {
        var text = new LayerText(1, [1, 2, -1], [2, 0], [3, 1]);
        ReviewLayers layers = text.Load(new ReviewLayers(1, []));
        layers.Run(0.5f, 0, [1]);
        Assert.Equal(-0.5f, layers.Value([1]));
        Assert.Equal(0, layers.Backward(0.5f, 1, isGammaAsked: true));
        Assert.Equal([0.75f, 0.25f], layers.Shares.ToArray());
    }

    private static bool IsLed(int[][] sets) => Array.TrueForAll(sets, set => set.Length == 1 && sets[set[0]] is [int target] && target == set[0]);

    private static int[][][] Sets(ReviewLayers layers, int count) =>
        [.. Enumerable.Range(0, count).Select(layer => Enumerable.Range(0, layers.Count).Select(word => layers.SetOf(layer, word)).ToArray())];

    // <w, mean> is linear while the sets stay: the difference quotient is the derivative, whatever the step.
    private static void AssertDerivativesByEncoder(LayerText text, ExactShares exact, Rational[] w, Rational[] shares)
    {
        Rational before = exact.Value(text.Tokens, w);
        int[] wordOf = text.WordOfToken;
        for (int word = 0; word < text.Rows.Length; word++)
        {
            for (int c = 0; c < text.Dimension; c++)
            {
                Rational[][] moved = text.Tokens;
                for (int token = 0; token < moved.Length; token++)
                {
                    moved[token][c] += wordOf[token] == word ? new Rational(1, 7) : 0;
                }

                Assert.Equal(shares[word] * w[c], (exact.Value(moved, w) - before) * 7);
            }
        }
    }

    private static int AssertShares(Rational[] exact, ReviewLayers layers, int operations)
    {
        int rounded = 0;
        double bound = Math.Pow(1 + Math.Pow(2, -24), operations) - 1;
        for (int word = 0; word < exact.Length; word++)
        {
            var share = Rational.FromSingle(layers.Shares[word]);
            rounded += share == exact[word] ? 0 : 1;
            Assert.True(Rational.Abs(share - exact[word]) <= Rational.FromDouble(bound) * exact[word], $"{share} and {exact[word]}");
        }

        return rounded;
    }
}
