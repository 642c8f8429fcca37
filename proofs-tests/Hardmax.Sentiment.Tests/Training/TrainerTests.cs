using System.Collections.Immutable;
using Xunit;

namespace Hardmax.Sentiment.Tests;

public sealed class TrainerTests
{
    public static TheoryData<int?, bool, bool, InitialVectors> Kinds => new()
    {
        { 3, false, false, InitialVectors.Normal },
        { 0, false, false, InitialVectors.Normal },
        { null, false, false, InitialVectors.Normal },
        { null, false, false, InitialVectors.Sphere },
        { 2, true, false, InitialVectors.Sphere },
        { 2, false, true, InitialVectors.Normal },
        { null, true, true, InitialVectors.Normal },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_two_words_decide_is_learned(int? depth, bool learnsAlpha, bool learnsMatrix, InitialVectors initial)
    {
        TrainingOptions options = ToyReviews.Options(depth, epochs: 40) with { LearnsAlpha = learnsAlpha, LearnsMatrix = learnsMatrix, Initial = initial };
        TrainingCorpus corpus = ToyReviews.Corpus(options);
        var told = new List<TrainingProgress>();
        var trainer = new Trainer(options, corpus, 2) { Observer = told.Add };
        TrainingResult result = trainer.Train();
        var evaluation = Evaluator.Of(result.Model, corpus.Test, depth ?? 3, 2);
        Assert.Equal((120, 1.0, 1.0), (evaluation.Outcomes.Length, evaluation.FiniteAccuracy, evaluation.InfiniteAccuracy));

        Assert.Equal(40, result.Epochs.Length);
        Assert.Equal(Enumerable.Range(0, 40), result.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(result.Epochs.Max(epoch => epoch.ValidationAccuracy), result.Epochs[result.ChosenEpoch].ValidationAccuracy);
        Assert.Equal(1.0, result.Epochs[^1].ValidationAccuracy);
        Assert.InRange(result.Epochs[^1].TrainLoss, 0.01, 0.7 * result.Epochs[0].TrainLoss);
        Assert.Equal((depth, options.MaxWords, options.Tokeniser), (result.Model.Depth, result.Model.MaxWords, result.Model.Tokeniser));
        Assert.Equal(learnsAlpha && depth is not null, !result.Model.Alpha.Equals(1));
        Assert.Equal(learnsMatrix, result.Model.Factor.Length == 9 && result.Model.Factor is not [1, 0, 0, 0, 1, 0, 0, 0, 1]);
        AssertTold(told, corpus.Training.Length, result);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_number_of_threads_changes_no_bit(int? depth, bool learnsAlpha, bool learnsMatrix, InitialVectors initial)
    {
        TrainingOptions options = ToyReviews.Options(depth, epochs: 2) with { LearnsAlpha = learnsAlpha, LearnsMatrix = learnsMatrix, Initial = initial };
        TrainingCorpus corpus = ToyReviews.Corpus(options, 150);
        (byte[] weights, byte[] description) = ToyReviews.Bytes(new Trainer(options, corpus, 1).Train());
        foreach (int threads in new[] { 2, 3, 7 })
        {
            TrainingCorpus again = TrainingCorpus.Of(ToyReviews.Reviews(150, 1), options, SplitSizes.Of(150), threads);
            Assert.Equal(corpus.Digest(), again.Digest());
            TrainingResult result = new Trainer(options, again, threads).Train();
            Assert.Equal(weights, ToyReviews.Bytes(result).Weights);
            Assert.Equal(description, ToyReviews.Bytes(result).Description);
        }
    }

    [Fact]
    public void Other_options_give_another_model()
    {
        TrainingOptions options = ToyReviews.Options(2, epochs: 1);
        TrainingCorpus corpus = ToyReviews.Corpus(options, 150);
        TrainingOptions[] all =
        [
            options,
            options with { Seed = 6 },
            options with { Depth = 3 },
            options with { Depth = null },
            options with { Depth = null, Leak = 0 },
            options with { WordDropout = 0.25f },
            options with { WordDropout = 0 },
            options with { LearningRate = 0.04f },
            options with { BatchSize = 17 },
            options with { Alpha = 2 },
            options with { LearnsAlpha = true },
            options with { LearnsMatrix = true },
            options with { Epochs = 2 },
            options with { Initial = InitialVectors.Sphere },
        ];
        string[] weights = [.. all.Select(other => Convert.ToHexString(ToyReviews.Bytes(new Trainer(other, corpus, 2).Train()).Weights))];
        Assert.Equal(all.Length, weights.Distinct().Count());
    }

    [Fact]
    public void The_first_epoch_with_the_best_validation_is_chosen()
    {
        int chosenLater = 0;
        int tied = 0;
        for (ulong seed = 1; seed <= 12; seed++)
        {
            TrainingOptions options = ToyReviews.Options(2, epochs: 5) with { Seed = seed, LearningRate = 0.02f };
            TrainingCorpus corpus = ToyReviews.Corpus(options, 120);
            TrainingResult result = new Trainer(options, corpus, 2).Train();
            double[] accuracies = [.. result.Epochs.Select(epoch => epoch.ValidationAccuracy)];
            Assert.Equal(Array.IndexOf(accuracies, accuracies.Max()), result.ChosenEpoch);
            chosenLater += result.ChosenEpoch > 0 ? 1 : 0;
            tied += accuracies.Count(accuracy => accuracy.Equals(accuracies.Max())) > 1 ? 1 : 0;

            // The model is that of the epoch: it decides as many validation texts rightly, and a run that ends there has it.
            Side[] sides = FloatDecisions.Of(result.Model, [.. corpus.Validation.Select(text => text.Bag)], 2, 1);
            Assert.Equal(accuracies.Max(), sides.Zip(corpus.Validation).Count(pair => pair.First == (pair.Second.IsPositive ? Side.Positive : Side.Negative)) / (double)sides.Length);
        }

        Assert.InRange(chosenLater, 3, 12);
        Assert.InRange(tied, 3, 12);
    }

    [Fact]
    public void The_weights_of_the_best_epoch_are_kept_when_others_follow()
    {
        var weights = Weights.Draw(ToyReviews.Options(1), 2);
        var state = new TrainingState(weights);
        double[] accuracies = [0.5, 0.75, 0.5, 0.75, 0.7];
        int[] best = [0, 1, 1, 1, 1];
        for (int epoch = 0; epoch < accuracies.Length; epoch++)
        {
            weights.Words.Values[0] = weights.Decoder.Values[0] = weights.Scalars.Values[0] = epoch;
            state.Add(new EpochReport(epoch, 1, accuracies[epoch], 0));
            Assert.Equal(best[epoch], state.BestEpoch);
            Assert.Equal([best[epoch], best[epoch], best[epoch]], [state.Best!.Words.Values[0], state.Best.Decoder.Values[0], state.Best.Bias]);
        }
    }

    [Fact]
    public void Texts_without_known_words_are_survived()
    {
        TrainingOptions options = ToyReviews.Options(2, epochs: 25) with { Floor = 3 };
        LabelledReview[] reviews =
        [
            .. ToyReviews.Reviews(400, 2),
            .. Enumerable.Range(0, 100).Select(at => new LabelledReview(at % 3 == 0 ? string.Empty : at % 3 == 1 ? "of the and" : $"once{(char)('a' + (at % 26))}{(char)('a' + (at / 26))}", at % 2 == 0, "empty")),
        ];
        var corpus = TrainingCorpus.Of(reviews, options, new SplitSizes(350, 150), 2);
        foreach (ImmutableArray<LabelledBag> part in (ImmutableArray<LabelledBag>[])[corpus.Training, corpus.Validation, corpus.Test])
        {
            Assert.Contains(part, text => text.Bag.Distinct == 0);
            Assert.Contains(part, text => text.Bag.Distinct > 0);
        }

        int empty = corpus.Validation.Count(text => text.Bag.Distinct == 0);
        TrainingResult result = new Trainer(options, corpus, 2).Train();
        Assert.Equal((corpus.Validation.Length - empty) / (double)corpus.Validation.Length, result.Epochs[^1].ValidationAccuracy);
        var evaluation = Evaluator.Of(result.Model, corpus.Test, null, 2);
        Assert.Equal(corpus.Test.Count(text => text.Bag.Distinct == 0), evaluation.WithoutWords);
        Assert.Equal(1 - (evaluation.WithoutWords / 150.0), evaluation.InfiniteAccuracy, 1e-9);
    }

    [Fact]
    public void Labels_at_random_and_labels_that_are_all_the_same_are_survived()
    {
        var random = new Random(3);
        LabelledReview[] noise = [.. ToyReviews.Reviews(120, 3).Select(review => review with { IsPositive = random.Next(2) == 0 })];
        LabelledReview[] alike = [.. ToyReviews.Reviews(120, 3).Select(review => review with { IsPositive = false })];
        foreach (int? depth in new int?[] { 2, null })
        {
            TrainingOptions options = ToyReviews.Options(depth, epochs: 25);
            TrainingResult result = new Trainer(options, TrainingCorpus.Of(noise, options, SplitSizes.Of(120), 2), 2).Train();
            Assert.All(result.Epochs, epoch => Assert.True(double.IsFinite(epoch.TrainLoss)));
            Assert.True(result.Epochs[^1].TrainLoss > 0.3, "Noise was learned.");

            var corpus = TrainingCorpus.Of(alike, options, SplitSizes.Of(120), 2);
            result = new Trainer(options, corpus, 2).Train();
            Assert.Equal(1.0, result.Epochs[^1].ValidationAccuracy);
            Assert.Equal(1.0, Evaluator.Of(result.Model, corpus.Test, 2, 2).InfiniteAccuracy);
        }
    }

    [Theory]
    [InlineData(1e15f)]
    [InlineData(1e25f)]
    [InlineData(1e36f)]
    [InlineData(3e38f)]
    public void A_huge_learning_rate_is_an_arithmetic_error_or_a_finite_model(float rate)
    {
        foreach (int? depth in new int?[] { 0, 2, null })
        {
            foreach (bool learns in new[] { false, true })
            {
                TrainingOptions options = ToyReviews.Options(depth, epochs: 2) with { LearningRate = rate, LearnsAlpha = learns, LearnsMatrix = learns };
                try
                {
                    TrainingResult result = new Trainer(options, ToyReviews.Corpus(options, 60), 2).Train();
                    Assert.NotNull(ModelFile.ToBytes(result.Model));
                    Assert.True(rate < 1e20f || depth == 0);
                }
                catch (ArithmeticException e)
                {
                    Assert.Contains("finite in binary32", e.Message, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void What_cannot_be_trained_is_refused()
    {
        TrainingOptions options = ToyReviews.Options(1);
        TrainingCorpus corpus = ToyReviews.Corpus(options, 40);
        var empty = new LabelledBag(new WordBag([], []), true, "empty");
        Assert.All(
            [corpus with { Training = [empty, empty] }, corpus with { Training = [] }, corpus with { Validation = [] }],
            bad => Assert.Throws<ArgumentException>(() => new Trainer(options, bad, 1)));
        Assert.All(
            [
                options with { Dimension = 0 },
                options with { Depth = -1 },
                options with { Epochs = 0 },
                options with { BatchSize = 0 },
                options with { MaxWords = 0 },
                options with { Alpha = 0 },
                options with { Alpha = float.NaN },
                options with { Alpha = float.PositiveInfinity },
                options with { LearningRate = 0 },
                options with { LearningRate = float.PositiveInfinity },
                options with { LearningRate = float.NaN },
                options with { WordDropout = -0.1f },
                options with { WordDropout = 1.1f },
                options with { WordDropout = float.NaN },
                options with { Floor = 0 },
                options with { VocabularySize = -1 },
                options with { ValidationShare = -0.1 },
                options with { ValidationShare = double.NaN },
                options with { Leak = -1 },
                options with { Leak = float.NaN },
            ],
            bad => Assert.Throws<ArgumentException>(() => new Trainer(bad, corpus, 1)));
        Assert.Null((options with { Depth = 0, VocabularySize = 0, WordDropout = 0, Leak = 0, ValidationShare = 1 }).OutOfRange);
    }

    [Fact]
    public void Words_left_out_altogether_leave_one()
    {
        TrainingOptions options = ToyReviews.Options(1, epochs: 1) with { WordDropout = 1 };
        TrainingResult result = new Trainer(options, ToyReviews.Corpus(options, 60), 2).Train();
        Assert.True(double.IsFinite(result.Epochs[0].TrainLoss));
    }

    private static void AssertTold(List<TrainingProgress> told, int texts, TrainingResult result)
    {
        int batches = (texts + 15) / 16;
        Assert.Equal(40 * batches, told.Count);
        for (int at = 0; at < told.Count; at++)
        {
            TrainingProgress progress = told[at];
            Assert.Equal((at / batches, 40, Math.Min(texts, 16 * ((at % batches) + 1)), texts), (progress.Epoch, progress.Epochs, progress.TextsDone, progress.Texts));
            Assert.True(progress.SecondsLeft >= 0 && double.IsFinite(progress.Loss));
            Assert.Equal(progress.Epoch == 0 ? null : result.Epochs[progress.Epoch - 1], progress.Last);
        }

        Assert.Equal(result.Epochs[^1].TrainLoss, told[^1].Loss);
    }
}
