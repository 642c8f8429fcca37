namespace Hardmax.Dynamics.Enclosing;

/// <summary>The attention sets of a layer, by point.</summary>
/// <param name="Layer">The first layer that has them.</param>
/// <param name="Targets">For each point the one point it attends to, or -1 in a tie.</param>
/// <param name="Ties">For each point its tie, ascending, else null; null where there are no ties.</param>
internal sealed record PointSets(int Layer, int[] Targets, int[]?[]? Ties)
{
    /// <summary>The set of a point.</summary>
    public ReadOnlySpan<int> this[int point] => Targets[point] >= 0 ? Targets.AsSpan(point, 1) : Ties![point];
}

/// <summary>The attention sets of all layers so far; most layers share those of the one before.</summary>
internal sealed class SetsByLayer
{
    private readonly List<PointSets> _changes = [];

    /// <summary>The sets of the last layer.</summary>
    public PointSets Last => _changes[^1];

    /// <summary>The sets from a layer on.</summary>
    public void Add(PointSets sets) => _changes.Add(sets);

    /// <summary>The sets of each layer before some layer, from 0 on.</summary>
    public IEnumerable<PointSets> Before(int layer)
    {
        int change = 0;
        for (int at = 0; at < layer; at++)
        {
            change += change + 1 < _changes.Count && _changes[change + 1].Layer == at ? 1 : 0;
            yield return _changes[change];
        }
    }

    /// <summary>The points on which the places of some points at a layer depend, those included, ascending.</summary>
    public int[] SourcesOf(ReadOnlySpan<int> points, int layer)
    {
        var sources = new SortedSet<int>();
        var waiting = new Stack<int>();
        foreach (int point in points)
        {
            waiting.Push(point);
        }

        while (waiting.TryPop(out int point))
        {
            if (!sources.Add(point))
            {
                continue;
            }

            foreach (PointSets sets in _changes)
            {
                if (sets.Layer < layer)
                {
                    foreach (int member in sets[point])
                    {
                        waiting.Push(member);
                    }
                }
            }
        }

        return [.. sources];
    }
}
