using System.IO.Compression;
using System.Text;
using Hardmax.Formats;

namespace Hardmax.Cli.Tests;

/// <summary>NumPy's files as bytes, right ones and others.</summary>
public static class NumpyFiles
{
    /// <summary>A right .npy of doubles.</summary>
    public static byte[] OfDoubles(ReadOnlySpan<double> values, params ReadOnlySpan<int> shape)
    {
        using var stream = new MemoryStream();
        NpyWriter.Write(stream, values, shape);
        return stream.ToArray();
    }

    /// <summary>A .npy with any header over any number of zero bytes.</summary>
    public static byte[] Of(string descr, string shape, int dataBytes)
    {
        byte[] header = Encoding.Latin1.GetBytes($"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}\n");
        return [0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)header.Length), .. header, .. new byte[dataBytes]];
    }

    /// <summary>A .npz.</summary>
    public static byte[] Archive(params ReadOnlySpan<(string Name, byte[] Data)> entries)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] data) in entries)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(data);
            }
        }

        return bytes.ToArray();
    }
}
