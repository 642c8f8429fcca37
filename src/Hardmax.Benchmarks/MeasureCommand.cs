using System.Diagnostics;
using Hardmax.Benchmarks.Comparing;
using Hardmax.Benchmarks.Growing;
using Hardmax.Benchmarks.Measuring;
using Hardmax.Benchmarks.Text;

namespace Hardmax.Benchmarks;

/// <summary>Measures tables, prints them, and writes them into a document where asked.</summary>
internal static class MeasureCommand
{
    private const int FullRounds = 5;
    private const int QuickRounds = 2;
    private const int GrowthRounds = 3;

    /// <summary>The side-by-side.</summary>
    /// <param name="isQuick">Fewer rounds and smaller clouds.</param>
    /// <param name="document">Where to write the tables, or null.</param>
    public static void Compare(bool isQuick, string? document)
    {
        using var clouds = new CloudFolder();
        using var numpy = NumpySide.Start();
        var bench = new Bench(HardmaxCommand.FindOrBuild(), clouds, new Rounds(isQuick ? QuickRounds : FullRounds), isQuick);
        IMeasuredTable[] tables =
        [
            new DenseComparison(bench, numpy),
            new LayersComparison(bench),
            new ExactComparison(bench),
            new PlaneComparison(bench),
            new ReviewComparison(bench, numpy),
            new StartUpComparison(bench),
        ];
        Measure(tables, "machine", $"{Machine.Describe()}; {numpy.Describe()}.", document, () => Agreement.Check(bench, numpy));
    }

    /// <summary>How time and memory grow.</summary>
    /// <param name="isQuick">Fewer rounds and smaller clouds.</param>
    /// <param name="document">Where to write the tables, or null.</param>
    public static void Growth(bool isQuick, string? document)
    {
        using var clouds = new CloudFolder();
        Bench bench = new(HardmaxCommand.FindOrBuild(), clouds, new Rounds(isQuick ? 1 : GrowthRounds), isQuick);
        IMeasuredTable[] tables =
        [
            new CountGrowth(bench),
            new PlaneGrowth(bench),
            new DimensionGrowth(bench),
            new LayerGrowth(bench),
            new BitsGrowth(bench),
            new TieGrowth(bench),
        ];
        Measure(tables, "growth-machine", $"{Machine.Describe()}.", document);
    }

    private static void Measure(IReadOnlyList<IMeasuredTable> tables, string machineName, string machine, string? document, Action? check = null)
    {
        string[] names = [machineName, .. tables.Select(table => table.Name)];
        _ = document is null ? null : MarkedDocument.Read(document, names);
        var watch = Stopwatch.StartNew();
        check?.Invoke();
        Console.WriteLine(machine + "\n");
        var texts = new List<string> { machine };
        foreach (IMeasuredTable table in tables)
        {
            texts.Add(table.Measure().ToMarkdown());
            Console.WriteLine(texts[^1]);
        }

        if (document is not null)
        {
            Write(document, names, texts);
        }

        Progress.Say($"done in {Figures.Seconds(watch.Elapsed.TotalSeconds)}");
    }

    // The document is read again: someone may have written in it while this took its minutes.
    private static void Write(string document, string[] names, List<string> texts)
    {
        var marked = MarkedDocument.Read(document, names);
        for (int at = 0; at < names.Length; at++)
        {
            marked.Replace(names[at], texts[at]);
        }

        marked.Save();
    }
}
