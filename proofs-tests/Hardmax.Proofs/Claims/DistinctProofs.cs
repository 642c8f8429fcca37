using Hardmax.Claims;
using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Proofs.Support;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Proofs.Claims;

/// <summary>distinct-stay-distinct, where the symmetric part of A is positive semidefinite (docs/theory.md, fact 8).</summary>
[Properties(Arbitrary = new[] { typeof(ProofArbitraries), typeof(HardmaxArbitraries) }, MaxTest = 100)]
public sealed class DistinctProofs
{
    private const int Layers = 40;

    [Property(MustSee = new[] { Features.Tie, Features.LargeDenominators, Features.DoubleValued, Features.Moves })]
    [Proves("distinct-stay-distinct", MatrixClass.Identity)]
    public void Under_the_identity(DistinctIdentityProblem drawn, Sightings saw) => StayDistinct(drawn, saw);

    [Property(MustSee = new[] { Features.Tie, Features.LargeDenominators, Features.DoubleValued, Features.Moves })]
    [Proves("distinct-stay-distinct", MatrixClass.Spd)]
    public void Under_symmetric_positive_definite_matrices(DistinctNonzeroSpdProblem drawn, Sightings saw) => StayDistinct(drawn, saw);

    [Property(MustSee = new[] { Features.Tie, Features.LargeDenominators, Features.DoubleValued, Features.Moves })]
    [Proves("distinct-stay-distinct", MatrixClass.PsdSingular)]
    public void Under_singular_positive_semidefinite_matrices(DistinctPsdSingularProblem drawn, Sightings saw) => StayDistinct(drawn, saw);

    [Property(MustSee = new[] { Features.Tie, Features.Moves, Features.Undecided })]
    [Proves("distinct-stay-distinct", MatrixClass.Skew)]
    public void Under_skew_matrices(DistinctSkewProblem drawn, Sightings saw) => StayDistinct(drawn, saw);

    [Property(MustSee = new[] { Features.Tie, Features.Moves, Features.Undecided })]
    [Proves("distinct-stay-distinct", MatrixClass.PdNonsymmetric)]
    public void Under_matrices_with_a_positive_definite_symmetric_part(DistinctPdNonsymmetricProblem drawn, Sightings saw) => StayDistinct(drawn, saw);

    // The engine gathers equal tokens; the textbook does not know that they exist.
    private static void StayDistinct(GeneratedProblem drawn, Sightings saw)
    {
        Expect.Holds("distinct-stay-distinct", drawn, saw, Layers);
        Assert.All(drawn.Problem.TextbookLayers().Take(5), layer => Assert.Equal(layer.Tokens.Length, layer.Tokens.Distinct(Vectors.Comparer).Count()));
    }
}
