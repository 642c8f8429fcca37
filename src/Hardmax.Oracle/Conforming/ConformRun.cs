using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace Hardmax.Oracle;

/// <summary>
/// Asks an implementation cases of every category, judges the answers, and makes the failures small: first all cases,
/// then, in what is left of the time, one failure of each category and class.
/// </summary>
internal sealed class ConformRun
{
    // Where something fails, this share of the time is kept for making it small.
    private const double ShareOfCases = 0.5;

    // Of what is left, shrinking takes this much at most: near ties have thousands of smaller neighbours, none of which is
    // worth a minute of waiting.
    private const double ShareOfShrinking = 0.4;
    private const int MostRepeated = 5;
    private const int MostTrials = 4000;
    private const int RerunEvery = 10;

    private readonly IImplementation _implementation;
    private readonly ConformOptions _options;
    private readonly IConformObserver? _observer;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<CaseResult> _results = [];
    private readonly List<Failure> _failures = [];
    private readonly HashSet<string> _expected = new(StringComparer.Ordinal);
    private RunCauses? _causes;
    private bool _varies;
    private Numbers.BinaryFormat? _passesAs;
    private string? _endedEarly;
    private bool _sawBreach;

    private ConformRun(IImplementation implementation, ConformOptions options, IConformObserver? observer) =>
        (_implementation, _options, _observer) = (implementation, options, observer);

    private Handshake Handshake => _implementation.Handshake;

    // Of all cases that were asked: not before the last of them.
    private RunCauses Causes => _causes ??= RunCauses.Of(
        [.. _results.Where(IsFailure).Select(TraceOf)],
        _results.Where(result => !IsFailure(result)).Select(TraceOf).Where(one => one is not null).Select(one => one!.Value),
        _varies,
        RunCauses.MostTime);

    /// <summary>
    /// Runs. An interruption ends it with what has been found so far: the result says so, and nothing is thrown.
    /// </summary>
    /// <param name="implementation">Who is asked; not disposed of.</param>
    /// <param name="options">How much.</param>
    /// <param name="observer">Is told of every step, or null.</param>
    /// <param name="cancellation">Interrupts.</param>
    public static async Task<ConformResult> RunAsync(IImplementation implementation, ConformOptions options, IConformObserver? observer = null, CancellationToken cancellation = default)
    {
        var run = new ConformRun(implementation, options, observer);
        try
        {
            await run.AskAllAsync(cancellation).ConfigureAwait(false);
            run.Settle();
            await run.RepeatAsync(cancellation).ConfigureAwait(false);
            await run.ShrinkAllAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            run._endedEarly = "interrupted";
        }

        return run.Result();
    }

    /// <summary>Runs one case, as often as asked, and says what comes of it: `hardmax replay`.</summary>
    /// <param name="implementation">Who is asked; not disposed of.</param>
    /// <param name="oracleCase">The case.</param>
    /// <param name="runs">How often, at least once.</param>
    /// <param name="cancellation">Interrupts.</param>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static async Task<CaseResult> ReplayAsync(IImplementation implementation, OracleCase oracleCase, int runs, CancellationToken cancellation)
    {
        CaseResult first = await AskAsync(implementation, oracleCase, 0, cancellation).ConfigureAwait(false);
        for (int run = 1; run < runs; run++)
        {
            CaseResult again = await AskAsync(implementation, oracleCase, 0, cancellation).ConfigureAwait(false);
            if (implementation.Handshake.IsDeterministic && !CaseJudge.IsSame(first.Reply, again.Reply) && !first.Class.IsFailure())
            {
                first = NonDeterministic(first);
            }

            first = (again.Class > first.Class ? again : first) with { Runs = run + 1 };
        }

        return CaseJudge.Explain(TraceOf(first) is { } one && one.Verdict.Class.IsFailure() ? WithVerdict(first, TraceJudge.Settle([one], [])[0]) : first, cancellation);
    }

    private static async Task<CaseResult> AskAsync(IImplementation implementation, OracleCase oracleCase, int index, CancellationToken cancellation)
    {
        Reply reply = await implementation.RunAsync(oracleCase, cancellation).ConfigureAwait(false);
        return CaseJudge.Judge(index, oracleCase, reply, implementation.Handshake, cancellation);
    }

    private static CaseResult NonDeterministic(CaseResult result) => result with
    {
        Class = VerdictClass.NonDeterministic,
        Message = "it declares that it is deterministic, and the same case gave other numbers",
        Runs = 2,
    };

    private async Task AskAllAsync(CancellationToken cancellation)
    {
        var generator = new CaseGenerator(Handshake.Arithmetic, Handshake, _options.Seed);
        int timeouts = 0;
        for (int index = 0; index < _options.Cases && _endedEarly is null; index++)
        {
            if (_clock.Elapsed > (_results.Exists(IsFailure) ? ShareOfCases * _options.Time : _options.Time))
            {
                _endedEarly = string.Create(CultureInfo.InvariantCulture, $"the time was up after {index} of {_options.Cases} cases");
                return;
            }

            if (!generator.TryDraw(index, out OracleCase? oracleCase, out _))
            {
                continue;
            }

            _observer?.Sending(oracleCase);
            CaseResult result = await AskAsync(_implementation, oracleCase, index, cancellation).ConfigureAwait(false);
            result = await AskAgainAsync(result, cancellation).ConfigureAwait(false);
            Add(Breach(result));
            timeouts += result.Class == VerdictClass.Timeout ? 1 : 0;
            if (timeouts >= _options.MaxTimeouts)
            {
                _endedEarly = string.Create(CultureInfo.InvariantCulture, $"{timeouts} cases were not answered in time");
            }
        }
    }

    private static (Trace Trace, TraceVerdict Verdict)? TraceOf(CaseResult result) =>
        result.Verdict is { } verdict && result.Reply.Kind == ReplyKind.Answered ? (result.Reply.ToTrace(result.Case), verdict) : null;

    // Where all cases show another format than the declared one, the declaration is what is wrong.
    private void Settle()
    {
        int[] failing = [.. Enumerable.Range(0, _results.Count).Where(at => IsFailure(_results[at]) && TraceOf(_results[at]) is not null)];
        Trace[] passing = [.. _results.Where(result => !IsFailure(result)).Select(TraceOf).Where(one => one is not null).Select(one => one!.Value.Trace)];
        TraceVerdict[] verdicts = TraceJudge.Settle([.. failing.Select(at => TraceOf(_results[at])!.Value)], passing);
        foreach ((int at, TraceVerdict verdict) in failing.Zip(verdicts).Where(pair => pair.Second != _results[pair.First].Verdict))
        {
            _results[at] = WithVerdict(_results[at], verdict);
            _passesAs = verdict.PassesAs;
            _observer?.Settled(_results[at]);
        }
    }

    private static CaseResult WithVerdict(CaseResult result, TraceVerdict verdict) => result with { Class = verdict.Class, Message = verdict.Message, Verdict = verdict };

    // The verdict on a case that was made after all cases were settled.
    private CaseResult Settled(CaseResult result) =>
        _passesAs is { } format && IsFailure(result) && TraceOf(result) is { } one && DTypeJudge.AsOther(one.Trace, format) is { } other
            ? WithVerdict(result, DTypeJudge.Wrong(other))
            : result;

    // Chance is a cause only of what answers the same case differently.
    private async Task RepeatAsync(CancellationToken cancellation)
    {
        foreach (CaseResult failure in _results.Where(result => IsFailure(result) && TraceOf(result) is not null && result.Class != VerdictClass.DType).Take(MostRepeated).ToArray())
        {
            Reply again = await _implementation.RunAsync(failure.Case, cancellation).ConfigureAwait(false);
            _varies |= again.Kind == ReplyKind.Answered && !CaseJudge.IsSame(failure.Reply, again);
        }
    }

    // Only what declares itself deterministic is asked twice: others may sum in any order each time.
    private async Task<CaseResult> AskAgainAsync(CaseResult result, CancellationToken cancellation)
    {
        bool isAsked = Handshake.IsDeterministic && result.Index % RerunEvery == 0 && result.Reply.Kind == ReplyKind.Answered && !result.Class.IsFailure();
        if (!isAsked)
        {
            return result;
        }

        Reply again = await _implementation.RunAsync(result.Case, cancellation).ConfigureAwait(false);
        return CaseJudge.IsSame(result.Reply, again) ? result with { Runs = 2 } : NonDeterministic(result);
    }

    // Noise on stdout is reported once; the answers besides are judged.
    private CaseResult Breach(CaseResult result)
    {
        if (_sawBreach || result.Reply.Breaches.Count == 0)
        {
            return result;
        }

        _sawBreach = true;
        return result.Class.IsFailure()
            ? result
            : result with { Class = VerdictClass.Protocol, Message = $"{result.Reply.Breaches[0]} (reported once; later ones are let pass)" };
    }

    private void Add(CaseResult result)
    {
        if (IsFailure(result) && _options.KnownFailures.Find(result.Case, result.Class) is { } entry)
        {
            _expected.Add(entry);
            result = result with { Class = VerdictClass.ExpectedFail, Message = $"expected ({entry}): {result.Class.Id()}: {result.Message}" };
        }

        _results.Add(result);
        _observer?.Judged(result);
    }

    private bool IsFailure(CaseResult result) => result.Class.IsFailure(_options.Strict) || result.Class == VerdictClass.OracleBug;

    private async Task ShrinkAllAsync(CancellationToken cancellation)
    {
        // What fails most often comes first: it shows the cause, where rarer ways to fail are its accidents.
        Dictionary<VerdictClass, int> often = _results.GroupBy(result => result.Class).ToDictionary(group => group.Key, group => group.Count());
        CaseResult[] first =
        [
            .. _results.Where(IsFailure)
                .GroupBy(result => (result.Case.Category, result.Class))
                .Select(group => group.First())
                .OrderByDescending(result => often[result.Class])
                .ThenBy(result => result.Index),
        ];
        TimeSpan end = _clock.Elapsed + (ShareOfShrinking * _options.Time);
        end = end < _options.Time ? end : _options.Time;
        for (int at = 0; at < first.Length; at++)
        {
            _observer?.Shrinking(first[at], at + 1, first.Length);
            TimeSpan left = end - _clock.Elapsed;
            TimeSpan share = left > TimeSpan.Zero ? left / (first.Length - at) : TimeSpan.Zero;
            Failure failure = await ShrinkAsync(first[at], share, cancellation).ConfigureAwait(false);
            int same = _failures.FindIndex(known => known.Shrunk.Class == failure.Shrunk.Class && known.Shrunk.Case.ContentId == failure.Shrunk.Case.ContentId);
            if (same >= 0)
            {
                _failures[same] = _failures[same] with { AlsoIn = [.. _failures[same].AlsoIn.Union([failure.Found.Case.Category]).Except([_failures[same].Found.Case.Category])] };
                continue;
            }

            _failures.Add(failure);
            _observer?.Reported(failure);
        }
    }

    private async Task<Failure> ShrinkAsync(CaseResult found, TimeSpan time, CancellationToken cancellation)
    {
        // What does not answer costs its whole time limit again; and a change of bits or noise may not come back.
        bool canShrink = found.Class is not (VerdictClass.Timeout or VerdictClass.NonDeterministic or VerdictClass.OracleBug)
            && found.Reply.Breaches.Count == 0 && time > TimeSpan.Zero;
        int reproduced = 1;
        if (found.Class != VerdictClass.Timeout && time > TimeSpan.Zero)
        {
            CaseResult again = Settled(await AskAsync(_implementation, found.Case, found.Index, cancellation).ConfigureAwait(false));
            bool isSame = CaseJudge.FailsAlike(found, again);
            reproduced += isSame ? 1 : 0;
            canShrink &= isSame;
            found = found with { Runs = 2 };
        }

        // Without its cause, a smaller case may fail alike by accident, and its report would name another one.
        RunDiagnosis? cause = Causes.Named.FirstOrDefault(named => TraceOf(found) is { } one && named.Explains(one.Trace, one.Verdict));
        // Shrinking follows what still fails: the last one that did is the smallest.
        CaseResult smallest = found;
        async Task<bool> StillFails(OracleCase candidate, CancellationToken token)
        {
            CaseResult result = Settled(await AskAsync(_implementation, candidate, found.Index, token).ConfigureAwait(false));
            bool failsAlike = CaseJudge.FailsAlike(found, result) && (cause is null || (TraceOf(result) is { } one && cause.Explains(one.Trace, one.Verdict)));
            smallest = failsAlike ? result : smallest;
            return failsAlike;
        }

        ShrinkOutcome outcome = canShrink
            ? await CaseShrink.MinimizeAsync(found.Case, StillFails, time, MostTrials, Handshake, cancellation).ConfigureAwait(false)
            : new ShrinkOutcome(found.Case, 0, false);
        CaseResult shrunk = CaseJudge.Explain(smallest, cancellation);
        return new Failure
        {
            Found = CaseJudge.Explain(found, cancellation),
            Shrunk = shrunk,
            ShrinkFinished = outcome.Finished,
            ShrinkTrials = outcome.Trials,
            Diagnoses = cause is null || shrunk.Verdict is null ? [] : [new Diagnosis(cause.MistakeId, cause.Description, Math.Max(1, shrunk.Verdict.Steps.Count(step => step.Class.IsFailure(_options.Strict))))],
            Reproduced = reproduced,
        };
    }

    private ConformResult Result() => new()
    {
        Handshake = Handshake,
        Command = [.. _options.Command],
        Seed = _options.Seed,
        Strict = _options.Strict,
        Cases = [.. _results],
        Failures = [.. _failures],
        Causes = Causes.Named,
        Nearest = Causes.Nearest,
        EndedEarly = _endedEarly,
        Remarks = [.. Remarks()],
        Elapsed = _clock.Elapsed,
    };

    private IEnumerable<string> Remarks()
    {
        if (Handshake.Ties != "average")
        {
            yield return $"it declares ties \"{Handshake.Ties}\"; the map of the paper averages over ties, and that is what it is judged by";
        }

        foreach (string entry in _options.KnownFailures.Entries.Where(entry => !_expected.Contains(entry)))
        {
            yield return $"the known failure {entry} did not fail";
        }

        int diverged = _results.Count(result => result.Divergence is not null && !result.Class.IsFailure());
        if (diverged > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"in {diverged} of {_results.Count} cases every step holds and the trajectory leaves the exact one: rounding breaks ties that exact arithmetic keeps");
        }
    }
}
