using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Hardmax.Cli.Output;
using Hardmax.Cli.Reviewing;
using Hardmax.Formats;
using Hardmax.Sentiment;

namespace Hardmax.Cli.Commands;

/// <summary>hardmax sentiment train: a model from labelled reviews.</summary>
internal static class SentimentTrainCommand
{
    public static Command Create()
    {
        Argument<string[]> data = ReviewInput.Data(ArgumentArity.OneOrMore);
        var input = new ReviewInput();
        var arguments = new TrainingArguments();
        Option<ulong> seed = ReviewInput.Seed("Everything that is random follows from it, the split too.");
        Option<string?> split = ReviewInput.Split("How many reviews are trained on (those that choose the epoch included) and how many judge the result (7 to 3).");
        var model = new Option<string>("--out") { Description = "The model: MODEL.safetensors and MODEL.json.", HelpName = "MODEL", Required = true };
        model.Validators.Add(CommonOptions.NotEmpty);
        var restart = new Option<bool>("--restart") { Description = "Begin anew, whatever MODEL.checkpoint says." };
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var command = new Command(
            "train",
            """
            Trains a model through the hardmax layers themselves: the attention sets are locally constant, so the gradient is exact
            almost everywhere. A part of the training reviews chooses the epoch; the test reviews are looked at once, at the end.
            The model depends on the data, the options and the seed alone. A run that was killed goes on from MODEL.checkpoint,
            which is written after each epoch, to the same model.

            Example:
              hardmax sentiment train reviews.csv.gz --text review --label label --dim 2 --depth 8 --epochs 10 --out model
              hardmax sentiment train aclImdb --dim 16 --depth infinite --epochs 8 --seed 7 --out model
            """)
        {
            data,
            model,
            seed,
            split,
            restart,
            threads,
            json,
        };
        input.AddTo(command);
        arguments.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            () => input.Read(parsed, parsed.GetRequiredValue(data), cancellation),
            new TrainingRequest(
                arguments.Read(parsed, parsed.GetValue(seed)),
                parsed.GetRequiredValue(data),
                parsed.GetValue(split),
                new TrainingFiles(ModelPaths.Of(parsed.GetRequiredValue(model))),
                parsed.GetValue(restart),
                parsed.GetValue(threads),
                parsed.GetValue(json),
                cancellation))));
        return command;
    }

    private static int Run(Func<IReadOnlyList<LabelledReview>> read, TrainingRequest request)
    {
        request.Files.RequirePlaces();
        IReadOnlyList<LabelledReview> reviews = read();
        SplitSizes split = ReviewInput.Sizes(request.Split, reviews.Count, request.Data);
        TrainingOutcome outcome;
        try
        {
            outcome = TrainingSession.Run(reviews, split, request);
        }
        catch (Exception diverged) when (BinaryRange.IsLeft(diverged))
        {
            throw new InvalidInputException("--rate", "argument", $"{BinaryRange.Reason(diverged)}; expected a smaller one", isUsage: true);
        }

        if (request.Json)
        {
            JsonOutput.Print(writer => WriteFields(writer, outcome));
        }
        else
        {
            Print(outcome, request);
        }

        return ExitCode.Ok;
    }

    private static void WriteFields(Utf8JsonWriter writer, TrainingOutcome outcome)
    {
        writer.WriteStartArray("epochs");
        foreach (EpochReport epoch in outcome.Result.Epochs)
        {
            writer.WriteStartObject();
            writer.WriteNumber("epoch", epoch.Epoch);
            writer.WriteNumber("trainLoss", epoch.TrainLoss);
            writer.WriteNumber("validationAccuracy", epoch.ValidationAccuracy);
            writer.WriteNumber("seconds", Math.Round(epoch.Seconds, 6));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("chosenEpoch", outcome.Result.ChosenEpoch);
        TrainingSession.WriteTest(writer, outcome.Test);
        writer.WriteNumber("words", outcome.Result.Model.Words.Count);
    }

    private static void Print(TrainingOutcome outcome, TrainingRequest request)
    {
        EpochReport chosen = outcome.Result.Epochs[outcome.Result.ChosenEpoch];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"chosen: epoch {chosen.Epoch}, which decides {chosen.ValidationAccuracy:P2} of the validation reviews rightly"));
        if (outcome.Test is { } test)
        {
            int layers = request.Options.Depth ?? Evaluator.DefaultDepth;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"test: {test.FiniteAccuracy:P2} of {test.Outcomes.Length} reviews at depth {layers} in binary32, {test.InfiniteAccuracy:P2} at infinite depth with proof ({test.Certified} certified)"));
        }

        Console.WriteLine($"wrote {request.Files.Model.Weights} and {request.Files.Model.Description}");
    }
}
