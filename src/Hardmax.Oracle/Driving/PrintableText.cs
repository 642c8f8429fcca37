using System.Globalization;
using System.Text;

namespace Hardmax.Oracle;

/// <summary>Text that a program wrote, made fit for a message: one line, printable, short.</summary>
internal static class PrintableText
{
    private const int LineLength = 120;

    /// <summary>In quotes, with its beginning alone where it is long.</summary>
    public static string Quote(ReadOnlySpan<byte> utf8)
    {
        // A character takes at most four bytes; what is cut in the middle becomes U+FFFD and is cut off with the rest.
        ReadOnlySpan<byte> start = utf8[..Math.Min(utf8.Length, 4 * (LineLength + 1))];
        return $"'{OneLine(Encoding.UTF8.GetString(start))}'";
    }

    /// <summary>On one line, shortened.</summary>
    public static string OneLine(string text, int maxLength = LineLength)
    {
        var line = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (line.Length >= maxLength)
            {
                return line.Append("...").ToString();
            }

            bool isPrintable = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            _ = isPrintable ? line.Append(rune.ToString()) : line.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        }

        return line.ToString();
    }

    /// <summary>The last lines that are not blank, the earliest first, separated by " | "; empty where there are none.</summary>
    public static string LastLines(string text, int count)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Join(" | ", lines.TakeLast(count).Select(line => OneLine(line)));
    }

    /// <summary>"10 s", "0.5 s".</summary>
    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}
