using System.Collections.Immutable;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>Where a recorded trajectory leaves the exact one from the same start: information, no verdict.</summary>
public sealed record Divergence
{
    /// <summary>The first layer at which the selection differs from the exact trajectory's.</summary>
    public required int Layer { get; init; }

    /// <summary>The first token whose set differs there.</summary>
    public required int Token { get; init; }

    /// <summary>Its set in the exact trajectory.</summary>
    public required ImmutableArray<int> Exact { get; init; }

    /// <summary>Its set in the recorded one, as the exact scores of the recorded state or the record itself say.</summary>
    public required ImmutableArray<int> Recorded { get; init; }

    /// <summary>A token whose exact limit is farthest from where it ended, or null where the limit is not certified.</summary>
    public int? LimitToken { get; init; }

    /// <summary>The certified limit of that token.</summary>
    public ImmutableArray<Rational>? ExactLimit { get; init; }

    /// <summary>Where that token stands in the last recorded layer.</summary>
    public ImmutableArray<Rational>? End { get; init; }

    /// <summary>The certified limit of that token when the last recorded layer is continued exactly, or null.</summary>
    public ImmutableArray<Rational>? LimitFromEnd { get; init; }

    /// <summary>One sentence without a full stop.</summary>
    public required string Message { get; init; }
}

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
