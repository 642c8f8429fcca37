using System.Globalization;
using System.Xml.Linq;
using Hardmax.Reports;
using Xunit;
using static Hardmax.Sentiment.Tests.Reports.ExplanationSamples;

namespace Hardmax.Sentiment.Tests.Reports;

public sealed class LeadersPageTests
{
    private static readonly LeaderCounts Counts = new(40, [new("worst", 30, Side.Negative), new("great", 20, Side.Positive), new("on", 3, Side.Undecided)]);

    [Fact]
    public void Bars_and_rows_are_the_counts_with_their_sides_in_signs_too()
    {
        XElement page = Parse(LeadersPage.Of(Counts, "m.safetensors", "test.csv", 0.9));
        Assert.Contains("40 texts were decided rightly, with proof and with a probability of at least 0.9. 3 different words lead in them", page.Value, StringComparison.Ordinal);
        Assert.Contains("m.safetensors", page.Value, StringComparison.Ordinal);
        Assert.Contains("test.csv", page.Value, StringComparison.Ordinal);
        XElement[] bars = [.. Bars(page)];
        Assert.Equal(["bar negative", "bar positive", "bar between"], bars.Select(Class));
        Assert.Equal(["worst|30 \u2212", "great|20 +", "on|3 0"], bars.Select(bar => string.Join('|', bar.Elements(Svg + "text").Select(text => text.Value))));
        double[] widths = [.. bars.Select(bar => double.Parse(bar.Element(Svg + "rect")!.Attribute("width")!.Value, CultureInfo.InvariantCulture))];
        Assert.InRange(widths[1] / widths[0], 0.66, 0.67);
        Assert.InRange(widths[2] / widths[0], 0.099, 0.101);
        Assert.Equal(
            ["worst|30|75.0 %|\u2212 negative", "great|20|50.0 %|+ positive", "on|3|7.5 %|0 on the line"],
            Section(page, "table").Descendants("tr").Skip(1).Select(row => string.Join('|', row.Elements().Select(cell => cell.Value.Trim()))));
        Assert.Equal("worst: 30 \u2212; great: 20 +; on: 3 0.", page.Descendants(Svg + "desc").Single().Value);
    }

    [Fact]
    public void Thirty_are_drawn_and_five_hundred_are_listed()
    {
        XElement page = Parse(LeadersPage.Of(new LeaderCounts(1000, [.. Enumerable.Range(0, 600).Select(i => new LeaderCount("w" + i.ToString(CultureInfo.InvariantCulture), 700 - i, Side.Positive))]), "m", "d", 0.5));
        Assert.Equal(30, Bars(page).Count());
        Assert.Equal(500, Section(page, "table").Descendants("tr").Count() - 1);
        Assert.Equal("The first 500 of 600 leaders", Section(page, "table").Descendants("caption").Single().Value);
    }

    [Fact]
    public void Where_nothing_leads_it_says_so()
    {
        Assert.Contains("No text was decided rightly, with proof and with a probability of at least 0.99, so there is nothing to count.", Parse(LeadersPage.Of(new LeaderCounts(0, []), "m", "d", 0.99)).Value, StringComparison.Ordinal);
        XElement page = Parse(LeadersPage.Of(new LeaderCounts(2, []), "m", "d", 0.99));
        Assert.Contains("2 texts were decided rightly, with proof and with a probability of at least 0.99. In none of them does a word lead.", page.Value, StringComparison.Ordinal);
        Assert.Empty(page.Descendants("section"));
    }

    [Fact]
    public void Hostile_words_stay_text_and_long_ones_are_cut()
    {
        string hostile = "<script>alert(1)</script>" + new string('x', 16_000);
        string page = LeadersPage.Of(new LeaderCounts(1, [new(hostile, 1, Side.Positive), new("\u0634\u0631\u064a\u0637 \uD800\u0000", 1, Side.Negative), new(new string('\u6620', 60), 1, Side.Negative)]), "<model>&", "</script>", 0.5);
        Assert.InRange(page.Length, 1000, 40_000);
        XElement root = Parse(page);
        Assert.Empty(root.Descendants("script"));
        Assert.Contains("<model>&", root.Value, StringComparison.Ordinal);
        Assert.Equal("<script>alert(1)</script>" + new string('x', 22) + "\u2026", Section(root, "table").Descendants("bdi").First().Value);
        string[] labels = [.. Bars(root).Select(bar => bar.Elements(Svg + "text").First().Value)];
        Assert.Equal("<script>alert(\u2026", labels[0]);
        Assert.Equal(new string('\u6620', 8) + "\u2026", labels[2]);
    }

    private static IEnumerable<XElement> Bars(XElement page) => page.Descendants(Svg + "g").Where(group => Class(group).StartsWith("bar ", StringComparison.Ordinal));
}
