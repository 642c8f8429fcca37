using System.Globalization;
using System.Text;

namespace Hardmax.Formats;

/// <summary>
/// Text from anywhere, made fit for people: control characters, line separators, what turns the direction of writing and
/// what cannot be seen become escapes such as \u202e, so that a name can neither forge a line nor hide one.
/// </summary>
public static class PrintableText
{
    private const int LineLength = 120;

    /// <summary>On one line: line breaks and tabs are escaped too.</summary>
    public static string Escape(string text) => Escape(text, string.Empty, int.MaxValue);

    /// <summary>Line feeds and tabs stay, for text that is laid out in lines.</summary>
    public static string EscapeLines(string text) => Escape(text.Replace("\r\n", "\n", StringComparison.Ordinal), "\n\t", int.MaxValue);

    /// <summary>In quotes, with its beginning alone where it is long.</summary>
    public static string Quote(ReadOnlySpan<byte> utf8)
    {
        // A character takes at most four bytes; what is cut in the middle becomes U+FFFD and is cut off with the rest.
        ReadOnlySpan<byte> start = utf8[..Math.Min(utf8.Length, 4 * (LineLength + 1))];
        return $"'{OneLine(Encoding.UTF8.GetString(start))}'";
    }

    /// <summary>On one line, shortened.</summary>
    public static string OneLine(string text, int maxLength = LineLength) => Escape(text, string.Empty, maxLength);

    /// <summary>The last lines that are not blank, the earliest first, separated by " | "; empty where there are none.</summary>
    public static string LastLines(string text, int count)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Join(" | ", lines.TakeLast(count).Select(line => OneLine(line)));
    }

    /// <summary>"10 s", "0.5 s".</summary>
    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");

    // Half a character becomes U+FFFD, and so does what is no character at all.
    private static string Escape(string text, string kept, int maxLength)
    {
        var line = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (line.Length >= maxLength)
            {
                return line.Append("...").ToString();
            }

            bool isPrintable = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            _ = (rune.Value & 0xFFFE) == 0xFFFE ? line.Append('\uFFFD')
                : isPrintable || (rune.IsBmp && kept.Contains((char)rune.Value, StringComparison.Ordinal)) ? line.Append(rune.ToString())
                : line.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        }

        return line.ToString();
    }
}
