using Hardmax.Benchmarks.Measuring;
using Hardmax.Benchmarks.Text;

namespace Hardmax.Benchmarks.Growing;

/// <summary>Time and memory against the number of tokens, in a dimension where all pairs may have to be looked at.</summary>
internal sealed class CountGrowth(Bench bench) : IMeasuredTable
{
    private const int Dimension = 64;

    public string Name => "growth-tokens";

    public MarkdownTable Measure()
    {
        var table = new MarkdownTable(Name, "n (d = 64, alpha = 1)", "1 layer, binary64", "times half of n", "peak memory", "8 layers, binary64", "8 layers, exact", "exact by binary64");
        double before = 0;
        foreach (int count in (int[])(bench.IsQuick ? [512, 1024, 2048] : [512, 1024, 2048, 4096, 8192]))
        {
            Progress.Say($"n = {Figures.Count(count)}, d = 64");
            string cloud = bench.Clouds.Npy($"mixed-{count}x{Dimension}", () => DrawnCloud.MixedLengths(count, Dimension));
            long peak = bench.Hardmax.Simulate(new SimulationRequest(cloud, 1), watchMemory: true).PeakBytes;
            double[] best = bench.Rounds.Best(
                () => bench.Seconds(new SimulationRequest(cloud, 1)),
                () => bench.Seconds(new SimulationRequest(cloud, 8)),
                () => bench.Seconds(new SimulationRequest(cloud, 8, "exact")));
            table.Add(
                Figures.Count(count),
                Figures.Seconds(best[0]),
                before > 0 ? Figures.Ratio(best[0] / before) : "",
                Figures.Megabytes(peak),
                Figures.Seconds(best[1]),
                Figures.Seconds(best[2]),
                Figures.Ratio(best[2] / best[1]));
            before = best[0];
        }

        return table;
    }
}
