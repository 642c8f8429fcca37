using System.Numerics;
using System.Runtime.CompilerServices;

namespace Hardmax.Dynamics.Floating;

/// <summary>A piece of a search: some points as queries against one class of points as keys.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="Keys">All keys.</param>
/// <param name="FirstPanel">The first panel of the class.</param>
/// <param name="LastPanel">One behind its last.</param>
/// <param name="Rows">The points that ask, at least one.</param>
/// <param name="Queries">A z_i for each point, points x d, row after row.</param>
/// <param name="QueryNorms">A bound of the norm of each query.</param>
internal readonly record struct SearchItem<T>(KeyPanels<T> Keys, int FirstPanel, int LastPanel, ReadOnlyMemory<int> Rows, T[] Queries, T[] QueryNorms)
    where T : struct, System.Numerics.IBinaryFloatingPointIeee754<T>;

/// <summary>A search: some points as queries against some points as keys.</summary>
/// <param name="Rows">The points that ask. Put in another order by the search, as the keys are.</param>
/// <param name="Keys">The points that are asked about.</param>
/// <param name="IsSymmetric">Whether keys are rows and their scores symmetric, and no key much longer than others.</param>
internal sealed record SearchPart(int[] Rows, int[] Keys, bool IsSymmetric)
{
    private const int FewestForMutual = 96;

    /// <summary>Whether to search all keys against each other, each score once for two: where most of many keys ask.</summary>
    public bool IsMutual { get; } = IsSymmetric && Keys.Length >= FewestForMutual && 3 * Rows.Length >= 2 * Keys.Length;
}

/// <summary>Packs the keys, and shares the rows among the cores.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal static class PanelSearch<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private const int RowsInItem = 32;

    /// <summary>Finds for each row of each part the keys of largest computed score.</summary>
    /// <param name="system">A, gamma, kernel and cores.</param>
    /// <param name="places">Points x d, row after row.</param>
    /// <param name="norms">A bound of the norm of each point.</param>
    /// <param name="queries">The query of each point, points x d, row after row.</param>
    /// <param name="queryNorms">A bound of the norm of each query.</param>
    /// <param name="parts">What to search.</param>
    /// <param name="found">Where the answers go.</param>
    public static void Run(
        FloatSystem<T> system,
        T[] places,
        T[] norms,
        T[] queries,
        T[] queryNorms,
        IReadOnlyList<SearchPart> parts,
        RowMaxima<T> found)
    {
        foreach (SearchPart part in parts)
        {
            SortLongestFirst(part.Keys, norms);

            // Rows of about the same length are done after about the same number of panels.
            SortLongestFirst(part.Rows, queryNorms);
        }

        using var panels = new KeyPanels<T>(places, norms, system.Dimension, system.Kernel.PanelWidth, [.. parts.Select(part => part.Keys)], system.Workers);
        var items = new List<SearchItem<T>>();
        long cost = 0;
        for (int at = 0; at < parts.Count; at++)
        {
            if (parts[at].IsMutual && system.Kernel.SearchMutually is { } searchMutually)
            {
                var all = new SearchItem<T>(panels, panels.FirstPanels[at], panels.FirstPanels[at + 1], parts[at].Keys, queries, queryNorms);
                searchMutually(all, system.Workers, found);
                continue;
            }

            cost += (long)parts[at].Rows.Length * parts[at].Keys.Length * system.Dimension;
            for (int first = 0; first < parts[at].Rows.Length; first += RowsInItem)
            {
                var rows = new ReadOnlyMemory<int>(parts[at].Rows, first, Math.Min(RowsInItem, parts[at].Rows.Length - first));
                items.Add(new SearchItem<T>(panels, panels.FirstPanels[at], panels.FirstPanels[at + 1], rows, queries, queryNorms));
            }
        }

        // A vector multiplies many numbers at once: an operation here is an eighth of one.
        system.Workers.ForEach(items.Count, cost / 8, at => system.Kernel.Search(items[at], found));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SortLongestFirst(int[] points, T[] norms)
    {
        T[] negated = Array.ConvertAll(points, point => -norms[point]);
        Array.Sort(negated, points);
    }
}
