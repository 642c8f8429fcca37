using System.Globalization;
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

/// <summary>Time and memory against the number of tokens in the plane: few near the hull, or all on it; and beside it what has no tree.</summary>
internal sealed class PlaneGrowth(Bench bench) : IMeasuredTable
{
    public string Name => "growth-plane";

    public MarkdownTable Measure()
    {
        var table = new MarkdownTable(Name, "n (d = 2, one layer, binary64)", "normal", "peak memory", "circle", "peak memory", "normal, exact", "sphere, d = 4");
        foreach (int count in (int[])(bench.IsQuick ? [1000, 2000, 4000] : [1000, 2000, 4000, 16_000, 64_000, 256_000, 1_000_000]))
        {
            Progress.Say($"n = {Figures.Count(count)}, d = 2");
            string normal = bench.Clouds.Npy($"normal-{count}x2", () => DrawnCloud.Normal(count, 2));
            string circle = bench.Clouds.Npy($"circle-{count}", () => DrawnCloud.Sphere(count, 2));
            long normalPeak = PeakOf(normal), circlePeak = PeakOf(circle);
            Rounds rounds = count > 20_000 ? new Rounds(1) : bench.Rounds;
            double[] best = rounds.Best(() => bench.Seconds(new SimulationRequest(normal, 1)), () => bench.Seconds(new SimulationRequest(circle, 1)));

            // The exact engine has no tree, nor has d = 4: they look at all pairs, or as many as the norms leave.
            string exact = count > 100_000 ? "" : Figures.Seconds(rounds.Best(() => bench.Seconds(new SimulationRequest(normal, 1, "exact"))));
            string four = count > 100_000 ? "" : Figures.Seconds(rounds.Best(() => bench.Seconds(new SimulationRequest(SphereOf4(count), 1))));
            table.Add(Figures.Count(count), Figures.Seconds(best[0]), Figures.Megabytes(normalPeak), Figures.Seconds(best[1]), Figures.Megabytes(circlePeak), exact, four);
            File.Delete(normal);
            File.Delete(circle);
        }

        return table;
    }

    private string SphereOf4(int count) => bench.Clouds.Npy($"sphere-{count}x4", () => DrawnCloud.Sphere(count, 4));

    private long PeakOf(string cloud) => bench.Hardmax.Simulate(new SimulationRequest(cloud, 1), watchMemory: true).PeakBytes;
}
