using System.Collections.Immutable;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Examples;

/// <summary>
/// Problems whose behaviour is known exactly and shows something: the paper's Figure 2, the edge cases of its
/// hypotheses, and a smallest known witness for each claim that fails outside the theorem's class. Sources:
/// arXiv:2407.01602 (Figure 2; its random draws are replaced by fixed tokens) and docs/theory.md.
/// </summary>
public static class KnownProblems
{
    /// <summary>Figure 2, row 1: a token that is no leader at layer 0 becomes one at layer 1, at (-1/18, 5/36).</summary>
    public static HardmaxProblem EmergingLeader { get; } = Identity(
        "emerging-leader",
        "Token 1 does not lead at layer 0; from layer 1 on it leads for ever, at (-1/18, 5/36).",
        "1/2",
        "1,1/3 -1/12,1/12 -1,-1 0,1/4 -3/10,-7/10 -3/5,-9/10 4/5,1/10 3/5,3/20");

    /// <summary>Figure 2, row 2: three corners, which lead, and everyone else gathers at them.</summary>
    public static HardmaxProblem Triangle { get; } = Identity(
        "triangle",
        "Three corners lead from the start, and every other token ends at one of them.",
        "1/2",
        "1,1 1/2,-1/2 -1,-1 41/100,19/100 1/2,83/100 -47/50,-91/100 -8/25,-22/25 3/10,-1/5 1/10,-1/5");

    /// <summary>Figure 2, row 3: the corners of a square.</summary>
    public static HardmaxProblem Square { get; } = Identity(
        "square",
        "The four corners lead, and every other token ends at one of them.",
        "1/2",
        "1,1 1,-1 -1,-1 -1,1 -1/25,6/25 -43/100,7/50 -23/100,-23/50 -39/100,1/20 3/100,-21/50 -1/5,-39/100");

    /// <summary>Figure 2, row 4: two tokens tied between two corners for ever, which end in the middle of an edge.</summary>
    public static HardmaxProblem NonleaderClusters { get; } = Identity(
        "nonleader-clusters",
        "Tokens 4 and 5 are tied between two corners for ever: their limits are midpoints of edges, where nobody leads.",
        "1/2",
        "1,1 1,-1 -1,-1 -1,1 -1/2,0 1/2,0 1/5,1/25 -43/100,11/50 -7/20,-11/50 3/10,3/10");

    /// <summary>A square with two tokens tied for ever, turned by a rational rotation: rounding breaks the ties.</summary>
    public static HardmaxProblem RotatedSquare { get; } = Identity(
        "rotated-square",
        "The square (+-1, +-1) and the tokens (+-1/2, 0), all turned by the rotation with cosine 3/5 and sine 4/5. Exactly, tokens 4 and 5 tend to the midpoints (3/5, 4/5) and (-3/5, -4/5) of edges.",
        "1/2",
        "-1/5,7/5 7/5,1/5 1/5,-7/5 -7/5,-1/5 3/10,2/5 -3/10,-2/5");

    /// <summary>A = diag(-1,1,1): four leaders and a token that they throw to and fro for ever.</summary>
    public static HardmaxProblem PeriodTwoCycle { get; } = Of(
        "period-2-cycle",
        "Four leaders throw the token (1, 0, 0) to (-1, 0, 0) and back for ever: for a symmetric indefinite A tokens need not converge.",
        "1",
        "-1,0,0 0,1,0 0,0,1",
        "3,5,0 3,-5,0 -3,0,5 -3,0,-5 1,0,0");

    /// <summary>Skew A: two tokens that attend to both for ever, and that rounding tears apart.</summary>
    public static HardmaxProblem FalseLeaders { get; } = Of(
        "false-leaders",
        "Exactly, both tokens attend to both for ever and meet in the limit (1, 3/2, 1/2). In binary64 rounding breaks the tie, and the run freezes with two leaders that do not exist.",
        "1/10",
        "0,5,1 -5,0,6 -1,-6,0",
        "-1,1,-1 3,2,2");

    /// <summary>A vertex of the hull that no symmetric positive definite A makes a leader: docs/control-theory.md. A is the identity.</summary>
    public static HardmaxProblem BeyondControl { get; } = Identity(
        "beyond-control",
        "Token 0 is a vertex of the hull, and under no symmetric positive definite A does it lead: twice its position lies between the other two.",
        "1",
        "1,0 2,1 2,-1");

    /// <summary>The four configurations of Figure 2 of the paper, in its order.</summary>
    public static ImmutableArray<HardmaxProblem> Figure2 { get; } = [EmergingLeader, Triangle, Square, NonleaderClusters];

    /// <summary>What the hypotheses "distinct" and "nonzero" are for, and limits that nobody leads to; A is the identity.</summary>
    public static ImmutableArray<HardmaxProblem> EdgeCases { get; } =
    [
        Identity("tied-for-ever", "Token 2 is tied between tokens 0 and 1 for ever; its limit (1, 0) is no vertex.", "1", "1,1 1,-1 1/2,0"),
        Identity("fixed-without-leading", "Token 2 stands still and does not lead: it attends to all three.", "1", "1,1 1,-1 1,0"),
        Identity("zero-token", "The zero token stays at 0, which is not on the boundary of K = [-1, 1].", "1", "0 1 -1"),
        Identity("equal-tokens", "Two equal tokens: a leader point and no leader.", "1", "1 1"),
    ];

    /// <summary>For each class outside the theorem a witness that some of its claims fail there.</summary>
    public static ImmutableArray<HardmaxProblem> Witnesses { get; } =
    [
        Of("psd-without-leader", "Both tokens tend to (1, 1/2), and nobody ever leads.", "1", "1,0 0,0", "1,0 1,1"),
        Of("negative-tokens-meet", "Tokens 3 and -1 meet at 1 in one layer.", "1", "-1", "3 -1"),
        Of("negative-norm-falls", "Token 0 goes from 1 to -2, where the form -z^2 is smaller.", "1", "-1", "1 -5"),
        Of("skew-without-leader", "Each token follows the next, for ever.", "1", "0,-1 1,0", "1,0 0,1 -1,-1"),
        Of("indefinite-tokens-meet", "The first two tokens meet at (2, 0), a vertex of K that no single token leads.", "1", "1,0 0,-1", "2,1 2,-1 -2,0"),
        Of("indefinite-pair", "Tokens 0 and 1 follow each other for ever and tend to (1, 0).", "1/3", "1,0 0,-1", "1,1/2 1,-1/2 -1,0"),
        Of("nonsymmetric-consensus", "Consensus at 0 without a leader, although the symmetric part of A is the identity.", "1", "1,-2 2,1", "1,0 -1,0 0,1 0,-1"),
        PeriodTwoCycle,
        FalseLeaders,
    ];

    /// <summary>All of them, each once.</summary>
    public static ImmutableArray<HardmaxProblem> All { get; } = [.. Figure2, RotatedSquare, .. EdgeCases, .. Witnesses];

    private static HardmaxProblem Identity(string name, string description, string alpha, string tokens)
    {
        Rational[][] rows = Rows(tokens);
        return Build(name, description, alpha, AttentionMatrix.Identity(rows[0].Length), rows);
    }

    private static HardmaxProblem Of(string name, string description, string alpha, string matrix, string tokens)
    {
        Rational[][] rows = Rows(matrix);
        var entries = new Rational[rows.Length, rows.Length];
        for (int row = 0; row < rows.Length; row++)
        {
            for (int column = 0; column < rows.Length; column++)
            {
                entries[row, column] = rows[row][column];
            }
        }

        return Build(name, description, alpha, new AttentionMatrix(entries), Rows(tokens));
    }

    private static HardmaxProblem Build(string name, string description, string alpha, AttentionMatrix matrix, Rational[][] tokens) =>
        new(new TokenCloud(tokens), new HardmaxSystem(matrix, Rational.Parse(alpha)), name: name, description: description);

    private static Rational[][] Rows(string text) => [.. text.Split(' ').Select(row => row.Split(',').Select(Rational.Parse).ToArray())];
}
