using System.Collections.Immutable;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>A mistake is recognised by its output.</summary>
public sealed class DiagnoserTests
{
    public static TheoryData<string> Ids => [.. Mistakes.All.Select(mistake => mistake.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_failure_of_a_mistake_is_diagnosed_as_that_mistake(string id)
    {
        ImmutableArray<FailedRun> failures = SharedVectors.FailuresOf(Mistakes.Find(id)!);
        Assert.InRange(failures.Length, 3, 1000);
        Assert.Empty(failures
            .Where(failed => failed.Diagnoses.All(diagnosis => diagnosis.MistakeId != id))
            .Select(failed => $"{failed.Test.Format!.Name} {failed.Test.Comment}: {string.Join(' ', failed.Diagnoses.Select(diagnosis => diagnosis.MistakeId))}"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Some_failure_of_a_mistake_has_it_as_the_likeliest(string id) =>
        Assert.NotEmpty(SharedVectors.FailuresOf(Mistakes.Find(id)!).Where(failed => failed.Diagnoses is [var first, ..] && first.MistakeId == id).Select(failed => failed.Test.Id));

    [Fact]
    public void What_is_right_has_no_diagnosis()
    {
        foreach (IImplementation right in RightImplementations.All.Where(one => one.Handshake.Name is "sequential-float64" or "fused-float32"))
        {
            foreach (VectorTest test in SharedVectors.Small.Where(test => test.Format == right.Handshake.Arithmetic.Format && test.Accepted.IsEmpty))
            {
                VectorRun run = VectorRun.Of(right, test);
                Assert.Empty(Diagnoser.Diagnose(run.Trace, run.Verdict));
            }
        }
    }

    [Fact]
    public void What_no_mistake_explains_has_no_diagnosis()
    {
        VectorTest test = SharedVectors.Questions.First();
        Rational[][] next = test.Expected[0].NextRounded.ToArray();
        next[2][1] += Rational.One / 7;
        ImmutableArray<Diagnosis> diagnoses = Diagnose(test, new TokenCloud(next));
        Assert.Empty(diagnoses);
    }

    [Fact]
    public void A_mistake_in_one_token_only_is_not_diagnosed_by_the_others()
    {
        // Tokens 0 and 1 where every mistake of ties leaves them, token 2 nowhere.
        VectorTest test = SharedVectors.Questions.First();
        Rational[][] wrong = Mistakes.Find("first-argmax-only")!.NextLayer([test.Problem.Tokens.ToArray()], test.Problem.System.Matrix.ToArray(), test.Problem.System.Alpha)!;
        Assert.Contains(Diagnose(test, new TokenCloud(wrong)), diagnosis => diagnosis.MistakeId == "first-argmax-only");
        wrong[0][0] += 1;
        Assert.DoesNotContain(Diagnose(test, new TokenCloud(wrong)), diagnosis => diagnosis.MistakeId == "first-argmax-only");
    }

    [Fact]
    public void Of_several_mistakes_that_explain_a_step_the_simplest_comes_first()
    {
        VectorTest test = SharedVectors.Questions.First();
        VectorRun run = SharedVectors.Run(Mistakes.Find("first-argmax-only")!, test);
        string[] ids = [.. Diagnoser.Diagnose(run.Trace, run.Verdict).Select(diagnosis => diagnosis.MistakeId)];
        Assert.Equal("first-argmax-only", ids[0]);
        Assert.Contains("random-tie-choice", ids);
    }

    [Fact]
    public void The_number_of_steps_that_show_a_mistake_is_counted_and_decides()
    {
        VectorTest test = SharedVectors.File("trajectory-float64.json").Tests.First(one => one.Flags.Contains("LATE_LEADER"));
        VectorRun run = SharedVectors.Run(Mistakes.Find("gamma-for-alpha")!, test);
        ImmutableArray<Diagnosis> diagnoses = Diagnoser.Diagnose(run.Trace, run.Verdict);
        int failing = run.Verdict.Steps.Count(step => step.Class.IsFailure());
        Assert.True(failing >= 2);
        Assert.Equal(("gamma-for-alpha", failing), (diagnoses[0].MistakeId, diagnoses[0].Steps));
        Assert.Equal(diagnoses.Select(diagnosis => diagnosis.Steps).OrderDescending(), diagnoses.Select(diagnosis => diagnosis.Steps));
    }

    /// <summary>Softmax moves a coordinate from 0 to 7e-44, which is wrong, and nearer to right than other tolerances can see.</summary>
    [Fact]
    public void A_mistake_that_makes_no_difference_explains_nothing()
    {
        VectorTest test = SharedVectors.Questions.First(one => one.Comment == "Two equal leaders and another token");
        VectorRun run = SharedVectors.Run(Mistakes.Find("softmax-beta-50")!, test);
        Assert.Equal(VerdictGroup.Fail, run.Verdict.Class.Group());
        Assert.Equal(["softmax-beta-50"], Diagnoser.Diagnose(run.Trace, run.Verdict).Select(diagnosis => diagnosis.MistakeId));
    }

    [Fact]
    public void Where_nothing_fails_what_is_only_acceptable_is_explained()
    {
        VectorTest test = SharedVectors.Questions.First(one => one.Comment.StartsWith("An exact tie by exchanged coordinates", StringComparison.Ordinal));
        AcceptedSelection other = test.Accepted.First(accepted => accepted.Selection.Length == 1);
        Rational[][] next = test.Expected[0].NextRounded.ToArray();
        next[other.Token] = [.. other.NextRounded];
        VectorRun run = VectorRunOf(test, new TokenCloud(next));
        Assert.Equal(VerdictGroup.Noted, run.Verdict.Class.Group());
        Assert.Contains(Diagnoser.Diagnose(run.Trace, run.Verdict), diagnosis => diagnosis.MistakeId == "random-tie-choice");
    }

    private static ImmutableArray<Diagnosis> Diagnose(VectorTest test, TokenCloud next)
    {
        VectorRun run = VectorRunOf(test, next);
        Assert.Equal(VerdictGroup.Fail, run.Verdict.Class.Group());
        return Diagnoser.Diagnose(run.Trace, run.Verdict);
    }

    private static VectorRun VectorRunOf(VectorTest test, TokenCloud next)
    {
        var trace = new Trace
        {
            Problem = test.Problem,
            Arithmetic = DeclaredArithmetic.Of(test.Format!),
            Layers = [RecordedLayer.Of(test.Problem.Tokens), RecordedLayer.Of(next)],
            Steps = 1,
        };
        return new VectorRun([next], TraceJudge.Judge(trace), trace);
    }
}
