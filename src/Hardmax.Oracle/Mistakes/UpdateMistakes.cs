namespace Hardmax.Oracle;

/// <summary>The sum of the set instead of its mean.</summary>
internal sealed class SumForMean() : LayerMistake(
    "sum-for-mean",
    BugTypes.Update,
    "moves towards the sum of the attention set instead of its mean",
    "right without ties; with them tokens leave the convex hull")
{
    /// <inheritdoc/>
    protected override T[] Mean<T>(T[][] state, int[] set) => LayerParts<T>.Over(state, set, T.MultiplicativeIdentity);
}

/// <summary>The sum over the set, divided by n.</summary>
internal sealed class DividedByAll() : LayerMistake(
    "divided-by-n",
    BugTypes.Update,
    "divides the sum over the attention set by the number of all tokens",
    "tokens shrink towards 0")
{
    /// <inheritdoc/>
    protected override T[] Mean<T>(T[][] state, int[] set) => LayerParts<T>.Over(state, set, LayerParts<T>.FromCount(state.Length));
}

/// <summary>The mean of all tokens.</summary>
internal sealed class MeanOverAll() : LayerMistake(
    "mean-over-all",
    BugTypes.Update,
    "moves towards the mean of all tokens, whatever the scores are",
    "consensus at the mean of the input")
{
    /// <inheritdoc/>
    protected override T[] Mean<T>(T[][] state, int[] set) => LayerParts<T>.Mean(state, [.. Enumerable.Range(0, state.Length)]);
}

/// <summary>Each place of the set counts once, however many tokens stand there.</summary>
internal sealed class DuplicatesCountedOnce() : LayerMistake(
    "duplicates-counted-once",
    BugTypes.Update,
    "takes the mean over the distinct points of the attention set",
    "right for distinct tokens; repeated words lose their weight")
{
    /// <inheritdoc/>
    protected override T[] Mean<T>(T[][] state, int[] set) =>
        LayerParts<T>.Mean(state, [.. set.Where(j => set.First(k => state[k].SequenceEqual(state[j])) == j)]);
}

/// <summary>alpha where gamma = alpha / (1 + alpha) belongs.</summary>
internal sealed class AlphaForGamma() : LayerMistake(
    "alpha-for-gamma",
    BugTypes.Update,
    "moves by the share alpha of the way instead of alpha/(1+alpha)",
    "tokens arrive at their means too soon, and beyond them for alpha greater than 1")
{
    /// <inheritdoc/>
    protected override T[] Move<T>(LayerParts<T> parts, T[] token, T[] mean) => LayerParts<T>.Toward(token, mean, parts.Alpha);
}

/// <summary>gamma where alpha belongs: the division by 1 + alpha is done twice.</summary>
internal sealed class GammaForAlpha() : LayerMistake(
    "gamma-for-alpha",
    BugTypes.Update,
    "divides by 1+alpha twice: the share is gamma/(1+gamma)",
    "tokens lag behind")
{
    /// <inheritdoc/>
    protected override T[] Move<T>(LayerParts<T> parts, T[] token, T[] mean) =>
        LayerParts<T>.Toward(token, mean, parts.Gamma / (T.MultiplicativeIdentity + parts.Gamma));
}

/// <summary>z and m exchanged in the convex combination.</summary>
internal sealed class WeightsSwapped() : LayerMistake(
    "weights-swapped",
    BugTypes.Update,
    "gives the mean the weight 1/(1+alpha) and the token alpha/(1+alpha)",
    "right for alpha = 1 alone")
{
    /// <inheritdoc/>
    protected override T[] Move<T>(LayerParts<T> parts, T[] token, T[] mean) =>
        LayerParts<T>.Toward(token, mean, T.MultiplicativeIdentity - parts.Gamma);
}

/// <summary>The mean itself.</summary>
internal sealed class ResidualMissing() : LayerMistake(
    "residual-missing",
    BugTypes.Update,
    "puts the token at the mean: there is no residual connection",
    "tokens arrive in one layer at what should be their limit")
{
    /// <inheritdoc/>
    protected override T[] Move<T>(LayerParts<T> parts, T[] token, T[] mean) => mean;
}

/// <summary>z + alpha m, never divided.</summary>
internal sealed class NormalisationMissing() : LayerMistake(
    "normalisation-missing",
    BugTypes.Update,
    "adds alpha times the mean and does not divide by 1+alpha",
    "tokens grow without bound")
{
    /// <inheritdoc/>
    protected override T[] Move<T>(LayerParts<T> parts, T[] token, T[] mean) => [.. token.Zip(mean, (z, m) => z + (parts.Alpha * m))];
}
