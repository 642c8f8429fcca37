using Hardmax.Claims;
using Hardmax.Limits;
using Xunit;

namespace Hardmax.Proofs.Examples;

/// <summary>The edge cases of the theorem, A = I, exactly (docs/theory.md, the table of edge cases).</summary>
public sealed class EdgeCaseTests
{
    [Fact]
    public void A_token_tied_for_ever_ends_in_the_middle_of_an_edge()
    {
        ClaimEvidence evidence = Known.Evidence("tied-for-ever");
        Assert.Equal("0 1 01", Known.Sets(evidence.Layers[0].Sets));
        Assert.Equal(["(1, 1)", "(1, -1)", "(1, 0)"], Known.Limits(evidence));
        LimitClaims claims = LimitAnalysis.Of(evidence.Limit).Claims;
        Assert.Equal(0, claims.Layer);
        Assert.Equal([0, 1], claims.Leaders.ToArray());
        Assert.Equal([0, 1], claims.Polytope.ToArray());
        Assert.Equal(ClusterKind.Combination, claims.Clusters[2].Kind);
        Assert.Equal("[0, 1/2] [1, 1/2]", string.Join(' ', claims.Clusters[2].Weights.Select(weight => $"[{weight.Key}, {weight.Value}]")));
        Assert.Empty(Known.Claims(evidence, ClaimStatus.NotApplicable));
        Assert.Equal(["consensus"], Known.Claims(evidence, ClaimStatus.Violated));
    }

    [Fact]
    public void A_token_can_stand_still_without_leading()
    {
        ClaimEvidence evidence = Known.Evidence("fixed-without-leading");
        Assert.Equal("0 1 012", Known.Sets(evidence.Layers[0].Sets));
        Assert.True(evidence.Layers[0].Tokens.Equals(evidence.Layers[1].Tokens));
        Assert.Equal([0, 1], evidence.Limit.LeaderSince.Keys);
        Assert.Equal("(1, 0)", Known.Limits(evidence)[2]);
        Assert.Equal(["consensus"], Known.Claims(evidence, ClaimStatus.Violated));
    }

    [Fact]
    public void A_zero_token_stays_off_the_boundary_so_nonzero_is_needed()
    {
        ClaimEvidence evidence = Known.Evidence("zero-token");
        Assert.Equal("012 1 2", Known.Sets(evidence.Layers[0].Sets));
        Assert.Equal(["(0)", "(1)", "(-1)"], Known.Limits(evidence));
        Assert.Equal(["(1)", "(-1)"], evidence.Vertices.Select(vertex => Known.Text(vertex.Value)));
        Assert.Equal(
            ["leader-exists", "limits-on-boundary", "limits-are-leaders-or-combinations", "nonvertex-limit-is-projection", "vertices-are-leaders", "leaders-in-finite-time"],
            Known.Claims(evidence, ClaimStatus.NotApplicable));
    }

    [Fact]
    public void Equal_tokens_have_a_leader_point_and_no_leader_so_distinct_is_needed()
    {
        ClaimEvidence evidence = Known.Evidence("equal-tokens");
        Assert.Equal("01 01", Known.Sets(evidence.Layers[0].Sets));
        LimitClaims claims = LimitAnalysis.Of(evidence.Limit).Claims;
        Assert.Empty(claims.Leaders);
        Assert.Equal(1, claims.LeaderPoints);
        Assert.Equal(1, claims.Distinct);
        Assert.Equal(ClusterKind.Leader, Assert.Single(claims.Clusters).Kind);
        Assert.Equal(ClaimStatus.NotApplicable, Known.Judge("leader-exists", evidence).Status);
        Assert.Equal(ClaimStatus.NotApplicable, Known.Judge("distinct-stay-distinct", evidence).Status);
    }
}
