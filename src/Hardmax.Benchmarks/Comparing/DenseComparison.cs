using Hardmax.Benchmarks.Measuring;
using Hardmax.Benchmarks.Text;

namespace Hardmax.Benchmarks.Comparing;

/// <summary>One layer in binary64 against NumPy, and its rate of multiplications against that of the matrix product.</summary>
internal sealed class DenseComparison(Bench bench, NumpySide numpy) : IMeasuredTable
{
    public string Name => "dense";

    public MarkdownTable Measure()
    {
        string mixed = DenseClouds.MixedLengths(bench.Clouds), sphere = DenseClouds.Sphere(bench.Clouds);
        Progress.Say("one layer of 4096 tokens in 64 dimensions, beside NumPy");
        double[] best = bench.Rounds.Best(
            () => bench.Seconds(new SimulationRequest(mixed, 1)),
            () => numpy.Layer(mixed, 1, Bench.Repeat),
            () => numpy.Product(mixed, Bench.Repeat),
            () => bench.Seconds(new SimulationRequest(sphere, 1)),
            () => numpy.Layer(sphere, 1, Bench.Repeat),
            () => numpy.Product(sphere, Bench.Repeat));
        var table = new MarkdownTable(Name, "n = 4096, d = 64, alpha = 1, binary64", "Hardmax", "NumPy", "ratio", "asked");
        AddTimes(table, "one layer", best[0], best[1], "at least 7");
        AddRates(table, "n n d multiplications of that layer, against the matrix product", best[0], best[2], "at least 0.7");
        AddTimes(table, "one layer on a sphere, where no score can be passed over", best[3], best[4], "");
        AddRates(table, "n n d multiplications on the sphere, against the matrix product", best[3], best[5], "");
        return table;
    }

    private static void AddTimes(MarkdownTable table, string what, double ours, double theirs, string asked) =>
        table.Add(what, Figures.Seconds(ours), Figures.Seconds(theirs), Figures.Ratio(theirs / ours), asked);

    private static void AddRates(MarkdownTable table, string what, double ours, double theirs, string asked) =>
        table.Add(what, Figures.Rate(DenseClouds.Multiplications / ours), Figures.Rate(DenseClouds.Multiplications / theirs), Figures.Ratio(theirs / ours), asked);
}

/// <summary>The clouds of the dense comparison: n = 4096 tokens in d = 64 dimensions.</summary>
internal static class DenseClouds
{
    /// <summary>n.</summary>
    public const int Count = 4096;

    /// <summary>d.</summary>
    public const int Dimension = 64;

    /// <summary>The multiplications of one product of all pairs: n n d.</summary>
    public const double Multiplications = (double)Count * Count * Dimension;

    /// <summary>normal(n, d) * exp(normal(n, 1)).</summary>
    public static string MixedLengths(CloudFolder clouds) => clouds.Npy("dense-4096x64", () => DrawnCloud.MixedLengths(Count, Dimension));

    /// <summary>Points of norm 1.</summary>
    public static string Sphere(CloudFolder clouds) => clouds.Npy("sphere-4096x64", () => DrawnCloud.Sphere(Count, Dimension));
}
