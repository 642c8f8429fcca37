using System.Collections.Immutable;
using Hardmax.Geometry;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Geometry;

public sealed class ConvexHullTests
{
    private static readonly Rational Half = Rational.One / 2;

    public static TheoryData<int[][], int[]> Literals => new()
    {
        { [[7]], [0] },
        { [[0, 0]], [0] },
        { [[1, 2], [1, 2], [1, 2]], [0] },
        { [[2], [5], [3], [5], [2]], [0, 1] },
        { [[0, 0], [1, 1], [2, 2], [3, 3]], [0, 3] },
        { [[0, 0], [2, 0], [0, 2], [2, 2], [1, 1], [1, 0], [2, 2]], [0, 1, 2, 3] },
        { [[1, 1], [1, -1], [0, 0], [1, 0]], [0, 1, 2] },
        { [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0], [1, 1, 1]], [0, 1, 2, 3, 4] },
        { [[0, 0, 5], [1, 0, 5], [0, 1, 5], [1, 1, 5], [2, 2, 5]], [0, 1, 2, 4] },
    };

    [Theory]
    [MemberData(nameof(Literals))]
    public void The_extreme_points_of_small_sets(int[][] coordinates, int[] expected)
    {
        Rational[][] points = [.. coordinates.Select(p => p.Select(x => (Rational)x).ToArray())];
        ConvexHull hull = ConvexHull.Of(points);
        Assert.Equal(expected, hull.ExtremePoints);
        Assert.True(hull.Verify(points));
    }

    [Fact]
    public void A_point_a_hair_outside_an_edge_is_extreme()
    {
        Rational tiny = new(1, System.Numerics.BigInteger.One << 300);
        Rational[][] points = [[0, 0], [2, 0], [1, -tiny], [1, tiny], [1, 0]];
        ConvexHull hull = ConvexHull.Of(points);
        Assert.Equal(new[] { 0, 1, 2, 3 }, hull.ExtremePoints);
        Assert.True(hull.Verify(points));
    }

    [Fact]
    public void Coordinates_beyond_the_range_of_binary64_are_no_obstacle()
    {
        Rational huge = System.Numerics.BigInteger.One << 2000;
        Rational[][] points = [[huge, 0], [0, huge], [-huge, -huge], [0, 0], [huge.Reciprocal(), 1]];
        Assert.Equal(new[] { 0, 1, 2 }, ConvexHull.Of(points).ExtremePoints);
    }

    [Fact]
    public void No_points_or_ragged_points_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ConvexHull.Of([]));
        Assert.Throws<ArgumentException>(() => ConvexHull.Of([[1, 2], [1]]));
    }

    [Fact]
    public void In_the_plane_extreme_points_are_those_of_the_monotone_chain()
    {
        int interior = 0;
        for (int seed = 0; seed < 400; seed++)
        {
            var inputs = new GeometryInputs(seed);
            Rational[][] points = inputs.Points(1 + inputs.Below(14), 2);
            ConvexHull hull = ConvexHull.Of(points);
            Assert.True(hull.Verify(points), $"seed {seed}");
            Assert.Equal(BruteForce.MonotoneChain(points), hull.ExtremePoints);
            interior += hull.Combinations.Count;
        }

        Assert.True(interior > 400);
    }

    [Fact]
    public void In_other_dimensions_a_point_is_extreme_iff_it_is_not_in_the_hull_of_the_others()
    {
        for (int seed = 0; seed < 120; seed++)
        {
            var inputs = new GeometryInputs(seed);
            int d = seed % 5 == 0 ? 1 : 3;
            Rational[][] points = inputs.Points(1 + inputs.Below(8), d);
            ConvexHull hull = ConvexHull.Of(points);
            int[] expected =
            [
                .. Enumerable.Range(0, points.Length)
                    .Where(i => Array.FindIndex(points, p => Vectors.Comparer.Equals(p, points[i])) == i)
                    .Where(i => !BruteForce.IsInHull(points[i], [.. points.Where(p => !Vectors.Comparer.Equals(p, points[i]))])),
            ];
            Assert.True(hull.Verify(points), $"seed {seed}");
            Assert.Equal(expected, hull.ExtremePoints);
        }
    }

    [Theory]
    [InlineData(130, 2)]
    [InlineData(130, 4)]
    [InlineData(130, 8)]
    [InlineData(24, 10)]
    public void Larger_sets_verify(int n, int d)
    {
        for (int seed = 0; seed < 4; seed++)
        {
            Rational[][] points = new GeometryInputs(seed).Points(n, d);
            Assert.True(ConvexHull.Of(points).Verify(points), $"seed {seed}");
        }
    }

    [Fact]
    public void A_changed_proof_is_rejected()
    {
        for (int seed = 0; seed < 150; seed++)
        {
            var inputs = new GeometryInputs(seed);
            int d = 1 + inputs.Below(3);
            Rational[][] points = inputs.Points(3 + inputs.Below(6), d);
            ConvexHull hull = ConvexHull.Of(points);
            int vertex = hull.ExtremePoints[0];
            Assert.False((hull with { Directions = hull.Directions.Remove(vertex) }).Verify(points));
            Assert.False((hull with { Directions = hull.Directions.SetItem(vertex, new Rational[d + 1]) }).Verify(points));
            if (hull.Directions.Count > 1)
            {
                Assert.False((hull with { Directions = hull.Directions.SetItem(vertex, new Rational[d]) }).Verify(points));
                Assert.False((hull with { Directions = hull.Directions.SetItem(vertex, hull.Directions[hull.ExtremePoints[1]]) }).Verify(points));
            }

            if (!hull.Combinations.IsEmpty)
            {
                AssertCombinationCannotChange(hull, points);
            }
        }
    }

    [Fact]
    public void The_larger_index_of_a_repeated_vertex_is_rejected()
    {
        Rational[][] points = [[1], [1], [0]];
        ImmutableSortedDictionary<int, Rational[]> directions = ImmutableSortedDictionary<int, Rational[]>.Empty.Add(1, [1]).Add(2, [-1]);
        var hull = new ConvexHull(directions, ImmutableSortedDictionary<int, ConvexCombination>.Empty.Add(0, ConvexCombination.Vertex(1)));
        Assert.False(hull.Verify(points));
    }

    [Fact]
    public void Weights_on_a_point_that_is_not_extreme_are_rejected()
    {
        Rational[][] points = [[0], [4], [2], [1]];
        ConvexHull hull = ConvexHull.Of(points);
        var weights = ConvexCombination.Of([KeyValuePair.Create(0, Half), KeyValuePair.Create(2, Half)]);
        Assert.True(weights.Reproduces(points[3], points));
        Assert.False((hull with { Combinations = hull.Combinations.SetItem(3, weights) }).Verify(points));
    }

    private static void AssertCombinationCannotChange(ConvexHull hull, Rational[][] points)
    {
        (int index, ConvexCombination combination) = hull.Combinations.First();
        (int first, Rational weight) = combination.Weights.First();
        var heavier = new ConvexCombination(combination.Weights.SetItem(first, weight + 1));
        Assert.False((hull with { Combinations = hull.Combinations.SetItem(index, heavier) }).Verify(points));
        Assert.False((hull with { Combinations = hull.Combinations.Remove(index) }).Verify(points));
        Rational[][] moved = [.. points];
        moved[index] = Vectors.AddScaled(points[index], 1, [.. Enumerable.Repeat(Rational.One, points[0].Length)]);
        Assert.False(hull.Verify(moved));
    }
}
