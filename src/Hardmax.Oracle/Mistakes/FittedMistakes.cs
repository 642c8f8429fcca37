using System.Globalization;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// Mistakes with a number in them that is fitted to failing steps: the temperature of a softmax, the tolerance of a
/// near-equality, the share of a step. A fit proposes; whether it explains the run is decided by all failing cases.
/// </summary>
internal static class FittedMistakes
{
    private const int MostSteps = 60; // each narrows the range of a tolerance
    private const int MostSoftmaxSteps = 12;
    private const int MostSoftmaxes = 6;

    /// <summary>The mistakes that fit some of the steps.</summary>
    public static IEnumerable<Mistake> Of(IReadOnlyCollection<StepEvidence> steps)
    {
        StepEvidence[] small = [.. steps.Where(step => step is { IsSmall: true, Next: not null, Count: > 1 }).OrderBy(step => step.Count * step.Dimension).Take(MostSteps)];
        return [Share(), .. Softmaxes([.. small.Take(MostSoftmaxSteps)]), .. Tolerances(small)];
    }

    // The share lambda of the move to the right mean is read off each step, and must be one for all of its coordinates.
    private static ObservedMistake Share() => new(
        "other-share",
        BugTypes.Update,
        "moves towards the right mean by another share of the way than alpha/(1+alpha)",
        "tokens arrive too soon or too late",
        (step, i) => [LayerParts<Rational>.Toward(step.State[i], MeanOf(step, i), ShareOf(step))]);

    private static Rational[] MeanOf(StepEvidence step, int i) => LayerParts<Rational>.Mean(step.State, step.ExactSet(i));

    private static Rational ShareOf(StepEvidence step)
    {
        (Rational Way, Rational Moved) longest = default;
        for (int i = 0; i < step.Count && step.Next is not null; i++)
        {
            Rational[] mean = MeanOf(step, i);
            for (int c = 0; c < step.Dimension; c++)
            {
                Rational way = mean[c] - step.State[i][c];
                longest = Rational.Abs(way) > Rational.Abs(longest.Way) ? (way, step.Next[i][c] - step.State[i][c]) : longest;
            }
        }

        return longest.Way.IsZero ? Rational.Zero : longest.Moved / longest.Way;
    }

    private static IEnumerable<Mistake> Softmaxes(StepEvidence[] steps)
    {
        (int Dimension, double Beta)[] fits = [.. steps.Select(step => (step.Dimension, Beta: FitBeta(step))).Where(fit => fit.Beta is not null).Select(fit => (fit.Dimension, fit.Beta!.Value)).Take(MostSoftmaxes)];
        foreach (double beta in fits.Select(fit => Nice(fit.Beta)).Distinct())
        {
            yield return new SoftmaxForHardmax("softmax", _ => beta, Text($"uses softmax at inverse temperature {Short(beta)} (temperature {Short(1 / beta)}) in place of hardmax"));
        }

        foreach (double factor in fits.Select(fit => Nice(fit.Beta * Math.Sqrt(fit.Dimension))).Distinct())
        {
            yield return new SoftmaxForHardmax("softmax", d => factor / Math.Sqrt(d), $"uses softmax at temperature {(factor == 1 ? string.Empty : Short(1 / factor) + " ")}sqrt(d) in place of hardmax");
        }
    }

    // The inverse temperature at which the token with the clearest evidence moves as recorded.
    private static double? FitBeta(StepEvidence step)
    {
        for (int i = 0; i < step.Count; i++)
        {
            double[] scores = Array.ConvertAll(step.Scores(i), score => score.ToDouble());
            double largest = scores.Max();
            Array.ForEach([.. Enumerable.Range(0, scores.Length)], j => scores[j] -= largest);
            double gamma = step.Gamma.ToDouble();
            for (int c = 0; c < step.Dimension; c++)
            {
                double z = step.State[i][c].ToDouble();
                double target = z + ((step.Next![i][c].ToDouble() - z) / gamma);
                double[] values = Array.ConvertAll(step.State, token => token[c].ToDouble());
                if (Solve(beta => SoftMean(scores, values, beta) - target) is { } found && IsMeasured(scores, values, found))
                {
                    return found;
                }
            }
        }

        return null;
    }

    private static double SoftMean(double[] scores, double[] values, double beta)
    {
        double[] weights = Array.ConvertAll(scores, score => Math.Exp(beta * score));
        return weights.Zip(values, (weight, value) => weight * value).Sum() / weights.Sum();
    }

    // Beta is well determined where the mean still moves with it.
    private static bool IsMeasured(double[] scores, double[] values, double beta)
    {
        double spread = values.Max() - values.Min();
        return Math.Abs(SoftMean(scores, values, beta * 1.01) - SoftMean(scores, values, beta / 1.01)) > 1e-4 * spread;
    }

    private static double? Solve(Func<double, double> f)
    {
        double previous = Math.Pow(2, -12);
        for (double next = previous * Math.Sqrt(2); next < 1 << 20; previous = next, next *= Math.Sqrt(2))
        {
            (double low, double high) = (previous, next);
            double atLow = f(low);
            if (atLow * f(high) >= 0)
            {
                continue;
            }

            for (int halving = 0; halving < 60; halving++)
            {
                double middle = (low + high) / 2;
                (low, high) = Math.Sign(f(middle)) == Math.Sign(atLow) ? (middle, high) : (low, middle);
            }

            return (low + high) / 2;
        }

        return null;
    }

    // A temperature, an inverse temperature or neither is a short decimal; what was measured is that up to rounding.
    private static double Nice(double beta)
    {
        foreach (double candidate in (double[])[Round(beta), 1 / Round(1 / beta)])
        {
            if (Math.Abs(candidate - beta) < 1e-6 * beta)
            {
                return candidate;
            }
        }

        return beta;
    }

    private static double Round(double value) => double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    // The gaps that were counted as ties, and those that were not, leave a range for the tolerance.
    private static IEnumerable<Mistake> Tolerances(StepEvidence[] steps)
    {
        (double Low, double High) absolute = (0, double.PositiveInfinity), relative = absolute;
        foreach (StepEvidence step in steps)
        {
            for (int i = 0; i < step.Count; i++)
            {
                if (Counted(step, i) is not { } gaps)
                {
                    continue;
                }

                double largest = Math.Abs(step.Scores(i).Max().ToDouble());
                absolute = (Math.Max(absolute.Low, gaps.Low), Math.Min(absolute.High, gaps.High));
                relative = largest == 0 ? relative : (Math.Max(relative.Low, gaps.Low / largest), Math.Min(relative.High, gaps.High / largest));
            }
        }

        if (Between(absolute) is { } tolerance)
        {
            yield return Tolerant("absolute-tolerance", Text($"counts scores within {Short(tolerance)} of the largest as tied with it"), (_, _) => tolerance);
        }

        if (Between(relative) is { } share)
        {
            yield return Tolerant("relative-tolerance", Text($"counts scores within a relative {Short(share)} of the largest as tied with it"), (largest, _) => share * largest);
        }

        foreach (double atol in (double[])[1e-8, 1e-9, 1e-6])
        {
            foreach (double rtol in (double[])[1e-5, 1e-6, 1e-4])
            {
                yield return Tolerant("isclose-ties", Text($"counts scores as tied that are close: relative {Short(rtol)} plus absolute {Short(atol)}"), (largest, _) => atol + (rtol * largest));
            }
        }

        if (steps.Length > 0)
        {
            foreach (double part in (double[])[0.01, 0.02, 0.05, 0.1])
            {
                yield return Tolerant("tolerance-of-range", Text($"counts scores within {Short(part)} of the range of scores as tied with the largest"), (_, range) => part * range);
            }
        }
    }

    private static ObservedMistake Tolerant(string id, string description, Func<double, double, double> tolerance) => new(
        id,
        BugTypes.Selection,
        description,
        "tokens that are near each other count as tied: leaders stop leading, and emerging ones are not seen",
        (step, i) =>
        {
            Rational[] scores = step.Scores(i);
            Rational best = scores.Max();
            double within = tolerance(Math.Abs(best.ToDouble()), (best - scores.Min()).ToDouble());
            int[] set = [.. Enumerable.Range(0, scores.Length).Where(j => (best - scores[j]).ToDouble() <= within)];
            return [ObservedMistake.Toward(step, i, LayerParts<Rational>.Mean(step.State, set))];
        });

    // The largest gap that was taken in and the smallest that was left out, where one cut of the sorted scores explains the move.
    private static (double Low, double High)? Counted(StepEvidence step, int i)
    {
        Rational[] scores = step.Scores(i);
        Rational[] levels = [.. scores.Distinct().OrderDescending()];
        (double Low, double High)? found = null;
        for (int k = 0; k < levels.Length; k++)
        {
            int[] set = [.. Enumerable.Range(0, scores.Length).Where(j => scores[j] >= levels[k])];
            Rational[] position = ObservedMistake.Toward(step, i, LayerParts<Rational>.Mean(step.State, set));
            if (!position.Zip(step.Next![i]).All(pair => Math.Abs((pair.First - pair.Second).ToDouble()) <= 1e-9 * (1e-300 + Math.Abs(pair.First.ToDouble()) + step.Largest.Max().ToDouble())))
            {
                continue;
            }

            if (found is not null)
            {
                return null;
            }

            found = ((levels[0] - levels[k]).ToDouble(), k + 1 < levels.Length ? (levels[0] - levels[k + 1]).ToDouble() : double.PositiveInfinity);
        }

        return found;
    }

    // The number with the fewest digits in a range of tolerances.
    private static double? Between((double Low, double High) range)
    {
        if (range.Low <= 0 || range.Low >= range.High)
        {
            return null;
        }

        double high = double.IsFinite(range.High) ? range.High : 2 * range.Low;
        for (int digits = 0; digits < 6; digits++)
        {
            double power = Math.Pow(10, Math.Floor(Math.Log10(high)) - digits);
            double candidate = Math.Ceiling(range.Low / power) * power;
            if (candidate < high)
            {
                return candidate;
            }
        }

        return (range.Low + high) / 2;
    }

    private static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
