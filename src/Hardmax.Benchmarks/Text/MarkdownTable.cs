using System.Text;

namespace Hardmax.Benchmarks.Text;

/// <summary>A table of docs/performance.md.</summary>
/// <param name="Name">What its markers call it.</param>
/// <param name="Header">The titles of the columns. The first column is of words, the others of figures.</param>
internal sealed record MarkdownTable(string Name, params IReadOnlyList<string> Header)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    /// <summary>Adds a row.</summary>
    /// <exception cref="ArgumentException">It has not as many cells as the header.</exception>
    public void Add(params IReadOnlyList<string> cells)
    {
        if (cells.Count != Header.Count)
        {
            throw new ArgumentException($"{Name}: a row of {cells.Count} cells under {Header.Count} titles.", nameof(cells));
        }

        _rows.Add(cells);
    }

    /// <summary>The table in Markdown, each line ended.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        AppendLine(text, Header);
        AppendLine(text, [.. Header.Select((_, column) => column == 0 ? "---" : "---:")]);
        foreach (IReadOnlyList<string> row in _rows)
        {
            AppendLine(text, row);
        }

        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|"))).Append(" |\n");
}
