using System.Numerics;
using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// How large a case is: first its layers, then tokens, dimension, numbers that are no integers, and last the cost of its
/// numbers (<see cref="ProblemSize"/>). No sequence of sizes falls for ever, because five natural numbers compared in
/// order cannot; <c>default</c> is below every case.
/// </summary>
/// <param name="Layers">The number of steps.</param>
/// <param name="Tokens">n.</param>
/// <param name="Dimension">d.</param>
/// <param name="Fractions">How many coordinates and entries of A are no integers.</param>
/// <param name="Cost">The costs of all coordinates, of A and of alpha together.</param>
internal readonly record struct CaseSize(int Layers, int Tokens, int Dimension, int Fractions, BigInteger Cost) : IComparable<CaseSize>
{
    /// <summary>Whether one size is below another.</summary>
    public static bool operator <(CaseSize left, CaseSize right) => left.CompareTo(right) < 0;

    /// <summary>Whether one size is above another.</summary>
    public static bool operator >(CaseSize left, CaseSize right) => left.CompareTo(right) > 0;

    /// <summary>Whether one size is not above another.</summary>
    public static bool operator <=(CaseSize left, CaseSize right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one size is not below another.</summary>
    public static bool operator >=(CaseSize left, CaseSize right) => left.CompareTo(right) >= 0;

    /// <summary>The size of a case.</summary>
    public static CaseSize Of(OracleCase oracleCase) => Of(oracleCase.Problem, oracleCase.Layers);

    /// <summary>The size of a problem for so many layers.</summary>
    public static CaseSize Of(HardmaxProblem problem, int layers)
    {
        ProblemSize size = ProblemSize.Of(problem);
        int fractions = problem.System.Matrix.ToArray().Cast<Rational>().Count(x => !x.IsInteger);
        for (int i = 0; i < problem.Tokens.Count; i++)
        {
            foreach (Rational coordinate in problem.Tokens[i])
            {
                fractions += coordinate.IsInteger ? 0 : 1;
            }
        }

        return new CaseSize(layers, size.Tokens, size.Dimension, fractions, size.Cost);
    }

    /// <inheritdoc/>
    public int CompareTo(CaseSize other) =>
        (Layers, Tokens, Dimension, Fractions, Cost).CompareTo((other.Layers, other.Tokens, other.Dimension, other.Fractions, other.Cost));
}
