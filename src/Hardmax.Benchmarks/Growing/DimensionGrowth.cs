using System.Globalization;
using Hardmax.Benchmarks.Measuring;
using Hardmax.Benchmarks.Text;

namespace Hardmax.Benchmarks.Growing;

/// <summary>Time against the dimension: from the tree to all pairs, and from clouds where norms decide to those where they do not.</summary>
internal sealed class DimensionGrowth(Bench bench) : IMeasuredTable
{
    private const int Count = 4096;

    public string Name => "growth-dimension";

    public MarkdownTable Measure()
    {
        var table = new MarkdownTable(Name, "d (n = 4096, one layer)", "normal * exp(normal), binary64", "sphere, binary64", "normal * exp(normal), exact");
        foreach (int dimension in (int[])(bench.IsQuick ? [2, 3, 4, 16] : [2, 3, 4, 8, 16, 32, 64, 128, 256]))
        {
            Progress.Say($"n = 4096, d = {dimension}");
            string mixed = bench.Clouds.Npy($"mixed-{Count}x{dimension}", () => DrawnCloud.MixedLengths(Count, dimension));
            string sphere = bench.Clouds.Npy($"sphere-{Count}x{dimension}", () => DrawnCloud.Sphere(Count, dimension));
            double[] best = bench.Rounds.Best(
                () => bench.Seconds(new SimulationRequest(mixed, 1)),
                () => bench.Seconds(new SimulationRequest(sphere, 1)),
                () => bench.Seconds(new SimulationRequest(mixed, 1, "exact")));
            table.Add([dimension.ToString(CultureInfo.InvariantCulture), .. best.Select(Figures.Seconds)]);
        }

        return table;
    }
}
