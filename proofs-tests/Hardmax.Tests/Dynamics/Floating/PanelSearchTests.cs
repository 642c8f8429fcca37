using System.Numerics;
using Hardmax.Dynamics.Floating;
using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Tests.Dynamics.Floating;

/// <summary>The search in panels, which stops early, against a look at all scores: best, runner-up and the set.</summary>
public sealed class PanelSearchTests
{
    private static readonly string[] Shapes = ["gauss", "parallel", "ulps", "lattice", "norms", "negative", "tiny", "zero"];

    private static readonly string[] Interesting =
        [.. Shapes, "early", "early with a tie", "not early", "tie in one lane", "tie of lanes", "best is negative", "mutual", "last panel is full", "two parts"];

    [Theory]
    [InlineData(512)]
    [InlineData(256)]
    [InlineData(128)]
    public void Nothing_of_the_largest_score_is_passed_over(int bits)
    {
        var seen = new Sightings();
        for (int seed = 0; seed < 240; seed++)
        {
            DemandSearch<double>(seed, bits, seen);
            DemandSearch<float>(seed, bits, seen);
        }

        Assert.Empty(Interesting.Except(seen.Labels));
    }

    [Fact]
    public void A_point_that_is_longer_by_a_hair_and_parallel_is_found_in_the_last_panel()
    {
        foreach (int winner in (int[])[0, 11, 12, 13, 40, 95, 99])
        {
            double[] places = [.. Enumerable.Range(0, 100).SelectMany(point => (double[])[0, point == winner ? Math.BitIncrement(1.0) : 1, 0])];
            double[] norms = [.. Enumerable.Range(0, 100).Select(point => NormBounds<double>.Of(places.AsSpan(3 * point, 3)))];
            RowMaxima<double> found = Run(System<double>(3, 512), places, norms, places, norms, [new SearchPart([.. Enumerable.Range(0, 100)], [.. Enumerable.Range(0, 100)], IsSymmetric: false)]);
            Assert.All(Enumerable.Range(0, 100), row => Assert.Equal([winner], found.SetOf(row).ToArray()));
        }
    }

    private static void DemandSearch<T>(int seed, int bits, Sightings seen)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        string shape = Shapes[seed % Shapes.Length];
        int d = 1 + random.Next(6), n = random.Next(5) == 0 ? 48 * (1 + random.Next(3)) : 1 + random.Next(180);
        T[] places = Array.ConvertAll(Places(shape, n, d, typeof(T) == typeof(double), random), T.CreateChecked);
        T[] queries = random.Next(2) == 0 ? places : Array.ConvertAll(Places(Shapes[random.Next(4)], n, d, true, random), T.CreateChecked);
        T[] norms = Norms(places, d), queryNorms = Norms(queries, d);
        FloatSystem<T> system = System<T>(d, bits);
        int[][] classes = random.Next(2) == 0 || n == 1
            ? [[.. Enumerable.Range(0, n)]]
            : [[.. Enumerable.Range(0, n / 2)], [.. Enumerable.Range(n / 2, n - (n / 2))]];
        int[][] rows = Array.ConvertAll(classes, members => members.Where(_ => random.Next(4) > 0).DefaultIfEmpty(members[0]).ToArray());
        seen.Note(shape);
        seen.Note("two parts", classes.Length == 2);
        SearchPart[] parts = [.. classes.Zip(rows, (keys, asking) => new SearchPart([.. asking], [.. keys], IsSymmetric: ReferenceEquals(queries, places)))];
        seen.Note("mutual", parts.Any(part => part.IsMutual) && system.Kernel.SearchMutually is not null);
        RowMaxima<T> found = Run(system, places, norms, queries, queryNorms, parts);
        for (int part = 0; part < classes.Length; part++)
        {
            seen.Note("last panel is full", classes[part].Length % system.Kernel.PanelWidth == 0);
            foreach (int row in rows[part])
            {
                DemandRow(places, queries, d, classes[part], row, found, system.Kernel.PanelWidth, norms, seen);
            }
        }
    }

    private static void DemandRow<T>(T[] places, T[] queries, int d, int[] keys, int row, RowMaxima<T> found, int width, T[] norms, Sightings seen)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T[] scores = Array.ConvertAll(keys, key => Score(places.AsSpan(key * d, d), queries.AsSpan(row * d, d)));
        T best = scores.Max();
        int[] set = [.. keys.Where((_, at) => scores[at] == best)];
        Assert.Equal(best, found.Best[row]);
        Assert.Equal(set, found.SetOf(row).ToArray());
        Assert.Equal(set.Length == 1 ? set[0] : -1, found.Target[row]);

        // No other score is above the runner-up, and it is the largest of them unless some panels were not looked at.
        T second = keys.Length == 1 ? T.NegativeInfinity : scores.Where((_, at) => set.Length > 1 || keys[at] != set[0]).Max();
        Assert.True(found.RunnerUp[row] >= second, $"{found.RunnerUp[row]} {second}");
        Assert.True(set.Length > 1 ? found.RunnerUp[row] == best : found.RunnerUp[row] < best);
        bool isEarly = found.RunnerUp[row] > second;
        Assert.False(isEarly && keys.Length <= width, "There is one panel only.");
        seen.Note("early", isEarly);
        seen.Note("not early", keys.Length > width && !isEarly);
        seen.Note("best is negative", best < T.Zero);
        int[] order = [.. keys];
        Array.Sort(Array.ConvertAll(keys, key => -norms[key]), order);
        int[] lanes = Array.ConvertAll(set, member => Array.IndexOf(order, member) % (width / 3));
        seen.Note("tie in one lane", set.Length > 1 && lanes.Distinct().Count() == 1);
        seen.Note("tie of lanes", lanes.Distinct().Count() > 1);
        seen.Note("early with a tie", set.Length is > 1 and < 6 && keys.Length > 2 * width && set.All(member => norms[member] > T.CreateChecked(2) * norms[order[^1]]));
    }

    private static T Score<T>(ReadOnlySpan<T> place, ReadOnlySpan<T> query)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int c = 0; c < place.Length; c++)
        {
            sum = T.FusedMultiplyAdd(place[c], query[c], sum);
        }

        return sum;
    }

    private static double[] Places(string shape, int n, int d, bool isDouble, Random random)
    {
        var places = new double[n * d];
        double[] direction = [.. Enumerable.Range(0, d).Select(_ => random.NextDouble() + 0.25)];
        for (int i = 0; i < n; i++)
        {
            double size = random.NextDouble();
            for (int c = 0; c < d; c++)
            {
                double x = random.NextDouble() - 0.5;
                places[(i * d) + c] = shape switch
                {
                    "gauss" => x * Math.Exp(8 * (size - 0.5)),
                    "parallel" => direction[c] * (1 + (random.Next(3) * Math.ScaleB(1, isDouble ? -52 : -23))),
                    "ulps" => direction[c] * (random.Next(9) == 0 ? 1 : -1) * (1 + (random.Next(3) * Math.ScaleB(1, isDouble ? -52 : -23))),
                    "lattice" => random.Next(-2, 3),
                    "norms" => (i % 7 == 0 ? 1 : 0.86) * direction[c] * (random.Next(2) == 0 ? 1 : 1 - (1e-7 * size)),
                    "negative" => c == 0 ? (i < n / 2 ? -1 - x : 1 + x) * 0.1 : 0.01 * x,
                    "tiny" => x * (isDouble ? 1e-161 : 1e-22),
                    _ => random.Next(4) switch { 0 => -0.0, 1 => 0, 2 => isDouble ? 5e-324 : 1e-45, _ => 0 },
                };
            }
        }

        return places;
    }

    private static T[] Norms<T>(T[] places, int d)
        where T : struct, IBinaryFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, places.Length / d).Select(point => NormBounds<T>.Of(places.AsSpan(point * d, d)))];

    private static RowMaxima<T> Run<T>(FloatSystem<T> system, T[] places, T[] norms, T[] queries, T[] queryNorms, SearchPart[] parts)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var found = new RowMaxima<T>(norms.Length);
        PanelSearch<T>.Run(system, places, norms, queries, queryNorms, parts, found);
        return found;
    }

    private static FloatSystem<T> System<T>(int dimension, int bits)
        where T : struct, IBinaryFloatingPointIeee754<T> => new(
            dimension, null, T.One, typeof(T) == typeof(double) ? BinaryFormat.Double : BinaryFormat.Single, ScoreKernels.OfBits<T>(bits), new Workers(2));
}
