using System.IO.Compression;
using System.Text;
using Hardmax.Formats;
using Xunit;

namespace Hardmax.Tests.Formats;

/// <summary>Cut-off and damaged files: either a problem is read, or InvalidInputException says why not; nothing else ever happens.</summary>
public sealed class FuzzTests : IDisposable
{
    private static readonly byte[] Npy = InputFolder.Npy(InputFolder.Header("<f4", "(2, 3, 1)"), new byte[24]);
    private static readonly byte[] BigEndian = InputFolder.Npy(InputFolder.Header(">f8", "(2, 2)", fortran: true), InputFolder.Doubles(1, 2, 3, 4), 2);
    private static readonly byte[] Alpha = InputFolder.Npy(InputFolder.Header("<f8", "()"), InputFolder.Doubles(0.5));
    private static readonly byte[] Json = Encoding.UTF8.GetBytes(
        """{"name":"é\u00e9","alpha":"1/2","matrix":[[1,0],[0.5,"1/3"]],"tokens":[[1,2],["0x1p-3",4e1]],"labels":["a","b"]}""");

    private static readonly byte[] Csv = Encoding.UTF8.GetBytes("# c\nx,\"y\"\n1,2\n\"0.5\",1/3\n1e3,-0x1p3\n");

    private readonly InputFolder _folder = new();

    public static TheoryData<string, byte[], bool> Valid => new()
    {
        { "a.npy", Npy, false },
        { "b.npy", BigEndian, false },
        { "c.npz", InputFolder.Zip(CompressionLevel.SmallestSize, ("tokens.npy", Npy), ("alpha.npy", Alpha)), false },
        { "d.npz", InputFolder.Zip(CompressionLevel.NoCompression, ("tokens.npy", BigEndian)), false },
        { "e.json", Json, false },

        // A table that is cut off is often a smaller table: there is no end mark.
        { "f.csv", Csv, true },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_file_that_is_cut_off_anywhere_is_refused(string name, byte[] bytes, bool mayEndEarly)
    {
        Assert.True(IsRead(name, bytes));
        for (int length = 0; length < bytes.Length; length++)
        {
            bool isRead = IsRead(name, bytes.AsSpan(0, length));
            Assert.True(!isRead || mayEndEarly, $"{name} was read although it ends after {length} bytes.");
        }
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_damaged_file_never_causes_another_exception(string name, byte[] bytes, bool mayEndEarly)
    {
        var random = new Random(bytes.Length + (mayEndEarly ? 1 : 0));
        int refused = 0;
        const int rounds = 1500;
        for (int round = 0; round < rounds; round++)
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

            refused += IsRead(name, damaged) ? 0 : 1;
        }

        Assert.InRange(refused, rounds / 20, rounds);
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void Spliced_files_never_cause_another_exception(string name, byte[] bytes, bool mayEndEarly)
    {
        var random = new Random(bytes.Length + (mayEndEarly ? 3 : 2));
        for (int round = 0; round < 300; round++)
        {
            int from = random.Next(bytes.Length);
            int to = random.Next(from, bytes.Length);
            int at = random.Next(bytes.Length);
            _ = IsRead(name, [.. bytes[..at], .. bytes[from..to], .. bytes[at..]]);
            _ = IsRead(name, [.. bytes[..from], .. bytes[to..]]);
        }
    }

    [Fact]
    public void Noise_never_causes_another_exception()
    {
        var random = new Random(7);
        foreach (string name in (string[])["n.npy", "n.npz", "n.json", "n.csv"])
        {
            for (int round = 0; round < 250; round++)
            {
                byte[] noise = new byte[random.Next(200)];
                random.NextBytes(noise);
                _ = IsRead(name, noise);
            }
        }
    }

    private bool IsRead(string name, ReadOnlySpan<byte> bytes)
    {
        string path = _folder.Write(name, bytes);
        ProblemOptions options = name is "c.npz" or "e.json" ? ProblemOptions.None : InputFolder.AlphaOne;
        try
        {
            ProblemFile file = ProblemFile.Open(path, options);
            Assert.All(file, problem => Assert.True(problem.Tokens.Count > 0));
            return true;
        }
        catch (InvalidInputException e)
        {
            InputFolder.AssertWellFormed(e, path);
            return false;
        }
    }
}
