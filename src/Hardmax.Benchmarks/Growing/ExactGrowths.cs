using System.Globalization;
using System.Text.Json;
using Hardmax.Benchmarks.Measuring;
using Hardmax.Benchmarks.Text;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;

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

/// <summary>Time against the share of tokens that are tied or repeated.</summary>
internal sealed class TieGrowth(Bench bench) : IMeasuredTable
{
    private const int Count = 1024;
    private const int Dimension = 8;

    public string Name => "growth-ties";

    public MarkdownTable Measure()
    {
        var table = new MarkdownTable(Name, "cloud (n = 1024, d = 8, alpha = 1, 8 layers)", "places", "tied at layer 0", "binary64", "exact");
        foreach (int most in (int[])[1000, 10, 3, 2, 1])
        {
            Add(table, $"lattice: integers up to {Figures.Count(most)} in size", DrawnCloud.Lattice(Count, Dimension, most));
        }

        DrawnCloud distinct = DrawnCloud.Normal(Count, Dimension);
        foreach (int places in (int[])[1024, 512, 128, 16])
        {
            Add(table, $"normal, tokens at each place: {Figures.Count(Count / places)}", distinct.AtPlaces(places));
        }

        return table;
    }

    private void Add(MarkdownTable table, string name, DrawnCloud cloud)
    {
        Progress.Say($"ties: {name}");
        string file = bench.Clouds.Npy(name.Replace(':', ' '), () => cloud);
        double[] best = bench.Rounds.Best(() => bench.Seconds(new SimulationRequest(file, 8)), () => bench.Seconds(new SimulationRequest(file, 8, "exact")));
        (int places, double tied) = PlacesAndTies(cloud);
        table.Add(name, Figures.Count(places), tied.ToString("P0", CultureInfo.InvariantCulture), Figures.Seconds(best[0]), Figures.Seconds(best[1]));
    }

    /// <summary>How many places there are, and the share of tokens that attend to more than one of them.</summary>
    private static (int Places, double Tied) PlacesAndTies(DrawnCloud cloud)
    {
        var tokens = TokenCloud.FromDoubles(cloud.Values, cloud.Dimension);
        var state = ExactState.Start(new HardmaxProblem(tokens, new HardmaxSystem(AttentionMatrix.Identity(cloud.Dimension), Rational.One)));
        int tied = Enumerable.Range(0, cloud.Count).Count(token => AttendsToSeveral(state, state.AttentionSets[token]));
        return (state.PointCount, (double)tied / cloud.Count);
    }

    private static bool AttendsToSeveral(ExactState state, ReadOnlySpan<int> set)
    {
        int first = state.PointOf(set[0]);
        foreach (int token in set)
        {
            if (state.PointOf(token) != first)
            {
                return true;
            }
        }

        return false;
    }
}
