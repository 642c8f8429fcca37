using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace Hardmax.Oracle;

/// <summary>A known mistake, and how many of the failing cases of a run it explains.</summary>
/// <param name="MistakeId">Its name: "first-argmax-only".</param>
/// <param name="Description">What it does instead of what it should.</param>
/// <param name="Cases">How many failing cases it explains.</param>
/// <param name="OutOf">How many cases fail in all.</param>
public sealed record RunDiagnosis(string MistakeId, string Description, int Cases, int OutOf)
{
    /// <summary>Returns true if it explains at least nine tenths of all failing cases: only then it is named as the cause.</summary>
    public bool IsCause => 10 * Cases >= 9 * OutOf;

    /// <summary>The mistake; null where the declaration is the cause.</summary>
    internal Mistake? Mistake { get; init; }

    /// <summary>Returns true if the mistake explains a failing case.</summary>
    internal bool Explains(Trace trace, TraceVerdict verdict) =>
        Mistake is null
            ? verdict.Class == VerdictClass.DType
            : Diagnoser.Evidence(trace, verdict) is { IsEmpty: false } steps && steps.All(step => Diagnoser.Explains(Mistake, step));
}

/// <summary>The causes of the failures of a run.</summary>
/// <param name="Named">The mistakes that explain at least nine tenths of all failing cases: those that explain most; empty where the cause is unknown.</param>
/// <param name="Nearest">The mistake that explains most, where none is named; null where none explains any.</param>
internal sealed record RunCauses(ImmutableArray<RunDiagnosis> Named, RunDiagnosis? Nearest)
{
    // Steps that hold and that a mistake would have changed speak against it; so many are looked at.
    private const int MostHeld = 40;
    private const int MostHeldOfACase = 3;

    // Before a mistake is dropped, it has missed some cases, so that the nearest one is no accident.
    private const int FewestMisses = 3;

    /// <summary>The time that a run gives to its causes, however short it was itself: a busy machine must not change what is named.</summary>
    public static TimeSpan MostTime { get; } = TimeSpan.FromSeconds(30);

    /// <summary>No failure, no cause.</summary>
    public static RunCauses None { get; } = new([], null);

    /// <summary>The cause in words: "Likely cause: ..", "Cause unknown; nearest: ..", or null where nothing fails or nothing is near.</summary>
    public string? Sentence => Named.IsDefaultOrEmpty
        ? Nearest is null ? null : $"Cause unknown; nearest: {Text(Nearest)}"
        : $"Likely cause: {Text(Named[0])}{(Named.Length == 1 ? string.Empty : $"; {string.Join(", ", Named.Skip(1).Select(cause => cause.MistakeId))} would give the same")}";

    private static string Text(RunDiagnosis cause) =>
        string.Create(CultureInfo.InvariantCulture, $"{cause.MistakeId}: {cause.Description} (explains {cause.Cases} of {cause.OutOf} failing cases)");

    /// <summary>Judges the known mistakes by all failing cases, and by cases that hold.</summary>
    /// <param name="failing">The failing cases; null stands for one without a trace, such as a crash.</param>
    /// <param name="passing">Cases that hold.</param>
    /// <param name="varies">Whether the implementation was seen to answer the same case differently.</param>
    /// <param name="time">How long it may take; cases that are not reached count as not explained.</param>
    public static RunCauses Of(IReadOnlyList<(Trace Trace, TraceVerdict Verdict)?> failing, IEnumerable<(Trace Trace, TraceVerdict Verdict)> passing, bool varies, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        if (DTypes(failing) is { IsCause: true } declaration)
        {
            return new RunCauses([declaration], null);
        }

        Evidenced[] cases = [.. failing.Where(one => one is not null).Select(one => new Evidenced(Diagnoser.Evidence(one!.Value.Trace, one.Value.Verdict))).Where(one => !one.Steps.IsEmpty).OrderBy(one => one.Size)];
        if (cases.Length == 0)
        {
            return None;
        }

        // A mistake is dropped as soon as it cannot reach nine tenths any more; the others go on.
        Candidate[] candidates = [.. Mistakes.Causes(varies).Concat(FittedMistakes.Of([.. cases.SelectMany(one => one.Steps)])).Select(mistake => new Candidate(mistake))];
        int mostMisses = (failing.Count / 10) - (failing.Count - cases.Length);
        foreach (Evidenced one in cases)
        {
            foreach (Candidate candidate in candidates.Where(candidate => candidate.Misses <= Math.Max(mostMisses, FewestMisses)))
            {
                if (clock.Elapsed < time)
                {
                    candidate.Consider(one);
                }
            }
        }

        StepEvidence[] held =
        [
            .. HeldSteps(failing.Where(one => one is not null).Select(one => one!.Value)).Take(MostHeld / 2),
            .. HeldSteps(passing).Take(MostHeld),
        ];
        RunDiagnosis[] named =
        [
            .. candidates.Where(candidate => candidate.HasPositions).Select(candidate => candidate.ToDiagnosis(failing.Count))
                .Where(cause => cause.IsCause && 10 * held.Count(one => !Diagnoser.Allows(cause.Mistake!, one)) <= held.Length
                    && cause.Mistake!.IsPlausible(held.Concat(cases.SelectMany(one => one.Steps)))),
        ];
        if (named.Length > 0)
        {
            // A mistake that gives the very sets explains more than one that only allows them, though it may miss a case more. Of
            // formats that allow all cases the finest is named.
            RunDiagnosis[] exact = [.. named.Where(cause => cause.Mistake!.Latitude == 0)];
            IGrouping<int, RunDiagnosis> most = (exact.Length > 0 ? exact : named).GroupBy(cause => cause.Cases).MaxBy(group => group.Key)!;
            int least = most.Min(cause => cause.Mistake!.Latitude);
            return new RunCauses([.. most.Where(cause => cause.Mistake!.Latitude == least).DistinctBy(cause => cause.MistakeId)], null);
        }

        Candidate nearest = candidates.MaxBy(candidate => candidate.Explained)!;
        nearest.Finish(cases, () => clock.Elapsed < 2 * time);
        RunDiagnosis found = nearest.ToDiagnosis(failing.Count);
        return new RunCauses([], nearest.HasPositions && !found.IsCause ? found : null);
    }

    // Steps that hold, of a failing case too: its earlier layers, and later ones, which are judged from what is recorded.
    private static IEnumerable<StepEvidence> HeldSteps(IEnumerable<(Trace Trace, TraceVerdict Verdict)> cases) =>
        from one in cases
        where one.Trace.Mask is null && one.Verdict.Class != VerdictClass.DType
        from step in one.Verdict.Steps.Where(step => !step.Class.IsFailure()).Take(MostHeldOfACase)
        select new StepEvidence(one.Trace, step.Layer);

    private static RunDiagnosis? DTypes(IReadOnlyList<(Trace Trace, TraceVerdict Verdict)?> failing)
    {
        TraceVerdict[] wrong = [.. failing.Where(one => one?.Verdict.Class == VerdictClass.DType).Select(one => one!.Value.Verdict)];
        string? format = wrong.Where(verdict => verdict.PassesAs is not null).GroupBy(verdict => verdict.PassesAs!.Name).MaxBy(group => group.Count())?.Key;
        return wrong.Length == 0
            ? null
            : new RunDiagnosis(
                format is null ? "other-dtype" : $"undeclared-{format}",
                format is null ? "records numbers that are none of the declared dtype" : $"computes in {format}, and declares another dtype: every recorded number is a {format}",
                wrong.Length,
                failing.Count);
    }

    private sealed record Evidenced(ImmutableArray<StepEvidence> Steps)
    {
        // Small cases first: they are quick, and tell most mistakes apart.
        public long Size => (long)Steps[0].Count * Steps[0].Count * Steps[0].Dimension;
    }

    private sealed class Candidate(Mistake mistake)
    {
        private int _looked;

        public int Explained { get; private set; }

        public int Misses => _looked - Explained;

        /// <summary>Gets a value indicating whether it explains recorded positions: many mistakes divide by 0 somewhere, so a NaN alone speaks for none.</summary>
        public bool HasPositions { get; private set; }

        public void Consider(Evidenced one)
        {
            _looked++;
            if (one.Steps.All(step => Diagnoser.Explains(mistake, step)))
            {
                Explained++;
                HasPositions |= one.Steps.Any(step => step.Next is not null);
            }
        }

        public void Finish(Evidenced[] cases, Func<bool> hasTime)
        {
            while (_looked < cases.Length && hasTime())
            {
                Consider(cases[_looked]);
            }
        }

        public RunDiagnosis ToDiagnosis(int failing) => new(mistake.Id, mistake.Description, Explained, failing) { Mistake = mistake };
    }
}
