using System.Diagnostics;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>Starts, restarts, interruptions and ends of the driven program.</summary>
public sealed class LifetimeTests
{
    [Fact]
    public async Task A_program_that_exits_after_each_answer_is_started_again_and_told_on()
    {
        await using ExternalImplementation fake = await FakePrograms.StartAsync("exits-after-answering");
        Reply first = await fake.RunAsync(FakePrograms.Case, CancellationToken.None);
        Assert.Empty(first.Breaches);
        for (int i = 0; i < 3; i++)
        {
            Reply next = await fake.RunAsync(FakePrograms.Case, CancellationToken.None);
            Assert.Equal(ReplyKind.Answered, next.Kind);
            Assert.Equal(["ended with exit code 0 after an answer instead of waiting for the next command"], next.Breaches);
        }
    }

    [Theory]
    [InlineData("exits-after-answering")]
    [InlineData("right")]
    [InlineData("banner")]
    public async Task With_oneshot_every_case_has_a_process_of_its_own(string kind)
    {
        await using ExternalImplementation fake = await ExternalImplementation.StartAsync(FakePrograms.Options(kind) with { OneShot = true }, CancellationToken.None);
        for (int i = 0; i < 3; i++)
        {
            Reply reply = await fake.RunAsync(FakePrograms.Case, CancellationToken.None);
            Assert.Equal(ReplyKind.Answered, reply.Kind);
            Assert.Equal(kind == "banner" ? 1 : 0, reply.Breaches.Count);
        }
    }

    [Fact]
    public async Task A_program_that_cannot_be_started_again_goes_on_crashing()
    {
        string mark = Path.Combine(Path.GetTempPath(), $"hardmax-fake-{Guid.NewGuid():N}");
        DrivingOptions fake = FakePrograms.Options("starts-once");
        DrivingOptions options = fake with { Command = ["env", $"HARDMAX_FAKE_MARK={mark}", .. fake.Command] };
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            await using ExternalImplementation started = await ExternalImplementation.StartAsync(options, CancellationToken.None);
            Assert.Equal("ended with exit code 4 before it answered", (await started.RunAsync(FakePrograms.Case, CancellationToken.None)).Message);
            Reply second = await started.RunAsync(FakePrograms.Case, CancellationToken.None);
            Assert.Equal(
                (ReplyKind.Crashed, "could not be started again: 'env' ended with exit code 6 before it answered; the end of its stderr: already started"),
                (second.Kind, second.Message));
        }
        finally
        {
            File.Delete(mark);
        }
    }

    [Fact]
    public async Task An_interruption_is_prompt_and_leaves_no_process()
    {
        await using ExternalImplementation fake = await FakePrograms.StartAsync("hang");
        using var interruption = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fake.RunAsync(FakePrograms.Case, interruption.Token));
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(200), HangGuard.Time);
        Assert.Null(fake.ProcessId);
    }

    [Fact]
    public async Task A_start_can_be_interrupted()
    {
        using var interruption = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => ExternalImplementation.StartAsync(FakePrograms.Options("hang-at-hello"), interruption.Token));
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(200), HangGuard.Time);
    }

    [Theory]
    [InlineData("right")]
    [InlineData("ignores-stop")]
    [InlineData("hang-without-reading")]
    public async Task At_the_end_the_process_is_gone(string kind)
    {
        ExternalImplementation fake = await FakePrograms.StartAsync(kind);
        using Process process = Process.GetProcessById(fake.ProcessId!.Value);
        Assert.False(process.HasExited);
        var watch = Stopwatch.StartNew();
        await fake.DisposeAsync();
        await process.WaitForExitAsync().WaitAsync(HangGuard.Time);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, HangGuard.Time);
        await fake.DisposeAsync();
    }
}
