namespace Hardmax.Oracle;

/// <summary>The words for numbers that are none, as JSON writers of several languages put them where JSON has no word.</summary>
internal static class NonFiniteWords
{
    /// <summary>Whether a string is such a word.</summary>
    public static bool IsWord(string text) =>
        text.TrimStart('+', '-').ToUpperInvariant() is "NAN" or "INF" or "INFINITY";

    /// <summary>Puts bare words outside of strings into quotes; returns the same bytes where there are none.</summary>
    public static ReadOnlyMemory<byte> Quote(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.IndexOf("NaN"u8) < 0 && utf8.Span.IndexOf("Infinity"u8) < 0)
        {
            return utf8;
        }

        var quoted = new List<byte>(utf8.Length + 64);
        bool isInString = false;
        ReadOnlySpan<byte> rest = utf8.Span;
        while (!rest.IsEmpty)
        {
            int word = isInString ? 0 : WordLength(rest);
            if (word > 0)
            {
                quoted.Add((byte)'"');
                quoted.AddRange(rest[..word]);
                quoted.Add((byte)'"');
                rest = rest[word..];
                continue;
            }

            int taken = isInString && rest[0] == '\\' && rest.Length > 1 ? 2 : 1;
            isInString ^= rest[0] == '"';
            quoted.AddRange(rest[..taken]);
            rest = rest[taken..];
        }

        return quoted.ToArray();
    }

    private static int WordLength(ReadOnlySpan<byte> text) =>
        text.StartsWith("NaN"u8) ? 3 : text.StartsWith("Infinity"u8) ? 8 : text.StartsWith("-Infinity"u8) ? 9 : text.StartsWith("-NaN"u8) ? 4 : 0;
}
