using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hardmax.Dynamics.Floating;

/// <summary>
/// Scores and their maxima in one pass: tiles of scores that never leave the registers, and a running maximum, runner-up and
/// place for each lane. The scores themselves are never stored.
/// </summary>
/// <remarks>
/// <para>The runner-up of a lane is max(runner-up, min(best, score)): a score that equals the best becomes the runner-up,
/// so a tie within a lane shows as runner-up = best, and one between lanes when the lanes are compared.</para>
/// <para>Panels hold the longest points first. A query is done before a panel whose norm bound N has
/// |q| N (1 + (2 d + 8) u) + underflow, and an eighth more, below its best score: no later point can reach it
/// (<see cref="NormBounds{T}.ScoreFactor"/>). The eighth is for the margin: the runner-up is at least that far behind.</para>
/// </remarks>
internal static class ScorePass<TVector, T, TLanes>
    where TVector : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : struct, ILanes<TVector, T>
{
    private const int Rows = ScoreTile<TVector, T, TLanes>.Rows;
    private const int RowsInGroup = 32;

    /// <summary>Searches the panels of one class for the maxima of at most 32 queries.</summary>
    public static void Search(SearchItem<T> item, RowMaxima<T> found)
    {
        T[] packed = ArrayPool<T>.Shared.Rent(RowsInGroup * item.Keys.Dimension);
        SearchGroup(item, item.Rows.Span, packed, found);
        ArrayPool<T>.Shared.Return(packed);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SearchGroup(SearchItem<T> item, ReadOnlySpan<int> rows, T[] packed, RowMaxima<T> found)
    {
        KeyPanels<T> keys = item.Keys;
        int tiles = (rows.Length + Rows - 1) / Rows;
        Span<Lead<TVector, T, TLanes>> leads = stackalloc Lead<TVector, T, TLanes>[RowsInGroup];
        Span<T> reach = stackalloc T[RowsInGroup];
        Span<T> passedOver = stackalloc T[RowsInGroup];
        Span<int> active = stackalloc int[RowsInGroup / Rows];
        for (int row = 0; row < tiles * Rows; row++)
        {
            // A tile that is not full repeats its last query.
            int point = rows[Math.Min(row, rows.Length - 1)];
            leads[row] = Lead<TVector, T, TLanes>.None;
            reach[row] = item.QueryNorms[point] * NormBounds<T>.ScoreFactor(keys.Dimension);
            passedOver[row] = T.NegativeInfinity;
            active[row / Rows] = row / Rows;
            ScoreTile<TVector, T, TLanes>.Pack(item.Queries.AsSpan(point * keys.Dimension, keys.Dimension), packed, row);
        }

        T underflow = NormBounds<T>.Underflow(keys.Dimension);
        T margin = T.One + (T.One / T.CreateChecked(8));
        int working = tiles;
        for (int panel = item.FirstPanel; panel < item.LastPanel && working > 0; panel++)
        {
            T norm = keys.NormOf(panel);
            int kept = 0;
            for (int at = 0; at < working; at++)
            {
                int first = active[at] * Rows;
                bool isDone = panel > item.FirstPanel;
                for (int row = first; isDone && row < first + Rows; row++)
                {
                    isDone = TLanes.AnyGreater(leads[row].Best, TLanes.Broadcast(((reach[row] * norm) + underflow) * margin));
                }

                if (isDone)
                {
                    for (int row = first; row < first + Rows; row++)
                    {
                        passedOver[row] = (reach[row] * norm) + underflow;
                    }

                    continue;
                }

                active[kept++] = active[at];
                ScoreTile<TVector, T, TLanes>.Score<NoColumns>(
                    in keys.First(panel),
                    keys.IsPadded(panel),
                    panel - item.FirstPanel,
                    in packed[first * keys.Dimension],
                    keys.Dimension,
                    ref leads[first],
                    firstRow: 0,
                    ref leads[first]);
            }

            working = kept;
        }

        for (int row = 0; row < rows.Length; row++)
        {
            Conclude(item, rows[row], leads[row], passedOver[row], found);
        }
    }

    private static void Conclude(SearchItem<T> item, int row, Lead<TVector, T, TLanes> lead, T passedOver, RowMaxima<T> found)
    {
        (T best, T second, int lane, int number) = lead.Reduce();
        T runnerUp = T.Max(second, passedOver);
        (found.Best[row], found.RunnerUp[row]) = (best, runnerUp);
        if (runnerUp < best)
        {
            int vector = (item.FirstPanel * ScoreTile<TVector, T, TLanes>.Vectors) + number;
            found.SetTarget(row, item.Keys.KeyAt((vector * TLanes.Count) + lane));
        }
        else
        {
            found.SetTie(row, ScoreTile<TVector, T, TLanes>.CollectTie(item, row, best));
        }
    }
}
