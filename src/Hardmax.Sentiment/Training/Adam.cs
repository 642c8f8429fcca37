using System.Numerics;

namespace Hardmax.Sentiment;

/// <summary>
/// Adam: D. P. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization" (ICLR 2015), with the usual constants. Moments
/// of a vector change only in steps in which the vector has a gradient, so a step costs what its texts have words.
/// </summary>
internal static class Adam
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const float Epsilon = 1e-8f;

    /// <summary>The step size with both corrections for the bias of the first steps.</summary>
    /// <param name="rate">The step size.</param>
    /// <param name="step">The number of the step, from 1.</param>
    public static float Corrected(float rate, int step) => rate * MathF.Sqrt(1 - MathF.Pow(Beta2, step)) / (1 - MathF.Pow(Beta1, step));

    /// <summary>Moves numbers against their gradient.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="first">Their first moments.</param>
    /// <param name="second">Their second moments.</param>
    /// <param name="factor">The gradient is this factor ..</param>
    /// <param name="direction">.. times this direction, as long as the numbers.</param>
    /// <param name="rate">The corrected step size.</param>
    public static void Step(Span<float> values, Span<float> first, Span<float> second, float factor, ReadOnlySpan<float> direction, float rate)
    {
        int at = 0;
        for (int lanes = Vector<float>.Count; at <= values.Length - lanes; at += lanes)
        {
            Vector<float> gradient = new Vector<float>(direction[at..]) * factor;
            Vector<float> m = (Beta1 * new Vector<float>(first[at..])) + ((1 - Beta1) * gradient);
            Vector<float> v = (Beta2 * new Vector<float>(second[at..])) + ((1 - Beta2) * gradient * gradient);
            Vector<float> moved = new Vector<float>(values[at..]) - (rate * m / (Vector.SquareRoot(v) + new Vector<float>(Epsilon)));
            m.CopyTo(first[at..]);
            v.CopyTo(second[at..]);
            moved.CopyTo(values[at..]);
        }

        for (; at < values.Length; at++)
        {
            float gradient = direction[at] * factor;
            first[at] = (Beta1 * first[at]) + ((1 - Beta1) * gradient);
            second[at] = (Beta2 * second[at]) + ((1 - Beta2) * gradient * gradient);
            values[at] -= rate * first[at] / (MathF.Sqrt(second[at]) + Epsilon);
        }
    }
}
