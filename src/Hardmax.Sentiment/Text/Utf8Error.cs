using System.Buffers;
using System.Text;

namespace Hardmax.Sentiment;

/// <summary>Where bytes stop being UTF-8.</summary>
internal static class Utf8Error
{
    /// <summary>The first byte, counted from 0, of what is no UTF-8; the length where all of it is.</summary>
    public static int Of(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out int consumed) == OperationStatus.Done)
        {
            at += consumed;
        }

        return at;
    }
}
