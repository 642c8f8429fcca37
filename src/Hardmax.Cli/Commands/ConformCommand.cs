using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Hardmax.Cli.Judging;
using Hardmax.Cli.Output;
using Hardmax.Formats;
using Hardmax.Oracle;
using Hardmax.Reports;
using Spectre.Console;

namespace Hardmax.Cli.Commands;

/// <summary>hardmax conform -- COMMAND: drives an implementation through cases of every category and judges its answers.</summary>
internal static class ConformCommand
{
    /// <summary>The verb.</summary>
    public const string Name = "conform";

    public static Command Create()
    {
        var driving = new DrivingArguments();
        var seed = new Option<ulong>("--seed") { Description = "The seed of the cases; the same seed replays the whole run.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var cases = new Option<int>("--cases") { Description = "How many cases to ask.", HelpName = "N", DefaultValueFactory = _ => ConformOptions.DefaultCases };
        cases.Validators.Add(result => CommonOptions.AtLeast(result, 1));
        Option<double> seconds = DrivingArguments.Seconds("--seconds", "Seconds for everything, reruns and shrinking included.", 60);
        Option<bool> strict = OracleOptions.Strict();
        var report = new Option<string?>("--report") { Description = "Write results.jsonl, index.html, summary.md, junit.xml and regressions/ to a folder.", HelpName = "DIR" };
        report.Validators.Add(CommonOptions.NotEmpty);
        var junit = new Option<string?>("--junit") { Description = "Write a JUnit XML file.", HelpName = "FILE" };
        junit.Validators.Add(CommonOptions.NotEmpty);
        var known = new Option<string?>("--known-failures") { Description = "Failures that are expected: lines of a case id, or CATEGORY/CLASS with * for any.", HelpName = "FILE" };
        known.Validators.Add(CommonOptions.NotEmpty);
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var command = new Command(
            Name,
            """
            Drives an implementation in any language through adversarial cases and judges every step of its answers, exactly.
            A failure is repeated, made as small as it goes, explained, and written to regressions/.
            Exit code 0: all cases hold; 1: one is wrong; 2: nothing was decided; 3: the program could not be started.

            Example:
              hardmax init python && hardmax conform -- python3 impl.py
              hardmax conform --seed 7 --cases 100 --report report -- python3 impl.py
            """)
        {
            seed,
            cases,
            seconds,
            strict,
            report,
            junit,
            known,
            threads,
            json,
        };
        driving.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(
            driving.Read(parsed),
            new Request(
                parsed.GetValue(seed),
                parsed.GetValue(cases),
                TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                parsed.GetValue(strict),
                parsed.GetValue(report),
                parsed.GetValue(junit),
                parsed.GetValue(known),
                parsed.GetValue(json)),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(DrivingOptions driving, Request request, CancellationToken cancellation)
    {
        KnownFailures known = request.KnownFailures is { } file ? ReadKnown(file) : KnownFailures.None;
        ExternalImplementation implementation = await ExternalImplementation.StartAsync(driving, cancellation).ConfigureAwait(false);
        await using (implementation.ConfigureAwait(false))
        {
            var options = new ConformOptions
            {
                Seed = request.Seed,
                Cases = request.Cases,
                Time = request.Time,
                Strict = request.Strict,
                KnownFailures = known,
                Command = driving.Command,
            };
            var origin = new RunOrigin(implementation.Handshake, driving.Command, request.Seed, request.Strict);
            using var recorder = new ConformRecorder(request.Report, origin, request.Cases);
            ConformResult result = await ConformRun.RunAsync(implementation, options, recorder, cancellation).ConfigureAwait(false);
            recorder.Finish(result, request.JUnit);
            recorder.Dispose();
            if (request.Json)
            {
                JsonOutput.Print(writer => WriteFields(writer, result, recorder));
            }
            else
            {
                Print(result, recorder, request.Report);
            }

            cancellation.ThrowIfCancellationRequested();
            return OracleOptions.ExitCodeOf(result.Class, request.Strict);
        }
    }

    private static KnownFailures ReadKnown(string file)
    {
        string text = System.Text.Encoding.UTF8.GetString(BoundedInput.ReadFile(file, FormatLimits.MaxTextBytes).Span);
        return KnownFailures.TryParse(text, out KnownFailures known, out string? reason)
            ? known
            : throw new InvalidInputException(file, "file", reason!);
    }

    private static void WriteFields(Utf8JsonWriter writer, ConformResult result, ConformRecorder recorder)
    {
        writer.WriteString("verdict", OracleOptions.Word(result.Class, result.Strict));
        FindingJson.WriteCounts(writer, result.Cases.Select(found => found.Class));
        FindingJson.WriteNotes(writer, result.Cases.Select(found => found.Class));
        writer.WriteStartArray("failures");
        foreach (Failure failure in result.Failures)
        {
            WriteFailure(writer, failure, recorder);
        }

        writer.WriteEndArray();
        if (result.Cases.FirstOrDefault(found => found.Divergence is not null) is { Divergence: { } divergence } first)
        {
            FindingJson.WriteDivergence(writer, divergence, first.Case.Id);
        }

        writer.WriteString("implementation", recorder.Origin.Implementation);
        writer.WriteString("dtype", result.Handshake.Arithmetic.Format.Name);
        writer.WriteString("seed", result.Seed.ToString(CultureInfo.InvariantCulture));
        writer.WriteNumber("cases", result.Cases.Length);
        writer.WriteNumber("diverged", result.Cases.Count(found => found.Divergence is not null));
        WriteTexts(writer, "causes", result.Causes.Select(cause => cause.MistakeId));
        if (result.Nearest is { } nearest)
        {
            FindingJson.WriteNearest(writer, nearest);
        }

        WriteTexts(writer, "remarks", result.Remarks);
        if (result.EndedEarly is { } reason)
        {
            writer.WriteString("endedEarly", reason);
        }

        Stopwatches.WriteField(writer, TimeSpan.Zero, result.Elapsed, TimeSpan.Zero);
    }

    private static void WriteFailure(Utf8JsonWriter writer, Failure failure, ConformRecorder recorder)
    {
        writer.WriteStartObject();
        writer.WriteString("id", failure.Shrunk.Case.Id);
        writer.WriteString("category", failure.Found.Case.Category.Id());
        WriteTexts(writer, "categories", failure.Categories.Select(category => category.Id()));
        FindingJson.WriteFields(writer, failure.Shrunk.Class, failure.Shrunk.Message, failure.Shrunk.Verdict);
        writer.WriteNumber("tokens", failure.Shrunk.Case.Problem.Tokens.Count);
        writer.WriteNumber("dimension", failure.Shrunk.Case.Problem.Tokens.Dimension);
        writer.WriteNumber("layers", failure.Shrunk.Case.Layers);
        WriteTexts(writer, "diagnosis", failure.Diagnoses.Select(diagnosis => diagnosis.MistakeId));
        writer.WriteString("foundAs", failure.Found.Case.Id);
        writer.WriteNumber("reproduced", failure.Reproduced);
        writer.WriteNumber("runs", failure.Found.Runs);
        writer.WriteBoolean("shrinkFinished", failure.ShrinkFinished);
        writer.WriteNumber("shrinkTrials", failure.ShrinkTrials);
        if (recorder.FileOf(failure) is { } file)
        {
            writer.WriteString("file", file);
            writer.WriteString("replay", recorder.Origin.ReplayOf(failure));
        }

        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void Print(ConformResult result, ConformRecorder recorder, string? report)
    {
        PrintCategories(result);
        if (result.CauseSentence is { } cause)
        {
            Console.WriteLine(cause);
        }

        foreach (Failure failure in result.Failures)
        {
            string equals = failure.Diagnoses.IsEmpty ? string.Empty : $"; equals {failure.Diagnoses[0].MistakeId}";
            Console.WriteLine($"{failure.Shrunk.Class.Id()} ({string.Join(", ", failure.Categories.Select(category => category.Id()))}): {failure.Shrunk.Message}{equals}");
            if (recorder.FileOf(failure) is { } file)
            {
                Console.WriteLine($"  {file}: {Readable.Count(failure.Shrunk.Case.Problem.Tokens.Count, "token")} in R^{failure.Shrunk.Case.Problem.Tokens.Dimension}, {Readable.Count(failure.Shrunk.Case.Layers, "layer")}{(failure.ShrinkFinished ? string.Empty : ", perhaps not the smallest")}; {recorder.Origin.ReplayOf(failure)}");
            }
        }

        if (result.Failures.FirstOrDefault(failure => failure.Shrunk.Explanation is not null) is { Shrunk.Explanation: { } explanation } shown)
        {
            Console.WriteLine();
            Console.WriteLine($"{shown.Shrunk.Case.Id}: tokens {Tokens(shown.Shrunk.Case)}, alpha {Readable.Number(shown.Shrunk.Case.Problem.System.Alpha)}");
            ExplanationTable.Print(explanation);
        }

        foreach (string remark in result.Remarks)
        {
            Console.WriteLine($"note: {remark}");
        }

        if (report is not null)
        {
            Console.WriteLine($"The report: {Path.GetFullPath(Path.Combine(report, "index.html"))}");
        }

        string counts = string.Join(", ", result.Counts.Select(count => $"{count.Value} {count.Key.Id()}"));
        string early = result.EndedEarly is { } reason ? $"; ended early: {reason}" : string.Empty;
        Console.WriteLine($"{OracleOptions.Word(result.Class, result.Strict)}: {recorder.Origin.Implementation}, {result.Handshake.Arithmetic.Format.Name}, {Readable.Count(result.Cases.Length, "case")} ({counts}), seed {result.Seed}, {result.Elapsed.TotalSeconds:F1} s{early}");
    }

    private static string Tokens(OracleCase oracleCase)
    {
        const int most = 6;
        string shown = string.Join(" ", oracleCase.Problem.Tokens.ToArray().Take(most).Select(token => Readable.Point(token)));
        return oracleCase.Problem.Tokens.Count > most ? $"{shown} .." : shown;
    }

    private static void PrintCategories(ConformResult result)
    {
        Table table = new Table().RoundedBorder().AddColumns("category", "pass", "noted", "inconclusive", "fail", "other");
        foreach (IGrouping<CaseCategory, CaseResult> category in result.Cases.GroupBy(found => found.Case.Category).OrderBy(group => group.Key))
        {
            int Count(VerdictGroup group) => category.Count(found => found.Class.Group() == group);
            int fails = Count(VerdictGroup.Fail) + Count(VerdictGroup.Ours);
            table.AddRow(
                category.Key.Id(),
                Number(Count(VerdictGroup.Pass)),
                Number(Count(VerdictGroup.Noted)),
                Number(Count(VerdictGroup.Inconclusive)),
                fails > 0 ? $"[red]{fails}[/]" : string.Empty,
                Number(Count(VerdictGroup.Neutral)));
        }

        HumanConsole.Print(table);
    }

    private static string Number(int count) => count == 0 ? string.Empty : count.ToString(CultureInfo.InvariantCulture);

    private sealed record Request(ulong Seed, int Cases, TimeSpan Time, bool Strict, string? Report, string? JUnit, string? KnownFailures, bool Json);
}
