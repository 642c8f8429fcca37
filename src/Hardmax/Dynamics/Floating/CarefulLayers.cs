using System.Numerics;
using System.Numerics.Tensors;
using Hardmax.Model;

namespace Hardmax.Dynamics.Floating;

/// <summary>
/// Layers of numbers so large that a score or a sum may overflow: all scores are formed, and each is looked at. It takes
/// O(n) memory besides the tokens, and several times as long as <see cref="FloatSearch{T}"/>.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="system">A and gamma.</param>
/// <param name="tokens">n x d, row after row.</param>
internal sealed class CarefulLayers<T>(FloatSystem<T> system, T[] tokens) : IFloatLayers<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private readonly int _count = tokens.Length / system.Dimension;

    private T[] _tokens = tokens;
    private AttentionSets? _sets;

    /// <inheritdoc/>
    public AttentionSets AttentionSets => _sets ??= Attend();

    /// <summary>Whether no score, sum or query can overflow, in this layer or a later one.</summary>
    /// <param name="system">A and gamma.</param>
    /// <param name="norms">A bound of the norm of each token.</param>
    public static bool AreNeedless(FloatSystem<T> system, T[] norms)
    {
        // Places stay in the hull of layer 0 but for roundings, to which 64 leaves room for more layers than can be run. A
        // NaN, from infinity times zero, is not below anything.
        T radius = TensorPrimitives.Max<T>(norms);
        T most = system.Largest / T.CreateChecked(64);
        return radius * T.CreateChecked(norms.Length) < most && radius * system.Stretch < most && radius * system.Stretch * radius < most;
    }

    /// <inheritdoc/>
    public T[] ToTokens() => [.. _tokens];

    /// <inheritdoc/>
    public void Advance()
    {
        _tokens = Next(AttentionSets);
        _sets = null;
    }

    private AttentionSets Attend()
    {
        T[] columns = Transpose();
        var (query, scores, sets) = (new T[system.Dimension], new T[_count], new int[_count][]);
        var maximisers = new List<int>();
        for (int i = 0; i < _count; i++)
        {
            system.Apply(_tokens.AsSpan(i * system.Dimension, system.Dimension), query);
            Score(columns, query, scores);
            T max = TensorPrimitives.Max<T>(scores);

            // Minus infinity too: a partial sum that overflowed may have been on its way to the largest score.
            if (!T.IsFinite(max) || !T.IsFinite(TensorPrimitives.Min<T>(scores)))
            {
                throw new ArithmeticException($"The scores of token {i} are not finite in {system.Format.Name}.");
            }

            maximisers.Clear();
            for (int j = 0; j < _count; j++)
            {
                if (scores[j] == max)
                {
                    maximisers.Add(j);
                }
            }

            sets[i] = [.. maximisers];
        }

        return AttentionSets.FromOwned(sets);
    }

    /// <summary>The next layer: n x d, row after row, in a new array.</summary>
    /// <exception cref="ArithmeticException">A sum or a difference of coordinates has overflowed.</exception>
    public T[] Next(AttentionSets sets)
    {
        int dimension = system.Dimension;
        var next = new T[_tokens.Length];
        for (int i = 0; i < sets.Count; i++)
        {
            ReadOnlySpan<int> set = sets[i];
            T size = T.CreateChecked(set.Length);
            for (int c = 0; c < dimension; c++)
            {
                T sum = _tokens[(set[0] * dimension) + c];
                foreach (int j in set[1..])
                {
                    sum += _tokens[(j * dimension) + c];
                }

                T z = _tokens[(i * dimension) + c];
                T moved = z + (system.Gamma * ((sum / size) - z));
                if (!T.IsFinite(moved))
                {
                    throw new ArithmeticException($"The next place of token {i} is not finite in {system.Format.Name}.");
                }

                next[(i * dimension) + c] = moved;
            }
        }

        return next;
    }

    private T[] Transpose()
    {
        var columns = new T[_tokens.Length];
        for (int i = 0; i < _count; i++)
        {
            for (int c = 0; c < system.Dimension; c++)
            {
                columns[(c * _count) + i] = _tokens[(i * system.Dimension) + c];
            }
        }

        return columns;
    }

    /// <summary>One lane per token, one chain per lane.</summary>
    private void Score(T[] columns, ReadOnlySpan<T> query, Span<T> scores)
    {
        scores.Clear();
        for (int c = 0; c < system.Dimension; c++)
        {
            TensorPrimitives.FusedMultiplyAdd(columns.AsSpan(c * scores.Length, scores.Length), query[c], scores, scores);
        }
    }
}
