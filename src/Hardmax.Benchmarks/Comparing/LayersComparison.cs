using Hardmax.Benchmarks.Measuring;
using Hardmax.Benchmarks.Text;

namespace Hardmax.Benchmarks.Comparing;

/// <summary>100 layers against one: what is proved to stay is not searched again.</summary>
internal sealed class LayersComparison(Bench bench) : IMeasuredTable
{
    public string Name => "layers";

    public MarkdownTable Measure()
    {
        string cloud = DenseClouds.MixedLengths(bench.Clouds);
        var table = new MarkdownTable(Name, "n = 4096, d = 64, binary64", "1 layer", "100 layers", "ratio", "asked");
        foreach (string alpha in (string[])["1", "1/2", "1/10"])
        {
            Progress.Say($"100 layers, alpha = {alpha}");
            double[] best = bench.Rounds.Best(
                () => bench.Seconds(new SimulationRequest(cloud, 1, Alpha: alpha)),
                () => bench.Seconds(new SimulationRequest(cloud, 100, Alpha: alpha)));
            table.Add($"alpha = {alpha}", Figures.Seconds(best[0]), Figures.Seconds(best[1]), Figures.Ratio(best[1] / best[0]), "at most 5");
        }

        return table;
    }
}
