using System.Text.RegularExpressions;
using Hardmax.Numbers;
using Hardmax.Reports;
using Xunit;

namespace Hardmax.Oracle.Tests;

public sealed class CaseLiteralsTests
{
    [Fact]
    public void The_smallest_argmax_case_is_ready_to_paste()
    {
        OracleCase smallest = SampleResults.ArgmaxFirst.Failures[0].Shrunk.Case;
        Assert.Equal(
            """
            import numpy as np

            tokens = np.array([
                [1.0, 1.0],
                [1.0, -1.0],
                [1.0, 0.0],
            ], dtype=np.float64)
            matrix = np.eye(2, dtype=np.float64)
            alpha = 1.0
            layers = 1

            """.ReplaceLineEndings("\n"),
            Code(smallest, "NumPy"));
        Assert.Contains("torch.tensor([\n    [1.0, 1.0],\n", Code(smallest, "PyTorch"), StringComparison.Ordinal);
        Assert.Equal("using LinearAlgebra\ntokens = Float64[\n    1.0 1.0;\n    1.0 -1.0;\n    1.0 0.0;\n]\nmatrix = Matrix{Float64}(I, 2, 2)\nalpha = Float64(1.0)\nlayers = 1\n", Code(smallest, "Julia"));
        Assert.Equal(
            "enum { n = 3, d = 2, layers = 1 };\n\nstatic const double tokens[n][d] = {\n    {0x1p+0, 0x1p+0},\n    {0x1p+0, -0x1p+0},\n    {0x1p+0, 0x0p+0},\n};\n"
            + "static const double matrix[d][d] = {\n    {0x1p+0, 0x0p+0},\n    {0x0p+0, 0x1p+0},\n};\nstatic const double alpha = 0x1p+0;\n",
            Code(smallest, "C"));
    }

    [Theory]
    [InlineData("float32", "dtype=np.float32)\n", "dtype=torch.float32)\n", "= Float32[", "static const float tokens")]
    [InlineData("float16", "dtype=np.float32).astype(np.float16)\n", "dtype=torch.float32).to(torch.float16)\n", "= Float16.(Float32[", "static const _Float16 tokens")]
    [InlineData("bfloat16", "dtype=np.float32).astype(ml_dtypes.bfloat16)\n", "dtype=torch.float32).to(torch.bfloat16)\n", "= BFloat16.(Float32[", "static const __bf16 tokens")]
    public void Narrow_formats_are_cast_from_a_wider_literal(string format, params string[] expected)
    {
        OracleCase narrow = Narrow(format);
        string[] languages = ["NumPy", "PyTorch", "Julia", "C"];
        foreach ((string language, string text) in languages.Zip(expected))
        {
            Assert.Contains(text, Code(narrow, language), StringComparison.Ordinal);
        }

        Assert.Contains("(_Float16)0x1.8p+0f", Code(Narrow("float16"), "C"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("float64")]
    [InlineData("float32")]
    [InlineData("float16")]
    [InlineData("bfloat16")]
    public void Every_number_of_the_case_stands_in_the_code_exactly(string format)
    {
        OracleCase narrow = Narrow(format);
        Rational[] expected = [.. narrow.Problem.Tokens.ToArray().SelectMany(token => token), .. narrow.Problem.System.Matrix.ToArray().Cast<Rational>(), narrow.Problem.System.Alpha];
        foreach (string language in new[] { "NumPy", "PyTorch", "Julia", "C" })
        {
            IEnumerable<Rational> found = Regex.Matches(Code(narrow, language), @"-?(0x[0-9a-f.]+p[+-][0-9]+|[0-9]+(\.[0-9]+)?e[+-]?[0-9]+|[0-9]+\.[0-9]+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
                .Select(match => BinaryFormat.Double.TryRound(Rational.Parse(match.Value), out Rational read) && narrow.Arithmetic.Format.TryRound(read, out Rational cast) ? cast : throw new InvalidOperationException(match.Value));
            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void One_column_is_a_matrix_in_Julia_too() =>
        Assert.Contains("tokens = reshape(Float64[3.0, -1.0, 0.5], 3, 1)\n", Code(SampleResults.Crashing.Failures[0].Shrunk.Case, "Julia"), StringComparison.Ordinal);

    [Fact]
    public void What_the_format_cannot_hold_is_named()
    {
        OracleCase inexact = SampleResults.Case(CaseCategory.Text, [[Rational.Parse("1/3"), 1]], Rational.Parse("1/10"));
        Assert.Contains("# rounded here, because float64 cannot hold the case: alpha = 1/10, tokens\n", Code(inexact, "NumPy"), StringComparison.Ordinal);
        Assert.Contains("[0.3333333333333333, 1.0]", Code(inexact, "NumPy"), StringComparison.Ordinal);
        Assert.StartsWith("// rounded here", Code(inexact, "C"), StringComparison.Ordinal);
    }

    private static OracleCase Narrow(string format)
    {
        BinaryFormat binary = DeclaredArithmetic.FindFormat(format)!;
        Rational[] numbers = [Rational.Parse("1.1"), Rational.Parse("-3e-5"), Rational.Parse("1.5"), binary.Decode(1), Rational.Parse("1234.5678")];
        Rational[] rounded = [.. numbers.Select(number => binary.TryRound(number, out Rational near) ? near : throw new InvalidOperationException())];
        return SampleResults.Case(
            CaseCategory.Subnormal,
            [[rounded[0], rounded[1]], [rounded[2], rounded[3]]],
            rounded[0],
            layers: 7,
            matrix: new[,] { { rounded[4], rounded[0] }, { 0, rounded[2] } },
            arithmetic: DeclaredArithmetic.Of(binary));
    }

    private static string Code(OracleCase oracleCase, string language) => CaseLiterals.Of(oracleCase).Single(literal => literal.Language == language).Code;
}
