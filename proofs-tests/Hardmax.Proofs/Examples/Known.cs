using Hardmax.Claims;
using Hardmax.Examples;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Proofs.Examples;

/// <summary>Known problems by name, and exact values as people write them.</summary>
internal static class Known
{
    /// <summary>The known problem with a name.</summary>
    public static HardmaxProblem Problem(string name) => KnownProblems.All.Single(problem => problem.Name == name);

    /// <summary>The evidence for the known problem with a name.</summary>
    public static ClaimEvidence Evidence(string name) => ClaimEvidence.Gather(Problem(name));

    /// <summary>"(1, 1/2)".</summary>
    public static string Text(IEnumerable<Rational> place) => $"({string.Join(", ", place)})";

    /// <summary>The limits of all tokens in phase 0, each as text.</summary>
    public static string[] Limits(ClaimEvidence evidence) =>
        [.. Enumerable.Range(0, evidence.Problem.Tokens.Count).Select(i => Text(evidence.Limit.GroupOf(i).Places[0]))];

    /// <summary>The attention sets of a layer, as "01 1 2": one word of single-digit tokens for each token.</summary>
    public static string Sets(AttentionSets sets) => string.Join(' ', sets.ToArray().Select(set => string.Concat(set)));

    /// <summary>The verdict on a claim.</summary>
    public static ClaimVerdict Judge(string claim, ClaimEvidence evidence) => ClaimCatalogue.Find(claim)!.Evaluate(evidence);

    /// <summary>The ids of the claims with a verdict, in the order of the catalogue.</summary>
    public static string[] Claims(ClaimEvidence evidence, ClaimStatus status) =>
        [.. ClaimCatalogue.All.Where(claim => claim.Evaluate(evidence).Status == status).Select(claim => claim.Id)];
}
