using Hardmax.Claims;
using Hardmax.Generators;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Proofs.Support;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Proofs.Claims;

/// <summary>
/// For negative definite A all tokens tend to one point (docs/theory.md, fact 4): then K is that point. The certifier
/// does not decide all of these problems, and a limit that is undecided leaves the claims undecided; how many that are
/// is bounded.
/// </summary>
[Properties(Arbitrary = new[] { typeof(ProofArbitraries), typeof(HardmaxArbitraries) }, MaxTest = 60)]
public sealed class ConsensusProofs
{
    private const int Layers = 48;

    [Property(MustSee = new[] { Features.Tie, Features.Duplicate, Features.ZeroToken, Features.SingleToken, Features.Line, Features.Moves, Features.Undecided })]
    [Proves("converges", MatrixClass.NegativeDefinite)]
    public void Every_token_converges(NegativeDefiniteProblem drawn, Sightings saw) => Expect.HoldsWhereDecided("converges", drawn, saw, Layers);

    [Property(MustSee = new[] { Features.Tie, Features.SingleToken, Features.Line, Features.Moves })]
    [Proves("limits-on-boundary", MatrixClass.NegativeDefinite)]
    public void The_limit_is_all_of_K(DistinctNegativeDefiniteProblem drawn, Sightings saw)
    {
        ClaimEvidence evidence = Expect.HoldsWhereDecided("limits-on-boundary", drawn, saw, Layers);
        Assert.Equal(evidence.IsDecided ? 1 : 0, evidence.Vertices.Length);
    }

    [Property(MustSee = new[] { Features.Tie, Features.Duplicate, Features.ZeroToken, Features.SingleToken, Features.Line, Features.Moves })]
    [Proves("consensus", MatrixClass.NegativeDefinite)]
    public void All_tokens_have_one_limit(NegativeDefiniteProblem drawn, Sightings saw) => Expect.HoldsWhereDecided("consensus", drawn, saw, Layers);

    [Fact]
    public void Most_negative_definite_problems_are_decided()
    {
        IReadOnlyList<HardmaxProblem> problems = ProblemSampler.Sample(MatrixClass.NegativeDefinite, ProblemLimits.Default, seed: 20, count: 60);
        int undecided = problems.Count(problem => LimitCertifier.Certify(problem, Layers).Status == LimitStatus.Undecided);
        Assert.InRange(undecided, 1, 6);
    }
}
