using System.Text.Json;
using Hardmax.Formats;
using Xunit;

namespace Hardmax.Sentiment.Tests;

/// <summary>A run that is interrupted goes on from its checkpoint as if nothing had been, and from no other file.</summary>
public sealed class CheckpointTests
{
    [Theory]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(null, false)]
    [InlineData(null, true)]
    public void Interrupted_at_random_moments_it_ends_at_the_same_bits(int? depth, bool learns)
    {
        TrainingOptions options = ToyReviews.Options(depth, epochs: 6) with { LearnsAlpha = learns, LearnsMatrix = learns };
        TrainingCorpus corpus = ToyReviews.Corpus(options, 240);
        TrainingResult expected = new Trainer(options, corpus, 2).Train();
        var random = new Random(20260501);
        (int interruptions, int withinEpochs) = (0, 0);
        for (int round = 0; round < 6; round++)
        {
            using var folder = new ModelFolder();
            string checkpoint = folder.Path("run.checkpoint");
            TrainingResult? result = null;
            while (result is null)
            {
                using var source = new CancellationTokenSource();
                int left = random.Next(1, 20);
                var trainer = new Trainer(options, corpus, random.Next(1, 4))
                {
                    Observer = progress =>
                    {
                        if (--left == 0)
                        {
                            withinEpochs += progress.TextsDone < progress.Texts ? 1 : 0;
                            source.Cancel();
                        }
                    },
                };
                try
                {
                    result = trainer.Train(checkpoint, source.Token);
                }
                catch (OperationCanceledException)
                {
                    interruptions++;
                }
            }

            Assert.Equal(ToyReviews.Bytes(expected).Weights, ToyReviews.Bytes(result).Weights);
            Assert.Equal(ToyReviews.Bytes(expected).Description, ToyReviews.Bytes(result).Description);
            Assert.Equal(expected.ChosenEpoch, result.ChosenEpoch);
            Assert.Equal(expected.Epochs.Select(Numbers), result.Epochs.Select(Numbers));
            Assert.Equal(["run.checkpoint"], folder.Names);

            // A run that was complete already is not run again.
            var again = new Trainer(options, corpus, 1) { Observer = _ => Assert.Fail("A step was taken.") };
            Assert.Equal(ToyReviews.Bytes(expected).Weights, ToyReviews.Bytes(again.Train(checkpoint)).Weights);
        }

        Assert.True(interruptions > 15, $"{interruptions} interruptions.");
        Assert.True(withinEpochs > 10, $"{withinEpochs} within an epoch.");
    }

    [Fact]
    public void A_run_that_was_killed_when_its_checkpoint_was_there_goes_on_from_it()
    {
        TrainingOptions options = ToyReviews.Options(2, epochs: 5);
        TrainingCorpus corpus = ToyReviews.Corpus(options, 80);
        using var folder = new ModelFolder();
        var seen = new List<int>();
        var killed = new Trainer(options, corpus, 1)
        {
            AfterEpoch = epoch =>
            {
                Assert.True(File.Exists(folder.Path("c")));
                seen.Add(epoch.Epoch);
                if (epoch.Epoch == 2)
                {
                    throw new InvalidOperationException("killed");
                }
            },
        };
        Assert.Throws<InvalidOperationException>(() => killed.Train(folder.Path("c")));
        TrainingResult result = new Trainer(options, corpus, 1) { AfterEpoch = epoch => seen.Add(epoch.Epoch) }.Train(folder.Path("c"));
        Assert.Equal([0, 1, 2, 3, 4], seen);
        Assert.Equal(ToyReviews.Bytes(new Trainer(options, corpus, 1).Train()).Weights, ToyReviews.Bytes(result).Weights);
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_refused()
    {
        TrainingOptions options = ToyReviews.Options(2, epochs: 1);
        TrainingCorpus corpus = ToyReviews.Corpus(options, 60);
        using var folder = new ModelFolder();
        _ = new Trainer(options, corpus, 1).Train(folder.Path("c"));
        TrainingCorpus relabelled = corpus with { Training = corpus.Training.SetItem(3, corpus.Training[3] with { IsPositive = !corpus.Training[3].IsPositive }) };
        TrainingCorpus otherTest = corpus with { Test = corpus.Test.RemoveAt(0) };
        TrainingCorpus otherCounts = corpus with { Validation = corpus.Validation.SetItem(0, new LabelledBag(new WordBag(corpus.Validation[0].Bag.Rows, [.. corpus.Validation[0].Bag.Counts.Select(count => count + 1)]), corpus.Validation[0].IsPositive, "0")) };
        TrainingCorpus otherWords = corpus with { Words = new Vocabulary([.. corpus.Words.Words.Select(word => word + "s")]) };
        (TrainingOptions Options, TrainingCorpus Corpus)[] others =
        [
            (options with { Seed = 6 }, corpus),
            (options with { Epochs = 2 }, corpus),
            (options with { Depth = 3 }, corpus),
            (options with { Depth = null }, corpus),
            (options with { Dimension = 2 }, corpus),
            (options with { LearningRate = 0.051f }, corpus),
            (options with { Leak = 0.06f }, corpus),
            (options with { LearnsAlpha = true }, corpus),
            (options with { LearnsMatrix = true }, corpus),
            (options with { Initial = InitialVectors.Sphere }, corpus),
            (options with { Tokeniser = new TokeniserOptions() }, corpus),
            (options, ToyReviews.Corpus(options, 60, seed: 2)),
            (options, relabelled),
            (options, otherTest),
            (options, otherCounts),
            (options, otherWords),
        ];
        foreach ((TrainingOptions otherOptions, TrainingCorpus otherCorpus) in others)
        {
            byte[] before = File.ReadAllBytes(folder.Path("c"));
            InvalidInputException e = ModelSamples.Refused(() => new Trainer(otherOptions, otherCorpus, 1).Train(folder.Path("c")));
            Assert.Equal((folder.Path("c"), "file"), (e.File, e.Place));
            Assert.Contains("other data, options or seed", e.Reason, StringComparison.Ordinal);
            Assert.Equal(before, File.ReadAllBytes(folder.Path("c")));
        }

        Assert.NotNull(new Trainer(options, corpus, 1).Train(folder.Path("c")));
    }

    [Fact]
    public void A_checkpoint_that_is_cut_off_or_changed_is_refused()
    {
        TrainingOptions options = ToyReviews.Options(1, epochs: 2) with { Dimension = 1, LearnsMatrix = true };
        TrainingCorpus corpus = ToyReviews.Corpus(options, 20);
        using var folder = new ModelFolder();
        TrainingResult expected = new Trainer(options, corpus, 1).Train(folder.Path("c"));
        byte[] bytes = File.ReadAllBytes(folder.Path("c"));
        var random = new Random(20260502);
        var trainer = new Trainer(options, corpus, 1);
        for (int round = 0; round < 400; round++)
        {
            byte[] damaged = round % 2 == 0 ? bytes[..random.Next(bytes.Length)] : [.. bytes];
            if (round % 2 == 1)
            {
                damaged[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            string path = folder.Write("d", damaged);
            InvalidInputException e = ModelSamples.Refused(() => trainer.Train(path));
            Assert.Equal(path, e.File);
            Assert.Equal(damaged, File.ReadAllBytes(path));
        }

        _ = ModelSamples.Refused(() => trainer.Train(folder.Write("e", "no checkpoint"u8)));
        _ = ModelSamples.Refused(() => trainer.Train(folder.Write("e", ModelFile.ToBytes(expected.Model).Weights.Span)));
        Assert.Equal(ToyReviews.Bytes(expected).Weights, ToyReviews.Bytes(trainer.Train(folder.Path("c"))).Weights);
    }

    [Fact]
    public void A_place_where_nothing_can_be_written_is_an_input_error()
    {
        TrainingOptions options = ToyReviews.Options(1, epochs: 1);
        using var folder = new ModelFolder();
        _ = folder.Write("file", []);
        var trainer = new Trainer(options, ToyReviews.Corpus(options, 20), 1);
        _ = ModelSamples.Refused(() => trainer.Train(folder.Path("file/checkpoint")));
    }

    // Everything but the seconds, which are those of the run that made the epoch.
    private static string Numbers(EpochReport report) => JsonSerializer.Serialize(report with { Seconds = 0 });
}
