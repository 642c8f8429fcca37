using System.Text;

namespace Hardmax.Formats;

/// <summary>A .npy that holds a single string in UTF-32, as NumPy stores a Python str.</summary>
internal static class NpyText
{
    private const int LongestName = 64;

    public static string Parse(ReadOnlyMemory<byte> bytes, InputSource source)
    {
        NpyHeader header = NpyHeader.Parse(bytes.Span, source, NpyContent.Text);
        ReadOnlySpan<byte> data = bytes.Span[header.Length..];
        bool isSingle = Array.TrueForAll(header.Shape, axis => axis == 1);
        if (!isSingle || header.TextLength > LongestName || data.Length != 4 * header.TextLength)
        {
            throw source.Error(InputSource.Whole, $"is no single string of at most {LongestName} characters; expected a name such as float32");
        }

        var encoding = new UTF32Encoding(header.IsBigEndian, byteOrderMark: false);
        return encoding.GetString(data).TrimEnd('\0');
    }
}
