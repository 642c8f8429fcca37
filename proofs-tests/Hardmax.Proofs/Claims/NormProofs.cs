using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Proofs.Support;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Proofs.Claims;

/// <summary>norm-grows: |z_i|_A^2 = &lt;A z_i, z_i&gt; never falls from a layer to the next where A is positive semidefinite, or skew.</summary>
[Properties(Arbitrary = new[] { typeof(ProofArbitraries), typeof(HardmaxArbitraries) }, MaxTest = 150)]
public sealed class NormProofs
{
    [Property(MustSee = new[] { Features.Tie, Features.Duplicate, Features.ZeroToken, Features.Line, Features.LargeDenominators, Features.DoubleValued, Features.Moves })]
    [Proves("norm-grows", MatrixClass.Identity)]
    public void Norms_grow_under_the_identity(IdentityProblem drawn, Sightings saw) => Expect.Holds("norm-grows", drawn, saw);

    [Property(MustSee = new[] { Features.Tie, Features.Duplicate, Features.ZeroToken, Features.Line, Features.LargeDenominators, Features.DoubleValued, Features.Moves })]
    [Proves("norm-grows", MatrixClass.Spd)]
    public void Norms_grow_under_symmetric_positive_definite_matrices(SpdProblem drawn, Sightings saw) => Expect.Holds("norm-grows", drawn, saw);

    [Property(MustSee = new[] { Features.Tie, Features.Duplicate, Features.ZeroToken, Features.LargeDenominators, Features.DoubleValued, Features.Moves })]
    [Proves("norm-grows", MatrixClass.PsdSingular)]
    public void Seminorms_grow_under_singular_positive_semidefinite_matrices(PsdSingularProblem drawn, Sightings saw) =>
        Expect.Holds("norm-grows", drawn, saw, maxLayers: 40);

    [Property(MaxTest = 60, MustSee = new[] { Features.Tie, Features.Duplicate, Features.ZeroToken, Features.Moves })]
    [Proves("norm-grows", MatrixClass.Skew)]
    public void Forms_of_skew_matrices_are_0_and_stay(SkewProblem drawn, Sightings saw)
    {
        Expect.Holds("norm-grows", drawn, saw, maxLayers: 24);
        Assert.All(drawn.Problem.Tokens.ToArray(), token => Assert.True(drawn.Problem.System.Matrix.Form(token, token).IsZero));
    }

    /// <summary>
    /// For SPD A, |z_i'|^2 = |z_i|^2 + 2 gamma &lt;A z_i, m_i - z_i&gt; + gamma^2 |m_i - z_i|^2, both extra terms are not
    /// negative, and the norm grows strictly unless m_i = z_i. By the textbook alone.
    /// </summary>
    [Property(MustSee = new[] { Features.Tie, "strictly", "at rest" })]
    public void For_spd_matrices_the_norm_grows_strictly_by_two_terms_that_are_not_negative(SpdProblem drawn, Sightings saw)
    {
        Features.Note(saw, drawn.Problem);
        (AttentionMatrix a, Rational gamma) = (drawn.Problem.System.Matrix, drawn.Problem.System.Gamma);
        (Rational[][] Tokens, int[][] Sets)[] layers = [.. drawn.Problem.TextbookLayers().Take(4)];
        foreach ((var before, var after) in layers.Zip(layers.Skip(1)))
        {
            for (int i = 0; i < before.Tokens.Length; i++)
            {
                Rational[] z = before.Tokens[i];
                Rational[] step = Vectors.Subtract(Problems.Mean(before.Tokens, before.Sets[i]), z);
                Rational slope = 2 * gamma * a.Form(z, step);
                Rational square = gamma * gamma * a.Form(step, step);
                Assert.True(slope.Sign >= 0 && square.Sign >= 0);
                Assert.Equal(a.Form(z, z) + slope + square, a.Form(after.Tokens[i], after.Tokens[i]));
                bool rests = Vectors.IsZero(step);
                Assert.Equal(rests, square.IsZero);
                saw.Note(rests ? "at rest" : "strictly");
            }
        }
    }
}
