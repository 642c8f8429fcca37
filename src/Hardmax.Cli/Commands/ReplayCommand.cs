using System.CommandLine;
using Hardmax.Cli.Judging;
using Hardmax.Cli.Output;
using Hardmax.Oracle;

namespace Hardmax.Cli.Commands;

/// <summary>hardmax replay CASE -- COMMAND: one case again.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("CASE") { Description = "A case: a file of regressions/, or any trace." };
        file.Validators.Add(CommonOptions.FileNames);
        var driving = new DrivingArguments();
        var runs = new Option<int>("--runs") { Description = "How often to ask the case; the gravest finding counts.", HelpName = "N", DefaultValueFactory = _ => 2 };
        runs.Validators.Add(result => CommonOptions.AtLeast(result, 1));
        Option<bool> strict = OracleOptions.Strict();
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var command = new Command(
            "replay",
            """
            Asks an implementation one recorded case again and judges the answer.
            Exit codes as for conform.

            Example:
              hardmax replay case.json -- python3 impl.py
            """)
        {
            file,
            runs,
            strict,
            threads,
            json,
        };
        driving.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(file),
            driving.Read(parsed),
            new Request(parsed.GetValue(runs), parsed.GetValue(strict), parsed.GetValue(json)),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string file, DrivingOptions driving, Request request, CancellationToken cancellation)
    {
        OracleCase stored = TraceFile.OpenCase(file);
        ExternalImplementation implementation = await ExternalImplementation.StartAsync(driving, cancellation).ConfigureAwait(false);
        await using (implementation.ConfigureAwait(false))
        {
            // It is judged by the arithmetic that it declares today, whatever the case was made for.
            var oracleCase = new OracleCase(stored.Category, stored.Problem, stored.Layers, implementation.Handshake.Arithmetic);
            CaseResult result = await ConformRun.ReplayAsync(implementation, oracleCase, request.Runs, cancellation).ConfigureAwait(false);
            if (request.Json)
            {
                PrintJson(result, file, request);
            }
            else
            {
                Print(result, file, request);
            }

            VerdictClass gravest = Verdicts.Gravest([result.Class]);
            return OracleOptions.ExitCodeOf(gravest, request.Strict);
        }
    }

    private static void PrintJson(CaseResult result, string file, Request request) => JsonOutput.Print(writer =>
    {
        writer.WriteString("verdict", OracleOptions.Word(result.Class, request.Strict));
        FindingJson.WriteCounts(writer, [result.Class]);
        writer.WriteStartArray("failures");
        if (result.Class.IsFailure(request.Strict))
        {
            writer.WriteStartObject();
            writer.WriteString("source", file);
            FindingJson.WriteFields(writer, result.Class, result.Message, result.Verdict);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (result.Divergence is { } divergence)
        {
            FindingJson.WriteDivergence(writer, divergence, file);
        }

        writer.WriteNumber("runs", result.Runs);
    });

    private static void Print(CaseResult result, string file, Request request)
    {
        Console.WriteLine($"{file}: {result.Class.Id()}{(result.Message.Length > 0 ? $": {result.Message}" : string.Empty)}");
        if (result.Divergence is { } divergence)
        {
            Console.WriteLine($"  diverges from the exact trajectory: {divergence.Message}");
        }

        if (result.Explanation is { } explanation)
        {
            ExplanationTable.Print(explanation);
        }

        if (result.Reply.StandardError.Length > 0)
        {
            Console.WriteLine("  its stderr:");
            foreach (string line in result.Reply.StandardError.TrimEnd().Split('\n').TakeLast(20))
            {
                Console.WriteLine($"    {line.TrimEnd('\r')}");
            }
        }

        Console.WriteLine($"{OracleOptions.Word(result.Class, request.Strict)}: asked {result.Runs} {(result.Runs == 1 ? "time" : "times")}");
    }

    private sealed record Request(int Runs, bool Strict, bool Json);
}
