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
        var table = new MarkdownTable(Name, "5,000 reviews, 128 tokens each, d = 2", "Hardmax: limits, proved", "NumPy: 8 layers", "ratio", "asked");
        if (SourceTree.TryFindData("paper/reviews-5000.npy") is not { } reviews)
        {
            Progress.Say("no paper/reviews-5000.npy in HARDMAX_DATA or ../shared/data: its table stays empty");
            table.Add("not measured: the data is not there", "", "", "", "at least 60");
            return table;
        }

        Progress.Say("limits of 5,000 reviews, beside the paper's algorithm in NumPy");
        int clouds = 0;
        double[] best = new Rounds(Math.Min(bench.Rounds.Count, 3)).Best(
            () => Certify(reviews, ref clouds),
            () => PerCloud(numpy.Paper(reviews, bench.IsQuick ? 4 * Every : Every, AlphaValue, Layers)));
        double theirs = best[1] * clouds;
        table.Add($"the whole command, {Figures.Count(clouds)} certificates formed", Figures.Seconds(best[0]), Figures.Seconds(theirs), Figures.Ratio(theirs / best[0]), "at least 60");
        return table;
    }

    private static double PerCloud((double Seconds, int Clouds) run) => run.Seconds / run.Clouds;

    private double Certify(string reviews, ref int clouds)
    {
        ChildResult result = bench.Hardmax.Run(["limit", reviews, "--alpha", Alpha, "--json"]);
        string last = result.Output.TrimEnd('\n')[(result.Output.TrimEnd('\n').LastIndexOf('\n') + 1)..];
        using var json = JsonDocument.Parse(last);
        JsonElement summary = json.RootElement.GetProperty("summary");
        clouds = summary.GetProperty("clouds").GetInt32();
        int certified = summary.GetProperty("certified").GetInt32();
        return certified == clouds
            ? result.Seconds
            : throw new BenchmarkException(string.Create(CultureInfo.InvariantCulture, $"{certified} of {clouds} reviews have a certified limit; expected all"));
    }
}
