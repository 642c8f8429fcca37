namespace Hardmax.Oracle;

/// <summary>The index that an argmax function returns, which is one of several.</summary>
/// <param name="last">Whether it is the last maximiser rather than the first.</param>
internal sealed class OneArgmax(bool last) : LayerMistake(
    last ? "last-argmax-only" : "first-argmax-only",
    BugTypes.Selection,
    last ? "attends to the last of several maximisers only" : "attends to the first of several maximisers only",
    "ties are broken, so that limits between two leaders become leaders, and the result depends on the order of the tokens")
{
    /// <inheritdoc/>
    protected override int[] Select<T>(T[] scores, int i) =>
        LayerParts<T>.Largest(scores) is var largest && last ? [largest[^1]] : [largest[0]];
}

/// <summary>A token may not attend to itself.</summary>
internal sealed class SelfExcluded() : LayerMistake(
    "self-excluded",
    BugTypes.Selection,
    "leaves the token itself out of the maximum",
    "there are no leaders: tokens that should stand still run after each other")
{
    /// <inheritdoc/>
    protected override int[] Select<T>(T[] scores, int i)
    {
        int[] others = [.. Enumerable.Range(0, scores.Length).Where(j => j != i)];
        if (others.Length == 0)
        {
            return [i];
        }

        T max = LayerParts<T>.Max(others.Select(j => scores[j]));
        return [.. others.Where(j => scores[j] == max)];
    }
}

/// <summary>The smallest scores win.</summary>
internal sealed class Argmin() : LayerMistake(
    "argmin",
    BugTypes.Selection,
    "attends to the smallest scores",
    "the dynamics of -A: tokens gather where they should part")
{
    /// <inheritdoc/>
    protected override int[] Select<T>(T[] scores, int i) => LayerParts<T>.Largest(Array.ConvertAll(scores, score => -score));
}

/// <summary>The largest magnitudes win.</summary>
internal sealed class AbsoluteArgmax() : LayerMistake(
    "absolute-argmax",
    BugTypes.Selection,
    "attends to the largest |score|",
    "opposite tokens attract each other")
{
    /// <inheritdoc/>
    protected override int[] Select<T>(T[] scores, int i) => LayerParts<T>.Largest(Array.ConvertAll(scores, LayerParts<T>.Abs));
}

/// <summary>Scores that are nearly the largest count as largest.</summary>
/// <param name="id">A short name.</param>
/// <param name="relative">One over the relative tolerance; 0 for none.</param>
/// <param name="absolute">One over the absolute tolerance; 0 for none.</param>
/// <param name="description">What it does.</param>
internal sealed class TolerantTies(string id, int relative, int absolute, string description) : LayerMistake(
    id,
    BugTypes.Selection,
    description,
    "tokens that are near each other count as tied: leaders stop leading, and emerging ones are not seen")
{
    /// <inheritdoc/>
    protected override int[] Select<T>(T[] scores, int i)
    {
        T max = LayerParts<T>.Max(scores);
        T tolerance = relative > 0 ? LayerParts<T>.Abs(max) / LayerParts<T>.FromCount(relative) : T.AdditiveIdentity;
        if (absolute > 0)
        {
            tolerance += T.MultiplicativeIdentity / LayerParts<T>.FromCount(absolute);
        }

        return LayerParts<T>.Where(scores, score => max - score <= tolerance);
    }
}
