using System.Globalization;
using System.Text;
using Hardmax.Claims;
using Hardmax.Examples;
using Hardmax.Generators;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Proofs.Examples;

/// <summary>Everything that is claimed of the limits of all known problems, as reviewed text.</summary>
public sealed class KnownLimitsTests
{
    [Fact]
    public void Limits_of_all_known_problems() => Snapshot.Verify(string.Join('\n', KnownProblems.All.Select(Describe)));

    [Fact]
    public void Certificates_of_all_known_problems_are_accepted() => Assert.All(
        KnownProblems.All,
        problem => Assert.Equal(CheckResult.Valid, CertificateChecker.Check(LimitAnalysis.Certificate(LimitCertifier.Certify(problem)))));

    private static string Describe(HardmaxProblem problem)
    {
        var evidence = ClaimEvidence.Gather(problem);
        LimitClaims claims = LimitAnalysis.Of(evidence.Limit).Claims;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{problem.Name}\n{ProblemText.Write(problem)}\n");
        text.Append(CultureInfo.InvariantCulture, $"status     {claims.Status}, by {evidence.Limit.Proof}\n");
        text.Append(CultureInfo.InvariantCulture, $"layer      {claims.Layer}, sets of period {claims.SetsPeriod}\n");
        text.Append(CultureInfo.InvariantCulture, $"leaders    {Join(claims.LeaderSince.Select(leader => $"{leader.Key} since layer {leader.Value}"))}\n");
        text.Append(CultureInfo.InvariantCulture, $"points     {claims.Distinct} distinct, {claims.LeaderPoints} of leaders\n");
        text.Append(CultureInfo.InvariantCulture, $"polytope   tokens {Join(claims.Polytope)}\n");
        foreach (LimitCluster cluster in claims.Clusters)
        {
            string kind = cluster.Kind + (cluster.Weights.IsEmpty ? "" : $" of {Join(cluster.Weights.Select(weight => $"{weight.Value} token {weight.Key}"))}");
            string places = string.Join(" -> ", cluster.Places.Select(place => Known.Text(place)));
            text.Append(CultureInfo.InvariantCulture, $"cluster    {places}, {kind}: tokens {Join(cluster.Members)}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"violated   {Join(Known.Claims(evidence, ClaimStatus.Violated))}\n");
        text.Append(CultureInfo.InvariantCulture, $"undecided  {Join(Known.Claims(evidence, ClaimStatus.Undecided))}\n");
        return text.ToString();
    }

    private static string Join<T>(IEnumerable<T> items) => items.Any() ? string.Join(", ", items) : "none";
}
