using System.Text.Json;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>
/// The JSON is right, by a reader that knows nothing of how it was written: numbers are parsed as others parse them, and
/// every expectation is computed again by the textbook dynamics.
/// </summary>
public sealed class VectorExpectationTests
{
    [Theory]
    [InlineData("step-float64.json")]
    [InlineData("step-float32.json")]
    [InlineData("candidate-float64.json")]
    [InlineData("candidate-float32.json")]
    [InlineData("trajectory-float64.json")]
    [InlineData("trajectory-float32.json")]
    public void Every_layer_is_that_of_the_textbook_and_rounded_correctly(string name)
    {
        int steps = 0;
        foreach ((JsonElement group, JsonElement test) in SharedVectors.JsonTests(name))
        {
            bool isStep = group.GetProperty("type").GetString() == "Step";
            bool isSingle = group.GetProperty("dtype").GetString() == "float32";
            JsonElement expected = test.GetProperty("expected");
            var textbook = new TextbookDynamics<Rational>(Matrix(test, group), Number(group.GetProperty("alpha")));
            Rational[][] state = Rows(test.GetProperty("tokens"));
            Assert.Equal(group.GetProperty("n").GetInt32(), state.Length);
            Assert.All(state, token => Assert.Equal(group.GetProperty("d").GetInt32(), token.Length));
            for (int k = 0; k < (isStep ? 1 : test.GetProperty("layers").GetInt32()); k++, steps++)
            {
                JsonElement At(string field) => isStep ? expected.GetProperty(field) : expected.GetProperty(field)[k];
                int[][] sets = textbook.AttentionSets(state);
                Assert.Equal(sets, At("selection").EnumerateArray().Select(set => set.EnumerateArray().Select(j => j.GetInt32()).ToArray()));
                state = textbook.Next(state, sets);
                Assert.Equal(state, Rows(At("nextExact")));
                Rational[][] rounded = [.. state.Select(place => Array.ConvertAll(place, x => isSingle ? Rational.FromSingle(x.ToSingle()) : Rational.FromDouble(x.ToDouble())))];
                Assert.Equal(rounded, Rows(At("nextRounded")));
                Assert.All(At("tolerance").EnumerateArray().SelectMany(row => row.EnumerateArray()), tolerance => Assert.InRange(tolerance.GetDouble(), 0, double.MaxValue));
            }
        }

        Assert.InRange(steps, 50, 1000);
    }

    [Fact]
    public void Every_number_of_float32_vectors_is_one_whichever_way_it_is_read()
    {
        foreach ((JsonElement group, JsonElement test) in SharedVectors.JsonTests("step-float32.json"))
        {
            JsonElement[] numbers =
            [
                group.GetProperty("alpha"),
                .. test.GetProperty("tokens").EnumerateArray().SelectMany(row => row.EnumerateArray()),
                .. test.GetProperty("expected").GetProperty("nextRounded").EnumerateArray().SelectMany(row => row.EnumerateArray()),
            ];
            Assert.All(numbers, number =>
            {
                Assert.Equal(number.GetDouble(), (float)number.GetDouble());
                Assert.Equal((float)number.GetDouble(), number.GetSingle());
            });
        }
    }

    [Fact]
    public void Accepted_selections_and_no_others_are_acceptable_to_the_judge()
    {
        int accepted = 0;
        foreach (VectorTest test in SharedVectors.Questions.Where(test => !test.Accepted.IsEmpty))
        {
            foreach (AcceptedSelection other in test.Accepted)
            {
                Rational[][] next = test.Expected[0].NextRounded.ToArray();
                next[other.Token] = [.. other.NextRounded];
                int[][] sets = test.Expected[0].Selection.ToArray();
                sets[other.Token] = [.. other.Selection];
                Assert.Equal(VerdictGroup.Noted, Verdict(test, next, sets).Group());
                accepted++;
            }
        }

        Assert.InRange(accepted, 20, 500);
    }

    [Fact]
    public void Where_there_are_none_accepted_any_other_single_token_is_wrong()
    {
        int judged = 0;
        foreach (VectorTest test in SharedVectors.Questions.Where(test => test.Type == VectorType.Step && test.Accepted.IsEmpty && test.Problem.Tokens.Count <= 8))
        {
            for (int i = 0; i < test.Problem.Tokens.Count; i++)
            {
                for (int j = 0; j < test.Problem.Tokens.Count; j++)
                {
                    int[][] sets = test.Expected[0].Selection.ToArray();
                    if (sets[i] is not [var only] || only != j)
                    {
                        sets[i] = [j];
                        Assert.Equal(VerdictClass.WrongSelection, Verdict(test, test.Expected[0].NextRounded.ToArray(), sets));
                        judged++;
                    }
                }
            }
        }

        Assert.InRange(judged, 1000, 100_000);
    }

    [Fact]
    public void The_judge_says_of_every_candidate_what_its_result_says()
    {
        foreach (VectorTest test in SharedVectors.Files.SelectMany(file => file.Tests).Where(test => test.Candidate is not null))
        {
            VerdictGroup expected = test.Result switch
            {
                VectorResult.Valid => VerdictGroup.Pass,
                VectorResult.Acceptable => VerdictGroup.Noted,
                _ => VerdictGroup.Fail,
            };
            Assert.Equal(expected, VectorRun.Judge(test).Class.Group());
        }
    }

    [Fact]
    public void The_README_s_rule_passes_what_the_judge_passes_and_fails_what_it_fails()
    {
        foreach (VectorTest test in SharedVectors.Files.SelectMany(file => file.Tests).Where(test => test.Candidate is not null && test.Type == VectorType.Step))
        {
            Assert.Equal(test.Result != VectorResult.Invalid, IsRightByTheReadme(test));
        }
    }

    [Fact]
    public void Limits_are_where_the_layers_go()
    {
        Rational close = new(1, 1000);
        foreach ((JsonElement group, JsonElement test) in SharedVectors.JsonTests("limit.json"))
        {
            JsonElement expected = test.GetProperty("expected");
            var system = new HardmaxSystem(new AttentionMatrix(Matrix(test, group)), Number(group.GetProperty("alpha")));
            var state = ExactState.Start(new HardmaxProblem(new TokenCloud(Rows(test.GetProperty("tokens"))), system));
            int period = expected.TryGetProperty("orbit", out JsonElement orbit) ? orbit.GetArrayLength() : 1;
            int layer = expected.GetProperty("layer").GetInt32();
            for (int k = 0; k < layer + (96 / period * period); k++)
            {
                state = state.Next();
            }

            Rational[][] limits = Rows(period == 1 ? expected.GetProperty("limits") : orbit[0]);
            Assert.All(state.ToTokens().ToArray().Zip(limits), pair => Assert.All(pair.First.Zip(pair.Second), x => Assert.True(Rational.Abs(x.First - x.Second) < close)));
            Assert.Equal(expected.GetProperty("leaders").EnumerateArray().Select(leader => leader.GetInt32()), state.AttentionSets.Leaders());
        }
    }

    private static VerdictClass Verdict(VectorTest test, Rational[][] next, int[][] sets) => TraceJudge.Judge(new Trace
    {
        Problem = test.Problem,
        Arithmetic = DeclaredArithmetic.Of(test.Format!),
        Layers = [RecordedLayer.Of(test.Problem.Tokens), RecordedLayer.Of(new TokenCloud(next))],
        Selected = [RecordedSets.Of(sets)],
        Steps = 1,
    }).Class;

    private static bool IsRightByTheReadme(VectorTest test)
    {
        TokenCloud got = test.Candidate!.Value[0];
        return Enumerable.Range(0, got.Count).All(i =>
            IsNear(got[i], test.Expected[0].NextRounded[i], test.Expected[0].Tolerance[i])
            || test.Accepted.Any(other => other.Token == i && IsNear(test.Candidate.Value[0][i], other.NextRounded.AsSpan(), other.Tolerance)));
    }

    private static bool IsNear(ReadOnlySpan<Rational> got, ReadOnlySpan<Rational> place, IReadOnlyList<Rational> tolerance)
    {
        for (int c = 0; c < got.Length; c++)
        {
            if (Rational.Abs(got[c] - place[c]) > new Rational(6, 5) * tolerance[c])
            {
                return false;
            }
        }

        return true;
    }

    private static Rational[,] Matrix(JsonElement test, JsonElement group)
    {
        int d = group.GetProperty("d").GetInt32();
        Rational[][]? rows = test.GetProperty("matrix").ValueKind == JsonValueKind.Null ? null : Rows(test.GetProperty("matrix"));
        var matrix = new Rational[d, d];
        for (int row = 0; row < d; row++)
        {
            for (int column = 0; column < d; column++)
            {
                matrix[row, column] = rows is not null ? rows[row][column] : row == column ? 1 : 0;
            }
        }

        return matrix;
    }

    private static Rational[][] Rows(JsonElement rows) => [.. rows.EnumerateArray().Select(row => row.EnumerateArray().Select(Number).ToArray())];

    private static Rational Number(JsonElement number) =>
        number.ValueKind == JsonValueKind.String ? Rational.Parse(number.GetString()!) : Rational.FromDouble(number.GetDouble());
}
