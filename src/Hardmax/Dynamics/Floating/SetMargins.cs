using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Hardmax.Dynamics.Floating;

/// <summary>
/// Which attention sets are proved to stay as they are, so that they need no search. The points are divided into classes
/// that attend within themselves; each point has two margins, how far its best score is at least above those of its own
/// class (inner) and above those of all other classes (outer), as exact numbers of the places that the floats are.
/// </summary>
/// <remarks>
/// <para>Let every point move to z' = (1 - gamma) z + gamma m + e, with m a mean of points of its class and |e| &lt;= E,
/// and let q be a query of class L with |q| bounded by Q.</para>
/// <para>(1) For a fixed q the largest score outside L grows by at most Q E: the means are in the hull of those points, because
/// they attend within themselves.</para>
/// <para>(2) If point i attends to j alone, and j attends to itself alone and stays, then for the fixed query q_i the outer
/// gap loses at most Q E by (1), and the inner one becomes at least (1 - gamma) of itself less Q E: no mean scores above j.
/// The same holds for q_j. The next query is (1 - gamma) q_i + gamma q_j + f with |f| &lt;= F, the gaps are linear in the
/// query, and no two new points are further apart than 2 (R + E). So gap_i' &gt;= (1 - gamma) gap_i + gamma gap_j - Q E - 2 (R + E) F.</para>
/// <para>(3) Otherwise, if some best point moves by at most D and the query by at most G, the outer gap loses at most
/// Q (E + D) + 2 (R + E) G, and the inner one is not known.</para>
/// <para>(4) A computed score is within c Q R + t of the exact one (<see cref="NormBounds{T}"/>). So an exact gap above
/// 2 (c Q R + t) leaves the computed best score above all computed scores of the other points: the search would find the
/// same point, and no tie.</para>
/// <para>The margins are themselves computed in binary64: every rule below gives away a few units in the last place of its
/// largest term.</para>
/// </remarks>
internal sealed class SetMargins
{
    // More than the roundings of any one of the formulas below: each has fewer than sixteen operations.
    private const double Up = 1 + (32 * 1.1102230246251565e-16);
    private const double Down = 1 - (32 * 1.1102230246251565e-16);

    private readonly double _gamma;
    private readonly double _keep;
    private double[] _outer;
    private double[] _inner;
    private double[] _outerBefore;
    private double[] _innerBefore;
    private int[] _labels;
    private int[][] _classes = [];

    /// <summary>Nothing is known of any point.</summary>
    /// <param name="points">The number of points.</param>
    /// <param name="gamma">gamma as the engine uses it, or less.</param>
    /// <param name="keep">1 - gamma, or less.</param>
    public SetMargins(int points, double gamma, double keep)
    {
        (_gamma, _keep) = (gamma, keep);
        (_outer, _inner) = (new double[points], new double[points]);
        (_outerBefore, _innerBefore) = (new double[points], new double[points]);
        _labels = new int[points];
        Array.Fill(_outer, double.NegativeInfinity);
        Array.Fill(_inner, double.NegativeInfinity);
    }

    /// <summary>The points of each class, ascending.</summary>
    public IReadOnlyList<int[]> Classes => _classes;

    /// <summary>The class of a point.</summary>
    public int ClassOf(int point) => _labels[point];

    /// <summary>Whether the other classes are proved to have no larger computed score.</summary>
    /// <param name="point">The point that asks.</param>
    /// <param name="scoreError">A bound of the error of a computed score of any point.</param>
    public bool IsOuterProved(int point, double scoreError) => _outer[point] > 2 * Up * scoreError;

    /// <summary>Whether the others of the class are proved to have smaller computed scores than the best point.</summary>
    /// <param name="point">The point that asks.</param>
    /// <param name="scoreError">A bound of the error of a computed score of a point of the class.</param>
    public bool IsInnerProved(int point, double scoreError) => _inner[point] > 2 * Up * scoreError;

    /// <summary>A search of all points.</summary>
    /// <param name="point">The point that asked.</param>
    /// <param name="gap">The best computed score less the runner-up.</param>
    /// <param name="scoreError">A bound of the error of a computed score.</param>
    public void SawAll(int point, double gap, double scoreError) =>
        _outer[point] = _inner[point] = (gap * Down) - (2 * Up * scoreError);

    /// <summary>
    /// A search of the points of the class. The outer margin is from now on that of the point that was found, whose exact score
    /// may be below that of the one before by two errors.
    /// </summary>
    public void SawClass(int point, double gap, double scoreError)
    {
        _inner[point] = (gap * Down) - (2 * Up * scoreError);
        _outer[point] = (_outer[point] * Down) - (2 * Up * scoreError);
    }

    /// <summary>
    /// Makes the classes fit the sets, if a set reaches out of its class: the components of "attends to". A class that is not
    /// just what one was before has both margins unknown apart, and keeps the smaller.
    /// </summary>
    /// <param name="setOf">The attention set of a point.</param>
    /// <param name="isFirst">Whether there were no classes before.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Divide(Func<int, ReadOnlySpan<int>> setOf, bool isFirst)
    {
        if (!isFirst && Enumerable.Range(0, _labels.Length).All(point => AttendsWithinClass(point, setOf(point))))
        {
            return;
        }

        int[] before = _labels;
        int[] sizeBefore = Array.ConvertAll(_classes, members => members.Length);
        _labels = Components(setOf);
        _classes = MembersOf(_labels);
        foreach (int[] members in _classes)
        {
            // A point alone in its class has nobody there to lose to.
            bool isSame = !isFirst
                && members.Length == sizeBefore[before[members[0]]]
                && Array.TrueForAll(members, point => before[point] == before[members[0]]);
            foreach (int point in members)
            {
                if (!isSame)
                {
                    _outer[point] = _inner[point] = Math.Min(_outer[point], _inner[point]);
                }

                _inner[point] = members.Length == 1 ? double.PositiveInfinity : _inner[point];
            }
        }
    }

    /// <summary>Points have met: what is known of several that are now one is what is known of any of them.</summary>
    /// <param name="renumbered">For each old point its new number.</param>
    /// <param name="count">How many there are now.</param>
    public void Merge(int[] renumbered, int count)
    {
        int classes = _classes.Length;
        for (int point = 0; point < renumbered.Length; point++)
        {
            int to = renumbered[point];
            Debug.Assert(to <= point, "Points are renumbered downwards.");
            (_outer[to], _inner[to], _labels[to]) = (_outer[point], _inner[point], _labels[point]);
        }

        Array.Resize(ref _outer, count);
        Array.Resize(ref _inner, count);
        Array.Resize(ref _labels, count);
        Array.Resize(ref _outerBefore, count);
        Array.Resize(ref _innerBefore, count);
        if (classes > 0)
        {
            // Points of two classes may meet: then the classes are one for those that were not told apart.
            _classes = MembersOf(_labels);
            foreach (int[] alone in _classes.Where(members => members.Length == 1))
            {
                _inner[alone[0]] = double.PositiveInfinity;
            }
        }
    }

    /// <summary>Rule (2) and rule (3): begins the margins of the next layer, point by point.</summary>
    public void BeginMove() => (_outer, _inner, _outerBefore, _innerBefore) = (_outerBefore, _innerBefore, _outer, _inner);

    /// <summary>Rule (2).</summary>
    /// <param name="point">i.</param>
    /// <param name="leader">j.</param>
    /// <param name="outerLoss">Q E + 2 (R + E) F, with Q a bound of both queries.</param>
    /// <param name="innerLoss">The same with E, R and F of the class alone: no other points are in the inner gap.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MovedTowardsLeader(int point, int leader, double outerLoss, double innerLoss)
    {
        _outer[point] = Mixed(_outerBefore[point], _outerBefore[leader], 1) - (outerLoss * Up);
        _inner[point] = Mixed(_innerBefore[point], _innerBefore[leader], _keep) - (innerLoss * Up);
    }

    /// <summary>Rule (3).</summary>
    /// <param name="point">i.</param>
    /// <param name="loss">Q (E + D) + 2 (R + E) G.</param>
    public void Moved(int point, double loss)
    {
        _outer[point] = _outerBefore[point] - (loss * Up) - (Math.Abs(_outerBefore[point]) * (1 - Down));
        _inner[point] = double.IsPositiveInfinity(_innerBefore[point]) ? double.PositiveInfinity : double.NegativeInfinity;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int[][] MembersOf(int[] labels)
    {
        int[] sizes = new int[labels.Length == 0 ? 0 : labels.Max() + 1];
        foreach (int label in labels)
        {
            sizes[label]++;
        }

        int[][] members = Array.ConvertAll(sizes, size => new int[size]);
        Array.Clear(sizes);
        for (int point = 0; point < labels.Length; point++)
        {
            members[labels[point]][sizes[labels[point]]++] = point;
        }

        return members;
    }

    /// <summary>(1 - gamma) own + gamma leader's, times a factor; nothing where one of the two is not known to be positive.</summary>
    private double Mixed(double own, double leaders, double factor)
    {
        if (double.IsPositiveInfinity(own))
        {
            return own;
        }

        Debug.Assert(!double.IsPositiveInfinity(leaders), "A leader that others attend to is not alone in its class.");
        return own > 0 && leaders > 0 ? ((_keep * own) + (_gamma * leaders)) * factor * Down : double.NegativeInfinity;
    }

    private bool AttendsWithinClass(int point, ReadOnlySpan<int> set)
    {
        foreach (int member in set)
        {
            if (_labels[member] != _labels[point])
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int[] Components(Func<int, ReadOnlySpan<int>> setOf)
    {
        int[] parent = [.. Enumerable.Range(0, _labels.Length)];
        int Root(int point)
        {
            while (parent[point] != point)
            {
                point = parent[point] = parent[parent[point]];
            }

            return point;
        }

        for (int point = 0; point < parent.Length; point++)
        {
            foreach (int member in setOf(point))
            {
                (int one, int other) = (Root(point), Root(member));
                parent[Math.Max(one, other)] = Math.Min(one, other);
            }
        }

        var labels = new int[parent.Length];
        int count = 0;
        for (int point = 0; point < labels.Length; point++)
        {
            int root = Root(point);
            labels[point] = root == point ? count++ : labels[root];
        }

        return labels;
    }
}
