using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control;

/// <summary>
/// The independent check of answers about control: it multiplies everything out in rationals and shares no code with
/// the solver but the number type and the model.
/// </summary>
public static class ControlChecker
{
    /// <summary>Whether the answer is proved; an undecided one never is.</summary>
    /// <param name="question">The question.</param>
    /// <param name="answer">The answer to it.</param>
    /// <param name="reason">Why not, in a sentence; null when it is.</param>
    public static bool Verify(ControlQuestion question, ControlAnswer answer, out string? reason)
    {
        reason = answer switch
        {
            _ when !Enum.IsDefined(question.Matrices) => "The class of the matrices is none of the three.",
            ControlAnswer.Feasible feasible => FaultOf(question, feasible.Matrix),
            ControlAnswer.Infeasible infeasible => FaultOf(question, infeasible.Proof, []),
            _ => "An undecided answer proves nothing.",
        };
        return reason is null;
    }

    private static string? FaultOf(ControlQuestion question, AttentionMatrix? matrix)
    {
        TokenCloud tokens = question.Tokens;
        if (matrix is null || matrix.Dimension != tokens.Dimension)
        {
            return "The matrix is not d x d, where d is the dimension of the tokens.";
        }

        Rational[,] a = EntriesOf(matrix);
        if (question.Matrices != ControlClass.Any && !IsSymmetric(a))
        {
            return "The matrix is not symmetric.";
        }

        if (question.Matrices == ControlClass.Spd && !IsPositiveDefinite(a))
        {
            return "The matrix is not positive definite.";
        }

        for (int i = 0; i < tokens.Count; i++)
        {
            bool isWanted = question.Leaders.Contains(i);
            bool leads = Leads(a, tokens, i);
            if (isWanted && !leads)
            {
                return $"Token {i} does not lead.";
            }

            if (question.IsExact && !isWanted && leads)
            {
                return $"Token {i} leads, and must not.";
            }
        }

        return null;
    }

    /// <summary>Whether &lt;A z_i, z_i - z_j&gt; > 0 for every other j: none where i is the only token, and then it leads.</summary>
    private static bool Leads(Rational[,] a, TokenCloud tokens, int i)
    {
        int d = tokens.Dimension;
        var image = new Rational[d];
        for (int row = 0; row < d; row++)
        {
            for (int column = 0; column < d; column++)
            {
                image[row] += a[row, column] * tokens[i, column];
            }
        }

        for (int j = 0; j < tokens.Count; j++)
        {
            Rational gain = Rational.Zero;
            for (int c = 0; c < d; c++)
            {
                gain += image[c] * (tokens[i, c] - tokens[j, c]);
            }

            if (j != i && gain.Sign <= 0)
            {
                return false;
            }
        }

        return true;
    }

    private static string? FaultOf(ControlQuestion question, ControlProof? proof, ImmutableDictionary<int, int> keptBy) => proof switch
    {
        ControlProof.Combination combination => FaultOf(question, combination.Multipliers, keptBy),
        ControlProof.Split split => FaultOf(question, split, keptBy),
        _ => "There is no proof.",
    };

    /// <summary>
    /// A token that must not lead and equals no other is kept from it by some j with another position, so the cases are
    /// all there are: none for a cloud of one token, which leads under every matrix.
    /// </summary>
    private static string? FaultOf(ControlQuestion question, ControlProof.Split split, ImmutableDictionary<int, int> keptBy)
    {
        TokenCloud tokens = question.Tokens;
        int k = split.Token;
        if (!question.IsExact)
        {
            return "Only a question about exactly these leaders is split.";
        }

        if (k < 0 || k >= tokens.Count || question.Leaders.Contains(k) || keptBy.ContainsKey(k))
        {
            return $"{k} is no token outside L that was not split on before.";
        }

        if (split.Cases is null || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return "A split has no cases, or too many lie inside each other.";
        }

        for (int j = 0; j < tokens.Count; j++)
        {
            if (j != k && AreEqual(tokens, j, k))
            {
                return $"Token {k} equals token {j} and never leads.";
            }

            if (j != k && !split.Cases.ContainsKey(j))
            {
                return $"The case of token {j} keeping token {k} from leading is missing.";
            }
        }

        if (split.Cases.Count != tokens.Count - 1)
        {
            return $"A case of the split on token {k} belongs to no other token.";
        }

        foreach ((int j, ControlProof inner) in split.Cases)
        {
            if (FaultOf(question, inner, keptBy.Add(k, j)) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>
    /// For a matrix A that is sought, w_ij &lt;A z_i, z_i - z_j&gt; is above 0 where w is (i leads), and at least 0 where w
    /// is below it (j keeps i from leading). The sum of these is tr(A S), which S = 0, S + S^T = 0 for a symmetric A, or
    /// S + S^T negative semidefinite for a positive definite A bound by 0 from above, strictly in the last case unless
    /// S + S^T = 0. So some weight above 0, or S + S^T other than 0, is a contradiction.
    /// </summary>
    private static string? FaultOf(ControlQuestion question, ImmutableArray<ControlMultiplier> multipliers, ImmutableDictionary<int, int> keptBy)
    {
        if (multipliers.IsDefaultOrEmpty)
        {
            return "There are no weights.";
        }

        TokenCloud tokens = question.Tokens;
        int d = tokens.Dimension;
        var sum = new Rational[d, d];
        var seen = new HashSet<(int Leader, int Other)>();
        bool isSomePositive = false;
        foreach (ControlMultiplier? multiplier in multipliers)
        {
            if (FaultOf(question, multiplier, keptBy) is { } fault)
            {
                return fault;
            }

            (int i, int j, Rational weight) = multiplier;
            if (!seen.Add((i, j)))
            {
                return $"The weight of ({i}, {j}) occurs twice.";
            }

            isSomePositive |= weight.Sign > 0;
            for (int row = 0; row < d; row++)
            {
                for (int column = 0; column < d; column++)
                {
                    sum[row, column] += weight * tokens[i, row] * (tokens[i, column] - tokens[j, column]);
                }
            }
        }

        return FaultOf(question.Matrices, sum, isSomePositive);
    }

    private static string? FaultOf(ControlQuestion question, ControlMultiplier? multiplier, ImmutableDictionary<int, int> keptBy)
    {
        if (multiplier is not var (i, j, weight))
        {
            return "A weight is missing.";
        }

        int n = question.Tokens.Count;
        if (i < 0 || i >= n || j < 0 || j >= n || i == j)
        {
            return $"({i}, {j}) is no pair of two tokens.";
        }

        return weight.Sign switch
        {
            0 => $"The weight of ({i}, {j}) is 0.",
            > 0 => question.Leaders.Contains(i) ? null : $"The weight of ({i}, {j}) is above 0, and token {i} need not lead.",
            _ => keptBy.TryGetValue(i, out int other) && other == j ? null : $"The weight of ({i}, {j}) is below 0 outside the case that allows it.",
        };
    }

    private static string? FaultOf(ControlClass matrices, Rational[,] sum, bool isSomePositive)
    {
        int d = sum.GetLength(0);
        var negated = new Rational[d, d];
        for (int row = 0; row < d; row++)
        {
            for (int column = 0; column < d; column++)
            {
                negated[row, column] = matrices == ControlClass.Any ? -sum[row, column] : -(sum[row, column] + sum[column, row]);
            }
        }

        bool isZero = IsZero(negated);
        return matrices switch
        {
            ControlClass.Spd when !IsPositiveSemidefinite(negated) => "The symmetric part of the weighted sum is not negative semidefinite.",
            ControlClass.Symmetric when !isZero => "The symmetric part of the weighted sum is not 0.",
            ControlClass.Any when !isZero => "The weighted sum is not 0.",
            _ => isSomePositive || !isZero ? null : "No weight is above 0, so the sum may be 0.",
        };
    }

    private static Rational[,] EntriesOf(AttentionMatrix matrix)
    {
        var entries = new Rational[matrix.Dimension, matrix.Dimension];
        for (int row = 0; row < matrix.Dimension; row++)
        {
            for (int column = 0; column < matrix.Dimension; column++)
            {
                entries[row, column] = matrix[row, column];
            }
        }

        return entries;
    }

    private static bool AreEqual(TokenCloud tokens, int j, int k)
    {
        for (int c = 0; c < tokens.Dimension; c++)
        {
            if (tokens[j, c] != tokens[k, c])
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsZero(Rational[,] a)
    {
        foreach (Rational entry in a)
        {
            if (!entry.IsZero)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSymmetric(Rational[,] a)
    {
        for (int row = 0; row < a.GetLength(0); row++)
        {
            for (int column = 0; column < row; column++)
            {
                if (a[row, column] != a[column, row])
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsPositiveDefinite(Rational[,] a) => RankIfSemidefinite(a) == a.GetLength(0);

    private static bool IsPositiveSemidefinite(Rational[,] a) => RankIfSemidefinite(a) is not null;

    /// <summary>
    /// The rank of a symmetric positive semidefinite matrix; null for another. A pivot below 0 is a negative value of
    /// the form, a pivot 0 beside a nonzero entry a negative 2 x 2 minor; else the rest is the Schur complement, which is
    /// semidefinite if and only if the matrix is.
    /// </summary>
    private static int? RankIfSemidefinite(Rational[,] symmetric)
    {
        var a = (Rational[,])symmetric.Clone();
        int d = a.GetLength(0);
        int rank = 0;
        for (int k = 0; k < d; k++)
        {
            Rational pivot = a[k, k];
            if (pivot.Sign < 0)
            {
                return null;
            }

            rank += pivot.Sign;
            for (int row = k + 1; row < d; row++)
            {
                if (pivot.IsZero && !a[row, k].IsZero)
                {
                    return null;
                }

                for (int column = k + 1; column <= row && !a[row, k].IsZero; column++)
                {
                    a[row, column] -= a[row, k] * a[column, k] / pivot;
                    a[column, row] = a[row, column];
                }
            }
        }

        return rank;
    }
}
