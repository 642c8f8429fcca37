using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Hardmax.Cli.Output;
using Hardmax.Formats;
using Hardmax.Sentiment;

namespace Hardmax.Cli.Reviewing;

/// <summary>What is to be trained, and where to.</summary>
internal sealed record TrainingRequest(
    TrainingOptions Options,
    IReadOnlyList<string> Data,
    string? Split,
    TrainingFiles Files,
    bool Restarts,
    int Threads,
    bool Json,
    CancellationToken Cancellation);

/// <summary>A trained model and what it says of the test reviews; null where there are none.</summary>
internal sealed record TrainingOutcome(TrainingResult Result, Evaluation? Test);

/// <summary>A run of training with its files: the checkpoint while it goes on, the model at its end.</summary>
internal static class TrainingSession
{
    /// <summary>Trains, tests once, and writes the model.</summary>
    public static TrainingOutcome Run(IReadOnlyList<LabelledReview> reviews, SplitSizes split, TrainingRequest request)
    {
        TrainingCorpus corpus = Prepare(reviews, split, request);
        TrainingFiles files = request.Files;
        if (request.Restarts)
        {
            File.Delete(files.Checkpoint);
        }

        TrainingResult result = Train(corpus, files.Checkpoint, request);
        Evaluation? test = corpus.Test.IsEmpty ? null : Test(result.Model, corpus.Test, request);
        byte[] about = About(result, test, split, request);
        SentimentModel model = result.Model.With(JsonElement.Parse(about));
        ModelBytes bytes = ModelFile.ToBytes(model);
        _ = WholeFile.Write(files.Model.Weights, stream => stream.Write(bytes.Weights.Span));
        _ = WholeFile.Write(files.Model.Description, stream => stream.Write(bytes.Description.Span));
        File.Delete(files.Checkpoint);
        files.RemoveLeftovers();
        return new TrainingOutcome(result with { Model = model }, test);
    }

    /// <summary>"test": {"finite","infinite"}, or null.</summary>
    public static void WriteTest(Utf8JsonWriter writer, Evaluation? test)
    {
        if (test is null)
        {
            writer.WriteNull("test");
            return;
        }

        writer.WriteStartObject("test");
        writer.WriteNumber("finite", test.FiniteAccuracy);
        writer.WriteNumber("infinite", test.InfiniteAccuracy);
        writer.WriteEndObject();
    }

    private static TrainingCorpus Prepare(IReadOnlyList<LabelledReview> reviews, SplitSizes split, TrainingRequest request)
    {
        using var progress = new Progress("reviews", reviews.Count);
        progress.Say($"taking words from {reviews.Count} reviews");
        return TrainingCorpus.Of(reviews, request.Options, split, request.Threads, request.Cancellation);
    }

    private static TrainingResult Train(TrainingCorpus corpus, string checkpoint, TrainingRequest request)
    {
        if (ReviewInput.OneClass("to train on", corpus.Training.Select(text => text.IsPositive)) is { } oneClass)
        {
            throw new InvalidInputException(string.Join(' ', request.Data), "labels", $"{oneClass}; expected both, or --label-map with what the labels mean");
        }

        if (corpus.Words.Count == 0 || corpus.Training.All(text => text.Bag.Distinct == 0))
        {
            throw new InvalidInputException(string.Join(' ', request.Data), "file", $"no word occurs {request.Options.Floor} times in the training reviews; expected more reviews, or a smaller --floor");
        }

        using var progress = new Progress("reviews", corpus.Training.Length);
        var trainer = new Trainer(request.Options, corpus, request.Threads)
        {
            Observer = state => progress.Refresh(() => Line(state)),
            AfterEpoch = epoch => Tell(epoch, request.Json, progress),
        };
        return trainer.Train(checkpoint, request.Cancellation);
    }

    private static string Line(TrainingProgress state) => string.Create(
        CultureInfo.InvariantCulture,
        $"epoch {state.Epoch + 1} of {state.Epochs}, {state.TextsDone} of {state.Texts} reviews, loss {state.Loss:F4}{(state.Last is { } last ? $", accuracy {last.ValidationAccuracy:F4}" : string.Empty)}, {state.SecondsLeft:F0} s left");

    private static void Tell(EpochReport epoch, bool isJson, Progress progress)
    {
        if (!isJson)
        {
            progress.Clear();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"epoch {epoch.Epoch,3}: loss {epoch.TrainLoss:F4}, validation accuracy {epoch.ValidationAccuracy:F4}, {epoch.Seconds:F2} s"));
        }
    }

    private static Evaluation Test(SentimentModel model, ImmutableArray<LabelledBag> texts, TrainingRequest request)
    {
        using var progress = new Progress("test reviews", texts.Length);
        return Evaluator.Of(model, texts, depth: null, request.Threads, progress.ReportFromAnyThread, request.Cancellation);
    }

    private static byte[] About(TrainingResult result, Evaluation? test, SplitSizes split, TrainingRequest request)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("data", ReviewInput.Names(request.Data));
            writer.WriteString("split", split.ToString());
            writer.WriteNumber("seed", request.Options.Seed);
            writer.WriteNumber("epochs", request.Options.Epochs);
            writer.WriteNumber("chosenEpoch", result.ChosenEpoch);
            writer.WriteNumber("validationAccuracy", result.Epochs[result.ChosenEpoch].ValidationAccuracy);
            WriteTest(writer, test);
            writer.WriteString("alpha", request.Options.LearnsAlpha ? "learned" : "fixed");
            writer.WriteNumber("rate", request.Options.Rate);
            writer.WriteNumber("batch", request.Options.BatchSize);
            writer.WriteNumber("dropout", request.Options.WordDropout);
            writer.WriteNumber("leak", request.Options.Leak);
            writer.WriteNumber("floor", request.Options.Floor);
            writer.WriteString("init", request.Options.Initial == InitialVectors.Sphere ? "sphere" : "normal");
            writer.WriteNumber("spread", request.Options.Spread);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
