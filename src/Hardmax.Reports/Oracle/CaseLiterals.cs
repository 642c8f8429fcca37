using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Oracle;

namespace Hardmax.Reports;

/// <summary>A case as source text.</summary>
/// <param name="Language">For people: "NumPy".</param>
/// <param name="Fence">The name of the language in a Markdown code block: "python".</param>
/// <param name="Code">The text, lines ended by line feeds.</param>
internal sealed record CaseLiteral(string Language, string Fence, string Code);

/// <summary>
/// A case as NumPy, PyTorch, Julia and C: tokens (n x d), matrix (d x d), alpha and layers, exactly, to be pasted. A
/// number that is none of the declared dtype (which no generated case holds) is rounded to it and named in a comment.
/// </summary>
internal static class CaseLiterals
{
    /// <summary>The four texts.</summary>
    public static ImmutableArray<CaseLiteral> Of(OracleCase oracleCase) =>
        [NumPy(oracleCase), PyTorch(oracleCase), Julia(oracleCase), C(oracleCase)];

    // NumPy has no bfloat16 of its own; ml_dtypes is where it comes from.
    private static CaseLiteral NumPy(OracleCase oracleCase)
    {
        BinaryFormat format = oracleCase.Arithmetic.Format;
        bool isBrain = format == BinaryFormat.BFloat16;
        string cast = IsWide(format) ? string.Empty : $".astype({(isBrain ? "ml_dtypes.bfloat16" : "np." + format.Name)})";
        string Array(IEnumerable<Rational[]> rows) => $"np.array([\n{PythonRows(rows, format)}], dtype=np.{Literal(format).Name}){cast}";
        HardmaxProblem problem = oracleCase.Problem;
        string matrix = problem.System.Matrix.IsIdentity
            ? string.Create(CultureInfo.InvariantCulture, $"np.eye({problem.Tokens.Dimension}, dtype=np.{Literal(format).Name}){cast}")
            : Array(Rows(problem.System.Matrix));
        string imports = "import numpy as np\n" + (isBrain ? "import ml_dtypes\n" : string.Empty);
        return new CaseLiteral("NumPy", "python", $"{imports}{Remark("#", oracleCase)}\ntokens = {Array(problem.Tokens.ToArray())}\nmatrix = {matrix}\n{PythonScalars(oracleCase)}");
    }

    private static CaseLiteral PyTorch(OracleCase oracleCase)
    {
        BinaryFormat format = oracleCase.Arithmetic.Format;
        string cast = IsWide(format) ? string.Empty : $".to(torch.{format.Name})";
        string Tensor(IEnumerable<Rational[]> rows) => $"torch.tensor([\n{PythonRows(rows, format)}], dtype=torch.{Literal(format).Name}){cast}";
        HardmaxProblem problem = oracleCase.Problem;
        string matrix = problem.System.Matrix.IsIdentity
            ? string.Create(CultureInfo.InvariantCulture, $"torch.eye({problem.Tokens.Dimension}, dtype=torch.{Literal(format).Name}){cast}")
            : Tensor(Rows(problem.System.Matrix));
        return new CaseLiteral("PyTorch", "python", $"import torch\n{Remark("#", oracleCase)}\ntokens = {Tensor(problem.Tokens.ToArray())}\nmatrix = {matrix}\n{PythonScalars(oracleCase)}");
    }

    private static CaseLiteral Julia(OracleCase oracleCase)
    {
        BinaryFormat format = oracleCase.Arithmetic.Format;
        string type = Literal(format) == BinaryFormat.Double ? "Float64" : "Float32";
        string narrow = format == BinaryFormat.BFloat16 ? "BFloat16" : format == BinaryFormat.Half ? "Float16" : string.Empty;
        HardmaxProblem problem = oracleCase.Problem;
        int d = problem.Tokens.Dimension;
        string matrix = problem.System.Matrix.IsIdentity
            ? string.Create(CultureInfo.InvariantCulture, $"Matrix{{{type}}}(I, {d}, {d})")
            : JuliaMatrix(Rows(problem.System.Matrix), format, type);
        string Cast(string text) => narrow.Length == 0 ? text : $"{narrow}.({text})";

        var code = new StringBuilder();
        code.Append(problem.System.Matrix.IsIdentity ? "using LinearAlgebra\n" : string.Empty)
            .Append(narrow == "BFloat16" ? "using BFloat16s\n" : string.Empty)
            .Append(Remark("#", oracleCase))
            .Append(CultureInfo.InvariantCulture, $"tokens = {Cast(JuliaMatrix(problem.Tokens.ToArray(), format, type))}\nmatrix = {Cast(matrix)}\n")
            .Append(CultureInfo.InvariantCulture, $"alpha = {(narrow.Length == 0 ? type : narrow)}({Decimal(problem.System.Alpha, BinaryFormat.Double, format)})\nlayers = {oracleCase.Layers}\n");
        return new CaseLiteral("Julia", "julia", code.ToString());
    }

    private static CaseLiteral C(OracleCase oracleCase)
    {
        BinaryFormat format = oracleCase.Arithmetic.Format;
        (string type, string prefix, string suffix) = format.Name switch
        {
            "float64" => ("double", string.Empty, string.Empty),
            "float32" => ("float", string.Empty, "f"),
            "float16" => ("_Float16", "(_Float16)", "f"),
            _ => ("__bf16", "(__bf16)", "f"),
        };
        string Number(Rational value) => prefix + FloatText.HexLiteral(Rounded(value, format)) + suffix;
        string Array(IEnumerable<Rational[]> rows) => "{\n" + string.Concat(rows.Select(row => $"    {{{string.Join(", ", row.Select(Number))}}},\n")) + "}";
        HardmaxProblem problem = oracleCase.Problem;
        return new CaseLiteral("C", "c", string.Create(
            CultureInfo.InvariantCulture,
            $"{(format == BinaryFormat.BFloat16 ? "// __bf16 is known to GCC 13 and Clang 15.\n" : string.Empty)}{Remark("//", oracleCase)}enum {{ n = {problem.Tokens.Count}, d = {problem.Tokens.Dimension}, layers = {oracleCase.Layers} }};\n\nstatic const {type} tokens[n][d] = {Array(problem.Tokens.ToArray())};\nstatic const {type} matrix[d][d] = {Array(Rows(problem.System.Matrix))};\nstatic const {type} alpha = {Number(problem.System.Alpha)};\n"));
    }

    private static string PythonRows(IEnumerable<Rational[]> rows, BinaryFormat format) =>
        string.Concat(rows.Select(row => $"    [{string.Join(", ", row.Select(x => Decimal(x, Literal(format), format)))}],\n"));

    // A Python float is a binary64, and takes part in an expression without widening the arrays.
    private static string PythonScalars(OracleCase oracleCase) => string.Create(
        CultureInfo.InvariantCulture,
        $"alpha = {Decimal(oracleCase.Problem.System.Alpha, BinaryFormat.Double, oracleCase.Arithmetic.Format)}\nlayers = {oracleCase.Layers}\n");

    // One column written row by row would be a vector in Julia.
    private static string JuliaMatrix(Rational[][] rows, BinaryFormat format, string type) => rows[0].Length == 1
        ? string.Create(CultureInfo.InvariantCulture, $"reshape({type}[{string.Join(", ", rows.Select(row => Decimal(row[0], Literal(format), format)))}], {rows.Length}, 1)")
        : $"{type}[\n{string.Concat(rows.Select(row => $"    {string.Join(' ', row.Select(x => Decimal(x, Literal(format), format)))};\n"))}]";

    private static string Decimal(Rational value, BinaryFormat literal, BinaryFormat format) => FloatText.DecimalLiteral(Rounded(value, format), literal);

    private static bool IsWide(BinaryFormat format) => Literal(format) == format;

    // The format that a literal is written in before it is cast: the languages have no literals of half precision.
    private static BinaryFormat Literal(BinaryFormat format) => format.Precision >= BinaryFormat.Single.Precision ? format : BinaryFormat.Single;

    private static Rational Rounded(Rational value, BinaryFormat format) => format.TryRound(value, out Rational rounded) ? rounded : value;

    private static string Remark(string mark, OracleCase oracleCase)
    {
        BinaryFormat format = oracleCase.Arithmetic.Format;
        HardmaxProblem problem = oracleCase.Problem;
        bool IsInexact(Rational value) => Rounded(value, format) != value || !format.TryRound(value, out _);
        string[] inexact =
        [
            .. IsInexact(problem.System.Alpha) ? ["alpha = " + problem.System.Alpha] : Array.Empty<string>(),
            .. problem.Tokens.ToArray().Any(row => row.Any(IsInexact)) ? ["tokens"] : Array.Empty<string>(),
            .. Rows(problem.System.Matrix).Any(row => row.Any(IsInexact)) ? ["matrix"] : Array.Empty<string>(),
        ];
        return inexact.Length == 0 ? string.Empty : $"{mark} rounded here, because {format.Name} cannot hold the case: {string.Join(", ", inexact)}\n";
    }

    private static Rational[][] Rows(AttentionMatrix matrix) =>
        [.. Enumerable.Range(0, matrix.Dimension).Select(row => Enumerable.Range(0, matrix.Dimension).Select(column => matrix[row, column]).ToArray())];
}
