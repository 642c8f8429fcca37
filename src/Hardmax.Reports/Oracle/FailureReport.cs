using System.Text;
using Hardmax.Formats;
using Hardmax.Oracle;

namespace Hardmax.Reports;

/// <summary>One failure as Markdown: a file beside regressions/ID.json, or a section of a summary.</summary>
internal static class FailureReport
{
    // A comment on a pull request holds 65,536 characters; a case of more numbers than this is left to its file.
    private const int MostNumbers = 512;

    /// <summary>The report.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="origin">Whose it is.</param>
    /// <param name="level">The level of its heading, 1 for a file of its own.</param>
    public static string ToMarkdown(Failure failure, RunOrigin origin, int level = 1)
    {
        var facts = new FailureFacts(failure, origin);
        var text = new StringBuilder();
        text.Append('#', level).Append(' ').Append(MarkdownText.Escape(facts.Heading)).Append(": ").Append(MarkdownText.Code(facts.Shrunk.Case.Id)).Append("\n\n");
        text.Append(MarkdownText.Escape(facts.Sentence)).Append("\n\n");
        text.Append("**").Append(MarkdownText.Escape(facts.Diagnosis)).Append("**\n\n");
        text.Append("To replay it:\n\n").Append(MarkdownText.Block(origin.ReplayOf(failure), "sh")).Append('\n');
        text.Append(MarkdownText.Table(FailureTables.Facts(facts))).Append('\n');
        AppendStep(text, facts);
        if (facts.Shrunk.Divergence is { } divergence)
        {
            text.Append("Besides (information, no verdict): ").Append(MarkdownText.Escape(VerdictWords.Sentence(divergence.Message))).Append("\n\n");
        }

        AppendCase(text, facts);
        if (facts.StandardError.Length > 0)
        {
            text.Append(MarkdownText.Folded("stderr", MarkdownText.Block(facts.StandardError))).Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void AppendStep(StringBuilder text, FailureFacts facts)
    {
        if (facts.Shrunk.Explanation is not { } explanation)
        {
            return;
        }

        text.Append(MarkdownText.Table(FailureTables.Scores(explanation, facts.Shrunk.Case.Arithmetic))).Append('\n');
        text.Append(MarkdownText.Table(FailureTables.Coordinates(explanation, facts.Shrunk.Case.Arithmetic))).Append('\n');
        if (FailureTables.ExactNumbers(explanation) is { Length: < 8000 } exact)
        {
            text.Append(MarkdownText.Folded("the exact numbers", MarkdownText.Block(exact))).Append('\n');
        }
    }

    private static void AppendCase(StringBuilder text, FailureFacts facts)
    {
        OracleCase smallest = facts.Shrunk.Case;
        int d = smallest.Problem.Tokens.Dimension;
        if ((smallest.Problem.Tokens.Count * d) + (d * d) > MostNumbers)
        {
            text.Append("The case has too many numbers to be shown here; the JSON Lines hold it.\n\n");
            return;
        }

        foreach (CaseLiteral literal in CaseLiterals.Of(smallest))
        {
            text.Append(MarkdownText.Folded("the case in " + literal.Language, MarkdownText.Block(literal.Code, literal.Fence))).Append('\n');
        }

        text.Append(MarkdownText.Folded("the case as a problem file", MarkdownText.Block(ProblemWriter.ToJson(smallest.Problem, indented: true), "json"))).Append('\n');
    }
}
