using System.Text;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>Lines come out of pieces as they went in, in bounded memory.</summary>
public sealed class LineBufferTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Pieces_of_any_size_make_the_same_lines(int size)
    {
        var buffer = new LineBuffer();
        byte[] text = Encoding.UTF8.GetBytes("\uFEFFone\r\n\ntwo \r three\n\r\nfour\nrest");
        var lines = new List<string>();
        for (int at = 0; at < text.Length; at += size)
        {
            buffer.Append(text.AsSpan(at, Math.Min(size, text.Length - at)));
            lines.AddRange(TakeAll(buffer).Select(line => Encoding.UTF8.GetString(line.Bytes.Span)));
        }

        Assert.Equal(["one", "", "two \r three", "", "four"], lines);
        Assert.Equal("rest", Encoding.UTF8.GetString(buffer.PeekRest().Span));
    }

    [Fact]
    public void A_line_that_is_too_long_is_cut_once_and_the_next_one_is_whole()
    {
        var buffer = new LineBuffer { MaxLineBytes = 5000 };
        var lines = new List<ReceivedLine>();
        byte[] piece = Encoding.UTF8.GetBytes(new string('x', 3000));
        for (int i = 0; i < 1000; i++)
        {
            buffer.Append(piece);
            lines.AddRange(TakeAll(buffer));
            Assert.InRange(buffer.Capacity, 0, 128 << 10);
        }

        buffer.Append("\nnext\n"u8);
        Assert.True(Assert.Single(lines) is { IsCut: true, Bytes.Length: 1024 });
        ReceivedLine next = Assert.Single(TakeAll(buffer));
        Assert.Equal("next", Encoding.UTF8.GetString(next.Bytes.Span));
        Assert.False(next.IsCut);
    }

    [Fact]
    public void A_line_of_the_longest_length_is_whole_and_its_memory_is_given_back()
    {
        const int longest = 3 << 20;
        var buffer = new LineBuffer { MaxLineBytes = longest };
        byte[] line = [.. Enumerable.Repeat((byte)'y', longest), (byte)'\n', (byte)'z', .. Enumerable.Repeat((byte)'y', longest), (byte)'\n'];
        var lengths = new List<(int, bool)>();
        foreach (byte[] piece in line.Chunk(60_000))
        {
            buffer.Append(piece);
            lengths.AddRange(TakeAll(buffer).Select(taken => (taken.Bytes.Length, taken.IsCut)));
            Assert.InRange(buffer.Capacity, 0, longest + 120_000);
        }

        Assert.Equal([(longest, false), (1024, true)], lengths);
        buffer.Append("a\n"u8);
        Assert.InRange(buffer.Capacity, 0, 64 << 10);
    }

    [Fact]
    public void The_tail_of_stderr_is_the_end_of_what_was_written()
    {
        var tail = new ErrorTail();
        var all = new StringBuilder();
        var random = new Random(3);
        for (int i = 0; i < 400; i++)
        {
            string text = new('é', random.Next(0, 40));
            text = i % 50 == 0 ? new string('a', 20_000) + i : text + i;
            all.Append(text);
            tail.Append(Encoding.UTF8.GetBytes(text));
            string kept = tail.ToString();
            Assert.EndsWith(kept, all.ToString(), StringComparison.Ordinal);
            Assert.InRange(Encoding.UTF8.GetByteCount(kept), Math.Min(Encoding.UTF8.GetByteCount(all.ToString()), ErrorTail.Size - 3), ErrorTail.Size);
        }

        Assert.Equal(tail.ToString(), tail.Take());
        Assert.Empty(tail.ToString());
    }

    private static IEnumerable<ReceivedLine> TakeAll(LineBuffer buffer)
    {
        while (buffer.TryTake(out ReceivedLine line))
        {
            yield return line;
        }
    }
}
