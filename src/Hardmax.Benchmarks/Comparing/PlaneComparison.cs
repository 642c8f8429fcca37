using Hardmax.Benchmarks.Measuring;
using Hardmax.Benchmarks.Text;

namespace Hardmax.Benchmarks.Comparing;

/// <summary>Large clouds of two and three dimensions, in a process of their own: time, memory, and what doubling n costs.</summary>
internal sealed class PlaneComparison(Bench bench) : IMeasuredTable
{
    private const int Million = 1_000_000;

    public string Name => "plane";

    public MarkdownTable Measure()
    {
        var table = new MarkdownTable(Name, "one layer, alpha = 1, binary64", "n", "layer", "whole command", "peak memory", "times half of n", "asked");
        int[] counts = bench.IsQuick ? [Million / 2, Million] : [Million / 2, Million, 2 * Million];
        double before = 0;
        foreach (int count in counts)
        {
            string asked = count > Million ? "at most 2.3 times" : count == Million ? "at most 2 s, 1,000 MB, 2.3 times" : "";
            before = Add(table, "normal, d = 2", count, count => DrawnCloud.Normal(count, 2), before, asked);
        }

        _ = Add(table, "circle", Million, count => DrawnCloud.Sphere(count, 2), 0, "");
        _ = Add(table, "disk", Million, count => DrawnCloud.Ball(count, 2), 0, "");
        _ = Add(table, "normal, d = 3", Million, count => DrawnCloud.Normal(count, 3), 0, "");
        _ = Add(table, "sphere, d = 3", Million, count => DrawnCloud.Sphere(count, 3), 0, "");
        return table;
    }

    private double Add(MarkdownTable table, string name, int count, Func<int, DrawnCloud> draw, double before, string asked)
    {
        Progress.Say($"{name}, n = {Figures.Count(count)}");
        string cloud = bench.Clouds.Npy($"{name}-{Figures.Count(count)}", () => draw(count));
        double seconds = double.PositiveInfinity;

        // Memory is that of one run; repetitions in one process would leave garbage to each other.
        Simulation alone = bench.Hardmax.Simulate(new SimulationRequest(cloud, 1), watchMemory: true);
        for (int round = 0; round < Math.Max(1, bench.Rounds.Count / 2); round++)
        {
            seconds = Math.Min(seconds, bench.Seconds(new SimulationRequest(cloud, 1, Repeat: 3)));
        }

        string growth = before > 0 ? Figures.Ratio(seconds / before) : "";
        table.Add(name, Figures.Count(count), Figures.Seconds(seconds), Figures.Seconds(alone.Whole), Figures.Megabytes(alone.PeakBytes), growth, asked);
        File.Delete(cloud);
        return seconds;
    }
}
