using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using Hardmax.Claims;
using Hardmax.Model;
using Hardmax.Search;

namespace Hardmax.Reports;

/// <summary>The table of the atlas: claims down, classes of matrices across.</summary>
internal sealed class AtlasIndex(AtlasModel model)
{
    private const string Title = "Atlas of hardmax dynamics";

    /// <summary>The page as text.</summary>
    public override string ToString() => HtmlPage.Document(
        Title,
        Asset.Read("page.css") + Asset.Read("atlas.css"),
        [
            new XElement("header", new XElement("h1", Title), Intro(), Tally(), Origin()),
            new XElement("main", Section("claims", "Claims", "Statements of the theorem for symmetric positive definite A and of docs/theory.md, asked of every class of matrices.", model.Claims), Section("conjectures", "Conjectures", "Statements about leaders and their control, each asked of the classes that it speaks of; a dash stands for the others.", model.Conjectures), Classes()),
        ]);

    private static IEnumerable<XElement> Intro()
    {
        yield return new XElement("p", new XAttribute("class", "intro"), "Which statements about hardmax attention hold for which matrices A? Every cell is a theorem, or a counterexample in exact fractions that anyone can check, or the record of a search that found none, or says that nobody has looked.");
        yield return new XElement("p", "To read the table: a row is a claim, a column a class of matrices, and each cell leads to its page. Numbers count the problems that were judged; where a claim survived them it is open, not true.");
    }

    private XElement Tally() => new(
        "ul",
        new XAttribute("class", "tally"),
        new XAttribute("aria-label", "Summary and legend"),
        AtlasWords.Statuses.Select(status => new XElement(
            "li",
            new XAttribute("class", AtlasWords.Word(status)),
            new XElement("span", new XAttribute("class", "sign"), new XAttribute("aria-hidden", "true"), AtlasWords.Sign(status)),
            new XElement("strong", AtlasWords.Count(model.Atlas.Cells.Count(cell => cell.Status == status))),
            " ",
            new XElement("b", AtlasWords.Say(status)),
            new XElement("span", new XAttribute("class", "means"), AtlasWords.Explain(status)))));

    private XElement Origin() => new(
        "p",
        new XAttribute("class", "origin"),
        string.Create(CultureInfo.InvariantCulture, $"{AtlasWords.Count(model.Atlas.Cells.Sum(cell => cell.Trials), "problem")} judged in {AtlasWords.Duration(model.Atlas.Elapsed)}, seed {model.Atlas.Seed}. The same as data: "),
        new XElement("a", new XAttribute("href", "atlas.json"), "atlas.json"),
        ".");

    private XElement? Section(string id, string heading, string text, ImmutableArray<Claim> claims) => claims.IsEmpty
        ? null
        : new XElement(
            "section",
            new XAttribute("id", id),
            new XElement("h2", heading),
            new XElement("p", text),
            Table(heading, claims),
            new XElement("h3", "Word for word"),
            new XElement("dl", new XAttribute("class", "statements"), claims.SelectMany(Statement)));

    private XElement Table(string heading, ImmutableArray<Claim> claims)
    {
        MatrixClass[] classes = [.. MatrixClasses.All.Where(matrixClass => claims.Any(claim => claim.Classes.Contains(matrixClass) || model.Find(claim, matrixClass) is not null))];
        return new XElement(
            "div",
            new XAttribute("class", "scroll grid"),
            new XAttribute("role", "region"),
            new XAttribute("aria-label", heading + " by classes of matrices"),
            new XAttribute("tabindex", "0"),
            new XElement(
                "table",
                new XElement("caption", heading + " by classes of matrices"),
                new XElement("thead", new XElement("tr", new XElement("td"), classes.Select(matrixClass => new XElement(
                    "th",
                    new XAttribute("scope", "col"),
                    new XElement("a", new XAttribute("href", "#class-" + MatrixClasses.Id(matrixClass)), new XElement("span", MatrixClasses.Id(matrixClass))))))),
                new XElement("tbody", claims.Select(claim => new XElement(
                    "tr",
                    new XElement("th", new XAttribute("scope", "row"), new XElement("a", new XAttribute("href", "#" + claim.Id), claim.Id)),
                    classes.Select(matrixClass => CellOf(claim, matrixClass)))))));
    }

    private XElement CellOf(Claim claim, MatrixClass matrixClass)
    {
        if (model.Find(claim, matrixClass) is not { } cell)
        {
            string why = claim.Classes.Contains(matrixClass) ? "not asked" : "does not speak of this class";
            return new XElement("td", new XAttribute("class", "none"), new XAttribute("title", why), "\u2013", new XElement("span", new XAttribute("class", "unseen"), why));
        }

        string word = AtlasWords.Word(cell.Status);
        return new XElement(
            "td",
            new XAttribute("class", word),
            new XElement(
                "a",
                new XAttribute("href", AtlasModel.PagePath(cell)),
                new XAttribute("title", $"{claim.Id} in {MatrixClasses.Id(matrixClass)}: {AtlasWords.Say(cell.Status)}"),
                new XElement("span", new XAttribute("class", "sign"), new XAttribute("aria-hidden", "true"), AtlasWords.Sign(cell.Status)),
                new XElement("span", new XAttribute("class", "word"), AtlasWords.Say(cell.Status)),
                cell.Trials == 0 ? null : new XElement("span", new XAttribute("class", "trials"), " ", AtlasWords.Count(cell.Trials), new XElement("span", new XAttribute("class", "unseen"), " judged"))));
    }

    private IEnumerable<XElement> Statement(Claim claim)
    {
        ImmutableArray<AtlasCell> cells = model.CellsOf(claim);
        IEnumerable<string> counts = AtlasWords.Statuses
            .Select(status => (Status: status, Count: cells.Count(cell => cell.Status == status)))
            .Where(pair => pair.Count > 0)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{AtlasWords.Say(pair.Status)} in {pair.Count}"));
        string classes = claim.Classes.Length == MatrixClasses.All.Length ? string.Empty : " It speaks of " + string.Join(", ", claim.Classes.Select(MatrixClasses.Id)) + ".";
        yield return new XElement("dt", new XAttribute("id", claim.Id), claim.Id);
        yield return new XElement(
            "dd",
            new XElement("p", claim.Statement),
            new XElement("p", new XAttribute("class", "quiet"), $"Assumes: {AtlasWords.Explain(claim.Hypotheses)}. Source: {claim.Source}.{classes} Classes: {string.Join(", ", counts)}."));
    }

    private static XElement Classes() => new(
        "section",
        new XAttribute("id", "classes"),
        new XElement("h2", "Classes of matrices"),
        new XElement("p", "They overlap: the identity is symmetric positive definite, and every matrix is general. What is refuted in a class is refuted in every class that holds it."),
        new XElement("dl", new XAttribute("class", "statements"), MatrixClasses.All.SelectMany(matrixClass => new[]
        {
            new XElement("dt", new XAttribute("id", "class-" + MatrixClasses.Id(matrixClass)), MatrixClasses.Id(matrixClass)),
            new XElement("dd", new XElement("p", AtlasWords.Explain(matrixClass) + ".")),
        })));
}
