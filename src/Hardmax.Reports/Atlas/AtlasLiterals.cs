using System.Collections.Immutable;
using System.Globalization;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Reports;

/// <summary>
/// A problem as NumPy, Julia, SageMath and Lean 4 with Mathlib: tokens (n x d), A (d x d) and alpha, all exact, to be
/// pasted. Nothing but numbers goes in, so that no name of a problem can end up in somebody's program.
/// </summary>
internal static class AtlasLiterals
{
    /// <summary>The four texts.</summary>
    public static ImmutableArray<CaseLiteral> Of(HardmaxProblem problem) =>
        [NumPy(problem), Julia(problem), Sage(problem), Lean(problem)];

    /// <summary>The entries of A, row by row.</summary>
    public static Rational[][] Rows(AttentionMatrix matrix) =>
        [.. Enumerable.Range(0, matrix.Dimension).Select(row => Enumerable.Range(0, matrix.Dimension).Select(column => matrix[row, column]).ToArray())];

    // All floats or all fractions: a product of both is a float in Python, and exactness would be lost without a word.
    private static CaseLiteral NumPy(HardmaxProblem problem)
    {
        Rational[][] tokens = problem.Tokens.ToArray();
        Rational[][] matrix = Rows(problem.System.Matrix);
        bool isBinary = tokens.Concat(matrix).SelectMany(row => row).Append(problem.System.Alpha).All(IsBinary64);
        string Number(Rational x) => isBinary ? FloatText.DecimalLiteral(x, BinaryFormat.Double)
            : x.IsInteger ? $"F({x.Numerator})" : $"F({x.Numerator}, {x.Denominator})";
        string Array(Rational[][] rows) => $"np.array([\n{Lines(rows, row => $"    [{string.Join(", ", row.Select(Number))}],")}], dtype={(isBinary ? "np.float64" : "object")})";
        string head = isBinary
            ? "# Every number here is a binary64, so these floats are exact; layers computed from them are rounded.\nimport numpy as np\n"
            : "# Not every number here is a binary64: exact fractions, in arrays of objects. np.float64(x) rounds one.\nfrom fractions import Fraction as F\nimport numpy as np\n";
        return new CaseLiteral("NumPy", "python", $"{head}tokens = {Array(tokens)}\nmatrix = {Array(matrix)}\nalpha = {Number(problem.System.Alpha)}\n");
    }

    // One column written row by row would be a vector in Julia.
    private static CaseLiteral Julia(HardmaxProblem problem)
    {
        static string Number(Rational x) => string.Create(CultureInfo.InvariantCulture, $"{x.Numerator}//{x.Denominator}");
        static string Matrix(Rational[][] rows) => rows[0].Length == 1
            ? string.Create(CultureInfo.InvariantCulture, $"reshape(Rational{{BigInt}}[{string.Join(", ", rows.Select(row => Number(row[0])))}], {rows.Length}, 1)")
            : $"Rational{{BigInt}}[\n{Lines(rows, row => $"    {string.Join(' ', row.Select(Number))};")}]";
        return new CaseLiteral("Julia", "julia", $"tokens = {Matrix(problem.Tokens.ToArray())}\nA = {Matrix(Rows(problem.System.Matrix))}\nalpha = Rational{{BigInt}}({Number(problem.System.Alpha)})\n");
    }

    private static CaseLiteral Sage(HardmaxProblem problem)
    {
        static string Matrix(Rational[][] rows) => $"matrix(QQ, [\n{Lines(rows, row => $"    [{string.Join(", ", row)}],")}])";
        return new CaseLiteral("SageMath", "python", $"tokens = {Matrix(problem.Tokens.ToArray())}\nA = {Matrix(Rows(problem.System.Matrix))}\nalpha = QQ({problem.System.Alpha})\n");
    }

    private static CaseLiteral Lean(HardmaxProblem problem)
    {
        int n = problem.Tokens.Count;
        int d = problem.Tokens.Dimension;
        string tokens = string.Join(",\n    ", problem.Tokens.ToArray().Select(row => $"![{string.Join(", ", row)}]"));
        string matrix = string.Join(";\n     ", Rows(problem.System.Matrix).Select(row => string.Join(", ", row)));
        return new CaseLiteral("Lean 4", "lean", string.Create(
            CultureInfo.InvariantCulture,
            $"import Mathlib\n\ndef tokens : Fin {n} \u2192 Fin {d} \u2192 \u211a :=\n  ![{tokens}]\n\ndef A : Matrix (Fin {d}) (Fin {d}) \u211a :=\n  !![{matrix}]\n\ndef alpha : \u211a := {problem.System.Alpha}\n"));
    }

    private static string Lines(Rational[][] rows, Func<Rational[], string> line) => string.Concat(rows.Select(row => line(row) + "\n"));

    private static bool IsBinary64(Rational value) => BinaryFormat.Double.TryRound(value, out Rational rounded) && rounded == value;
}
