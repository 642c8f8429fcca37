using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Hardmax.Cli.Output;
using Hardmax.Cli.Reviewing;
using Hardmax.Formats;
using Hardmax.Reports;
using Hardmax.Sentiment;
using Spectre.Console;

namespace Hardmax.Cli.Commands;

/// <summary>hardmax sentiment leaders: which words lead where a model is right and sure of it.</summary>
internal static class SentimentLeadersCommand
{
    private const int BarWidth = 40;

    public static Command Create()
    {
        var evaluation = new EvaluationInput();
        var confidence = new Option<double>("--confidence") { Description = "The least probability of a decision that counts, from 0.5 to 1.", HelpName = "P", DefaultValueFactory = _ => 0.9 };
        confidence.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !(double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is >= 0.5 and <= 1))
            {
                result.AddError($"--confidence is from 0.5 to 1, and not '{result.Tokens[0].Value}'.");
            }
        });
        var most = new Option<int>("--most") { Description = "How many leaders are printed as a table.", HelpName = "N", DefaultValueFactory = _ => 30 };
        most.Validators.Add(result => CommonOptions.AtLeast(result, 1));
        var page = new Option<string?>("--out") { Description = "Write a page with a bar chart.", HelpName = "FILE.html" };
        page.Validators.Add(CommonOptions.NotEmpty);
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var command = new Command(
            "leaders",
            """
            Says which words lead in the reviews that a model decides rightly, with proof, and surely: those words carry the meaning.

            Example:
              hardmax sentiment leaders d2 reviews.csv.gz
              hardmax sentiment leaders model reviews.csv.gz --confidence 0.95 --out leaders.html
            """)
        {
            confidence,
            most,
            page,
            threads,
            json,
        };
        evaluation.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var watches = new Stopwatches();
            (SentimentModel model, Evaluation result) = evaluation.Evaluate(parsed, parsed.GetValue(threads), watches, cancellation);
            var counts = LeaderCounts.Of(model, result.Outcomes, parsed.GetValue(confidence));
            if (parsed.GetValue(page) is { } path)
            {
                (string name, string data) = evaluation.Names(parsed);
                byte[] html = Encoding.UTF8.GetBytes(LeadersPage.Of(counts, name, data, parsed.GetValue(confidence)));
                _ = WholeFile.Write(path, stream => stream.Write(html));
            }

            if (parsed.GetValue(json))
            {
                JsonOutput.Print(writer => WriteFields(writer, counts, watches));
            }
            else
            {
                Print(counts, parsed.GetValue(most));
            }

            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static void WriteFields(Utf8JsonWriter writer, LeaderCounts counts, Stopwatches watches)
    {
        writer.WriteNumber("texts", counts.Texts);
        writer.WriteStartArray("leaders");
        foreach (LeaderCount leader in counts.Leaders)
        {
            writer.WriteStartObject();
            writer.WriteString("word", leader.Word);
            writer.WriteNumber("count", leader.Count);
            writer.WriteString("side", leader.Side.Word());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        watches.WriteField(writer);
    }

    private static void Print(LeaderCounts counts, int most)
    {
        Console.WriteLine($"{Readable.Count(counts.Texts, "review")} decided rightly and surely, {Readable.Count(counts.Leaders.Length, "word")} that lead in them");
        if (counts.Leaders.IsEmpty)
        {
            return;
        }

        Table table = new Table().RoundedBorder().AddColumn("word").AddColumn("side").AddColumn(new TableColumn("reviews").RightAligned()).AddColumn("leads in");
        foreach (LeaderCount leader in counts.Leaders.Take(most))
        {
            int bar = (int)Math.Ceiling((double)BarWidth * leader.Count / counts.Leaders[0].Count);
            table.AddRow(HumanConsole.Cell(leader.Word), leader.Side.Word(), leader.Count.ToString(CultureInfo.InvariantCulture), new string(leader.Side == Side.Positive ? '+' : '-', bar));
        }

        HumanConsole.Print(table);
        if (counts.Leaders.Length > most)
        {
            Console.WriteLine($"and {counts.Leaders.Length - most} more (--most)");
        }
    }
}
