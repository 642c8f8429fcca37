using System.Numerics;
using Hardmax.Numbers;

namespace Hardmax.Dynamics.Floating;

/// <summary>A and gamma as an engine uses them: rounded once to its format.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="Dimension">d.</param>
/// <param name="Matrix">A, d x d, row after row; null for the identity.</param>
/// <param name="Gamma">alpha / (1 + alpha).</param>
/// <param name="Format">The format of T.</param>
/// <param name="Kernel">How scores are computed; its width changes no bit.</param>
/// <param name="Workers">The cores; their number changes no bit.</param>
internal sealed record FloatSystem<T>(int Dimension, T[]? Matrix, T Gamma, BinaryFormat Format, ScoreKernel<T> Kernel, Workers Workers)
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A bound of |A z| / |z|, but for rounding: 1 for the identity, else the Frobenius norm.</summary>
    public T Stretch { get; } = Matrix is null ? T.One : NormBounds<T>.Of(Matrix);

    /// <summary>The largest finite number.</summary>
    public T Largest { get; } = T.BitDecrement(T.PositiveInfinity);

    /// <summary>The query of a token, A z_i: chains of fused multiply-adds over ascending coordinates from 0.</summary>
    public void Apply(ReadOnlySpan<T> token, Span<T> query)
    {
        if (Matrix is null)
        {
            token.CopyTo(query);
            return;
        }

        for (int row = 0; row < query.Length; row++)
        {
            ReadOnlySpan<T> entries = Matrix.AsSpan(row * Dimension, Dimension);
            T sum = T.Zero;
            for (int column = 0; column < entries.Length; column++)
            {
                sum = T.FusedMultiplyAdd(entries[column], token[column], sum);
            }

            query[row] = sum;
        }
    }
}
