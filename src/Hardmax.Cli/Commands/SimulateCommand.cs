using System.CommandLine;
using System.Diagnostics;
using Hardmax.Cli.Output;
using Hardmax.Cli.Simulation;
using Hardmax.Formats;
using Hardmax.Model;
using Spectre.Console;

namespace Hardmax.Cli.Commands;

/// <summary>hardmax simulate FILE --layers K --engine E: a trajectory.</summary>
internal static class SimulateCommand
{
    private const int MostNumbersPrinted = 10_000;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A problem: .json, .csv, .npy or .npz; - is JSON from standard input." };
        var layers = new Option<int>("--layers") { Description = "How many layers to compute.", HelpName = "K", Required = true };
        layers.Validators.Add(result => CommonOptions.AtLeast(result, 0));
        var engine = new Option<string>("--engine") { Description = "textbook and exact compute in rationals, double and single in binary64 and binary32.", HelpName = string.Join('|', SimulationEngine.Names), Required = true };
        engine.Validators.Add(result => CommonOptions.OneOf(result, SimulationEngine.Names));
        engine.CompletionSources.Add([.. SimulationEngine.Names]);
        var repeat = new Option<int>("--repeat") { Description = "Compute R times in this process and report the best time.", HelpName = "R", DefaultValueFactory = _ => 1 };
        repeat.Validators.Add(result => CommonOptions.AtLeast(result, 1));
        var outFile = new Option<string?>("--out") { Description = "Write all layers: .json (exact or shortest decimals) or .npy (layers x n x d).", HelpName = "F" };
        outFile.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } path && !TrajectoryWriter.CanWrite(path))
            {
                result.AddError("--out takes a file whose name ends in .json or .npy.");
            }
        });
        Option<bool> json = CommonOptions.Json();
        Option<int> threads = CommonOptions.Threads();
        var input = new ProblemInput();
        var command = new Command(
            "simulate",
            """
            Computes layers, exactly or in floating point.

            Example:
              hardmax simulate square.json --layers 8 --engine exact
              hardmax simulate cloud.npy --alpha 1/2 --layers 100 --engine double --repeat 5 --json
            """)
        {
            file,
            layers,
            engine,
            repeat,
            outFile,
            threads,
            json,
        };
        input.AddTo(command, file);
        command.SetAction((parsed, cancellation) =>
        {
            var watches = new Stopwatches();
            HardmaxProblem problem = Stopwatches.Time(watches.Read, () => input.ReadSingle(parsed, parsed.GetRequiredValue(file)));
            var request = new Request(
                parsed.GetRequiredValue(engine),
                parsed.GetValue(layers),
                parsed.GetValue(repeat),
                parsed.GetValue(outFile),
                parsed.GetValue(json),
                parsed.GetValue(threads));
            try
            {
                return Task.FromResult(Run(problem, request, watches, cancellation));
            }
            catch (ArithmeticException overflow)
            {
                throw new InvalidInputException(
                    parsed.GetRequiredValue(file),
                    $"--engine {request.Engine}",
                    $"{overflow.Message.TrimEnd('.')}; expected numbers within its range, or --engine exact");
            }
        });
        return command;
    }

    private static int Run(HardmaxProblem problem, Request request, Stopwatches watches, CancellationToken cancellation)
    {
        SimulationEngine engine = SimulationEngine.Create(request.Engine, problem, request.Threads);
        if (request.Out is { } file)
        {
            TrajectoryWriter.CheckSize(file, problem, request.Layers);
        }

        TimeSpan best = TimeSpan.MaxValue;
        IReadOnlyList<ISimulatedLayer> trajectory = [];
        for (int run = 0; run < request.Repeat; run++)
        {
            if (run > 0)
            {
                // What the run before left behind is not this one's to clear away.
                trajectory = [];
                GC.Collect();
            }

            var watch = Stopwatch.StartNew();
            trajectory = engine.Run(request.Layers, keepAll: request.Out is not null, cancellation);
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }

        if (request.Out is { } path)
        {
            _ = Stopwatches.Time(watches.Write, () => TrajectoryWriter.Write(path, problem, engine, trajectory));
        }

        ISimulatedLayer final = trajectory[^1];
        bool isPrinted = (long)problem.Tokens.Count * problem.Tokens.Dimension <= MostNumbersPrinted;
        if (request.Json)
        {
            JsonOutput.Print(writer =>
            {
                writer.WriteString("engine", request.Engine);
                writer.WriteNumber("layers", request.Layers);
                if (isPrinted)
                {
                    writer.WritePropertyName("tokens");
                    final.Write(writer);
                }

                Stopwatches.WriteField(writer, watches.Read.Elapsed, best, watches.Write.Elapsed);
            });
        }
        else
        {
            PrintTable(problem, request, final, best);
        }

        return ExitCode.Ok;
    }

    private static void PrintTable(HardmaxProblem problem, Request request, ISimulatedLayer final, TimeSpan best)
    {
        Console.WriteLine($"{problem.Tokens.Count} tokens in R^{problem.Tokens.Dimension} after {request.Layers} layers, engine {request.Engine}, {best.TotalSeconds:F6} s");
        Table table = new Table().RoundedBorder().AddColumn("token").AddColumn("place").AddColumn("attends to");
        AttentionSets? sets = SetsWithinRange(final);
        const int mostRows = 50;
        for (int i = 0; i < Math.Min(problem.Tokens.Count, mostRows); i++)
        {
            table.AddRow(i.ToString(System.Globalization.CultureInfo.InvariantCulture), HumanConsole.Cell(final.Describe(i)), sets is null ? "(scores overflow)" : Readable.Indices(sets[i].ToArray()));
        }

        HumanConsole.Print(table);
        if (problem.Tokens.Count > mostRows)
        {
            Console.WriteLine($"and {problem.Tokens.Count - mostRows} more; --json or --out has them all");
        }
    }

    // The sets of the last layer are shown and not needed: the run itself was within range.
    private static AttentionSets? SetsWithinRange(ISimulatedLayer layer)
    {
        try
        {
            return layer.Sets;
        }
        catch (ArithmeticException)
        {
            return null;
        }
    }

    private sealed record Request(string Engine, int Layers, int Repeat, string? Out, bool Json, int Threads);
}
