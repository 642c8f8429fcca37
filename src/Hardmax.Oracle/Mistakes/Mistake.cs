using System.Numerics;

namespace Hardmax.Oracle;

/// <summary>
/// A mistake that implementations are known to make, as a layer that makes it. Over Rational it says what the mistake
/// gives exactly, for a diagnosis; over binary floats it is a wrong implementation, for the tests of the oracle.
/// </summary>
public abstract class Mistake
{
    /// <summary>A short name: "first-argmax-only".</summary>
    public abstract string Id { get; }

    /// <summary>What it does instead of what it should: "attends to the first of several maximisers only".</summary>
    public abstract string Description { get; }

    /// <summary>What comes of it.</summary>
    public abstract string Effect { get; }

    /// <summary>Which part of a layer is wrong, in one word of <see cref="BugTypes"/>.</summary>
    public abstract string BugType { get; }

    /// <summary>The next layer with the mistake.</summary>
    /// <param name="layers">Z^0 .. Z^k, each n x d: the last one is the state; earlier ones serve mistakes with a memory.</param>
    /// <param name="matrix">A, d x d.</param>
    /// <param name="alpha">The step parameter.</param>
    /// <returns>
    /// Z^(k+1), n x d; null where the mistake has no exact form, because it lies in floating point or in chance:
    /// <see cref="NextFloats"/> has those.
    /// </returns>
    public abstract T[][]? NextLayer<T>(IReadOnlyList<T[][]> layers, T[,] matrix, T alpha)
        where T : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>,
            IUnaryNegationOperators<T, T>, IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>, IMultiplicativeIdentity<T, T>;

    /// <summary>
    /// The next layer with the mistake as a program computes it: <see cref="NextLayer"/> over the floats where that
    /// exists. The same bits on every machine.
    /// </summary>
    /// <typeparam name="T">double, float or Half.</typeparam>
    /// <param name="layers">Z^0 .. Z^k, each n x d.</param>
    /// <param name="matrix">A, d x d.</param>
    /// <param name="alpha">The step parameter.</param>
    public virtual T[][] NextFloats<T>(IReadOnlyList<T[][]> layers, T[,] matrix, T alpha)
        where T : struct, IBinaryFloatingPointIeee754<T> =>
        NextLayer(layers, matrix, alpha) ?? throw new NotSupportedException($"The mistake {Id} says nothing of floats.");

    /// <summary>Whether a program with this mistake agrees with a prediction to half of its digits only.</summary>
    internal virtual bool HasRoughPrediction => false;

    /// <summary>Whether the mistake explains a recorded step, where that shows otherwise than by predicted positions; else null.</summary>
    internal virtual bool? Explains(StepEvidence step) => null;

    /// <summary>
    /// The freedom that <see cref="Explains"/> leaves: 0 where the mistake says which sets or positions come out, more where
    /// it says between which they lie. A mistake without freedom is named first, then the one with the least.
    /// </summary>
    internal virtual int Latitude => 0;

    /// <summary>Returns false if all steps together speak against the mistake, although it explains each of them.</summary>
    internal virtual bool IsPlausible(IEnumerable<StepEvidence> steps) => true;

    /// <summary>
    /// What the mistake makes of a recorded step: exactly, and in the declared floats, which break ties that the exact
    /// form sees. Any of the predictions counts.
    /// </summary>
    internal virtual IEnumerable<Prediction> Predict(StepEvidence step)
    {
        if (step.IsSmall && NextLayer(step.Layers, step.Matrix, step.Alpha) is { } exact)
        {
            yield return Prediction.Of(exact);
        }

        if (step.NextFloats(this) is { } floats)
        {
            yield return Prediction.Of(floats);
        }
    }
}

/// <summary>The parts of a layer that a mistake can be in.</summary>
public static class BugTypes
{
    /// <summary>The scores are of something else.</summary>
    public const string Scores = "SCORES";

    /// <summary>The scores are right, and the set is not that of the largest ones.</summary>
    public const string Selection = "SELECTION";

    /// <summary>The set is right, and the token goes somewhere else.</summary>
    public const string Update = "UPDATE";

    /// <summary>Another layer is read or written than the one that should be.</summary>
    public const string State = "STATE";

    /// <summary>The formula is right, and computed too coarsely.</summary>
    public const string Precision = "PRECISION";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Scores, Selection, Update, State, Precision];
}
