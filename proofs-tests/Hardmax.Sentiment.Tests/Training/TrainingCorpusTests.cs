using System.Globalization;
using Xunit;

namespace Hardmax.Sentiment.Tests;

public sealed class TrainingCorpusTests
{
    [Fact]
    public void Every_text_is_in_one_part_and_the_vocabulary_is_of_the_first()
    {
        // Every text has a word of its own, so a word tells which texts were read.
        LabelledReview[] reviews = [.. Enumerable.Range(0, 100).Select(at => new LabelledReview($"shared {Own(at)}", at % 3 == 0, Own(at)))];
        TrainingOptions options = ToyReviews.Options(1) with { ValidationShare = 0.2 };
        var corpus = TrainingCorpus.Of(reviews, options, new SplitSizes(60, 30), 2);
        Assert.Equal((48, 12, 30), (corpus.Training.Length, corpus.Validation.Length, corpus.Test.Length));
        string[] places = [.. corpus.Training.Concat(corpus.Validation).Concat(corpus.Test).Select(text => text.Place)];
        Assert.Equal(90, places.Distinct().Count());
        Assert.Equal(corpus.Training.Select(text => text.Place).Append("shared").Order(StringComparer.Ordinal), corpus.Words.Words.Order(StringComparer.Ordinal));
        Assert.All(corpus.Training, text => Assert.Equal(2, text.Bag.Length));
        Assert.All(corpus.Validation.Concat(corpus.Test), text => Assert.Equal([corpus.Words.RowOf("shared")], text.Bag.Rows.AsEnumerable()));
        Assert.All(corpus.Training.Concat(corpus.Test), text => Assert.Equal(reviews.First(review => review.Place == text.Place).IsPositive, text.IsPositive));

        Assert.Equal(corpus.Test.Select(text => text.Place), TrainingCorpus.TestPart(reviews, new SplitSizes(60, 30), options.Seed).Select(review => review.Place));
        Assert.NotEqual(corpus.Test.Select(text => text.Place), TrainingCorpus.TestPart(reviews, new SplitSizes(60, 30), 6).Select(review => review.Place));
        Assert.Empty(TrainingCorpus.Of(reviews, options, new SplitSizes(60, 0), 1).Test);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 10)]
    [InlineData(1, 19)]
    public void There_is_always_a_text_to_learn_from_and_one_to_choose_by(double share, int validation)
    {
        TrainingOptions options = ToyReviews.Options(1) with { ValidationShare = share };
        var corpus = TrainingCorpus.Of(ToyReviews.Reviews(20, 1), options, new SplitSizes(20, 0), 1);
        Assert.Equal((20 - validation, validation), (corpus.Training.Length, corpus.Validation.Length));
    }

    [Fact]
    public void Options_say_which_words_are_known_and_read()
    {
        LabelledReview[] reviews = [.. Enumerable.Range(0, 10).Select(_ => new LabelledReview("one two three four five six two", true, "0"))];
        TrainingOptions options = ToyReviews.Options(1) with { ValidationShare = 0.1, Floor = 10, MaxWords = 4, Tokeniser = new TokeniserOptions { KeepsStopWords = true } };
        var corpus = TrainingCorpus.Of(reviews, options, new SplitSizes(10, 0), 1);
        Assert.Equal(["two"], corpus.Words.Words.AsEnumerable());
        corpus = TrainingCorpus.Of(reviews, options with { Floor = 9 }, new SplitSizes(10, 0), 1);
        Assert.Equal(6, corpus.Words.Count);
        Assert.Equal(["one", "two", "six"], corpus.Training[0].Bag.Rows.Select(row => corpus.Words.Words[row]));
        corpus = TrainingCorpus.Of(reviews, options with { Floor = 9, Reads = WordChoice.First, VocabularySize = 3 }, new SplitSizes(10, 0), 1);
        Assert.Equal(["two", "five", "four"], corpus.Words.Words.AsEnumerable());
        Assert.Equal([2, 1, 1], corpus.Training[0].Bag.Counts.AsEnumerable());
        Assert.Equal(["two", "four", "five"], corpus.Training[0].Bag.Rows.Select(row => corpus.Words.Words[row]));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(10, 11)]
    [InlineData(21, 0)]
    [InlineData(10, -1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Parts_that_are_not_there_are_refused(int training, int test) =>
        Assert.Throws<ArgumentException>(() => TrainingCorpus.Of(ToyReviews.Reviews(20, 1), ToyReviews.Options(1), new SplitSizes(training, test), 1));

    [Fact]
    public void Sizes_are_read_as_they_are_written()
    {
        Assert.Equal(new SplitSizes(35000, 15000), SplitSizes.Of(50000));
        Assert.Equal(new SplitSizes(7, 4), SplitSizes.Of(11));
        Assert.Equal(new SplitSizes(1503238552, 644245095), SplitSizes.Of(int.MaxValue));
        Assert.True(SplitSizes.TryParse("35000/15000", out SplitSizes sizes));
        Assert.Equal(("35000/15000", sizes), (sizes.ToString(), new SplitSizes(35000, 15000)));
        Assert.All(
            ["", "/", "1", "1/", "/1", "1/2/3", "-1/2", "1/-2", " 1/2", "1 /2", "1.0/2", "99999999999/1", "1/99999999999", "a/b", "1,000/2"],
            text => Assert.False(SplitSizes.TryParse(text, out sizes) || sizes != default));
    }

    [Fact]
    public void Weights_are_drawn_for_a_seed_and_nothing_else()
    {
        TrainingOptions options = ToyReviews.Options(1) with { Dimension = 5, Alpha = 2 };
        var weights = Weights.Draw(options, 2000);
        Assert.Equal(weights.Words.Values, Weights.Draw(options with { Depth = 7, Epochs = 9 }, 2000).Words.Values);
        Assert.Equal(weights.Decoder.Values, Weights.Draw(options with { Initial = InitialVectors.Sphere }, 2000).Decoder.Values);
        Assert.NotEqual(weights.Words.Values, Weights.Draw(options with { Seed = 6 }, 2000).Words.Values);

        // 10,000 draws of mean 0 and variance 1: six standard deviations of the mean and of the variance.
        double mean = weights.Words.Values.Average();
        Assert.InRange(mean, -0.06, 0.06);
        Assert.InRange(weights.Words.Values.Average(x => (x - mean) * (x - mean)), 1 - (6 * Math.Sqrt(2e-4)), 1 + (6 * Math.Sqrt(2e-4)));
        Assert.InRange(weights.Words.Values.Max(Math.Abs), 3, 6);
        Assert.Equal((0, 2), (weights.Bias, weights.Alpha));
        Assert.Equal(2 / 3f, weights.Gamma, 1e-7f);

        float[] sphere = Weights.Draw(options with { Initial = InitialVectors.Sphere }, 2000).Words.Values;
        Assert.All(sphere.Chunk(5), vector => Assert.InRange(vector.Sum(x => (double)x * x), 1 - 1e-6, 1 + 1e-6));
        for (int row = 0; row < 2000; row++)
        {
            double norm = Math.Sqrt(weights.Words.Values.AsSpan(row * 5, 5).ToArray().Sum(x => (double)x * x));
            Assert.Equal(weights.Words.Values[(row * 5) + 4] / norm, sphere[(row * 5) + 4], 1e-6);
        }
    }

    [Fact]
    public void A_copy_is_of_its_own()
    {
        var weights = Weights.Draw(ToyReviews.Options(1) with { LearnsMatrix = true }, 3);
        Weights copy = weights.Copy();
        foreach (((string name, Parameter parameter), (string copied, Parameter other)) in weights.All.Zip(copy.All))
        {
            Assert.Equal(name, copied);
            Assert.Equal(parameter.Values, other.Values);
            parameter.Values[0] += 1;
            Assert.Equal(parameter.Values[0], other.Values[0] + 1);
        }
    }

    private static string Own(int at) => string.Concat(at.ToString(CultureInfo.InvariantCulture).Select(digit => "qrstuvwxyz"[digit - '0'])) + "own";
}
