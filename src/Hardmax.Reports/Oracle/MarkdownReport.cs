using System.Globalization;
using System.Text;
using Hardmax.Oracle;

namespace Hardmax.Reports;

/// <summary>Results as a Markdown summary, for a pull request: the verdicts, the matrix, and a section for each failure.</summary>
internal static class MarkdownReport
{
    private const int MostFlagged = 30;

    /// <summary>The summary of one run or several.</summary>
    public static string Of(params IReadOnlyList<ConformResult> results) => Of(results, RunEnvironment.Current);

    /// <summary>The summary of one run or several that took place elsewhere.</summary>
    public static string Of(IReadOnlyList<ConformResult> results, RunEnvironment environment) =>
        Of([.. results.Select(result => (result, RunOrigin.Of(result, environment)))]);

    /// <summary>The summary of runs whose origin says how to replay them.</summary>
    public static string Of(IReadOnlyList<(ConformResult Result, RunOrigin Origin)> runs)
    {
        ConformResult[] results = [.. runs.Select(run => run.Result)];
        var text = new StringBuilder("# Hardmax conformance\n\n");
        foreach (ConformResult result in results)
        {
            text.Append("**").Append(MarkdownText.Escape(RunOutcome.Of(result).Text)).Append("**\n\n");
        }

        if (results.Any(result => result.Cases.Length > 0))
        {
            text.Append(MarkdownText.Table(VerdictMatrix.Of(results, (_, _) => null))).Append('\n');
        }

        foreach ((ConformResult result, RunOrigin origin) in runs)
        {
            foreach (Failure failure in result.Failures)
            {
                text.Append(FailureReport.ToMarkdown(failure, origin, level: 2)).Append('\n');
            }

            AppendFlagged(text, result);
            AppendRun(text, result, origin);
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    // What is neither a pass nor a failure with a section of its own.
    private static void AppendFlagged(StringBuilder text, ConformResult result)
    {
        CaseResult[] flagged = [.. result.Cases.Where(found => found.Class.Group() is VerdictGroup.Noted or VerdictGroup.Inconclusive)];
        if (flagged.Length == 0)
        {
            return;
        }

        var table = new ReportTable(
            "Flagged, " + VerdictWords.Count(flagged.Length, "case") + (flagged.Length > MostFlagged ? FormattableString.Invariant($", the first {MostFlagged} here") : string.Empty),
            ["case", "verdict", "why"],
            [.. flagged.Take(MostFlagged).Select(found => (IReadOnlyList<Cell>)[found.Case.Id, new Cell(found.Class.Id(), VerdictWords.Tone(found.Class, result.Strict)), VerdictWords.Reason(found)])]);
        text.Append(MarkdownText.Table(table)).Append('\n');
    }

    private static void AppendRun(StringBuilder text, ConformResult result, RunOrigin origin)
    {
        foreach (string remark in result.Remarks.IsDefault ? [] : result.Remarks)
        {
            text.Append("- ").Append(MarkdownText.Escape(VerdictWords.Sentence(remark))).Append('\n');
        }

        string seconds = result.Elapsed.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
        text.Append(MarkdownText.Escape(origin.Implementation)).Append(": ")
            .Append(CultureInfo.InvariantCulture, $"seed {origin.Seed}, {VerdictWords.Count(result.Cases.Length, "case")} in {seconds} s; ")
            .Append(MarkdownText.Escape(origin.Environment.ToString())).Append("; the whole run again: ")
            .Append(MarkdownText.Code(origin.ReplayOfRun())).Append("\n\n");
    }
}
