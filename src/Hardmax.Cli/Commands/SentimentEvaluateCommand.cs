using System.CommandLine;
using System.Text.Json;
using Hardmax.Cli.Output;
using Hardmax.Cli.Reviewing;
using Hardmax.Sentiment;

namespace Hardmax.Cli.Commands;

/// <summary>hardmax sentiment evaluate: how often a model is right, at finite depth and with proof at infinite depth.</summary>
internal static class SentimentEvaluateCommand
{
    public static Command Create()
    {
        var evaluation = new EvaluationInput();
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var command = new Command(
            "evaluate",
            """
            Lets a model decide about labelled reviews: after its layers in binary32, and at infinite depth exactly, with a proof
            for each review. Says how often each is right, how often they differ, and how many words lead.
            Exit code 0: the limit of every review with a known word is proved; 2: one is not.

            Example:
              hardmax sentiment evaluate model reviews.csv.gz --text review --label label
              hardmax sentiment evaluate d8 reviews.csv.gz --split 35000/15000 --seed 1 --json
            """)
        {
            threads,
            json,
        };
        evaluation.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var watches = new Stopwatches();
            (_, Evaluation result) = evaluation.Evaluate(parsed, parsed.GetValue(threads), watches, cancellation);
            if (parsed.GetValue(json))
            {
                JsonOutput.Print(writer => WriteFields(writer, result, watches));
            }
            else
            {
                EvaluationTable.Print(result, watches);
            }

            return Task.FromResult(result.Certified + result.WithoutWords == result.Outcomes.Length ? ExitCode.Ok : ExitCode.Inconclusive);
        });
        return command;
    }

    private static void WriteFields(Utf8JsonWriter writer, Evaluation result, Stopwatches watches)
    {
        writer.WriteNumber("reviews", result.Outcomes.Length);
        writer.WriteStartObject("accuracy");
        writer.WriteNumber("finite", result.FiniteAccuracy);
        writer.WriteNumber("infinite", result.InfiniteAccuracy);
        writer.WriteEndObject();
        writer.WriteNumber("certified", result.Certified);
        writer.WriteNumber("disagreements", result.Disagreements);
        writer.WriteStartObject("leaders");
        if (result.Leaders() is { } leaders)
        {
            writer.WriteNumber("mean", leaders.Mean);
            writer.WriteNumber("sd", leaders.StandardDeviation);
            writer.WriteNumber("min", leaders.Min);
            writer.WriteNumber("max", leaders.Max);
            writer.WriteNumber("initialFraction", leaders.InitialFraction);
        }

        writer.WriteEndObject();
        if (result.Worst is { } worst)
        {
            writer.WriteStartObject("worst");
            writer.WriteString("place", worst.Text.Place);
            WriteFinite(writer, worst.FiniteValue);
            writer.WriteNumber("infinite", worst.LimitValue);
            writer.WriteEndObject();
        }

        writer.WriteNumber("withoutWords", result.WithoutWords);
        watches.WriteField(writer);
    }

    // JSON has no infinity, to which the sum of a decision in binary32 may run over.
    private static void WriteFinite(Utf8JsonWriter writer, float value)
    {
        if (float.IsFinite(value))
        {
            writer.WriteNumber("finite", value);
        }
        else
        {
            writer.WriteNull("finite");
        }
    }
}
