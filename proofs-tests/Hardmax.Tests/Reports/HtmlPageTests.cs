using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hardmax.Reports;
using Xunit;

namespace Hardmax.Tests.Reports;

public sealed class HtmlPageTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_page_is_well_formed_and_made_for_phones()
    {
        XElement page = Parse(FourExhibits());

        Assert.Equal("html", page.Name.LocalName);
        Assert.Equal("en", page.Attribute("lang")!.Value);
        Assert.Contains(page.Descendants("meta"), meta => meta.Attribute("name")?.Value == "viewport" && meta.Attribute("content")!.Value == "width=device-width, initial-scale=1");
        Assert.Contains("prefers-color-scheme: dark", page.Descendants("style").Single().Value, StringComparison.Ordinal);
        Assert.Contains("prefers-reduced-motion", page.Descendants("style").Single().Value, StringComparison.Ordinal);
        Assert.Equal(4, page.Descendants("section").Count());
        Assert.All(page.Descendants("table"), table => Assert.Contains("scroll", table.Parent!.Attribute("class")!.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void A_page_of_four_exhibits_is_small_and_needs_no_network()
    {
        string text = FourExhibits().ToString();

        Assert.InRange(text.Length, 10_000, 500_000);
        string[] allowed = ["xmlns=\"http://www.w3.org/2000/svg\""];
        Assert.DoesNotContain("http", text.Replace(allowed[0], string.Empty, StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", text, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", text, StringComparison.Ordinal);
        Assert.DoesNotContain(" src=", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Style_and_script_read_the_same_as_XML_and_as_HTML()
    {
        XElement page = Parse(FourExhibits());
        foreach (XElement element in page.Descendants().Where(element => element.Name.LocalName is "style" or "script"))
        {
            Assert.Equal(-1, element.Value.AsSpan().IndexOfAny('<', '>', '&'));
        }
    }

    [Fact]
    public void Only_void_elements_close_themselves()
    {
        string text = new HtmlPage("empty", string.Empty).AddTables("h", string.Empty, new ReportTable("c", ["a"], [[""]])).ToString();
        string[] closed = [.. Regex.Matches(text, "<(?<name>[a-z0-9]+)[^<>]*/>", RegexOptions.None, TimeSpan.FromSeconds(5)).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

        Assert.Equal(["meta", "link"], closed);
        Assert.Contains("<th scope=\"row\"></th>", text, StringComparison.Ordinal);
        Assert.Contains("<main></main>", new HtmlPage("nothing", string.Empty).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_are_unique_and_references_meet_them()
    {
        XElement page = Parse(FourExhibits());
        string[] ids = [.. page.Descendants().Attributes("id").Select(id => id.Value)];
        IEnumerable<string> references = page.Descendants().Attributes("for")
            .Concat(page.Descendants().Attributes("aria-labelledby"))
            .SelectMany(attribute => attribute.Value.Split(' '))
            .Concat(page.Descendants("a").Select(a => a.Attribute("href")!.Value.TrimStart('#')));

        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(references, reference => Assert.Contains(reference, ids));
    }

    [Fact]
    public void A_slider_has_a_position_for_every_layer_and_one_for_all()
    {
        XElement page = Parse(new HtmlPage("t", "i").Add(Exhibit(SamplePictures.EmergingLeader())));
        XElement stepper = page.Descendants("div").Single(div => div.Attribute("class")?.Value == "stepper");
        XElement input = stepper.Element("input")!;

        Assert.NotNull(stepper.Attribute("hidden"));
        Assert.Equal("range", input.Attribute("type")!.Value);
        Assert.Equal("11", input.Attribute("max")!.Value);
        Assert.Equal("11", input.Attribute("value")!.Value);
        Assert.Equal(input.Attribute("id")!.Value, stepper.Element("label")!.Attribute("for")!.Value);
    }

    [Fact]
    public void One_layer_needs_no_slider()
    {
        XElement page = Parse(new HtmlPage("t", "i").Add(Exhibit(SamplePictures.Of([[[1, 2], [3, 4]]]))));
        Assert.Empty(page.Descendants("input"));
        Assert.Single(page.Descendants(Svg + "svg"));
    }

    [Fact]
    public void Everything_from_input_is_escaped()
    {
        const string Hostile = SamplePictures.Hostile;
        HtmlPage page = new HtmlPage(Hostile, Hostile)
            .Add(new Exhibit(Hostile, Hostile)
            {
                Pictures = [new DynamicsPicture(SamplePictures.Square() with { Title = Hostile, Caption = Hostile })],
                Facts = ReportTable.OfFacts(Hostile, (Hostile, Hostile)),
                Beside = new ReportTable(Hostile, [Hostile], [[new Cell(Hostile, CellTone.Bad, Hostile)]]),
                Command = Hostile,
                ProblemJson = "{\"name\": \"</pre><script>alert(1)</script>\"}",
            })
            .AddTables(Hostile, Hostile, new ReportTable("links", [], [[new Cell("away", Link: "javascript:alert(1)"), new Cell("home", Link: "claims/a b.json"), new Cell("far", Link: "//example.org")]]));
        string text = page.ToString();

        Assert.Equal(1, Regex.Count(text, "<script", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(5)));
        Assert.DoesNotContain("javascript:", text, StringComparison.OrdinalIgnoreCase);
        XElement parsed = Parse(page);
        Assert.Equal(["claims/a b.json"], parsed.Descendants("td").Elements("a").Attributes("href").Select(href => href.Value).Where(href => !href.StartsWith('<')));
        Assert.Contains(parsed.Descendants("pre"), pre => pre.Value == "{\"name\": \"</pre><script>alert(1)</script>\"}");
    }

    [Fact]
    public void The_same_exhibits_give_the_same_bytes()
    {
        HtmlPage page = FourExhibits();
        string text = page.ToString();
        Assert.Equal(text, page.ToString());
        Assert.Equal(text, FourExhibits().ToString());
        Assert.DoesNotContain('\r', text);
        Assert.StartsWith("<!DOCTYPE html>\n<html", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_and_problems_keep_their_lines()
    {
        const string Json = "{\n  \"tokens\": [[1, 2]],\n  \"alpha\": \"1/2\"\n}";
        XElement page = Parse(new HtmlPage("t", "i").Add(new Exhibit("h", "w") { Command = "hardmax limit a.json", ProblemJson = Json }));
        Assert.Equal(["hardmax limit a.json", Json], page.Descendants("pre").Select(pre => pre.Value));
        Assert.Single(page.Descendants("details"));
    }

    private static HtmlPage FourExhibits()
    {
        var page = new HtmlPage("Four exhibits", "What happens.\n\nAnd why.");
        foreach (PictureModel model in new[] { SamplePictures.Square(), SamplePictures.EmergingLeader(), SamplePictures.Square(), SamplePictures.EmergingLeader() })
        {
            page.Add(Exhibit(model));
        }

        return page;
    }

    private static Exhibit Exhibit(PictureModel model) => new(model.Title, "Tokens run to leaders.")
    {
        Pictures = [new DynamicsPicture(model)],
        Facts = ReportTable.OfFacts("Exactly", ("status", new Cell("certified", CellTone.Good)), ("layer", "1"), ("limits", "(1, 0)")),
        Beside = new ReportTable("Beside it: binary64", ["token", "exact", "binary64"], [["4", "(3/5, 4/5)", new Cell("(1.4, 0.2)", CellTone.Bad)]]),
        Command = "hardmax limit square.json --json",
        ProblemJson = "{\"alpha\": \"1/2\"}",
    };

    private static XElement Parse(HtmlPage page) => XDocument.Parse(page.ToString(), LoadOptions.PreserveWhitespace).Root!;
}
