using System.CommandLine;
using System.Text.Json;
using Hardmax.Claims;
using Hardmax.Cli.Output;
using Hardmax.Formats;
using Hardmax.Model;
using Spectre.Console;

namespace Hardmax.Cli.Commands;

/// <summary>hardmax claims FILE: every claim of the catalogue on one problem.</summary>
internal static class ClaimsCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A problem: .json, .csv, .npy or .npz; - is JSON from standard input." };
        Option<bool> json = CommonOptions.Json();
        Option<int> maxLayers = CommonOptions.MaxLayers();
        Option<int> threads = CommonOptions.Threads();
        var ids = new Option<string[]>("--claim") { Description = "Judge this claim or conjecture alone, by its id; may be repeated.", HelpName = "ID", Arity = ArgumentArity.OneOrMore };
        ids.Validators.Add(result => CommonOptions.OneOf(result, CommonOptions.ClaimIds));
        var input = new ProblemInput();
        var command = new Command(
            "claims",
            """
            Judges every claim of the theorem on one problem, each with an exact witness.
            Conjectures, which are about the leaders and their control, are judged where --claim names them.
            Exit code 0: all that apply hold; 1: one is violated; 2: none is violated and one is undecided.

            Example:
              echo '{"tokens":[[1],[-5]],"alpha":1,"matrix":[[-1]]}' | hardmax claims -
              echo '{"tokens":[[0,1],[1,1],[2,0]],"alpha":"1/2"}' | hardmax claims - --claim first-leaders-are-final
            """)
        {
            file,
            json,
            maxLayers,
            ids,
            threads,
        };
        input.AddTo(command, file);
        command.SetAction((parsed, cancellation) =>
        {
            HardmaxProblem problem = input.ReadSingle(parsed, parsed.GetRequiredValue(file));
            ClaimEvidence evidence = ClaimEvidence.Gather(problem, parsed.GetValue(maxLayers), cancellation);
            (Claim Claim, ClaimVerdict Verdict)[] verdicts = [.. Asked(parsed.GetValue(ids)).Select(claim => (claim, claim.Evaluate(evidence)))];
            if (parsed.GetValue(json))
            {
                JsonOutput.Print(writer => WriteFields(writer, verdicts));
            }
            else
            {
                PrintTable(evidence, verdicts);
            }

            return Task.FromResult(ExitCodeOf(verdicts));
        });
        return command;
    }

    private static IEnumerable<Claim> Asked(string[]? ids) => ids is null or []
        ? ClaimCatalogue.All
        : ids.Distinct(StringComparer.Ordinal).Select(id => ClaimCatalogue.Find(id)!);

    private static string Word(ClaimStatus status) => status switch
    {
        ClaimStatus.Holds => "holds",
        ClaimStatus.Violated => "violated",
        ClaimStatus.NotApplicable => "not-applicable",
        _ => "undecided",
    };

    private static int ExitCodeOf((Claim Claim, ClaimVerdict Verdict)[] verdicts)
    {
        bool Any(ClaimStatus status) => Array.Exists(verdicts, item => item.Verdict.Status == status);
        return Any(ClaimStatus.Violated) ? ExitCode.Failure : Any(ClaimStatus.Undecided) ? ExitCode.Inconclusive : ExitCode.Ok;
    }

    private static void WriteFields(Utf8JsonWriter writer, (Claim Claim, ClaimVerdict Verdict)[] verdicts)
    {
        writer.WriteStartArray("claims");
        foreach ((Claim claim, ClaimVerdict verdict) in verdicts)
        {
            writer.WriteStartObject();
            writer.WriteString("id", claim.Id);
            writer.WriteString("status", Word(verdict.Status));
            if (verdict.Witness is { } witness)
            {
                WriteWitness(writer, witness);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteWitness(Utf8JsonWriter writer, ClaimWitness witness)
    {
        writer.WriteStartObject("witness");
        writer.WriteString("says", witness.Says);
        if (witness.Layer is { } layer)
        {
            writer.WriteNumber("layer", layer);
        }

        if (!witness.Tokens.IsEmpty)
        {
            writer.WritePropertyName("tokens");
            writer.WriteIndices(witness.Tokens.AsSpan());
        }

        if (!witness.Values.IsEmpty)
        {
            writer.WriteStartObject("values");
            foreach (NamedValue value in witness.Values)
            {
                writer.WritePropertyName(value.Name);
                writer.WritePoint(value.Value.AsSpan());
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void PrintTable(ClaimEvidence evidence, (Claim Claim, ClaimVerdict Verdict)[] verdicts)
    {
        Console.WriteLine($"A is {string.Join(", ", MatrixClasses.Of(evidence.Matrix).Select(MatrixClasses.Id))}; the limit is {LimitJson.Word(evidence.Limit.Status)} at layer {evidence.Limit.Layer}.");
        Table table = new Table().RoundedBorder().AddColumn(new TableColumn("claim").NoWrap()).AddColumn(new TableColumn("verdict").NoWrap()).AddColumn("why");
        foreach ((Claim claim, ClaimVerdict verdict) in verdicts)
        {
            string colour = verdict.Status switch
            {
                ClaimStatus.Holds => "green",
                ClaimStatus.Violated => "red",
                ClaimStatus.Undecided => "yellow",
                _ => "grey",
            };
            table.AddRow(HumanConsole.Cell(claim.Id), $"[{colour}]{Word(verdict.Status)}[/]", HumanConsole.Cell(Why(verdict.Witness)));
        }

        HumanConsole.Print(table);
    }

    private static string Why(ClaimWitness? witness) => witness is null
        ? string.Empty
        : witness.Says + string.Concat(witness.Values.Select(value => $"; {value.Name} = {Readable.Point(value.Value)}"));
}
