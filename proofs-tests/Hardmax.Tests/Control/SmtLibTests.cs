using System.Diagnostics;
using Hardmax.Control;
using Hardmax.Formats;
using Hardmax.Geometry;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Oracle.Tests;
using Hardmax.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Hardmax.Tests.Control;

/// <summary>SMT-LIB texts: they say what the question says, by evaluation at matrices and by a solver's answers.</summary>
public sealed class SmtLibTests(ITestOutputHelper output)
{
    [Fact]
    public void A_matrix_satisfies_the_text_if_and_only_if_it_answers_the_question()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int seed = 0; seed < 1500; seed++)
        {
            ControlQuestion question = Question(seed, maxDimension: 4);
            (AttentionMatrix matrix, Dictionary<string, Rational> values) = Matrix(question, new Random(seed));
            int[] leaders = RobustnessCase.Leaders(question.Tokens, matrix);
            bool leads = question.IsExact ? leaders.SequenceEqual(question.Leaders) : !question.Leaders.Except(leaders).Any();
            bool isIn = question.Matrices switch
            {
                ControlClass.Spd => LdlDecomposition.Of(matrix).Definiteness == Definiteness.PositiveDefinite,
                ControlClass.Symmetric => matrix.IsSymmetric,
                _ => true,
            };
            var model = new SmtLibModel(SmtLib.Write(question));
            Assert.Equal(model.Names.Order(StringComparer.Ordinal), values.Keys.Order(StringComparer.Ordinal));
            Assert.True(model.Holds(values) == (leads && isIn), $"seed {seed}");
            string what = $"{question.Matrices} {(question.IsExact ? "exactly" : "at least")} {(leads && isIn ? "yes" : leads ? "other class" : "no")}";
            counts[what] = counts.GetValueOrDefault(what) + 1;
        }

        Assert.True(counts.Count == 14 && counts.Values.Min() >= 5, string.Join(", ", counts));
    }

    [Fact]
    public void Above_four_dimensions_definiteness_is_said_by_factors()
    {
        var tokens = new TokenCloud([[1, 0, 0, 0, 2], [0, 1, 0, 3, 0]]);
        var question = new ControlQuestion(tokens, [0], ControlClass.Spd);
        var random = new Random(5);
        for (int trial = 0; trial < 20; trial++)
        {
            AttentionMatrix lower = RobustnessCase.Build(5, (r, c) => r < c ? 0 : r == c ? 1 + (r == 0 ? 0 : random.Next(3)) : random.Next(-2, 3));
            AttentionMatrix product = RobustnessCase.Build(5, (r, c) => Enumerable.Range(0, 5).Aggregate(Rational.Zero, (sum, k) => sum + (lower[r, k] * lower[c, k])));
            var values = new Dictionary<string, Rational>(StringComparer.Ordinal);
            for (int at = 0; at < 25; at++)
            {
                (int r, int c) = (at / 5, at % 5);
                values[r <= c ? $"a_{r}_{c}" : $"l_{r}_{c}"] = r <= c ? product[r, c] : lower[r, c];
                values[$"l_{r}_{r}"] = lower[r, r];
            }

            var model = new SmtLibModel(SmtLib.Write(question));
            Assert.Equal(model.Names.Order(StringComparer.Ordinal), values.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(RobustnessCase.Leaders(tokens, product).Contains(0), model.Holds(values));
            values["l_4_4"] = -values["l_4_4"];
            Assert.False(model.Holds(values));
        }
    }

    [Theory]
    [InlineData(ControlClass.Any, "QF_LRA")]
    [InlineData(ControlClass.Symmetric, "QF_LRA")]
    [InlineData(ControlClass.Spd, "QF_NRA")]
    public void The_text_is_of_its_logic_and_asks_once_at_the_end(ControlClass matrices, string logic)
    {
        var model = new SmtLibModel(SmtLib.Write(new ControlQuestion(new TokenCloud([[1, 2], [3, 4]]), [1], matrices)));
        Assert.Equal(logic, model.Logic);
        Assert.Equal("set-logic", model.Words[0]);
        Assert.Equal("check-sat", model.Words[^1]);
        Assert.Single(model.Words, "check-sat");
    }

    [Fact]
    public void A_text_with_its_comments()
    {
        var tokens = new TokenCloud([[1, 0], [2, Rational.One / 3], [2, -1]]);
        Snapshot.Verify(SmtLib.Write(new ControlQuestion(tokens, [0, 2], ControlClass.Spd, isExact: true)));
    }

    [RuntimeFact("z3")]
    public void A_solver_agrees()
    {
        const int questions = 60;
        string folder = Directory.CreateTempSubdirectory("hardmax-smt-").FullName;
        try
        {
            var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
            int answered = 0;
            for (int seed = 0; seed < questions; seed++)
            {
                ControlQuestion question = Question(7000 + seed, maxDimension: 3);
                string file = Path.Combine(folder, $"{seed}.smt2");
                File.WriteAllText(file, SmtLib.Write(question));
                string word = Ask(file);
                Assert.Contains(word, new[] { "sat", "unsat", "unknown", "timeout" });
                if (word is not ("sat" or "unsat"))
                {
                    output.WriteLine($"{file}: {word}");
                    continue;
                }

                answered++;
                string kind = $"{question.Matrices} {word}";
                kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
                ControlAnswer answer = LeaderControl.Solve(question);
                if (answer is not ControlAnswer.Undecided)
                {
                    Assert.True(answer is ControlAnswer.Feasible == (word == "sat"), $"seed {seed}: {word}, {answer}\n{File.ReadAllText(file)}");
                }
            }

            output.WriteLine($"{answered} of {questions}: {string.Join(", ", kinds)}");
            Assert.True(answered >= 0.8 * questions, $"{answered} of {questions}");
            Assert.True(kinds.Count == 6 && kinds.Values.Min() >= 2, string.Join(", ", kinds));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Small clouds, and leaders among them that are there for some class more often than not.
    private static ControlQuestion Question(int seed, int maxDimension)
    {
        var random = new Random(seed);
        TokenCloud tokens = new RobustnessCase(seed, maxTokens: 5, maxDimension: maxDimension).Tokens;
        int[] leaders = [.. Enumerable.Range(0, tokens.Count).Where(_ => random.Next(3) == 0)];
        bool isExact = random.Next(2) == 0;
        return new ControlQuestion(tokens, leaders.Length == 0 && !isExact ? [random.Next(tokens.Count)] : leaders, (ControlClass)random.Next(3), isExact);
    }

    private static (AttentionMatrix Matrix, Dictionary<string, Rational> Values) Matrix(ControlQuestion question, Random random)
    {
        int d = question.Tokens.Dimension;
        AttentionMatrix drawn = RobustnessCase.Build(d, (_, _) => new Rational(random.Next(-3, 4), random.Next(1, 3)));
        AttentionMatrix matrix = question.Matrices switch
        {
            ControlClass.Any => drawn,
            ControlClass.Symmetric => RobustnessCase.Build(d, (r, c) => r < c ? drawn[r, c] : drawn[c, r]),
            _ => RobustnessCase.Build(d, (r, c) => r == 0 && c == 0 ? 1 : r == c ? 1 + Rational.Abs(drawn[r, r]) : (r < c ? drawn[r, c] : drawn[c, r]) / 2),
        };
        var values = new Dictionary<string, Rational>(StringComparer.Ordinal);
        for (int at = 0; at < d * d; at++)
        {
            if (question.Matrices == ControlClass.Any || at / d <= at % d)
            {
                values[$"a_{at / d}_{at % d}"] = matrix[at / d, at % d];
            }
        }

        return (matrix, values);
    }

    private static string Ask(string file)
    {
        using Process solver = Process.Start(new ProcessStartInfo("z3", ["-T:2", file]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string answer = solver.StandardOutput.ReadToEnd().Trim();
        solver.WaitForExit();
        return answer;
    }
}
