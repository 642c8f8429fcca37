using System.Buffers.Binary;
using System.Text;
using Hardmax.Formats;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Tests.Formats;

public sealed class SafetensorsTests
{
    private const string File = "model.safetensors";
    private const string Good = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1,1],"data_offsets":[8,12]}}""";

    public static TheoryData<string, byte[], string, string> Bad => new()
    {
        { "empty", [], "header length", "cut off" },
        { "seven bytes", new byte[7], "header length", "cut off" },
        { "no header", new byte[8], "header", "does not start with '{'" },
        { "header longer than the file", Bytes("{}", 0, 3), "header length", "claims 3 bytes where 2 follow" },
        { "header of 2^62 bytes", Bytes("{}", 0, 1L << 62), "header length", "claims 4611686018427387904 bytes" },
        { "header of 2^64 - 1 bytes", Bytes("{}", 0, -1), "header length", "claims 18446744073709551615 bytes" },
        { "header of int.MaxValue + 1 bytes", Bytes("{}", 0, 1L << 31), "header length", "claims 2147483648 bytes" },
        { "header cut short", Bytes(Good, 12, 20), "header, a (line 1, byte 20)", "no JSON" },
        { "header goes on into the data", Bytes("{}", 8, 10), "header, top level (line 1, byte 3)", "nothing after it" },
        { "header is an array", Bytes("[]", 0), "header", "does not start with '{'" },
        { "header is a string", Bytes("\"{}\"", 0), "header", "does not start with '{'" },
        { "header starts with white space", Bytes(" {}", 0), "header", "does not start with '{'" },
        { "header starts with a byte order mark", Bytes("\ufeff{}", 0), "header", "does not start with '{'" },
        { "header is no UTF-8", [2, 0, 0, 0, 0, 0, 0, 0, (byte)'{', 0xff], "header, byte 1", "no UTF-8" },
        { "two objects", Bytes("{}{}", 0), "header, top level (line 1, byte 3)", "nothing after it" },
        { "bytes after the object", Bytes("{}\0\0", 0), "header, top level (line 1, byte 3)", "nothing after it" },
        { "a name twice", Bytes("""{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[],"data_offsets":[4,8]}}""", 8), "header, top level", "'a' occurs twice" },
        { "a name twice, escaped", Bytes("""{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"\u0061":{"dtype":"F32","shape":[],"data_offsets":[4,8]}}""", 8), "header, top level", "'a' occurs twice" },
        { "half of a surrogate pair", Bytes("""{"\ud800":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", 4), "header, top level", "surrogate" },
        { "metadata twice", Bytes("""{"__metadata__":{},"__metadata__":{}}""", 0), "header, top level", "occurs twice" },
        { "metadata is a number", Bytes("""{"__metadata__":1}""", 0), "header, __metadata__", "expected an object" },
        { "metadata holds a number", Bytes("""{"__metadata__":{"depth":8}}""", 0), "header, __metadata__.depth", "expected a string" },
        { "entry is an array", Bytes("""{"a":[]}""", 0), "header, a", "expected an object" },
        { "entry is null", Bytes("""{"a":null}""", 0), "header, a", "expected an object" },
        { "no dtype", Bytes("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4), "header, a", "'dtype' is missing" },
        { "no shape", Bytes("""{"a":{"dtype":"F32","data_offsets":[0,4]}}""", 4), "header, a", "'shape' is missing" },
        { "no offsets", Bytes("""{"a":{"dtype":"F32","shape":[1]}}""", 4), "header, a", "'data_offsets' is missing" },
        { "another field", Bytes("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"stride":[1]}}""", 4), "header, a", "'stride' is unknown" },
        { "dtype is a number", Bytes("""{"a":{"dtype":32,"shape":[1],"data_offsets":[0,4]}}""", 4), "header, a.dtype", "expected a string" },
        { "shape is a number", One("1", "[0,4]", 4), "header, a.shape", "expected an array" },
        { "axis is negative", One("[-1]", "[0,4]", 4), "header, a.shape[0]", "'-1' is out of range" },
        { "axis is a fraction", One("[1.0]", "[0,4]", 4), "header, a.shape[0]", "'1.0'" },
        { "axis is a string", One("[\"1\"]", "[0,4]", 4), "header, a.shape[0]", "an integer" },
        { "axis of 2^64", One("[18446744073709551616]", "[0,4]", 4), "header, a.shape[0]", "out of range" },
        { "axis that wraps to 1", One("[4294967297]", "[0,4]", 4), "header, a.shape[0]", "out of range" },
        { "product wraps to 0", One("[1073741824,1073741824,16]", "[0,0]", 0), "header, a.data_offsets", "takes another number" },
        { "product wraps to 1 in 64 bits", One("[1073741824,1073741824,1073741824,1073741824,1073741824]", "[0,4]", 4), "header, a.data_offsets", "takes another number" },
        { "product of 32 axes beyond 2^128", One($"[{string.Join(',', Enumerable.Repeat(1 << 30, 32))}]", "[0,4]", 4), "header, a.data_offsets", "takes another number" },
        { "33 axes", One($"[{string.Join(',', Enumerable.Repeat(1, 33))}]", "[0,4]", 4), "header, a.shape", "33 axes" },
        { "zero beside 2^31", One("[0,2147483648]", "[0,0]", 0), "header, a.shape[1]", "out of range" },
        { "offsets are a number", One("[1]", "4", 4), "header, a.data_offsets", "expected an array" },
        { "one offset", One("[1]", "[4]", 4), "header, a.data_offsets", "pair" },
        { "three offsets", One("[1]", "[0,4,4]", 4), "header, a.data_offsets", "pair" },
        { "offset is negative", One("[1]", "[-4,0]", 4), "header, a.data_offsets[0]", "out of range" },
        { "offset of 2^63", One("[1]", "[0,9223372036854775808]", 4), "header, a.data_offsets[1]", "out of range" },
        { "offsets backwards", One("[1]", "[4,0]", 4), "header, a.data_offsets", "ascending" },
        { "offsets beyond the file", One("[2]", "[0,8]", 7), "header, a.data_offsets", "ends at byte 8 of 7" },
        { "offsets of too few bytes", One("[2]", "[0,4]", 4), "header, a.data_offsets", "spans 4 bytes" },
        { "offsets of too many bytes", One("[1]", "[0,8]", 8), "header, a.data_offsets", "spans 8 bytes" },
        { "offsets of another dtype", Bytes("""{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,8]}}""", 8), "header, a.data_offsets", "spans 8 bytes" },
        { "offsets of a bool that is no bit", Bytes("""{"a":{"dtype":"BOOL","shape":[8],"data_offsets":[0,1]}}""", 1), "header, a.data_offsets", "spans 1 bytes" },
        { "offset of an empty tensor within another", Bytes("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}}""", 8), "data", "'b' begins at byte 4" },
        { "bytes after the last tensor", Bytes(Good, 13), "data", "1 bytes follow" },
        { "data without tensors", Bytes("{}", 1), "data", "1 bytes follow" },
        { "cut off", Bytes(Good, 11), "header, b.data_offsets", "ends at byte 12 of 11" },
        { "gap at the start", One("[1]", "[4,8]", 8), "data", "from 0 to 4" },
        { "gap between", Bytes(Good.Replace("[8,12]", "[9,13]", StringComparison.Ordinal), 13), "data", "from 8 to 9, before 'b'" },
        { "overlap", Bytes(Good.Replace("[8,12]", "[4,8]", StringComparison.Ordinal), 8), "data", "'b' begins at byte 4" },
        { "two tensors of the same bytes", Bytes(Good.Replace("[8,12]", "[0,4]", StringComparison.Ordinal), 8), "data", "'a' begins at byte 0" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Bad_files_are_refused_without_believing_them(string what, byte[] bytes, string place, string reason)
    {
        InvalidInputException e = InputFolder.Refused(() => SafetensorsFile.Parse(bytes, File), File);
        Assert.True(e.Place == place && e.Reason.Contains(reason, StringComparison.Ordinal), $"{what}: {e.Message}");

        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = Assert.Throws<InvalidInputException>(() => SafetensorsFile.Parse(bytes, File));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    [Fact]
    public void A_header_beyond_the_limit_of_the_format_is_refused_though_the_file_is_long_enough()
    {
        byte[] bytes = new byte[100_000_100];
        "{}"u8.CopyTo(bytes.AsSpan(8));
        bytes.AsSpan(10).Fill((byte)' ');
        BinaryPrimitives.WriteInt64LittleEndian(bytes, 100_000_001);
        InvalidInputException e = InputFolder.Refused(() => SafetensorsFile.Parse(bytes, File), File);
        Assert.Equal(("header length", true), (e.Place, e.Reason.Contains("at most those and 100000000", StringComparison.Ordinal)));

        BinaryPrimitives.WriteInt64LittleEndian(bytes, 100_000_000);
        Assert.Equal("data", InputFolder.Refused(() => SafetensorsFile.Parse(bytes, File), File).Place);
        Assert.Empty(SafetensorsFile.Parse(bytes.AsMemory(0, 100_000_008), File).Tensors);
    }

    [Fact]
    public void Tensors_are_found_by_name_with_their_shapes_and_metadata()
    {
        const string header = """{"late":{"data_offsets":[4,28],"shape":[2,3],"dtype":"F32"},"__metadata__":{"depth":"8","":"é"},"scalar":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"none":{"dtype":"F32","shape":[0,5],"data_offsets":[28,28]}}  """;
        byte[] bytes = [.. Bytes(header, 0), .. new[] { 9f, 1f, 2f, 3f, 4f, 5f, 6f }.SelectMany(BitConverter.GetBytes)];
        SafetensorsFile file = SafetensorsFile.Parse(bytes, File);

        Assert.Equal(["scalar", "late", "none"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([("", "é"), ("depth", "8")], file.Metadata.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal([9f], file.Tensor("scalar").ToSingles().AsEnumerable());
        Assert.Equal([1f, 2, 3, 4, 5, 6], file.Tensor("late").ToSingles().AsEnumerable());
        Assert.Empty(file.Tensor("none").ToSingles());
        Assert.Equal(["", "2 3", "0 5"], file.Tensors.Select(tensor => string.Join(' ', tensor.Shape)));
        Assert.Null(file.Find("Late"));
        Assert.Equal("header", InputFolder.Refused(() => file.Tensor("__metadata__"), File).Place);
        Assert.Equal("late[1][2]", file.Tensor("late").Error(5, "is wrong; expected better").Place);
        Assert.Equal("scalar", file.Tensor("scalar").Error(0, "is wrong; expected better").Place);
    }

    [Theory]
    [InlineData("F32", 1, "0000803f000000800100000000007fc0", "3f800000 80000000 00000001 c07f0000")]
    [InlineData("F16", 4, "003c 0080 0100 ff03 ff7b 007c", "3f800000 80000000 33800000 387fc000 477fe000 7f800000")]
    [InlineData("BF16", 4, "803f 0080 0100 c07f", "3f800000 80000000 00010000 7fc00000")]
    [InlineData("F64", 1, "000000000000f03f 0000000000000080 000000000000a036 000000e0ffffef47 000000000000f0ff", "3f800000 80000000 00000001 7f7fffff ff800000")]
    public void Every_float_type_is_widened_exactly(string dtype, int alignment, string hex, string expected)
    {
        byte[] data = Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal));
        uint[] words = [.. expected.Split(' ').Select(word => Convert.ToUInt32(word, 16))];
        string header = $$$"""{"a":{"dtype":"{{{dtype}}}","shape":[{{{words.Length}}}],"data_offsets":[0,{{{data.Length}}}]}}""".PadRight(64 + alignment);
        SafetensorsTensor tensor = SafetensorsFile.Parse((byte[])[.. Bytes(header, 0), .. data], File).Tensor("a");
        Assert.Equal(dtype, tensor.DType);
        Assert.Equal(words, tensor.ToSingles().Select(BitConverter.SingleToUInt32Bits));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(16777217)]
    [InlineData(1e300)]
    [InlineData(1e-46)]
    [InlineData(-5e-324)]
    public void A_binary64_that_is_no_binary32_is_refused_where_it_stands(double value)
    {
        byte[] bytes = [.. Bytes("""{"a":{"dtype":"F64","shape":[2,2],"data_offsets":[0,32]}}""", 0), .. InputFolder.Doubles(1, 0.5, value, 2)];
        InvalidInputException e = InputFolder.Refused(() => SafetensorsFile.Parse(bytes, File).Tensor("a").ToSingles(), File);
        Assert.Equal("a[1][0]", e.Place);
    }

    [Theory]
    [InlineData("I64", 8)]
    [InlineData("BOOL", 1)]
    [InlineData("F8_E4M3", 1)]
    [InlineData("O", 3)]
    [InlineData("f32", 4)]
    [InlineData("", 0)]
    public void A_tensor_of_another_type_is_refused_when_it_is_asked_for(string dtype, int length)
    {
        string header = $$$"""{"x":{"dtype":"{{{dtype}}}","shape":[1],"data_offsets":[0,{{{length}}}]},"a":{"dtype":"F32","shape":[1],"data_offsets":[{{{length}}},{{{length + 4}}}]}}""";
        SafetensorsFile file = SafetensorsFile.Parse(Bytes(header, length + 4), File);
        Assert.Equal([0f], file.Tensor("a").ToSingles().AsEnumerable());
        InvalidInputException e = InputFolder.Refused(() => file.Tensor("x").ToSingles(), File);
        Assert.Equal(("x", true), (e.Place, e.Reason.Contains($"the dtype '{dtype}'", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_refused()
    {
        byte[] bytes = Bytes(Good, 12);
        Assert.Equal(2, SafetensorsFile.Parse(bytes, File).Tensors.Length);
        Assert.All(Enumerable.Range(0, bytes.Length), length => InputFolder.Refused(() => SafetensorsFile.Parse(bytes.AsMemory(0, length), File), File));
    }

    [Fact]
    public void A_damaged_file_never_causes_another_exception()
    {
        var random = new Random(20240703);
        byte[] bytes = Bytes("""{"__metadata__":{"x":"y"},"a":{"dtype":"F64","shape":[2],"data_offsets":[0,16]},"b":{"dtype":"BF16","shape":[1,1],"data_offsets":[16,18]}}  """, 18);
        int refused = 0;
        for (int round = 0; round < 4000; round++)
        {
            byte[] damaged = [.. bytes];
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                int at = random.Next(damaged.Length);
                damaged[at] = random.Next(3) switch
                {
                    0 => (byte)(damaged[at] ^ (1 << random.Next(8))),
                    1 => (byte)random.Next(256),
                    _ => "\0\"'[]{}(),:;\n9-eEx/\\\xff"u8[random.Next(22)],
                };
            }

            try
            {
                foreach (SafetensorsTensor tensor in SafetensorsFile.Parse(damaged, File).Tensors)
                {
                    Assert.Equal(tensor.Shape.Aggregate(1, (x, y) => x * y), tensor.ToSingles().Length);
                }
            }
            catch (InvalidInputException e)
            {
                InputFolder.AssertWellFormed(e, File);
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 3980);
    }

    [DataFact("paper/model-d2.safetensors")]
    public void The_file_of_the_papers_model_is_read()
    {
        SafetensorsFile file = SafetensorsFile.Open(TestData.PathOf("paper/model-d2.safetensors"));
        Assert.Equal(["encoder.weight", "attention.alpha", "decoder.weight", "decoder.bias"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([121296, 2], file.Tensor("encoder.weight").Shape.AsEnumerable());
        Assert.Equal(242592, file.Tensor("encoder.weight").ToSingles().Length);
        Assert.Equal([616769f / 262144], file.Tensor("attention.alpha").ToSingles().AsEnumerable());
        Assert.Equal("8", file.Metadata["depth"]);
    }

    /// <summary>A file of this header, zeros for data, and the header's length unless another is claimed.</summary>
    internal static byte[] Bytes(string header, int data, long? claimed = null)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, claimed ?? text.Length);
        return [.. length, .. text, .. new byte[data]];
    }

    private static byte[] One(string shape, string offsets, int data) =>
        Bytes($$$"""{"a":{"dtype":"F32","shape":{{{shape}}},"data_offsets":{{{offsets}}} }}""", data);
}
