using System.Globalization;
using Hardmax.Claims;
using Hardmax.Model;
using Hardmax.Search;

namespace Hardmax.Reports;

/// <summary>What the atlas is called in words and signs. A status is a sign, a word and a colour at once: none of them alone carries it.</summary>
internal static class AtlasWords
{
    /// <summary>All statuses, in the order of the legend.</summary>
    public static IReadOnlyList<CellStatus> Statuses { get; } = [CellStatus.Proved, CellStatus.Refuted, CellStatus.Survived, CellStatus.NotSearched];

    /// <summary>A status as pages say it.</summary>
    public static string Say(CellStatus status) => Word(status).Replace('-', ' ');

    /// <summary>The word of a status, as files and style sheets have it.</summary>
    public static string Word(CellStatus status) => status switch
    {
        CellStatus.Proved => "proved",
        CellStatus.Refuted => "refuted",
        CellStatus.Survived => "survived",
        CellStatus.NotSearched => "not-searched",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>One sign: a tick, a cross, a question mark, a dot.</summary>
    public static string Sign(CellStatus status) => status switch
    {
        CellStatus.Proved => "\u2713",
        CellStatus.Refuted => "\u2717",
        CellStatus.Survived => "?",
        _ => "\u00b7",
    };

    /// <summary>What a status means.</summary>
    public static string Explain(CellStatus status) => status switch
    {
        CellStatus.Proved => "a theorem for every matrix of the class",
        CellStatus.Refuted => "a counterexample, in exact fractions",
        CellStatus.Survived => "searched, with no counterexample and no proof: open",
        _ => "no problem was judged: nothing is known",
    };

    /// <summary>The matrices of a class.</summary>
    public static string Explain(MatrixClass matrixClass) => matrixClass switch
    {
        MatrixClass.Identity => "A is the identity",
        MatrixClass.Spd => "A is symmetric positive definite",
        MatrixClass.PsdSingular => "A is symmetric positive semidefinite and singular",
        MatrixClass.NegativeDefinite => "A is symmetric negative definite",
        MatrixClass.NsdSingular => "A is symmetric negative semidefinite and singular",
        MatrixClass.SymmetricIndefinite => "A is symmetric with a positive and a negative direction",
        MatrixClass.Skew => "A is skew: its transpose is -A",
        MatrixClass.PdNonsymmetric => "the symmetric part of A is positive definite, and A is not symmetric",
        MatrixClass.General => "A is any matrix",
        _ => throw new ArgumentOutOfRangeException(nameof(matrixClass)),
    };

    /// <summary>What a claim assumes of the tokens.</summary>
    public static string Explain(ClaimHypotheses hypotheses) => hypotheses switch
    {
        ClaimHypotheses.None => "none: any tokens",
        ClaimHypotheses.Distinct => "the tokens are distinct",
        ClaimHypotheses.Nonzero => "no token is zero",
        _ => "the tokens are distinct, and none is zero",
    };

    /// <summary>A count with separators: "1,234,567".</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count of things: "1 problem", "2,000 problems".</summary>
    public static string Count(long count, string one) => Count(count) + " " + one + (count == 1 ? string.Empty : "s");

    /// <summary>A time for people: "0.4 s", "3 min 20 s", "2 h 5 min".</summary>
    public static string Duration(TimeSpan time)
    {
        if (time < TimeSpan.FromMinutes(1))
        {
            return time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " s";
        }

        return time < TimeSpan.FromHours(1)
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min");
    }
}
