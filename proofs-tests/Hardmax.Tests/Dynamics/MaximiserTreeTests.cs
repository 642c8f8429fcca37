using System.Numerics;
using Hardmax.Dynamics.Floating;
using Hardmax.Dynamics.Trees;
using Xunit;

namespace Hardmax.Tests.Dynamics;

/// <summary>
/// The tree against a look at every point, written out here: the same set, and the same bits of the score. Then its two
/// proofs, each attacked on its own, and what it is for: few points looked at.
/// </summary>
public sealed class MaximiserTreeTests
{
    private static readonly ParallelOptions TwoProcessors = new() { MaxDegreeOfParallelism = 2 };

    public static TheoryData<string> Shapes =>
        ["gauss", "heavy", "sphere", "ball", "lattice", "line", "equal", "few", "ulps", "flat", "far", "curve", "needle"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_set_and_the_bits_of_the_score_are_those_of_a_look_at_every_point(string shape)
    {
        int ties = 0;
        foreach (int dimension in (int[])[1, 2, 3, 5])
        {
            foreach (int count in (int[])[1, 2, 3, 7, 8, 9, 17, 64, 65, 200, 2000])
            {
                var random = new Random((10_000 * dimension) + count);
                double[] points = TreeSamples.Cloud(shape, count, dimension, random);
                ties += Demand(points, dimension, random);
                ties += Demand(Array.ConvertAll(points, x => (float)x), dimension, random);
                ties += Demand(Array.ConvertAll(points, x => (Half)x), dimension, random);
            }
        }

        Assert.True(ties > 500, $"{ties} sets of more than one point");
    }

    [Theory]
    [InlineData(-160, -160)]
    [InlineData(-300, -8)]
    [InlineData(-300, 300)]
    [InlineData(-320, 160)]
    [InlineData(150, 150)]
    [InlineData(300, -300)]
    [InlineData(300, -320)]
    [InlineData(307, -308)]
    public void The_exponents_of_points_and_queries_do_not_matter(int points, int queries)
    {
        foreach (string shape in (string[])["gauss", "lattice", "sphere"])
        {
            var random = new Random(points);
            double[] cloud = Array.ConvertAll(TreeSamples.Cloud(shape, 500, 2, random), x => x / 40 * Math.Pow(10, points));
            var tree = MaximiserTree<double>.Build(cloud, 2, TwoProcessors);
            foreach (double[] query in TreeSamples.Queries(cloud, 2, random))
            {
                double size = Math.Max(Math.Abs(query[0]), Math.Abs(query[1]));
                Demand(tree, cloud, Array.ConvertAll(query, x => size == 0 ? 0 : x / size * Math.Pow(10, queries)));
            }
        }
    }

    [Fact]
    public void Underflow_of_a_product_decides_and_is_seen()
    {
        // In binary32, 2^-75 * (1 + k 2^-10) * 2^-75 is 2^-150 and a little: 2^-149, all of them tied; 2^-151 is 0.
        var points = new float[4000];
        for (int i = 0; i < points.Length; i += 2)
        {
            points[i] = MathF.ScaleB(1 + (i * MathF.ScaleB(1, -12)), -75);
            points[i + 1] = MathF.ScaleB((i % 7) - 3, -76);
        }

        var tree = MaximiserTree<float>.Build(points, 2, TwoProcessors);
        int ties = 0;
        foreach (int shift in Enumerable.Range(-80, 60))
        {
            ties = Math.Max(ties, Demand(tree, points, [MathF.ScaleB(1, shift), MathF.ScaleB(0.3f, shift)]));
            Demand(tree, points, [MathF.ScaleB(-1.7f, shift), MathF.ScaleB(1, shift - 3)]);
        }

        Assert.True(ties > 100, $"{ties} points in one set");
    }

    [Fact]
    public void Hundreds_of_exact_ties_are_found_ascending()
    {
        // A lattice of 300 x 300, its points in random order; 300 of them on each side.
        var random = new Random(5);
        int[] order = [.. Enumerable.Range(0, 90_000)];
        random.Shuffle(order);
        double[] points = [.. order.SelectMany(i => (double[])[i % 300, i / 300])];
        var tree = MaximiserTree<double>.Build(points, 2, TwoProcessors);
        double[][] sides = [[1, 0], [-3, 0], [0, 0.1], [0, -7e-200], [1e150, 0]];
        Assert.All(sides, side => Assert.Equal(300, Demand(tree, points, side)));
        Assert.Equal(1, Demand(tree, points, [1, 1]));
        Assert.Equal(90_000, Demand(tree, points, [0, -0.0]));
    }

    [Fact]
    public void Equal_points_are_all_found_and_do_not_slow_the_tree_down()
    {
        double[] points = [.. Enumerable.Range(0, 200_000).SelectMany(i => i % 3 == 0 ? (double[])[0.1, 0.7] : [0.2, 0.3])];
        var tree = MaximiserTree<double>.Build(points, 2, TwoProcessors);
        var found = new List<int>();
        _ = tree.Maximisers([0, 1], found, out int visited);
        Assert.Equal(66_667, found.Count);
        Assert.InRange(visited, 66_667, 100_000);
        Assert.Equal(133_333, Demand(tree, points, [1, 0]));
    }

    [Theory]
    [InlineData("sphere", 2, 150)]
    [InlineData("sphere", 3, 700)]
    [InlineData("ball", 2, 200)]
    [InlineData("ball", 3, 900)]
    [InlineData("gauss", 2, 80)]
    [InlineData("gauss", 3, 250)]
    [InlineData("line", 3, 80)]
    [InlineData("curve", 3, 150)]
    [InlineData("far", 2, 150)]
    public void Few_boxes_and_points_are_looked_at(string shape, int dimension, int limit)
    {
        var random = new Random(9);
        double[] points = TreeSamples.Cloud(shape, 50_000, dimension, random);
        var tree = MaximiserTree<double>.Build(points, dimension, TwoProcessors);
        var found = new List<int>();
        double total = 0;
        for (int i = 0; i < 1000; i++)
        {
            _ = tree.Maximisers(points.AsSpan(i * dimension, dimension), found, out int visited);
            total += visited;
        }

        Assert.InRange(total / 1000, 1, limit);
    }

    [Theory]
    [InlineData("gauss", 2, 500)]
    [InlineData("gauss", 3, 3000)]
    [InlineData("ball", 2, 9000)]
    [InlineData("lattice", 2, 2000)]
    [InlineData("needle", 2, 2000)]
    public void The_inside_of_a_cloud_is_dropped(string shape, int dimension, int limit)
    {
        double[] points = TreeSamples.Cloud(shape, 50_000, dimension, new Random(3));
        Assert.InRange(MaximiserTree<double>.Build(points, dimension, TwoProcessors).Kept, 1, limit);
        if (shape != "needle")
        {
            // The needle is too thin for a proof in binary32.
            float[] singles = Array.ConvertAll(points, x => (float)x);
            Assert.InRange(MaximiserTree<float>.Build(singles, dimension, TwoProcessors).Kept, 1, limit);
        }
    }

    [Theory]
    [InlineData("gauss")]
    [InlineData("equal")]
    [InlineData("ulps")]
    [InlineData("flat")]
    [InlineData("line")]
    [InlineData("sphere")]
    public void No_box_bounds_below_a_score_of_its_points_and_the_bound_is_tight(string shape)
    {
        foreach (int dimension in (int[])[1, 2, 3, 5])
        {
            for (int seed = 0; seed < 20; seed++)
            {
                var random = new Random(seed);
                double[] points = TreeSamples.Cloud(shape, 50, dimension, random);
                double largest = points.Max(Math.Abs);
                points = Array.ConvertAll(points, x => x / largest);
                float[] singles = Array.ConvertAll(points, x => (float)x);
                DemandBounds(points, dimension, Math.ScaleB(1, -53), random);
                DemandBounds(singles, dimension, Math.ScaleB(1, -24), random);
            }
        }
    }

    [Fact]
    public void A_hidden_point_loses_to_a_spanning_point_in_binary32_whatever_the_query()
    {
        (int hidden, int near, int flat) = (0, 0, 0);
        for (int seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            int d = 2 + (seed % 2);
            double squash = Math.Pow(2, -random.Next(0, 12));
            float[] pairs = [.. Enumerable.Range(0, 2 * d * d).Select(at => (float)((random.NextDouble() - 0.5) * (at % d == 0 ? squash : 1)))];
            var polytope = TreeCrossPolytope.TryMake(Array.ConvertAll(pairs, x => (double)x), d, Math.ScaleB(1, -24));
            flat += polytope is null ? 1 : 0;
            for (int trial = 0; polytope is not null && trial < 20; trial++)
            {
                // Just inside or outside of a face: the weights of one point of each pair sum to about 1.
                double[] weights = [.. Enumerable.Range(0, d).Select(_ => random.NextDouble())];
                double sum = weights.Sum() * (1 + ((random.NextDouble() - 0.7) * Math.Pow(10, -random.Next(0, 6))));
                int side = random.Next(1 << d);
                double Centre(int c) => Enumerable.Range(0, 2 * d).Average(e => (double)pairs[(e * d) + c]);
                float[] point = [.. Enumerable.Range(0, d).Select(c => (float)(Centre(c) + Enumerable.Range(0, d)
                    .Sum(k => weights[k] / sum * (pairs[(((2 * k) + ((side >> k) & 1)) * d) + c] - Centre(c)))))];
                if (!polytope.Hides(Array.ConvertAll(point, x => (double)x), new double[2 * d]))
                {
                    continue;
                }

                hidden++;
                near += weights.Sum() / sum > 0.99 ? 1 : 0;
                for (int i = 0; i < 20; i++)
                {
                    float[] query = i % 2 == 0
                        ? [.. Enumerable.Range(0, d).Select(_ => (float)TreeSamples.Normal(random))]
                        : TreeSamples.Normal(pairs, [.. Enumerable.Range(0, d).Select(_ => (float)TreeSamples.Normal(random))], random);
                    Assert.True(TreeSamples.Scores(point, query)[0] < TreeSamples.Scores(pairs, query).Max() || Array.TrueForAll(query, x => x == 0));
                }
            }
        }

        Assert.InRange(hidden, 2000, 60_000);
        Assert.InRange(near, 500, 60_000);
        Assert.InRange(flat, 100, 2900);
    }

    [Fact]
    public void A_polytope_hides_its_inside_and_neither_its_corners_nor_what_is_outside()
    {
        double[] pairs = [1, 0, -1, 0, 0, 1, 0, -1];
        TreeCrossPolytope polytope = TreeCrossPolytope.TryMake(pairs, 2, Math.ScaleB(1, -53))!;
        double[] scratch = new double[4];
        Assert.True(polytope.Hides([0, 0], scratch));
        Assert.True(polytope.Hides([0.4999, 0.4999], scratch));
        Assert.True(polytope.Hides([-0.2, 0.79], scratch));
        Assert.False(polytope.Hides([0.5, 0.5], scratch));
        Assert.False(polytope.Hides([-1, 0], scratch));
        Assert.False(polytope.Hides([0.6, -0.6], scratch));
        Assert.Null(TreeCrossPolytope.TryMake([1, 1, -1, -1, 0.5, 0.5, 0, 0], 2, Math.ScaleB(1, -53)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Neighbours_in_the_order_point_about_the_same_way(int dimension)
    {
        double[] queries = TreeSamples.Cloud("gauss", 40_000, dimension, new Random(8));
        Array.Clear(queries, 0, 3 * dimension);
        int[] order = TreeOrder.Of<double>(queries, dimension, TwoProcessors);
        Assert.Equal(Enumerable.Range(0, 40_000), order.Order());
        double Cosine(int i, int j)
        {
            (double product, double first, double second) = (0, 0, 0);
            for (int c = 0; c < dimension; c++)
            {
                (double x, double y) = (queries[(i * dimension) + c], queries[(j * dimension) + c]);
                (product, first, second) = (product + (x * y), first + (x * x), second + (y * y));
            }

            return first == 0 || second == 0 ? 1 : product / Math.Sqrt(first * second);
        }

        double mean = order.Skip(1).Zip(order, Cosine).Average();
        Assert.InRange(mean, dimension < 5 ? 0.99 : 0.9, 1);
    }

    [Fact]
    public void Threads_share_a_tree_and_the_number_of_processors_changes_nothing()
    {
        double[] points = TreeSamples.Cloud("ball", 40_000, 2, new Random(1));
        var tree = MaximiserTree<double>.Build(points, 2, TwoProcessors);
        var serial = MaximiserTree<double>.Build(points, 2, new ParallelOptions { MaxDegreeOfParallelism = 1 });
        Assert.Equal(serial.Kept, tree.Kept);
        var (found, other) = (new List<int>[4000], new List<int>());
        _ = Parallel.For(0, found.Length, i => _ = tree.Maximisers(points.AsSpan(2 * i, 2), found[i] = []));
        for (int i = 0; i < found.Length; i++)
        {
            _ = serial.Maximisers(points.AsSpan(2 * i, 2), other);
            Assert.Equal(other, found[i]);
        }
    }

    [Fact]
    public void A_tree_without_points_or_with_half_a_point_is_refused()
    {
        Assert.Throws<ArgumentException>(() => MaximiserTree<double>.Build(Array.Empty<double>(), 2, TwoProcessors));
        Assert.Throws<ArgumentException>(() => MaximiserTree<double>.Build(new double[3], 2, TwoProcessors));
        Assert.Throws<ArgumentOutOfRangeException>(() => MaximiserTree<double>.Build(new double[3], 0, TwoProcessors));
    }

    private static void DemandBounds<T>(T[] points, int dimension, double unitRoundoff, Random random)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        double[] places = Array.ConvertAll(points, double.CreateChecked);
        int[] indices = [.. Enumerable.Range(0, 50)];
        var boxes = TreeBoxes.Build(places, indices, dimension, unitRoundoff, TwoProcessors);
        Assert.Equal(Enumerable.Range(0, 50), indices.Order());
        Assert.Equal(places, indices.SelectMany(j => points.Skip(j * dimension).Take(dimension)).Select(double.CreateChecked));
        for (int i = 0; i < 10; i++)
        {
            T[] query = [.. Enumerable.Range(0, dimension).Select(_ => T.CreateTruncating((2 * random.NextDouble()) - 1))];
            query[i % dimension] = T.One;
            query = i % 2 == 0 ? query : TreeSamples.Normal(points, query, random);
            double largest = query.Max(x => Math.Abs(double.CreateChecked(x)));
            double[] scaled = Array.ConvertAll(query, x => double.CreateChecked(x) / largest);
            T[] scores = TreeSamples.Scores(points, Array.ConvertAll(scaled, T.CreateTruncating));
            scaled = Array.ConvertAll(Array.ConvertAll(scaled, T.CreateTruncating), double.CreateChecked);
            for (int node = 1; node < 2 << boxes.Levels; node++)
            {
                double best = indices[boxes.Start(node)..boxes.End(node)].Max(j => double.CreateChecked(scores[j]));
                double upper = boxes.Upper(node, scaled, scaled.Sum(Math.Abs));
                Assert.True(upper >= best, $"node {node}: {upper - best:E2}");
                if (boxes.Start(node) + 1 == boxes.End(node) || scores.Distinct().Count() == 1)
                {
                    Assert.InRange(upper - best, 0, 2000 * dimension * dimension * unitRoundoff);
                }
            }
        }
    }

    /// <summary>The tree of a cloud, asked everything; how many answers were sets of several points.</summary>
    private static int Demand<T>(T[] points, int dimension, Random random)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var tree = MaximiserTree<T>.Build(points, dimension, TwoProcessors);
        int ties = 0;
        foreach (T[] query in TreeSamples.Queries(points, dimension, random))
        {
            if (T.IsFinite(TreeSamples.Scores(points, query).Max()) && T.IsFinite(TreeSamples.Scores(points, query).Min()))
            {
                ties += Demand(tree, points, query) > 1 ? 1 : 0;
            }
        }

        return ties;
    }

    private static int Demand<T>(MaximiserTree<T> tree, T[] points, T[] query)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T[] scores = TreeSamples.Scores(points, query);
        T best = scores[0];
        foreach (T score in scores)
        {
            best = T.Max(best, score);
        }

        int[] expected = [.. Enumerable.Range(0, scores.Length).Where(j => scores[j] == best)];
        List<int> found = [-1];
        T actual = tree.Maximisers(query, found);
        Assert.True(found.SequenceEqual(expected), $"{string.Join(' ', query)}: {found.Count} found, {expected.Length} expected");
        Assert.Equal(best, actual);
        Assert.Equal(T.IsNegative(best), T.IsNegative(actual));
        return expected.Length;
    }
}
