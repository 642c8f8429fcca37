using System.Collections.Immutable;
using Hardmax.Oracle;

namespace Hardmax.Reports;

/// <summary>Implementations by categories: how the cases of each went.</summary>
internal static class VerdictMatrix
{
    /// <summary>A row for each result and a column for each category that occurs.</summary>
    /// <param name="results">The results.</param>
    /// <param name="link">Where a cell leads to, or null.</param>
    public static ReportTable Of(IReadOnlyList<ConformResult> results, Func<ConformResult, CaseCategory, string?> link)
    {
        ImmutableArray<CaseCategory> categories =
            [.. results.SelectMany(result => result.Cases).Select(found => found.Case.Category).Distinct().Order()];
        return new ReportTable(
            "Cases by implementation and category",
            ["implementation", .. categories.Select(category => category.Id())],
            [.. results.Select(result => (IReadOnlyList<Cell>)
            [
                RunOrigin.Of(result).Implementation,
                .. categories.Select(category => CellOf(result, category, link(result, category))),
            ])]);
    }

    private static Cell CellOf(ConformResult result, CaseCategory category, string? link)
    {
        var groups = result.Cases.Where(found => found.Case.Category == category)
            .GroupBy(found => VerdictWords.Group(found.Class, result.Strict))
            .OrderByDescending(group => group.Key)
            .ToList();
        if (groups.Count == 0)
        {
            return "\u2013";
        }

        // A narrow cell breaks between its counts, and not between a count and its word.
        string text = string.Join(", ", groups.Select(group => FormattableString.Invariant($"{group.Count()}\u00a0{Word(group.Key)}")));
        return new Cell(text, VerdictWords.Tone(groups[0].Key), link);
    }

    private static string Word(VerdictGroup group) => group switch
    {
        VerdictGroup.Noted => "noted",
        VerdictGroup.Inconclusive => "open",
        VerdictGroup.Neutral => "not\u00a0run",
        VerdictGroup.Ours => "our\u00a0bug",
        _ => group.Word(),
    };
}
