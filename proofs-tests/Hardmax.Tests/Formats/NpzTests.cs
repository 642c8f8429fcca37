using System.IO.Compression;
using System.Text;
using Hardmax.Formats;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Formats;

public sealed class NpzTests : IDisposable
{
    private static readonly byte[] Tokens = InputFolder.Npy(InputFolder.Header("<f8", "(2, 2)"), InputFolder.Doubles(1, 2, 3, 4));
    private static readonly byte[] Half = InputFolder.Npy(InputFolder.Header("<f8", "()"), InputFolder.Doubles(0.5));
    private static readonly byte[] Swap = InputFolder.Npy(InputFolder.Header("<f8", "(2, 2)"), InputFolder.Doubles(0, 1, 1, 0));

    private readonly InputFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void Tokens_alpha_and_matrix_are_read_and_the_rest_of_a_trace_is_not_looked_at(CompressionLevel level)
    {
        byte[] zip = InputFolder.Zip(level, ("tokens.npy", Tokens), ("alpha.npy", Half), ("matrix.npy", Swap), ("dtype.npy", [1, 2, 3]), ("trajectory.npy", Tokens), ("selected.npy", []));

        HardmaxProblem problem = Assert.Single(Open(zip));

        Assert.Equal(4, problem.Tokens[1, 1]);
        Assert.Equal(Rational.Parse("1/2"), problem.System.Alpha);
        Assert.Equal(1, problem.System.Matrix[0, 1]);
        Assert.Equal(["tokens", "alpha", "matrix", "dtype", "trajectory", "selected"], NpzArchive.Parse(zip, "x").Names.AsEnumerable());
    }

    [Fact]
    public void The_option_fills_what_is_missing_and_may_repeat_what_is_not()
    {
        byte[] bare = InputFolder.Zip(CompressionLevel.Fastest, ("tokens.npy", Tokens));
        Assert.Equal("alpha.npy", Refused(bare).Place);
        Assert.True(Open(bare, InputFolder.AlphaOne)[0].System.Matrix.IsIdentity);

        byte[] full = InputFolder.Zip(CompressionLevel.Fastest, ("tokens.npy", Tokens), ("alpha.npy", Half), ("matrix.npy", Swap));
        ProblemOptions same = new() { Alpha = Rational.Parse("1/2"), Matrix = MatrixArgument.Parse("0,1;1,0") };
        Assert.Single(Open(full, same));
        Assert.Equal("alpha.npy", Refused(full, InputFolder.AlphaOne).Place);
        Assert.Equal("matrix.npy", Refused(full, same with { Matrix = MatrixArgument.Identity }).Place);
    }

    [Theory]
    [InlineData("A.npy")]
    [InlineData("W.npy")]
    [InlineData("Matrix.npy")]
    [InlineData("matrx.npy")]
    [InlineData("alphas.npy")]
    [InlineData("matrix.NPY")]
    [InlineData("sub/matrix.npy")]
    [InlineData("mask.npy")]
    [InlineData("notes.txt")]
    public void An_array_that_is_not_known_is_refused_with_the_names(string name)
    {
        InvalidInputException e = Refused(InputFolder.Zip(CompressionLevel.Fastest, ("tokens.npy", Tokens), ("alpha.npy", Half), (name, Swap)));
        string array = name.EndsWith(".npy", StringComparison.Ordinal) ? name[..^4] : name;
        Assert.Equal(array, e.Place);
        Assert.Contains($"the archive holds 'tokens', 'alpha', '{array}'; expected tokens, alpha, matrix", e.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void One_array_without_a_name_is_the_tokens_and_several_are_not()
    {
        ProblemFile file = Open(InputFolder.Zip(CompressionLevel.Fastest, ("arr_0.npy", Tokens)), InputFolder.AlphaOne);
        Assert.Equal(4, file[0].Tokens[1, 1]);
        Assert.Equal("read 2 tokens in R^2 from the array arr_0; matrix: identity, by default", file.Reading);
        InvalidInputException e = Refused(InputFolder.Zip(CompressionLevel.Fastest, ("arr_0.npy", Tokens), ("arr_1.npy", Swap)), InputFolder.AlphaOne);
        Assert.Contains("is missing, and the archive holds 'arr_0', 'arr_1'", e.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_in_an_archive_is_a_batch()
    {
        byte[] batch = InputFolder.Npy(InputFolder.Header("<f8", "(2, 1, 2)"), InputFolder.Doubles(1, 2, 3, 4));
        ProblemFile file = Open(InputFolder.Zip(CompressionLevel.Fastest, ("tokens.npy", batch), ("alpha.npy", Half)));
        Assert.True(file.IsBatch);
        Assert.Equal(3, file[1].Tokens[0, 0]);
    }

    [Fact]
    public void Bad_entries_are_refused_by_name()
    {
        byte[] nan = InputFolder.Npy(InputFolder.Header("<f8", "(1, 2)"), InputFolder.Doubles(0, double.NaN));
        (string Place, byte[] Zip)[] cases =
        [
            ("tokens.npy", InputFolder.Zip(CompressionLevel.Fastest)),
            ("tokens.npy", InputFolder.Zip(CompressionLevel.Fastest, ("Tokens.npy", Tokens))),
            ("tokens.npy", InputFolder.Zip(CompressionLevel.Fastest, ("tokens.npy", Tokens), ("tokens.npy", Tokens))),
            ("tokens.npy, magic", InputFolder.Zip(CompressionLevel.Fastest, ("tokens.npy", []))),
            ("tokens.npy, data", InputFolder.Zip(CompressionLevel.Fastest, ("tokens.npy", [.. Tokens, 0]))),
            ("tokens.npy, token 0, coordinate 1", InputFolder.Zip(CompressionLevel.Fastest, ("tokens.npy", nan))),
            ("tokens.npy, shape", InputFolder.Zip(CompressionLevel.Fastest, ("tokens.npy", Half))),
            ("alpha.npy, shape", InputFolder.Zip(CompressionLevel.Fastest, ("tokens.npy", Tokens), ("alpha.npy", Tokens))),
            ("alpha.npy, value", InputFolder.Zip(CompressionLevel.Fastest, ("tokens.npy", Tokens), ("alpha.npy", InputFolder.Npy(InputFolder.Header("<f8", "(1,)"), InputFolder.Doubles(double.NaN))))),
            ("alpha.npy", InputFolder.Zip(CompressionLevel.Fastest, ("tokens.npy", Tokens), ("alpha.npy", InputFolder.Npy(InputFolder.Header("<f8", "()"), InputFolder.Doubles(-1))))),
            ("matrix.npy, shape", InputFolder.Zip(CompressionLevel.Fastest, ("tokens.npy", Tokens), ("matrix.npy", Half))),
            ("matrix.npy, row 0, column 1", InputFolder.Zip(CompressionLevel.Fastest, ("tokens.npy", Tokens), ("matrix.npy", InputFolder.Npy(InputFolder.Header("<f8", "(2, 2)"), InputFolder.Doubles(0, double.NaN, 0, 0))))),
            ("matrix.npy", InputFolder.Zip(CompressionLevel.Fastest, ("tokens.npy", Tokens), ("alpha.npy", Half), ("matrix.npy", InputFolder.Npy(InputFolder.Header("<f8", "(1, 1)"), InputFolder.Doubles(1))))),
            ("zip directory", []),
            ("zip directory", "no zip at all, only a text"u8.ToArray()),
            ("zip directory", [.. InputFolder.Zip(CompressionLevel.Fastest, ("tokens.npy", Tokens)), 0]),
            ("zip directory", [0, .. InputFolder.Zip(CompressionLevel.Fastest, ("tokens.npy", Tokens))]),
        ];

        Assert.All(cases, x => Assert.Equal(x.Place, Refused(x.Zip).Place));
    }

    [Fact]
    public void Sizes_that_lie_are_refused_without_being_allocated()
    {
        byte[] zip = InputFolder.Zip(CompressionLevel.SmallestSize, ("tokens.npy", Tokens));
        int record = FindLast(zip, [0x50, 0x4b, 0x01, 0x02]);
        int end = FindLast(zip, [0x50, 0x4b, 0x05, 0x06]);

        Assert.Contains("expected the", RefusedWith(zip, record + 24, 200_000_000).Reason, StringComparison.Ordinal);
        Assert.Contains("claims to inflate", RefusedWith(zip, record + 24, uint.MaxValue).Reason, StringComparison.Ordinal);
        Assert.Contains("inflates to more", RefusedWith(zip, record + 24, 5).Reason, StringComparison.Ordinal);
        Assert.Contains("fit the file", RefusedWith(zip, record + 20, 200_000_000).Reason, StringComparison.Ordinal);
        Assert.Contains("checksum", RefusedWith(zip, record + 16, 1).Reason, StringComparison.Ordinal);
        Assert.Contains("offset", RefusedWith(zip, record + 42, uint.MaxValue).Reason, StringComparison.Ordinal);
        Assert.Contains("offset", RefusedWith(zip, record + 42, 1).Reason, StringComparison.Ordinal);
        Assert.Contains("fit the file", RefusedWith(zip, end + 16, uint.MaxValue).Reason, StringComparison.Ordinal);
        Assert.Contains("fit the file", RefusedWith(zip, end + 8, 0xffffffff).Reason, StringComparison.Ordinal);
        Assert.Contains("expected as many", RefusedWith(zip, end + 8, 0x00020002).Reason, StringComparison.Ordinal);
        Assert.Contains("encrypted", RefusedWith(zip, record + 8, 0x00080001).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_is_refused_before_it_goes_off()
    {
        // One mebibyte of zip that inflates to a gibibyte, and says so.
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("tokens.npy", CompressionLevel.Fastest).Open();
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 1024; i++)
            {
                entry.Write(zeros);
            }
        }

        byte[] zip = bytes.ToArray();
        NpzArchive npz = NpzArchive.Parse(zip, "bomb.npz");
        long before = GC.GetAllocatedBytesForCurrentThread();
        InvalidInputException e = Assert.Throws<InvalidInputException>(() => npz.Find("tokens"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.Contains("256 MiB", e.Reason, StringComparison.Ordinal);

        // The same that claims to be small.
        BitConverter.TryWriteBytes(zip.AsSpan(FindLast(zip, [0x50, 0x4b, 0x01, 0x02]) + 24), 1000u);
        npz = NpzArchive.Parse(zip, "bomb.npz");
        before = GC.GetAllocatedBytesForCurrentThread();
        _ = Assert.Throws<InvalidInputException>(() => npz.Find("tokens"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2L * zip.Length);
    }

    [Fact]
    public void An_entry_of_python_with_sizes_in_its_extra_field_is_read()
    {
        // numpy.savez forces zip64 in local headers, which have an extra field then; the directory has plain sizes.
        byte[] name = Encoding.ASCII.GetBytes("tokens.npy");
        uint checksum = Checksum(Tokens);
        byte[] extra = [1, 0, 16, 0, .. BitConverter.GetBytes((long)Tokens.Length), .. BitConverter.GetBytes((long)Tokens.Length)];
        byte[] local = [0x50, 0x4b, 3, 4, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes(checksum), .. BitConverter.GetBytes(uint.MaxValue), .. BitConverter.GetBytes(uint.MaxValue), 10, 0, 20, 0, .. name, .. extra, .. Tokens];
        byte[] record = [0x50, 0x4b, 1, 2, 45, 3, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes(checksum), .. BitConverter.GetBytes(Tokens.Length), .. BitConverter.GetBytes(Tokens.Length), 10, 0, .. new byte[16], .. name];
        byte[] end = [0x50, 0x4b, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, .. BitConverter.GetBytes(record.Length), .. BitConverter.GetBytes(local.Length), 0, 0];

        Assert.Equal(4, Open([.. local, .. record, .. end], InputFolder.AlphaOne)[0].Tokens[1, 1]);
    }

    private static uint Checksum(byte[] data)
    {
        byte[] zip = InputFolder.Zip(CompressionLevel.Fastest, ("x", data));
        return BitConverter.ToUInt32(zip, FindLast(zip, [0x50, 0x4b, 0x01, 0x02]) + 16);
    }

    private static int FindLast(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature) => bytes.LastIndexOf(signature);

    private InvalidInputException RefusedWith(byte[] zip, int at, uint word)
    {
        byte[] changed = [.. zip];
        BitConverter.TryWriteBytes(changed.AsSpan(at), word);
        long before = GC.GetAllocatedBytesForCurrentThread();
        InvalidInputException e = Refused(changed, InputFolder.AlphaOne);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        return e;
    }

    private ProblemFile Open(byte[] zip, ProblemOptions? options = null) => ProblemFile.Open(_folder.Write("x.npz", zip), options);

    private InvalidInputException Refused(byte[] zip, ProblemOptions? options = null) =>
        InputFolder.Refused(() => Open(zip, options), _folder.Path("x.npz"));
}
