using System.Collections.Immutable;
using System.Numerics;
using Hardmax.Dynamics;
using Hardmax.Numbers;

namespace Hardmax.Limits;

/// <summary>Attention sets that are proved to repeat for ever.</summary>
/// <param name="Layer">A layer from which on they do.</param>
/// <param name="Period">The period of the proof, a multiple of that of the sets.</param>
/// <param name="Rates">The roots of the recurrence that the tokens obey at layers Layer + m Period, descending.</param>
internal sealed record ExponentialSumsProof(int Layer, int Period, ImmutableArray<RateMultiplicity> Rates);

/// <summary>
/// Proves that attention sets which have repeated for a while repeat for ever, where neither the means stay nor the score
/// gaps recur. While the sets repeat with period p, p layers are one stochastic matrix; if all eigenvalues that the
/// tokens see are rational, tokens are exactly sums of polynomials times powers, score gaps too, and the sign of each
/// gap is decided for all layers at once by its dominant term. Source: docs/theory.md, "A certificate for the limit".
/// </summary>
internal static class ExponentialSums
{
    private const int FirstLayer = 8;
    private const int MostPoints = 32;
    private const int LongestPeriod = 8;
    private const int FewestLayers = 4;

    /// <summary>The proof that can be had from the layers so far, or null. Tried at layers 8, 16, 32, 64, ..</summary>
    /// <param name="last">The last layer so far.</param>
    /// <param name="history">The sets of all layers so far.</param>
    /// <param name="replay">Computes the state of an earlier layer again.</param>
    public static ExponentialSumsProof? Find(ExactState last, SetsHistory history, Func<int, ExactState> replay)
    {
        bool isDue = last.Layer >= FirstLayer && int.IsPow2(last.Layer) && last.PointCount <= MostPoints;
        if (!isDue || PeriodOf(history) is not { } period)
        {
            return null;
        }

        // Late, so that little of the transient is left; early, so that a good part of what was seen is repetition.
        ExactState first = replay(Math.Max(history.FirstLayerOf(period), last.Layer / 2));
        return RepeatingSets.From(first, period) is { } sets ? Prove(first, sets) : null;
    }

    /// <summary>Proves that the sets repeat from a layer on, or null where that is wrong or this argument is not enough.</summary>
    public static ExponentialSumsProof? Prove(ExactState first, RepeatingSets sets)
    {
        BigInteger[] places = [.. Enumerable.Range(0, first.PointCount).SelectMany(point => first.Numerators(point).ToArray())];
        if (MinimalPolynomial.Of(sets.Whole, places) is not { } minimal
            || IntegerRoots.All(minimal, sets.Whole.Scale) is not { } roots
            || roots.Count == 0)
        {
            // No roots: all tokens are at 0, which needs no such proof.
            return null;
        }

        if (roots[^1].Value.Sign < 0)
        {
            // The roots of two periods are the squares.
            return Prove(first, sets.Twice());
        }

        // What belongs to a root 0 is gone after a few periods, so from a later layer on there is none.
        bool areRepeated = roots[^1].Value.Sign > 0
            && sets.AreThoseOf(PointSums.Powers(sets.Whole, places, minimal, roots));
        return areRepeated
            ? new ExponentialSumsProof(first.Layer, sets.Period, [.. roots.Select(root => RateOf(root, sets))])
            : null;
    }

    private static RateMultiplicity RateOf(IntegerRoot root, RepeatingSets sets) =>
        new(new Rational(root.Value, sets.Whole.Scale), root.Multiplicity);

    /// <summary>The smallest period that the latest sets have shown for long enough.</summary>
    private static int? PeriodOf(SetsHistory history)
    {
        for (int period = 1; period <= LongestPeriod; period++)
        {
            int shown = history.Count - history.FirstLayerOf(period);
            if (shown >= Math.Max(2 * period, FewestLayers))
            {
                return period;
            }
        }

        return null;
    }
}
