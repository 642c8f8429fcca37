using System.Numerics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Generators;

/// <summary>
/// How large a problem is: first its tokens, then its dimension, then the cost of its numbers. No sequence of sizes
/// falls for ever, because three natural numbers compared in order cannot; <c>default</c> is below every problem.
/// </summary>
/// <param name="Tokens">n.</param>
/// <param name="Dimension">d.</param>
/// <param name="Cost">The costs of all coordinates, of A and of alpha together.</param>
public readonly record struct ProblemSize(int Tokens, int Dimension, BigInteger Cost) : IComparable<ProblemSize>
{
    /// <summary>Whether one size is below another.</summary>
    public static bool operator <(ProblemSize left, ProblemSize right) => left.CompareTo(right) < 0;

    /// <summary>Whether one size is above another.</summary>
    public static bool operator >(ProblemSize left, ProblemSize right) => left.CompareTo(right) > 0;

    /// <summary>Whether one size is not above another.</summary>
    public static bool operator <=(ProblemSize left, ProblemSize right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one size is not below another.</summary>
    public static bool operator >=(ProblemSize left, ProblemSize right) => left.CompareTo(right) >= 0;

    /// <summary>The size of a problem.</summary>
    public static ProblemSize Of(HardmaxProblem problem) => new(
        problem.Tokens.Count,
        problem.Tokens.Dimension,
        CloudShrink.Cost(problem.Tokens) + MatrixShrink.Cost(problem.System.Matrix) + AlphaCost(problem.System.Alpha));

    /// <inheritdoc/>
    public int CompareTo(ProblemSize other) => (Tokens, Dimension, Cost).CompareTo((other.Tokens, other.Dimension, other.Cost));

    /// <summary>1 is simplest, then 1/2, then 2, then every other by its own cost.</summary>
    internal static BigInteger AlphaCost(Rational alpha) => Array.IndexOf(ProblemShrink.SimpleAlphas, alpha) switch
    {
        -1 => ProblemShrink.SimpleAlphas.Length + RationalShrink.Cost(alpha),
        int place => place,
    };
}
