using System.Numerics;
using Hardmax.Dynamics.Floating;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Dynamics;

/// <summary>Hardmax layers in binary floating point, in one documented arithmetic: see <see cref="FloatDynamics{T}"/>.</summary>
public static class FloatDynamics
{
    /// <summary>The engine in binary64 on all cores, for a system whose A and gamma are rounded to it once.</summary>
    /// <exception cref="OverflowException">A number of the system is beyond the range of binary64.</exception>
    public static FloatDynamics<double> Double(HardmaxSystem system) => Double(system, Environment.ProcessorCount);

    /// <summary>The same on at most so many cores; the results do not depend on it.</summary>
    /// <param name="system">A and alpha.</param>
    /// <param name="threads">How many cores, at least 1.</param>
    /// <exception cref="OverflowException">A number of the system is beyond the range of binary64.</exception>
    public static FloatDynamics<double> Double(HardmaxSystem system, int threads) =>
        new(system, BinaryFormat.Double, x => x.ToDouble(), ScoreKernels.Widest<double>(), threads);

    /// <summary>The engine in binary32 on all cores, for a system whose A and gamma are rounded to it once.</summary>
    /// <exception cref="OverflowException">A number of the system is beyond the range of binary32.</exception>
    public static FloatDynamics<float> Single(HardmaxSystem system) => Single(system, Environment.ProcessorCount);

    /// <summary>The same on at most so many cores; the results do not depend on it.</summary>
    /// <param name="system">A and alpha.</param>
    /// <param name="threads">How many cores, at least 1.</param>
    /// <exception cref="OverflowException">A number of the system is beyond the range of binary32.</exception>
    public static FloatDynamics<float> Single(HardmaxSystem system, int threads) =>
        new(system, BinaryFormat.Single, x => x.ToSingle(), ScoreKernels.Widest<float>(), threads);
}

/// <summary>
/// Hardmax layers in binary floating point. The arithmetic is fixed, bit for bit, whatever the processor: with all
/// inputs rounded once (gamma = alpha / (1 + alpha) too), q = A z_i (q = z_i for the identity) and then s_j = &lt;q, z_j&gt;
/// are chains of fused multiply-adds over ascending coordinates, started from 0; C_i holds the j whose s_j equals the
/// largest; the mean is the sum in ascending order of j, divided once by the size; and z_i' = z_i + gamma * (m - z_i)
/// with a rounding after each of the three operations.
/// </summary>
/// <remarks>How it is made fast, and why no bit depends on that: docs/performance.md.</remarks>
/// <typeparam name="T">A binary floating-point type with a fused multiply-add.</typeparam>
public sealed class FloatDynamics<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private readonly FloatSystem<T> _system;
    private readonly Func<Rational, T> _round;

    internal FloatDynamics(HardmaxSystem system, BinaryFormat format, Func<Rational, T> round, ScoreKernel<T> kernel, int threads)
    {
        _round = round;
        Dimension = system.Matrix.Dimension;
        T gamma = Round(system.Gamma, format);
        T[]? matrix = null;
        if (!system.Matrix.IsIdentity)
        {
            matrix = new T[Dimension * Dimension];
            for (int entry = 0; entry < matrix.Length; entry++)
            {
                matrix[entry] = Round(system.Matrix[entry / Dimension, entry % Dimension], format);
            }
        }

        _system = new FloatSystem<T>(Dimension, matrix, gamma, format, kernel, new Workers(threads));
    }

    /// <summary>The dimension, d.</summary>
    public int Dimension { get; }

    /// <summary>Tokens of layer 0, rounded once: n x d, row after row.</summary>
    /// <exception cref="OverflowException">A coordinate is beyond the range of the type.</exception>
    public T[] Round(TokenCloud tokens)
    {
        var rounded = new T[tokens.Count * Dimension];
        if (tokens.TryGetDoubles(out ReadOnlySpan<double> doubles))
        {
            // Of a double, T is one rounding away, or none.
            for (int at = 0; at < rounded.Length; at++)
            {
                T value = T.CreateTruncating(doubles[at]);
                rounded[at] = T.IsFinite(value) ? value : Round(tokens[at / Dimension, at % Dimension], _system.Format);
            }

            return rounded;
        }

        for (int i = 0; i < tokens.Count; i++)
        {
            for (int c = 0; c < Dimension; c++)
            {
                rounded[(i * Dimension) + c] = Round(tokens[i, c], _system.Format);
            }
        }

        return rounded;
    }

    /// <summary>A run of layers from these tokens, which costs less than one layer after the other and gives the same bits.</summary>
    /// <param name="tokens">n x d, row after row; finite.</param>
    public FloatRun<T> Start(ReadOnlySpan<T> tokens) => new(_system, tokens.ToArray());

    /// <summary>The attention sets of a layer, as the arithmetic sees them.</summary>
    /// <param name="tokens">n x d, row after row; finite.</param>
    /// <exception cref="ArithmeticException">A score is NaN or infinite: the numbers have overflowed.</exception>
    public AttentionSets AttentionSets(ReadOnlySpan<T> tokens) => Start(tokens).AttentionSets;

    /// <summary>The next layer: n x d, row after row, in a new array.</summary>
    /// <param name="tokens">n x d, row after row.</param>
    /// <param name="sets">C_0 .. C_{n-1}.</param>
    /// <exception cref="ArithmeticException">A sum or a difference of coordinates has overflowed.</exception>
    public T[] Next(ReadOnlySpan<T> tokens, AttentionSets sets) => new CarefulLayers<T>(_system, tokens.ToArray()).Next(sets);

    private T Round(Rational exact, BinaryFormat format)
    {
        T value = _round(exact);
        return T.IsFinite(value)
            ? value
            : throw new OverflowException($"{NumberText.Shorten(exact.ToString())} is beyond the range of {format.Name}.");
    }
}
