using System.Collections.Immutable;

namespace Hardmax.Oracle;

/// <summary>The mistake that an output equals.</summary>
/// <param name="MistakeId">Its name: "first-argmax-only".</param>
/// <param name="Description">What it does instead of what it should.</param>
/// <param name="Steps">How many failing steps show it.</param>
public sealed record Diagnosis(string MistakeId, string Description, int Steps);

/// <summary>A failure: the case as it was found, the smallest one that still fails in the same way, and its cause.</summary>
public sealed record Failure
{
    /// <summary>The case as it was found.</summary>
    public required CaseResult Found { get; init; }

    /// <summary>The smallest case that fails in the same way; the found one where shrinking got nowhere.</summary>
    public required CaseResult Shrunk { get; init; }

    /// <summary>Other categories whose failures became this same smallest case.</summary>
    public ImmutableArray<CaseCategory> AlsoIn { get; init; } = [];

    /// <summary>All categories of the failure, that of <see cref="Found"/> first.</summary>
    public ImmutableArray<CaseCategory> Categories => [Found.Case.Category, .. AlsoIn];

    /// <summary>Whether shrinking ended because nothing smaller fails, and not because its time was up.</summary>
    public required bool ShrinkFinished { get; init; }

    /// <summary>How many smaller cases were tried.</summary>
    public required int ShrinkTrials { get; init; }

    /// <summary>The known mistakes that the output equals, the likeliest first; empty where none does.</summary>
    public required ImmutableArray<Diagnosis> Diagnoses { get; init; }

    /// <summary>How many of the runs of the found case failed in the same way.</summary>
    public required int Reproduced { get; init; }
}
