using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hardmax.Dynamics.Floating;

/// <summary>Moves the points of a run by one layer, and says what the move leaves of the margins.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed class FloatStep<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private readonly FloatSystem<T> _system;
    private readonly TokenPoints<T> _points;
    private readonly FloatSearch<T> _search;
    private readonly double[] _moved;
    private readonly T _dimension;
    private readonly T _inflation;
    private readonly T _lost;
    private readonly T _chainInflation;
    private readonly T _chainLost;
    private T[]? _spare;
    private int _pending;
    private SetMeans<T>? _pendingMeans;

    /// <summary>A step of a run.</summary>
    public FloatStep(FloatSystem<T> system, TokenPoints<T> points, FloatSearch<T> search)
    {
        (_system, _points, _search) = (system, points, search);
        _moved = new double[points.Count];
        _dimension = T.CreateChecked(system.Dimension);
        _inflation = NormBounds<T>.Inflation(16);
        _lost = NormBounds<T>.Underflow(system.Dimension);
        _chainInflation = NormBounds<T>.Inflation(16 * (system.Dimension + 2));
        _chainLost = _dimension * _lost;
    }

    /// <summary>
    /// z_i + gamma (m_i - z_i) for every point. Where every point attends to a leader that stays, the move is only counted: the
    /// margins need no places, and <see cref="Flush"/> makes all of the moves of a point while it is in the registers.
    /// </summary>
    public void Move()
    {
        SetMeans<T> means = _pending > 0 ? _pendingMeans! : SetMeans<T>.Of(_points, _search.Maxima, _system.Workers);
        if (_search.HasMargins && AllFollowLeaders(means))
        {
            UpdateMargins(means, areSteady: true);
            _search.HasMoved.AsSpan().Fill(true);
            (_pending, _pendingMeans) = (_pending + 1, means);
            return;
        }

        System.Diagnostics.Debug.Assert(_pending == 0, "Sets have changed, and the moves that they do not hold for were not made.");
        T[] next = _spare ?? GC.AllocateUninitializedArray<T>(_points.Places.Length);
        _system.Workers.ForRanges(_points.Count, _system.Dimension, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (from, to) =>
        {
            for (int point = from; point < to; point++)
            {
                _moved[point] = MovePoint(_points.Place(point), means.Of(point), next.AsSpan(point * _system.Dimension, _system.Dimension), out _search.HasMoved[point]);
            }
        });
        (_spare, _points.Places) = (_points.Places, next);
        if (_search.HasMargins)
        {
            UpdateMargins(means, areSteady: false);
        }
    }

    /// <summary>Makes the moves that were only counted.</summary>
    public void Flush()
    {
        if (_pending == 0)
        {
            return;
        }

        // Leaders stay, so that a point may be written while others read theirs.
        _system.Workers.ForRanges(_points.Count, (long)_system.Dimension * _pending, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (from, to) =>
        {
            for (int point = from; point < to; point++)
            {
                if (_search.Maxima.Target[point] != point)
                {
                    MovePoint(_points.Places.AsSpan(point * _system.Dimension, _system.Dimension), _pendingMeans!.Of(point), _pending);
                }
            }
        });
        (_pending, _pendingMeans) = (0, null);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool AllFollowLeaders(SetMeans<T> means)
    {
        for (int point = 0; point < _points.Count; point++)
        {
            if (!FollowsLeader(point, means))
            {
                return false;
            }
        }

        return true;
    }

    private bool FollowsLeader(int point, SetMeans<T> means)
    {
        int target = _search.Maxima.Target[point];
        return target >= 0 && _search.Maxima.Target[target] == target && means.IsPlaceOf(target);
    }

    /// <summary>Moves a point by several layers towards the same mean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MovePoint(Span<T> place, ReadOnlySpan<T> mean, int layers)
    {
        int lanes = Vector<T>.Count, at = 0;
        ref T z = ref MemoryMarshal.GetReference(place), m = ref MemoryMarshal.GetReference(mean);
        for (; at + lanes <= place.Length; at += lanes)
        {
            Vector<T> moving = Vector.LoadUnsafe(ref z, (nuint)at), to = Vector.LoadUnsafe(ref m, (nuint)at);
            for (int layer = 0; layer < layers; layer++)
            {
                moving += _system.Gamma * (to - moving);
            }

            moving.StoreUnsafe(ref z, (nuint)at);
        }

        for (; at < place.Length; at++)
        {
            for (int layer = 0; layer < layers; layer++)
            {
                place[at] += _system.Gamma * (mean[at] - place[at]);
            }
        }
    }

    /// <summary>Returns a bound of the distance moved.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double MovePoint(ReadOnlySpan<T> place, ReadOnlySpan<T> mean, Span<T> next, out bool hasMoved)
    {
        // A rounding after each of the three operations: they are not fused.
        hasMoved = false;
        var squares = Vector<T>.Zero;
        int lanes = Vector<T>.Count, at = 0;
        ref T z = ref MemoryMarshal.GetReference(place), m = ref MemoryMarshal.GetReference(mean), to = ref MemoryMarshal.GetReference(next);
        for (; at + lanes <= place.Length; at += lanes)
        {
            var old = Vector.LoadUnsafe(ref z, (nuint)at);
            Vector<T> moved = old + (_system.Gamma * (Vector.LoadUnsafe(ref m, (nuint)at) - old));
            moved.StoreUnsafe(ref to, (nuint)at);
            squares += (moved - old) * (moved - old);
            hasMoved |= !Vector.EqualsAll(moved, old);
        }

        T sum = Vector.Sum(squares);
        for (; at < place.Length; at++)
        {
            next[at] = place[at] + (_system.Gamma * (mean[at] - place[at]));
            sum += (next[at] - place[at]) * (next[at] - place[at]);
            hasMoved |= next[at] != place[at];
        }

        T lost = T.CreateChecked(place.Length) * T.Epsilon;
        return double.CreateChecked(T.Sqrt(sum + lost) * NormBounds<T>.Inflation((2 * place.Length) + 12));
    }

    /// <summary>Rules (2) and (3) for every point.</summary>
    /// <param name="means">The means of the layer that was left.</param>
    /// <param name="areSteady">Whether every point went towards a leader that stays: then all means are places.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void UpdateMargins(SetMeans<T> means, bool areSteady)
    {
        int mostTokens = areSteady ? 1 : means.MostTokens;
        RoundingBounds bounds = RoundingBounds.Of(_system, _search.Radius);
        double move = bounds.OfMove(mostTokens);
        BoundsBefore before = BoundsBefore.Of(_search, _points.Count);
        _search.Margins.BeginMove();
        foreach (int[] members in _search.Margins.Classes)
        {
            RoundingBounds withinClass = RoundingBounds.Of(_system, NormBounds<T>.Largest(before.Norms, members));
            double moveWithinClass = withinClass.OfMove(mostTokens);
            foreach (int point in members)
            {
                if (FollowsLeader(point, means))
                {
                    int leader = _search.Maxima.Target[point];
                    double query = double.CreateChecked(T.Max(before.QueryNorms[point], before.QueryNorms[leader]));
                    _search.Margins.MovedTowardsLeader(
                        point, leader, bounds.LossTowardsLeader(query, move), withinClass.LossTowardsLeader(query, moveWithinClass));
                    BoundBetween(point, leader, before);
                }
                else
                {
                    int best = _search.Maxima.SetOf(point)[0];
                    double query = double.CreateChecked(before.QueryNorms[point]);
                    _search.Margins.Moved(point, bounds.LossOf(query, move, _moved[best], _moved[point]));
                    BoundAnew(point);
                }
            }
        }
    }

    /// <summary>Norms are convex: a point that goes towards its leader stays below the larger of both, but for roundings.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void BoundBetween(int point, int leader, BoundsBefore before)
    {
        if (point == leader)
        {
            return;
        }

        T norm = (T.Max(before.Norms[point], before.Norms[leader]) * _inflation) + _lost;
        T chain = T.Max(before.ChainNorms[point], before.ChainNorms[leader]) * _chainInflation;
        _search.Norms[point] = norm;
        if (_system.Matrix is null)
        {
            _search.QueryNorms[point] = norm;
            _search.ChainNorms[point] = chain + _chainLost;
            return;
        }

        _search.QueryNorms[point] = QueryNorm(T.Max(before.QueryNorms[point], before.QueryNorms[leader]) * _inflation, norm);
        _search.ChainNorms[point] = chain + (_dimension * QueryNorm(T.Zero, norm));
    }

    private void BoundAnew(int point)
    {
        T norm = NormBounds<T>.Of(_points.Place(point));
        _search.Norms[point] = norm;
        _search.QueryNorms[point] = QueryNorm(norm * _system.Stretch, norm);
        _search.ChainNorms[point] = _search.QueryNorms[point] * _dimension * _inflation;
    }

    /// <summary>
    /// A bound of |computed A z| from one of the exact A z, or of the last two computed ones: F is below |A| times the 6 u of the move
    /// and three times (d + 2) u |A| |z|, together below 4 (2 d + 8) u |A| |z|.
    /// </summary>
    private T QueryNorm(T exact, T norm) => _system.Matrix is null
        ? norm
        : (exact * NormBounds<T>.Inflation(4)) + (norm * _system.Stretch * T.CreateChecked(4) * (NormBounds<T>.ScoreFactor(_system.Dimension) - T.One)) + NormBounds<T>.Underflow(_system.Dimension);

    /// <summary>The bounds of the layer that was left.</summary>
    private sealed record BoundsBefore(T[] Norms, T[] QueryNorms, T[] ChainNorms)
    {
        public static BoundsBefore Of(FloatSearch<T> search, int count) => new(search.Norms[..count], search.QueryNorms[..count], search.ChainNorms[..count]);
    }
}
