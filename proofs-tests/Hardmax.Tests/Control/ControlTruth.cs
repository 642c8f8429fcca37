using System.Collections.Immutable;
using Hardmax.Control;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Tests.Control;

/// <summary>
/// What an answer has to satisfy, decided a second time and by other means than the checker's: leaders by attention
/// sets, definiteness by all principal minors, sums entry by entry.
/// </summary>
internal static class ControlTruth
{
    /// <summary>Whether the answer is one that has to be accepted.</summary>
    public static bool Holds(ControlQuestion question, ControlAnswer answer) => answer switch
    {
        ControlAnswer.Feasible feasible => IsAnswer(question, feasible.Matrix),
        ControlAnswer.Infeasible infeasible => IsProof(question, infeasible.Proof, []),
        _ => false,
    };

    /// <summary>The tokens whose attention set is themselves alone.</summary>
    public static int[] LeadersUnder(AttentionMatrix matrix, TokenCloud tokens) =>
    [
        .. Enumerable.Range(0, tokens.Count).Where(i =>
        {
            Rational[] scores = [.. Enumerable.Range(0, tokens.Count).Select(j => Score(matrix, tokens, i, j))];
            Rational largest = scores.Aggregate(Rational.Max);
            return scores[i] == largest && scores.Count(score => score == largest) == 1;
        }),
    ];

    /// <summary>Whether every principal minor of a symmetric matrix is at least 0.</summary>
    public static bool IsSemidefinite(Rational[,] matrix) =>
        Enumerable.Range(1, (1 << matrix.GetLength(0)) - 1).All(subset => Minor(matrix, subset).Sign >= 0);

    /// <summary>Whether every leading principal minor of a symmetric matrix is above 0.</summary>
    public static bool IsDefinite(Rational[,] matrix) =>
        Enumerable.Range(1, matrix.GetLength(0)).All(size => Minor(matrix, (1 << size) - 1).Sign > 0);

    private static bool IsAnswer(ControlQuestion question, AttentionMatrix matrix)
    {
        if (matrix.Dimension != question.Tokens.Dimension)
        {
            return false;
        }

        int[] leaders = LeadersUnder(matrix, question.Tokens);
        bool isOfClass = question.Matrices == ControlClass.Any
            || (matrix.IsSymmetric && (question.Matrices == ControlClass.Symmetric || IsDefinite(matrix.ToArray())));
        return isOfClass && question.Leaders.All(leaders.Contains) && (!question.IsExact || leaders.Length == question.Leaders.Length);
    }

    private static bool IsProof(ControlQuestion question, ControlProof proof, ImmutableHashSet<(int Token, int Other)> cases)
    {
        int n = question.Tokens.Count;
        if (proof is ControlProof.Split split)
        {
            return question.IsExact
                && split.Token >= 0
                && split.Token < n
                && !question.Leaders.Contains(split.Token)
                && cases.All(pair => pair.Token != split.Token)
                && Enumerable.Range(0, n).All(j => j == split.Token || !question.Tokens[j].SequenceEqual(question.Tokens[split.Token]))
                && split.Cases.Keys.SequenceEqual(Enumerable.Range(0, n).Where(j => j != split.Token))
                && split.Cases.All(pair => IsProof(question, pair.Value, cases.Add((split.Token, pair.Key))));
        }

        ImmutableArray<ControlMultiplier> multipliers = ((ControlProof.Combination)proof).Multipliers;
        return !multipliers.IsDefaultOrEmpty
            && multipliers.DistinctBy(m => (m.Leader, m.Other)).Count() == multipliers.Length
            && multipliers.All(m => m.Leader >= 0 && m.Leader < n && m.Other >= 0 && m.Other < n && m.Leader != m.Other && IsAllowed(question, m, cases))
            && IsContradiction(question, multipliers);
    }

    private static bool IsAllowed(ControlQuestion question, ControlMultiplier multiplier, ImmutableHashSet<(int Token, int Other)> cases) =>
        (multiplier.Weight > 0 && question.Leaders.Contains(multiplier.Leader))
        || (multiplier.Weight < 0 && cases.Contains((multiplier.Leader, multiplier.Other)));

    private static bool IsContradiction(ControlQuestion question, ImmutableArray<ControlMultiplier> multipliers)
    {
        int d = question.Tokens.Dimension;
        var negated = new Rational[d, d];
        bool isZero = true;
        for (int row = 0; row < d; row++)
        {
            for (int column = 0; column < d; column++)
            {
                Rational entry = multipliers.Aggregate(Rational.Zero, (sum, m) => sum + (m.Weight * Product(question.Tokens, m, row, column)));
                Rational mirrored = multipliers.Aggregate(Rational.Zero, (sum, m) => sum + (m.Weight * Product(question.Tokens, m, column, row)));
                negated[row, column] = question.Matrices == ControlClass.Any ? -entry : -entry - mirrored;
                isZero &= negated[row, column].IsZero;
            }
        }

        bool isSomePositive = multipliers.Any(m => m.Weight > 0);
        return question.Matrices == ControlClass.Spd
            ? IsSemidefinite(negated) && (isSomePositive || !isZero)
            : isZero && isSomePositive;
    }

    private static Rational Product(TokenCloud tokens, ControlMultiplier m, int row, int column) =>
        tokens[m.Leader, row] * (tokens[m.Leader, column] - tokens[m.Other, column]);

    private static Rational Score(AttentionMatrix matrix, TokenCloud tokens, int i, int j)
    {
        Rational score = Rational.Zero;
        for (int row = 0; row < tokens.Dimension; row++)
        {
            for (int column = 0; column < tokens.Dimension; column++)
            {
                score += matrix[row, column] * tokens[i, column] * tokens[j, row];
            }
        }

        return score;
    }

    private static Rational Minor(Rational[,] matrix, int subset) =>
        Determinant(matrix, [.. Enumerable.Range(0, matrix.GetLength(0)).Where(k => (subset >> k & 1) != 0)], []);

    // Laplace's expansion along the first row that is left.
    private static Rational Determinant(Rational[,] matrix, int[] kept, ImmutableList<int> columns)
    {
        if (columns.Count == kept.Length)
        {
            return Rational.One;
        }

        Rational sum = Rational.Zero;
        int sign = 1;
        foreach (int column in kept.Where(column => !columns.Contains(column)))
        {
            sum += sign * matrix[kept[columns.Count], column] * Determinant(matrix, kept, columns.Add(column));
            sign = -sign;
        }

        return sum;
    }
}
