using System.Collections.Immutable;
using Hardmax.Oracle;

namespace Hardmax.Reports;

/// <summary>Verdicts in the words and colours of reports.</summary>
internal static class VerdictWords
{
    private const int MostTokens = 24;

    /// <summary>What a class says of an implementation, to follow its name: "selected tokens that ..".</summary>
    public static string Explain(VerdictClass verdict) => verdict switch
    {
        VerdictClass.Skipped => "declined the case",
        VerdictClass.ExpectedFail => "failed as a list of known failures says",
        VerdictClass.Exact => "gave the exact result, bit for bit",
        VerdictClass.CorrectlyRounded => "gave the exact result, correctly rounded",
        VerdictClass.WithinBound => "stayed within the error bound of the declared arithmetic",
        VerdictClass.TieWithInexactScores => "broke an exact tie that the declared arithmetic cannot see",
        VerdictClass.NearTie => "chose another set than the exact one, which the declared arithmetic cannot tell from it",
        VerdictClass.Vacuous => "gave nothing that could be judged",
        VerdictClass.Unknown => "could be neither cleared nor convicted: the error bound says nothing here, or the search for the selected set was given up",
        VerdictClass.InputAltered => "worked on another input than it was given",
        VerdictClass.Shape => "recorded too many or too few layers, tokens or coordinates",
        VerdictClass.NonFinite => "recorded a NaN or an infinity",
        VerdictClass.WrongUpdate => "moved a token to where no selection leads",
        VerdictClass.WrongSelection => "made a selection that no arithmetic within the bound can make",
        VerdictClass.DType => "declares another dtype than it computes in",
        VerdictClass.NonDeterministic => "declares itself deterministic and gave other bits for the same case",
        VerdictClass.Protocol => "broke the protocol",
        VerdictClass.Timeout => "did not answer in time",
        VerdictClass.Crash => "ended, or reported an error",
        _ => "made the two exact engines of the oracle disagree, which is a bug of the oracle",
    };

    /// <summary>How a class is coloured.</summary>
    public static CellTone Tone(VerdictClass verdict, bool strict) => Tone(Group(verdict, strict));

    /// <summary>How a group is coloured.</summary>
    public static CellTone Tone(VerdictGroup group) => group switch
    {
        VerdictGroup.Pass or VerdictGroup.Noted => CellTone.Good,
        VerdictGroup.Fail or VerdictGroup.Ours => CellTone.Bad,
        VerdictGroup.Inconclusive => CellTone.Doubtful,
        _ => CellTone.Plain,
    };

    /// <summary>The group that a class counts to: under --strict what passes with a note fails.</summary>
    public static VerdictGroup Group(VerdictClass verdict, bool strict) =>
        verdict.IsFailure(strict) ? VerdictGroup.Fail : verdict.Group();

    /// <summary>"{0, 2}", cut after a number of tokens.</summary>
    public static string Set(IReadOnlyList<int> tokens)
    {
        string more = tokens.Count > MostTokens ? FormattableString.Invariant($", .. ({tokens.Count} in all)") : string.Empty;
        return "{" + string.Join(", ", tokens.Take(MostTokens)) + more + "}";
    }

    /// <summary>"2 WRONG_SELECTION, 1 CRASH": the gravest first.</summary>
    public static string Counts(IEnumerable<VerdictClass> verdicts) => string.Join(
        ", ", verdicts.GroupBy(verdict => verdict).OrderByDescending(group => group.Key).Select(group => FormattableString.Invariant($"{group.Count()} {group.Key.Id()}")));

    /// <summary>"1 case", "2 cases".</summary>
    public static string Count(int count, string one) => FormattableString.Invariant($"{count} {one}{(count == 1 ? string.Empty : "s")}");

    /// <summary>What a case says for itself, or else what its verdict means.</summary>
    public static string Reason(CaseResult found) => found.Message.Length > 0 ? found.Message : "the implementation " + Explain(found.Class);

    /// <summary>A message as a sentence: with a capital letter and a full stop.</summary>
    public static string Sentence(string message)
    {
        string trimmed = message.Trim();
        return trimmed.Length == 0 ? trimmed : char.ToUpperInvariant(trimmed[0]) + trimmed[1..] + (trimmed[^1] is '.' or '!' or '?' ? string.Empty : ".");
    }

    /// <summary>The classes that occur in results, the gravest first.</summary>
    public static ImmutableArray<VerdictClass> Occurring(IEnumerable<ConformResult> results) =>
        [.. results.SelectMany(result => result.Cases).Select(found => found.Class).Distinct().OrderDescending()];
}
