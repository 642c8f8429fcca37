using System.Collections.Immutable;
using System.Numerics;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// The zoo of right implementations: hardmax layers as good programs compute them, in different orders of operations.
/// They round differently, and none of them may ever be called wrong.
/// </summary>
public static class RightImplementations
{
    /// <summary>All of them; each declares the arithmetic that it computes in.</summary>
    public static ImmutableArray<IImplementation> All { get; } = [.. InFormat<double>(), .. InFormat<float>(), .. Mixed()];

    private static IEnumerable<IImplementation> InFormat<T>()
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        (string Name, LayerRecipe<T> Recipe)[] recipes =
        [
            ("sequential", new()),
            ("descending", new() { Dot = Summation.Descending }),
            ("pairwise", new() { Dot = Summation.Pairwise }),
            ("blocked", new() { Dot = Summation.Blocked }),
            ("fused", new() { Dot = Summation.Fused }),
            ("compensated", new() { Dot = Summation.Compensated }),
            ("key-first", new() { Scores = Scoring.KeyFirst }),
            ("key-first-fused", new() { Scores = Scoring.KeyFirst, Dot = Summation.Fused }),
            ("flat-sum", new() { Scores = Scoring.FlatSum }),
            ("flat-sum-pairwise", new() { Scores = Scoring.FlatSum, Dot = Summation.Pairwise }),
            ("paper-update", new() { Move = Moves.Paper }),
            ("one-division", new() { Move = Moves.OneDivision }),
            ("convex-update", new() { Move = Moves.Convex }),
            ("fused-update", new() { Move = Moves.FusedLerp, Dot = Summation.Fused }),
            ("sum-of-shares", new() { Mean = Means.SumOfShares }),
            ("running-mean", new() { Mean = Means.Running }),
            ("blocked-shares-paper", new() { Dot = Summation.Blocked, Mean = Means.SumOfShares, Move = Moves.Paper }),
        ];
        var arithmetic = DeclaredArithmetic.Of(FloatValues.FormatOf<T>());
        foreach ((string name, LayerRecipe<T> recipe) in recipes)
        {
            yield return Implementation<T>(name, arithmetic, recipe.Next);
        }

        yield return Implementation<T>("weights-matrix", arithmetic, WholeLayers.ByWeights);
        yield return Implementation<T>("duplicates-merged", arithmetic, WholeLayers.ByDistinctPoints);
    }

    private static IEnumerable<IImplementation> Mixed()
    {
        var arithmetic = new DeclaredArithmetic(BinaryFormat.Single, BinaryFormat.Double);
        yield return Implementation<float>("double-scores", arithmetic, (state, matrix, alpha) => WholeLayers.ByDoubleScores(state, matrix, alpha, Summation.Sequential));
        yield return Implementation<float>("double-scores-blocked", arithmetic, (state, matrix, alpha) => WholeLayers.ByDoubleScores(state, matrix, alpha, Summation.Blocked));
        yield return Implementation<float>("double-inside", arithmetic, WholeLayers.RoundedAtTheEnd);
    }

    private static StepImplementation<T> Implementation<T>(string name, DeclaredArithmetic arithmetic, Func<T[][], T[,]?, T, T[][]> step)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        string suffix = arithmetic.Accumulate == arithmetic.Format ? arithmetic.Format.Name : $"{arithmetic.Format.Name}-{arithmetic.Accumulate.Name}";
        return new StepImplementation<T>(
            new Handshake { Name = $"{name}-{suffix}", Language = "C#", Arithmetic = arithmetic, IsDeterministic = true },
            step);
    }
}
