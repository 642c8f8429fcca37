using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Oracle.Tests;

public sealed class TraceJudgeTests
{
    private static readonly double[][] Tie = [[1, 1], [1, -1], [1, 0]];

    [Fact]
    public void The_textbook_in_binary64_is_never_failed_and_never_unknown()
    {
        foreach (HardmaxProblem problem in ProblemSampler.SampleAny(ProblemLimits.Default, 1, 600))
        {
            if (Recording.Rounded(problem, BinaryFormat.Double) is { } rounded && !MayOverflow(rounded, 1e150))
            {
                TraceVerdict verdict = TraceJudge.Judge(Recording.Doubles(rounded, 4));
                Assert.True(verdict.Class.Group() <= VerdictGroup.Noted, $"{verdict.Class.Id()}: {verdict.Message}\n{ProblemText.Write(rounded)}");
            }
        }
    }

    [Fact]
    public void The_textbook_in_rationals_is_exact()
    {
        foreach (HardmaxProblem problem in ProblemSampler.SampleAny(ProblemLimits.Default, 2, 300))
        {
            TraceVerdict verdict = TraceJudge.Judge(Recording.Textbook(problem, 3, DeclaredArithmetic.Default, x => x, x => x) with { });
            Assert.Equal(VerdictClass.Exact, verdict.Class);
        }
    }

    [Fact]
    public void The_first_of_an_exact_tie_alone_is_a_wrong_selection()
    {
        HardmaxProblem problem = Recording.Problem(Tie);
        TraceVerdict verdict = TraceJudge.Judge(Recording.Of(problem, [[1, 1], [1, -1], [1, 0.5]]));
        Assert.Equal(VerdictClass.WrongSelection, verdict.Class);
        TokenFinding finding = verdict.First!.First!;
        Assert.Equal(2, finding.Token);
        Assert.Equal([0, 1, 2], finding.Exact.ToArray());
        Assert.Equal([0], finding.Selected!.Value.ToArray());
        Assert.Equal([1, 2], finding.Missing.ToArray());
        Assert.Empty(finding.Extra);
        Assert.True(verdict.First.HasExactScores);
        Assert.Equal("layer 0: token 2 attends to {0} instead of {0, 1, 2}; missing {1, 2}", verdict.Message);
    }

    [Fact]
    public void The_whole_tie_is_exact()
    {
        TraceVerdict verdict = TraceJudge.Judge(Recording.Doubles(Recording.Problem(Tie), 3));
        Assert.Equal(VerdictClass.Exact, verdict.Class);
        Assert.Equal(3, verdict.Steps.Length);
    }

    [Fact]
    public void A_tie_that_binary64_cannot_see_may_be_broken()
    {
        // <z_2, z_0> = <z_2, z_1> = 0.02 + 0.03 exactly for reals; the products of these binary64 numbers are not exact.
        HardmaxProblem problem = Recording.Problem([[0.1, 0.3], [0.3, 0.1], [0.1, 0.1]], alpha: 1);
        double[][] broken = Recording.Doubles(problem, 1).Layers[1].Tokens!.ToDoubles();
        broken[2] = [(0.1 + 0.1) / 2, (0.1 + 0.3) / 2];
        TraceVerdict verdict = TraceJudge.Judge(Recording.Of(problem, broken));
        Assert.Equal(VerdictClass.TieWithInexactScores, verdict.Class);
    }

    [Fact]
    public void A_near_tie_within_the_bound_may_go_either_way_and_beyond_it_may_not()
    {
        double up = Math.BitIncrement(0.3);
        HardmaxProblem near = Recording.Problem([[0.3, 1], [up, -1], [0.2, 0]]);
        double[][] other = Recording.Doubles(near, 1).Layers[1].Tokens!.ToDoubles();
        other[2] = [(0.2 + 0.3) / 2, 0.5];
        TraceVerdict flagged = TraceJudge.Judge(Recording.Of(near, other));
        Assert.True(flagged.Class == VerdictClass.NearTie, flagged.Message);

        HardmaxProblem far = Recording.Problem([[0.3, 1], [0.3000000001, -1], [0.2, 0]]);
        other = Recording.Doubles(far, 1).Layers[1].Tokens!.ToDoubles();
        other[2] = [(0.2 + 0.3) / 2, 0.5];
        TraceVerdict verdict = TraceJudge.Judge(Recording.Of(far, other));
        Assert.Equal(VerdictClass.WrongSelection, verdict.Class);
        Assert.Equal([1], verdict.First!.First!.Missing.ToArray());
        Assert.Equal([0], verdict.First.First.Extra.ToArray());
    }

    [Fact]
    public void An_update_that_no_set_explains_is_wrong()
    {
        TraceVerdict verdict = TraceJudge.Judge(Recording.Of(Recording.Problem(Tie), [[1, 1], [1, -1], [1, 0.125]]));
        Assert.Equal(VerdictClass.WrongUpdate, verdict.Class);
        Assert.Equal(1, verdict.First!.First!.Coordinate);
    }

    [Fact]
    public void One_unit_in_the_last_place_is_within_the_bound_and_many_are_not()
    {
        HardmaxProblem problem = Recording.Problem([[0.1, 0.7], [0.9, 0.2]], alpha: Rational.FromDouble(0.3));
        double[][] next = Recording.Doubles(problem, 1).Layers[1].Tokens!.ToDoubles();
        next[0][0] = Math.BitIncrement(Math.BitIncrement(next[0][0]));
        Assert.Equal(VerdictClass.WithinBound, TraceJudge.Judge(Recording.Of(problem, next)).Class);
        next[0][0] *= 1 + 1e-13;
        Assert.Equal(VerdictClass.WrongUpdate, TraceJudge.Judge(Recording.Of(problem, next)).Class);
    }

    [Theory]
    [InlineData(false, false, VerdictClass.Exact)]
    [InlineData(true, false, VerdictClass.OracleBug)]
    [InlineData(false, true, VerdictClass.OracleBug)]
    public void Engines_that_disagree_are_our_bug_whatever_was_recorded(bool otherSets, bool otherNext, VerdictClass expected)
    {
        Trace right = Recording.Doubles(Recording.Problem(Tie), 1);
        TokenCloud next = right.Layers[1].Tokens!;
        var judge = new StepJudge(right.Problem.Tokens, right.Problem.System, right.Arithmetic, _ => (
            AttentionSets.Of([[0], [1], otherSets ? [0, 1] : [0, 1, 2]]),
            otherNext ? right.Problem.Tokens.Equals(next) ? Recording.Cloud([[1, 1], [1, -1], [1, 0.5]]) : right.Problem.Tokens : next));
        Assert.Equal(expected, judge.Judge(0, next, null).Class);
    }

    [Fact]
    public void The_bound_of_an_update_is_the_border_to_the_last_part_in_a_million()
    {
        foreach (BinaryFormat format in DeclaredArithmetic.Formats.Where(format => format != BinaryFormat.BFloat16))
        {
            HardmaxProblem problem = Recording.Rounded(Recording.Problem([[0.1, 0.7], [0.9, -0.2], [0.3, 0.3]], alpha: Rational.FromDouble(0.3)), format)!;
            Rational[][] next = Recording.Textbook(problem, 1, DeclaredArithmetic.Default, x => x, x => x).Layers[1].Tokens!.ToArray();
            Rational bound = UpdateBound.Of(format, problem.System.Alpha, Rational.Abs(problem.Tokens[2, 0]), Rational.Abs(problem.Tokens[0, 0]), 1)!.Value;
            foreach (Rational part in (Rational[])[new(999_999, 1_000_000), new(1_000_001, 1_000_000)])
            {
                Rational[][] moved = [next[0], next[1], [next[2][0] + (part * bound), next[2][1]]];
                Trace trace = new()
                {
                    Problem = problem,
                    Arithmetic = DeclaredArithmetic.Of(format),
                    Layers = [RecordedLayer.Of(problem.Tokens), RecordedLayer.Of(new TokenCloud(moved))],
                    Selected = [RecordedSets.Of([[0], [1], [0]])],
                };
                // A rational beside the border is no number of the format, which is another verdict.
                TraceVerdict verdict = TraceJudge.JudgeAsDeclared(trace);
                Assert.Equal(part < 1 ? VerdictClass.WithinBound : VerdictClass.WrongUpdate, verdict.Class);
            }
        }
    }

    [Fact]
    public void A_reported_set_is_judged_and_must_explain_the_update()
    {
        Trace right = Recording.Doubles(Recording.Problem(Tie), 1);
        Trace Reporting(params int[][] sets) => right with { Selected = [RecordedSets.Of(sets)] };
        Assert.Equal(VerdictClass.Exact, TraceJudge.Judge(Reporting([0], [1], [0, 1, 2])).Class);
        Assert.Equal(VerdictClass.WrongSelection, TraceJudge.Judge(Reporting([0], [1], [0, 1])).Class);
        Assert.Equal(VerdictClass.WrongSelection, TraceJudge.Judge(Reporting([0], [1], [])).Class);
        Trace wrong = Recording.Of(right.Problem, [[1, 1], [1, -1], [1, 0.25]]);
        Assert.Equal(VerdictClass.WrongUpdate, TraceJudge.Judge(wrong with { Selected = [RecordedSets.Of([[0], [1], [0, 1, 2]])] }).Class);
    }

    [Fact]
    public void What_is_missing_or_no_number_is_a_defect()
    {
        Trace right = Recording.Doubles(Recording.Problem(Tie), 2);
        Assert.Equal(VerdictClass.Shape, TraceJudge.Judge(right with { Steps = 3 }).Class);
        Assert.Equal(VerdictClass.Shape, TraceJudge.Judge(right with { Layers = [.. right.Layers.Take(2), RecordedLayer.Of(Recording.Cloud([[1, 1]]))] }).Class);
        RecordedLayer notANumber = RecordedLayer.Broken(new Defect(VerdictClass.NonFinite, "coordinate 0 of token 1 is NaN", 1, 0));
        TraceVerdict verdict = TraceJudge.Judge(right with { Layers = [right.Layers[0], notANumber, right.Layers[2]] });
        Assert.Equal(VerdictClass.NonFinite, verdict.Class);
        Assert.Equal("layer 1: coordinate 0 of token 1 is NaN", verdict.Message);
        Assert.Equal(VerdictClass.Vacuous, TraceJudge.Judge(right with { Layers = [right.Layers[0]], Steps = null }).Class);
    }

    [Fact]
    public void A_changed_input_is_found_in_layer_0_and_in_the_echo()
    {
        HardmaxProblem problem = Recording.Problem([[0.1, 1], [0.3, -1]]);
        Trace right = Recording.Doubles(problem, 1);
        double[][] cast = [.. problem.Tokens.ToDoubles().Select(token => Array.ConvertAll(token, x => (double)(float)x))];
        TraceVerdict verdict = TraceJudge.Judge(right with { Layers = [RecordedLayer.Of(Recording.Cloud(cast)), right.Layers[1]] });
        Assert.Equal(VerdictClass.InputAltered, verdict.Class);
        Assert.EndsWith("all of it as if cast to float32", verdict.Message, StringComparison.Ordinal);
        Assert.Equal(VerdictClass.InputAltered, TraceJudge.Judge(right with { Echo = new Echo(null, Rational.FromDouble(0.5), null) }).Class);
        Assert.Equal(VerdictClass.InputAltered, TraceJudge.Judge(right with { Echo = new Echo(RecordedLayer.Of(Recording.Cloud(cast)), null, null) }).Class);
        Assert.True(TraceJudge.Judge(right with { Echo = new Echo(right.Layers[0], 1, null) }).Class.Group() == VerdictGroup.Pass);
    }

    [Fact]
    public void Where_the_dtype_bounds_nothing_the_verdict_is_unknown_and_never_a_failure()
    {
        // 2 d u = 1 for bfloat16 and d = 128.
        double[][] tokens = [.. Enumerable.Range(0, 2).Select(i => Enumerable.Range(0, 128).Select(c => (i == 0 ? 3.0 : 5.0) + ((c * 7 % 16) / 8.0)).ToArray())];
        HardmaxProblem problem = Recording.Problem(tokens);
        double[][] elsewhere = [.. tokens.Reverse()];
        Trace trace = Recording.Of(problem, elsewhere) with { Arithmetic = DeclaredArithmetic.Of(BinaryFormat.BFloat16) };
        Assert.Equal(VerdictClass.Unknown, TraceJudge.Judge(trace).Class);
    }

    [Fact]
    public void Float32_is_judged_as_what_it_says_it_is()
    {
        int wrong = 0;
        foreach (HardmaxProblem problem in ProblemSampler.SampleAny(ProblemLimits.Default, 3, 400))
        {
            if (Recording.Rounded(problem, BinaryFormat.Single) is { } rounded && !MayOverflow(rounded, 1e17))
            {
                Trace single = Recording.Textbook(rounded, 3, DeclaredArithmetic.Of(BinaryFormat.Single), x => x.ToSingle(), Rational.FromSingle);
                TraceVerdict verdict = TraceJudge.Judge(single);
                Assert.True(verdict.Class.Group() <= VerdictGroup.Noted, $"{verdict.Class.Id()}: {verdict.Message}\n{ProblemText.Write(rounded)}");
                wrong += TraceJudge.Judge(single with { Arithmetic = DeclaredArithmetic.Default }).Class.IsFailure() ? 1 : 0;
            }
        }

        Assert.True(wrong > 100, $"only {wrong} of the float32 runs fail when they say that they are float64");
    }

    private static bool MayOverflow(HardmaxProblem problem, double largest) =>
        problem.Tokens.ToDoubles().Any(token => token.Any(x => Math.Abs(x) > largest));
}
