using System.Xml.Linq;
using Hardmax.Sentiment;

namespace Hardmax.Reports;

/// <summary>
/// Why a model decides about a text as it does, as a self-contained page: the decision, the text with its words marked,
/// a picture like that of arXiv:2407.01602, Section 5, in which the words move layer by layer, who gathers around whom, and
/// what would have to change for another decision. Whatever is written in numbers is exact or rounded from exact values;
/// the picture is drawn in binary64.
/// </summary>
internal sealed class ExplanationPage
{
    private readonly Explanation _explanation;

    private ExplanationPage(Explanation explanation) => _explanation = explanation;

    /// <summary>The page as HTML that is well-formed XML too, with line feeds, to be written as UTF-8.</summary>
    /// <param name="explanation">Any explanation: of a text without a known word, and of one that is not decided, too.</param>
    public static string Of(Explanation explanation) => new ExplanationPage(explanation).Draw();

    /// <summary>A page with the style and the script of the pages about sentiment.</summary>
    internal static string Document(string title, bool hasScript, params object?[] body) => HtmlPage.Document(
        title,
        Asset.Read("page.css") + Asset.Read("picture.css") + Asset.Read("sentiment.css"),
        [.. body, hasScript ? new XElement("script", "//", new XCData("\n" + Asset.Read("sentiment.js") + "//")) : null]);

    /// <summary>A section with a heading.</summary>
    internal static XElement Section(string id, string heading, params object?[] content) =>
        new("section", new XAttribute("id", id), new XElement("h2", heading), content);

    private string Draw()
    {
        string heading = ExplanationSentences.Heading(_explanation);
        string tone = _explanation.Decision == Side.Undecided ? "doubtful" : _explanation.Decision.Word();
        bool hasPicture = !_explanation.Words.IsEmpty;
        return Document(
            heading,
            hasPicture,
            new XElement(
                "header",
                new XElement("h1", heading),
                new XElement("p", new XAttribute("class", "banner " + tone), ExplanationSentences.Verdict(_explanation)),
                new XElement("p", ExplanationSentences.Summary(_explanation)),
                new ReviewMarks(_explanation).ToElements()),
            new XElement(
                "main",
                hasPicture ? Section("picture", "How the words move", Picture()) : null,
                hasPicture ? Section("gatherings", "Who gathers around whom", Gatherings()) : null,
                hasPicture ? Section("change", "What would have to change", Changes()) : null,
                Section("numbers", "The numbers", ExplanationTables.Facts(_explanation))));
    }

    private IEnumerable<XElement> Picture()
    {
        var scene = new ExplanationScene(_explanation);
        var picture = new ExplanationPicture(scene);
        yield return new XElement("p", "Each word is a point. Layer by layer it moves towards the words that it attends to." + ExplanationSentences.Mean(_explanation));
        yield return new XElement(
            "figure",
            new XAttribute("class", "words"),
            new XElement("div", new XAttribute("class", "view"), picture.ToElement(_explanation.IsCertified ? "The words and where they end" : "The words, layer by layer"), Stepper(scene)),
            new XElement(
                "figcaption",
                new XElement("div", new XAttribute("class", "about"), new XAttribute("role", "status"), new XAttribute("hidden", "hidden")),
                Legend(scene),
                new XElement("p", string.Join(' ', picture.Notes())),
                new XElement("p", new XAttribute("class", "hint"), new XAttribute("hidden", "hidden"), "Point at a word, tap it, or reach it with the Tab key: left and right then go from word to word, up and down from layer to layer.")),
            new XElement("script", new XAttribute("type", "application/json"), new XAttribute("class", "run"), ExplanationData.Of(scene)));
    }

    // Hidden until the script shows it: without a script it would do nothing.
    private static XElement Stepper(ExplanationScene scene)
    {
        int last = scene.LayerNames.Length - 1;
        return new XElement(
            "div",
            new XAttribute("class", "stepper"),
            new XAttribute("hidden", "hidden"),
            new XElement("label", new XAttribute("for", "layer"), "Layer"),
            new XElement(
                "input",
                new XAttribute("type", "range"),
                new XAttribute("id", "layer"),
                new XAttribute("min", "0"),
                new XAttribute("max", last),
                new XAttribute("step", "1"),
                new XAttribute("value", last)),
            new XElement("output", new XAttribute("for", "layer"), scene.LayerNames[last]),
            new XElement("button", new XAttribute("type", "button"), "Play"));
    }

    private static XElement Legend(ExplanationScene scene)
    {
        Side[] ends = [.. Enumerable.Range(0, scene.Drawn.Length).Select(scene.SideOf).Distinct()];
        bool hasLeaders = Enumerable.Range(0, scene.Drawn.Length).Any(scene.Leads);
        IEnumerable<(XElement Glyph, string Text)?> entries =
        [
            hasLeaders ? (PictureMarks.Star(new PixelPoint(0, 0)), "leader, from the layer on at which it leads") : null,
            .. ends.OrderDescending().Select(side => ((XElement, string)?)(
                Markup.Group("word " + SentimentWords.Class(side), ExplanationPicture.Dot(side)),
                scene.Explanation.IsCertified ? "word that ends " + SentimentWords.OnSide(side) : "word")),
            (PictureMarks.Path("path", "M-13 0H13"), "its path from layer 0"),
            scene.MeanPlaces[^1] is null ? null : (Markup.Group("mean", ExplanationPicture.MeanMark()), "the mean of the tokens, which decides"),
            scene.Feet[^1] is null ? null : (PictureMarks.Path("margin", "M-13 0H13"), "the margin: its way to the decision line"),
            scene.Line.Crossing(scene.Frame) is null ? null : (PictureMarks.Path("decision", "M-13 0H13"), "the decision line"),
        ];
        return new XElement("ul", new XAttribute("class", "legend"), entries.OfType<(XElement Glyph, string Text)>().Select(entry => new XElement(
            "li",
            Markup.Shape("svg", new XAttribute("class", "dynamics sentiment glyph"), new XAttribute("viewBox", "-17 -11 34 22"), new XAttribute("aria-hidden", "true"), entry.Glyph),
            " " + entry.Text)));
    }

    private IEnumerable<XElement> Gatherings() => _explanation.IsCertified
        ?
        [
            new XElement("p", "Every token ends at one of these places. A score above 0 speaks for positive, one below 0 for negative; a place counts by the share of the tokens that end there. The shares add up to the value of the text, exactly."),
            .. ExplanationTables.Gatherings(_explanation),
            ExplanationTables.Words(_explanation),
        ]
        : [new XElement("p", "Where the words end is not proved, so nothing is said about it.")];

    private IEnumerable<XElement?> Changes() => _explanation.IsCertified
        ?
        [
            new XElement("p", new XAttribute("class", "flip"), ExplanationSentences.Flip(_explanation)),
            ExplanationTables.Decisive(_explanation).ToArray() is { Length: > 0 } decisive ? new XElement("p", decisive) : null,
            ExplanationTables.Changes(_explanation) ?? (_explanation.Words.Length > 1 ? new XElement("p", "No word alone moves the value.") : null),
        ]
        : [new XElement("p", "Without a proved decision nothing is said about another one.")];
}
