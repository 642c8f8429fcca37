using System.Collections.Immutable;
using Hardmax.Dynamics;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Proofs.Support;

/// <summary>Problems made from others, and their runs.</summary>
internal static class Problems
{
    /// <summary>The same tokens and matrix with another step.</summary>
    public static HardmaxProblem WithAlpha(this HardmaxProblem problem, Rational alpha) =>
        new(problem.Tokens, new HardmaxSystem(problem.System.Matrix, alpha));

    /// <summary>Other tokens under the same system.</summary>
    public static HardmaxProblem WithTokens(this HardmaxProblem problem, IEnumerable<Rational[]> tokens) =>
        new(new TokenCloud(tokens), problem.System);

    /// <summary>The same step with other tokens and another matrix.</summary>
    public static HardmaxProblem With(this HardmaxProblem problem, IEnumerable<Rational[]> tokens, AttentionMatrix matrix) =>
        new(new TokenCloud(tokens), new HardmaxSystem(matrix, problem.System.Alpha));

    /// <summary>The exact layers of a problem: this one, the next, and so on.</summary>
    public static IEnumerable<ExactState> Layers(this HardmaxProblem problem)
    {
        for (ExactState state = ExactState.Start(problem); ; state = state.Next())
        {
            yield return state;
        }
    }

    /// <summary>The layers of a problem by the textbook over rationals: tokens and attention sets.</summary>
    public static IEnumerable<(Rational[][] Tokens, int[][] Sets)> TextbookLayers(this HardmaxProblem problem)
    {
        var textbook = new TextbookDynamics<Rational>(problem.System.Matrix.ToArray(), problem.System.Alpha);
        Rational[][] tokens = problem.Tokens.ToArray();
        while (true)
        {
            int[][] sets = textbook.AttentionSets(tokens);
            yield return (tokens, sets);
            tokens = textbook.Next(tokens, sets);
        }
    }

    /// <summary>The limit of a token, phase 0.</summary>
    public static ImmutableArray<Rational> LimitOf(this LimitResult limit, int token) => limit.GroupOf(token).Places[0];

    /// <summary>The mean of some tokens.</summary>
    public static Rational[] Mean(Rational[][] tokens, int[] set) =>
        [.. tokens[0].Select((_, c) => set.Aggregate(Rational.Zero, (sum, j) => sum + tokens[j][c]) / set.Length)];

    /// <summary>factor x.</summary>
    public static Rational[] Times(this Rational[] x, Rational factor) => Array.ConvertAll(x, coordinate => factor * coordinate);
}
