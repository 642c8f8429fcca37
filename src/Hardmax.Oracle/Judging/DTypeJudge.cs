using System.Globalization;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// Judges the declaration before the mathematics: an implementation that is right in another format than the one it
/// declares has made no mistake of mathematics, and is told so (docs/oracle.md, "The declared dtype").
/// </summary>
internal static class DTypeJudge
{
    // A number with the error of another format's rounding is evidence of that format; one could be an accident.
    private const int FewestRoundedNumbers = 3;

    /// <summary>
    /// Replaces a verdict by DTYPE where a recorded state is no number of the declared format. Exact rationals that are
    /// numbers of no format are judged as they are where every step is exact, which no arithmetic is nearer to, or fails.
    /// </summary>
    public static TraceVerdict Consider(Trace trace, TraceVerdict declared)
    {
        if ((ReturnedOther(trace) ?? ForeignNumber(trace, trace.Arithmetic.Format)) is not { } foreign)
        {
            return declared;
        }

        BinaryFormat[] holding = [.. Others(trace).Where(format => ForeignNumber(trace, format) is null)];
        if (holding.Select(format => JudgeAs(trace, format)).FirstOrDefault(Passes) is { } other)
        {
            return Wrong(other, $": {foreign}");
        }

        bool isOfNoFormat = trace.ReturnedDType is null && holding.Length == 0;
        return isOfNoFormat && (declared.Class == VerdictClass.Exact || declared.Class.IsFailure()) ? declared : new TraceVerdict(VerdictClass.DType, foreign, []);
    }

    /// <summary>
    /// Replaces the verdicts on the failing traces of one implementation by DTYPE where a format explains at least nine tenths
    /// of them: every recorded number of every trace is one of that format, some show its rounding, and the traces pass as it
    /// or leave the numbers where it may overflow.
    /// </summary>
    /// <param name="failing">The failing traces with their verdicts.</param>
    /// <param name="passing">The traces of the same implementation that hold: they too must be of that format.</param>
    public static TraceVerdict[] Settle(IReadOnlyList<(Trace Trace, TraceVerdict Verdict)> failing, IReadOnlyList<Trace> passing)
    {
        TraceVerdict[] verdicts = [.. failing.Select(one => one.Verdict)];
        foreach (BinaryFormat format in failing.Count == 0 ? [] : DeclaredArithmetic.Formats)
        {
            var settled = new List<TraceVerdict>();
            (int misses, bool isShown) = (0, false);
            foreach ((Trace trace, TraceVerdict verdict) in failing)
            {
                TraceVerdict? other = verdict.Class == VerdictClass.DType || format == trace.Arithmetic.Format ? null : AsOther(trace, format);
                isShown |= other is not null && !isShown && Passes(other) && ShowsRounding(trace, other);
                misses += other is null && verdict.Class != VerdictClass.DType ? 1 : 0;
                settled.Add(other is null ? verdict : Wrong(other));
                if (10 * misses > failing.Count)
                {
                    break;
                }
            }

            if (isShown && 10 * misses <= failing.Count && passing.All(trace => ForeignNumber(trace, format) is null))
            {
                return [.. settled];
            }
        }

        return verdicts;
    }

    /// <summary>The verdict on a failing trace as another format, or null where it contradicts that format.</summary>
    public static TraceVerdict? AsOther(Trace trace, BinaryFormat format)
    {
        if (ForeignNumber(trace, format) is not null)
        {
            return null;
        }

        TraceVerdict verdict = JudgeAs(trace, format);
        bool isConsistent = !verdict.Class.IsFailure()
            || (verdict.Class == VerdictClass.NonFinite && MayOverflow(trace with { Arithmetic = DeclaredArithmetic.Of(format) }));
        return isConsistent ? verdict : null;
    }

    /// <summary>The verdict DTYPE for a run that passes as another format.</summary>
    public static TraceVerdict Wrong(TraceVerdict other) => Wrong(other, null);

    private static bool Passes(TraceVerdict verdict) =>
        verdict.Steps.Length > 0 && !verdict.Class.IsFailure() && verdict.Class.Group() != VerdictGroup.Inconclusive;

    private static IEnumerable<BinaryFormat> Others(Trace trace) => DeclaredArithmetic.Formats.Where(format => format != trace.Arithmetic.Format);

    // Scores may pass through the declared format all the same.
    private static TraceVerdict JudgeAs(Trace trace, BinaryFormat format)
    {
        BinaryFormat scores = format.Precision > trace.Arithmetic.Accumulate.Precision ? trace.Arithmetic.Accumulate : format;
        return TraceJudge.JudgeAsDeclared(trace with { Arithmetic = new DeclaredArithmetic(format, scores) }) with { PassesAs = format };
    }

    private static TraceVerdict Wrong(TraceVerdict other, string? foreign)
    {
        string name = other.PassesAs!.Name;
        return other with
        {
            Class = VerdictClass.DType,
            Message = $"the declaration is wrong; the layer passes as {name}{foreign ?? $": every recorded number is a {name}"}",
        };
    }

    private static string? ReturnedOther(Trace trace) =>
        trace.ReturnedDType is { } returned && returned != trace.Arithmetic.Format.Name
            ? $"{returned} came back where {trace.Arithmetic.Format.Name} was declared"
            : null;

    // Numbers that are right in the other format, and farther from the exact update than the declared one allows.
    private static bool ShowsRounding(Trace trace, TraceVerdict other)
    {
        int rounded = 0;
        var bounds = new FormatBounds(trace.Arithmetic.Format);
        foreach (StepVerdict step in other.Steps)
        {
            var state = new RecordedState(trace.Layers[step.Layer].Tokens!, trace.Problem.System);
            for (int i = 0; i < state.Count && step.ExactSets is not null; i++)
            {
                if (TraceMask.Ignores(trace.Mask, i))
                {
                    continue;
                }

                TokenFinding? finding = step.Findings.FirstOrDefault(finding => finding.Token == i);
                int[] set = finding?.Selected is { } selected ? [.. selected] : [.. step.ExactSets[i]];
                Rational[] got = trace.Layers[step.Layer + 1].Tokens![i].ToArray();
                rounded += SetSearch.Explains(state, bounds, i, set, got) == false ? 1 : 0;
            }
        }

        return rounded >= FewestRoundedNumbers;
    }

    private static bool MayOverflow(Trace trace)
    {
        int last = trace.Layers.TakeWhile(layer => layer.Tokens is not null).Count() - 1;
        BinaryFormat format = trace.Arithmetic.Format;
        if (last < 0 || trace.Problem.Tokens.ToArray().SelectMany(token => token).Any(x => !format.TryRound(x, out _)))
        {
            return true;
        }

        var judge = new StepJudge(trace.Layers[last].Tokens!, trace.Problem.System, trace.Arithmetic, mask: trace.Mask);
        return Enumerable.Range(0, judge.State.Count).Where(i => !TraceMask.Ignores(trace.Mask, i)).Any(i =>
            judge.Scores(i) is var scores
            && (!scores.IsBounded || SetSearch.Explains(judge.State, judge.Format, i, scores.Exact, judge.State.Tokens[i].ToArray()) is null));
    }

    // The first recorded number that is none of a format; the input given back as it was says nothing about the format.
    private static string? ForeignNumber(Trace trace, BinaryFormat format)
    {
        for (int layer = 0; layer < trace.Layers.Count; layer++)
        {
            if (trace.Layers[layer].Tokens is not { } tokens || (layer == 0 && tokens.Equals(trace.Problem.Tokens)))
            {
                continue;
            }

            for (int i = 0; i < tokens.Count; i++)
            {
                for (int c = 0; c < tokens.Dimension && !TraceMask.Ignores(trace.Mask, i); c++)
                {
                    if (!format.Contains(tokens[i, c]))
                    {
                        string input = layer == 0 && i < trace.Problem.Tokens.Count && c < trace.Problem.Tokens.Dimension
                            ? $"; the input has {ExactText(trace.Problem.Tokens[i, c])}"
                            : string.Empty;
                        return string.Create(
                            CultureInfo.InvariantCulture,
                            $"layer {layer} has {ExactText(tokens[i, c])} at coordinate {c} of token {i}, which is no {format.Name}{input}");
                    }
                }
            }
        }

        return null;
    }

    /// <summary>A number exactly, with its decimal beside it where that is another text: two numbers that differ never read alike.</summary>
    internal static string ExactText(Rational value)
    {
        string exact = value.ToString();
        string near = NumberText.RoundTrip(value.ToDouble());
        return exact == near ? exact : string.Create(CultureInfo.InvariantCulture, $"{exact} ({near})");
    }
}
