using System.Collections.Immutable;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// Finds the known mistakes that a wrong trajectory shows. Each failing step is held against what every mistake makes of
/// the recorded layers before it. A mistake explains a step if every coordinate of every token is where the mistake puts
/// it, and if some coordinate that is wrong is much nearer to there than to where it belongs: a mistake that makes no
/// difference explains nothing.
/// </summary>
/// <remarks>
/// "Where the mistake puts it" means: within the error bound of an update in the declared arithmetic (see
/// <see cref="UpdateBound"/>) for a set of all tokens whose mean is the largest coordinate, times 1 + alpha for updates
/// that are not divided. Softmax may be off by more, up to half of the digits of the format, because its scores are
/// multiplied before they are exponentiated, and their errors along with them.
/// </remarks>
public static class Diagnoser
{
    private const int MostSteps = 16;
    private const int MostStepsOfACase = 3;

    /// <summary>
    /// The mistakes that explain failing steps (steps with notes, where none fails): those that explain most
    /// of them first, and of equals the simplest first. Several mistakes may give the same on one input. Empty where no
    /// step was judged, or none is explained.
    /// </summary>
    /// <param name="trace">The trace.</param>
    /// <param name="verdict">Its verdict.</param>
    public static ImmutableArray<Diagnosis> Diagnose(Trace trace, TraceVerdict verdict)
    {
        ImmutableArray<StepEvidence> steps = Evidence(trace, verdict, MostSteps);
        return
        [
            .. Mistakes.All
                .Select(mistake => new Diagnosis(mistake.Id, mistake.Description, steps.Count(step => Explains(mistake, step))))
                .Where(diagnosis => diagnosis.Steps > 0)
                .OrderByDescending(diagnosis => diagnosis.Steps),
        ];
    }

    /// <summary>
    /// The failing steps of a trace as evidence (steps with notes, where none fails); the step that leaves the numbers is one
    /// of them. Empty where something else than a step is at fault, and under a mask, which the known mistakes do not know.
    /// </summary>
    internal static ImmutableArray<StepEvidence> Evidence(Trace trace, TraceVerdict verdict, int most = MostStepsOfACase)
    {
        if (trace.Mask is not null)
        {
            return [];
        }

        int broken = verdict.Steps.Length + 1;
        bool endsNonFinite = broken < trace.Layers.Count && trace.Layers[broken].Defect is { Class: VerdictClass.NonFinite };
        IEnumerable<int> layers = Failing(verdict).Select(step => step.Layer);
        return [.. (endsNonFinite && IsOfTheInputsShape(trace.Layers[broken - 1].Tokens, trace) ? layers.Append(broken - 1) : layers).Take(most).Select(layer => new StepEvidence(trace, layer))];
    }

    private static bool IsOfTheInputsShape(Model.TokenCloud? tokens, Trace trace) =>
        tokens is not null && tokens.Count == trace.Problem.Tokens.Count && tokens.Dimension == trace.Problem.Tokens.Dimension;

    /// <summary>Returns true if a mistake explains a failing step: it puts every token where it is, and makes the difference.</summary>
    internal static bool Explains(Mistake mistake, StepEvidence step) => Matches(mistake, step, makesTheDifference: true);

    /// <summary>Returns false if a step is not what the mistake would have made of it.</summary>
    internal static bool Allows(Mistake mistake, StepEvidence step) => Matches(mistake, step, makesTheDifference: false);

    private static IEnumerable<StepVerdict> Failing(TraceVerdict verdict)
    {
        StepVerdict[] failing = [.. verdict.Steps.Where(step => step.Class.IsFailure())];
        return (failing.Length > 0 ? failing : verdict.Steps.Where(step => step.Class.IsFailure(strict: true))).Take(MostSteps);
    }

    private static bool Matches(Mistake mistake, StepEvidence step, bool makesTheDifference) =>
        mistake.Explains(step) ?? mistake.Predict(step).Any(prediction =>
            Matches(prediction, step, isRough: false, makesTheDifference)
            || (mistake.HasRoughPrediction && Matches(prediction, step, isRough: true, makesTheDifference)));

    private static bool Matches(Prediction prediction, StepEvidence step, bool isRough, bool makesTheDifference)
    {
        if (step.Next is not { } next)
        {
            return step.NonFiniteToken is { } broken && prediction.Places[broken].Contains(null);
        }

        bool isDifferent = !makesTheDifference;
        for (int i = 0; i < step.State.Length; i++)
        {
            int token = i;
            if (Array.Find(prediction.Places[i], place => place is not null && AreNear(step, next, token, place, isRough)) is not { } match)
            {
                return false;
            }

            isDifferent |= Enumerable.Range(0, match.Length).Any(c => IsBetter(step, next, token, c, match[c], isRough));
        }

        return isDifferent;
    }

    // The recorded coordinate is wrong, and what the mistake predicts is at most half as far from it as what is right.
    private static bool IsBetter(StepEvidence step, Rational[][] next, int token, int coordinate, Rational predicted, bool isRough)
    {
        Rational recorded = next[token][coordinate];
        Rational error = Rational.Abs(recorded - step.Right[token][coordinate]);
        Rational allowed = isRough ? Tolerance(step, token, coordinate, predicted, isRough: true) : step.RightBound(token, coordinate);
        return error > allowed && 2 * Rational.Abs(recorded - predicted) <= error;
    }

    private static bool AreNear(StepEvidence step, Rational[][] next, int token, Rational[] predicted, bool isRough)
    {
        Rational[] recorded = next[token];
        for (int c = 0; c < recorded.Length; c++)
        {
            if (predicted[c] != recorded[c]
                && ((!isRough && !CanBeNear(step, recorded[c], token, c, predicted[c])) || Rational.Abs(predicted[c] - recorded[c]) > Tolerance(step, token, c, predicted[c], isRough)))
            {
                return false;
            }
        }

        return true;
    }

    // By doubles, and more than twice the tolerance of n + 8 roundings: most predictions are not near, and exact bounds have
    // denominators of a thousand bits.
    private static bool CanBeNear(StepEvidence step, Rational recorded, int token, int coordinate, Rational predicted)
    {
        double alpha = step.Alpha.ToDouble();
        double expected = predicted.ToDouble();
        double magnitude = step.Largest[coordinate].ToDouble() + ((Math.Abs(expected) + Math.Abs(step.State[token][coordinate].ToDouble())) * (1 + alpha) / alpha);
        double room = 16.0 * (step.State.Length + 16) * (1 + alpha);
        double rounding = Math.ScaleB(magnitude, -step.Format.Precision);
        double underflow = Math.ScaleB((1 + magnitude) * (1 + alpha), step.Format.MinLastPlace);
        return !(Math.Abs(expected - recorded.ToDouble()) > room * (rounding + underflow));
    }

    private static Rational Tolerance(StepEvidence step, int token, int coordinate, Rational predicted, bool isRough)
    {
        Rational before = Rational.Abs(step.State[token][coordinate]);
        Rational largest = step.Largest[coordinate];
        if (isRough)
        {
            return Rational.Max(largest, Rational.Abs(predicted)) * FormatBounds.PowerOfTwo(-step.Format.Precision / 2);
        }

        // z' = z + gamma (m - z) gives gamma |m| <= |z'| + |z|, also where m is a sum and larger than every token.
        Rational gamma = step.Alpha / (1 + step.Alpha);
        Rational mean = Rational.Max(largest, (Rational.Abs(predicted) + before) / gamma);
        Rational bound = UpdateBound.Of(step.Bounds, step.Alpha, before, mean, step.State.Length) ?? Rational.Zero;
        return (1 + step.Alpha) * bound;
    }
}
