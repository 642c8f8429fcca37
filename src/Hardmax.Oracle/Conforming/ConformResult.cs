using System.Collections.Immutable;

namespace Hardmax.Oracle;

/// <summary>What a run of `hardmax conform` found.</summary>
public sealed record ConformResult
{
    /// <summary>What the implementation says about itself.</summary>
    public required Handshake Handshake { get; init; }

    /// <summary>The command that was run, empty for a function in this process.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>The seed that replays the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Whether notes count as failures.</summary>
    public required bool Strict { get; init; }

    /// <summary>Every case in order.</summary>
    public required ImmutableArray<CaseResult> Cases { get; init; }

    /// <summary>
    /// The first failure of each kind (category and class), shrunk and diagnosed, the most frequent class first; kinds
    /// that shrink to one case are one failure.
    /// </summary>
    public required ImmutableArray<Failure> Failures { get; init; }

    /// <summary>The causes: known mistakes that explain at least nine tenths of all failing cases. Empty where the cause is unknown.</summary>
    public ImmutableArray<RunDiagnosis> Causes { get; init; } = [];

    /// <summary>The mistake that explains most failing cases, where none is named as the cause; null where none explains any.</summary>
    public RunDiagnosis? Nearest { get; init; }

    /// <summary>The cause in words, or null.</summary>
    public string? CauseSentence => new RunCauses(Causes, Nearest).Sentence;

    /// <summary>Why the run ended before all cases were asked, or null.</summary>
    public string? EndedEarly { get; init; }

    /// <summary>Remarks that are no findings: a declared tie rule that is not the paper's, a known failure that passed.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The gravest finding of all cases; Vacuous where nothing was judged.</summary>
    public VerdictClass Class => Verdicts.Gravest(Cases.Select(result => result.Class));

    /// <summary>How many cases ended in each class; classes that did not occur are left out.</summary>
    public IReadOnlyDictionary<VerdictClass, int> Counts =>
        new SortedDictionary<VerdictClass, int>(Cases.GroupBy(result => result.Class).ToDictionary(group => group.Key, group => group.Count()));
}
