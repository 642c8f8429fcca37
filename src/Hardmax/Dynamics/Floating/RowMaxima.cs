using System.Collections.Concurrent;

namespace Hardmax.Dynamics.Floating;

/// <summary>What a search found for each point as a query: its largest score, who has it, and how far behind the others are.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="points">The number of points.</param>
internal sealed class RowMaxima<T>(int points)
    where T : struct
{
    private readonly ConcurrentDictionary<int[], int[]> _pool = new(SetComparer.Instance);

    /// <summary>The largest computed score of each query.</summary>
    public T[] Best { get; } = new T[points];

    /// <summary>No computed score of a point other than the target was above this; equal to the best in a tie.</summary>
    public T[] RunnerUp { get; } = new T[points];

    /// <summary>The one point of largest score, or -1 where several tie.</summary>
    public int[] Target { get; } = new int[points];

    /// <summary>The points that tie, ascending; null where there is one target.</summary>
    public int[]?[] Ties { get; } = new int[]?[points];

    /// <summary>The attention set of a point.</summary>
    public ReadOnlySpan<int> SetOf(int point) => Ties[point] is { } tie ? tie : Target.AsSpan(point, 1);

    /// <summary>One point has the largest score.</summary>
    public void SetTarget(int row, int target) => (Target[row], Ties[row]) = (target, null);

    /// <summary>Several points tie. Equal sets are kept once, so that n queries that tie with n points take O(n) memory.</summary>
    /// <param name="row">The query.</param>
    /// <param name="tie">The points, ascending.</param>
    public void SetTie(int row, int[] tie) => (Target[row], Ties[row]) = (-1, _pool.GetOrAdd(tie, tie));

    /// <summary>Begins a new layer: sets of the old one are kept only where they still hold.</summary>
    public void ForgetPool() => _pool.Clear();

    /// <summary>Points have met. Sets of which all points are now one are no ties any more.</summary>
    /// <param name="renumbered">For each old point its new number, which is at most the old one.</param>
    public void Merge(int[] renumbered)
    {
        for (int point = 0; point < renumbered.Length; point++)
        {
            int to = renumbered[point];
            (Best[to], RunnerUp[to]) = (Best[point], RunnerUp[point]);
            int[]? tie = Ties[point] is { } old ? [.. old.Select(member => renumbered[member]).Distinct().Order()] : null;
            (Target[to], Ties[to]) = tie switch
            {
                null => (renumbered[Target[point]], null),
                { Length: 1 } => (tie[0], null),
                _ => (-1, tie),
            };
        }
    }
}
