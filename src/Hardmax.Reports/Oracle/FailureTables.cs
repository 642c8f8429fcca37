using System.Collections.Immutable;
using System.Text;
using Hardmax.Numbers;
using Hardmax.Oracle;

namespace Hardmax.Reports;

/// <summary>The numbers of a failing step as tables: scores, and coordinates of the update.</summary>
internal static class FailureTables
{
    // Of thousands of tokens these are shown: the highest scores, and all that were or should have been selected.
    private const int MostScores = 24;

    private const int UlpDigits = 6;

    /// <summary>Where it failed, in which case, how often, and under what.</summary>
    public static ReportTable Facts(FailureFacts facts)
    {
        var rows = new List<(string Name, Cell Value)> { ("verdict", new Cell(facts.Shrunk.Class.Id(), VerdictWords.Tone(facts.Shrunk.Class, facts.Origin.Strict))) };
        if (facts.Layer is { } layer)
        {
            string token = facts.Token is { } first ? FormattableString.Invariant($", token {first}") : string.Empty;
            rows.Add(("first failing", FormattableString.Invariant($"layer {layer}{token}")));
        }

        if (facts.Finding is { } finding)
        {
            rows.Add(("exact set", VerdictWords.Set(finding.Exact)));
            rows.Add(("theirs", finding.Selected is { } selected ? new Cell(VerdictWords.Set(selected), Tone(finding)) : "not to be seen"));
            AddSet(rows, "missing", finding.Missing);
            AddSet(rows, "extra", finding.Extra);
        }

        rows.Add(("smallest case", $"{facts.Shrunk.Case.Id}: {facts.CaseSize}"));
        rows.Add(("found as", FormattableString.Invariant($"case {facts.Failure.Found.Index}, {facts.Failure.Found.Case.Id}")));
        if (!facts.Failure.AlsoIn.IsDefaultOrEmpty)
        {
            rows.Add(("also found in", string.Join(", ", facts.Failure.AlsoIn.Select(category => category.Id()))));
        }

        rows.Add(("reruns", VerdictWords.Sentence(facts.Reproduction)));
        rows.AddRange(facts.Shrunk.Reply.Breaches.Select(breach => ("protocol", new Cell(breach, CellTone.Doubtful))));
        rows.Add(("seed", FormattableString.Invariant($"{facts.Origin.Seed}")));
        rows.Add(("environment", facts.Origin.Environment.ToString()));
        return ReportTable.OfFacts("The failure", [.. rows]);
    }

    /// <summary>j, score, gap, and who selected j.</summary>
    public static ReportTable Scores(StepExplanation explanation, DeclaredArithmetic arithmetic)
    {
        ImmutableArray<ScoreRow> shown =
            [.. explanation.Scores.Where((row, index) => index < MostScores || row.IsExact || row.IsSelected).Take(4 * MostScores)];
        int left = explanation.Scores.Length - shown.Length;
        string rest = left == 0 ? string.Empty : $"; {VerdictWords.Count(left, "lower score")} not shown";
        return new ReportTable(
            FormattableString.Invariant($"Scores of token {explanation.Token} at layer {explanation.Layer}, the highest first{rest}"),
            ["j", "exact score", "in " + arithmetic.Accumulate.Name, "gap in ulps", "gap in \u03b2", "exact set", "theirs", "possible"],
            [.. shown.Select(row => Score(row, arithmetic))]);
    }

    /// <summary>What was expected of each coordinate, and what came.</summary>
    public static ReportTable Coordinates(StepExplanation explanation, DeclaredArithmetic arithmetic) => new(
        FormattableString.Invariant($"Update of token {explanation.Token}, coordinate by coordinate"),
        ["c", "before", "expected", "got", "off by (ulps)", "bound", "expected bits", "got bits"],
        [.. explanation.Coordinates.Select(row => Coordinate(row, arithmetic.Format))]);

    /// <summary>The exact numbers that the tables round, one to a line; null where they show all exactly.</summary>
    public static string? ExactNumbers(StepExplanation explanation)
    {
        var text = new StringBuilder();
        foreach (ScoreRow row in explanation.Scores.Where(row => !ExactDecimal.IsShort(row.Score)))
        {
            text.Append(FormattableString.Invariant($"score of {row.Token} = {row.Score}\n"));
        }

        foreach (CoordinateRow row in explanation.Coordinates)
        {
            text.Append(ExactDecimal.IsShort(row.Before) ? string.Empty : FormattableString.Invariant($"coordinate {row.Coordinate} before = {row.Before}\n"));
            text.Append(ExactDecimal.IsShort(row.Expected) ? string.Empty : FormattableString.Invariant($"coordinate {row.Coordinate} expected = {row.Expected}\n"));
            text.Append(row.Got is not { } got || ExactDecimal.IsShort(got) ? string.Empty : FormattableString.Invariant($"coordinate {row.Coordinate} got = {got}\n"));
        }

        return text.Length == 0 ? null : text.ToString();
    }

    private static CellTone Tone(TokenFinding finding) => finding.Missing.IsEmpty && finding.Extra.IsEmpty ? CellTone.Plain : CellTone.Bad;

    private static void AddSet(List<(string Name, Cell Value)> rows, string name, ImmutableArray<int> tokens)
    {
        if (!tokens.IsEmpty)
        {
            rows.Add((name, new Cell(VerdictWords.Set(tokens), CellTone.Bad)));
        }
    }

    private static IReadOnlyList<Cell> Score(ScoreRow row, DeclaredArithmetic arithmetic)
    {
        bool differs = row.IsExact != row.IsSelected;
        CellTone tone = !differs ? CellTone.Plain : row.IsSelected && row.IsPossible ? CellTone.Doubtful : CellTone.Bad;
        return
        [
            FormattableString.Invariant($"{row.Token}"),
            ExactDecimal.Short(row.Score),
            row.Declared is { } declared ? FloatText.Shortest(declared, arithmetic.Accumulate) : "overflow",
            ExactDecimal.Short(row.GapUlps, UlpDigits),
            row.GapBounds is { } bounds ? ExactDecimal.Short(bounds, UlpDigits) : row.Bound is null ? "no bound" : "\u03b2 = 0",
            row.IsExact ? "yes" : "no",
            new Cell(row.IsSelected ? "yes" : "no", tone),
            row.IsPossible ? "yes" : "no",
        ];
    }

    private static IReadOnlyList<Cell> Coordinate(CoordinateRow row, BinaryFormat format)
    {
        // The bound is what convicts: beyond it no order of operations in the declared arithmetic can end up.
        bool isWrong = row.Got is not { } got || (row.Bound is { } bound && Rational.Abs(got - row.Expected) > bound);
        CellTone tone = isWrong ? CellTone.Bad : CellTone.Plain;
        return
        [
            FormattableString.Invariant($"{row.Coordinate}"),
            FloatText.Shortest(row.Before, format),
            ExactDecimal.Short(row.Expected),
            new Cell(row.Got is { } number ? ExactDecimal.Short(number) : "no number", tone),
            new Cell(row.ErrorUlps is { } error ? ExactDecimal.Short(error, UlpDigits) : "\u2013", tone),
            row.Bound is { } allowed ? ExactDecimal.Short(allowed, UlpDigits) : "anything",
            row.ExpectedBits,
            row.GotBits ?? "\u2013",
        ];
    }
}
