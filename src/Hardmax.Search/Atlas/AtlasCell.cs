using System.Collections.Immutable;
using Hardmax.Claims;
using Hardmax.Model;

namespace Hardmax.Search;

/// <summary>What is known of a claim in a class of matrices.</summary>
internal enum CellStatus
{
    /// <summary>It is a theorem there.</summary>
    Proved,

    /// <summary>A counterexample was found.</summary>
    Refuted,

    /// <summary>Problems were judged, none is a counterexample, and nothing proves it.</summary>
    Survived,

    /// <summary>No problem was judged: nothing is known.</summary>
    NotSearched,
}

/// <summary>A counterexample: exact, shrunk, and judged again after shrinking.</summary>
/// <param name="Problem">The smallest problem found that violates the claim.</param>
/// <param name="Verdict">The verdict on it, with the exact facts.</param>
/// <param name="FoundBy">The source that found it: "exhaustive", "structured", "random", "guided"; <see cref="KnownWitnesses.FoundBy"/>; or the id of the class within this one in which it was found.</param>
internal sealed record Counterexample(HardmaxProblem Problem, ClaimVerdict Verdict, string FoundBy)
{
    /// <summary>The problem with a name and a description, where it has none, that say wherever it is read what it is an example of.</summary>
    /// <param name="claim">The claim that it refutes.</param>
    /// <param name="matrixClass">The class in which it does.</param>
    public HardmaxProblem Named(Claim claim, MatrixClass matrixClass) => new(
        Problem.Tokens,
        Problem.System,
        Problem.Labels,
        string.IsNullOrWhiteSpace(Problem.Name) ? $"{claim.Id}--{MatrixClasses.Id(matrixClass)}" : Problem.Name,
        !string.IsNullOrWhiteSpace(Problem.Description) ? Problem.Description : $"Refutes the claim {claim.Id}: {claim.Statement} Here {Verdict.Witness?.Says}.");
}

/// <summary>One cell of the atlas: a claim in a class.</summary>
internal sealed record AtlasCell
{
    /// <summary>The claim.</summary>
    public required Claim Claim { get; init; }

    /// <summary>The class.</summary>
    public required MatrixClass Class { get; init; }

    /// <summary>What is known.</summary>
    public required CellStatus Status { get; init; }

    /// <summary>How many problems were judged that satisfy the hypotheses; 0 where nothing was searched.</summary>
    public required long Trials { get; init; }

    /// <summary>In how many of them nothing could be decided.</summary>
    public long Undecided { get; init; }

    /// <summary>The source of the proof, where it is proved.</summary>
    public string? Source { get; init; }

    /// <summary>The counterexample, where it is refuted.</summary>
    public Counterexample? Counterexample { get; init; }

    /// <summary>What was searched, a sentence for each source that took part.</summary>
    public ImmutableArray<string> Covered { get; init; } = [];
}

/// <summary>All cells: every claim in every class that it speaks of.</summary>
/// <param name="Cells">The cells, by claim in the order of the catalogue and then by class.</param>
/// <param name="Seed">The seed of the searches.</param>
/// <param name="Elapsed">How long they took together.</param>
internal sealed record AtlasResult(ImmutableArray<AtlasCell> Cells, ulong Seed, TimeSpan Elapsed);
