using Hardmax.Claims;
using Hardmax.Limits;
using Xunit;

namespace Hardmax.Proofs.Examples;

/// <summary>The four configurations of Figure 2 (arXiv:2407.01602): leaders and limits, to the last digit.</summary>
public sealed class Figure2Tests
{
    [Fact]
    public void Row_1_has_a_leader_that_emerges_at_layer_1()
    {
        ClaimEvidence evidence = Known.Evidence("emerging-leader");
        Assert.Equal("0 3 2 0 2 2 0 0", Known.Sets(evidence.Layers[0].Sets));
        Assert.Equal("0 1 2 0 2 2 0 0", Known.Sets(evidence.Layers[1].Sets));
        Assert.Equal("(-1/18, 5/36)", Known.Text(evidence.Layers[1].Tokens.Token(1)));
        Assert.Equal("0 since 0, 1 since 1, 2 since 0", Leaders(evidence));
        Assert.Equal(1, evidence.Limit.Layer);
        (string a, string b, string c) = ("(1, 1/3)", "(-1/18, 5/36)", "(-1, -1)");
        Assert.Equal([a, b, c, a, c, c, a, a], Known.Limits(evidence));
        OnlyConsensusFails(evidence);
    }

    [Fact]
    public void Row_2_ends_at_three_corners()
    {
        ClaimEvidence evidence = Known.Evidence("triangle");
        Assert.Equal("0 1 2 0 0 2 2 1 1", Known.Sets(evidence.Layers[0].Sets));
        Assert.Equal("0 since 0, 1 since 0, 2 since 0", Leaders(evidence));
        Assert.Equal(0, evidence.Limit.Layer);
        (string a, string b, string c) = ("(1, 1)", "(1/2, -1/2)", "(-1, -1)");
        Assert.Equal([a, b, c, a, a, c, c, b, b], Known.Limits(evidence));
        OnlyConsensusFails(evidence);
    }

    [Fact]
    public void Row_3_ends_at_four_corners()
    {
        ClaimEvidence evidence = Known.Evidence("square");
        Assert.Equal("0 1 2 3 3 3 2 3 1 2", Known.Sets(evidence.Layers[0].Sets));
        Assert.Equal("0 since 0, 1 since 0, 2 since 0, 3 since 0", Leaders(evidence));
        Assert.Equal(0, evidence.Limit.Layer);
        (string a, string b, string c, string d) = ("(1, 1)", "(1, -1)", "(-1, -1)", "(-1, 1)");
        Assert.Equal([a, b, c, d, d, d, c, d, b, c], Known.Limits(evidence));
        OnlyConsensusFails(evidence);
    }

    [Fact]
    public void Row_4_has_limits_in_the_middle_of_edges_where_nobody_leads()
    {
        ClaimEvidence evidence = Known.Evidence("nonleader-clusters");
        Assert.Equal("0 1 2 3 23 01 0 3 2 0", Known.Sets(evidence.Layers[0].Sets));
        Assert.Equal("0 since 0, 1 since 0, 2 since 0, 3 since 0", Leaders(evidence));
        Assert.Equal(0, evidence.Limit.Layer);
        (string a, string b, string c, string d) = ("(1, 1)", "(1, -1)", "(-1, -1)", "(-1, 1)");
        Assert.Equal([a, b, c, d, "(-1, 0)", "(1, 0)", a, d, c, a], Known.Limits(evidence));
        Assert.Equal(2, LimitAnalysis.Of(evidence.Limit).Claims.Clusters.Count(cluster => cluster.Kind == ClusterKind.Combination));
        OnlyConsensusFails(evidence);
    }

    private static string Leaders(ClaimEvidence evidence) =>
        string.Join(", ", evidence.Limit.LeaderSince.Select(leader => $"{leader.Key} since {leader.Value}"));

    private static void OnlyConsensusFails(ClaimEvidence evidence)
    {
        Assert.Equal(["consensus"], Known.Claims(evidence, ClaimStatus.Violated));
        Assert.Equal(12, Known.Claims(evidence, ClaimStatus.Holds).Length);
        Assert.Equal(CheckResult.Valid, CertificateChecker.Check(LimitAnalysis.Certificate(evidence.Limit)));
    }
}
