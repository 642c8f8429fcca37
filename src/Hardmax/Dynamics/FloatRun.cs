using System.Numerics;
using Hardmax.Dynamics.Floating;
using Hardmax.Model;

namespace Hardmax.Dynamics;

/// <summary>
/// Many layers of one cloud in the documented arithmetic of <see cref="FloatDynamics{T}"/>: the same bits as one layer
/// after the other, with no more work than what may have changed. Tokens that have met move as one; attention sets that are
/// proved to stay are not searched again; the rest is searched in one pass without an n x n array. Memory is O(n d).
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
public sealed class FloatRun<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private readonly IFloatLayers<T> _layers;

    internal FloatRun(FloatSystem<T> system, T[] tokens)
    {
        T[] norms = NormBounds<T>.OfRows(tokens, system.Dimension, system.Workers);
        _layers = CarefulLayers<T>.AreNeedless(system, norms) ? new FloatLayers<T>(system, tokens, norms) : new CarefulLayers<T>(system, tokens);
    }

    /// <summary>The layer, counted from 0.</summary>
    public int Layer { get; private set; }

    /// <summary>The attention sets of this layer. Equal sets may share one array.</summary>
    /// <exception cref="ArithmeticException">A score is NaN or infinite: the numbers have overflowed.</exception>
    public AttentionSets AttentionSets => _layers.AttentionSets;

    /// <summary>The tokens of this layer, n x d, row after row, in a new array.</summary>
    public T[] ToTokens() => _layers.ToTokens();

    /// <summary>Goes on to the next layer.</summary>
    /// <exception cref="ArithmeticException">A score, a sum or a difference of coordinates is NaN or infinite.</exception>
    public void Advance()
    {
        _layers.Advance();
        Layer++;
    }
}
