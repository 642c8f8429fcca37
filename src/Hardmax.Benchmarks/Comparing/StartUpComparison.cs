using Hardmax.Benchmarks.Measuring;
using Hardmax.Benchmarks.Text;

namespace Hardmax.Benchmarks.Comparing;

/// <summary>From the start of the process to its end, beside a .NET program that does nothing.</summary>
internal sealed class StartUpComparison(Bench bench) : IMeasuredTable
{
    private const string Square = """{"tokens":[["1","1"],["1","-1"],["-1","1"],["-1","-1"],["1/2","0"]],"alpha":"1"}""";

    public string Name => "start-up";

    public MarkdownTable Measure()
    {
        Progress.Say("start-up");
        string problem = SourceTree.TryFindData("figure2/square.json") ?? OwnProblem();
        string self = Path.Combine(AppContext.BaseDirectory, "Hardmax.Benchmarks.dll");
        double[] best = new Rounds(2 * bench.Rounds.Count).Best(
            () => DoNothing(self),
            () => bench.Hardmax.Run(["--version"]).Seconds,
            () => bench.Hardmax.Run(["limit", problem, "--json"]).Seconds);
        var table = new MarkdownTable(Name, "the whole process", "time", "asked");
        table.Add("a .NET program that does nothing", Figures.Seconds(best[0]), "");
        table.Add("hardmax --version", Figures.Seconds(best[1]), "at most 0.15 s");
        table.Add($"hardmax limit {Path.GetFileName(problem)}", Figures.Seconds(best[2]), "at most 0.3 s");
        return table;
    }

    private static double DoNothing(string self)
    {
        ChildResult ended = TimedProcess.Run(HardmaxCommand.Host, [self, EmptyProgram.Argument]);
        return ended.ExitCode == 0 && ended.Output.Length == 0
            ? ended.Seconds
            : throw new BenchmarkException($"a program that does nothing did something: {ended.Output}{ended.Errors}");
    }

    private string OwnProblem()
    {
        string path = bench.Clouds.PathOf("square.json");
        File.WriteAllText(path, Square);
        return path;
    }
}
