using Hardmax.Claims;
using Hardmax.Limits;
using Hardmax.Model;
using Xunit;

namespace Hardmax.Proofs.Examples;

/// <summary>
/// Why the theorem needs a symmetric positive definite A: for the other classes a smallest known witness of every claim
/// that fails, with all claims that it violates and the exact facts (docs/theory.md, "Other matrices").
/// </summary>
public sealed class WitnessTests
{
    [Theory]
    [InlineData("psd-without-leader", MatrixClass.PsdSingular, "leader-exists limits-are-leaders-or-combinations vertices-are-leaders leaders-in-finite-time")]
    [InlineData("negative-tokens-meet", MatrixClass.NegativeDefinite, "leader-exists distinct-stay-distinct limits-are-leaders-or-combinations vertices-are-leaders leaders-in-finite-time")]
    [InlineData("negative-norm-falls", MatrixClass.NegativeDefinite, "leader-exists norm-grows distinct-stay-distinct limits-are-leaders-or-combinations vertices-are-leaders leaders-in-finite-time")]
    [InlineData("skew-without-leader", MatrixClass.Skew, "leader-exists limits-are-leaders-or-combinations vertices-are-leaders leaders-in-finite-time")]
    [InlineData("indefinite-tokens-meet", MatrixClass.SymmetricIndefinite, "distinct-stay-distinct limits-are-leaders-or-combinations vertices-are-leaders leaders-in-finite-time consensus")]
    [InlineData("indefinite-pair", MatrixClass.SymmetricIndefinite, "limits-are-leaders-or-combinations vertices-are-leaders leaders-in-finite-time consensus")]
    [InlineData("nonsymmetric-consensus", MatrixClass.PdNonsymmetric, "leader-exists norm-grows limits-are-leaders-or-combinations vertices-are-leaders leaders-in-finite-time")]
    [InlineData("period-2-cycle", MatrixClass.SymmetricIndefinite, "converges consensus")]
    [InlineData("false-leaders", MatrixClass.Skew, "leader-exists limits-are-leaders-or-combinations vertices-are-leaders leaders-in-finite-time")]
    public void A_witness_violates_these_claims_and_no_others(string name, MatrixClass matrixClass, string violated)
    {
        ClaimEvidence evidence = Known.Evidence(name);
        Assert.True(MatrixClasses.Contains(matrixClass, evidence.Matrix));
        Assert.True(evidence.Problem.Tokens.IsDistinct() && !evidence.Problem.Tokens.HasZero());
        Assert.Equal(violated, string.Join(' ', Known.Claims(evidence, ClaimStatus.Violated)));
        Assert.Subset(new HashSet<string> { "norm-grows" }, Known.Claims(evidence, ClaimStatus.Undecided).ToHashSet());
        Assert.Empty(Known.Claims(evidence, ClaimStatus.NotApplicable));
    }

    [Fact]
    public void Singular_semidefinite_two_tokens_meet_between_them_and_nobody_leads()
    {
        ClaimEvidence evidence = Known.Evidence("psd-without-leader");
        Assert.Equal(["(1, 1/2)", "(1, 1/2)"], Known.Limits(evidence));
        Assert.Equal("01 01", Known.Sets(evidence.Layers[0].Sets));
        Assert.Empty(evidence.Leaders);
        ClaimWitness none = Violation("leader-exists", evidence);
        Assert.Equal(0, none.Layer);
        Assert.Equal("no token attends to itself alone: C_0 = {0, 1}, C_1 = {0, 1}", none.Says);
        ClaimWitness limit = Violation("limits-are-leaders-or-combinations", evidence);
        Assert.Equal("(1, 1/2)", Known.Text(limit.Values.Single().Value));
        Assert.Equal([0, 1], limit.Tokens.ToArray());
    }

    [Fact]
    public void Negative_definite_two_tokens_meet_in_one_layer()
    {
        ClaimEvidence evidence = Known.Evidence("negative-tokens-meet");
        Assert.Equal("1 0", Known.Sets(evidence.Layers[0].Sets));
        ClaimWitness met = Violation("distinct-stay-distinct", evidence);
        Assert.Equal((1, "(1)"), (met.Layer, Known.Text(met.Values.Single().Value)));
        Assert.Equal([0, 1], met.Tokens.ToArray());
        Assert.Equal("no token attends to itself alone: C_0 = {1}, C_1 = {0}", Violation("leader-exists", evidence).Says);
        Assert.Equal(["(1)", "(1)"], Known.Limits(evidence));
    }

    [Fact]
    public void Negative_definite_a_form_falls_from_minus_1_to_minus_4()
    {
        ClaimEvidence evidence = Known.Evidence("negative-norm-falls");
        ClaimWitness fall = Violation("norm-grows", evidence);
        Assert.Equal(1, fall.Layer);
        Assert.Equal([0], fall.Tokens.ToArray());
        Assert.Equal(["z_0 at layer 0 (1)", "z_0 at layer 1 (-2)", "change (-3)"], fall.Values.Select(value => $"{value.Name} {Known.Text(value.Value)}"));
    }

    [Fact]
    public void Skew_each_token_follows_the_next_for_ever()
    {
        ClaimEvidence evidence = Known.Evidence("skew-without-leader");
        Assert.All(evidence.Layers, layer => Assert.Equal("1 2 0", Known.Sets(layer.Sets)));
        Assert.Equal(["(0, 0)", "(0, 0)", "(0, 0)"], Known.Limits(evidence));
        Assert.Equal("no token attends to itself alone: C_0 = {1}, C_1 = {2}, C_2 = {0}", Violation("leader-exists", evidence).Says);
        Assert.Equal(ClaimStatus.Holds, Known.Judge("consensus", evidence).Status);
    }

    [Fact]
    public void Indefinite_tokens_meet_at_a_vertex_of_K_that_nobody_leads()
    {
        ClaimEvidence evidence = Known.Evidence("indefinite-tokens-meet");
        Assert.Equal(["(2, 0)", "(2, 0)", "(-2, 0)"], Known.Limits(evidence));
        Assert.Equal("leader 2 (-2, 0)", string.Join(' ', evidence.Leaders.Select(leader => $"{leader.Name} {Known.Text(leader.Value)}")));
        Assert.Equal("(2, 0)", Known.Text(Violation("vertices-are-leaders", evidence).Values.Single().Value));
        Assert.Equal("(2, 0)", Known.Text(Violation("leaders-in-finite-time", evidence).Values.Single().Value));
        Assert.Equal(1, Violation("distinct-stay-distinct", evidence).Layer);
    }

    [Fact]
    public void Indefinite_two_tokens_follow_each_other_for_ever()
    {
        ClaimEvidence evidence = Known.Evidence("indefinite-pair");
        Assert.All(evidence.Layers, layer => Assert.Equal("1 0 2", Known.Sets(layer.Sets)));
        Assert.Equal(["(1, 0)", "(1, 0)", "(-1, 0)"], Known.Limits(evidence));
        Assert.Equal(ClaimStatus.Holds, Known.Judge("distinct-stay-distinct", evidence).Status);
        Assert.Equal("(1, 0)", Known.Text(Violation("vertices-are-leaders", evidence).Values.Single().Value));
    }

    [Fact]
    public void Indefinite_four_leaders_throw_a_token_to_and_fro_for_ever()
    {
        ClaimEvidence evidence = Known.Evidence("period-2-cycle");
        Assert.Equal(LimitStatus.Cycle, evidence.Limit.Status);
        Assert.Equal("0 1 2 3 23", Known.Sets(evidence.Layers[0].Sets));
        Assert.Equal("0 1 2 3 01", Known.Sets(evidence.Layers[1].Sets));
        ClaimWitness orbit = Violation("converges", evidence);
        Assert.Equal([4], orbit.Tokens.ToArray());
        Assert.Equal(["phase 0 (1, 0, 0)", "phase 1 (-1, 0, 0)"], orbit.Values.Select(value => $"{value.Name} {Known.Text(value.Value)}"));
        Assert.Equal([0, 1, 2, 3], evidence.Limit.LeaderSince.Keys);
    }

    [Fact]
    public void Not_symmetric_consensus_at_0_without_a_leader()
    {
        ClaimEvidence evidence = Known.Evidence("nonsymmetric-consensus");
        Assert.All(evidence.Layers, layer => Assert.Equal("2 3 1 0", Known.Sets(layer.Sets)));
        Assert.All(Known.Limits(evidence), limit => Assert.Equal("(0, 0)", limit));
        Assert.Equal("no token attends to itself alone: C_0 = {2}, C_1 = {3}, C_2 = {1}, C_3 = {0}", Violation("leader-exists", evidence).Says);
        ClaimWitness fall = Violation("norm-grows", evidence);
        Assert.Equal(1, fall.Layer);
        Assert.Equal(["z_0 at layer 0 (1, 0)", "z_0 at layer 1 (1/2, 1/2)", "change (-1/2)"], fall.Values.Select(value => $"{value.Name} {Known.Text(value.Value)}"));
    }

    [Fact]
    public void Skew_two_tokens_attend_to_both_for_ever_and_nobody_leads()
    {
        ClaimEvidence evidence = Known.Evidence("false-leaders");
        Assert.Equal(0, evidence.Limit.Layer);
        Assert.Equal("01 01", Known.Sets(evidence.Layers[0].Sets));
        Assert.Equal(["(1, 3/2, 1/2)", "(1, 3/2, 1/2)"], Known.Limits(evidence));
        Assert.Empty(evidence.Leaders);
    }

    private static ClaimWitness Violation(string claim, ClaimEvidence evidence)
    {
        ClaimVerdict verdict = Known.Judge(claim, evidence);
        Assert.Equal(ClaimStatus.Violated, verdict.Status);
        return verdict.Witness!;
    }
}
