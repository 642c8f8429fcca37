using Hardmax.Benchmarks.Measuring;
using Hardmax.Benchmarks.Text;

namespace Hardmax.Benchmarks.Growing;

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
