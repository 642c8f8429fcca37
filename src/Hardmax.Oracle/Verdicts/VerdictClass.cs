namespace Hardmax.Oracle;

/// <summary>
/// The verdict on a step, a case or a run. Declared from the mildest to the gravest: of two verdicts the greater one
/// counts. <c>default</c> is <see cref="Skipped"/>: nothing is said.
/// </summary>
public enum VerdictClass
{
    /// <summary>The implementation said that it does not do this.</summary>
    Skipped,

    /// <summary>A failure that a list of known failures names.</summary>
    ExpectedFail,

    /// <summary>Equal to the exact result, bit for bit.</summary>
    Exact,

    /// <summary>The exact result, correctly rounded.</summary>
    CorrectlyRounded,

    /// <summary>Within the proven error bound of the declared arithmetic.</summary>
    WithinBound,

    /// <summary>An exact tie that the declared arithmetic cannot see was broken.</summary>
    TieWithInexactScores,

    /// <summary>Another set was chosen than the exact one, which the declared arithmetic cannot tell from it.</summary>
    NearTie,

    /// <summary>Nothing was judged.</summary>
    Vacuous,

    /// <summary>The error bound says nothing here, or the search for the selected set was given up.</summary>
    Unknown,

    /// <summary>The recorded input is not the one that was given.</summary>
    InputAltered,

    /// <summary>Layers, tokens or coordinates are missing or too many.</summary>
    Shape,

    /// <summary>A NaN or an infinity.</summary>
    NonFinite,

    /// <summary>No selection that the declared arithmetic allows, and no other one either, leads to the update.</summary>
    WrongUpdate,

    /// <summary>A selection that no arithmetic within the bound can make.</summary>
    WrongSelection,

    /// <summary>
    /// The declaration is wrong: a recorded state is no number of the declared format, or every one is a number of another
    /// format and the run passes as that one.
    /// </summary>
    DType,

    /// <summary>Declared deterministic, and the same case gave other bits.</summary>
    NonDeterministic,

    /// <summary>The implementation broke the protocol.</summary>
    Protocol,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>The implementation ended, or reported an error.</summary>
    Crash,

    /// <summary>The two exact engines disagree: a bug here, whatever the implementation did.</summary>
    OracleBug,
}

/// <summary>What a class means for the outcome, from the mildest to the gravest.</summary>
internal enum VerdictGroup
{
    /// <summary>No outcome.</summary>
    Neutral,

    /// <summary>Right.</summary>
    Pass,

    /// <summary>Right for the declared arithmetic, with a note; a failure under --strict.</summary>
    Noted,

    /// <summary>Not decided.</summary>
    Inconclusive,

    /// <summary>Wrong.</summary>
    Fail,

    /// <summary>A bug of the oracle.</summary>
    Ours,
}
