using System.Numerics;
using Hardmax.Claims;
using Hardmax.Dynamics;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Proofs.Support;
using Xunit;

namespace Hardmax.Proofs.Examples;

/// <summary>Where binary floating point ends at another limit than the exact layers, and how far off.</summary>
public sealed class RoundingTests
{
    [Fact]
    public void The_rotated_square_ends_in_the_middle_of_edges_exactly()
    {
        ClaimEvidence evidence = Known.Evidence("rotated-square");
        Assert.Equal("0 1 2 3 01 23", Known.Sets(evidence.Layers[0].Sets));
        Assert.Equal(["(-1/5, 7/5)", "(7/5, 1/5)", "(1/5, -7/5)", "(-7/5, -1/5)", "(3/5, 4/5)", "(-3/5, -4/5)"], Known.Limits(evidence));
        Assert.Equal(2, evidence.RestingClusters.Count(cluster => cluster.Kind == ClusterKind.Combination));
    }

    [Fact]
    public void The_rotated_square_in_binary64_ends_at_corners_a_distance_of_1_away()
    {
        HardmaxProblem problem = Known.Problem("rotated-square");
        (double[] last, AttentionSets sets) = Run(problem, FloatDynamics.Double(problem.System), 120);
        Assert.Equal("0 1 2 3 0 2", Known.Sets(sets));
        Assert.Equal(1, Distance(last[8..10], [0.6, 0.8]), 12);
        Assert.Equal(1, Distance(last[10..12], [-0.6, -0.8]), 12);
        Assert.Equal(0, Distance(last[8..10], last[..2]), 12);
        Assert.Equal(0, Distance(last[10..12], last[4..6]), 12);
    }

    [Fact]
    public void Two_leaders_that_do_not_exist_appear_in_binary64()
    {
        HardmaxProblem problem = Known.Problem("false-leaders");
        (double[] last, AttentionSets sets) = Run(problem, FloatDynamics.Double(problem.System), 200);
        Assert.Equal("0 1", Known.Sets(sets));
        Assert.Equal(3.166, Distance(last[..3], last[3..]), 3);
        Assert.Equal(last, Run(problem, FloatDynamics.Double(problem.System), 400).Tokens);
    }

    [Fact]
    public void Two_leaders_that_do_not_exist_appear_in_binary32()
    {
        HardmaxProblem problem = Known.Problem("false-leaders");
        (float[] last, AttentionSets sets) = Run(problem, FloatDynamics.Single(problem.System), 200);
        Assert.Equal("0 1", Known.Sets(sets));
        Assert.Equal(3.831, Distance(last[..3], last[3..]), 3);
    }

    /// <summary>Where alpha is at least 1, a follower lands on its leader by rounding, and a strict leader is one no more.</summary>
    [Theory]
    [InlineData("1", 53)]
    [InlineData("2", 34)]
    [InlineData("3", 27)]
    public void A_follower_lands_on_its_leader_in_binary64_and_never_exactly(string alpha, int layers)
    {
        HardmaxProblem problem = LeaderAndFollower(alpha);
        FloatDynamics<double> engine = FloatDynamics.Double(problem.System);
        Assert.Equal("0 0", Known.Sets(Run(problem, engine, 0).Sets));
        Assert.Equal("0 0", Known.Sets(Run(problem, engine, layers - 1).Sets));
        (double[] last, AttentionSets sets) = Run(problem, engine, layers);
        Assert.Equal([1.0, 1.0], last);
        Assert.Equal("01 01", Known.Sets(sets));

        ExactState exact = problem.Layers().ElementAt(layers);
        Assert.Equal("0 0", Known.Sets(exact.AttentionSets));
        Rational rate = 1 - problem.System.Gamma;
        Rational distance = Enumerable.Repeat(rate, layers).Aggregate(new Rational(2, 3), (product, factor) => product * factor);
        Assert.Equal(1 - distance, exact.Point(1)[0]);
    }

    [Fact]
    public void With_alpha_one_half_a_follower_stops_one_unit_short_of_its_leader_in_binary64()
    {
        HardmaxProblem problem = LeaderAndFollower("1/2");
        (double[] last, AttentionSets sets) = Run(problem, FloatDynamics.Double(problem.System), 400);
        Assert.Equal([1.0, Math.BitDecrement(1.0)], last);
        Assert.Equal("0 0", Known.Sets(sets));
    }

    private static HardmaxProblem LeaderAndFollower(string alpha) => new(
        new TokenCloud([[1], [new Rational(1, 3)]]),
        new HardmaxSystem(AttentionMatrix.Identity(1), Rational.Parse(alpha)));

    private static (T[] Tokens, AttentionSets Sets) Run<T>(HardmaxProblem problem, FloatDynamics<T> engine, int layers)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T[] tokens = engine.Round(problem.Tokens);
        AttentionSets sets = engine.AttentionSets(tokens);
        for (int layer = 0; layer < layers; layer++)
        {
            tokens = engine.Next(tokens, sets);
            sets = engine.AttentionSets(tokens);
        }

        return (tokens, sets);
    }

    private static double Distance<T>(T[] x, T[] y)
        where T : INumber<T> => Math.Sqrt(x.Zip(y, (a, b) => double.CreateChecked(a - b)).Sum(difference => difference * difference));
}
