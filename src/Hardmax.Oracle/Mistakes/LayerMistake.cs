using System.Numerics;

namespace Hardmax.Oracle;

/// <summary>
/// A layer of the right form with one part replaced: the scores of a token, the set that is chosen from them, the mean
/// over the set, or the move towards the mean. A mistake overrides its own part and keeps the others.
/// </summary>
/// <param name="id">A short name.</param>
/// <param name="bugType">A word of <see cref="BugTypes"/>.</param>
/// <param name="description">What it does instead of what it should, without a full stop.</param>
/// <param name="effect">What comes of it, without a full stop.</param>
internal abstract class LayerMistake(string id, string bugType, string description, string effect) : Mistake
{
    /// <inheritdoc/>
    public sealed override string Id { get; } = id;

    /// <inheritdoc/>
    public sealed override string BugType { get; } = bugType;

    /// <inheritdoc/>
    public sealed override string Description { get; } = description;

    /// <inheritdoc/>
    public sealed override string Effect { get; } = effect;

    /// <inheritdoc/>
    public override T[][]? NextLayer<T>(IReadOnlyList<T[][]> layers, T[,] matrix, T alpha)
    {
        var parts = new LayerParts<T>(matrix, alpha);
        T[][] state = layers[^1];
        return [.. state.Select((_, i) => Next(parts, state, i, Set(parts, state, i)))];
    }

    /// <summary>Where token i goes for a set that it attends to.</summary>
    protected T[] Next<T>(LayerParts<T> parts, T[][] state, int i, int[] set)
        where T : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>,
            IUnaryNegationOperators<T, T>, IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>, IMultiplicativeIdentity<T, T> =>
        Move(parts, state[i], Mean<T>(state, set));

    /// <summary>The set that token i attends to.</summary>
    protected int[] Set<T>(LayerParts<T> parts, T[][] state, int i)
        where T : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>,
            IUnaryNegationOperators<T, T>, IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>, IMultiplicativeIdentity<T, T> =>
        Select(Scores(parts, state, i), i);

    /// <summary>The scores of token i; right unless it is overridden.</summary>
    protected virtual T[] Scores<T>(LayerParts<T> parts, T[][] state, int i)
        where T : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>,
            IUnaryNegationOperators<T, T>, IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>, IMultiplicativeIdentity<T, T> =>
        parts.Scores(state, i);

    /// <summary>The set that token i chooses by its scores; right unless it is overridden.</summary>
    protected virtual int[] Select<T>(T[] scores, int i)
        where T : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>,
            IUnaryNegationOperators<T, T>, IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>, IMultiplicativeIdentity<T, T> =>
        LayerParts<T>.Largest(scores);

    /// <summary>The mean of a set; right unless it is overridden.</summary>
    protected virtual T[] Mean<T>(T[][] state, int[] set)
        where T : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>,
            IUnaryNegationOperators<T, T>, IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>, IMultiplicativeIdentity<T, T> =>
        LayerParts<T>.Mean(state, set);

    /// <summary>Where a token goes for a mean; right unless it is overridden.</summary>
    protected virtual T[] Move<T>(LayerParts<T> parts, T[] token, T[] mean)
        where T : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>,
            IUnaryNegationOperators<T, T>, IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>, IMultiplicativeIdentity<T, T> =>
        LayerParts<T>.Toward(token, mean, parts.Gamma);
}
