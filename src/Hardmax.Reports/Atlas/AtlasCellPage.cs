using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using Hardmax.Claims;
using Hardmax.Model;
using Hardmax.Search;

namespace Hardmax.Reports;

/// <summary>The page of one cell: the statement, what is known of it in the class, and the evidence.</summary>
internal sealed class AtlasCellPage(AtlasModel model, AtlasCell cell)
{
    private string ClassId => MatrixClasses.Id(cell.Class);

    private string Title => $"{cell.Claim.Id} in {ClassId}";

    /// <summary>The page as text.</summary>
    public override string ToString()
    {
        XElement[] evidence = cell.Counterexample is { } found
            ? [.. new AtlasRefutation(model, cell, found).Sections()]
            : [cell.Status == CellStatus.Proved ? Proof() : Search()];
        return HtmlPage.Document(
            Title,
            Asset.Read("page.css") + Asset.Read("atlas.css") + (cell.Counterexample is null ? string.Empty : Asset.Read("picture.css")),
            [
                new XElement("header", Way(), new XElement("h1", new XElement("span", new XAttribute("class", "claim"), cell.Claim.Id), " in ", new XElement("span", new XAttribute("class", "class"), ClassId)), Statement(), Banner(), Neighbours()),
                new XElement("main", evidence),
                cell.Counterexample is null ? null : Script(),
            ]);
    }

    // A comment to both languages keeps the script as it is written: to an XML parser it is character data.
    private static XElement Script() => new("script", "//", new XCData("\n" + Asset.Read("atlas.js") + "//"));

    private XElement Way() => new(
        "nav",
        new XAttribute("class", "way"),
        new XAttribute("aria-label", "Where this is"),
        new XElement("a", new XAttribute("href", "../index.html"), "Atlas"),
        " \u203a ",
        new XElement("a", new XAttribute("href", "../index.html#" + cell.Claim.Id), cell.Claim.Id),
        " \u203a ",
        new XElement("span", new XAttribute("aria-current", "page"), ClassId),
        Steps());

    private IEnumerable<XElement> Statement()
    {
        yield return new XElement("p", new XAttribute("class", "statement"), cell.Claim.Statement);
        yield return new XElement("p", new XAttribute("class", "quiet"), $"Asked where {AtlasWords.Explain(cell.Class)}. Hypotheses: {AtlasWords.Explain(cell.Claim.Hypotheses)}. Source of the statement: {cell.Claim.Source}.");
    }

    private XElement Banner()
    {
        string says = cell.Status switch
        {
            CellStatus.Proved => "A theorem: " + (cell.Source ?? "the source is not stated") + ".",
            CellStatus.Refuted => Sentence(cell.Counterexample?.Verdict.Witness?.Says ?? "the counterexample below violates it"),
            CellStatus.NotSearched => "No problem was judged here: nothing is known.",
            _ => $"No counterexample among {AtlasWords.Count(cell.Trials, "problem")}, and no proof.",
        };
        return new XElement(
            "div",
            new XAttribute("class", "verdict " + AtlasWords.Word(cell.Status)),
            new XElement("span", new XAttribute("class", "sign"), new XAttribute("aria-hidden", "true"), AtlasWords.Sign(cell.Status)),
            new XElement("p", new XElement("strong", char.ToUpperInvariant(AtlasWords.Say(cell.Status)[0]) + AtlasWords.Say(cell.Status)[1..] + ". "), says));
    }

    // The row of the table that the cell is from.
    private XElement Neighbours() => new(
            "nav",
            new XAttribute("class", "row"),
            new XAttribute("aria-label", "The claim in all classes"),
            new XElement("ul", model.CellsOf(cell.Claim).Select(other => new XElement(
                "li",
                new XAttribute("class", AtlasWords.Word(other.Status)),
                new XElement(
                    "a",
                    new XAttribute("href", PageName(other)),
                    other == cell ? new XAttribute("aria-current", "page") : null,
                    new XElement("span", new XAttribute("class", "sign"), new XAttribute("aria-hidden", "true"), AtlasWords.Sign(other.Status)),
                    " " + MatrixClasses.Id(other.Class),
                    new XElement("span", new XAttribute("class", "unseen"), ": " + AtlasWords.Say(other.Status)))))));

    // To the neighbours in the row of the table.
    private XElement Steps()
    {
        ImmutableArray<AtlasCell> cells = model.CellsOf(cell.Claim);
        int here = cells.IndexOf(cell);
        return new XElement(
            "span",
            new XAttribute("class", "steps"),
            Step("prev", here > 0 ? cells[here - 1] : null),
            " ",
            Step("next", here + 1 < cells.Length ? cells[here + 1] : null));
    }

    private static XElement? Step(string relation, AtlasCell? other) => other is null
        ? null
        : new XElement(
            "a",
            new XAttribute("class", relation),
            new XAttribute("rel", relation),
            new XAttribute("href", PageName(other)),
            relation == "prev" ? "\u2190 " + MatrixClasses.Id(other.Class) : MatrixClasses.Id(other.Class) + " \u2192");

    private XElement Proof() => new(
        "section",
        new XAttribute("id", "proof"),
        new XElement("h2", "The proof"),
        new XElement("p", $"Source: {cell.Source ?? "not stated"}."),
        cell.Trials == 0 ? null : new XElement("p", $"Besides, {AtlasWords.Count(cell.Trials, "problem")} of the class agreed with it{(cell.Undecided == 0 ? string.Empty : ", " + AtlasWords.Count(cell.Undecided) + " of them undecided")}."),
        Covered());

    private XElement Search() => new(
        "section",
        new XAttribute("id", "search"),
        new XElement("h2", "What was searched"),
        ReportTable.OfFacts(
            "The search",
            ("judged", AtlasWords.Count(cell.Trials, "problem") + " that satisfy the hypotheses"),
            ("undecided", cell.Undecided == 0 ? "none" : AtlasWords.Count(cell.Undecided, "problem") + ", in which nothing could be decided"),
            ("seed", model.Atlas.Seed.ToString(CultureInfo.InvariantCulture))).ToElement(),
        Covered(),
        new XElement("p", new XAttribute("class", "lead-in"), "To search on:"),
        new XElement("pre", new XAttribute("class", "command"), new XAttribute("tabindex", "0"), AtlasCommands.Hunt(cell.Claim, cell.Class, model.Atlas.Seed)));

    private XElement? Covered() => cell.Covered.IsDefaultOrEmpty
        ? null
        : new XElement("ul", new XAttribute("class", "covered"), cell.Covered.Select(sentence => new XElement("li", sentence)));

    /// <summary>The page of another cell, from the page of this one.</summary>
    internal static string PageName(AtlasCell other) => AtlasModel.Name(other.Claim, other.Class) + ".html";

    /// <summary>A text as a sentence: a capital first, unless it begins with a symbol, and a full stop.</summary>
    private static string Sentence(string text)
    {
        string start = text.Length > 1 && char.IsLower(text[0]) && char.IsLower(text[1]) ? char.ToUpperInvariant(text[0]) + text[1..] : text;
        return start.EndsWith('.') ? start : start + ".";
    }
}
