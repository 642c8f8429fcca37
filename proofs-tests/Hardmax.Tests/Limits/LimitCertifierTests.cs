using Hardmax.Dynamics;
using Hardmax.Examples;
using Hardmax.Generators;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Limits;

public sealed class LimitCertifierTests
{
    public static TheoryData<string, LimitStatus, LimitProof, int, int> Known => new()
    {
        { "emerging-leader", LimitStatus.Certified, LimitProof.StationaryMeans, 1, 3 },
        { "triangle", LimitStatus.Certified, LimitProof.StationaryMeans, 0, 3 },
        { "square", LimitStatus.Certified, LimitProof.StationaryMeans, 0, 4 },
        { "nonleader-clusters", LimitStatus.Certified, LimitProof.StationaryMeans, 0, 6 },
        { "rotated-square", LimitStatus.Certified, LimitProof.StationaryMeans, 0, 6 },
        { "tied-for-ever", LimitStatus.Certified, LimitProof.StationaryMeans, 0, 3 },
        { "fixed-without-leading", LimitStatus.Certified, LimitProof.StationaryMeans, 0, 3 },
        { "zero-token", LimitStatus.Certified, LimitProof.StationaryMeans, 0, 3 },
        { "equal-tokens", LimitStatus.Certified, LimitProof.StationaryMeans, 0, 1 },
        { "psd-without-leader", LimitStatus.Certified, LimitProof.StationaryMeans, 0, 1 },
        { "negative-tokens-meet", LimitStatus.Certified, LimitProof.StationaryMeans, 1, 1 },
        { "indefinite-pair", LimitStatus.Certified, LimitProof.ExponentialSums, 0, 2 },
        { "nonsymmetric-consensus", LimitStatus.Certified, LimitProof.RecurringGaps, 0, 1 },
        { "period-2-cycle", LimitStatus.Cycle, LimitProof.RecurringGaps, 0, 5 },
        { "false-leaders", LimitStatus.Certified, LimitProof.StationaryMeans, 0, 1 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Known_problems(string name, LimitStatus status, LimitProof proof, int layer, int groups)
    {
        LimitResult result = LimitCertifier.Certify(Find(name));
        Assert.Equal((status, proof, layer, groups), (result.Status, result.Proof, result.Layer, result.Groups.Length));
    }

    [Fact]
    public void The_limits_of_the_rotated_square_are_midpoints_that_rounding_misses()
    {
        LimitResult result = LimitCertifier.Certify(KnownProblems.RotatedSquare);
        Assert.Equal([new(3, 5), new(4, 5)], result.GroupOf(4).Places[0].ToArray());
        Assert.Equal([new(-3, 5), new(-4, 5)], result.GroupOf(5).Places[0].ToArray());
    }

    [Fact]
    public void The_emerging_leader_leads_since_layer_1()
    {
        LimitResult result = LimitCertifier.Certify(KnownProblems.EmergingLeader);
        Assert.Equal(0, result.LeaderSince[0]);
        Assert.Equal(1, result.LeaderSince[1]);
        Assert.Equal([new(-1, 18), new(5, 36)], result.GroupOf(1).Places[0].ToArray());
        Assert.Equal(8, result.DistinctAtStart);
    }

    [Fact]
    public void No_layer_after_the_last_that_is_allowed_is_used()
    {
        int late = 0;
        foreach (HardmaxProblem problem in ProblemSampler.SampleAny(new ProblemLimits { Shape = Shape.Small }, 31, 300))
        {
            LimitResult result = LimitCertifier.Certify(problem, 20);
            Assert.True(result.Layer <= 20 && result.SettledLayer <= 20);
            if (result.Status == LimitStatus.Undecided || result.Proof != LimitProof.StationaryMeans || result.Layer == 0)
            {
                continue;
            }

            late++;
            DemandUndecided(LimitCertifier.Certify(problem, result.Layer - 1), result.Layer - 1);
            LimitResult same = LimitCertifier.Certify(problem, result.Layer);
            Assert.Equal((result.Status, result.Layer, result.SetsPeriod), (same.Status, same.Layer, same.SetsPeriod));
            Assert.Equal(result.Groups.Select(group => group.Members.AsEnumerable()), same.Groups.Select(group => group.Members.AsEnumerable()));
        }

        Assert.True(late > 30, $"{late} certificates after layer 0");
    }

    [Fact]
    public void Undecided_says_nothing_but_how_far_it_looked()
    {
        // Two pairs +-x, +-y with A = -1: who is farther out changes for ever, without a period.
        HardmaxProblem problem = Rotation();
        foreach (int layers in new[] { 0, 1, 7, 64 })
        {
            DemandUndecided(LimitCertifier.Certify(problem, layers), layers);
        }

        Assert.Throws<ArgumentException>(() => LimitAnalysis.Certificate(LimitCertifier.Certify(problem, 5)));
    }

    [Fact]
    public void Leaders_of_an_undecided_run_are_known_all_the_same()
    {
        // The rotation beside two leaders: they lead, and nothing is claimed of the rest.
        HardmaxProblem rotation = Rotation();
        Rational[][] tokens = [.. rotation.Tokens.ToArray().Select(row => (Rational[])[row[0], 0]), [0, 9], [0, -9]];
        Rational[,] matrix = { { -1, 0 }, { 0, 1 } };
        LimitResult result = LimitCertifier.Certify(new HardmaxProblem(new TokenCloud(tokens), new HardmaxSystem(new AttentionMatrix(matrix), rotation.System.Alpha)), 30);
        Assert.Equal(LimitStatus.Undecided, result.Status);
        Assert.Equal(result.State.AttentionSets.Leaders(), result.LeaderSince.Keys.Order());
    }

    [Fact]
    public void A_negative_number_of_layers_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LimitCertifier.Certify(KnownProblems.Square, -1));

    [Fact]
    public void A_run_that_was_cancelled_before_it_began_does_nothing() =>
        Assert.Throws<OperationCanceledException>(() => LimitCertifier.Certify(KnownProblems.Square, 10, new CancellationToken(canceled: true)));

    [Fact]
    public async Task A_run_without_end_is_cancelled_between_two_layers()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Task<LimitResult> run = Task.Run(() => LimitCertifier.Certify(Rotation(), int.MaxValue, source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    /// <summary>2, -2, -1, 1 with A = -1 and alpha = 1/10.</summary>
    private static HardmaxProblem Rotation() => new(
        new TokenCloud([[2], [-2], [-1], [1]]),
        new HardmaxSystem(new AttentionMatrix(new Rational[,] { { -1 } }), new Rational(1, 10)));

    private static HardmaxProblem Find(string name) => KnownProblems.All.Single(problem => problem.Name == name);

    private static void DemandUndecided(LimitResult result, int layers)
    {
        Assert.Equal((LimitStatus.Undecided, LimitProof.None, layers), (result.Status, result.Proof, result.Layer));
        Assert.Empty(result.Groups);
        Assert.Empty(result.Rates);
        Assert.Equal((1, 1, layers), (result.SetsPeriod, result.ProofPeriod, result.State.Layer));
    }
}
