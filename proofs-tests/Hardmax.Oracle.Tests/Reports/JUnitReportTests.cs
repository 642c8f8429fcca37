using System.Globalization;
using System.Xml.Linq;
using Hardmax.Reports;
using Xunit;

namespace Hardmax.Oracle.Tests;

public sealed class JUnitReportTests
{
    [Fact]
    public void Totals_count_what_is_there()
    {
        XElement root = Parse(SampleResults.All);
        foreach (XElement element in root.DescendantsAndSelf().Where(element => element.Name.LocalName.StartsWith("testsuite", StringComparison.Ordinal)))
        {
            XElement[] cases = [.. element.Descendants("testcase")];
            Assert.Equal(cases.Length, Number(element, "tests"));
            Assert.Equal(cases.Elements("failure").Count(), Number(element, "failures"));
            Assert.Equal(cases.Elements("error").Count(), Number(element, "errors"));
            Assert.Equal(cases.Elements("skipped").Count(), Number(element, "skipped"));
        }

        Assert.Equal((12, 3, 2, 1), (Number(root, "tests"), Number(root, "failures"), Number(root, "errors"), Number(root, "skipped")));
    }

    [Fact]
    public void A_failure_names_its_class_and_says_how_to_replay_it()
    {
        XElement root = Parse(SampleResults.ArgmaxFirst);
        XElement suite = root.Elements("testsuite").Single(element => element.Attribute("name")!.Value == "numpy-naive.EXACT_TIE");
        XElement failure = suite.Descendants("failure").Single();

        Assert.Equal("WRONG_SELECTION", failure.Attribute("type")!.Value);
        Assert.Contains("token 2 attends to {0}", failure.Attribute("message")!.Value, StringComparison.Ordinal);
        Assert.Contains("Equals first-argmax-only", failure.Value, StringComparison.Ordinal);
        Assert.Contains("Replay: hardmax conform --seed 18446744073709551615 -- python3 'my adapter.py'", failure.Value, StringComparison.Ordinal);
        Assert.Equal("18446744073709551615", Property(suite, "seed"));
        Assert.Contains("hardmax conform", Property(suite, "command"), StringComparison.Ordinal);
        Assert.Equal("numpy-naive.EXACT_TIE", failure.Parent!.Attribute("classname")!.Value);
        Assert.Equal("0.0015", failure.Parent!.Attribute("time")!.Value);
    }

    [Fact]
    public void Texts_of_any_kind_leave_it_well_formed()
    {
        XElement root = Parse(SampleResults.Crashing);
        XElement crash = root.Descendants("error").First();
        string stderr = crash.Parent!.Element("system-err")!.Value;

        Assert.Equal("CRASH", crash.Attribute("type")!.Value);
        Assert.Contains("</script><b>bold</b> & \"quotes\"", stderr, StringComparison.Ordinal);
        Assert.Contains("]]> <!-- \\u0001\\u001b[31m\\u0000 \ud83d\ude80 \ufffd [link]", stderr, StringComparison.Ordinal);
        Assert.Contains("is no JSON object", stderr, StringComparison.Ordinal);
    }

    [Fact]
    public void An_undecided_case_does_not_look_like_a_pass()
    {
        CaseResult undecided = SampleResults.Pass(0, CaseCategory.IllConditioned, VerdictClass.Unknown);
        XElement root = Parse(SampleResults.Result(SampleResults.Named("a"), [undecided]));
        Assert.Equal("UNKNOWN", root.Descendants("error").Single().Attribute("type")!.Value);
    }

    [Fact]
    public void A_run_that_judged_nothing_does_not_look_like_a_pass()
    {
        CaseResult skipped = SampleResults.Pass(0, CaseCategory.Text, VerdictClass.Skipped);
        Assert.Equal("VACUOUS", Parse(SampleResults.Result(SampleResults.Named("a"), [skipped])).Descendants("error").Single().Attribute("type")!.Value);
        Assert.Equal("VACUOUS", Parse(SampleResults.Result(SampleResults.Named("a"), [])).Descendants("error").Single().Attribute("type")!.Value);
        Assert.Empty(Parse(SampleResults.Passing).Descendants("error"));
    }

    [Fact]
    public void What_is_acceptable_passes_with_a_remark_and_fails_when_strict()
    {
        XElement Case(bool strict) => Parse(SampleResults.WrongUpdate with { Strict = strict }).Descendants("testcase")
            .Single(element => element.Attribute("classname")!.Value == "torch-hardmax.NEAR_TIE");
        Assert.Contains("NEAR_TIE: token 0", Case(strict: false).Element("system-out")!.Value, StringComparison.Ordinal);
        Assert.Null(Case(strict: false).Element("failure"));
        Assert.Equal("NEAR_TIE", Case(strict: true).Element("failure")!.Attribute("type")!.Value);
    }

    private static XElement Parse(params ConformResult[] results)
    {
        string text = JUnitReport.Of(results);
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites", text, StringComparison.Ordinal);
        return XDocument.Parse(text).Root!;
    }

    private static int Number(XElement element, string name) => int.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private static string Property(XElement suite, string name) =>
        suite.Element("properties")!.Elements().Single(property => property.Attribute("name")!.Value == name).Attribute("value")!.Value;
}
