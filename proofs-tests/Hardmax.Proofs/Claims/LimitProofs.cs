using Hardmax.Claims;
using Hardmax.Dynamics;
using Hardmax.Generators;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Proofs.Support;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Proofs.Claims;

/// <summary>
/// The theorem itself: for symmetric positive definite A, every token converges, to a point of the boundary of K that is
/// the limit of a leader or a convex combination of such limits, and limits that are no vertices are projections.
/// </summary>
[Properties(Arbitrary = new[] { typeof(ProofArbitraries), typeof(HardmaxArbitraries) }, MaxTest = 150)]
public sealed class LimitProofs
{
    [Property(MustSee = new[] { Features.Tie, Features.Duplicate, Features.ZeroToken, Features.SingleToken, Features.Line, Features.LargeDenominators, Features.DoubleValued, Features.Moves, Features.NonVertexLimit })]
    [Proves("converges", MatrixClass.Identity)]
    public void Every_token_converges_under_the_identity(IdentityProblem drawn, Sightings saw) => Expect.Holds("converges", drawn, saw);

    [Property(MustSee = new[] { Features.Tie, Features.Duplicate, Features.ZeroToken, Features.SingleToken, Features.Line, Features.LargeDenominators, Features.DoubleValued, Features.Moves, Features.NonVertexLimit })]
    [Proves("converges", MatrixClass.Spd)]
    public void Every_token_converges(SpdProblem drawn, Sightings saw) => Expect.Holds("converges", drawn, saw);

    [Property(MustSee = new[] { Features.Tie, Features.SingleToken, Features.Line, Features.Moves, Features.Combination })]
    [Proves("limits-on-boundary", MatrixClass.Identity)]
    public void Limits_lie_on_the_boundary_of_K_under_the_identity(DistinctIdentityProblem drawn, Sightings saw) => Expect.Holds("limits-on-boundary", drawn, saw);

    [Property(MustSee = new[] { Features.Tie, Features.SingleToken, Features.Line, Features.Moves, Features.Combination })]
    [Proves("limits-on-boundary", MatrixClass.Spd)]
    public void Limits_lie_on_the_boundary_of_K(DistinctNonzeroSpdProblem drawn, Sightings saw) => Expect.Holds("limits-on-boundary", drawn, saw);

    [Property(MustSee = new[] { Features.Tie, Features.Collinear, Features.Moves, Features.Combination, Features.EmergingLeader })]
    [Proves("limits-are-leaders-or-combinations", MatrixClass.Identity)]
    public void Limits_are_leaders_or_combinations_of_them_under_the_identity(DistinctIdentityProblem drawn, Sightings saw) =>
        Expect.Holds("limits-are-leaders-or-combinations", drawn, saw);

    [Property(MustSee = new[] { Features.Tie, Features.Collinear, Features.Moves, Features.Combination, Features.EmergingLeader })]
    [Proves("limits-are-leaders-or-combinations", MatrixClass.Spd)]
    public void Limits_are_leaders_or_combinations_of_them(DistinctNonzeroSpdProblem drawn, Sightings saw) =>
        Expect.Holds("limits-are-leaders-or-combinations", drawn, saw);

    [Property(MustSee = new[] { Features.Tie, Features.NonVertexLimit })]
    [Proves("nonvertex-limit-is-projection", MatrixClass.Identity)]
    public void Other_limits_are_projections_of_the_origin_on_faces_of_K_under_the_identity(DistinctIdentityProblem drawn, Sightings saw) =>
        AreProjections(drawn, saw);

    [Property(MustSee = new[] { Features.Tie, Features.NonVertexLimit })]
    [Proves("nonvertex-limit-is-projection", MatrixClass.Spd)]
    public void Other_limits_are_projections_of_the_origin_on_faces_of_K(DistinctNonzeroSpdProblem drawn, Sightings saw) =>
        AreProjections(drawn, saw);

    /// <summary>
    /// A token that follows a leader alone gets nearer by the factor 1 - gamma = 1/(1 + alpha) in every layer after the
    /// certificate's, exactly, and never arrives.
    /// </summary>
    [Property(MustSee = new[] { Features.Moves, Features.EmergingLeader, "a follower" })]
    public void Followers_approach_their_leader_at_the_rate_of_one_over_one_plus_alpha(DistinctNonzeroSpdProblem drawn, Sightings saw)
    {
        var evidence = ClaimEvidence.Gather(drawn.Problem, Expect.Layers);
        Features.Note(saw, evidence);
        if (!evidence.IsDecided)
        {
            return;
        }

        Rational rate = Rational.One / (1 + drawn.Problem.System.Alpha);
        HashSet<int> leaders = [.. evidence.Limit.LeaderSince.Keys];
        ExactState[] layers = [.. drawn.Problem.Layers().Skip(evidence.Limit.SettledLayer).Take(8)];
        for (int i = 0; i < drawn.Problem.Tokens.Count; i++)
        {
            if (leaders.Contains(i) || layers[0].AttentionSets[i] is not [int leader] || !leaders.Contains(leader))
            {
                continue;
            }

            saw.Note("a follower");
            Rational[] limit = [.. evidence.Limit.LimitOf(leader)];
            Assert.Equal(limit, evidence.Limit.LimitOf(i));
            foreach ((ExactState before, ExactState after) in layers.Zip(layers.Skip(1)))
            {
                Rational[] distance = Vectors.Subtract(before.Point(before.PointOf(i)), limit);
                Assert.False(Vectors.IsZero(distance));
                Assert.Equal(distance.Times(rate), Vectors.Subtract(after.Point(after.PointOf(i)), limit));
            }
        }
    }

    [Fact]
    public void Few_spd_problems_are_undecided_and_all_of_these_need_more_layers()
    {
        IReadOnlyList<HardmaxProblem> problems = ProblemSampler.Sample(MatrixClass.Spd, ProblemLimits.Default, seed: 20, count: 300);
        HardmaxProblem[] undecided = [.. problems.Where(problem => LimitCertifier.Certify(problem, Expect.Layers).Status == LimitStatus.Undecided)];
        Assert.InRange(undecided.Length, 1, 4);
        Assert.All(undecided, problem => Assert.True(Expect.NeedsMoreLayers(problem, Expect.Layers)));
    }

    // The definition, beside the claim: s is the point of its face of K nearest to the origin in |.|_A.
    private static void AreProjections(GeneratedProblem drawn, Sightings saw)
    {
        ClaimEvidence evidence = Expect.Holds("nonvertex-limit-is-projection", drawn, saw);
        AttentionMatrix a = evidence.Matrix;
        foreach (LimitCluster cluster in evidence.RestingClusters)
        {
            Rational[] s = [.. cluster.Places[0]];
            Rational[][] vertices = [.. evidence.Vertices.Select(vertex => vertex.Value.ToArray())];
            Rational highest = vertices.Select(v => a.Form(s, v)).Aggregate(Rational.Max);
            Rational[][] face = [.. vertices.Where(v => a.Form(s, v) == highest)];
            Assert.All(face, v => Assert.Equal(a.Form(s, s), a.Form(s, v)));
            Assert.All(face, v => Assert.True(a.Form(s, s) <= a.Form(v, v)));
        }
    }
}
