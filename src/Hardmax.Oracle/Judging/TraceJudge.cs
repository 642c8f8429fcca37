using System.Collections.Immutable;
using System.Globalization;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// Judges a recorded trajectory, each step from the recorded state before it: the map is discontinuous, so errors must
/// not be carried over. docs/oracle.md has the doctrine and the proofs.
/// </summary>
internal static class TraceJudge
{
    /// <summary>The verdict on every step up to the first layer that is broken, and on the record as a whole.</summary>
    public static TraceVerdict Judge(Trace trace)
    {
        TraceVerdict verdict = JudgeOne(trace);
        return verdict.Class.IsFailure() ? Settle([(trace, verdict)], [])[0] : verdict;
    }

    /// <summary>
    /// The verdict on one trace of several of the same implementation, which <see cref="Settle"/> looks at together: whether
    /// the declared dtype is wrong shows in all of them.
    /// </summary>
    public static TraceVerdict JudgeOne(Trace trace) => DTypeJudge.Consider(trace, JudgeAsDeclared(trace));

    /// <summary>
    /// Turns the verdicts on the failing traces of one implementation into DTYPE, where all of its traces show that it computes
    /// in another format than the declared one and at least nine tenths of the failing ones pass as that format.
    /// </summary>
    /// <param name="failing">The failing traces with their verdicts.</param>
    /// <param name="passing">Traces that hold.</param>
    /// <returns>The verdicts on the failing traces, in the same order.</returns>
    public static TraceVerdict[] Settle(IReadOnlyList<(Trace Trace, TraceVerdict Verdict)> failing, IReadOnlyList<Trace> passing) =>
        DTypeJudge.Settle(failing, passing);

    /// <summary>The same by the declared arithmetic, whether the recorded numbers are of the declared format or not.</summary>
    internal static TraceVerdict JudgeAsDeclared(Trace trace)
    {
        if (InputDefect(trace) is { } altered)
        {
            return new TraceVerdict(altered.Class, altered.Message, []);
        }

        var steps = ImmutableArray.CreateBuilder<StepVerdict>();
        Defect? broken = trace.Layers.Count == 0 ? new Defect(VerdictClass.Shape, "there is no layer") : LengthDefect(trace);
        for (int layer = 0; layer + 1 < trace.Layers.Count && layer < (trace.Steps ?? int.MaxValue); layer++)
        {
            if (LayerDefect(trace, layer + 1) is { } defect)
            {
                broken = defect;
                break;
            }

            var judge = new StepJudge(trace.Layers[layer].Tokens!, trace.Problem.System, trace.Arithmetic, mask: trace.Mask);
            steps.Add(judge.Judge(layer, trace.Layers[layer + 1].Tokens!, trace.Selected?[layer]));
        }

        VerdictClass gravest = Verdicts.Gravest(steps.Select(step => step.Class));
        return broken is not null && broken.Class >= gravest
            ? new TraceVerdict(broken.Class, broken.Message, steps.ToImmutable())
            : new TraceVerdict(gravest, Message(gravest, steps), steps.ToImmutable());
    }

    /// <summary>Why a token's step was judged as it was; null where the step has no two layers of the right shape.</summary>
    public static StepExplanation? Explain(Trace trace, StepVerdict step, int token)
    {
        bool isJudged = step.Layer + 1 < trace.Layers.Count && trace.Layers[step.Layer].Tokens is not null;
        return isJudged ? StepExplainer.Explain(trace, step, token) : null;
    }

    private static string Message(VerdictClass gravest, ImmutableArray<StepVerdict>.Builder steps) =>
        steps.Count == 0 ? "there is no step to judge"
        : steps.First(step => step.Class == gravest) is { Message.Length: > 0 } first ? string.Create(CultureInfo.InvariantCulture, $"layer {first.Layer}: {first.Message}")
        : string.Empty;

    private static Defect? InputDefect(Trace trace)
    {
        if (trace.Layers.Count > 0 && trace.Layers[0].Defect is { } broken)
        {
            return broken with { Message = $"layer 0: {broken.Message}" };
        }

        Defect? first = trace.Layers.Count > 0 ? Altered("layer 0", trace.Layers[0], trace) : null;
        return first ?? EchoDefect(trace);
    }

    private static Defect? EchoDefect(Trace trace)
    {
        if (trace.Echo is not { } echo)
        {
            return null;
        }

        if (echo.Alpha is { } alpha && !IsSame(alpha, trace.Problem.System.Alpha, trace.Arithmetic.Format))
        {
            return new Defect(VerdictClass.InputAltered, $"the echo of alpha is {alpha} and alpha is {trace.Problem.System.Alpha}");
        }

        if (echo.Matrix is { } matrix && !IsMatrix(matrix, trace))
        {
            return new Defect(VerdictClass.InputAltered, matrix.Defect is { } defect ? $"the echo of the matrix: {defect.Message}" : "the echo of the matrix is another matrix");
        }

        return echo.Tokens is { } tokens ? Altered("the echo", tokens, trace) : null;
    }

    private static bool IsMatrix(RecordedLayer echo, Trace trace)
    {
        AttentionMatrix matrix = trace.Problem.System.Matrix;
        return echo.Tokens is { } rows
            && rows.Count == matrix.Dimension
            && rows.Dimension == matrix.Dimension
            && Enumerable.Range(0, rows.Count).All(r => Enumerable.Range(0, rows.Count).All(c => IsSame(rows[r, c], matrix[r, c], trace.Arithmetic.Format)));
    }

    private static Defect? Altered(string what, RecordedLayer recorded, Trace trace)
    {
        TokenCloud given = trace.Problem.Tokens;
        if (recorded.Tokens is not { } tokens)
        {
            return recorded.Defect! with { Message = $"{what}: {recorded.Defect!.Message}" };
        }

        if (ShapeDefect(what, tokens, given) is { } shape)
        {
            return shape;
        }

        for (int i = 0; i < given.Count; i++)
        {
            for (int c = 0; c < given.Dimension; c++)
            {
                if (!TraceMask.Ignores(trace.Mask, i) && !IsSame(tokens[i, c], given[i, c], trace.Arithmetic.Format))
                {
                    return new Defect(
                        VerdictClass.InputAltered,
                        string.Create(CultureInfo.InvariantCulture, $"{what} has {DTypeJudge.ExactText(tokens[i, c])} at coordinate {c} of token {i}, and the input has {DTypeJudge.ExactText(given[i, c])}{Quoted(tokens[i, c], trace.Arithmetic)}{Downcast(tokens, given, trace.Arithmetic)}"),
                        i,
                        c);
                }
            }
        }

        return null;
    }

    private static string Quoted(Rational recorded, DeclaredArithmetic arithmetic) =>
        arithmetic.Format.Contains(recorded) ? string.Empty : $": a string in JSON is exact, and a number is the nearest {arithmetic.Format.Name}";

    // An input that the dtype cannot hold is rounded on its way in: that is no alteration.
    private static bool IsSame(Rational recorded, Rational given, BinaryFormat format) =>
        recorded == given || (format.TryRound(given, out Rational rounded) && recorded == rounded);

    private static string Downcast(TokenCloud tokens, TokenCloud given, DeclaredArithmetic arithmetic)
    {
        BinaryFormat? coarser = DeclaredArithmetic.Formats
            .Where(format => format.Precision < arithmetic.Format.Precision)
            .FirstOrDefault(format => Enumerable.Range(0, given.Count).All(i => Enumerable.Range(0, given.Dimension).All(c => IsSame(tokens[i, c], given[i, c], format))));
        return coarser is null ? string.Empty : $": all of it as if cast to {coarser.Name}";
    }

    private static Defect? LengthDefect(Trace trace)
    {
        if (trace.Steps is { } steps && trace.Layers.Count != steps + 1)
        {
            return new Defect(VerdictClass.Shape, string.Create(CultureInfo.InvariantCulture, $"the trajectory has {trace.Layers.Count} layers; expected {steps + 1}, layer 0 to layer {steps}"));
        }

        return trace.Selected is { } selected && selected.Count != trace.Layers.Count - 1
            ? new Defect(VerdictClass.Shape, string.Create(CultureInfo.InvariantCulture, $"\"selected\" has {selected.Count} steps; expected {trace.Layers.Count - 1}"))
            : null;
    }

    private static Defect? LayerDefect(Trace trace, int layer)
    {
        RecordedLayer recorded = trace.Layers[layer];
        string what = string.Create(CultureInfo.InvariantCulture, $"layer {layer}");
        if (recorded.Defect is { } defect)
        {
            return defect with { Message = $"{what}: {defect.Message}" };
        }

        return ShapeDefect(what, recorded.Tokens!, trace.Problem.Tokens) ?? SelectedDefect(trace, layer - 1);
    }

    private static Defect? SelectedDefect(Trace trace, int step)
    {
        if (trace.Selected is not { } selected)
        {
            return null;
        }

        return step >= selected.Count
            ? new Defect(VerdictClass.Shape, string.Create(CultureInfo.InvariantCulture, $"\"selected\" ends before layer {step}"))
            : selected[step].Defect is { } defect ? defect with { Message = string.Create(CultureInfo.InvariantCulture, $"\"selected\" of layer {step}: {defect.Message}") } : null;
    }

    private static Defect? ShapeDefect(string what, TokenCloud recorded, TokenCloud given) =>
        recorded.Count == given.Count && recorded.Dimension == given.Dimension
            ? null
            : new Defect(VerdictClass.Shape, string.Create(CultureInfo.InvariantCulture, $"{what} is {recorded.Count} x {recorded.Dimension}; expected {given.Count} x {given.Dimension}"));

}
