using System.Numerics;
using System.Numerics.Tensors;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Dynamics;

/// <summary>Hardmax layers in binary floating point, in one documented arithmetic: see <see cref="FloatDynamics{T}"/>.</summary>
public static class FloatDynamics
{
    /// <summary>The engine in binary64, for a system whose A and gamma are rounded to it once.</summary>
    /// <exception cref="OverflowException">A number of the system is beyond the range of binary64.</exception>
    public static FloatDynamics<double> Double(HardmaxSystem system) => new(system, BinaryFormat.Double, x => x.ToDouble());

    /// <summary>The engine in binary32, for a system whose A and gamma are rounded to it once.</summary>
    /// <exception cref="OverflowException">A number of the system is beyond the range of binary32.</exception>
    public static FloatDynamics<float> Single(HardmaxSystem system) => new(system, BinaryFormat.Single, x => x.ToSingle());
}

/// <summary>
/// Hardmax layers in binary floating point. The arithmetic is fixed, bit for bit, whatever the processor: with all
/// inputs rounded once (gamma = alpha / (1 + alpha) too), q = A z_i (q = z_i for the identity) and then s_j = &lt;q, z_j&gt;
/// are chains of fused multiply-adds over ascending coordinates, started from 0; C_i holds the j whose s_j equals the
/// largest; the mean is the sum in ascending order of j, divided once by the size; and z_i' = z_i + gamma * (m - z_i)
/// with a rounding after each of the three operations.
/// </summary>
/// <typeparam name="T">A binary floating-point type with a fused multiply-add.</typeparam>
public sealed class FloatDynamics<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private readonly T[,]? _matrix;
    private readonly T _gamma;
    private readonly Func<Rational, T> _round;
    private readonly BinaryFormat _format;

    internal FloatDynamics(HardmaxSystem system, BinaryFormat format, Func<Rational, T> round)
    {
        (_format, _round) = (format, round);
        Dimension = system.Matrix.Dimension;
        _gamma = Round(system.Gamma);
        if (system.Matrix.IsIdentity)
        {
            return;
        }

        _matrix = new T[Dimension, Dimension];
        for (int row = 0; row < Dimension; row++)
        {
            for (int column = 0; column < Dimension; column++)
            {
                _matrix[row, column] = Round(system.Matrix[row, column]);
            }
        }
    }

    /// <summary>The dimension, d.</summary>
    public int Dimension { get; }

    /// <summary>Tokens of layer 0, rounded once: n x d, row after row.</summary>
    /// <exception cref="OverflowException">A coordinate is beyond the range of the type.</exception>
    public T[] Round(TokenCloud tokens)
    {
        var rounded = new T[tokens.Count * Dimension];
        for (int i = 0; i < tokens.Count; i++)
        {
            for (int c = 0; c < Dimension; c++)
            {
                rounded[(i * Dimension) + c] = Round(tokens[i, c]);
            }
        }

        return rounded;
    }

    /// <summary>The attention sets of a layer, as the arithmetic sees them.</summary>
    /// <param name="tokens">n x d, row after row; finite.</param>
    /// <exception cref="ArithmeticException">A score is NaN or infinite: the numbers have overflowed.</exception>
    public AttentionSets AttentionSets(ReadOnlySpan<T> tokens)
    {
        int count = tokens.Length / Dimension;
        T[] columns = Transpose(tokens);
        var (query, scores, sets) = (new T[Dimension], new T[count], new int[count][]);
        var maximisers = new List<int>();
        for (int i = 0; i < count; i++)
        {
            Apply(tokens.Slice(i * Dimension, Dimension), query);
            Score(columns, query, scores);
            T max = TensorPrimitives.Max<T>(scores);

            // Minus infinity too: a partial sum that overflowed may have been on its way to the largest score.
            if (!T.IsFinite(max) || !T.IsFinite(TensorPrimitives.Min<T>(scores)))
            {
                throw new ArithmeticException($"The scores of token {i} are not finite in {_format.Name}.");
            }

            maximisers.Clear();
            for (int j = 0; j < count; j++)
            {
                if (scores[j] == max)
                {
                    maximisers.Add(j);
                }
            }

            sets[i] = [.. maximisers];
        }

        return Model.AttentionSets.FromOwned(sets);
    }

    /// <summary>The next layer: n x d, row after row, in a new array.</summary>
    /// <param name="tokens">n x d, row after row.</param>
    /// <param name="sets">C_0 .. C_{n-1}.</param>
    /// <exception cref="ArithmeticException">A sum or a difference of coordinates has overflowed.</exception>
    public T[] Next(ReadOnlySpan<T> tokens, AttentionSets sets)
    {
        var next = new T[tokens.Length];
        for (int i = 0; i < sets.Count; i++)
        {
            ReadOnlySpan<int> set = sets[i];
            T size = T.CreateChecked(set.Length);
            for (int c = 0; c < Dimension; c++)
            {
                T sum = tokens[(set[0] * Dimension) + c];
                foreach (int j in set[1..])
                {
                    sum += tokens[(j * Dimension) + c];
                }

                T z = tokens[(i * Dimension) + c];
                T moved = z + (_gamma * ((sum / size) - z));
                if (!T.IsFinite(moved))
                {
                    throw new ArithmeticException($"The next place of token {i} is not finite in {_format.Name}.");
                }

                next[(i * Dimension) + c] = moved;
            }
        }

        return next;
    }

    private static void CheckFinite(T value, Rational exact, BinaryFormat format)
    {
        if (!T.IsFinite(value))
        {
            throw new OverflowException($"{NumberText.Shorten(exact.ToString())} is beyond the range of {format.Name}.");
        }
    }

    private T Round(Rational exact)
    {
        T value = _round(exact);
        CheckFinite(value, exact, _format);
        return value;
    }

    private T[] Transpose(ReadOnlySpan<T> tokens)
    {
        int count = tokens.Length / Dimension;
        var columns = new T[tokens.Length];
        for (int i = 0; i < count; i++)
        {
            for (int c = 0; c < Dimension; c++)
            {
                columns[(c * count) + i] = tokens[(i * Dimension) + c];
            }
        }

        return columns;
    }

    private void Apply(ReadOnlySpan<T> token, Span<T> query)
    {
        if (_matrix is null)
        {
            token.CopyTo(query);
            return;
        }

        for (int row = 0; row < Dimension; row++)
        {
            T sum = T.Zero;
            for (int column = 0; column < Dimension; column++)
            {
                sum = T.FusedMultiplyAdd(_matrix[row, column], token[column], sum);
            }

            query[row] = sum;
        }
    }

    /// <summary>One lane per token, one chain per lane: vector width changes no bit.</summary>
    private void Score(T[] columns, ReadOnlySpan<T> query, Span<T> scores)
    {
        scores.Clear();
        for (int c = 0; c < Dimension; c++)
        {
            TensorPrimitives.FusedMultiplyAdd(columns.AsSpan(c * scores.Length, scores.Length), query[c], scores, scores);
        }
    }
}
