using System.Diagnostics;
using System.Globalization;
using Hardmax.Examples;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Reports;
using Xunit;

namespace Hardmax.Search.Tests;

public sealed class AtlasLiteralsTests
{
    // Prints what a literal defined, each number as an exact fraction.
    private const string Print =
        """

        import fractions
        def show(array):
            return ";".join(",".join(str(fractions.Fraction(x)) for x in row) for row in array.tolist())
        print(tokens.shape, matrix.shape, tokens.dtype)
        print(show(tokens))
        print(show(matrix))
        print(fractions.Fraction(alpha))
        """;

    [NumpyFact]
    public void NumPy_reads_the_numbers_back_exactly()
    {
        HardmaxProblem[] problems = [.. KnownProblems.All, SampleAtlas.FourDimensions, SampleAtlas.Fractions];
        string[] lines = NumpyFactAttribute.Run(string.Concat(problems.Select(problem => Code(problem, "NumPy") + Print + "\n")));
        foreach ((HardmaxProblem problem, string[] printed) in problems.Zip(lines.Chunk(4)))
        {
            int n = problem.Tokens.Count;
            int d = problem.Tokens.Dimension;
            string kind = Code(problem, "NumPy").Contains("Fraction", StringComparison.Ordinal) ? "object" : "float64";
            Assert.Equal(
                [$"({n}, {d}) ({d}, {d}) {kind}", Show(problem.Tokens.ToArray()), Show(AtlasLiterals.Rows(problem.System.Matrix)), problem.System.Alpha.ToString()],
                printed);
        }
    }

    [Fact]
    public void Floats_where_all_numbers_are_binary64_and_fractions_everywhere_where_one_is_not()
    {
        Assert.Equal(
            """
            # Every number here is a binary64, so these floats are exact; layers computed from them are rounded.
            import numpy as np
            tokens = np.array([
                [2.0, 1.0],
                [2.0, -1.0],
                [-2.0, 0.0],
            ], dtype=np.float64)
            matrix = np.array([
                [1.0, 0.0],
                [0.0, -1.0],
            ], dtype=np.float64)
            alpha = 1.0

            """.ReplaceLineEndings("\n"),
            Code(Find("indefinite-tokens-meet"), "NumPy"));

        // Only alpha, 1/3, is no float here; a product of floats with it would be one.
        Assert.Equal(
            """
            # Not every number here is a binary64: exact fractions, in arrays of objects. np.float64(x) rounds one.
            from fractions import Fraction as F
            import numpy as np
            tokens = np.array([
                [F(1), F(1, 2)],
                [F(1), F(-1, 2)],
                [F(-1), F(0)],
            ], dtype=object)
            matrix = np.array([
                [F(1), F(0)],
                [F(0), F(-1)],
            ], dtype=object)
            alpha = F(1, 3)

            """.ReplaceLineEndings("\n"),
            Code(Find("indefinite-pair"), "NumPy"));
    }

    [Fact]
    public void Julia_has_rationals_of_big_integers_and_columns_that_are_matrices()
    {
        Assert.Equal(
            """
            tokens = Rational{BigInt}[
                1//1 1//2;
                1//1 -1//2;
                -1//1 0//1;
            ]
            A = Rational{BigInt}[
                1//1 0//1;
                0//1 -1//1;
            ]
            alpha = Rational{BigInt}(1//3)

            """.ReplaceLineEndings("\n"),
            Code(Find("indefinite-pair"), "Julia"));
        Assert.Equal(
            "tokens = reshape(Rational{BigInt}[3//1, -1//1], 2, 1)\nA = reshape(Rational{BigInt}[-1//1], 1, 1)\nalpha = Rational{BigInt}(1//1)\n",
            Code(Find("negative-tokens-meet"), "Julia"));
    }

    [Fact]
    public void Sage_has_matrices_over_the_rationals() => Assert.Equal(
        """
        tokens = matrix(QQ, [
            [1, 1/2],
            [1, -1/2],
            [-1, 0],
        ])
        A = matrix(QQ, [
            [1, 0],
            [0, -1],
        ])
        alpha = QQ(1/3)

        """.ReplaceLineEndings("\n"),
        Code(Find("indefinite-pair"), "SageMath"));

    [Fact]
    public void Lean_has_vectors_and_a_matrix_of_Mathlib()
    {
        Assert.Equal(
            """
            import Mathlib

            def tokens : Fin 3 → Fin 2 → ℚ :=
              ![![1, 1/2],
                ![1, -1/2],
                ![-1, 0]]

            def A : Matrix (Fin 2) (Fin 2) ℚ :=
              !![1, 0;
                 0, -1]

            def alpha : ℚ := 1/3

            """.ReplaceLineEndings("\n"),
            Code(Find("indefinite-pair"), "Lean 4"));
    }

    [Fact]
    public void No_name_of_a_problem_gets_into_a_program() =>
        Assert.All(AtlasLiterals.Of(SampleAtlas.HostileProblem), literal => Assert.DoesNotContain("alert", literal.Code, StringComparison.Ordinal));

    private static string Code(HardmaxProblem problem, string language) => AtlasLiterals.Of(problem).Single(literal => literal.Language == language).Code;

    private static HardmaxProblem Find(string name) => name switch
    {
        "four dimensions" => SampleAtlas.FourDimensions,
        "fractions" => SampleAtlas.Fractions,
        _ => KnownProblems.All.Single(problem => problem.Name == name),
    };

    private static string Show(Rational[][] rows) => string.Join(';', rows.Select(row => string.Join(',', row)));

    /// <summary>A fact that runs NumPy: skipped where no Python has it, unless HARDMAX_REQUIRE_RUNTIMES=1 makes it fail.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class NumpyFactAttribute : FactAttribute
    {
        private static readonly Lazy<string?> Found = new(() => Array.Find(["python3", "/usr/bin/python3"], python => Start(python, "import numpy").Success));

        public NumpyFactAttribute() => Skip = Found.Value is not null || Environment.GetEnvironmentVariable("HARDMAX_REQUIRE_RUNTIMES") == "1" ? null : "needs a python3 that can import numpy";

        /// <summary>The lines that a program prints.</summary>
        public static string[] Run(string program)
        {
            (bool success, string text) = Start(Found.Value ?? throw new InvalidOperationException("No python3 here can import numpy; Debian's package is python3-numpy."), program);
            Assert.True(success, text);
            return text.Split('\n');
        }

        private static (bool Success, string Text) Start(string python, string program)
        {
            var start = new ProcessStartInfo(python, ["-c", program]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
            try
            {
                using Process process = Process.Start(start)!;
                Task<string> errors = process.StandardError.ReadToEndAsync();
                string output = process.StandardOutput.ReadToEnd();
                process.WaitForExit();
                return (process.ExitCode == 0, output.ReplaceLineEndings("\n") + errors.Result);
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return (false, string.Create(CultureInfo.InvariantCulture, $"{python} is not there"));
            }
        }
    }
}
