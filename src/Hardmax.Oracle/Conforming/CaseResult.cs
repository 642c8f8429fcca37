namespace Hardmax.Oracle;

/// <summary>A case, its answer, and what was found.</summary>
public sealed record CaseResult
{
    /// <summary>The number of the case in the run, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The case.</summary>
    public required OracleCase Case { get; init; }

    /// <summary>The finding; <see cref="VerdictClass.ExpectedFail"/> where a list of known failures names it.</summary>
    public required VerdictClass Class { get; init; }

    /// <summary>One sentence without a full stop; empty for a pass.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>The answer.</summary>
    public required Reply Reply { get; init; }

    /// <summary>The verdict on the recorded layers; null where there were none.</summary>
    public TraceVerdict? Verdict { get; init; }

    /// <summary>Why the first token that is at fault was judged so; null where there is none, or it was not asked for.</summary>
    public StepExplanation? Explanation { get; init; }

    /// <summary>Where it leaves the exact trajectory, or null.</summary>
    public Divergence? Divergence { get; init; }

    /// <summary>How many times the case was run, the first time included.</summary>
    public int Runs { get; init; } = 1;
}
