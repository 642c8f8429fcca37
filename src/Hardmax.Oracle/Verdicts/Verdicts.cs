using System.Collections.Frozen;

namespace Hardmax.Oracle;

/// <summary>Names, groups and order of the verdict classes.</summary>
internal static class Verdicts
{
    private static readonly FrozenDictionary<VerdictClass, string> Ids = new Dictionary<VerdictClass, string>
    {
        [VerdictClass.Skipped] = "SKIPPED",
        [VerdictClass.ExpectedFail] = "EXPECTED_FAIL",
        [VerdictClass.Exact] = "EXACT",
        [VerdictClass.CorrectlyRounded] = "CORRECTLY_ROUNDED",
        [VerdictClass.WithinBound] = "WITHIN_BOUND",
        [VerdictClass.TieWithInexactScores] = "TIE_WITH_INEXACT_SCORES",
        [VerdictClass.NearTie] = "NEAR_TIE",
        [VerdictClass.Vacuous] = "VACUOUS",
        [VerdictClass.Unknown] = "UNKNOWN",
        [VerdictClass.InputAltered] = "INPUT_ALTERED",
        [VerdictClass.Shape] = "SHAPE",
        [VerdictClass.NonFinite] = "NONFINITE",
        [VerdictClass.WrongUpdate] = "WRONG_UPDATE",
        [VerdictClass.WrongSelection] = "WRONG_SELECTION",
        [VerdictClass.DType] = "DTYPE",
        [VerdictClass.NonDeterministic] = "NONDETERMINISTIC",
        [VerdictClass.Protocol] = "PROTOCOL",
        [VerdictClass.Timeout] = "TIMEOUT",
        [VerdictClass.Crash] = "CRASH",
        [VerdictClass.OracleBug] = "ORACLE_BUG",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, VerdictClass> ById =
        Ids.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>All classes, the mildest first.</summary>
    public static IReadOnlyList<VerdictClass> All { get; } = Enum.GetValues<VerdictClass>();

    /// <summary>The name in reports and files: "WRONG_SELECTION".</summary>
    public static string Id(this VerdictClass verdict) => Ids[verdict];

    /// <summary>Reads a name such as "WRONG_SELECTION".</summary>
    public static bool TryParse(string id, out VerdictClass verdict) => ById.TryGetValue(id, out verdict);

    /// <summary>What the class means for the outcome.</summary>
    public static VerdictGroup Group(this VerdictClass verdict) => verdict switch
    {
        VerdictClass.OracleBug => VerdictGroup.Ours,
        >= VerdictClass.InputAltered => VerdictGroup.Fail,
        >= VerdictClass.Vacuous => VerdictGroup.Inconclusive,
        >= VerdictClass.TieWithInexactScores => VerdictGroup.Noted,
        >= VerdictClass.Exact => VerdictGroup.Pass,
        _ => VerdictGroup.Neutral,
    };

    /// <summary>The word for a group in reports: "pass" (with notes or without), "fail", "inconclusive", "neutral", "oracle-bug".</summary>
    public static string Word(this VerdictGroup group) => group switch
    {
        VerdictGroup.Neutral => "neutral",
        VerdictGroup.Pass or VerdictGroup.Noted => "pass",
        VerdictGroup.Inconclusive => "inconclusive",
        VerdictGroup.Fail => "fail",
        _ => "oracle-bug",
    };

    /// <summary>Whether a class is a definite failure; <paramref name="strict"/> counts what is only acceptable too.</summary>
    public static bool IsFailure(this VerdictClass verdict, bool strict = false) =>
        verdict.Group() is VerdictGroup.Fail || (strict && verdict.Group() is VerdictGroup.Noted);

    /// <summary>The graver of two.</summary>
    public static VerdictClass Graver(VerdictClass left, VerdictClass right) => left >= right ? left : right;

    /// <summary>The gravest of many; <see cref="VerdictClass.Vacuous"/> where none of them is an outcome.</summary>
    public static VerdictClass Gravest(IEnumerable<VerdictClass> verdicts)
    {
        VerdictClass gravest = verdicts.Aggregate(VerdictClass.Skipped, Graver);
        return gravest.Group() == VerdictGroup.Neutral ? VerdictClass.Vacuous : gravest;
    }
}
