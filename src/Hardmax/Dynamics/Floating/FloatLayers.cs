using System.Numerics;
using Hardmax.Model;

namespace Hardmax.Dynamics.Floating;

/// <summary>One layer after the other, somehow.</summary>
internal interface IFloatLayers<T>
{
    /// <summary>The attention sets of this layer.</summary>
    AttentionSets AttentionSets { get; }

    /// <summary>The tokens of this layer, n x d, row after row, in a new array.</summary>
    T[] ToTokens();

    /// <summary>Goes on to the next layer.</summary>
    void Advance();
}

/// <summary>The fast way: points, a search that is told what cannot have changed, and a step.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed class FloatLayers<T> : IFloatLayers<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private readonly Workers _workers;
    private readonly TokenPoints<T> _points;
    private readonly FloatSearch<T> _search;
    private readonly FloatStep<T> _step;
    private AttentionSets? _sets;
    private bool _isAttended;

    /// <summary>Layer 0, of numbers that cannot overflow.</summary>
    /// <param name="system">A and gamma.</param>
    /// <param name="tokens">n x d, row after row; kept, and written over.</param>
    /// <param name="norms">A bound of the norm of each token.</param>
    public FloatLayers(FloatSystem<T> system, T[] tokens, T[] norms)
    {
        _workers = system.Workers;
        _points = new TokenPoints<T>(tokens, system.Dimension);
        _search = new FloatSearch<T>(system, _points, norms);
        _step = new FloatStep<T>(system, _points, _search);
    }

    /// <inheritdoc/>
    public AttentionSets AttentionSets
    {
        get
        {
            Attend();
            return _sets ??= _points.ToTokenSets(_search.Maxima.SetOf);
        }
    }

    /// <inheritdoc/>
    public T[] ToTokens()
    {
        _step.Flush();
        return _points.ToTokens(_workers);
    }

    /// <inheritdoc/>
    public void Advance()
    {
        Attend();
        _step.Move();
        (_isAttended, _sets) = (false, null);
    }

    private void Attend()
    {
        if (_isAttended)
        {
            return;
        }

        if (_search.IsNeeded())
        {
            _step.Flush();
            _search.Attend();
        }

        _isAttended = true;
    }
}
