using System.Globalization;
using Hardmax.Formats;
using Hardmax.Oracle;

namespace Hardmax.Reports;

/// <summary>
/// Results as a self-contained page: the verdicts, implementations by categories, and each failure with its diagnosis,
/// its picture, its numbers, and the case as text to paste. Nothing in it needs a network or a script.
/// </summary>
internal static class OraclePage
{
    private const int MostFlagged = 200;

    /// <summary>The page of one run or several, as HTML.</summary>
    public static string Of(params IReadOnlyList<ConformResult> results) => Of(results, RunEnvironment.Current);

    /// <summary>The page of one run or several that took place elsewhere.</summary>
    public static string Of(IReadOnlyList<ConformResult> results, RunEnvironment environment) =>
        Of([.. results.Select(result => (result, RunOrigin.Of(result, environment)))]);

    /// <summary>The page of runs whose origin says how to replay them.</summary>
    public static string Of(IReadOnlyList<(ConformResult Result, RunOrigin Origin)> runs)
    {
        ConformResult[] results = [.. runs.Select(run => run.Result)];
        (FailureFacts Facts, ConformResult Result)[] failures =
            [.. runs.SelectMany(run => run.Result.Failures.OrderBy(failure => failure.Found.Case.Category).ThenBy(failure => failure.Found.Index).Select(failure => (new FailureFacts(failure, run.Origin), run.Result)))];
        var page = new HtmlPage("Hardmax conformance", Intro(failures.Length))
        {
            // The matrix is the way to the sections.
            HasContents = false,
            Banners = [.. results.Select(RunOutcome.Of).Select(outcome => new Cell(outcome.Text, VerdictWords.Tone(outcome.Group)))],
        };
        AddMatrix(page, results, failures);
        for (int i = 0; i < failures.Length; i++)
        {
            page.Add(FailureExhibit(failures[i].Facts, FailureId(i), isOneOfMany: runs.Count > 1));
        }

        for (int i = 0; i < runs.Count; i++)
        {
            AddFlagged(page, runs[i].Result, FlaggedId(i), isOneOfMany: runs.Count > 1);
        }

        return page.Add(About(runs)).ToString();
    }

    private static string Intro(int failures) =>
        "Every step was judged in exact arithmetic, from the state that the implementation recorded before it."
        + (failures > 0 ? " Each failure below was shrunk to the smallest case that still fails in the same way." : string.Empty);

    private static string FailureId(int index) => FormattableString.Invariant($"failure-{index + 1}");

    private static string FlaggedId(int run) => FormattableString.Invariant($"flagged-{run + 1}");

    private static void AddMatrix(HtmlPage page, ConformResult[] results, (FailureFacts Facts, ConformResult Result)[] failures)
    {
        if (results.All(result => result.Cases.IsEmpty))
        {
            return;
        }

        string? Link(ConformResult result, CaseCategory category)
        {
            int failure = Array.FindIndex(failures, one => ReferenceEquals(one.Result, result) && one.Facts.Failure.Categories.Contains(category));
            bool isFlagged = Flagged(result).Any(found => found.Case.Category == category);
            return failure >= 0 ? "#" + FailureId(failure) : isFlagged ? "#" + FlaggedId(Array.IndexOf(results, result)) : null;
        }

        page.Add(new Exhibit("Who fails where", "A cell leads to the first failure of its category.")
        {
            Id = "matrix",
            Tables = [VerdictMatrix.Of(results, Link) with { Style = "matrix" }],
        });
    }

    private static Exhibit FailureExhibit(FailureFacts facts, string id, bool isOneOfMany)
    {
        CaseResult shrunk = facts.Shrunk;
        DeclaredArithmetic arithmetic = shrunk.Case.Arithmetic;
        string divergence = shrunk.Divergence is { } diverges ? "\n\nBesides (information, no verdict): " + VerdictWords.Sentence(diverges.Message) : string.Empty;
        return new Exhibit((isOneOfMany ? facts.Origin.Implementation + ": " : string.Empty) + facts.Heading, facts.Sentence + divergence)
        {
            Id = id,
            Notice = new Cell(facts.Diagnosis, facts.IsDiagnosed ? CellTone.Bad : CellTone.Plain),
            Pictures = [FailurePicture.Of(facts)],
            Facts = FailureTables.Facts(facts),
            Command = facts.Origin.ReplayOf(facts.Failure),
            Tables = shrunk.Explanation is { } explanation
                ? [FailureTables.Scores(explanation, arithmetic) with { Style = "numbers" }, FailureTables.Coordinates(explanation, arithmetic) with { Style = "numbers" }]
                : [],
            Folded = [.. Folded(facts)],
        };
    }

    private static IEnumerable<FoldedText> Folded(FailureFacts facts)
    {
        if (facts.StandardError.Length > 0)
        {
            // Where nothing was answered, stderr is what there is to read.
            yield return new FoldedText("stderr", facts.StandardError, IsOpen: facts.Shrunk.Reply.Layers.Count == 0);
        }

        foreach (CaseLiteral literal in CaseLiterals.Of(facts.Shrunk.Case))
        {
            yield return new FoldedText("The case in " + literal.Language, literal.Code);
        }

        yield return new FoldedText("The case as a problem file", ProblemWriter.ToJson(facts.Shrunk.Case.Problem, indented: true));
        if (facts.Shrunk.Explanation is { } explanation && FailureTables.ExactNumbers(explanation) is { } exact)
        {
            yield return new FoldedText("The exact numbers", exact);
        }
    }

    // Whatever is no pass, was asked, and has no section of its own.
    private static IEnumerable<CaseResult> Flagged(ConformResult result)
    {
        var shown = result.Failures.Select(failure => failure.Found.Index).ToHashSet();
        return result.Cases.Where(found => found.Class.Group() is not (VerdictGroup.Pass or VerdictGroup.Neutral) && !shown.Contains(found.Index));
    }

    private static void AddFlagged(HtmlPage page, ConformResult result, string id, bool isOneOfMany)
    {
        CaseResult[] flagged = [.. Flagged(result)];
        if (flagged.Length == 0)
        {
            return;
        }

        string heading = isOneOfMany ? RunOrigin.Of(result).Implementation + ": more cases to look at" : "More cases to look at";
        string text = "Cases that are no plain pass and not shown above: further failures of a kind that is shown, what is right for the declared arithmetic only, and what could not be decided.";
        page.Add(new Exhibit(heading, text)
        {
            Id = id,
            Tables =
            [
                new ReportTable(
                    flagged.Length > MostFlagged ? FormattableString.Invariant($"The first {MostFlagged} of {flagged.Length} cases") : VerdictWords.Count(flagged.Length, "case"),
                    ["case", "verdict", "why"],
                    [.. flagged.Take(MostFlagged).Select(found => (IReadOnlyList<Cell>)
                    [
                        found.Case.Id,
                        new Cell(found.Class.Id(), VerdictWords.Tone(found.Class, result.Strict)),
                        VerdictWords.Reason(found),
                    ])]),
            ],
        });
    }

    private static Exhibit About(IReadOnlyList<(ConformResult Result, RunOrigin Origin)> runs) => new("About this report", string.Empty)
    {
        Id = "about",
        Command = runs.Count == 0 ? null : string.Join('\n', runs.Select(run => run.Origin.ReplayOfRun()).Distinct()),
        Tables =
        [
            .. runs.Select(run => About(run.Result, run.Origin)),
            .. runs.Any(run => run.Result.Cases.Length > 0) ? [Glossary(runs)] : Array.Empty<ReportTable>(),
        ],
    };

    private static ReportTable Glossary(IReadOnlyList<(ConformResult Result, RunOrigin Origin)> runs) => ReportTable.OfFacts(
        "What the verdicts mean: the implementation ..",
        [.. VerdictWords.Occurring(runs.Select(run => run.Result)).Select(verdict => (verdict.Id(), new Cell(VerdictWords.Explain(verdict))))]);

    private static ReportTable About(ConformResult result, RunOrigin origin)
    {
        var facts = new List<(string Name, Cell Value)>
        {
            ("seed", FormattableString.Invariant($"{origin.Seed}")),
            ("strict", origin.Strict ? "yes: notes count as failures" : "no"),
            ("declares", $"{result.Handshake.Arithmetic.Format.Name}, scores in {result.Handshake.Arithmetic.Accumulate.Name}, ties: {result.Handshake.Ties}, {(result.Handshake.IsDeterministic ? string.Empty : "not ")}deterministic"),
            ("verdicts", VerdictWords.Counts(result.Cases.Select(found => found.Class))),
            ("took", result.Elapsed.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " s"),
            ("environment", origin.Environment.ToString()),
        };
        if (result.EndedEarly is { } reason)
        {
            facts.Add(("ended early", new Cell(reason, CellTone.Doubtful)));
        }

        facts.AddRange((result.Remarks.IsDefault ? [] : result.Remarks).Select(remark => ("remark", new Cell(remark, CellTone.Doubtful))));
        return ReportTable.OfFacts(origin.Implementation, [.. facts]);
    }
}
