using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hardmax.Limits;
using Hardmax.Numbers;
using Hardmax.Reports;
using Xunit;
using static Hardmax.Sentiment.Tests.Reports.ExplanationSamples;

namespace Hardmax.Sentiment.Tests.Reports;

/// <summary>What the page says: the decision, its parts, what would change it, in every state that an explanation can have.</summary>
public sealed class ExplanationPageTests
{
    private const string Hostile = "<script>alert(1)</script> & ]]> \"q\" <!-- \u0001 \uD800";

    [Fact]
    public void A_decision_is_said_in_a_sentence_and_its_parts_follow_in_order()
    {
        XElement page = Parse(ExplanationPage.Of(Explain(Plain, "A good film, no bad film.")));
        Assert.Equal("Why this text is taken for positive", page.Descendants("h1").Single().Value);
        Assert.Equal("Positive, with probability 0.78. Proved at infinite depth: the certificate closes at layer 0.", page.Descendants("p").Single(p => Class(p) == "banner positive").Value);
        Assert.Equal(["picture", "gatherings", "change", "numbers"], page.Descendants("section").Select(section => section.Attribute("id")!.Value));
        Assert.Contains("The model read 4 words of the text, 3 different. 1 word is unknown to it. 2 words lead: \u201cgood\u201d and \u201cbad\u201d. The largest group ends with \u201cgood\u201d: 3 of 4 tokens, on the positive side.", page.Element("body")!.Element("header")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_is_what_the_limit_is()
    {
        XElement section = Section(Parse(ExplanationPage.Of(Explain(Plain, "A good film, no bad film."))), "gatherings");
        string[][] rows = Rows(section.Descendants("table").First());
        Assert.Equal(
            [
                ["good", "+ positive", "3", "film\u00a0\u00d7\u00a02", "2", "1.53/2"],
                ["bad", "\u2212 negative", "1", "nobody", "\u22121", "\u22120.25-1/4"],
                ["all", "+ positive", "4", string.Empty, string.Empty, "1.255/4"],
            ],
            rows);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Contributions_add_up_to_the_value_exactly(int dimension)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            Explanation explanation = ExplainAll(ExplanationSamples.Random(seed, dimension, 12));
            XElement section = Section(Parse(ExplanationPage.Of(explanation)), "gatherings");
            string[] lines = section.Descendants("pre").Single().Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(explanation.Gatherings.Length + 1, lines.Length);
            Rational sum = 0;
            for (int i = 0; i < explanation.Gatherings.Length; i++)
            {
                Match match = Regex.Match(lines[i], @"^\S+: (?<share>\S+) x (?<score>\S+) = (?<part>\S+)$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
                Rational part = Rational.Parse(match.Groups["part"].Value);
                Assert.Equal(new Rational(explanation.Gatherings[i].Tokens, explanation.Counts.Sum()), Rational.Parse(match.Groups["share"].Value));
                Assert.Equal(Rational.Parse(match.Groups["share"].Value) * Rational.Parse(match.Groups["score"].Value), part);
                Assert.Equal(explanation.Gatherings[i].Score, Rational.Parse(match.Groups["score"].Value));
                sum += part;
            }

            Assert.Equal(explanation.Value, sum);
            Assert.Equal("sum: " + sum, lines[^1]);

            // The table says the same, as long as it is short.
            XElement[] cells = [.. section.Descendants("table").First().Element("tbody")!.Elements("tr").Select(row => row.Elements("td").Last())];
            Rational shown = cells.SkipLast(1).Aggregate(Rational.Zero, (before, cell) => before + Exact(cell));
            Assert.Equal(sum, shown);
            Assert.Equal(sum, Exact(cells[^1]));
        }
    }

    [Fact]
    public void What_would_turn_the_decision_over_is_named_and_what_moves_it_drawn()
    {
        Explanation explanation = Explain(Plain, "good bad film");
        XElement section = Section(Parse(ExplanationPage.Of(explanation)), "change");
        Assert.Equal("No words were found without which the decision would be another. It was a search, one word after another: there may be such words all the same.", Flip(Plain, "good film"));
        Assert.Equal("The text has one known word; without it nothing would be left to decide about.", Flip(Plain, "good"));
        Assert.Equal("Without \u201cgood\u201d and \u201cfilm\u201d the decision would be negative (value \u22121). Found by search, one word after another: fewer may do.", Flip(Plain, "good bad film"));
        Assert.Equal("Without \u201cgood\u201d the decision would be negative (value \u22121).", Flip(Plain, "good bad"));

        XElement[] bars = [.. section.Descendants(Svg + "g").Where(group => Class(group).StartsWith("bar ", StringComparison.Ordinal))];
        var expected = explanation.WithoutEach.Select(without => (Word: explanation.Words[without.Words[0]], Change: without.Value!.Value - explanation.Value!.Value)).OrderByDescending(change => Rational.Abs(change.Change)).ToArray();
        Assert.Equal(expected.Select(change => change.Word), bars.Select(bar => bar.Elements(Svg + "text").First().Value));
        double[] lengths = [.. bars.Select(bar => double.Parse(bar.Element(Svg + "rect")!.Attribute("width")!.Value, System.Globalization.CultureInfo.InvariantCulture))];
        for (int i = 0; i < bars.Length; i++)
        {
            Assert.Equal(expected[i].Change.Sign > 0 ? "bar positive" : "bar negative", Class(bars[i]));
            Assert.InRange(lengths[i] / lengths[0], Math.Abs((expected[i].Change / expected[0].Change).ToDouble()) - 0.01, Math.Abs((expected[i].Change / expected[0].Change).ToDouble()) + 0.01);
            Assert.StartsWith(expected[i].Change.Sign > 0 ? "+" : "\u2212", bars[i].Elements(Svg + "text").Last().Value, StringComparison.Ordinal);
        }

        // On both sides of one line.
        double zero = Corners(section.Descendants(Svg + "path").Single(path => Class(path) == "zero"))[0].X;
        Assert.All(bars.Zip(expected), pair => Assert.Equal(pair.Second.Change.Sign > 0, double.Parse(pair.First.Element(Svg + "rect")!.Attribute("x")!.Value, System.Globalization.CultureInfo.InvariantCulture) > zero - 0.1));
        Assert.True(expected.Select(change => change.Change.Sign).Distinct().Count() == 2, "one direction was not seen");
    }

    [Fact]
    public void The_words_that_alone_would_do_are_named()
    {
        XElement section = Section(Parse(ExplanationPage.Of(Explain(Plain, "good bad film"))), "change");
        Assert.DoesNotContain("Each of these", section.Value, StringComparison.Ordinal);
        SentimentModel model = Build(["up", "over", "down"], [1, 1, -1], 1);
        Explanation explanation = Explain(model, "up over down down");
        string[] decisive = [.. explanation.WithoutEach.Where(without => without.Side != explanation.Decision).Select(without => explanation.Words[without.Words[0]])];
        section = Section(Parse(ExplanationPage.Of(explanation)), "change");
        Assert.Equal(["up", "over"], decisive);
        Assert.Contains("Each of these alone would do: \u201cup\u201d and \u201cover\u201d.", section.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_exact_with_a_decimal_beside_them()
    {
        Explanation explanation = Explain(Plain, "A good film, no bad film.");
        Dictionary<string, string> facts = Facts(explanation);
        Assert.Equal("1.25 (exactly 5/4), above 0: positive", facts["value"]);
        Assert.Equal("1.25, the distance of the mean from the decision line", facts["margin"]);
        Assert.StartsWith("0.7773 that the text is positive", facts["probability"], StringComparison.Ordinal);
        Assert.Equal("4, 3 different", facts["words read"]);
        Assert.Equal("1 word", facts["unknown"]);
        Assert.Equal("0 words", facts["not read"]);
        Assert.Equal("3 words in 2 dimensions, trained for 4 layers, alpha = 1, A the identity", facts["model"]);
        SentimentModel two = new(Plain.Words, Plain.Encoder, Plain.DecoderWeights) { Alpha = 0.5f, Depth = null, MaxWords = 2, Factor = [1, 0, 0, 2] };
        facts = Facts(Explain(two, "good film bad"));
        Assert.Equal("1 word beyond the 2 that the model reads", facts["not read"]);
        Assert.Equal("3 words in 2 dimensions, trained at infinite depth, alpha = 0.5 (exactly 1/2), A learned", facts["model"]);
    }

    [Theory]
    [InlineData("", "Not decided: the text has no word that the model could read.")]
    [InlineData("the of a 12 ...", "Not decided: the text has no word that the model could read.")]
    [InlineData("something unheard", "Not decided: the model knows no word of this text.")]
    public void A_text_without_a_known_word_says_so(string text, string says)
    {
        XElement page = Parse(ExplanationPage.Of(Explain(Plain, text)));
        Assert.Equal("A text that is not decided", page.Descendants("h1").Single().Value);
        Assert.Equal(says, page.Descendants("p").Single(p => Class(p) == "banner doubtful").Value);
        Assert.Equal(["numbers"], page.Descendants("section").Select(section => section.Attribute("id")!.Value));
        Assert.Empty(page.Descendants("script"));
        Assert.Equal(text.Length == 0 ? "(empty)" : text, page.Descendants("blockquote").Single().Value);
    }

    [Fact]
    public void A_text_that_is_not_certified_claims_nothing()
    {
        Explanation explanation = ExplainAll(ExplanationSamples.Random(0, 2)) with
        {
            Decision = Side.Undecided,
            Value = null,
            Margin = null,
            IsCertified = false,
            Layer = 7,
            Gatherings = [],
            WithoutEach = [],
            Flip = null,
        };
        XElement page = Parse(ExplanationPage.Of(explanation));
        Assert.Equal("Not decided: up to layer 7 no certificate closes, so nothing is claimed about infinite depth.", page.Descendants("p").Single(p => Class(p) == "banner doubtful").Value);
        Assert.Equal("Where the words end is not proved, so nothing is said about it.", Section(page, "gatherings").Element("p")!.Value);
        Assert.DoesNotContain(page.Descendants("table"), table => table.Element("thead") is not null);
        Assert.Equal(explanation.Layers.Length, Data(page).GetProperty("layers").GetArrayLength());
        Assert.DoesNotContain("\u221e", Picture(page).Value + Data(page), StringComparison.Ordinal);
        Assert.DoesNotContain(Picture(page).DescendantsAndSelf(), shape => Class(shape) is "star" or "mean" or "margin");
        Assert.DoesNotContain("probability", page.Element("body")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_exactly_0_is_neither()
    {
        SentimentModel model = new(new Vocabulary(["up", "down"]), [1, -1], [1]) { Alpha = 1, Depth = 1, MaxWords = 10 };
        XElement page = Parse(ExplanationPage.Of(Explain(model, "up down")));
        Assert.Equal("Why this text is neither positive nor negative", page.Descendants("h1").Single().Value);
        Assert.StartsWith("Neither positive nor negative: the value is exactly 0. Proved", page.Descendants("p").Single(p => Class(p) == "banner doubtful").Value, StringComparison.Ordinal);
        Assert.Equal("There is no decision to turn over.", Section(page, "change").Element("p")!.Value);
        Assert.Equal("0 on the line", Rows(Section(page, "gatherings").Descendants("table").First())[^1][1]);
    }

    [Fact]
    public void Places_that_are_no_leaders_are_said_in_words()
    {
        // The last word attends to everyone and stays between the others, who are symmetric.
        SentimentModel model = Build(["up", "down", "middle"], [1, 1, -1, -1, 0, 0], 1, 0);
        Explanation explanation = Explain(model, "up down middle");
        Assert.Equal(ClusterKind.Combination, explanation.GatheringOf(2).Kind);
        XElement page = Parse(ExplanationPage.Of(explanation));
        Assert.Contains(Rows(Section(page, "gatherings").Descendants("table").First()), row => row[0] == "nobody: a place between leaders" && row[3] == "middle");
        Assert.Contains("middle: ends between leaders, on the positive side (value 0.25)", page.Descendants("span").Where(span => Class(span) == "follow positive").Select(span => span.Attribute("title")?.Value));

        Gathering[] other = [.. explanation.Gatherings.Select(gathering => gathering with { Leader = null, Kind = ClusterKind.Other, Followers = gathering.Leader is { } leader ? [leader] : gathering.Followers })];
        page = Parse(ExplanationPage.Of(explanation with { Gatherings = [.. other] }));
        Assert.Contains("nobody: a place that is neither a leader\u2019s nor between leaders", page.Value, StringComparison.Ordinal);
        Assert.Contains("No word leads.", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_text_is_filled_up_with_is_no_word()
    {
        SentimentModel model = new(new Vocabulary(["none", "up", "down"]), [-3, 1, -1], [1]) { Alpha = 1, Depth = 1, MaxWords = 10, IsPadded = true };
        Explanation explanation = Explain(model, "up up down");
        Assert.DoesNotContain("none", explanation.Words);
        XElement page = Parse(ExplanationPage.Of(explanation));
        string[][] rows = Rows(Section(page, "gatherings").Descendants("table").First());
        Assert.Equal(["no word: what the text is filled up with leads", "\u2212 negative", "8", "down, and 7 tokens that the text is filled up with"], rows[0][..4]);
        Assert.Equal(["up\u00a0\u00d7\u00a02", "+ positive", "2", "nobody"], rows[1][..4]);
        Assert.Equal("with 7 tokens that are no words", Facts(explanation)["filled up"]);
        Assert.Contains("down: gathers around what the text is filled up with", page.ToString(), StringComparison.Ordinal);

        // Where the mean was at earlier layers is not known here.
        System.Text.Json.JsonElement means = Data(page).GetProperty("means");
        Assert.All(Enumerable.Range(0, means.GetArrayLength() - 1), layer => Assert.Equal(System.Text.Json.JsonValueKind.Null, means[layer].ValueKind));
        Assert.Equal(System.Text.Json.JsonValueKind.Array, means[means.GetArrayLength() - 1].ValueKind);
    }

    [Fact]
    public void Hostile_words_and_texts_stay_text()
    {
        string longest = new('x', 16_000);
        SentimentModel model = Build([Hostile, longest, "\u0634\u0631\u064a\u0637", "\u6620", "good"], [1, 2, -1, 1, 0.5f, -2, 1, -1, 3, 0], 1, -1);
        string text = "good " + longest + " \u0634\u0631\u064a\u0637 \u6620\u6620 " + Hostile;
        Explanation read = Explain(model, text);
        Assert.Equal(4, read.Words.Length);
        Explanation explanation = read with { Words = [Hostile, .. read.Words[1..]] };
        string page = ExplanationPage.Of(explanation);
        Assert.InRange(page.Length, 10_000, 200_000);
        XElement root = Parse(page);
        Assert.Equal(["application/json", string.Empty], root.Descendants("script").Select(script => script.Attribute("type")?.Value ?? string.Empty));
        Assert.DoesNotContain(root.Descendants("b"), _ => true);
        Assert.Equal(text.Replace("\u0001", "\\u0001", StringComparison.Ordinal).Replace("\uD800", "\ufffd", StringComparison.Ordinal), root.Descendants("blockquote").Single().Value);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains(Rows(Section(root, "gatherings").Descendants("table").First()), row => row[0].StartsWith("<script>alert(1)</script> & ]]>", StringComparison.Ordinal) || row[3].Contains("<script>alert(1)", StringComparison.Ordinal));

        // The page is the same to a parser that takes scripts as they are: their text has no end tag in it.
        foreach (XElement script in root.Descendants("script"))
        {
            Assert.DoesNotContain("</", script.Value, StringComparison.Ordinal);
            Assert.DoesNotContain("<!--", script.Value, StringComparison.Ordinal);
        }

        Assert.Equal(-1, root.Descendants("script").First().Value.AsSpan().IndexOfAny('<', '>', '&'));
    }

    [Fact]
    public void A_page_needs_no_network_and_is_made_for_phones_and_for_the_dark()
    {
        string text = ExplanationPage.Of(Explain(Plain, "good bad film"));
        XElement page = Parse(text);
        Assert.DoesNotContain("http", text.Replace("http://www.w3.org/2000/svg", string.Empty, StringComparison.Ordinal).Replace("HTTP://WWW", string.Empty, StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" src=", text, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", text, StringComparison.Ordinal);
        Assert.Contains(page.Descendants("meta"), meta => meta.Attribute("name")?.Value == "viewport");
        Assert.Contains("prefers-color-scheme: dark", page.Descendants("style").Single().Value, StringComparison.Ordinal);
        Assert.Equal(-1, page.Descendants("style").Single().Value.AsSpan().IndexOfAny('<', '>', '&'));
        Assert.Equal(text, ExplanationPage.Of(Explain(Plain, "good bad film")));
    }

    [Theory]
    [InlineData(1e-9f, "0.500000")]
    [InlineData(0.001f, "0.5002")]
    [InlineData(2, "0.88")]
    [InlineData(8, "0.9997")]
    [InlineData(100, "1")]
    public void A_probability_is_never_said_to_be_one_half_or_one(float value, string never)
    {
        SentimentModel model = new(new Vocabulary(["up"]), [value], [1]) { Alpha = 1, Depth = 1, MaxWords = 10 };
        string says = Parse(ExplanationPage.Of(Explain(model, "up"))).Descendants("p").Single(p => Class(p) == "banner positive").Value;
        string probability = Regex.Match(says, "probability (?<p>.+?)\\. Proved", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["p"].Value;
        Assert.Equal(
            value switch { < 1e-6f => "hardly more than 0.5", 100 => "more than 0.999999", _ => never },
            probability);
    }

    private static string Flip(SentimentModel model, string text) =>
        Section(Parse(ExplanationPage.Of(Explain(model, text))), "change").Elements("p").Single(p => Class(p) == "flip").Value;

    private static Dictionary<string, string> Facts(Explanation explanation) =>
        Section(Parse(ExplanationPage.Of(explanation)), "numbers").Descendants("tr").ToDictionary(row => row.Element("th")!.Value, row => row.Element("td")!.Value, StringComparer.Ordinal);

    private static string[][] Rows(XElement table) => [.. table.Element("tbody")!.Elements("tr").Select(row => row.Elements().Select(Text).ToArray())];

    // Indentation between the parts of a cell is white space to a browser.
    private static string Text(XElement cell) => string.Concat(cell.DescendantNodes().OfType<XText>().Select(text => text.Value.Contains('\n', StringComparison.Ordinal) ? text.Value.Trim() : text.Value));

    private static Rational Exact(XElement cell) =>
        cell.Descendants("span").SingleOrDefault(span => Class(span) == "exact") is { } exact ? Rational.Parse(exact.Value) : Rational.Parse(cell.Descendants("span").Single().Value.Replace('\u2212', '-'));
}
