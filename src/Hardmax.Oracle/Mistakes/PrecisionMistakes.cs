using System.Numerics;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>Softmax at a large inverse temperature stands in for hardmax.</summary>
/// <param name="id">A short name.</param>
/// <param name="beta">The inverse temperature in d dimensions.</param>
/// <param name="description">What it does.</param>
internal sealed class SoftmaxForHardmax(string id, Func<int, double> beta, string description) : LayerMistake(
    id,
    BugTypes.Precision,
    description,
    "right where the scores are far apart; where they are close everyone gets a share, so leaders move and ties never settle")
{
    /// <inheritdoc/>
    internal override bool HasRoughPrediction => true;

    /// <summary>None: the weights are no rational numbers.</summary>
    public override T[][]? NextLayer<T>(IReadOnlyList<T[][]> layers, T[,] matrix, T alpha) => null;

    /// <inheritdoc/>
    public override T[][] NextFloats<T>(IReadOnlyList<T[][]> layers, T[,] matrix, T alpha)
    {
        var parts = new LayerParts<T>(matrix, alpha);
        T[][] state = layers[^1];
        return [.. state.Select((token, i) => Move(parts, token, SoftMean(state, parts.Scores(state, i))))];
    }

    private T[] SoftMean<T>(T[][] state, T[] scores)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T max = LayerParts<T>.Max(scores);
        double[] weights = [.. scores.Select(score => PortableExp.Of(beta(state[0].Length) * double.CreateChecked(score - max)))];
        double total = weights.Sum();
        return [.. state[0].Select((_, c) => T.CreateChecked(state.Select((token, j) => weights[j] / total * double.CreateChecked(token[c])).Sum()))];
    }
}

/// <summary>Scores pass through a coarser format than the declared one.</summary>
/// <typeparam name="TCoarse">The format that they pass through.</typeparam>
/// <param name="name">The name of that format.</param>
internal sealed class CoarseScores<TCoarse>(string name) : LayerMistake(
    $"{name}-scores",
    BugTypes.Precision,
    $"computes the scores in {name}, and declares a finer format",
    "scores that differ are taken for ties, and ties are broken")
    where TCoarse : struct, IBinaryFloatingPointIeee754<TCoarse>
{
    /// <summary>None: it is a matter of rounding.</summary>
    public override T[][]? NextLayer<T>(IReadOnlyList<T[][]> layers, T[,] matrix, T alpha) => null;

    /// <inheritdoc/>
    public override T[][] NextFloats<T>(IReadOnlyList<T[][]> layers, T[,] matrix, T alpha)
    {
        var parts = new LayerParts<T>(matrix, alpha);
        TCoarse[][] coarse = [.. layers[^1].Select(token => Array.ConvertAll(token, TCoarse.CreateTruncating))];
        var coarseParts = new LayerParts<TCoarse>(Coarse(matrix), TCoarse.One);
        return [.. layers[^1].Select((_, i) => Next(parts, layers[^1], i, Chosen(coarseParts.Scores(coarse, i), i)))];
    }

    private static TCoarse[,] Coarse<T>(T[,] matrix)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var entries = new TCoarse[matrix.GetLength(0), matrix.GetLength(1)];
        for (int row = 0; row < matrix.GetLength(0); row++)
        {
            for (int column = 0; column < matrix.GetLength(1); column++)
            {
                entries[row, column] = TCoarse.CreateTruncating(matrix[row, column]);
            }
        }

        return entries;
    }

    // Where every score is a NaN nothing equals the largest, and an argmax still returns an index.
    private static int[] Chosen(TCoarse[] scores, int i) => LayerParts<TCoarse>.Largest(scores) is { Length: > 0 } largest ? largest : [i];
}

/// <summary>Scores are as coarse as those of another format: the step holds when the judge lets them pass through it.</summary>
/// <param name="format">The format.</param>
internal sealed class ScoresAsCoarseAs(BinaryFormat format) : Mistake
{
    /// <inheritdoc/>
    public override string Id => $"{format.Name}-scores";

    /// <inheritdoc/>
    public override string Description => $"computes the scores no finer than {format.Name} does, and declares a finer format";

    /// <inheritdoc/>
    public override string Effect => "scores that differ are taken for ties, and ties are broken";

    /// <inheritdoc/>
    public override string BugType => BugTypes.Precision;

    /// <summary>None: it is a matter of rounding.</summary>
    public override T[][]? NextLayer<T>(IReadOnlyList<T[][]> layers, T[,] matrix, T alpha) => null;

    /// <summary>The coarser the format, the more it allows.</summary>
    internal override int Latitude => int.MaxValue - format.Precision;

    /// <inheritdoc/>
    internal override bool? Explains(StepEvidence step) => format.Precision < step.Format.Precision && step.HoldsWithScoresIn(format);
}
