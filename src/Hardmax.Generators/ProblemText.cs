using System.Numerics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Generators;

/// <summary>A problem as people read it in a failure message: a problem file, with exact numbers, that can be saved as it stands.</summary>
public static class ProblemText
{
    private static readonly BigInteger LargestExactInteger = BigInteger.One << 53;

    /// <summary>
    /// JSON with one token and one row of A on a line. Integers that binary64 holds are numbers, everything else is a
    /// string "p/q" or "p", because a reader takes a plain number as the nearest binary64.
    /// </summary>
    public static string Write(HardmaxProblem problem)
    {
        AttentionMatrix matrix = problem.System.Matrix;
        string tokens = Rows(problem.Tokens.ToArray());
        string entries = matrix.IsIdentity
            ? "\"identity\""
            : Rows([.. Enumerable.Range(0, matrix.Dimension).Select(r => Enumerable.Range(0, matrix.Dimension).Select(c => matrix[r, c]).ToArray())]);
        return $"{{\"tokens\":{tokens},\n \"alpha\":{Number(problem.System.Alpha)},\n \"matrix\":{entries}}}";
    }

    private static string Rows(Rational[][] rows) =>
        "[" + string.Join(",\n   ", rows.Select(row => "[" + string.Join(',', row.Select(Number)) + "]")) + "]";

    private static string Number(Rational value) =>
        value.IsInteger && BigInteger.Abs(value.Numerator) <= LargestExactInteger ? value.ToString() : $"\"{value}\"";
}
