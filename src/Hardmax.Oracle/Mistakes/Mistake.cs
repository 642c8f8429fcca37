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

    /// <summary>The next layer with the mistake.</summary>
    /// <param name="layers">Z^0 .. Z^k, each n x d: the last one is the state; earlier ones serve mistakes with a memory.</param>
    /// <param name="matrix">A, d x d.</param>
    /// <param name="alpha">The step parameter.</param>
    /// <returns>Z^(k+1), n x d; null where the mistake has no exact form over this type.</returns>
    public abstract T[][]? NextLayer<T>(IReadOnlyList<T[][]> layers, T[,] matrix, T alpha)
        where T : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>,
            IUnaryNegationOperators<T, T>, IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>, IMultiplicativeIdentity<T, T>;
}
