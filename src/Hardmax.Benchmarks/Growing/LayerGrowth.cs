using Hardmax.Benchmarks.Measuring;
using Hardmax.Benchmarks.Text;

namespace Hardmax.Benchmarks.Growing;

/// <summary>Time against the number of layers: searches at first, nothing but moves then, and searches again where rounding decides.</summary>
internal sealed class LayerGrowth(Bench bench) : IMeasuredTable
{
    public string Name => "growth-layers";

    public MarkdownTable Measure()
    {
        var table = new MarkdownTable(Name, "layers (d = 64, alpha = 1)", "n = 4096, binary64", "each layer since the row above", "n = 1024, exact", "each layer since the row above");
        string large = bench.Clouds.Npy("mixed-4096x64", () => DrawnCloud.MixedLengths(4096, 64));
        string small = bench.Clouds.Npy("mixed-1024x64", () => DrawnCloud.MixedLengths(1024, 64));
        (int Layers, double Binary64, double Exact) before = (0, 0, 0);
        foreach (int layers in (int[])(bench.IsQuick ? [1, 10, 60] : [1, 2, 5, 10, 20, 40, 46, 50, 56, 60, 100, 300]))
        {
            Progress.Say($"{layers} layers");
            double[] best = bench.Rounds.Best(
                () => bench.Seconds(new SimulationRequest(large, layers)),
                () => bench.Seconds(new SimulationRequest(small, layers, "exact")));
            int more = layers - before.Layers;
            table.Add(
                Figures.Count(layers),
                Figures.Seconds(best[0]),
                EachOf(best[0] - before.Binary64, more),
                Figures.Seconds(best[1]),
                EachOf(best[1] - before.Exact, more));
            before = (layers, best[0], best[1]);
        }

        return table;
    }

    // A difference of two measurements may be lost in their noise.
    private static string EachOf(double seconds, int layers) => seconds > 0 ? Figures.Seconds(seconds / layers) : "(noise)";
}
