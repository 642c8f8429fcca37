using System.IO.Compression;
using System.Text;
using Hardmax.Formats;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Formats;

/// <summary>A folder for the files of one test, gone when the test is.</summary>
public sealed class InputFolder : IDisposable
{
    public static readonly ProblemOptions AlphaOne = new() { Alpha = Rational.One };

    private readonly string _path = Directory.CreateTempSubdirectory("hardmax-formats-").FullName;

    public string Path(string name) => System.IO.Path.Combine(_path, name);

    public string Write(string name, ReadOnlySpan<byte> bytes)
    {
        File.WriteAllBytes(Path(name), bytes);
        return Path(name);
    }

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public void Dispose() => Directory.Delete(_path, recursive: true);

    /// <summary>The error for a bad input, after what holds for every such error.</summary>
    public static InvalidInputException Refused(Func<object> read, string file)
    {
        InvalidInputException e = Assert.Throws<InvalidInputException>(read);
        AssertWellFormed(e, file);
        return e;
    }

    public static void AssertWellFormed(InvalidInputException e, string file)
    {
        Assert.Equal(file, e.File);
        Assert.NotEmpty(e.Place);
        Assert.Contains("; expected ", e.Reason, StringComparison.Ordinal);
        Assert.Equal($"{e.File}: {e.Place}: {e.Reason}", e.Message);
        Assert.DoesNotContain(e.Message, c => char.IsControl(c) || c is '\u2028' or '\u2029');
        Assert.InRange(e.Message.Length, 1, file.Length + 600);
    }

    /// <summary>A .npy with any header text, over data of any length.</summary>
    public static byte[] Npy(string header, ReadOnlySpan<byte> data, byte major = 1, int? claimedHeaderLength = null)
    {
        byte[] text = Encoding.Latin1.GetBytes(header);
        int length = claimedHeaderLength ?? text.Length;
        byte[] size = major == 1 ? BitConverter.GetBytes((ushort)length) : BitConverter.GetBytes(length);
        return [0x93, .. "NUMPY"u8, major, 0, .. size, .. text, .. data];
    }

    public static string Header(string descr, string shape, bool fortran = false) =>
        $"{{'descr': '{descr}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}\n";

    public static byte[] Doubles(params ReadOnlySpan<double> values)
    {
        var bytes = new MemoryStream();
        foreach (double value in values)
        {
            bytes.Write(BitConverter.GetBytes(value));
        }

        return bytes.ToArray();
    }

    public static byte[] Zip(CompressionLevel level, params ReadOnlySpan<(string Name, byte[] Data)> entries)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] data) in entries)
            {
                using Stream entry = zip.CreateEntry(name, level).Open();
                entry.Write(data);
            }
        }

        return bytes.ToArray();
    }
}
