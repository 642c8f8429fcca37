using Hardmax.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Hardmax.Tests.Testing;

/// <summary>The property runner, by properties of known fate. One class, because the samples share a log.</summary>
public sealed class PropertyTests
{
    [Fact]
    public async Task A_property_that_holds_passes_after_MaxTest_cases()
    {
        (ITestResultMessage result, Xunit.Sdk.RunSummary summary, IReadOnlyList<string> log) = await SampleRunner.RunAsync(nameof(SampleProperties.Passes));
        Assert.IsAssignableFrom<ITestPassed>(result);
        Assert.Equal((1, 0, 0), (summary.Total, summary.Failed, summary.Skipped));
        Assert.Equal(100, log.Count);
        Assert.True(log.Distinct(StringComparer.Ordinal).Count() > 50, "the cases vary");
        Assert.Contains("100 cases passed", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_test_class_is_made_and_disposed_once()
    {
        int before = SampleProperties.Disposed;
        await SampleRunner.RunAsync(nameof(SampleProperties.Passes));
        Assert.Equal(before + 1, SampleProperties.Disposed);
    }

    [Fact]
    public async Task Two_runs_see_the_same_cases_and_two_tests_do_not()
    {
        IReadOnlyList<string> first = (await SampleRunner.RunAsync(nameof(SampleProperties.Passes))).Log;
        IReadOnlyList<string> second = (await SampleRunner.RunAsync(nameof(SampleProperties.Passes))).Log;
        IReadOnlyList<string> other = (await SampleRunner.RunAsync(nameof(SampleProperties.PassesToo))).Log;
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void The_seed_of_a_name_is_fixed_for_ever()
    {
        // The first eight bytes of the SHA-256 of the name, as any other tool computes it: no hash that differs between processes.
        FsCheck.Replay start = new PropertySettings().Start("Hardmax.Example");
        Assert.Equal(13758295977932864285UL, start.Rnd.Seed);
    }

    [Fact]
    public async Task A_failure_shows_seed_shrunk_case_original_case_and_exception()
    {
        (ITestResultMessage result, _, _) = await SampleRunner.RunAsync(nameof(SampleProperties.FailsAbove));
        string message = Assert.Single(((ITestFailed)result).Messages[..1]);
        Assert.Matches(@"Replay = ""\(\d+,\d+,\d+\)""", message);
        Assert.Contains("x = 1000", message, StringComparison.Ordinal);
        Assert.Contains("others = []", message, StringComparison.Ordinal);
        Assert.Contains("Before shrinking:", message, StringComparison.Ordinal);
        Assert.Contains("returned false", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replaying_the_printed_seed_gives_the_same_failure_at_its_first_case()
    {
        (PropertyReport first, _) = SampleRunner.Execute(nameof(SampleProperties.FailsAbove));
        Assert.False(first.Passed);
        (PropertyReport again, IReadOnlyList<string> log) = SampleRunner.Execute(nameof(SampleProperties.FailsAbove), s => s with { Replay = first.Replay });
        Assert.Equal(1, again.Cases);
        Assert.Equal(first.Replay, again.Replay);
        Assert.Equal(first.Arguments, again.Arguments);
        Assert.Equal(1000, again.Arguments[0]);
        Assert.Contains($"x = {log[0]}", first.Text.Split("Before shrinking:")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_exception_of_the_shrunk_case_is_the_inner_exception()
    {
        (ITestResultMessage result, _, IReadOnlyList<string> log) = await SampleRunner.RunAsync(nameof(SampleProperties.ThrowsAbove));
        var failed = (ITestFailed)result;
        Assert.Equal("System.InvalidTimeZoneException", failed.ExceptionTypes[1]);
        Assert.Equal("thrown for 1000", failed.Messages[1]);
        Assert.Contains($"Replay = \"{SampleProperties.ReplayOfOneCase}\"", failed.Messages[0], StringComparison.Ordinal);
        Assert.Contains($"x = {log[0]}", failed.Messages[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_label_that_never_occurs_fails_and_is_named()
    {
        (ITestResultMessage result, _, _) = await SampleRunner.RunAsync(nameof(SampleProperties.SeesNoUnicorn));
        string message = ((ITestFailed)result).Messages[0];
        Assert.StartsWith("Never seen: unicorn. ", message, StringComparison.Ordinal);
        Assert.Contains("tie: 100, unicorn: 0", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(SampleProperties.SeesBoth))]
    [InlineData(nameof(SampleProperties.Classifies))]
    public async Task Labels_that_occur_pass_and_are_counted(string method)
    {
        (ITestResultMessage result, _, _) = await SampleRunner.RunAsync(method);
        Assert.IsAssignableFrom<ITestPassed>(result);
        Assert.Matches(@"even: \d+, odd: \d+", result.Output);
    }

    [Fact]
    public void What_a_rejected_case_notes_does_not_count()
    {
        (PropertyReport report, _) = SampleRunner.Execute(nameof(SampleProperties.SeesOnlyWhatItRejects));
        Assert.False(report.Passed);
        Assert.Equal(0, report.Seen["huge"]);
        Assert.StartsWith("Never seen: huge.", report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_replayed_case_and_a_shortened_run_need_not_see_everything()
    {
        (PropertyReport replayed, _) = SampleRunner.Execute(nameof(SampleProperties.SeesBoth), s => s with { Replay = "(1,3,5)" });
        Assert.True(replayed.Passed, replayed.Text);
        Assert.Equal(1, replayed.Cases);

        PropertySettings shortened = Settings(nameof(SampleProperties.SeesBoth), seed: null, maxTest: "5");
        Assert.Empty(shortened.MustSee);
        Assert.Equal(5, shortened.MaxTest);
        Assert.NotEmpty(Settings(nameof(SampleProperties.SeesBoth), seed: null, maxTest: "5000").MustSee);
    }

    [Theory]
    [InlineData(nameof(SampleProperties.Exhausts))]
    [InlineData(nameof(SampleProperties.Discards))]
    public async Task An_exhausted_property_fails(string method)
    {
        (ITestResultMessage result, _, _) = await SampleRunner.RunAsync(method);
        Assert.StartsWith("Arguments exhausted: 1000 cases were rejected", Assert.IsAssignableFrom<ITestFailed>(result).Messages[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tasks_are_awaited()
    {
        (ITestResultMessage passed, _, IReadOnlyList<string> log) = await SampleRunner.RunAsync(nameof(SampleProperties.IsAsynchronous));
        Assert.IsAssignableFrom<ITestPassed>(passed);
        Assert.Equal(7, log.Count);
        (ITestResultMessage failed, _, _) = await SampleRunner.RunAsync(nameof(SampleProperties.IsAsynchronouslyFalse));
        Assert.IsAssignableFrom<ITestFailed>(failed);
    }

    [Fact]
    public void Labels_and_nested_arguments_are_in_the_message()
    {
        (PropertyReport report, _) = SampleRunner.Execute(nameof(SampleProperties.HasLabelsAndNesting));
        Assert.Contains("Labels: saw 42", report.Text, StringComparison.Ordinal);
        Assert.Equal([(byte)0, 42], report.Arguments);
    }

    [Fact]
    public async Task The_first_generator_of_a_type_wins()
    {
        IReadOnlyList<string> log = (await SampleRunner.RunAsync(nameof(SampleProperties.TakesTheFirstGenerator))).Log;
        Assert.Equal(["7z"], log.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_skipped_property_does_not_run()
    {
        (ITestResultMessage result, Xunit.Sdk.RunSummary summary, IReadOnlyList<string> log) = await SampleRunner.RunAsync(nameof(SampleProperties.IsSkipped));
        Assert.Equal("not today", Assert.IsAssignableFrom<ITestSkipped>(result).Reason);
        Assert.Equal(1, summary.Skipped);
        Assert.Empty(log);
    }

    [Theory]
    [InlineData(nameof(SampleProperties.ReturnsNonsense), "returns void, bool, Task or Property")]
    [InlineData(nameof(SampleProperties.HasMalformedReplay), "is neither")]
    public async Task A_property_that_cannot_be_run_fails_and_says_why(string method, string why)
    {
        (ITestResultMessage result, _, _) = await SampleRunner.RunAsync(method);
        Assert.Contains(why, Assert.IsAssignableFrom<ITestFailed>(result).Messages[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_explores()
    {
        IReadOnlyList<string> plain = SampleRunner.Execute(nameof(SampleProperties.Passes)).Log;
        PropertySettings settings = Settings(nameof(SampleProperties.Passes), seed: "1", maxTest: null);
        (PropertyReport report, IReadOnlyList<string> salted) = SampleRunner.Execute(nameof(SampleProperties.Passes), _ => settings);
        Assert.Equal(plain.Count, salted.Count);
        Assert.NotEqual(plain, salted);
        Assert.Equal(salted, SampleRunner.Execute(nameof(SampleProperties.Passes), _ => settings).Log);
        Assert.Contains("HARDMAX_SEED was '1'", report.Text, StringComparison.Ordinal);

        PropertySettings shortened = Settings(nameof(SampleProperties.Passes), seed: null, maxTest: "30");
        Assert.Equal(30, SampleRunner.Execute(nameof(SampleProperties.Passes), _ => shortened).Log.Count);
        Assert.Throws<FormatException>(() => Settings(nameof(SampleProperties.Passes), seed: null, maxTest: "0"));
    }

    [Fact]
    public void A_class_says_what_its_properties_share_and_a_property_overrides_it()
    {
        System.Reflection.MethodInfo shared = typeof(SharingSamples).GetMethod(nameof(SharingSamples.Shares))!;
        System.Reflection.MethodInfo overriding = typeof(SharingSamples).GetMethod(nameof(SharingSamples.Overrides))!;
        PropertySettings fromClass = PropertySettings.Of(shared, typeof(SharingSamples), _ => null);
        Assert.Equal((20, 30, 40, 50), (fromClass.MaxTest, fromClass.MaxRejected, fromClass.StartSize, fromClass.EndSize));
        Assert.Equal([typeof(SampleProperties.Seven)], fromClass.Arbitrary);
        PropertySettings own = PropertySettings.Of(overriding, typeof(SharingSamples), _ => null);
        Assert.Equal((2, 30, 4, 5), (own.MaxTest, own.MaxRejected, own.StartSize, own.EndSize));
        Assert.Equal([typeof(SampleProperties.Eight), typeof(SampleProperties.Seven)], own.Arbitrary);
    }

    [Fact]
    public void Verbose_writes_every_case_and_every_shrink()
    {
        var lines = new List<string>();
        using var target = new SampleProperties();
        PropertyReport report = PropertyRun.Execute(
            SampleRunner.MethodOf(nameof(SampleProperties.ThrowsAbove)),
            target,
            "verbose",
            Settings(nameof(SampleProperties.ThrowsAbove), seed: null, maxTest: null) with { Verbose = true },
            lines.Add);
        Assert.StartsWith("0: x = ", lines[0], StringComparison.Ordinal);
        Assert.Equal("shrunk: x = 1000", lines[^1]);
        Assert.False(report.Passed);
    }

    [Fact]
    public void Sightings_may_be_noted_from_several_threads()
    {
        var seen = new Sightings();
        Parallel.For(0, 1000, i => seen.Note($"{i % 10}"));
        Assert.Equal(10, seen.Labels.Count);
    }

    private static PropertySettings Settings(string method, string? seed, string? maxTest) => PropertySettings.Of(
        SampleRunner.MethodOf(method),
        typeof(SampleProperties),
        name => name == "HARDMAX_SEED" ? seed : name == "HARDMAX_MAXTEST" ? maxTest : null);
}
