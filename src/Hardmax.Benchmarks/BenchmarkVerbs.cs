using System.CommandLine;
using Hardmax.Benchmarks.Measuring;
using Hardmax.Benchmarks.Micro;

namespace Hardmax.Benchmarks;

/// <summary>The command line of the benchmarks.</summary>
internal static class BenchmarkVerbs
{
    private const int Failure = 1;
    private const int Usage = 64;

    /// <summary>Runs a verb and says how it went: 0, 1 where it failed, 64 for a wrong command line.</summary>
    public static int Run(string[] args)
    {
        var root = new RootCommand(
            """
            Measures Hardmax: beside NumPy, as clouds grow, and piece by piece.

            Examples (put 'dotnet run -c Release --project src/Hardmax.Benchmarks --' before each):
              compare --quick
              compare --write docs/performance.md
              micro Rational
            """)
        {
            CompareVerb(),
            MicroVerb(),
        };
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return Fail(Usage, $"{string.Join(" ", parsed.Errors.Select(error => error.Message))} ('--help' has examples)");
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (BenchmarkException failed)
        {
            return Fail(Failure, failed.Message);
        }
    }

    private static Command CompareVerb()
    {
        Option<bool> quick = Quick();
        Option<string?> write = Write();
        var command = new Command(
            "compare",
            """
            The side-by-side with NumPy, in one run on this machine, the sides alternating.

            Examples:
              compare --quick
              compare --write docs/performance.md
            """)
        {
            quick,
            write,
        };
        RefuseBoth(command, quick, write);
        command.SetAction(parsed => MeasureCommand.Compare(parsed.GetValue(quick), parsed.GetValue(write)));
        return command;
    }

    private static Command MicroVerb()
    {
        var filter = new Argument<string?>("FILTER") { Description = "Part of the name of what to run; all without it.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command(
            "micro",
            """
            The pieces, measured by BenchmarkDotNet: layers, trees, limits, rationals.

            Examples:
              micro
              micro LayerBenchmarks.Exact
            """)
        {
            filter,
        };
        command.SetAction(parsed => MicroBenchmarks.Run(parsed.GetValue(filter), Path.Combine(SourceTree.Root(), "src", "Hardmax.Benchmarks", "bin", "micro")));
        return command;
    }

    private static Option<bool> Quick() => new("--quick") { Description = "Fewer rounds and smaller clouds: for a first look, not for the record." };

    private static Option<string?> Write() => new("--write") { Description = "Replaces the tables between the markers of this file.", HelpName = "FILE" };

    private static void RefuseBoth(Command command, Option<bool> quick, Option<string?> write) => command.Validators.Add(result =>
    {
        if (result.GetValue(quick) && result.GetValue(write) is not null)
        {
            result.AddError("--write is for the full measurement, without --quick.");
        }
    });

    private static int Fail(int code, string message)
    {
        Console.Error.WriteLine($"benchmarks: {message}");
        return code;
    }
}
