using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Hardmax.Formats;
using Xunit;

namespace Hardmax.Tests.Formats;

public sealed class SafetensorsWriterTests
{
    private static readonly string HalfOfAPair = ((char)0xd800).ToString();

    [Fact]
    public void What_is_written_is_read_back_bit_for_bit()
    {
        var random = new Random(20240702);
        int special = 0;
        for (int round = 0; round < 60; round++)
        {
            SafetensorsEntry[] entries = [.. Enumerable.Range(0, random.Next(0, 6)).Select(i => Entry(random, $"{random.Next(3)}é\"{(char)('a' + i)}"))];
            Dictionary<string, string> metadata = Enumerable.Range(0, random.Next(0, 4)).ToDictionary(i => $"k{9 - i}\n", i => $"\"{i}\"\0😀<");
            byte[] bytes = Written(entries, metadata);
            SafetensorsFile file = SafetensorsFile.Parse(bytes, "written.safetensors");

            Assert.Equal(entries.Select(entry => entry.Name).Order(StringComparer.Ordinal), file.Tensors.Select(tensor => tensor.Name));
            Assert.Equal(metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal), file.Metadata);
            foreach (SafetensorsEntry entry in entries)
            {
                SafetensorsTensor tensor = file.Tensor(entry.Name);
                Assert.Equal("F32", tensor.DType);
                Assert.Equal(entry.Shape.AsEnumerable(), tensor.Shape);
                Assert.Equal(entry.Values.Select(BitConverter.SingleToUInt32Bits), tensor.ToSingles().Select(BitConverter.SingleToUInt32Bits));
                special += entry.Values.Count(x => float.IsNaN(x) || float.IsSubnormal(x) || float.IsNegative(x) && x == 0);
            }

            Assert.Equal(0UL, BinaryPrimitives.ReadUInt64LittleEndian(bytes) % 8);
            Assert.Equal(bytes, Written([.. entries.Reverse()], metadata.Reverse().ToDictionary()));
        }

        Assert.True(special > 100, $"{special} special numbers are few.");
    }

    [Fact]
    public void More_numbers_than_one_chunk_are_written()
    {
        float[] values = [.. Enumerable.Range(0, 40_000).Select(i => (float)Math.Sin(i))];
        byte[] bytes = Written([new SafetensorsEntry("x", [200, 200], [.. values])]);
        Assert.Equal(values, SafetensorsFile.Parse(bytes, "x").Tensor("x").ToSingles());
    }

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        byte[] bytes = Written(
            [new SafetensorsEntry("b", [1, 2], [1f, -0f]), new SafetensorsEntry("a.x", [], [float.Epsilon]), new SafetensorsEntry("a", [0, 3], [])],
            new Dictionary<string, string> { ["z"] = "é", ["depth"] = "8" });

        string header = """{"__metadata__":{"depth":"8","z":"é"},"a":{"dtype":"F32","shape":[0,3],"data_offsets":[0,0]},"a.x":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1,2],"data_offsets":[4,12]}}""";
        byte[] text = Encoding.UTF8.GetBytes(header);
        int padding = (8 - (text.Length % 8)) % 8;
        Assert.NotEqual(0, padding);
        Assert.Equal(
            [(byte)(text.Length + padding), 0, 0, 0, 0, 0, 0, 0, .. text, .. Enumerable.Repeat((byte)' ', padding), 1, 0, 0, 0, 0, 0, 0x80, 0x3f, 0, 0, 0, 0x80],
            bytes);
    }

    [Fact]
    public void A_header_that_fits_is_not_padded()
    {
        byte[] bytes = Written([new SafetensorsEntry("abcd", [1], [0f])]);
        Assert.Equal("""{"abcd":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""".Length, bytes.Length - 8 - 4 - PaddingOf(bytes));
        string name = "abcd" + new string('e', PaddingOf(bytes));
        Assert.Equal(0, PaddingOf(Written([new SafetensorsEntry(name, [1], [0f])])));
    }

    [Fact]
    public void What_could_not_be_read_is_not_written()
    {
        Refused(new SafetensorsEntry("a", [2], [1f]));
        Refused(new SafetensorsEntry("a", [-1, -1], [1f]));
        Refused(new SafetensorsEntry("a", [0, int.MaxValue], []));
        Refused(new SafetensorsEntry("a", [65536, 65536], []));
        Refused(new SafetensorsEntry("a", [.. Enumerable.Repeat(1, 33)], [1f]));
        Refused(new SafetensorsEntry("__metadata__", [], [1f]));
        Refused(new SafetensorsEntry("a" + HalfOfAPair, [], [1f]));
        Refused(new SafetensorsEntry("a", [], [1f]), new SafetensorsEntry("b", [], [1f]), new SafetensorsEntry("a", [1], [1f]));
        Assert.ThrowsAny<ArgumentException>(() => Written([], new Dictionary<string, string> { ["a"] = HalfOfAPair }));
        Assert.ThrowsAny<ArgumentException>(() => Written([], new Dictionary<string, string> { [HalfOfAPair] = "a" }));
    }

    private static void Refused(params SafetensorsEntry[] entries) => Assert.ThrowsAny<ArgumentException>(() => Written(entries));

    private static byte[] Written(SafetensorsEntry[] entries, Dictionary<string, string>? metadata = null)
    {
        var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, entries, metadata);
        return stream.ToArray();
    }

    private static int PaddingOf(byte[] bytes)
    {
        ReadOnlySpan<byte> header = bytes.AsSpan(8, (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        return header.Length - header.TrimEnd((byte)' ').Length;
    }

    // Any bits: NaN of any payload among them, subnormal numbers, and both zeros.
    private static SafetensorsEntry Entry(Random random, string name)
    {
        ImmutableArray<int> shape = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => random.Next(0, 5))];
        int count = shape.Aggregate(1, (x, y) => x * y);
        return new SafetensorsEntry(name, shape, [.. Enumerable.Range(0, count).Select(_ => BitConverter.UInt32BitsToSingle(random.Next(4) switch
        {
            0 => 0x8000_0000,
            1 => (uint)random.Next(1 << 23),
            2 => 0x7f80_0001u + (uint)random.Next(1 << 22),
            _ => (uint)random.NextInt64(1L << 32),
        }))]);
    }
}
