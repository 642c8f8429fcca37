using System.Globalization;
using System.Text.Json;
using Hardmax.Benchmarks.Measuring;
using Hardmax.Benchmarks.Text;

namespace Hardmax.Benchmarks.Comparing;

/// <summary>The paper's 5,000 reviews: proved limits against eight layers of the paper's algorithm in NumPy.</summary>
internal sealed class ReviewComparison(Bench bench, NumpySide numpy) : IMeasuredTable
{
    private const string Alpha = "616769/262144";
    private const double AlphaValue = 616769.0 / 262144.0;
    private const int Layers = 8;
    private const int Every = 50;

    public string Name => "reviews";

    public MarkdownTable Measure()
    {
        var table = new MarkdownTable(Name, "5,000 reviews, 128 tokens each, d = 2", "Hardmax: limits, proved", "NumPy: 8 layers, from every 50th review", "ratio", "asked");
        if (SourceTree.TryFindData("paper/reviews-5000.npy") is not { } reviews)
        {
            Progress.Say("no paper/reviews-5000.npy in HARDMAX_DATA or ../shared/data: its table stays empty");
            table.Add("not measured: the data is not there", "", "", "", "at least 60");
            return table;
        }

        Progress.Say("limits of 5,000 reviews, beside the paper's algorithm in NumPy");
        int clouds = 0;
        string certificates = bench.Clouds.PathOf("certificates");
        double computing = double.MaxValue;
        double[] best = new Rounds(Math.Min(bench.Rounds.Count, 3)).Best(
            () => Certify(reviews, [], ref clouds, ref computing),
            () => Certify(reviews, ["--certificate", certificates], ref clouds, ref computing),
            () => PerCloud(numpy.Paper(reviews, Every, AlphaValue, Layers)));
        double theirs = best[2] * clouds;
        Add(table, "every limit certified", computing, theirs, "at least 60");
        Add(table, "the whole command, which starts, compiles itself, reads and prints too", best[0], theirs, "");
        Add(table, "the same with every certificate written to a file of its own", best[1], theirs, "");
        return table;
    }

    private static void Add(MarkdownTable table, string what, double ours, double theirs, string asked) =>
        table.Add(what, Figures.Seconds(ours), Figures.Seconds(theirs), Figures.Ratio(theirs / ours), asked);

    private static double PerCloud((double Seconds, int Clouds) run) => run.Seconds / run.Clouds;

    private double Certify(string reviews, IEnumerable<string> options, ref int clouds, ref double computing)
    {
        ChildResult result = bench.Hardmax.Run(["limit", reviews, "--alpha", Alpha, "--json", .. options]);
        string last = result.Output.TrimEnd('\n')[(result.Output.TrimEnd('\n').LastIndexOf('\n') + 1)..];
        using var json = JsonDocument.Parse(last);
        JsonElement summary = json.RootElement.GetProperty("summary");
        clouds = summary.GetProperty("clouds").GetInt32();
        computing = Math.Min(computing, summary.GetProperty("seconds").GetProperty("compute").GetDouble());
        int certified = summary.GetProperty("certified").GetInt32();
        return certified == clouds
            ? result.Seconds
            : throw new BenchmarkException(string.Create(CultureInfo.InvariantCulture, $"{certified} of {clouds} reviews have a certified limit; expected all"));
    }
}
