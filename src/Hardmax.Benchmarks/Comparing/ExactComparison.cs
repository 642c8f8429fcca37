using Hardmax.Benchmarks.Measuring;
using Hardmax.Benchmarks.Text;

namespace Hardmax.Benchmarks.Comparing;

/// <summary>Exact layers, correctly rounded at the end, against binary64 and against the textbook over rationals.</summary>
internal sealed class ExactComparison(Bench bench) : IMeasuredTable
{
    private const int Layers = 8;
    private const int TextbookLayers = 3;

    public string Name => "exact";

    public MarkdownTable Measure()
    {
        var table = new MarkdownTable(Name, "alpha = 1", "exact", "other", "ratio", "asked");
        string cloud = bench.Clouds.Npy("dense-1024x64", () => DrawnCloud.MixedLengths(1024, 64));
        Progress.Say("8 exact layers of 1024 tokens in 64 dimensions, beside binary64");
        double[] best = bench.Rounds.Best(
            () => bench.Seconds(new SimulationRequest(cloud, Layers, "exact")),
            () => bench.Seconds(new SimulationRequest(cloud, Layers)));
        table.Add("n = 1024, d = 64, 8 layers; time of binary64 times", Figures.Seconds(best[0]), Figures.Seconds(best[1]), Figures.Ratio(best[0] / best[1]), "at most 4");
        AddTextbook(table);
        return table;
    }

    private void AddTextbook(MarkdownTable table)
    {
        string cloud = bench.Clouds.Npy("dense-256x16", () => DrawnCloud.MixedLengths(256, 16));
        int layers = bench.IsQuick ? 1 : TextbookLayers;
        Progress.Say("exact layers of 256 tokens in 16 dimensions, beside the textbook over rationals");
        var request = new SimulationRequest(cloud, layers, "exact");
        double ours = bench.Rounds.Best(() => bench.Seconds(request));

        // Once is enough: it takes seconds, and no run of it would be a thousand times faster.
        Simulation textbook = bench.Hardmax.Simulate(request with { Engine = "textbook" });
        if (textbook.Tokens.Length == 0 || textbook.Tokens != bench.Hardmax.Simulate(request).Tokens)
        {
            throw new BenchmarkException("the exact engine and the textbook over rationals differ; expected the same rationals");
        }

        table.Add(
            $"n = 256, d = 16, {Figures.Count(layers)} layers; faster than the textbook over rationals",
            Figures.Seconds(ours),
            Figures.Seconds(textbook.Compute),
            Figures.Ratio(textbook.Compute / ours),
            "at least 1,000");
    }
}
