using System.Numerics;
using System.Runtime.CompilerServices;

namespace Hardmax.Dynamics.Floating;

/// <summary>
/// The attention sets of one layer after the other: which points must be searched, against whom, and what comes out. What
/// <see cref="SetMargins"/> proves to stay is not searched.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed class FloatSearch<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    // Points meet when rounding decides: then whole classes are searched, so many at once, and ties begin.
    private const int SearchedShareThatMerges = 8;

    private readonly FloatSystem<T> _system;
    private readonly TokenPoints<T> _points;
    private readonly T[]? _matrixQueries;
    private readonly bool _isByTree;
    private bool _isFirst = true;
    private bool _sawTies;
    private SearchPlan? _plan;

    /// <summary>Layer 0: nothing is known yet.</summary>
    /// <param name="system">A and gamma.</param>
    /// <param name="points">The tokens; those that stand at one place become one point here.</param>
    /// <param name="norms">A bound of the norm of each token.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public FloatSearch(FloatSystem<T> system, TokenPoints<T> points, T[] norms)
    {
        (_system, _points) = (system, points);
        _ = points.Merge(system.Workers);

        // 1 - gamma is within one rounding, for which the margins give away many.
        double gamma = double.CreateChecked(system.Gamma);
        Margins = new SetMargins(points.Count, gamma, 1 - gamma);
        Maxima = new RowMaxima<T>(points.Count);
        _isByTree = TreeSearch<T>.IsFor(points);
        (Norms, QueryNorms, ChainNorms) = (new T[points.Count], new T[points.Count], new T[points.Count]);
        HasMoved = new bool[points.Count];
        for (int point = 0; point < points.Count; point++)
        {
            Norms[point] = norms[points.TokensAt(point)[0]];
        }

        _matrixQueries = system.Matrix is null ? null : new T[points.Count * system.Dimension];
    }

    /// <summary>What the search of each point found when it was last needed; its set still holds.</summary>
    public RowMaxima<T> Maxima { get; }

    /// <summary>What is proved of the next layers.</summary>
    public SetMargins Margins { get; }

    /// <summary>Whether anything is proved at all: a tree is asked anew in each layer.</summary>
    public bool HasMargins => !_isByTree;

    /// <summary>A bound of the norm of each point.</summary>
    public T[] Norms { get; }

    /// <summary>A bound of the norm of the query of each point.</summary>
    public T[] QueryNorms { get; }

    /// <summary>For each query a bound of ((d - c) q_c) in norm, which the error of its scores is made of.</summary>
    public T[] ChainNorms { get; }

    /// <summary>Whether a point has moved at all since the last layer. Where no point of a class has, its scores are what they were.</summary>
    public bool[] HasMoved { get; }

    private T[] Queries => _matrixQueries ?? _points.Places;

    /// <summary>The largest norm.</summary>
    public T Radius => System.Numerics.Tensors.TensorPrimitives.Max<T>(Norms.AsSpan(0, _points.Count));

    /// <summary>Whether some set of the layer is not proved to be what it was. This needs no places.</summary>
    public bool IsNeeded()
    {
        _plan = _isByTree ? null : Plan();
        return _plan is null || _plan.AllRows.Length > 0;
    }

    /// <summary>Finds the sets of the layer at which the points are, after <see cref="IsNeeded"/> said so.</summary>
    public void Attend()
    {
        Maxima.ForgetPool();
        if (_plan is not { } plan)
        {
            FormQueries([.. Enumerable.Range(0, _points.Count)]);
            TreeSearch<T>.Run(_points, Queries, _system.Workers, Maxima);
            return;
        }

        if (_sawTies && plan.AllRows.Length * SearchedShareThatMerges > _points.Count)
        {
            MergePoints();
            plan = Plan();
        }

        FormQueries(plan.AllRows);
        Search(plan);
        Learn(plan);
        Margins.Divide(Maxima.SetOf, _isFirst);
        _isFirst = false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private SearchPlan Plan()
    {
        T radius = Radius;
        RoundingBounds bounds = RoundingBounds.Of(_system, radius);
        var everywhere = new List<int>();
        var within = new List<(int Class, List<int> Rows)>();
        if (_isFirst)
        {
            everywhere.AddRange(Enumerable.Range(0, _points.Count));
            return new SearchPlan(everywhere, within, bounds);
        }

        double wholeRadius = double.CreateChecked(radius);
        for (int label = 0; label < Margins.Classes.Count; label++)
        {
            int[] members = Margins.Classes[label];
            double classRadius = double.CreateChecked(NormBounds<T>.Largest(Norms, members));
            bool hasMoved = Array.Exists(members, point => HasMoved[point]);
            List<int>? rows = null;
            foreach (int point in members)
            {
                double chain = double.CreateChecked(ChainNorms[point]);
                if (!Margins.IsOuterProved(point, bounds.OfScore(chain, wholeRadius)))
                {
                    everywhere.Add(point);
                }
                else if (hasMoved && !Margins.IsInnerProved(point, bounds.OfScore(chain, classRadius)))
                {
                    (rows ??= []).Add(point);
                }
            }

            if (rows is not null)
            {
                within.Add((label, rows));
            }
        }

        return new SearchPlan(everywhere, within, bounds);
    }

    private void MergePoints()
    {
        if (_points.Merge(_system.Workers) is not { } renumbered)
        {
            return;
        }

        Margins.Merge(renumbered, _points.Count);
        Maxima.Merge(renumbered);
        for (int point = 0; point < renumbered.Length; point++)
        {
            int to = renumbered[point];
            (Norms[to], QueryNorms[to], ChainNorms[to]) = (Norms[point], QueryNorms[point], ChainNorms[point]);
            HasMoved[to] = HasMoved[point] || (to < point && HasMoved[to]);
        }
    }

    private void FormQueries(int[] rows)
    {
        _system.Workers.ForRanges(rows.Length, (long)_system.Dimension * (_matrixQueries is null ? 1 : _system.Dimension), [MethodImpl(MethodImplOptions.AggressiveOptimization)] (from, to) =>
        {
            var scratch = new T[_system.Dimension];
            foreach (int row in rows.AsSpan(from, to - from))
            {
                if (_matrixQueries is null)
                {
                    QueryNorms[row] = Norms[row];
                    ChainNorms[row] = NormBounds<T>.OfChain(_points.Place(row), scratch);
                    continue;
                }

                Span<T> query = _matrixQueries.AsSpan(row * _system.Dimension, _system.Dimension);
                _system.Apply(_points.Place(row), query);
                QueryNorms[row] = NormBounds<T>.Of(query);
                ChainNorms[row] = NormBounds<T>.OfChain(query, scratch);
            }
        });
    }

    private void Search(SearchPlan plan)
    {
        var parts = new List<SearchPart>();
        if (plan.Everywhere.Count > 0)
        {
            parts.Add(new SearchPart([.. plan.Everywhere], [.. Enumerable.Range(0, _points.Count)], IsSymmetric: false));
        }

        foreach ((int label, List<int> rows) in plan.Within)
        {
            parts.Add(new SearchPart([.. rows], [.. Margins.Classes[label]], IsSymmetric: _matrixQueries is null));
        }

        PanelSearch<T>.Run(_system, _points.Places, Norms, Queries, QueryNorms, parts, Maxima);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Learn(SearchPlan plan)
    {
        _sawTies = Array.Exists(plan.AllRows, row => Maxima.Target[row] < 0);
        double radius = double.CreateChecked(Radius);
        foreach (int row in plan.Everywhere)
        {
            Margins.SawAll(row, GapOf(row), plan.Bounds.OfScore(double.CreateChecked(ChainNorms[row]), radius));
        }

        foreach ((int _, List<int> rows) in plan.Within)
        {
            foreach (int row in rows)
            {
                Margins.SawClass(row, GapOf(row), plan.Bounds.OfScore(double.CreateChecked(ChainNorms[row]), radius));
            }
        }
    }

    private double GapOf(int row) => double.CreateChecked(Maxima.Best[row]) - double.CreateChecked(Maxima.RunnerUp[row]);

    /// <summary>Who must be searched against all points, and who against its own class only.</summary>
    private sealed record SearchPlan(List<int> Everywhere, List<(int Class, List<int> Rows)> Within, RoundingBounds Bounds)
    {
        public int[] AllRows { get; } = [.. Everywhere, .. Within.SelectMany(item => item.Rows)];
    }
}
