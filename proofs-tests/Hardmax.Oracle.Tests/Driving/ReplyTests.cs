using System.Diagnostics;
using System.Globalization;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>What the reply is, whatever a program does.</summary>
public sealed class ReplyTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);
    private static readonly double[][][] Right = [[[1, 1], [1, -1], [0.5, 0]], [[1, 1], [1, -1], [0.5 + (0.5 / 1.5 * 0.5), 0]]];

    [Theory]
    [InlineData("right")]
    [InlineData("split")]
    [InlineData("crlf")]
    [InlineData("byte-order-mark")]
    [InlineData("no-line-end-at-the-end")]
    [InlineData("exits-after-answering")]
    [InlineData("ignores-stop")]
    public async Task A_right_answer_arrives_however_it_is_written(string kind)
    {
        Reply reply = await FakePrograms.AskAsync(kind);
        Assert.Equal((ReplyKind.Answered, string.Empty), (reply.Kind, reply.Message));
        Assert.Equal(Right, FakePrograms.Doubles(reply));
        Assert.Null(reply.Selected);
        Assert.Null(reply.Echo);
        Assert.Empty(reply.Breaches);
        Assert.InRange(reply.Elapsed, TimeSpan.FromTicks(1), HangGuard.Time);
    }

    [Fact]
    public async Task One_process_answers_many_cases_and_large_ones()
    {
        await using ExternalImplementation fake = await FakePrograms.StartAsync("right");
        for (int i = 0; i < 20; i++)
        {
            OracleCase asked = i == 10 ? FakePrograms.LargeCase : FakePrograms.Case;
            Reply reply = await fake.RunAsync(asked, CancellationToken.None);
            Assert.Equal(ReplyKind.Answered, reply.Kind);
            Assert.Equal(asked.Problem.Tokens, reply.Layers[0].Tokens);
        }
    }

    [Theory]
    [InlineData("noise", "layer 0")]
    [InlineData("braces", "{x}")]
    public async Task Noise_is_reported_once_for_each_kind_and_survived(string kind, string first)
    {
        Reply reply = await FakePrograms.AskAsync(kind);
        Assert.Equal(ReplyKind.Answered, reply.Kind);
        Assert.Equal(Right, FakePrograms.Doubles(reply));
        Assert.Equal([$"wrote to stdout a line that is no JSON object: '{first}'"], reply.Breaches);
    }

    [Fact]
    public async Task What_a_program_says_it_received_is_handed_on_and_not_believed()
    {
        Reply reply = await FakePrograms.AskAsync("echo-lie");
        Assert.Equal(ReplyKind.Answered, reply.Kind);
        Assert.Equal([[0.5]], reply.Echo!.Tokens!.Tokens!.ToDoubles());
        Assert.Equal(Numbers.Rational.FromDouble(0.25), reply.Echo.Alpha);
    }

    [Fact]
    public async Task Attention_sets_are_handed_on()
    {
        Reply reply = await FakePrograms.AskAsync("selected");
        Assert.Equal(["0", "1 2", string.Empty], Assert.Single(reply.Selected!).Sets!.Value.Select(set => string.Join(' ', set)));
    }

    [Fact]
    public async Task Missing_layers_and_bare_NaN_are_answers_to_be_judged()
    {
        Reply few = await FakePrograms.AskAsync("few-layers");
        Assert.Equal((ReplyKind.Answered, 1), (few.Kind, few.Layers.Count));
        Reply nan = await FakePrograms.AskAsync("nan");
        Assert.Equal(ReplyKind.Answered, nan.Kind);
        Assert.Equal((VerdictClass.NonFinite, 0, 0), (nan.Layers[1].Defect!.Class, nan.Layers[1].Defect!.Token, nan.Layers[1].Defect!.Coordinate));
    }

    [Fact]
    public async Task To_decline_and_to_err_are_answers_too()
    {
        Reply skipped = await FakePrograms.AskAsync("skips");
        Assert.Equal((ReplyKind.Skipped, "not today"), (skipped.Kind, skipped.Message));
        Reply errored = await FakePrograms.AskAsync("errors");
        Assert.Equal((ReplyKind.Errored, "singular\\u000amatrix", "a traceback"), (errored.Kind, errored.Message, errored.StandardError.Trim()));
    }

    [Theory]
    [InlineData("wrong-seq", "answered seq 6; expected seq 1")]
    [InlineData("no-trajectory", "the answer: top level: the field 'trajectory' is missing; expected an object that has it")]
    [InlineData("no-seq", "the answer: top level: the field 'seq' is missing; expected an object that has it")]
    [InlineData("words", "the answer: trajectory[0][0][0]: 'one' is")]
    [InlineData("twice", "answered twice")]
    [InlineData("broken-answer", "the answer: trajectory[2] (line 1, byte ")]
    [InlineData("shares-a-line", "the answer: top level (line 1, byte 1): is no JSON")]
    public async Task What_is_no_answer_to_the_case_is_malformed_and_the_next_case_gets_a_fresh_start(string kind, string message)
    {
        await using ExternalImplementation fake = await FakePrograms.StartAsync(kind);
        Reply reply = await fake.RunAsync(FakePrograms.Case, CancellationToken.None);
        Assert.Equal(ReplyKind.Malformed, reply.Kind);
        Assert.StartsWith(message, reply.Message, StringComparison.Ordinal);
        Assert.Empty(reply.Layers);
        Assert.Equal(ReplyKind.Malformed, (await fake.RunAsync(FakePrograms.Case, CancellationToken.None)).Kind);
    }

    [Fact]
    public async Task A_second_answer_that_comes_late_is_found_with_the_next_case()
    {
        await using ExternalImplementation fake = await FakePrograms.StartAsync("twice-late");
        Assert.Equal(ReplyKind.Answered, (await fake.RunAsync(FakePrograms.Case, CancellationToken.None)).Kind);
        Reply second = await fake.RunAsync(FakePrograms.Case, CancellationToken.None);
        Assert.Equal((ReplyKind.Malformed, "answered seq 1 again; expected seq 2"), (second.Kind, second.Message));
        Assert.Equal(ReplyKind.Answered, (await fake.RunAsync(FakePrograms.Case, CancellationToken.None)).Kind);
    }

    [Theory]
    [InlineData("crash", "ended with exit code 3 before it answered; the end of its stderr: ValueError: boom")]
    [InlineData("partial-then-dies", "ended with exit code 0 in the middle of a line, '{\"seq\":1,\"traj'")]
    [InlineData("closes-stdout", "closed its standard output before it answered")]
    [InlineData("fork", "ended with exit code 5 before it answered; the end of its stderr: gone")]
    [InlineData("exits-after-hello", "ended with exit code 0 before it answered")]
    public async Task A_program_that_ends_has_crashed_and_the_next_case_gets_a_fresh_start(string kind, string message)
    {
        var watch = Stopwatch.StartNew();
        await using ExternalImplementation fake = await FakePrograms.StartAsync(kind);
        for (int i = 0; i < 2; i++)
        {
            Reply reply = await fake.RunAsync(FakePrograms.Case, CancellationToken.None);
            Assert.Equal((ReplyKind.Crashed, message), (reply.Kind, reply.Message));
        }

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, HangGuard.Time);
    }

    [Fact]
    public async Task A_program_that_a_signal_ended_has_crashed()
    {
        Reply reply = await FakePrograms.AskAsync("kill-self");
        Assert.Equal(ReplyKind.Crashed, reply.Kind);
        Assert.StartsWith(OperatingSystem.IsWindows() ? "ended with exit code" : "ended with exit code 134 (SIGABRT) before it answered", reply.Message, StringComparison.Ordinal);
        Assert.NotEmpty(reply.StandardError);
    }

    [Fact]
    public async Task A_program_that_closes_its_stdin_cannot_be_asked()
    {
        var watch = Stopwatch.StartNew();
        Reply reply = await FakePrograms.AskAsync("closes-stdin");
        Assert.Equal((ReplyKind.Crashed, "closed its standard input before it answered"), (reply.Kind, reply.Message));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, HangGuard.Time);
    }

    [Theory]
    [InlineData("hang", "did not answer within 1 s; an answer may")]
    [InlineData("fork-and-hang", "did not answer within 1 s; an answer may")]
    [InlineData("no-line-end", "did not answer within 1 s; its last line has no end: '{\"seq\":1,\"trajectory\":[[[1,1],[1,-1],[0.5,0]]")]
    public async Task A_hang_is_ended_with_all_that_the_program_has_started(string kind, string message)
    {
        var watch = Stopwatch.StartNew();
        await using ExternalImplementation fake = await ExternalImplementation.StartAsync(FakePrograms.Options(kind) with { CaseTimeout = Short }, CancellationToken.None);
        Reply reply = await fake.RunAsync(FakePrograms.Case, CancellationToken.None);
        Assert.Equal(ReplyKind.TimedOut, reply.Kind);
        Assert.StartsWith(message, reply.Message, StringComparison.Ordinal);
        Assert.EndsWith("; an answer may wait in a buffer: standard output must be flushed after each (fflush or setvbuf in C, flush=True or python -u in Python)", reply.Message, StringComparison.Ordinal);
        switch (kind)
        {
            case "hang":
                Assert.Equal("thinking", reply.StandardError.Trim());
                break;
            case "fork-and-hang":
                Assert.True(await EndsSoonAsync(int.Parse(reply.StandardError, CultureInfo.InvariantCulture)));
                break;
        }

        Assert.InRange(reply.Elapsed, Short * 0.9, HangGuard.Time);
        Assert.InRange(watch.Elapsed, Short, HangGuard.Time);
    }

    private static async Task<bool> EndsSoonAsync(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(5));
            return true;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    [Fact]
    public async Task A_program_that_does_not_read_is_given_up_in_time()
    {
        await using ExternalImplementation fake = await ExternalImplementation.StartAsync(FakePrograms.Options("hang-without-reading") with { CaseTimeout = Short }, CancellationToken.None);
        Reply reply = await fake.RunAsync(FakePrograms.LargeCase, CancellationToken.None);
        Assert.Equal((ReplyKind.TimedOut, "did not answer within 1 s, and did not read all that was sent"), (reply.Kind, reply.Message));
        Assert.InRange(reply.Elapsed, Short * 0.9, HangGuard.Time);
    }

    [Fact]
    public async Task After_a_hang_the_next_case_is_answered_by_a_fresh_start()
    {
        await using ExternalImplementation fake = await ExternalImplementation.StartAsync(FakePrograms.Options("slow-second") with { CaseTimeout = TimeSpan.FromSeconds(3) }, CancellationToken.None);
        var kinds = new List<ReplyKind>();
        for (int i = 0; i < 3; i++)
        {
            kinds.Add((await fake.RunAsync(FakePrograms.Case, CancellationToken.None)).Kind);
        }

        Assert.Equal([ReplyKind.Answered, ReplyKind.TimedOut, ReplyKind.Answered], kinds);
    }
}
