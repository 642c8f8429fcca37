using System.Collections.Immutable;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// The problems that most mistakes get wrong already, the smallest first: shrinking tries these few before it takes
/// anything apart, because every trial costs a call of the implementation.
/// </summary>
internal static class SimplestProblems
{
    /// <summary>At most three tokens of 0, 1, -1 and 2, with alpha = 1.</summary>
    public static ImmutableArray<HardmaxProblem> All { get; } =
    [
        Problem([[1]]),

        // No tie: both attend to the larger one; for A = -1 to the smaller one.
        Problem([[1], [2]]),
        Problem([[1], [2]], [[-1]]),

        // Zero attends to both.
        Problem([[0], [1]]),
        Problem([[1], [0]]),

        // (1, 0) ties with (1, 1), which stands farther out.
        Problem([[1, 0], [1, 1]]),
        Problem([[1, 1], [1, 0]]),

        // A and A^T send each token to the other one.
        Problem([[1, 0], [0, 1]], [[0, 1], [-1, 0]]),

        // Zero attends to all three, two of which are equal.
        Problem([[0], [1], [1]]),

        // (1, 0) attends to both others.
        Problem([[1, 1], [1, -1], [1, 0]]),
    ];

    private static HardmaxProblem Problem(int[][] tokens, int[][]? rows = null)
    {
        int d = tokens[0].Length;
        var entries = new Rational[d, d];
        for (int r = 0; r < d; r++)
        {
            for (int c = 0; c < d; c++)
            {
                entries[r, c] = rows is null ? (r == c ? 1 : 0) : rows[r][c];
            }
        }

        var cloud = new TokenCloud(tokens.Select(token => Array.ConvertAll(token, x => (Rational)x)));
        return new HardmaxProblem(cloud, new HardmaxSystem(new AttentionMatrix(entries), Rational.One));
    }
}
