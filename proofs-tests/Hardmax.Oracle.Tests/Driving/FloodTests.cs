using System.Diagnostics;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>Tests that measure memory and have the machine to themselves.</summary>
[CollectionDefinition(nameof(MeasuredTests), DisableParallelization = true)]
public sealed class MeasuredTests;

/// <summary>Memory and time are bounded, however much a program writes.</summary>
[Collection(nameof(MeasuredTests))]
public sealed class FloodTests
{
    private const long Mebibyte = 1 << 20;

    [Theory]
    [InlineData("flood", "wrote 16 MiB to stdout that are no answer")]
    [InlineData("flood-in-one-line", "wrote 16 MiB to stdout that are no answer")]
    [InlineData("endless-answer", "the answer: line: it is longer than any answer to this can be: '{\"seq\":1,")]
    public async Task A_flood_on_stdout_is_ended(string kind, string message)
    {
        (Reply reply, long allocated) = await MeasureAsync(kind);
        Assert.Equal(ReplyKind.Malformed, reply.Kind);
        Assert.StartsWith(message, reply.Message, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, 8 * Mebibyte);
    }

    [Theory]
    [InlineData("noise-10-mib")]
    [InlineData("noise-10-mib-in-one-line")]
    public async Task Much_noise_before_an_answer_is_read_past(string kind)
    {
        (Reply reply, long allocated) = await MeasureAsync(kind);
        Assert.Equal((ReplyKind.Answered, 1), (reply.Kind, reply.Breaches.Count));
        Assert.InRange(allocated, 0, 256 * Mebibyte);
    }

    [Fact]
    public async Task A_flood_on_stderr_blocks_nothing_and_its_end_is_kept()
    {
        (Reply reply, long allocated) = await MeasureAsync("stderr-flood");
        Assert.Equal(ReplyKind.Answered, reply.Kind);
        Assert.Equal(ErrorTail.Size, reply.StandardError.Length);
        Assert.InRange(allocated, 0, 8 * Mebibyte);
    }

    private static async Task<(Reply Reply, long Allocated)> MeasureAsync(string kind)
    {
        await using ExternalImplementation fake = await FakePrograms.StartAsync(kind);
        long before = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        Reply reply = await fake.RunAsync(FakePrograms.Case, CancellationToken.None);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, HangGuard.Time);
        return (reply, GC.GetTotalAllocatedBytes() - before);
    }
}
