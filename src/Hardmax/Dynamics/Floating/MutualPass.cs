using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Hardmax.Dynamics.Floating;

/// <summary>
/// All points of a class against each other for A = I: &lt;z_i, z_j&gt; and &lt;z_j, z_i&gt; are the same chain of fused multiply-adds,
/// bit for bit, because a product does not depend on the order of its factors. So each score is computed once, for both.
/// </summary>
/// <remarks>
/// The points of panel P ask in P itself, one by one as elsewhere, and in all later panels, where the points that are asked about keep
/// what they have seen in columns. Each worker has columns of its own; the largest score and the runner-up of several
/// are the same in whatever order they are put together.
/// </remarks>
internal static class MutualPass<TVector, T, TLanes>
    where TVector : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : struct, ILanes<TVector, T>
{
    private const int Rows = ScoreTile<TVector, T, TLanes>.Rows;
    private const int Vectors = ScoreTile<TVector, T, TLanes>.Vectors;

    /// <summary>Whether panels are full tiles: a query that is repeated to fill one would be shown to the columns twice, as a tie.</summary>
    public static bool MayRun => ScoreTile<TVector, T, TLanes>.Width % Rows == 0;

    /// <summary>Finds the maxima of all points of one class.</summary>
    /// <param name="item">The class; its rows are its keys, in the order of the panels.</param>
    /// <param name="workers">The cores.</param>
    /// <param name="found">Where the answers go.</param>
    public static void Search(SearchItem<T> item, Workers workers, RowMaxima<T> found)
    {
        int panels = item.LastPanel - item.FirstPanel;
        var columns = new Lead<TVector, T, TLanes>[workers.Threads][];
        var rows = new (T Best, T Second, int Place)[item.Rows.Length];
        int next = -1;
        workers.ForEach(columns.Length, (long)rows.Length * rows.Length * item.Keys.Dimension / 16, worker =>
        {
            Lead<TVector, T, TLanes>[] own = new Lead<TVector, T, TLanes>[panels * Vectors];
            Array.Fill(own, Lead<TVector, T, TLanes>.None);
            T[] packed = ArrayPool<T>.Shared.Rent(ScoreTile<TVector, T, TLanes>.Width * item.Keys.Dimension);
            for (int panel = Interlocked.Increment(ref next); panel < panels; panel = Interlocked.Increment(ref next))
            {
                SearchPanel(item, panel, packed, own, rows);
            }

            ArrayPool<T>.Shared.Return(packed);
            columns[worker] = own;
        });
        workers.ForRanges(rows.Length, 256, (from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                Conclude(item, row, rows[row], columns, found);
            }
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SearchPanel(SearchItem<T> item, int number, T[] packed, Lead<TVector, T, TLanes>[] columns, (T Best, T Second, int Place)[] results)
    {
        KeyPanels<T> keys = item.Keys;
        int width = ScoreTile<TVector, T, TLanes>.Width, dimension = keys.Dimension;
        int firstRow = number * width, count = Math.Min(width, item.Rows.Length - firstRow);
        Span<Lead<TVector, T, TLanes>> leads = stackalloc Lead<TVector, T, TLanes>[width];
        leads.Fill(Lead<TVector, T, TLanes>.None);
        for (int row = 0; row < (count + Rows - 1) / Rows * Rows; row++)
        {
            // Only the last panel is not full, and it has no later one to whose columns a repeated query would be shown.
            int point = item.Rows.Span[firstRow + Math.Min(row, count - 1)];
            ScoreTile<TVector, T, TLanes>.Pack(item.Queries.AsSpan(point * dimension, dimension), packed, row);
        }

        for (int panel = number; panel < item.LastPanel - item.FirstPanel; panel++)
        {
            int at = item.FirstPanel + panel;
            ref T first = ref keys.First(at);
            bool isPadded = keys.IsPadded(at);
            ref Lead<TVector, T, TLanes> seen = ref columns[panel * Vectors];
            for (int row = 0; row < count; row += Rows)
            {
                if (panel == number)
                {
                    ScoreTile<TVector, T, TLanes>.Score<NoColumns>(in first, isPadded, panel, in packed[row * dimension], dimension, ref leads[row], firstRow + row, ref seen);
                }
                else
                {
                    ScoreTile<TVector, T, TLanes>.Score<WithColumns>(in first, isPadded, panel, in packed[row * dimension], dimension, ref leads[row], firstRow + row, ref seen);
                }
            }
        }

        for (int row = 0; row < count; row++)
        {
            (T best, T second, int lane, int vector) = leads[row].Reduce();
            results[firstRow + row] = (best, second, (vector * TLanes.Count) + lane);
        }
    }

    private static void Conclude(SearchItem<T> item, int row, (T Best, T Second, int Place) own, Lead<TVector, T, TLanes>[][] columns, RowMaxima<T> found)
    {
        (T best, T second, int place) = own;
        Span<T> lane = stackalloc T[TLanes.Count];
        foreach (Lead<TVector, T, TLanes>[] seen in columns)
        {
            Lead<TVector, T, TLanes> column = seen[row / TLanes.Count];
            T columnBest = Lane(column.Best, lane, row);
            second = T.Max(T.Max(second, Lane(column.Second, lane, row)), T.Min(best, columnBest));
            place = columnBest > best ? int.CreateTruncating(Lane(column.Number, lane, row)) : place;
            best = T.Max(best, columnBest);
        }

        int point = item.Rows.Span[row];
        (found.Best[point], found.RunnerUp[point]) = (best, second);
        if (second < best)
        {
            found.SetTarget(point, item.Rows.Span[place]);
        }
        else
        {
            found.SetTie(point, ScoreTile<TVector, T, TLanes>.CollectTie(item, point, best));
        }
    }

    private static T Lane(TVector vector, Span<T> lanes, int row)
    {
        TLanes.Store(vector, ref lanes[0], 0);
        return lanes[row % lanes.Length];
    }
}
