using Hardmax.Dynamics;
using Hardmax.Generators;
using Hardmax.Numbers;
using Hardmax.Proofs.Support;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Proofs.Dynamics;

/// <summary>The fast exact engine computes what the paper's two formulas say: tokens and attention sets, layer by layer.</summary>
[Properties(Arbitrary = new[] { typeof(ProofArbitraries), typeof(HardmaxArbitraries) })]
public sealed class ExactAgainstTextbook
{
    [Property(MaxTest = 400, MustSee = new[]
    {
        "identity", "spd", "psd-singular", "negative-definite", "nsd-singular", "symmetric-indefinite", "skew", "pd-nonsymmetric", "general",
        Features.Tie, Features.Duplicate, Features.ZeroToken, Features.Collinear, Features.SingleToken, Features.Line, Features.LargeDenominators,
        Features.DoubleValued, "tokens meet", "a tie at a later layer", "a leader emerges",
    })]
    public void The_exact_engine_is_the_textbook(AnyProblem any, Sightings saw)
    {
        const int Layers = 6;
        Features.Note(saw, any.Problem);
        ExactState? before = null;
        foreach ((ExactState state, (Rational[][] tokens, int[][] sets)) in any.Problem.Layers().Zip(any.Problem.TextbookLayers()).Take(Layers))
        {
            Assert.Equal(tokens, state.ToTokens().ToArray());
            Assert.Equal(sets, state.AttentionSets.ToArray());
            saw.Note("tokens meet", before is not null && before.PointCount > state.PointCount);
            saw.Note("a tie at a later layer", state.Layer > 0 && Features.HasTie(state));
            saw.Note("a leader emerges", before is not null && state.AttentionSets.Leaders().Except(before.AttentionSets.Leaders()).Any());
            before = state;
        }
    }
}
