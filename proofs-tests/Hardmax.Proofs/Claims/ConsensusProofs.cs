using Hardmax.Claims;
using Hardmax.Generators;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
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

    /// <summary>All vertices of K are in one coset of the kernel (fact 4), so K has no interior; A = 0 sends everyone to one point.</summary>
    [Property(MustSee = new[] { Features.Tie, Features.Moves })]
    [Proves("limits-on-boundary", MatrixClass.NsdSingular)]
    public void The_vertices_of_K_are_in_one_coset_of_the_kernel(DistinctNsdSingularProblem drawn, Sightings saw)
    {
        ClaimEvidence evidence = Expect.HoldsWhereDecided("limits-on-boundary", drawn, saw, Layers);
        AreInOneCoset(evidence);
    }

    /// <summary>A counterexample that a search found: consensus can fail where A is only semidefinite. K is then no point, and still has no interior.</summary>
    [Fact]
    public void Singular_negative_semidefinite_matrices_may_leave_several_limits()
    {
        var tokens = new TokenCloud([[0, 1, 0], [0, -1, 0], [0, 0, 1], [1, 0, -1]]);
        var matrix = new AttentionMatrix(new Rational[,] { { 0, 0, 0 }, { 0, -1, 0 }, { 0, 0, -1 } });
        var evidence = ClaimEvidence.Gather(new HardmaxProblem(tokens, new HardmaxSystem(matrix, Rational.One / 2)));
        Assert.Equal(ClaimStatus.Violated, ClaimCatalogue.Find("consensus")!.Evaluate(evidence).Status);
        Assert.Equal(ClaimStatus.Holds, ClaimCatalogue.Find("limits-on-boundary")!.Evaluate(evidence).Status);
        Assert.Equal(2, evidence.Vertices.Length);
        AreInOneCoset(evidence);
    }

    [Fact]
    public void Most_negative_definite_problems_are_decided()
    {
        IReadOnlyList<HardmaxProblem> problems = ProblemSampler.Sample(MatrixClass.NegativeDefinite, ProblemLimits.Default, seed: 20, count: 60);
        int undecided = problems.Count(problem => LimitCertifier.Certify(problem, Layers).Status == LimitStatus.Undecided);
        Assert.InRange(undecided, 1, 6);
    }

    private static void AreInOneCoset(ClaimEvidence evidence)
    {
        Rational[][] images = [.. evidence.Vertices.Select(vertex => evidence.Matrix.Apply(vertex.Value.AsSpan()))];
        Assert.All(images, image => Assert.Equal(images[0], image));
    }
}
