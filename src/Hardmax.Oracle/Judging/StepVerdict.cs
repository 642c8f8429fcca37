using System.Collections.Immutable;
using Hardmax.Model;

namespace Hardmax.Oracle;

/// <summary>What was found about one token in one step, where there is something to say about it.</summary>
public sealed record TokenFinding
{
    /// <summary>The token.</summary>
    public required int Token { get; init; }

    /// <summary>What was found.</summary>
    public required VerdictClass Class { get; init; }

    /// <summary>One sentence without a full stop.</summary>
    public required string Message { get; init; }

    /// <summary>C_i at the recorded previous state.</summary>
    public required ImmutableArray<int> Exact { get; init; }

    /// <summary>The set that the implementation selected, as it reported it or as the update shows; null where nothing shows it.</summary>
    public ImmutableArray<int>? Selected { get; init; }

    /// <summary>The coordinate of an update that is wrong, or null.</summary>
    public int? Coordinate { get; init; }

    /// <summary>Tokens of C_i that are not in the selected set.</summary>
    public ImmutableArray<int> Missing => Selected is { } selected ? [.. Exact.Except(selected)] : [];

    /// <summary>Tokens of the selected set that are not in C_i.</summary>
    public ImmutableArray<int> Extra => Selected is { } selected ? [.. selected.Except(Exact)] : [];
}

/// <summary>The verdict on one step, from a recorded layer to the next.</summary>
/// <param name="Layer">The layer that the step starts from.</param>
/// <param name="Class">The gravest finding.</param>
/// <param name="Message">One sentence about it without a full stop; empty for a pass.</param>
/// <param name="Findings">Tokens that do not simply pass, ascending.</param>
/// <param name="HasExactScores">Whether every score that matters is computed exactly by any summation order.</param>
public sealed record StepVerdict(int Layer, VerdictClass Class, string Message, ImmutableArray<TokenFinding> Findings, bool HasExactScores)
{
    /// <summary>C_0 .. C_{n-1} at the recorded previous state; null where the engines disagree.</summary>
    public AttentionSets? ExactSets { get; init; }

    /// <summary>The first token with the gravest finding, or null.</summary>
    public TokenFinding? First => Findings.FirstOrDefault(finding => finding.Class == Class);
}

/// <summary>The verdict on a trace.</summary>
/// <param name="Class">The gravest of all findings; Vacuous where no step was judged.</param>
/// <param name="Message">One sentence about it without a full stop; empty for a pass.</param>
/// <param name="Steps">The steps that were judged, in order; a broken layer ends them.</param>
public sealed record TraceVerdict(VerdictClass Class, string Message, ImmutableArray<StepVerdict> Steps)
{
    /// <summary>The first step with the gravest finding, or null where it is no step that is at fault.</summary>
    public StepVerdict? First => Steps.FirstOrDefault(step => step.Class == Class);

    /// <summary>The format as which the run passes although another one is declared; null otherwise.</summary>
    public Numbers.BinaryFormat? PassesAs { get; init; }
}
