using System.IO.Compression;
using System.IO.Pipes;
using System.Text;
using Hardmax.Formats;
using Xunit;

namespace Hardmax.Sentiment.Tests.Text;

/// <summary>Gzip is whole or refused, and nothing is larger than the limits.</summary>
public sealed class ReviewStreamTests : IDisposable
{
    private const string CutOff = "file: is gzip that is cut off, or has other bytes behind it; expected whole gzip data";
    private const string Damaged = "file: is gzip that is damaged; expected whole gzip data";
    private static readonly string Csv = "label,text\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i % 2},\"text {i * 7919}\"\n"));

    private readonly ReviewInputs _inputs = new();

    public void Dispose() => _inputs.Dispose();

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_refused()
    {
        byte[] gzip = ReviewInputs.Gzip(Csv);
        for (int length = 2; length < gzip.Length; length++)
        {
            Assert.Equal(CutOff, ReviewInputs.Refused(_inputs.Write("cut.gz", gzip.AsSpan(0, length))));
        }

        Assert.Equal(40, ReviewInputs.Read(_inputs.Write("whole.gz", gzip)).Count);
    }

    [Fact]
    public void A_changed_bit_changes_no_review()
    {
        byte[] gzip = ReviewInputs.Gzip("label,text\n" + string.Concat(Enumerable.Range(0, 8).Select(i => $"{i % 2},text {i * 7919}\n")));
        string[] reviews = ReviewInputs.Signed(ReviewInputs.Read(_inputs.Write("x.gz", gzip)));
        Dictionary<string, int> messages = [];

        // The first ten bytes hold flags, a time and a system.
        for (int bit = 80; bit < 8 * gzip.Length; bit++)
        {
            byte[] changed = [.. gzip];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            string path = _inputs.Write("x.gz", changed);
            try
            {
                // The bits that fill up the last byte before the checksum mean nothing.
                Assert.Equal(reviews, ReviewInputs.Signed(ReviewInputs.Read(path)));
                messages["read"] = messages.GetValueOrDefault("read") + 1;
            }
            catch (InvalidInputException e)
            {
                messages[$"{e.Place}: {e.Reason}"] = messages.GetValueOrDefault($"{e.Place}: {e.Reason}") + 1;
            }
        }

        Assert.InRange(messages.GetValueOrDefault("read"), 0, 7);
        Assert.InRange(messages[Damaged], 64, 8 * gzip.Length);
    }

    [Fact]
    public void Several_members_are_one_content()
    {
        int middle = Csv.Length / 2;
        byte[] two = [.. ReviewInputs.Gzip(Csv[..middle]), .. ReviewInputs.Gzip(Csv[middle..])];
        Assert.Equal(40, ReviewInputs.Read(_inputs.Write("two.gz", two)).Count);
        Assert.Equal(40, ReviewInputs.Read(_inputs.Write("three.gz", [.. two, .. ReviewInputs.Gzip("")])).Count);
        for (int cut = 1; cut < 40; cut++)
        {
            Assert.Equal(CutOff, ReviewInputs.Refused(_inputs.Write("two-cut.gz", two.AsSpan(0, two.Length - cut))));
        }
    }

    [Theory]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0x1F })]
    [InlineData(new byte[] { 0x1F, 0x8B })]
    [InlineData(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    public void Bytes_behind_the_data_are_refused(byte[] behind) =>
        Assert.Equal(CutOff, ReviewInputs.Refused(_inputs.Write("behind.gz", [.. ReviewInputs.Gzip(Csv), .. behind])));

    [Theory]
    [InlineData(1 << 13)]
    [InlineData(1 << 16)]
    [InlineData(1 << 17)]
    public void The_end_of_a_file_may_be_anywhere_in_a_buffer(int around)
    {
        int overhead = ReviewInputs.Gzip(new byte[around], CompressionLevel.NoCompression).Length - around;
        for (int length = around - overhead - 20; length <= around + 20; length++)
        {
            byte[] csv = Encoding.UTF8.GetBytes($"label,text\n1,{new string('x', length - 13)}");
            byte[] gzip = ReviewInputs.Gzip(csv, CompressionLevel.NoCompression);
            Assert.Equal(length - 13, ReviewInputs.Read(_inputs.Write("x.gz", gzip))[0].Text.Length);
            Assert.Equal(length - 13, ReviewInputs.Read(_inputs.Write("x.csv", csv))[0].Text.Length);
            Assert.Equal(CutOff, ReviewInputs.Refused(_inputs.Write("x.gz", gzip.AsSpan(0, gzip.Length - 1))));
        }
    }

    [Fact]
    public void Empty_gzip_is_an_empty_file() =>
        Assert.StartsWith("file: is empty;", ReviewInputs.Refused(_inputs.Write("empty.csv.gz", ReviewInputs.Gzip(""))), StringComparison.Ordinal);

    [Fact]
    public void Gzip_is_told_by_its_first_bytes_alone()
    {
        Assert.Equal(40, ReviewInputs.Read(_inputs.Write("plain.csv.gz", Csv)).Count);
        Assert.Equal(40, ReviewInputs.Read(_inputs.Write("packed.csv", ReviewInputs.Gzip(Csv))).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_cannot_be_rewound_is_read(bool isGzip)
    {
        // The reading end of a pipe has a path where there is /proc; the bytes fit into its buffer.
        if (!Directory.Exists("/proc/self/fd"))
        {
            return;
        }

        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        using (var writer = new AnonymousPipeClientStream(PipeDirection.Out, pipe.ClientSafePipeHandle))
        {
            writer.Write(isGzip ? ReviewInputs.Gzip(Csv) : Encoding.UTF8.GetBytes(Csv));
        }

        Assert.Equal(40, ReviewInputs.Read($"/proc/self/fd/{pipe.SafePipeHandle.DangerousGetHandle()}").Count);
    }

    [Fact]
    public void Nothing_is_skipped_where_nothing_is_asked_for()
    {
        using var stream = new ChainedStream(new MemoryStream([]), new MemoryStream([1, 2]), new MemoryStream([3]));
        byte[] read = new byte[4];
        Assert.Equal((0, 0), (stream.Read(read, 0, 0), stream.Part));
        Assert.Equal((2, 1), (stream.Read(read), stream.Part));
        Assert.Equal((0, 1), (stream.Read(read, 0, 0), stream.Part));
        Assert.Equal((1, 2), (stream.Read(read), stream.Part));
        Assert.Equal((0, 2), (stream.Read(read), stream.Part));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Content_beyond_the_limit_is_refused(bool isGzip)
    {
        byte[] csv = Encoding.UTF8.GetBytes(Csv);
        string path = _inputs.Write("x", isGzip ? ReviewInputs.Gzip(csv) : csv);
        Assert.Equal(40, Read(path, new ReviewLimits(csv.Length, 1 << 20, 40)).Count);
        Assert.Equal(
            $"file: holds more than {csv.Length - 1} bytes{(isGzip ? " after decompression" : "")}; expected at most that",
            ReviewInputs.Refused(path, () => Read(path, new ReviewLimits(csv.Length - 1, 1 << 20, 40))));
        Assert.Equal(
            "row 41 (line 41): is one review too many; expected at most 39",
            ReviewInputs.Refused(path, () => Read(path, new ReviewLimits(csv.Length, 1 << 20, 39))));
    }

    [Fact]
    public void A_bomb_is_refused_before_it_is_held()
    {
        // One row of 64 MiB, and sixteen million rows: a hundred bytes of memory for each would be the same again.
        byte[] row = ReviewInputs.Gzip(new byte[1 << 20]);
        string one = _inputs.Write("one.gz", [.. ReviewInputs.Gzip("label,text\n1,"), .. Enumerable.Repeat(row, 64).SelectMany(bytes => bytes)]);
        string quoted = _inputs.Write("quoted.gz", [.. ReviewInputs.Gzip("label,text\n1,\""), .. Enumerable.Repeat(row, 64).SelectMany(bytes => bytes)]);
        byte[] rows = ReviewInputs.Gzip(string.Concat(Enumerable.Repeat("1,x\n", 1 << 18)));
        string many = _inputs.Write("many.gz", [.. ReviewInputs.Gzip("label,text\n"), .. Enumerable.Repeat(rows, 64).SelectMany(bytes => bytes)]);
        Assert.All([one, quoted, many], path => Assert.InRange(new FileInfo(path).Length, 1, 1 << 20));

        const string TooLong = "row 2 (line 2): is longer than 16 MiB, or has a quote that does not close; expected at most that";
        AssertCheap(() => Assert.Equal(TooLong, ReviewInputs.Refused(one)), 100 << 20);
        AssertCheap(() => Assert.Equal(TooLong, ReviewInputs.Refused(quoted)), 100 << 20);
        AssertCheap(
            () => Assert.Equal(
                "file: holds more than 4 MiB after decompression; expected at most that",
                ReviewInputs.Refused(many, () => Read(many, new ReviewLimits(4 << 20, 1 << 20, ReviewFiles.MaxReviews)))),
            256 << 20);
        AssertCheap(
            () => Assert.Equal(
                "row 1002 (line 1002): is one review too many; expected at most 1000",
                ReviewInputs.Refused(many, () => Read(many, new ReviewLimits(ReviewFiles.MaxBytes, 1 << 20, 1000)))),
            8 << 20);
    }

    private static IReadOnlyList<LabelledReview> Read(string path, ReviewLimits limits) =>
        ReviewFiles.Read(path, ReviewFormat.Usual, limits, CancellationToken.None).Reviews;

    private static void AssertCheap(Action action, long bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, bytes);
    }
}
