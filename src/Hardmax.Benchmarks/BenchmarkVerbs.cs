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
              growth --write docs/performance.md
              micro Rational
            """)
        {
            CompareVerb(),
            GrowthVerb(),
            MicroVerb(),
            CheckVerb(),
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

    private static Command CompareVerb() => MeasuringVerb("compare", "The side-by-side with NumPy, in one run on this machine, the sides alternating.", MeasureCommand.Compare);

    private static Command GrowthVerb() => MeasuringVerb("growth", "How time and memory grow with n, d, layers, the size of numbers and ties.", MeasureCommand.Growth);

    private static Command CheckVerb()
    {
        var command = new Command(
            "check",
            """
            Checks what the figures rest on besides the clock; takes seconds.

            Example:
              check
            """);
        command.SetAction(_ => SelfCheck.Run());
        return command;
    }

    private static Command MeasuringVerb(string name, string description, Action<bool, string?> measure)
    {
        var quick = new Option<bool>("--quick") { Description = "Fewer rounds and smaller clouds: for a first look, not for the record." };
        var write = new Option<string?>("--write") { Description = "Replaces the tables between the markers of this file.", HelpName = "FILE" };
        var command = new Command(
            name,
            $"""
            {description}

            Examples:
              {name} --quick
              {name} --write docs/performance.md
            """)
        {
            quick,
            write,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(quick) && result.GetValue(write) is not null)
            {
                result.AddError("--write is for the full measurement, without --quick.");
            }
        });
        command.SetAction(parsed => measure(parsed.GetValue(quick), parsed.GetValue(write)));
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

    private static int Fail(int code, string message)
    {
        Console.Error.WriteLine($"benchmarks: {message}");
        return code;
    }
}
