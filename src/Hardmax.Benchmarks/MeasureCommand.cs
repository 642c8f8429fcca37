using System.Diagnostics;
using Hardmax.Benchmarks.Comparing;
using Hardmax.Benchmarks.Measuring;
using Hardmax.Benchmarks.Text;

namespace Hardmax.Benchmarks;

/// <summary>Measures tables, prints them, and writes them into a document where asked.</summary>
internal static class MeasureCommand
{
    private const int FullRounds = 5;
    private const int QuickRounds = 2;

    /// <summary>The side-by-side.</summary>
    /// <param name="isQuick">Fewer rounds and smaller clouds.</param>
    /// <param name="document">Where to write the tables, or null.</param>
    public static void Compare(bool isQuick, string? document)
    {
        using var clouds = new CloudFolder();
        string[] names = ["machine", "dense", "layers", "exact", "plane", "reviews", "start-up"];
        MarkedDocument? marked = document is null ? null : MarkedDocument.Read(document, names);
        using var numpy = NumpySide.Start();
        var bench = new Bench(HardmaxCommand.FindOrBuild(), clouds, new Rounds(isQuick ? QuickRounds : FullRounds), isQuick);
        Agreement.Check(bench, numpy);
        string machine = $"{Machine.Describe()}; {numpy.Describe()}.";
        IMeasuredTable[] tables =
        [
            new DenseComparison(bench, numpy),
            new LayersComparison(bench),
            new ExactComparison(bench),
            new PlaneComparison(bench),
            new ReviewComparison(bench, numpy),
            new StartUpComparison(bench),
        ];
        Measure(tables, machine, marked, "machine");
    }

    private static void Measure(IReadOnlyList<IMeasuredTable> tables, string machine, MarkedDocument? marked, string machineName)
    {
        var watch = Stopwatch.StartNew();
        Print(machine + "\n", machineName, marked);
        foreach (IMeasuredTable table in tables)
        {
            Print(table.Measure().ToMarkdown(), table.Name, marked);
        }

        marked?.Save();
        Progress.Say($"done in {Figures.Seconds(watch.Elapsed.TotalSeconds)}");
    }

    private static void Print(string text, string name, MarkedDocument? marked)
    {
        Console.WriteLine(text);
        marked?.Replace(name, text);
    }
}
