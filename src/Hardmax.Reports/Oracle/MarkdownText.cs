using System.Text;
using Hardmax.Formats;

namespace Hardmax.Reports;

/// <summary>
/// Text from anywhere as GitHub-flavoured Markdown that shows just that text: no markup, no HTML, no broken table.
/// </summary>
internal static class MarkdownText
{
    private const string Special = "\\`*_[]<>&|~#$@!";

    /// <summary>Prose: every character with a meaning is escaped, and line breaks become spaces.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char c in OneLine(text))
        {
            escaped.Append(Special.Contains(c, StringComparison.Ordinal) ? "\\" : string.Empty).Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>A code span, delimited by more backticks than the text holds in a row.</summary>
    /// <param name="text">The text; line breaks become spaces.</param>
    /// <param name="inTable">Whether it stands in a table, where a bar ends a cell even in code.</param>
    public static string Code(string text, bool inTable = false)
    {
        string line = OneLine(text);
        string fence = new('`', LongestRun(line, '`') + 1);
        string padding = line.StartsWith('`') || line.EndsWith('`') ? " " : string.Empty;
        return fence + padding + (inTable ? line.Replace("|", "\\|", StringComparison.Ordinal) : line) + padding + fence;
    }

    /// <summary>A fenced block of lines.</summary>
    /// <param name="text">The text; control characters other than line feeds and tabs are escaped.</param>
    /// <param name="language">The name of the language, or empty.</param>
    public static string Block(string text, string language = "")
    {
        string fence = new('`', Math.Max(3, LongestRun(text, '`') + 1));
        string clean = PrintableText.EscapeLines(text.ReplaceLineEndings("\n"));
        return $"{fence}{language}\n{clean.TrimEnd('\n')}\n{fence}\n";
    }

    /// <summary>A table, with its caption as a paragraph before it.</summary>
    public static string Table(ReportTable table)
    {
        int columns = table.Columns.Count > 0 ? table.Columns.Count : table.Rows.Max(row => row.Count);
        var text = new StringBuilder();
        text.Append(Escape(table.Caption)).Append(":\n\n");
        text.Append('|').AppendJoin('|', table.Columns.Count > 0 ? table.Columns.Select(column => $" {Escape(column)} ") : Enumerable.Repeat(" ", columns)).Append("|\n");
        text.Append('|').AppendJoin('|', Enumerable.Repeat(" --- ", columns)).Append("|\n");
        foreach (IReadOnlyList<Cell> row in table.Rows)
        {
            text.Append('|').AppendJoin('|', row.Select(Cell)).Append("|\n");
        }

        return text.ToString();
    }

    /// <summary>A block that is folded away until it is asked for.</summary>
    public static string Folded(string summary, string content) =>
        $"<details><summary>{OneLine(summary).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)}</summary>\n\n{content}\n</details>\n";

    // What is bad or doubtful is bold or italic, as colours are lost.
    private static string Cell(Cell cell) => cell.Tone switch
    {
        CellTone.Bad => $" **{Escape(cell.Text)}** ",
        CellTone.Doubtful => $" _{Escape(cell.Text)}_ ",
        _ => $" {Escape(cell.Text)} ",
    };

    private static string OneLine(string text) => PrintableText.Escape(text.ReplaceLineEndings(" ").Replace('\t', ' '));

    private static int LongestRun(string text, char sign)
    {
        int longest = 0;
        int run = 0;
        foreach (char c in text)
        {
            run = c == sign ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
