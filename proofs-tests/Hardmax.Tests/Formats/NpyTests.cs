using System.Text;
using Hardmax.Formats;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Formats;

public sealed class NpyTests
{
    private const string File = "tokens.npy";

    public static TheoryData<string, byte[], string, string> Bad => new()
    {
        { "empty", [], "magic", "does not start" },
        { "magic", [0x93, .. "NUMPX"u8, 1, 0, 0, 0], "magic", "does not start" },
        { "version 4", [0x93, .. "NUMPY"u8, 4, 0, 0, 0, 0, 0], "version", "4.0 is unknown" },
        { "version 1.1", [0x93, .. "NUMPY"u8, 1, 1, 0, 0, 0, 0], "version", "1.1 is unknown" },
        { "header length cut off", [0x93, .. "NUMPY"u8, 2, 0, 0, 0], "header length", "cut off" },
        { "header length lies", InputFolder.Npy(Good, [], 1, 60_000), "header length", "claims 60000 bytes" },
        { "header length 4 GiB", InputFolder.Npy(Good, [], 2, -1), "header length", "claims 4294967295 bytes" },
        { "header length short", InputFolder.Npy(Good, new byte[16], 1, 20), "header", "expected" },
        { "no dictionary", InputFolder.Npy("hello\n", []), "header", "expected '{'" },
        { "no end", InputFolder.Npy("{'descr': '<f8', ", []), "header", "expected" },
        { "no closing quote", InputFolder.Npy("{'descr", []), "header", "closing quote" },
        { "key missing", InputFolder.Npy("{'descr': '<f8', 'shape': (1,)}", []), "header", "lacks a key" },
        { "key twice", InputFolder.Npy("{'descr': '<f8', 'descr': '<f8'}", []), "header", "occurs twice" },
        { "key unknown", InputFolder.Npy("{'descr': '<f8', 'color': 1}", []), "header", "'color'" },
        { "goes on", InputFolder.Npy(Good.TrimEnd() + "exit()", new byte[16]), "header", "goes on" },
        { "order", InputFolder.Npy("{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}", []), "header", "fortran_order" },
        { "negative", WithShape("(-1, 2)"), "shape", "negative" },
        { "float axis", WithShape("(1.5, 2)"), "shape", "comma" },
        { "word axis", WithShape("(n, 2)"), "shape", "no tuple of integers" },
        { "int shape", WithShape("5"), "header", "expected '('" },
        { "bracketed int", WithShape("(5)"), "shape", "(n,)" },
        { "no comma", WithShape("(5 2)"), "shape", "comma" },
        { "2^60", WithShape("(1152921504606846976, 2)"), "data", "cannot hold" },
        { "product overflows", WithShape("(4294967296, 4294967296, 4294967296)"), "data", "more than 2^62" },
        { "product wraps to 16 bytes", WithShape("(9223372036854775807, 2, 1)"), "data", "more than 2^62" },
        { "axis overflows", WithShape("(99999999999999999999, 2)"), "shape", "'99999999999999999999'" },
        { "zero beside huge", InputFolder.Npy(InputFolder.Header("<f8", "(0, 9223372036854775807)"), []), "shape", "longer than any file" },
        { "33 axes", WithShape("(" + string.Concat(Enumerable.Repeat("1,", 33)) + ")"), "shape", "32 axes" },
        { "short data", InputFolder.Npy(Good, new byte[15]), "data", "expected 16 bytes" },
        { "bytes after data", InputFolder.Npy(Good, new byte[17]), "data", "1 bytes follow" },
        { "bool", WithDescr("|b1"), "dtype", "'|b1' is bool" },
        { "complex", WithDescr("<c16"), "dtype", "is complex" },
        { "object", WithDescr("|O"), "dtype", "is object" },
        { "string", WithDescr("<U5"), "dtype", "string" },
        { "bytes", WithDescr("|S5"), "dtype", "string" },
        { "void", WithDescr("|V8"), "dtype", "structured" },
        { "bfloat16", WithDescr("bfloat16"), "dtype", "stores bfloat16" },
        { "bfloat16 as bytes", WithDescr("<V2"), "dtype", "stores bfloat16" },
        { "float8", WithDescr("|V1"), "dtype", "float8" },
        { "raw bytes", WithDescr("|V2"), "dtype", "void" },
        { "bool by name", WithDescr("bool"), "dtype", "'bool' is bool" },
        { "complex by name", WithDescr("complex64"), "dtype", "complex" },
        { "signed char of C", WithDescr("b"), "dtype", "no dtype" },
        { "date", WithDescr("<M8[ns]"), "dtype", "date" },
        { "long double", WithDescr("<f16"), "dtype", "float of a size" },
        { "float of 1", WithDescr("<f1"), "dtype", "float of a size" },
        { "int of 3", WithDescr("<i3"), "dtype", "int of a size" },
        { "no byte order", WithDescr("|f8"), "dtype", "byte order" },
        { "no dtype", WithDescr(string.Empty), "dtype", "no dtype" },
        { "structured", InputFolder.Npy("{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (2,)}", new byte[16]), "dtype", "structured" },
        { "invalid utf-8", InputFolder.Npy("{'d\u00ff", [], 3), "header", "UTF-8" },
    };

    private static string Good => InputFolder.Header("<f8", "(1, 2)");

    [Theory]
    [MemberData(nameof(Bad))]
    public void Bad_headers_are_refused(string what, byte[] bytes, string place, string reason)
    {
        InvalidInputException e = InputFolder.Refused(() => NpyArray.Parse(bytes, File), File);

        Assert.True(e.Place == place && e.Reason.Contains(reason, StringComparison.Ordinal), $"{what}: {e.Message}");
    }

    [Theory]
    [InlineData("()", "0 axes")]
    [InlineData("(2,)", "1 axes")]
    [InlineData("(1, 1, 1, 2)", "4 axes")]
    [InlineData("(0, 2)", "holds no number")]
    [InlineData("(2, 0)", "holds no number")]
    [InlineData("(0, 3, 2)", "holds no number")]
    public void Arrays_that_are_no_clouds_are_refused(string shape, string reason)
    {
        using var folder = new InputFolder();
        int count = shape.Contains('0', StringComparison.Ordinal) ? 0 : shape == "()" ? 1 : 2;
        string path = folder.Write(File, InputFolder.Npy(InputFolder.Header("<f8", shape), new byte[8 * count]));

        InvalidInputException e = InputFolder.Refused(() => ProblemFile.Open(path, InputFolder.AlphaOne), path);

        Assert.Equal("shape", e.Place);
        Assert.Contains(reason, e.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<f2", "66ae0100", "-819/8192", "0x1p-24")]
    [InlineData("|i1", "ff7f", "-1", "127")]
    [InlineData("|u1", "ff7f", "255", "127")]
    [InlineData("float64", "000000000000e03f0000000000000080", "1/2", "0")]
    [InlineData("f8", "000000000000e03f0000000000000080", "1/2", "0")]
    [InlineData("=f4", "0000003f00000080", "1/2", "0")]
    [InlineData("float16", "00380080", "1/2", "0")]
    [InlineData("int16", "fefffe7f", "-2", "32766")]
    [InlineData("uint8", "fe01", "254", "1")]
    [InlineData("<i2", "fefffe7f", "-2", "32766")]
    [InlineData(">i2", "fffe7ffe", "-2", "32766")]
    [InlineData("<u2", "feff0100", "65534", "1")]
    [InlineData("<i4", "ffffffff00000080", "-1", "-2147483648")]
    [InlineData(">u4", "ffffffff80000000", "4294967295", "2147483648")]
    [InlineData("<i8", "ffffffffffffffff0000000000000080", "-1", "-9223372036854775808")]
    [InlineData(">u8", "ffffffffffffffff0000000000000001", "18446744073709551615", "1")]
    [InlineData("<f4", "cdcccc3d00000080", "13421773/134217728", "0")]
    [InlineData(">f4", "3dcccccd00000001", "13421773/134217728", "0x1p-149")]
    [InlineData("<f8", "9a9999999999b93f0000000000000080", "3602879701896397/36028797018963968", "0")]
    [InlineData(">f8", "3fb999999999999a0000000000000001", "3602879701896397/36028797018963968", "0x1p-1074")]
    public void Every_dtype_is_taken_exactly(string descr, string hex, string first, string second)
    {
        NpyArray array = NpyArray.Parse(InputFolder.Npy(InputFolder.Header(descr, "(2,)"), Convert.FromHexString(hex)), File);

        Assert.Equal(Rational.Parse(first), array[0]);
        Assert.Equal(Rational.Parse(second), array[1]);
        if (array.DType.FitsInDouble)
        {
            Assert.Equal([Rational.Parse(first).ToDouble(), Rational.Parse(second).ToDouble()], array.ToDoubles());
        }
        else
        {
            Assert.Throws<InvalidOperationException>(array.ToDoubles);
        }
    }

    [Theory]
    [InlineData("<f8", false)]
    [InlineData(">f8", false)]
    [InlineData("<f8", true)]
    [InlineData(">f8", true)]
    public void Orders_of_bytes_and_axes_do_not_change_the_array(string descr, bool fortran)
    {
        // Element (a, b, c) of a 2 x 3 x 4 array is 100 a + 10 b + c.
        (int A, int B, int C)[] c = [.. from a in Enumerable.Range(0, 2) from b in Enumerable.Range(0, 3) from k in Enumerable.Range(0, 4) select (a, b, k)];
        IEnumerable<(int A, int B, int C)> inFile = fortran ? c.OrderBy(x => x.C).ThenBy(x => x.B).ThenBy(x => x.A) : c;
        byte[] data = [.. inFile.SelectMany(x =>
        {
            byte[] bytes = InputFolder.Doubles((100 * x.A) + (10 * x.B) + x.C);
            return descr[0] == '>' ? [.. bytes.Reverse()] : bytes;
        })];

        NpyArray array = NpyArray.Parse(InputFolder.Npy(InputFolder.Header(descr, "(2, 3, 4)", fortran), data), File);

        Assert.Equal([2, 3, 4], array.Shape.AsEnumerable());
        Assert.Equal(c.Select(x => (100.0 * x.A) + (10 * x.B) + x.C), array.ToDoubles());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void All_versions_and_spellings_are_read(byte major)
    {
        NpyArray array = NpyArray.Parse(InputFolder.Npy("{\"shape\":(2L,1),'fortran_order':False  ,'descr':'<f8'}   \n", InputFolder.Doubles(1, 2), major), File);
        Assert.Equal([1.0, 2.0], array.ToDoubles());
    }

    [Fact]
    public void What_is_written_is_read_back_bit_for_bit()
    {
        var random = new Random(20240701);
        for (int round = 0; round < 50; round++)
        {
            int[] shape = round % 2 == 0 ? [random.Next(0, 9), random.Next(1, 5)] : [random.Next(1, 4), random.Next(1, 9), random.Next(1, 5)];
            int count = shape.Aggregate(1, (x, y) => x * y);
            double[] doubles = [.. Enumerable.Range(0, count).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)))];
            float[] floats = [.. Enumerable.Range(0, count).Select(_ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)))];
            var stream = new MemoryStream();
            NpyWriter.Write(stream, doubles, shape);
            byte[] first = stream.ToArray();
            NpyWriter.Write(stream, floats, shape);

            NpyArray array = NpyArray.Parse(first, File);
            Assert.Equal(shape, array.Shape);
            Assert.Equal(doubles.Select(BitConverter.DoubleToInt64Bits), array.ToDoubles().Select(BitConverter.DoubleToInt64Bits));
            Assert.Equal(0, (first.Length - (8 * count)) % 64);

            byte[] second = stream.ToArray()[first.Length..];
            NpyArray singles = NpyArray.Parse(second, File);
            Assert.Equal(NpyDType.Float32, singles.DType);
            Assert.Equal(floats.Select(BitConverter.SingleToInt32Bits), second[^(4 * count)..].Chunk(4).Select(x => BitConverter.ToInt32(x)));
            Assert.Equal(floats.Where(float.IsFinite).Select(x => (double)x), singles.ToDoubles().Where(double.IsFinite));
        }
    }

    [Fact]
    public void The_bytes_are_those_of_numpy()
    {
        // numpy.save of numpy.array([[1.0, 2.0]]), version 1.0.
        string header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }".PadRight(117) + "\n";
        byte[] expected = [0x93, .. "NUMPY"u8, 1, 0, 0x76, 0, .. Encoding.ASCII.GetBytes(header), .. InputFolder.Doubles(1, 2)];
        var stream = new MemoryStream();
        NpyWriter.Write(stream, (ReadOnlySpan<double>)[1, 2], 1, 2);
        Assert.Equal(expected, stream.ToArray());
    }

    [Fact]
    public void A_shape_that_does_not_fit_is_not_written()
    {
        Assert.Throws<ArgumentException>(() => NpyWriter.Write(Stream.Null, (ReadOnlySpan<double>)[1, 2, 3], 2, 2));
        Assert.ThrowsAny<ArgumentException>(() => NpyWriter.Write(Stream.Null, (ReadOnlySpan<float>)[1], -1, -1));
    }

    [Fact]
    public void Numbers_that_are_none_are_refused_with_their_place()
    {
        using var folder = new InputFolder();
        foreach (double bad in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
        {
            string single = folder.Write("a.npy", InputFolder.Npy(InputFolder.Header("<f8", "(3, 2)"), InputFolder.Doubles(0, 1, 2, 3, 4, bad)));
            Assert.Equal("token 2, coordinate 1", InputFolder.Refused(() => ProblemFile.Open(single, InputFolder.AlphaOne), single).Place);

            string batch = folder.Write("b.npy", InputFolder.Npy(InputFolder.Header("<f8", "(2, 3, 1)"), InputFolder.Doubles(0, 1, 2, 3, bad, 5)));
            Assert.Equal("cloud 1, token 1, coordinate 0", InputFolder.Refused(() => ProblemFile.Open(batch, InputFolder.AlphaOne), batch).Place);
        }

        string half = folder.Write("h.npy", InputFolder.Npy(InputFolder.Header("<f2", "(1, 1)"), [0x00, 0x7c]));
        Assert.Equal("token 0, coordinate 0", InputFolder.Refused(() => ProblemFile.Open(half, InputFolder.AlphaOne), half).Place);
        string single32 = folder.Write("s.npy", InputFolder.Npy(InputFolder.Header(">f4", "(1, 1)"), [0x7f, 0x80, 0, 0]));
        Assert.Equal("token 0, coordinate 0", InputFolder.Refused(() => ProblemFile.Open(single32, InputFolder.AlphaOne), single32).Place);
    }

    [Theory]
    [InlineData("(1152921504606846976,)")]
    [InlineData("(1024, 1024, 1024, 1024, 1024, 1024)")]
    [InlineData("(134217000,)")]
    public void A_claim_does_not_allocate(string shape)
    {
        byte[] bytes = InputFolder.Npy(InputFolder.Header(">f8", shape), new byte[64]);
        _ = InputFolder.Refused(() => NpyArray.Parse(bytes, File), File);

        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            _ = NpyArray.Parse(bytes, File);
        }
        catch (InvalidInputException)
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
            return;
        }

        Assert.Fail("The claim was believed.");
    }

    [Fact]
    public void A_stream_without_length_is_read()
    {
        byte[] bytes = InputFolder.Npy(Good, InputFolder.Doubles(1, 2));
        using var pipe = new Pipe(bytes);
        Assert.Equal([1.0, 2.0], NpyArray.Read(pipe, File).ToDoubles());
    }

    [Fact]
    public void A_batch_is_read_by_many_threads()
    {
        using var folder = new InputFolder();
        float[] values = [.. Enumerable.Range(0, 200 * 16 * 2).Select(i => (float)Math.Sin(i))];
        var stream = new MemoryStream();
        NpyWriter.Write(stream, values, 200, 16, 2);
        string path = folder.Write("batch.npy", stream.ToArray());

        ProblemFile file = ProblemFile.Open(path, InputFolder.AlphaOne);

        Assert.True(file.IsBatch);
        Assert.Equal(200, file.Count);
        Parallel.For(0, file.Count, index => Assert.All(
            Enumerable.Range(0, 32),
            k => Assert.Equal(Rational.FromSingle(values[(32 * index) + k]), file[index].Tokens[k / 2, k % 2])));
        Assert.Same(file[0].System, file[199].System);
        Assert.Throws<ArgumentOutOfRangeException>(() => file[200]);
        Assert.Throws<ArgumentOutOfRangeException>(() => file[-1]);
        Assert.Equal(200, file.Select(problem => problem.Tokens.Count / 16).Sum());
    }

    [Theory]
    [InlineData("<f2", "66ae0100", true)]
    [InlineData("<f4", "cdcccc3d00000080", true)]
    [InlineData(">f8", "3fb999999999999a0000000000000001", true)]
    [InlineData("|u1", "ff7f", true)]
    [InlineData("<i4", "ffffffff00000080", true)]
    [InlineData("<i8", "00000000000020000000000000000080", true)] // 2^53 and -2^63
    [InlineData("<i8", "01000000000020000000000000000080", false)] // 2^53 + 1
    [InlineData("<i8", "ffffffffffffdfff0000000000000000", false)] // -2^53 - 1
    [InlineData("<i8", "ffffffffffffff7f0000000000000000", false)] // 2^63 - 1, which rounds to 2^63
    [InlineData("<u8", "00f8ffffffffffff0000000000000000", true)] // 2^64 - 2^11
    [InlineData("<u8", "0000000000000000ffffffffffffffff", false)] // 2^64 - 1, which rounds to 2^64
    public void A_cloud_keeps_doubles_where_all_of_its_numbers_are_doubles(string descr, string hex, bool areDoubles)
    {
        using var folder = new InputFolder();
        byte[] bytes = InputFolder.Npy(InputFolder.Header(descr, "(2, 1)"), Convert.FromHexString(hex));
        string path = folder.Write(File, bytes);
        NpyArray array = NpyArray.Parse(bytes, File);

        TokenCloud cloud = ProblemFile.Open(path, InputFolder.AlphaOne)[0].Tokens;

        Assert.Equal(areDoubles, cloud.TryGetDoubles(out _));
        Assert.Equal(areDoubles, array.TryCopyDoubles(0, new double[2]));
        Assert.Equal([array[0], array[1]], [cloud[0, 0], cloud[1, 0]]);
    }

    [Fact]
    public void Any_part_of_an_array_is_copied_as_doubles()
    {
        foreach (string descr in (string[])["<f8", "<i2"])
        {
            byte[] data = descr == "<f8" ? InputFolder.Doubles(1, 2, 3, 4, 5) : [1, 0, 2, 0, 3, 0, 4, 0, 5, 0];
            NpyArray array = NpyArray.Parse(InputFolder.Npy(InputFolder.Header(descr, "(5,)"), data), File);
            double[] two = new double[2];

            Assert.True(array.TryCopyDoubles(3, two));
            Assert.Equal([4.0, 5.0], two);
            Assert.True(array.TryCopyDoubles(0, two));
            Assert.Equal([1.0, 2.0], two);
            Assert.Throws<ArgumentOutOfRangeException>(() => array.TryCopyDoubles(4, two));
            Assert.Throws<ArgumentOutOfRangeException>(() => array.TryCopyDoubles(-1, two));
        }
    }

    [Fact]
    public void A_cloud_of_doubles_is_read_without_a_rational()
    {
        using var folder = new InputFolder();
        double[] values = [.. Enumerable.Range(0, 200_000).Select(i => Math.Sin(i))];
        string path = folder.Write("large.npy", InputFolder.Npy(InputFolder.Header("<f8", "(100000, 2)"), InputFolder.Doubles(values)));

        long before = GC.GetAllocatedBytesForCurrentThread();
        TokenCloud cloud = ProblemFile.Open(path, InputFolder.AlphaOne)[0].Tokens;

        // The file, the numbers, and the numbers of the cloud.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 3.2 * 8 * values.Length);
        Assert.True(cloud.TryGetDoubles(out ReadOnlySpan<double> kept) && kept.SequenceEqual(values));
    }

    private static byte[] WithShape(string shape) => InputFolder.Npy(InputFolder.Header("<f8", shape), new byte[16]);

    private static byte[] WithDescr(string descr) => InputFolder.Npy(InputFolder.Header(descr, "(1, 2)"), new byte[16]);

    /// <summary>A stream that cannot seek and gives three bytes at a time.</summary>
    private sealed class Pipe(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(3, buffer.Length)]);
    }
}
