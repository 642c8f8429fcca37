using System.Collections.Immutable;
using Hardmax.Control;
using Hardmax.Model;

namespace Hardmax.Claims;

/// <summary>Every claim that is known by an id. Source of the ids and proofs: docs/theory.md.</summary>
public static class ClaimCatalogue
{
    private const string Theorem = "arXiv:2407.01602, main theorem, for symmetric positive definite A";

    private const string Question = "arXiv:2407.01602, the open question: which leaders can be had by choosing A";
    private const string OneLeader = "docs/theory.md, fact 10";
    private const ClaimHypotheses Apart = ClaimHypotheses.Distinct | ClaimHypotheses.Nonzero;

    private static readonly MatrixClass[] AtMostOneLeader = [MatrixClass.NegativeDefinite, MatrixClass.NsdSingular, MatrixClass.Skew];
    private static readonly MatrixClass[] Positive = [MatrixClass.Identity, MatrixClass.Spd];

    /// <summary>All claims, in the order in which they are reported.</summary>
    public static ImmutableArray<Claim> All { get; } =
    [
        new("hull-shrinks", "The convex hull of a layer holds the next layer.", "arXiv:2407.01602", ClaimHypotheses.None, Everywhere("convex combinations, docs/theory.md, fact 1"), LayerClaims.HullShrinks),
        new("leader-persists", "A leader stays a leader and does not move.", "docs/theory.md, fact 2", ClaimHypotheses.None, Everywhere("docs/theory.md, fact 2"), LayerClaims.LeaderPersists),
        new("leader-is-vertex", "A leader is an extreme point of its layer's hull and of every later one.", "docs/theory.md, fact 3", ClaimHypotheses.None, Everywhere("docs/theory.md, fact 3"), LayerClaims.LeaderIsVertex),
        new("leader-exists", "Some token leads at layer 0.", "docs/theory.md, SPD", ClaimHypotheses.Distinct | ClaimHypotheses.Nonzero, In("Cauchy-Schwarz at a token of largest norm, docs/theory.md", Positive), LayerClaims.LeaderExists),
        new("norm-grows", "<A z_i, z_i> never falls from a layer to the next, and for SPD A rises strictly unless z_i is its own mean.", "arXiv:2407.01602; docs/theory.md, SPD", ClaimHypotheses.None, In("docs/theory.md, SPD", [.. Positive, MatrixClass.PsdSingular]).Add(MatrixClass.Skew, "<A x, x> = 0 for every x"), NormClaim.NormGrows),
        new("distinct-stay-distinct", "Distinct tokens stay distinct.", "docs/theory.md, fact 8", ClaimHypotheses.Distinct, In("docs/theory.md, fact 8", [.. Positive, MatrixClass.PsdSingular, MatrixClass.Skew, MatrixClass.PdNonsymmetric]), LayerClaims.DistinctStayDistinct),
        new("converges", "Every token has a limit.", Theorem, ClaimHypotheses.None, In(Theorem, Positive).Add(MatrixClass.NegativeDefinite, "consensus, docs/theory.md, fact 4"), FinalClaims.Converges),
        new("limits-on-boundary", "Every limit lies in the topological boundary of K in R^d.", Theorem, ClaimHypotheses.Distinct | ClaimHypotheses.Nonzero, In(Theorem, Positive).Add(MatrixClass.NegativeDefinite, "K is a point, docs/theory.md, fact 4").Add(MatrixClass.NsdSingular, "K has no interior, docs/theory.md, facts 4 and 10"), FinalClaims.LimitsOnBoundary),
        new("limits-are-leaders-or-combinations", "Every limit is a convex combination of limits of tokens that lead at some layer.", Theorem, ClaimHypotheses.Distinct | ClaimHypotheses.Nonzero, In(Theorem, Positive), FinalClaims.LimitsAreCombinations),
        new("nonvertex-limit-is-projection", "A limit s that is no vertex of K lies on the face of K where <A s, .> is largest: it is the projection of the origin on that face.", Theorem, ClaimHypotheses.Distinct | ClaimHypotheses.Nonzero, Everywhere("docs/theory.md, fact 9"), FinalClaims.NonvertexLimitIsProjection),
        new("vertices-are-leaders", "The vertices of K are exactly the places of the leaders.", Theorem, ClaimHypotheses.Distinct | ClaimHypotheses.Nonzero, In(Theorem, Positive), FinalClaims.VerticesAreLeaders),
        new("leaders-in-finite-time", "Every vertex of K is the place of a leader at some finite layer.", Theorem, ClaimHypotheses.Distinct | ClaimHypotheses.Nonzero, In(Theorem, Positive), FinalClaims.LeadersInFiniteTime),
        new("consensus", "All tokens have one limit.", "docs/theory.md, negative definite", ClaimHypotheses.None, In("docs/theory.md, fact 4", [MatrixClass.NegativeDefinite]), FinalClaims.Consensus),
    ];

    /// <summary>
    /// Conjectures about the leaders and their control, of which some are refuted by now (docs/open-question.md). They
    /// are hunted like the claims; `hardmax claims` judges them where it is asked to.
    /// </summary>
    public static ImmutableArray<Claim> Conjectures { get; } =
    [
        new("vertex-can-lead-spd", "Every vertex of the hull can be made a leader at layer 0 by some symmetric positive definite A.", Question, Apart, In(string.Empty, []), evidence => LeaderConjectures.VertexCanLead(evidence, ControlClass.Spd), MatrixClass.Spd) { IsOfTokensAlone = true },
        new("vertex-can-lead-any", "Every vertex of the hull can be made a leader at layer 0 by some A.", Question, Apart, In("docs/control-theory.md, one token", [MatrixClass.General]), evidence => LeaderConjectures.VertexCanLead(evidence, ControlClass.Any), MatrixClass.General) { IsOfTokensAlone = true },
        new("leaders-combine-spd", "Tokens that symmetric positive definite matrices make leaders one by one are made leaders together by one of them.", Question, Apart, In(string.Empty, []), evidence => LeaderConjectures.CanLeadTogether(evidence, ControlClass.Spd), MatrixClass.Spd) { IsOfTokensAlone = true },
        new("leaders-combine-any", "Tokens that matrices make leaders one by one are made leaders together by one of them.", Question, Apart, In(string.Empty, []), evidence => LeaderConjectures.CanLeadTogether(evidence, ControlClass.Any), MatrixClass.General) { IsOfTokensAlone = true },
        new("first-leaders-are-final", "No token becomes a leader after layer 0.", Question, Apart, In(string.Empty, []), LeaderConjectures.FirstLeadersAreFinal),
        new("one-leader-at-most", "At most one token leads at layer 0.", Question, Apart, In(OneLeader, AtMostOneLeader), evidence => LeaderConjectures.LeadersAtMost(evidence, 1)),
        new("2d-leaders-at-most", "At most 2 d tokens lead at layer 0, where d is the dimension.", Question, Apart, In(OneLeader, AtMostOneLeader), evidence => LeaderConjectures.LeadersAtMost(evidence, 2 * evidence.Problem.Tokens.Dimension)),
        new("cycles-have-ties", "Where tokens tend to a cycle, two different places tie in some attention set for ever.", "docs/theory.md, other matrices", ClaimHypotheses.None, In("there are no cycles: " + Theorem, Positive).Add(MatrixClass.NegativeDefinite, "there are no cycles: consensus, docs/theory.md, fact 4"), LeaderConjectures.CyclesHaveTies),
    ];

    /// <summary>All claims and then all conjectures.</summary>
    public static ImmutableArray<Claim> WithConjectures { get; } = [.. All, .. Conjectures];

    /// <summary>The claim or conjecture with an id, or null.</summary>
    public static Claim? Find(string id) => WithConjectures.FirstOrDefault(claim => string.Equals(claim.Id, id, StringComparison.Ordinal));

    private static ImmutableDictionary<MatrixClass, string> Everywhere(string source) => In(source, Enum.GetValues<MatrixClass>());

    private static ImmutableDictionary<MatrixClass, string> In(string source, MatrixClass[] classes) =>
        classes.ToImmutableDictionary(matrixClass => matrixClass, _ => source);
}
