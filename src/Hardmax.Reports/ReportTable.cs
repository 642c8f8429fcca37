using System.Xml.Linq;

namespace Hardmax.Reports;

/// <summary>How a cell is to be read; shown by colour and, since colour alone is not enough, by weight or style.</summary>
internal enum CellTone
{
    /// <summary>Nothing special.</summary>
    Plain,

    /// <summary>Proved, right, held.</summary>
    Good,

    /// <summary>Wrong, refuted, violated.</summary>
    Bad,

    /// <summary>Not decided, flagged.</summary>
    Doubtful,
}

/// <summary>A cell of a table.</summary>
/// <param name="Text">What it says, from anywhere: it is escaped.</param>
/// <param name="Tone">How it is to be read.</param>
/// <param name="Link">A path relative to the page, or null. Anything with a scheme is shown as text without a link.</param>
internal sealed record Cell(string Text, CellTone Tone = CellTone.Plain, string? Link = null)
{
    /// <summary>A plain cell.</summary>
    public static implicit operator Cell(string text) => new(text);

    /// <summary>The cell as a table cell; exact numbers in it keep their spacing.</summary>
    internal XElement ToElement(string name)
    {
        bool isPath = Link is not null && !Link.Contains(':', StringComparison.Ordinal) && !Link.StartsWith("//", StringComparison.Ordinal);
        object content = isPath ? new XElement("a", new XAttribute("href", Link!), Text) : Text;
        var cell = new XElement(name, content);
        if (Tone != CellTone.Plain)
        {
            cell.Add(new XAttribute("class", Tone switch { CellTone.Good => "good", CellTone.Bad => "bad", _ => "doubtful" }));
        }

        return cell;
    }
}

/// <summary>A table; its first column names the rows. Wide tables scroll inside their own container.</summary>
/// <param name="Caption">What the table says.</param>
/// <param name="Columns">Column headings; none leaves the heading row out (a list of facts).</param>
/// <param name="Rows">Rows of cells.</param>
internal sealed record ReportTable(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows)
{
    /// <summary>A class of the style sheet for its container, such as "matrix"; or null.</summary>
    public string? Style { get; init; }

    /// <summary>A table of two columns without headings: names and what is true of them.</summary>
    /// <param name="caption">What the table says.</param>
    /// <param name="facts">Pairs of a name and a cell.</param>
    public static ReportTable OfFacts(string caption, params (string Name, Cell Value)[] facts) =>
        new(caption, [], [.. facts.Select(fact => (IReadOnlyList<Cell>)[fact.Name, fact.Value])]);

    /// <summary>The table in a container that scrolls sideways and can be reached by keyboard.</summary>
    internal XElement ToElement()
    {
        var table = new XElement("table", new XElement("caption", Caption));
        if (Columns.Count > 0)
        {
            IEnumerable<XElement> headings = Columns.Select(column => new XElement("th", new XAttribute("scope", "col"), column));
            table.Add(new XElement("thead", new XElement("tr", headings)));
        }

        table.Add(new XElement("tbody", Rows.Select(Row)));
        return new XElement(
            "div",
            new XAttribute("class", (Columns.Count == 0 ? "scroll facts" : "scroll") + (Style is null ? string.Empty : " " + Style)),
            new XAttribute("role", "region"),
            new XAttribute("aria-label", Caption),
            new XAttribute("tabindex", "0"),
            table);
    }

    private static XElement Row(IReadOnlyList<Cell> cells)
    {
        var row = new XElement("tr", cells.Select((cell, c) => cell.ToElement(c == 0 ? "th" : "td")));
        row.Element("th")?.Add(new XAttribute("scope", "row"));
        return row;
    }
}
