using System.Collections.Immutable;
using Hardmax.Reports;
using Xunit;

namespace Hardmax.Oracle.Tests;

public sealed class RunOutcomeTests
{
    [Theory]
    [InlineData(false, "fail", "a is wrong: 1 CRASH, 2 WRONG_SELECTION in 4 cases.", VerdictClass.WrongSelection, VerdictClass.Exact, VerdictClass.Crash, VerdictClass.WrongSelection)]
    [InlineData(false, "pass", "a held in its one case.", VerdictClass.WithinBound)]
    [InlineData(false, "pass", "a held in all 2 cases, with notes: 1 NEAR_TIE.", VerdictClass.NearTie, VerdictClass.Exact)]
    [InlineData(true, "fail", "a is wrong: 1 NEAR_TIE in 2 cases.", VerdictClass.NearTie, VerdictClass.Exact)]
    [InlineData(true, "fail", "a is wrong: 1 NEAR_TIE in 2 cases.", VerdictClass.NearTie, VerdictClass.Unknown)]
    [InlineData(false, "inconclusive", "Nothing wrong was found in a, but not all is decided: 1 UNKNOWN in 2 cases.", VerdictClass.NearTie, VerdictClass.Unknown)]
    [InlineData(false, "inconclusive", "Nothing was judged of a. Not counted: 1 EXPECTED_FAIL, 1 SKIPPED.", VerdictClass.Skipped, VerdictClass.ExpectedFail)]
    [InlineData(false, "inconclusive", "Nothing was judged of a.")]
    [InlineData(true, "oracle-bug", "The oracle has a bug: 1 ORACLE_BUG in 2 cases of a; its other verdicts do not count.", VerdictClass.OracleBug, VerdictClass.Crash)]
    public void A_run_comes_to_one_sentence(bool strict, string group, string sentence, params VerdictClass[] classes)
    {
        ImmutableArray<CaseResult> cases = [.. classes.Select((verdict, index) => SampleResults.Pass(index, CaseCategory.ExactTie, verdict))];
        RunOutcome outcome = RunOutcome.Of(SampleResults.Result(SampleResults.Named("a"), cases) with { Strict = strict });
        Assert.Equal((group, sentence), (outcome.Group.Word(), outcome.Sentence));
    }

    [Fact]
    public void It_says_why_it_ended_early()
    {
        ConformResult early = SampleResults.Passing with { EndedEarly = "3 cases timed out" };
        Assert.EndsWith("held in all 3 cases. The run ended early: 3 cases timed out.", RunOutcome.Of(early).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hardmax conform --seed 5 -- ./run", "./run")]
    [InlineData("hardmax conform --seed 5 -- 'it'\\''s' '' a=b", "it's", "", "a=b")]
    [InlineData("hardmax conform --seed 5 -- sh -c 'rm -rf $HOME; `x`'", "sh", "-c", "rm -rf $HOME; `x`")]
    [InlineData("run the same check with seed 5")]
    public void The_command_is_quoted_for_a_shell(string expected, params string[] command) =>
        Assert.Equal(expected, new RunOrigin(SampleResults.Named("a"), [.. command], 5, Strict: false).ReplayOfRun());

    [Fact]
    public void The_caller_may_know_a_shorter_way_to_replay_a_failure()
    {
        RunOrigin origin = RunOrigin.Of(SampleResults.ArgmaxFirst) with { Replay = failure => "again " + failure.Shrunk.Case.Id };
        Failure one = SampleResults.ArgmaxFirst.Failures[0];
        Assert.Equal("again " + one.Shrunk.Case.Id, origin.ReplayOf(one));
        Assert.Contains("again " + one.Shrunk.Case.Id, FailureReport.ToMarkdown(one, origin), StringComparison.Ordinal);
        Assert.Contains("again " + one.Shrunk.Case.Id, MarkdownReport.Of([(SampleResults.ArgmaxFirst, origin)]), StringComparison.Ordinal);
        Assert.Contains("again " + one.Shrunk.Case.Id, JUnitReport.Of([(SampleResults.ArgmaxFirst, origin)]), StringComparison.Ordinal);
        Assert.Contains("again " + one.Shrunk.Case.Id, OraclePage.Of([(SampleResults.ArgmaxFirst, origin)]), StringComparison.Ordinal);
        Assert.EndsWith(" --strict -- x", (origin with { Strict = true, Command = ["x"] }).ReplayOfRun(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_of_the_oracle_is_that_of_its_assembly() =>
        Assert.Matches(@"^hardmax \d+\.\d+\.\d+", RunEnvironment.Current.Oracle);
}
