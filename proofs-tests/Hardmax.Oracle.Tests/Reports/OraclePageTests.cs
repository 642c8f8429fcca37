using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Reports;
using Xunit;

namespace Hardmax.Oracle.Tests;

public sealed class OraclePageTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static string Page { get; } = OraclePage.Of(SampleResults.All, SampleResults.Environment);

    private static XElement Root { get; } = Parse(Page);

    [Fact]
    public void Verdicts_stand_first_and_in_their_colour()
    {
        XElement[] banners = [.. Root.Descendants("p").Where(p => HasClass(p, "banner"))];
        Assert.Equal("blocked-sum 2.1 (C) held in all 3 cases.", banners[0].Value);
        Assert.Equal(["banner good", "banner bad", "banner bad", "banner bad"], banners.Select(banner => banner.Attribute("class")!.Value));
    }

    [Fact]
    public void Cells_of_the_matrix_lead_to_the_failures_of_their_category()
    {
        XElement matrix = Root.Descendants("div").Single(div => HasClass(div, "matrix"));
        (string Text, string Link)[] links = [.. matrix.Descendants("a").Select(a => (a.Value, a.Attribute("href")!.Value))];

        Assert.Equal(
            [("1\u00a0fail", "#failure-1"), ("1\u00a0fail", "#failure-1"), ("1\u00a0noted", "#flagged-3"), ("1\u00a0fail", "#failure-2"), ("1\u00a0fail", "#failure-3"), ("1\u00a0fail", "#flagged-4")],
            links);
        string[] ids = [.. Root.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(Root.Descendants("a"), a => Assert.Contains(a.Attribute("href")!.Value.TrimStart('#'), ids));
        Assert.Equal(4, matrix.Element("table")!.Element("tbody")!.Elements().Count());
    }

    [Fact]
    public void The_diagnosis_is_the_first_thing_in_a_failure()
    {
        XElement section = Section("failure-1");
        XElement first = section.Elements().ElementAt(1);
        Assert.Equal("notice bad", first.Attribute("class")!.Value);
        Assert.StartsWith("Equals first-argmax-only: ", first.Value, StringComparison.Ordinal);
        Assert.StartsWith("There is no output to compare", Section("failure-3").Elements().ElementAt(1).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_failure_has_its_picture_its_numbers_and_its_texts()
    {
        foreach (int failure in new[] { 1, 2, 3 })
        {
            XElement section = Section($"failure-{failure}");
            Assert.Single(section.Descendants(Svg + "svg"));
            string[] folded = [.. section.Elements("details").Elements("summary").Select(summary => summary.Value)];
            Assert.Equal((string[])["The case in NumPy", "The case in PyTorch", "The case in Julia", "The case in C", "The case as a problem file"], folded.Where(summary => summary.StartsWith("The case", StringComparison.Ordinal)));
        }

        Assert.Equal(3, Section("failure-1").Descendants("table").Count());
        Assert.Contains("Segmentation fault", Section("failure-3").Elements("details").Single(details => details.Attribute("open") is not null).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_shows_the_exact_and_the_recorded_run()
    {
        XElement picture = Section("failure-1").Descendants(Svg + "svg").Single();
        Assert.Equal(1, Groups(picture, "mark wrong-end"));
        Assert.Equal(1, Groups(picture, "second") - Groups(picture.Descendants().Single(element => element.Attribute("class")?.Value == "legend"), "second"));
        Assert.Contains("2 as recorded", picture.Value, StringComparison.Ordinal);
        Assert.Equal(0, Groups(Section("failure-3").Descendants(Svg + "svg").Single(), "second"));
    }

    [Fact]
    public void A_step_that_fails_late_is_drawn_alone()
    {
        string caption = Caption(failing: 20, recordedLayers: 22, layers: 25);
        Assert.StartsWith("The failing step alone: layer 0 of the picture is the recorded layer 20.", caption, StringComparison.Ordinal);
        Assert.StartsWith("The exact run from the given tokens", Caption(failing: 3, recordedLayers: 22, layers: 25), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_of_another_shape_is_drawn_as_far_as_it_fits()
    {
        CaseResult shrunk = SampleResults.ArgmaxFirst.Failures[0].Shrunk;
        RecordedLayer[] layers =
        [
            RecordedLayer.Of(shrunk.Case.Problem.Tokens),
            RecordedLayer.Of(new TokenCloud([[1, 2, 3]])),
            RecordedLayer.Broken(new Defect(VerdictClass.NonFinite, "a NaN")),
        ];
        string page = PageOf(shrunk with { Class = VerdictClass.Shape, Reply = shrunk.Reply with { Layers = layers } });
        Assert.Single(Parse(page).Descendants(Svg + "svg"));
    }

    [Fact]
    public void Everything_from_input_is_text()
    {
        Assert.Equal(1, Regex.Count(Page, "<script", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(5)));
        Assert.Empty(Root.Descendants("b"));
        Assert.Empty(Root.Descendants("img"));
        Assert.Contains("</script><b>bold</b> & \"quotes\" 'single' `ticks`", Section("failure-3").Element("h2")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_self_contained_and_always_the_same()
    {
        Assert.Equal(Page, OraclePage.Of(SampleResults.All, SampleResults.Environment));
        XElement withoutNames = Parse(OraclePage.Of([SampleResults.ArgmaxFirst, SampleResults.WrongUpdate], SampleResults.Environment));
        Assert.DoesNotContain("http", withoutNames.ToString(SaveOptions.DisableFormatting).Replace(Svg.NamespaceName, string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(" src=", OraclePage.Of(SampleResults.ArgmaxFirst), StringComparison.Ordinal);
    }

    [Fact]
    public void One_run_that_holds_and_no_run_at_all_are_pages_too()
    {
        XElement holding = Parse(OraclePage.Of(SampleResults.Passing));
        Assert.Equal(["matrix", "about"], holding.Descendants("section").Attributes("id").Select(id => id.Value));
        XElement silent = Parse(OraclePage.Of(SampleResults.Result(SampleResults.Named("a"), [])));
        Assert.Equal("Nothing was judged of a.", silent.Descendants("p").First(p => HasClass(p, "banner doubtful")).Value);
        Assert.NotEmpty(Parse(OraclePage.Of()).Descendants("main"));
    }

    private static string Caption(int failing, int recordedLayers, int layers)
    {
        CaseResult shrunk = SampleResults.ArgmaxFirst.Failures[0].Shrunk;
        StepVerdict step = shrunk.Verdict!.First! with { Layer = failing };
        TokenCloud cloud = shrunk.Case.Problem.Tokens;
        XElement page = Parse(PageOf(shrunk with
        {
            Case = SampleResults.Case(CaseCategory.LateLeader, cloud.ToArray(), 1, layers),
            Reply = shrunk.Reply with { Layers = [.. Enumerable.Repeat(RecordedLayer.Of(cloud), recordedLayers)] },
            Verdict = shrunk.Verdict with { Steps = [step] },
            Explanation = shrunk.Explanation! with { Layer = failing },
        }));
        return page.Descendants("figcaption").Single().Value;
    }

    private static string PageOf(CaseResult shrunk)
    {
        Failure failure = SampleResults.ArgmaxFirst.Failures[0] with { Shrunk = shrunk };
        return OraclePage.Of(SampleResults.ArgmaxFirst with { Failures = [failure] });
    }

    private static XElement Section(string id) => Root.Descendants("section").Single(section => section.Attribute("id")!.Value == id);

    private static bool HasClass(XElement element, string name) => element.Attribute("class")?.Value.Contains(name, StringComparison.Ordinal) == true;

    private static int Groups(XElement picture, string name) => picture.Descendants(Svg + "g").Count(group => group.Attribute("class")?.Value == name);

    private static XElement Parse(string page) => XDocument.Parse(page, LoadOptions.PreserveWhitespace).Root!;
}
