using System.Globalization;
using System.Xml.Linq;
using Hardmax.Oracle;

namespace Hardmax.Reports;

/// <summary>
/// Results in the JUnit XML that build servers show (the Ant and Jenkins shape): a suite for each implementation and
/// category, a case for each case. What no verdict was reached on is an error, so that it does not look like a pass.
/// </summary>
internal static class JUnitReport
{
    /// <summary>The document, to be written as UTF-8; what XML 1.0 has no place for is replaced by U+FFFD.</summary>
    public static string Of(params IReadOnlyList<ConformResult> results) =>
        Of([.. results.Select(result => (result, RunOrigin.Of(result)))]);

    /// <summary>The document of runs whose origin says how to replay them.</summary>
    public static string Of(IReadOnlyList<(ConformResult Result, RunOrigin Origin)> runs)
    {
        XElement[] suites = [.. runs.SelectMany(run => Suites(run.Result, run.Origin))];
        var root = new XElement("testsuites", new XAttribute("name", "hardmax conform"), Totals(suites), suites);
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Markup.ToText(root);
    }

    private static IEnumerable<XElement> Suites(ConformResult result, RunOrigin origin)
    {
        foreach (IGrouping<CaseCategory, CaseResult> category in result.Cases.GroupBy(found => found.Case.Category).OrderBy(group => group.Key))
        {
            yield return Suite(origin, category.Key.Id(), [.. category.Select(found => Case(result, origin, found))]);
        }

        // A run that judged nothing has no failing case, and must not look like one that held.
        RunOutcome outcome = RunOutcome.Of(result);
        bool isSilent = outcome.Group == VerdictGroup.Inconclusive && result.Cases.All(found => found.Class.Group() == VerdictGroup.Neutral);
        if (isSilent)
        {
            var error = new XElement("error", new XAttribute("type", result.Class.Id()), new XAttribute("message", outcome.Sentence));
            yield return Suite(origin, "RUN", [new XElement("testcase", Name("judged", origin, "RUN"), Time(TimeSpan.Zero), error)]);
        }
    }

    private static XElement Suite(RunOrigin origin, string category, XElement[] cases)
    {
        var suite = new XElement(
            "testsuite",
            new XAttribute("name", $"{origin.Handshake.Name}.{category}"),
            new XElement(
                "properties",
                Property("implementation", origin.Implementation),
                Property("seed", origin.Seed.ToString(CultureInfo.InvariantCulture)),
                Property("command", origin.ReplayOfRun()),
                Property("strict", origin.Strict ? "true" : "false"),
                Property("environment", origin.Environment.ToString())),
            cases);
        suite.Add(Totals([suite]).ToArray<object>());
        return suite;
    }

    private static XElement Case(ConformResult result, RunOrigin origin, CaseResult found)
    {
        var element = new XElement("testcase", Name(found.Case.Id, origin, found.Case.Category.Id()), Time(found.Reply.Elapsed));
        string message = VerdictWords.Reason(found);
        VerdictGroup group = VerdictWords.Group(found.Class, result.Strict);
        if (Outcome(found.Class, group) is { } outcome)
        {
            var reason = new XElement(outcome, new XAttribute("type", found.Class.Id()), new XAttribute("message", $"{found.Class.Id()}: {message}"));
            if (outcome != "skipped")
            {
                reason.Add(Details(result, origin, found, message));
            }

            element.Add(reason);
        }
        else if (group == VerdictGroup.Noted)
        {
            element.Add(new XElement("system-out", $"{found.Class.Id()}: {message}"));
        }

        string noise = string.Join('\n', found.Reply.Breaches.Append(found.Reply.StandardError).Where(text => text.Length > 0));
        if (noise.Length > 0)
        {
            element.Add(new XElement("system-err", noise));
        }

        return element;
    }

    // A failure is a wrong answer, an error is no answer or none that could be judged.
    private static string? Outcome(VerdictClass verdict, VerdictGroup group) => group switch
    {
        VerdictGroup.Pass or VerdictGroup.Noted => null,
        VerdictGroup.Neutral => "skipped",
        VerdictGroup.Fail when verdict is not (VerdictClass.Crash or VerdictClass.Timeout or VerdictClass.Protocol) => "failure",
        _ => "error",
    };

    private static string Details(ConformResult result, RunOrigin origin, CaseResult found, string message)
    {
        Failure? failure = result.Failures.FirstOrDefault(one => one.Found.Index == found.Index);
        if (failure is null)
        {
            return VerdictWords.Sentence(message);
        }

        var facts = new FailureFacts(failure, origin);
        return $"{facts.Sentence}\n{facts.Diagnosis}\nSmallest case: {failure.Shrunk.Case.Id} ({facts.CaseSize})\nReplay: {origin.ReplayOf(failure)}";
    }

    private static XAttribute[] Name(string id, RunOrigin origin, string category) =>
        [new XAttribute("name", id), new XAttribute("classname", $"{origin.Handshake.Name}.{category}")];

    private static XElement Property(string name, string value) =>
        new("property", new XAttribute("name", name), new XAttribute("value", value));

    private static XAttribute Time(TimeSpan time) => new("time", time.TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture));

    private static IEnumerable<XAttribute> Totals(XElement[] suites)
    {
        XElement[] cases = [.. suites.SelectMany(suite => suite.Elements("testcase"))];
        XAttribute Count(string name, string? element) =>
            new(name, cases.Count(one => element is null || one.Element(element) is not null).ToString(CultureInfo.InvariantCulture));
        yield return Count("tests", null);
        yield return Count("failures", "failure");
        yield return Count("errors", "error");
        yield return Count("skipped", "skipped");
        decimal seconds = cases.Sum(one => decimal.Parse(one.Attribute("time")!.Value, CultureInfo.InvariantCulture));
        yield return new XAttribute("time", seconds.ToString(CultureInfo.InvariantCulture));
    }
}
