using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Hardmax.Cli.Demo;
using Hardmax.Cli.Output;
using Hardmax.Control;
using Hardmax.Examples;
using Hardmax.Formats;
using Hardmax.Limits;
using Hardmax.Model;
using Spectre.Console;

namespace Hardmax.Cli.Commands;

/// <summary>hardmax demo: the main job on built-in examples, and a page with their pictures.</summary>
internal static class DemoCommand
{
    private static readonly (string Heading, HardmaxProblem Problem)[] Shown =
    [
        .. KnownProblems.Figure2.Select(problem => ($"Figure 2 of arXiv:2407.01602: {problem.Name}", problem)),
        ("Where binary64 converges to the wrong place", KnownProblems.RotatedSquare),
        ("A claim refuted: not everything converges", KnownProblems.PeriodTwoCycle),
        ("Leaders that do not exist", KnownProblems.FalseLeaders),
    ];

    public static Command Create()
    {
        var folder = new Option<string>("--out")
        {
            Description = "The folder for the page and the problem files.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "hardmax-demo",
        };
        folder.Validators.Add(CommonOptions.NotEmpty);
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var command = new Command(
            "demo",
            """
            Shows, on built-in examples: certified limits (Figure 2 of the paper), where binary64 goes wrong, a claim refuted by
            an exact cycle, leaders that do not exist, and a leader made by choosing A. Writes DIR/index.html, and each picture and problem as a file.

            Example:
              hardmax demo --out demo
            """)
        {
            folder,
            threads,
            json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed.GetRequiredValue(folder), parsed.GetValue(json), cancellation)));
        return command;
    }

    private static int Run(string folder, bool json, CancellationToken cancellation)
    {
        var control = DemoControl.Compute(cancellation);
        (string Heading, HardmaxProblem Problem)[] shown = [.. Shown, ("A leader controlled: the open question on one example", control.Controlled())];
        DemoExample[] all = [.. shown.Select(item => DemoExample.Compute(item.Problem, cancellation))];
        const string Report = "index.html";
        string report = Path.Combine(folder, Report);
        (string Name, string Text)[] files =
        [
            .. all.Select(example => ($"{example.Problem.Name}.json", ProblemWriter.ToJson(example.Problem, indented: true) + "\n")),
            .. all.Select(example => ($"{example.Problem.Name}.svg", DemoPage.PictureOf(example))),
            (Report, DemoPage.Of(shown.Select(item => item.Heading).Zip(all))),
        ];
        OwnFiles.RequireFolder(folder, files);
        foreach ((string name, string text) in files)
        {
            _ = WholeFile.Write(Path.Combine(folder, name), stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        }

        if (json)
        {
            JsonOutput.Print(writer => WriteFields(writer, all, control, report));
        }
        else
        {
            PrintTable(all);
            Console.WriteLine("A leader controlled: of (1,0), (2,1), (2,-1) token 0 leads under no symmetric positive definite A, with proof, and under the matrix above it does.");
            Console.WriteLine($"The pictures: {Path.GetFullPath(report)}");
        }

        return control.IsProved && Array.TrueForAll(all, example => example.Check.IsValid) ? ExitCode.Ok : ExitCode.InternalError;
    }

    private static void WriteFields(Utf8JsonWriter writer, DemoExample[] examples, DemoControl control, string report)
    {
        writer.WriteStartArray("examples");
        foreach (DemoExample example in examples)
        {
            writer.WriteStartObject();
            writer.WriteString("name", example.Problem.Name);
            writer.WriteString("description", example.Problem.Description);
            LimitJson.WriteFields(writer, example.Claims);
            writer.WriteBoolean("certificateValid", example.Check.IsValid);
            writer.WriteStartArray("refutes");
            foreach (string claim in example.Refuted)
            {
                writer.WriteStringValue(claim);
            }

            writer.WriteEndArray();
            WriteBinary64(writer, example);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("control");
        WriteAnswer(writer, "spd", control.Spd, control.SpdAnswer);
        WriteAnswer(writer, "any", control.Any, control.AnyAnswer);
        writer.WriteEndObject();
        writer.WriteString("report", report);
    }

    private static void WriteAnswer(Utf8JsonWriter writer, string name, ControlQuestion question, ControlAnswer answer)
    {
        writer.WriteStartObject(name);
        writer.WritePropertyName("asked");
        writer.WriteIndices(question.Leaders.AsSpan());
        ControlJson.WriteFields(writer, question, answer);
        writer.WriteEndObject();
    }

    private static void WriteBinary64(Utf8JsonWriter writer, DemoExample example)
    {
        writer.WriteStartObject("binary64");
        writer.WriteNumber("layers", DemoExample.Binary64Layers);
        writer.WritePropertyName("falseLeaders");
        writer.WriteIndices(example.FalseLeaders.AsSpan());
        writer.WriteStartArray("ends");
        for (int token = 0; token < example.Problem.Tokens.Count; token++)
        {
            writer.WriteStartArray();
            foreach (double x in example.Binary64End(token))
            {
                writer.WriteNumberValue(x);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteNumber("largestError", LargestError(example));
        writer.WriteEndObject();
    }

    private static double LargestError(DemoExample example) =>
        Enumerable.Range(0, example.Problem.Tokens.Count).Max(example.Binary64Error);

    private static void PrintTable(DemoExample[] examples)
    {
        Table table = new Table().RoundedBorder().AddColumn(new TableColumn("example").NoWrap()).AddColumn("exactly, with a certificate").AddColumn($"binary64, {DemoExample.Binary64Layers} layers");
        foreach (DemoExample example in examples)
        {
            IEnumerable<string> limits = example.Claims.Clusters.Select(cluster => $"{Readable.Places(cluster)}: {Readable.Indices(cluster.Members)}");
            string[] refutes = example.Refuted.IsEmpty ? [] : [$"refutes {string.Join(", ", example.Refuted)}"];
            table.AddRow(
                HumanConsole.Cell(example.Problem.Name ?? string.Empty),
                HumanConsole.Cell([$"{LimitJson.Word(example.Claims.Status)} at layer {example.Claims.Layer}; leaders {Readable.Leaders(example.Claims, Readable.Token)}", .. limits, .. refutes]),
                Binary64Text(example));
            table.AddEmptyRow();
        }

        HumanConsole.Print(table);
    }

    private static string Binary64Text(DemoExample example)
    {
        double error = LargestError(example);
        string off = $"off by {error.ToString("G3", CultureInfo.InvariantCulture)}";
        string ends = error > 1e-6 ? $"[red]{off}[/]" : off;
        return example.FalseLeaders.IsEmpty ? ends : $"{ends}\n[red]leaders that do not exist: {HumanConsole.Cell(Readable.Indices(example.FalseLeaders))}[/]";
    }
}
