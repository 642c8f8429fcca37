using System.Globalization;
using System.Text.Json;
using Hardmax.Benchmarks.Measuring;
using Hardmax.Benchmarks.Text;

namespace Hardmax.Benchmarks.Growing;

/// <summary>Time of exact layers against the size of the numbers they start from.</summary>
internal sealed class BitsGrowth(Bench bench) : IMeasuredTable
{
    private const int Count = 256;
    private const int Dimension = 16;

    public string Name => "growth-bits";

    public MarkdownTable Measure()
    {
        var table = new MarkdownTable(Name, "coordinates (n = 256, d = 16, alpha = 1, exact)", "1 layer", "8 layers", "32 layers");
        foreach (int bits in (int[])[8, 24, 53])
        {
            Add(table, $"integers of {Figures.Count(bits)} bits", bench.Clouds.Npy($"integers-{bits}", () => DrawnCloud.Integers(Count, Dimension, bits)));
        }

        Add(table, "normal, in binary64", bench.Clouds.Npy("normal-256x16", () => DrawnCloud.Normal(Count, Dimension)));
        Add(table, "integers of 8 bits, by 3", Fractions("thirds.json", _ => 3));
        Add(table, "integers of 8 bits, by integers up to 100", Fractions("fractions.json", random => random.Next(1, 101)));
        return table;
    }

    private void Add(MarkdownTable table, string name, string cloud)
    {
        Progress.Say($"exact layers from {name}");
        double[] best = bench.Rounds.Best([.. ((int[])[1, 8, 32]).Select<int, Func<double>>(layers => () => bench.Seconds(new SimulationRequest(cloud, layers, "exact")))]);
        table.Add(name, Figures.Seconds(best[0]), Figures.Seconds(best[1]), Figures.Seconds(best[2]));
    }

    private string Fractions(string name, Func<Random, int> denominator)
    {
        var random = new Random(20240704);
        string[][] tokens =
        [
            .. DrawnCloud.Integers(Count, Dimension, 8).Values
                .Select(x => string.Create(CultureInfo.InvariantCulture, $"{x}/{denominator(random)}"))
                .Chunk(Dimension),
        ];
        string path = bench.Clouds.PathOf(name);
        File.WriteAllText(path, JsonSerializer.Serialize(new { tokens, alpha = "1" }));
        return path;
    }
}
