using System.Globalization;
using System.Xml.Linq;
using Hardmax.Sentiment;

namespace Hardmax.Reports;

/// <summary>
/// Which words lead where a model is right and sure of it, as a self-contained page with a bar chart and a table: the
/// histogram of arXiv:2407.01602, Section 5.
/// </summary>
internal sealed class LeadersPage
{
    private const int MostBars = 30;
    private const int MostRows = 500;

    private readonly LeaderCounts _counts;

    private LeadersPage(LeaderCounts counts) => _counts = counts;

    /// <summary>The page as HTML that is well-formed XML too, with line feeds, to be written as UTF-8.</summary>
    /// <param name="counts">The leaders; there may be none.</param>
    /// <param name="model">The name of the model, for people.</param>
    /// <param name="data">The name of the texts, for people.</param>
    /// <param name="confidence">The least probability of the decisions that were counted.</param>
    public static string Of(LeaderCounts counts, string model, string data, double confidence) => new LeadersPage(counts).Draw(model, data, confidence);

    private string Draw(string model, string data, double confidence) => ExplanationPage.Document(
        "Which words lead",
        hasScript: false,
        new XElement(
            "header",
            new XElement("h1", "Which words lead"),
            new XElement("p", Sentence(confidence)),
            ReportTable.OfFacts("What was counted", ("model", model), ("texts", data)).ToElement()),
        new XElement("main", Sections()));

    private IEnumerable<XElement> Sections()
    {
        if (!_counts.Leaders.IsEmpty)
        {
            yield return ExplanationPage.Section("chart", _counts.Leaders.Length > MostBars ? FormattableString.Invariant($"The {MostBars} most frequent") : "How often each leads", Chart());
            yield return ExplanationPage.Section("table", "The table", Table());
        }
    }

    private string Sentence(double confidence)
    {
        string right = "rightly, with proof and with a probability of at least " + confidence.ToString("0.####", CultureInfo.InvariantCulture);
        return _counts.Texts == 0
            ? "No text was decided " + right + ", so there is nothing to count."
            : _counts.Leaders.IsEmpty
                ? SentimentWords.Count(_counts.Texts, "text") + (_counts.Texts == 1 ? " was" : " were") + " decided " + right + ". In none of them does a word lead."
                : SentimentWords.Count(_counts.Texts, "text") + (_counts.Texts == 1 ? " was" : " were") + " decided " + right + ". "
                    + SentimentWords.Count(_counts.Leaders.Length, "different word") + (_counts.Leaders.Length == 1 ? " leads" : " lead") + " in them: words that stand still, and around which the other words of a text gather.";
    }

    private XElement Chart() => new(
        "figure",
        new XAttribute("class", "chart"),
        BarChart.Of("leaders", "In how many texts a word leads", [.. _counts.Leaders.Take(MostBars).Select(leader => new Bar(
            SentimentWords.Word(leader.Word),
            leader.Count,
            SentimentWords.Number(leader.Count) + " " + Sign(leader.Side),
            leader.Side))]),
        new XElement("figcaption", "In how many texts a word leads. + stands on the positive side of the decision line, \u2212 on the negative side."));

    private XElement Table()
    {
        string caption = _counts.Leaders.Length > MostRows
            ? FormattableString.Invariant($"The first {MostRows} of {_counts.Leaders.Length} leaders")
            : SentimentWords.Count(_counts.Leaders.Length, "leader");
        return ExplanationTables.Table(caption, ["word", "texts", "of all texts", "side"], _counts.Leaders.Take(MostRows).Select(leader => new object?[]
        {
            SentimentWords.Isolated(leader.Word),
            SentimentWords.Number(leader.Count),
            (100.0 * leader.Count / _counts.Texts).ToString("0.0", CultureInfo.InvariantCulture) + " %",
            SentimentWords.Marked(leader.Side),
        }));
    }

    private static string Sign(Side side) => side switch { Side.Positive => "+", Side.Negative => "\u2212", _ => "0" };
}
