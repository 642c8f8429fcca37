using Hardmax.Claims;
using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Proofs.Support;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Proofs.Claims;

/// <summary>
/// Who leads, for symmetric positive definite A and distinct nonzero tokens: leader-exists, leaders-in-finite-time and
/// vertices-are-leaders.
/// </summary>
[Properties(Arbitrary = new[] { typeof(ProofArbitraries), typeof(HardmaxArbitraries) }, MaxTest = 150)]
public sealed class LeaderProofs
{
    [Property(MustSee = new[] { Features.Tie, Features.Collinear, Features.SingleToken, Features.Line, Features.LargeDenominators, Features.DoubleValued })]
    [Proves("leader-exists", MatrixClass.Identity)]
    public void Some_token_leads_at_layer_0_under_the_identity(DistinctIdentityProblem drawn, Sightings saw) => Expect.Holds("leader-exists", drawn, saw);

    /// <summary>leader-exists, and the reason: by Cauchy-Schwarz every token of largest |.|_A leads at layer 0.</summary>
    [Property(MustSee = new[] { "spd", Features.Tie, Features.Collinear, Features.SingleToken, Features.Line, Features.LargeDenominators, Features.DoubleValued, "two of largest norm" })]
    [Proves("leader-exists", MatrixClass.Spd)]
    public void Tokens_of_largest_norm_lead_at_layer_0(DistinctNonzeroSpdProblem drawn, Sightings saw)
    {
        ClaimEvidence evidence = Expect.Holds("leader-exists", drawn, saw);
        AttentionMatrix a = evidence.Matrix;
        Rational[] norms = [.. drawn.Problem.Tokens.ToArray().Select(z => a.Form(z, z))];
        Rational largest = norms.Aggregate(Rational.Max);
        int[] longest = [.. Enumerable.Range(0, norms.Length).Where(i => norms[i] == largest)];
        saw.Note("two of largest norm", longest.Length > 1);
        Assert.All(longest, i => Assert.True(evidence.Layers[0].Sets.IsLeader(i)));
    }

    [Property(MustSee = new[] { Features.Tie, Features.Collinear, Features.Line, Features.LargeDenominators, Features.DoubleValued, Features.Moves, Features.EmergingLeader })]
    [Proves("leaders-in-finite-time", MatrixClass.Identity)]
    public void Every_vertex_of_K_is_the_place_of_a_leader_at_a_finite_layer_under_the_identity(DistinctIdentityProblem drawn, Sightings saw) =>
        Expect.Holds("leaders-in-finite-time", drawn, saw);

    [Property(MustSee = new[] { Features.Tie, Features.Collinear, Features.Line, Features.LargeDenominators, Features.DoubleValued, Features.Moves, Features.EmergingLeader })]
    [Proves("leaders-in-finite-time", MatrixClass.Spd)]
    public void Every_vertex_of_K_is_the_place_of_a_leader_at_a_finite_layer(DistinctNonzeroSpdProblem drawn, Sightings saw) =>
        Expect.Holds("leaders-in-finite-time", drawn, saw);

    [Property(MustSee = new[] { Features.Tie, Features.Moves, Features.EmergingLeader, Features.NonVertexLimit })]
    [Proves("vertices-are-leaders", MatrixClass.Identity)]
    public void Vertices_of_K_are_exactly_the_places_of_leaders_under_the_identity(DistinctIdentityProblem drawn, Sightings saw) =>
        Expect.Holds("vertices-are-leaders", drawn, saw);

    [Property(MustSee = new[] { Features.Tie, Features.Moves, Features.EmergingLeader, Features.NonVertexLimit })]
    [Proves("vertices-are-leaders", MatrixClass.Spd)]
    public void Vertices_of_K_are_exactly_the_places_of_leaders(DistinctNonzeroSpdProblem drawn, Sightings saw) =>
        Expect.Holds("vertices-are-leaders", drawn, saw);
}
