using System.Numerics;
using Hardmax.Dynamics.Trees;

namespace Hardmax.Dynamics.Floating;

/// <summary>A search of all points by all, in so low a dimension that few of them can have a largest score: O(n log n) where few points are near the hull.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal static class TreeSearch<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    // Below this the dense kernel is faster than a tree is built.
    private const int FewestPoints = 2048;
    private const int HighestDimension = 3;

    /// <summary>Whether a tree is worth its while.</summary>
    public static bool IsFor(TokenPoints<T> points) => points.Dimension <= HighestDimension && points.Count >= FewestPoints;

    /// <summary>Finds the attention set of every point. Runner-up scores are not found: they are said to be as large as the best.</summary>
    /// <param name="points">The points.</param>
    /// <param name="queries">The query of each point, points x d, row after row.</param>
    /// <param name="workers">The cores.</param>
    /// <param name="found">Where the answers go.</param>
    public static void Run(TokenPoints<T> points, T[] queries, Workers workers, RowMaxima<T> found)
    {
        int dimension = points.Dimension, count = points.Count;
        var tree = MaximiserTree<T>.Build(points.Places.AsMemory(0, count * dimension), dimension, workers.Options);
        int[] order = TreeOrder.Of<T>(queries.AsMemory(0, count * dimension), dimension, workers.Options);
        int[] all = [.. Enumerable.Range(0, count)];
        workers.ForRanges(count, 256, (from, to) =>
        {
            var set = new List<int>();
            foreach (int row in order.AsSpan(from, to - from))
            {
                ReadOnlySpan<T> query = queries.AsSpan(row * dimension, dimension);
                if (query.IndexOfAnyExcept(T.Zero, T.NegativeZero) < 0)
                {
                    // A z_i = 0 ties everyone (docs/theory.md, fact 6).
                    found.SetTie(row, all);
                    continue;
                }

                found.Best[row] = found.RunnerUp[row] = tree.Maximisers(query, set);
                if (set.Count == 1)
                {
                    found.SetTarget(row, set[0]);
                }
                else
                {
                    found.SetTie(row, [.. set]);
                }
            }
        });
    }
}
