using System.Collections.Immutable;
using System.Text.Json;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Sentiment.Tests;

public sealed class SentimentModelTests
{
    [Fact]
    public void A_text_is_a_token_for_each_word_with_its_repetitions()
    {
        HardmaxProblem problem = ModelSamples.Small.Problem(new WordBag([2, 0], [1, 3]));
        Assert.Equal("0 -1/8 1 1/2 1 1/2 1 1/2", Text(problem));
        Assert.Equal(["film", "good", "good", "good"], problem.Labels!.Value.AsEnumerable());
        Assert.Same(ModelSamples.Small.System(), problem.System);
        Assert.Equal((Rational.Parse("3/4"), true), (problem.System.Alpha, problem.System.Matrix.IsIdentity));
    }

    [Fact]
    public void A_model_that_fills_up_does_so_with_row_0()
    {
        var padded = new SentimentModel(ModelSamples.Small.Words, ModelSamples.Small.Encoder, ModelSamples.Small.DecoderWeights) { Alpha = 1, Depth = 1, MaxWords = 4, IsPadded = true };
        HardmaxProblem problem = padded.Problem(new WordBag([1], [2]));
        Assert.Equal("-1 1/4 -1 1/4 1 1/2 1 1/2", Text(problem));
        Assert.Equal(["bad", "bad", "good", "good"], problem.Labels!.Value.AsEnumerable());
        Assert.Equal("1 1/2 1 1/2 1 1/2 1 1/2", Text(padded.Problem(new WordBag([], []))));
        Assert.Equal(4, padded.Problem(new WordBag([1], [4])).Tokens.Count);
        Assert.Equal(5, padded.Problem(new WordBag([1], [5])).Tokens.Count);
    }

    [Fact]
    public void A_text_without_a_known_word_has_no_problem()
    {
        Assert.Throws<ArgumentException>(() => ModelSamples.Small.Problem(new WordBag([], [])));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModelSamples.Small.Problem(new WordBag([3], [1])));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModelSamples.Small.Problem(new WordBag([-1], [1])));
    }

    [Fact]
    public void Problems_are_those_of_an_independent_construction()
    {
        var random = new Random(20240706);
        int repeated = 0;
        for (int round = 0; round < 100; round++)
        {
            SentimentModel model = ModelSamples.Any(random);
            string[] text = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => model.Words.Words[random.Next(model.Words.Count)])];
            WordBag bag = WordBag.Of(text, model.Words, model.MaxWords, WordChoice.First);
            string[] words = [.. text.Take(model.MaxWords).GroupBy(word => word).SelectMany(group => group)];
            repeated += words.Length - words.Distinct().Count();
            if (model.IsPadded)
            {
                words = [.. words, .. Enumerable.Repeat(model.Words.Words[0], model.MaxWords - words.Length)];
            }

            HardmaxProblem problem = model.Problem(bag);
            Assert.Equal(words, problem.Labels!.Value);
            Assert.Equal(
                new TokenCloud(words.Select(word => Enumerable.Range(0, model.Dimension)
                    .Select(c => Rational.FromSingle(model.Encoder[(model.Words.Words.IndexOf(word) * model.Dimension) + c])).ToArray())),
                problem.Tokens);
        }

        Assert.True(repeated > 100, $"Only {repeated} words are repeated.");
    }

    [Fact]
    public void A_learned_matrix_is_the_exact_square_of_its_factor()
    {
        AttentionMatrix matrix = ModelSamples.Learned.System().Matrix;
        Assert.Equal(new AttentionMatrix(new Rational[,] { { 1, Rational.Parse("1/2") }, { Rational.Parse("1/2"), Rational.Parse("17/4") } }), matrix);

        var random = new Random(20240707);
        int d = 5;
        ImmutableArray<float> factor = [.. Enumerable.Range(0, d * d).Select(_ => (random.NextSingle() - 0.5f) * MathF.Pow(2, random.Next(-60, 60)))];
        var model = new SentimentModel(new Vocabulary(["a"]), [.. new float[d]], [.. new float[d]]) { Alpha = 1, Depth = 1, MaxWords = 1, Factor = factor };
        for (int row = 0; row < d; row++)
        {
            for (int column = 0; column < d; column++)
            {
                Rational sum = Enumerable.Range(0, d).Aggregate(Rational.Zero, (all, k) => all + (Rational.FromSingle(factor[(row * d) + k]) * Rational.FromSingle(factor[(column * d) + k])));
                Assert.Equal(sum, model.System().Matrix[row, column]);
            }
        }
    }

    [Fact]
    public void The_decision_is_exact()
    {
        // 2 * 1/3 - 1 * 1/7 + 1/2, and 0.1f is no 1/10.
        Assert.Equal(Rational.Parse("43/42"), ModelSamples.Small.DecisionValue([Rational.Parse("1/3"), Rational.Parse("1/7")]));
        var model = new SentimentModel(new Vocabulary(["a"]), [1], [0.1f]) { Alpha = 1, Depth = 1, MaxWords = 1, DecoderBias = -0.1f };
        Assert.Equal(Rational.Zero, model.DecisionValue([1]));
        Assert.Equal(Rational.Parse("13421773/134217728"), model.DecisionValue([2]));
        Assert.Throws<ArgumentException>(() => model.DecisionValue([]));
        Assert.Throws<ArgumentException>(() => model.DecisionValue([1, 1]));
    }

    [Fact]
    public void Many_threads_get_the_same_problems()
    {
        var random = new Random(20240708);
        ImmutableArray<float> encoder = [.. Enumerable.Range(0, 3 * 200).Select(_ => random.NextSingle())];
        SentimentModel Fresh() => new(new Vocabulary([.. Enumerable.Range(0, 200).Select(i => $"w{i}")]), encoder, [1, 2, 3]) { Alpha = 0.3f, Depth = 1, MaxWords = 50, Factor = [1, 0, 0, 1, 2, 0, 1, 2, 3] };
        WordBag[] bags = [.. Enumerable.Range(0, 300).Select(_ => WordBag.Of(Enumerable.Range(0, 30).Select(_ => $"w{random.Next(200)}"), Fresh().Words, 50, WordChoice.First))];
        SentimentModel alone = Fresh();
        TokenCloud[] expected = [.. bags.Select(bag => alone.Problem(bag).Tokens)];

        SentimentModel shared = Fresh();
        var actual = new HardmaxProblem[bags.Length];
        Parallel.For(0, bags.Length, i => actual[i] = shared.Problem(bags[i]));
        Assert.Equal(expected, actual.Select(problem => problem.Tokens));
        Assert.All(actual, problem => Assert.Same(shared.System(), problem.System));
    }

    [Fact]
    public void Numbers_that_make_no_model_are_refused()
    {
        static SentimentModel With(float bias = 0, float alpha = 1, float[]? factor = null, int? depth = 1, int maxWords = 1, string? training = null) => new(new Vocabulary(["a"]), [1, 2], [1, 2])
        {
            DecoderBias = bias,
            Alpha = alpha,
            Factor = [.. factor ?? []],
            Depth = depth,
            MaxWords = maxWords,
            Training = training is null ? null : JsonElement.Parse(training),
        };
        Assert.Equal(float.Epsilon, With(alpha: float.Epsilon, depth: 0).Alpha);
        Assert.All(
            new Func<SentimentModel>[]
            {
                () => With(bias: float.NaN),
                () => With(bias: float.PositiveInfinity),
                () => With(alpha: 0),
                () => With(alpha: -1),
                () => With(alpha: float.NaN),
                () => With(alpha: float.PositiveInfinity),
                () => With(factor: [1]),
                () => With(factor: [1, 0, 0, float.NaN]),
                () => With(depth: -1),
                () => With(maxWords: 0),
                () => With(training: "[]"),
                () => new SentimentModel(new Vocabulary(["a"]), [1, float.NaN], [1, 1]) { Alpha = 1, Depth = 1, MaxWords = 1 },
                () => new SentimentModel(new Vocabulary(["a"]), [1, 1], [1, float.NegativeInfinity]) { Alpha = 1, Depth = 1, MaxWords = 1 },
                () => new SentimentModel(new Vocabulary(["a"]), [1], [1, 1]) { Alpha = 1, Depth = 1, MaxWords = 1 },
                () => new SentimentModel(new Vocabulary(["a"]), [], []) { Alpha = 1, Depth = 1, MaxWords = 1 },
            },
            make => Assert.ThrowsAny<ArgumentException>(make));
    }

    private static string Text(HardmaxProblem problem) => string.Join(' ', problem.Tokens.ToArray().SelectMany(token => token));
}
