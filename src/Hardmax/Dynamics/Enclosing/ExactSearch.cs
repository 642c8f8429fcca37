using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Hardmax.Dynamics.Floating;
using Hardmax.Model;

namespace Hardmax.Dynamics.Enclosing;

/// <summary>
/// The attention sets of exact layers: the same kernel as in floating point looks at the places rounded to binary64, and where its
/// error bound leaves more than one candidate, these are compared in integers.
/// </summary>
/// <remarks>
/// The bound. Let H be a place rounded, z the exact one: |z - H| &lt;= u |H| + e, e the largest error of a coordinate times the square
/// root of d (<see cref="Enclosures"/>). The query is formed from H with A rounded to a relative error of 2 u, so
/// it is off by at most |A| ((d + 6) u |z| + e), |A| the Frobenius norm, and a chain of d fused multiply-adds by at most (d + 2) u |q| R.
/// Together a computed score is within (d + 8) u |q| R + |A| ((d + 8) u |z| + e) (R + e) + |q| e of the exact one.
/// </remarks>
internal sealed class ExactSearch
{
    private const double UnitRoundoff = 1.1102230246251565e-16;
    private const double Up = 1 + (64 * UnitRoundoff);

    private readonly FloatSystem<double> _system;
    private readonly ExactLayerMap _map;
    private readonly int _count;
    private readonly double[] _norms;
    private readonly double[] _queryNorms;
    private readonly double[]? _queries;
    private readonly RowMaxima<double> _maxima;
    private readonly SetMargins _margins;

    /// <summary>A search over a number of points.</summary>
    /// <param name="map">A and gamma, exactly.</param>
    /// <param name="system">A up to a positive factor, and gamma, rounded.</param>
    /// <param name="count">The number of points.</param>
    public ExactSearch(ExactLayerMap map, FloatSystem<double> system, int count)
    {
        (_map, _system, _count) = (map, system, count);
        (_norms, _queryNorms) = (new double[count], new double[count]);
        _queries = system.Matrix is null ? null : new double[count * system.Dimension];
        _maxima = new RowMaxima<double>(count);
        _margins = new SetMargins(count, Math.BitDecrement(map.Gamma.ToDouble()), Math.BitDecrement((1 - map.Gamma).ToDouble()));
    }

    /// <summary>The margins, to be told of every move.</summary>
    public SetMargins Margins => _margins;

    /// <summary>How many points the last search had to compare in integers.</summary>
    public int ComparedExactly { get; private set; }

    /// <summary>The sets of a layer; the old ones where nothing changed.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="places">Where the points are.</param>
    /// <param name="exact">Where they are exactly, for those that the bound cannot decide.</param>
    /// <param name="before">The sets of the layer before, or null at layer 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public PointSets Attend(int layer, Enclosures places, ExactPlaces exact, PointSets? before)
    {
        ComparedExactly = 0;
        int[] rows = [.. Enumerable.Range(0, _count).Where(point => before is null || !IsProved(point))];
        if (rows.Length == 0)
        {
            return before!;
        }

        double radius = FormNorms(rows, places);
        double missing = Up * Math.Sqrt(_system.Dimension) * TensorPrimitives.Max<double>(places.Error);
        PanelSearch<double>.Run(
            _system, places.High, _norms, _queries ?? places.High, _queryNorms, [new SearchPart([.. rows], [.. Enumerable.Range(0, _count)], IsSymmetric: false)], _maxima);
        PointSets sets = Conclude(layer, rows, row => ErrorOf(row, radius, missing), places, exact, before);
        _margins.Divide(point => sets[point], before is null);
        return sets;
    }

    private bool IsProved(int point) => _margins.IsOuterProved(point, 0) && _margins.IsInnerProved(point, 0);

    private double FormNorms(int[] rows, Enclosures places)
    {
        int dimension = _system.Dimension;
        _system.Workers.ForRanges(_count, dimension, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (from, to) =>
        {
            for (int point = from; point < to; point++)
            {
                _norms[point] = _queryNorms[point] = NormBounds<double>.Of(places.High.AsSpan(point * dimension, dimension));
            }
        });
        if (_queries is not null)
        {
            _system.Workers.ForRanges(rows.Length, (long)dimension * dimension, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (from, to) =>
            {
                foreach (int row in rows.AsSpan(from, to - from))
                {
                    Span<double> query = _queries.AsSpan(row * dimension, dimension);
                    _system.Apply(places.High.AsSpan(row * dimension, dimension), query);
                    _queryNorms[row] = NormBounds<double>.Of(query);
                }
            });
        }

        return TensorPrimitives.Max<double>(_norms);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private PointSets Conclude(int layer, int[] rows, Func<int, double> errorOf, Enclosures places, ExactPlaces exact, PointSets? before)
    {
        int[] targets = before is null ? new int[_count] : [.. before.Targets];
        int[]?[]? ties = before?.Ties is { } old ? [.. old] : null;
        var undecided = new List<int>();
        foreach (int row in rows)
        {
            double error = errorOf(row);
            double gap = _maxima.Best[row] - _maxima.RunnerUp[row];
            _margins.SawAll(row, gap, error);
            if (IsProved(row))
            {
                targets[row] = _maxima.Target[row];
                if (ties is not null)
                {
                    ties[row] = null;
                }
            }
            else
            {
                undecided.Add(row);
            }
        }

        ComparedExactly = undecided.Count;
        int[][] resolved = new int[undecided.Count][];
        _system.Workers.ForEach(resolved.Length, long.MaxValue, at =>
            resolved[at] = Maximisers(undecided[at], Candidates(undecided[at], errorOf(undecided[at]), places), layer, exact));
        for (int at = 0; at < resolved.Length; at++)
        {
            bool isTie = resolved[at].Length > 1;
            targets[undecided[at]] = isTie ? -1 : resolved[at][0];
            ties ??= isTie ? new int[]?[_count] : null;
            if (ties is not null)
            {
                ties[undecided[at]] = isTie ? resolved[at] : null;
            }
        }

        return new PointSets(layer, targets, ties);
    }

    private double ErrorOf(int row, double radius, double missing)
    {
        int dimension = _system.Dimension;
        double unit = (dimension + 8) * UnitRoundoff;

        // Products of a chain may underflow, each by less than 2^-1074: d in the score, and d in each coordinate of the query.
        double lost = 4.0 * (dimension + 2) * double.Epsilon * (1 + (dimension * radius));
        return (Up * ((_queryNorms[row] * ((unit * radius) + missing)) + (_system.Stretch * ((unit * _norms[row]) + missing) * (radius + missing)))) + lost;
    }

    /// <summary>The points that the bound cannot exclude, in any order of summation: it holds for each.</summary>
    private int[] Candidates(int row, double error, Enclosures places)
    {
        int dimension = _system.Dimension;
        ReadOnlySpan<double> query = (_queries ?? places.High).AsSpan(row * dimension, dimension);
        var scores = new double[_count];
        for (int point = 0; point < scores.Length; point++)
        {
            scores[point] = TensorPrimitives.Dot(query, places.High.AsSpan(point * dimension, dimension));
        }

        double threshold = TensorPrimitives.Max<double>(scores) - (2 * Up * error);
        return [.. Enumerable.Range(0, scores.Length).Where(point => scores[point] >= threshold)];
    }

    private int[] Maximisers(int row, int[] candidates, int layer, ExactPlaces exact)
    {
        (BigInteger[][] numerators, BigInteger _) = exact.At([row, .. candidates], layer);
        BigInteger[] query = _map.Apply(numerators[0]);
        BigInteger[] scores = [.. numerators.Skip(1).Select(place => Vectors.Dot<BigInteger>(query, place))];
        BigInteger max = scores.Max();
        return [.. candidates.Where((_, at) => scores[at] == max)];
    }
}
