using System.Globalization;
using System.Text.RegularExpressions;
using Hardmax.Testing;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Hardmax.Tests.Testing;

/// <summary>The additions to FsCheck.Xunit, tried on properties of known fate. One class, because the samples share a log.</summary>
public sealed class PropertyTests
{
    [Fact]
    public async Task A_property_that_holds_passes_after_MaxTest_cases_on_one_object()
    {
        int before = SampleProperties.Disposed;
        (ITestResultMessage result, RunSummary summary, IReadOnlyList<string> log) = await RunAsync(nameof(SampleProperties.Passes));
        Assert.IsAssignableFrom<ITestPassed>(result);
        Assert.Equal((1, 0, 0), (summary.Total, summary.Failed, summary.Skipped));
        Assert.Equal(60, log.Count);
        Assert.True(log.Distinct(StringComparer.Ordinal).Count() > 30, "the cases vary");
        Assert.Equal(before + 1, SampleProperties.Disposed);
    }

    [Fact]
    public async Task The_attribute_of_the_method_goes_before_that_of_the_class()
    {
        IReadOnlyList<string> log = (await RunAsync(nameof(SampleProperties.Overrides))).Log;
        Assert.Equal(Enumerable.Repeat("7 at 9", 7), log);
    }

    [Fact]
    public async Task Two_runs_see_the_same_cases_and_two_tests_do_not()
    {
        IReadOnlyList<string> first = (await RunAsync(nameof(SampleProperties.Passes))).Log;
        IReadOnlyList<string> second = (await RunAsync(nameof(SampleProperties.Passes))).Log;
        IReadOnlyList<string> other = (await RunAsync(nameof(SampleProperties.PassesToo))).Log;
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task HARDMAX_SEED_leads_to_other_cases_which_repeat()
    {
        IReadOnlyList<string> plain = (await RunAsync(nameof(SampleProperties.Passes))).Log;
        IReadOnlyList<string> salted = (await RunAsync(nameof(SampleProperties.Passes), seed: "1")).Log;
        Assert.NotEqual(plain, salted);
        Assert.Equal(salted, (await RunAsync(nameof(SampleProperties.Passes), seed: "1")).Log);
        Assert.NotEqual(salted, (await RunAsync(nameof(SampleProperties.Passes), seed: "2")).Log);
    }

    [Fact]
    public async Task HARDMAX_MAXTEST_replaces_MaxTest()
    {
        Assert.Equal(30, (await RunAsync(nameof(SampleProperties.Passes), maxTest: "30")).Log.Count);
        Assert.Equal(90, (await RunAsync(nameof(SampleProperties.Passes), maxTest: "90")).Log.Count);
        Assert.IsAssignableFrom<ITestFailed>((await RunAsync(nameof(SampleProperties.Passes), maxTest: "0")).Result);
    }

    [Fact]
    public async Task A_failure_prints_its_replay_which_gives_the_same_counterexample_at_its_first_case()
    {
        (ITestResultMessage first, _, IReadOnlyList<string> log) = await RunAsync(nameof(SampleProperties.FailsAbove));
        (ITestResultMessage again, _, IReadOnlyList<string> replayed) = await RunAsync(nameof(SampleProperties.FailsAgain));
        string message = Message(first);
        Assert.StartsWith($"Replay = \"{SampleProperties.ReplayOfFailsAbove}\"", message, StringComparison.Ordinal);
        Assert.StartsWith($"Replay = \"{SampleProperties.ReplayOfFailsAbove}\"", Message(again), StringComparison.Ordinal);
        Assert.Contains($"Shrunk:{Environment.NewLine}1000{Environment.NewLine}", message, StringComparison.Ordinal);
        Assert.NotEmpty(Arguments(message));
        Assert.Equal(Arguments(message), Arguments(Message(again)));
        Assert.Equal(log.First(x => int.Parse(x, CultureInfo.InvariantCulture) >= 1000), replayed[0]);
    }

    [Fact]
    public async Task The_seed_of_a_name_is_fixed_for_ever()
    {
        // The first eight bytes, little-endian, of the SHA-256 of the test's full name.
        ITestResultMessage result = (await RunAsync(nameof(SampleProperties.FailsAbove))).Result;
        Assert.Contains("(13981339799568022059,", Message(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_exception_of_the_property_is_the_inner_exception()
    {
        var failed = (ITestFailed)(await RunAsync(nameof(SampleProperties.Throws))).Result;
        Assert.Equal("System.InvalidTimeZoneException", failed.ExceptionTypes[1]);
        Assert.Equal("thrown for 0", failed.Messages[1]);
    }

    [Theory]
    [InlineData(nameof(SampleProperties.SeesNoUnicorn), "Never seen: unicorn. ")]
    [InlineData(nameof(SampleProperties.SeesOnlyWhatItRejects), "Never seen: huge. ")]
    public async Task A_label_that_occurs_in_no_case_that_was_tested_fails_and_is_named(string method, string message)
    {
        (ITestResultMessage result, RunSummary summary, _) = await RunAsync(method);
        Assert.StartsWith(message, Message(result), StringComparison.Ordinal);
        Assert.Equal(1, summary.Failed);
    }

    [Fact]
    public async Task Labels_that_occur_pass_and_are_counted()
    {
        (ITestResultMessage result, _, IReadOnlyList<string> log) = await RunAsync(nameof(SampleProperties.SeesBoth));
        int even = log.Count(x => byte.IsEvenInteger(byte.Parse(x, CultureInfo.InvariantCulture)));
        Assert.IsAssignableFrom<ITestPassed>(result);
        Assert.EndsWith($"{even} of even{Environment.NewLine}{60 - even} of odd", result.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.IsAssignableFrom<ITestPassed>((await RunAsync(nameof(SampleProperties.Classifies))).Result);
    }

    [Fact]
    public async Task Arguments_are_written_exactly_and_without_the_sightings()
    {
        string message = Message((await RunAsync(nameof(SampleProperties.FailsForNumbers))).Result);
        string[] arguments = Arguments(message).Split(Environment.NewLine);
        Assert.Equal(["Original:", "0.30000000000000004", "7", "with exception"], arguments);
    }

    [Fact]
    public async Task One_replayed_case_and_a_shortened_run_need_not_see_everything()
    {
        Assert.IsAssignableFrom<ITestPassed>((await RunAsync(nameof(SampleProperties.ReplaysOneCase))).Result);
        Assert.IsAssignableFrom<ITestPassed>((await RunAsync(nameof(SampleProperties.SeesNoUnicorn), maxTest: "5")).Result);
        Assert.IsAssignableFrom<ITestFailed>((await RunAsync(nameof(SampleProperties.SeesNoUnicorn), maxTest: "5000")).Result);
    }

    [Fact]
    public async Task An_exhausted_property_fails()
    {
        ITestResultMessage result = (await RunAsync(nameof(SampleProperties.Exhausts))).Result;
        Assert.Contains("Arguments exhausted", Message(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_skipped_property_does_not_run()
    {
        (ITestResultMessage result, RunSummary summary, IReadOnlyList<string> log) = await RunAsync(nameof(SampleProperties.IsSkipped));
        Assert.Equal("not today", Assert.IsAssignableFrom<ITestSkipped>(result).Reason);
        Assert.Equal(1, summary.Skipped);
        Assert.Empty(log);
    }

    private static string Message(ITestResultMessage result) => Assert.IsAssignableFrom<ITestFailed>(result).Messages[0];

    private static string Arguments(string message) =>
        Regex.Match(message, "Original:.*with exception", RegexOptions.Singleline, TimeSpan.FromSeconds(1)).Value;

    // Runs a sample as xunit would, and returns the message that a runner shows, with the cases that were logged meanwhile.
    private static async Task<(ITestResultMessage Result, RunSummary Summary, IReadOnlyList<string> Log)> RunAsync(
        string method, string? seed = null, string? maxTest = null)
    {
        var sink = new Xunit.Sdk.NullMessageSink();
        using var bus = new Recorder();
        var assembly = new TestAssembly(Reflector.Wrap(typeof(SampleProperties).Assembly));
        var collection = new TestCollection(assembly, collectionDefinition: null, "samples");
        var testClass = new TestClass(collection, Reflector.Wrap(typeof(SampleProperties)));
        var testMethod = new TestMethod(testClass, Reflector.Wrap(typeof(SampleProperties).GetMethod(method)));
        using var testCase = new SeededTestCase(sink, TestMethodDisplay.ClassAndMethod, TestMethodDisplayOptions.None, testMethod)
        {
            Variables = name => name == "HARDMAX_SEED" ? seed : name == "HARDMAX_MAXTEST" ? maxTest : null,
        };
        using var cancellation = new CancellationTokenSource();
        SampleProperties.Log.Clear();
        RunSummary summary = await testCase.RunAsync(sink, bus, [], new ExceptionAggregator(), cancellation);
        return (bus.Messages.OfType<ITestResultMessage>().Single(), summary, [.. SampleProperties.Log]);
    }

    private sealed class Recorder : IMessageBus
    {
        public List<IMessageSinkMessage> Messages { get; } = [];

        public bool QueueMessage(IMessageSinkMessage message)
        {
            Messages.Add(message);
            return true;
        }

        public void Dispose()
        {
        }
    }
}
