using Hardmax.Geometry;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Geometry;

public sealed class HullMembershipTests
{
    private static readonly Rational Half = Rational.One / 2;

    [Fact]
    public void The_middle_of_an_edge_is_inside_and_a_hair_beyond_is_not()
    {
        Rational[][] square = [[1, 1], [1, -1], [-1, 1], [-1, -1]];
        HullMembership middle = HullMembership.Of([1, 0], square);
        Assert.True(middle.IsInside && middle.Verify([1, 0], square));
        Assert.Equal([KeyValuePair.Create(0, Half), KeyValuePair.Create(1, Half)], middle.Combination!.Weights);
        Rational[] beyond = [1 + new Rational(1, System.Numerics.BigInteger.One << 400), 0];
        HullMembership outside = HullMembership.Of(beyond, square);
        Assert.True(!outside.IsInside && outside.Verify(beyond, square));
    }

    [Fact]
    public void One_point_holds_itself_alone()
    {
        Rational[][] one = [[3, 4]];
        Assert.True(HullMembership.Of([3, 4], one) is { IsInside: true } same && same.Verify([3, 4], one));
        Assert.True(HullMembership.Of([3, 5], one) is { IsInside: false } other && other.Verify([3, 5], one));
    }

    [Fact]
    public void Repeated_and_collinear_points_are_no_obstacle()
    {
        Rational[][] line = [[0, 0, 0], [2, 2, 2], [0, 0, 0], [1, 1, 1], [2, 2, 2]];
        Assert.True(HullMembership.Of([Half, Half, Half], line) is { IsInside: true } inside && inside.Verify([Half, Half, Half], line));
        Assert.False(HullMembership.Of([3, 3, 3], line).IsInside);
        Assert.False(HullMembership.Of([1, 1, 0], line).IsInside);
    }

    [Fact]
    public void No_points_or_other_dimensions_are_refused()
    {
        Assert.Throws<ArgumentException>(() => HullMembership.Of([1], []));
        Assert.Throws<ArgumentException>(() => HullMembership.Of([1], [[1, 2]]));
    }

    [Fact]
    public void Answers_are_those_of_the_theorem_of_Caratheodory()
    {
        int inside = 0;
        int outside = 0;
        for (int seed = 0; seed < 500; seed++)
        {
            (Rational[] point, Rational[][] points) = Case(seed);
            HullMembership result = HullMembership.Of(point, points);
            Assert.True(result.Verify(point, points), $"seed {seed}");
            Assert.True(result.IsInside == BruteForce.IsInHull(point, points), $"seed {seed}");
            Assert.True(result.Combination is null || result.Combination.Weights.Count <= point.Length + 1, $"seed {seed}");
            _ = result.IsInside ? inside++ : outside++;
        }

        Assert.True(inside > 100 && outside > 100, $"{inside} inside, {outside} outside");
    }

    [Fact]
    public void A_changed_proof_is_rejected()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            (Rational[] point, Rational[][] points) = Case(seed);
            HullMembership result = HullMembership.Of(point, points);
            Rational[] moved = [.. point];
            moved[0] += 1;
            if (result.Combination is { } combination)
            {
                int first = combination.Weights.Keys.First();
                Assert.False(result.Verify(moved, points));
                Assert.False((result with { Combination = new(combination.Weights.SetItem(first, combination.Weights[first] + Half)) }).Verify(point, points));
                Assert.False((result with { Combination = new(combination.Weights.Add(points.Length, 0)) }).Verify(point, points));
                Assert.False((result with { Direction = point }).Verify(point, points));
            }
            else
            {
                Assert.False(result.Verify(points[0], points));
                Assert.False((result with { Direction = Array.ConvertAll(result.Direction!, w => -w) }).Verify(point, points));
                Assert.False((result with { Direction = new Rational[point.Length] }).Verify(point, points));
                Assert.False((result with { Direction = null }).Verify(point, points));
            }
        }
    }

    [Fact]
    public void Negative_weights_that_sum_to_one_and_reproduce_the_point_are_rejected()
    {
        Rational[][] points = [[0], [1], [2]];
        var weights = ConvexCombination.Of([KeyValuePair.Create(0, -Rational.One), KeyValuePair.Create(1, (Rational)2)]);
        Assert.True(Vectors.Comparer.Equals(weights.PointIn(points), [2]));
        Assert.False(new HullMembership(weights, Direction: null).Verify([2], points));
    }

    private static (Rational[] Point, Rational[][] Points) Case(int seed)
    {
        var inputs = new GeometryInputs(seed);
        int d = 1 + inputs.Below(3);
        Rational[][] all = inputs.Points(2 + inputs.Below(6), d);
        return (all[^1], all[..^1]);
    }
}
