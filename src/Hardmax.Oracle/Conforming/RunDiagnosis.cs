using System.Collections.Immutable;

namespace Hardmax.Oracle;

/// <summary>A known mistake that explains failures of a run.</summary>
/// <param name="MistakeId">Its name: "first-argmax-only".</param>
/// <param name="Description">What it does instead of what it should.</param>
/// <param name="Cases">How many failing cases it explains.</param>
/// <param name="OutOf">How many failing cases were looked at.</param>
public sealed record RunDiagnosis(string MistakeId, string Description, int Cases, int OutOf)
{
    // Enough to tell mistakes apart; the rest says the same.
    private const int MostCases = 60;

    /// <summary>The mistakes that explain failing cases, those that explain most of them first.</summary>
    internal static ImmutableArray<RunDiagnosis> Of(IEnumerable<CaseResult> failures)
    {
        CaseResult[] judged = [.. failures.Where(IsJudged).Take(MostCases)];
        return
        [
            .. judged.SelectMany(result => Diagnose(result))
                .GroupBy(diagnosis => diagnosis.MistakeId)
                .Select(group => new RunDiagnosis(group.Key, group.First().Description, group.Count(), judged.Length))
                .OrderByDescending(cause => cause.Cases),
        ];
    }

    /// <summary>
    /// The mistakes that explain one case, those first that explain most of the run: on a small case many coincide, on all
    /// cases few do.
    /// </summary>
    internal static ImmutableArray<Diagnosis> Rank(CaseResult result, ImmutableArray<RunDiagnosis> causes) =>
        !IsJudged(result) ? [] : [.. Diagnose(result).OrderBy(diagnosis => Place(causes, diagnosis.MistakeId))];

    /// <summary>Whether a mistake explains a case.</summary>
    internal static bool Shows(CaseResult result, string mistakeId) =>
        IsJudged(result) && Diagnoser.Explains(Mistakes.Find(mistakeId)!, result.Reply.ToTrace(result.Case), result.Verdict!);

    private static bool IsJudged(CaseResult result) => result.Reply.Kind == ReplyKind.Answered && result.Verdict is { Steps.IsEmpty: false };

    private static ImmutableArray<Diagnosis> Diagnose(CaseResult result) => Diagnoser.Diagnose(result.Reply.ToTrace(result.Case), result.Verdict!);

    private static int Place(ImmutableArray<RunDiagnosis> causes, string id)
    {
        int place = causes.FirstOrDefault(cause => cause.MistakeId == id) is { } cause ? causes.IndexOf(cause) : -1;
        return place < 0 ? int.MaxValue : place;
    }
}
