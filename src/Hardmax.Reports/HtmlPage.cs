using System.Xml.Linq;

namespace Hardmax.Reports;

/// <summary>
/// One self-contained page: no network, no fonts from elsewhere, style and script inside, light and dark as the reader
/// prefers, readable on a narrow screen, and well-formed XML besides. Everything from input is escaped.
/// </summary>
internal sealed class HtmlPage
{
    private readonly List<XElement> _sections = [];
    private readonly string _title;
    private readonly string _intro;
    private int _pictures;

    /// <summary>A page.</summary>
    /// <param name="title">Its title and first heading.</param>
    /// <param name="intro">What it is about; an empty line separates paragraphs.</param>
    public HtmlPage(string title, string intro)
    {
        _title = title;
        _intro = intro;
    }

    /// <summary>What the page comes to, under its heading: a sentence each.</summary>
    public IReadOnlyList<Cell> Banners { get; init; } = [];

    /// <summary>Whether a page of three sections and more lists them at its top.</summary>
    public bool HasContents { get; init; } = true;

    /// <summary>Adds an exhibit as the next section.</summary>
    public HtmlPage Add(Exhibit exhibit) => Add(exhibit.Heading, exhibit.ToElements(NextPictureId), exhibit.Id);

    /// <summary>Adds a section of tables, such as a matrix of claims by classes.</summary>
    /// <param name="heading">Its heading.</param>
    /// <param name="text">What it says; may be empty.</param>
    /// <param name="tables">Its tables, one under another.</param>
    public HtmlPage AddTables(string heading, string text, params IReadOnlyList<ReportTable> tables) =>
        Add(heading, [.. Paragraphs(text), .. tables.Select(table => table.ToElement())]);

    /// <summary>The page as text with line feeds, to be written as UTF-8.</summary>
    public override string ToString()
    {
        object?[] body =
        [
            new XElement("header", new XElement("h1", _title), Banners.Select(banner => Banner("banner", banner)), Paragraphs(_intro), Contents()),
            new XElement("main", _sections),
            new XElement("script", "\n" + Asset.Read("page.js")),
        ];
        return Document(_title, Asset.Read("page.css") + Asset.Read("picture.css"), body);
    }

    /// <summary>A document with everything inside: its head, a style, and a body that is given.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="style">Its style sheet, without child combinators: the page is XML as well as HTML.</param>
    /// <param name="body">The content of its body.</param>
    internal static string Document(string title, string style, IEnumerable<object?> body)
    {
        var page = new XElement(
            "html",
            new XAttribute("lang", "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                new XElement("meta", new XAttribute("name", "color-scheme"), new XAttribute("content", "light dark")),
                new XElement("meta", new XAttribute("name", "generator"), new XAttribute("content", Formats.OwnFiles.Generator)),
                new XElement("title", title),
                new XElement("link", new XAttribute("rel", "icon"), new XAttribute("href", "data:,")),
                new XElement("style", "\n" + style)),
            new XElement("body", body));
        return "<!DOCTYPE html>\n" + Markup.ToText(page);
    }

    /// <summary>Paragraphs of a text in which empty lines separate them.</summary>
    internal static IEnumerable<XElement> Paragraphs(string text) =>
        text.ReplaceLineEndings("\n")
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(paragraph => new XElement("p", paragraph));

    /// <summary>A sentence set off from the text, coloured by its tone.</summary>
    internal static XElement Banner(string name, Cell cell)
    {
        XElement banner = cell.ToElement("p");
        string tone = banner.Attribute("class") is { } attribute ? " " + attribute.Value : string.Empty;
        banner.SetAttributeValue("class", name + tone);
        return banner;
    }

    private HtmlPage Add(string heading, IEnumerable<XElement> content, string? givenId = null)
    {
        string id = givenId ?? FormattableString.Invariant($"section-{_sections.Count + 1}");
        _sections.Add(new XElement("section", new XAttribute("id", id), new XElement("h2", heading), content));
        return this;
    }

    private string NextPictureId() => FormattableString.Invariant($"picture-{++_pictures}");

    private XElement? Contents() => !HasContents || _sections.Count < 3
        ? null
        : new XElement(
            "nav",
            new XAttribute("aria-label", "Contents"),
            new XElement("ol", _sections.Select(section => new XElement(
                "li", new XElement("a", new XAttribute("href", "#" + section.Attribute("id")!.Value), section.Element("h2")!.Value)))));
}
