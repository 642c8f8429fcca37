using System.CommandLine;
using System.Text;
using System.Text.Json;
using Hardmax.Cli.Output;
using Hardmax.Cli.Reviewing;
using Hardmax.Formats;
using Hardmax.Reports;
using Hardmax.Sentiment;

namespace Hardmax.Cli.Commands;

/// <summary>hardmax sentiment explain: what a model decides about a text, with proof, and why.</summary>
internal static class SentimentExplainCommand
{
    private const string StandardInput = "-";

    public static Command Create()
    {
        var text = new Argument<string>("TEXT") { Description = "The text; - reads it from standard input." };
        var model = new Option<string>("--model")
        {
            Description = $"MODEL.safetensors with MODEL.json beside it, or one in the box: {string.Join(", ", ShippedModels.Names)}.",
            HelpName = "MODEL",
            DefaultValueFactory = _ => ShippedModels.Default,
        };
        model.Validators.Add(CommonOptions.NotEmpty);
        var page = new Option<string?>("--out") { Description = "Write a page with a picture, layer by layer.", HelpName = "FILE.html" };
        page.Validators.Add(CommonOptions.NotEmpty);
        Option<bool> json = CommonOptions.Json();
        var command = new Command(
            "explain",
            """
            Decides whether a text is positive, exactly and at infinite depth, and says why: which words lead, who gathers around
            each, how far the mean is from the line that decides, and which words would have to go for another decision.
            Exit code 0: decided, with proof; 2: no word is known, or nothing is proved.

            Example:
              hardmax sentiment explain "a wonderful film with a terrible ending"
              hardmax sentiment explain --model d8 --out why.html - < review.txt
            """)
        {
            text,
            model,
            page,
            json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var explainer = new Explainer(ShippedModels.Open(parsed.GetRequiredValue(model)));
            Explanation explanation = explainer.Explain(Read(parsed.GetRequiredValue(text)), cancellation);
            if (parsed.GetValue(page) is { } path)
            {
                byte[] html = Encoding.UTF8.GetBytes(ExplanationPage.Of(explanation));
                _ = WholeFile.Write(path, stream => stream.Write(html));
            }

            if (parsed.GetValue(json))
            {
                JsonOutput.Print(writer => WriteFields(writer, explanation));
            }
            else
            {
                ExplanationText.Print(explanation);
            }

            return Task.FromResult(explanation.Decision == Side.Undecided ? ExitCode.Inconclusive : ExitCode.Ok);
        });
        return command;
    }

    private static string Read(string text) => text == StandardInput ? BoundedInput.ReadStandardText(FormatLimits.MaxTextBytes) : text;

    private static void WriteFields(Utf8JsonWriter writer, Explanation explanation)
    {
        writer.WriteString("decision", explanation.Decision.Word());
        WriteNumber(writer, "probability", explanation.Probability);
        WriteNumber(writer, "margin", explanation.Margin);
        writer.WriteString("value", explanation.Value?.ToString());
        writer.WriteStartArray("leaders");
        foreach (Gathering gathering in explanation.Gatherings)
        {
            if (gathering.Leader is { } leader)
            {
                writer.WriteStartObject();
                writer.WriteString("word", explanation.Words[leader]);
                WriteWords(writer, "followers", gathering.Followers.Select(word => explanation.Words[word]));
                writer.WriteString("side", Sides.Of(gathering.Score.Sign).Word());
                writer.WriteNumber("tokens", gathering.Tokens);
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
        if (explanation.Flip is { } flip)
        {
            WriteWords(writer, "flippedWithout", flip.Words.Select(word => explanation.Words[word]));
        }

        writer.WriteNumber("words", explanation.Counts.Sum());
        writer.WriteNumber("unknown", explanation.UnknownWords);
        writer.WriteNumber("unread", explanation.UnreadWords);
        writer.WriteBoolean("certified", explanation.IsCertified);
        writer.WriteNumber("layer", explanation.Layer);
    }

    private static void WriteWords(Utf8JsonWriter writer, string name, IEnumerable<string> words)
    {
        writer.WriteStartArray(name);
        foreach (string word in words)
        {
            writer.WriteStringValue(word);
        }

        writer.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
