using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hardmax.Dynamics.Floating;

/// <summary>
/// Scores and their maxima in one pass: four queries against three vectors of points at a time, twelve chains of fused
/// multiply-adds that never leave the registers, and a running maximum, runner-up and place for each lane. The scores
/// themselves are never stored.
/// </summary>
/// <remarks>
/// <para>A lane is one chain over ascending coordinates from 0, the documented arithmetic, whatever the width.</para>
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
    /// <summary>Queries that are scored at once.</summary>
    public const int Rows = 4;

    private const int Vectors = 3;
    private const int RowsInGroup = 32;

    /// <summary>Points in a panel.</summary>
    public static int Width => Vectors * TLanes.Count;

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
        Span<Lead> leads = stackalloc Lead[RowsInGroup];
        Span<T> reach = stackalloc T[RowsInGroup];
        Span<T> passedOver = stackalloc T[RowsInGroup];
        Span<int> active = stackalloc int[RowsInGroup / Rows];
        for (int row = 0; row < tiles * Rows; row++)
        {
            // A tile that is not full repeats its last query.
            int point = rows[Math.Min(row, rows.Length - 1)];
            leads[row] = Lead.None;
            reach[row] = item.QueryNorms[point] * NormBounds<T>.ScoreFactor(keys.Dimension);
            passedOver[row] = T.NegativeInfinity;
            active[row / Rows] = row / Rows;
            for (int c = 0; c < keys.Dimension; c++)
            {
                packed[(row / Rows * Rows * keys.Dimension) + (c * Rows) + (row % Rows)] = item.Queries[(point * keys.Dimension) + c];
            }
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
                Score(in keys.First(panel), keys.IsPadded(panel), panel - item.FirstPanel, in packed[first * keys.Dimension], keys.Dimension, ref leads[first]);
            }

            working = kept;
        }

        for (int row = 0; row < rows.Length; row++)
        {
            Conclude(item, rows[row], leads[row], passedOver[row], found);
        }
    }

    // No call in here, not even one that is rarely made: the accumulators would be kept in memory for its sake.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Score(ref readonly T panel, bool isPadded, int number, ref readonly T rows, int dimension, ref Lead lead)
    {
        ref T points = ref Unsafe.AsRef(in panel);
        ref T queries = ref Unsafe.AsRef(in rows);
        TVector s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default;
        TVector s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
        nuint lanes = (nuint)TLanes.Count;
        for (int c = 0; c < dimension; c++)
        {
            TVector z0 = TLanes.Load(in points, 0);
            TVector z1 = TLanes.Load(in points, lanes);
            TVector z2 = TLanes.Load(in points, 2 * lanes);
            TVector q = TLanes.Broadcast(queries);
            s00 = TLanes.FusedMultiplyAdd(z0, q, s00);
            s01 = TLanes.FusedMultiplyAdd(z1, q, s01);
            s02 = TLanes.FusedMultiplyAdd(z2, q, s02);
            q = TLanes.Broadcast(Unsafe.Add(ref queries, 1));
            s10 = TLanes.FusedMultiplyAdd(z0, q, s10);
            s11 = TLanes.FusedMultiplyAdd(z1, q, s11);
            s12 = TLanes.FusedMultiplyAdd(z2, q, s12);
            q = TLanes.Broadcast(Unsafe.Add(ref queries, 2));
            s20 = TLanes.FusedMultiplyAdd(z0, q, s20);
            s21 = TLanes.FusedMultiplyAdd(z1, q, s21);
            s22 = TLanes.FusedMultiplyAdd(z2, q, s22);
            q = TLanes.Broadcast(Unsafe.Add(ref queries, 3));
            s30 = TLanes.FusedMultiplyAdd(z0, q, s30);
            s31 = TLanes.FusedMultiplyAdd(z1, q, s31);
            s32 = TLanes.FusedMultiplyAdd(z2, q, s32);
            points = ref Unsafe.Add(ref points, Vectors * TLanes.Count);
            queries = ref Unsafe.Add(ref queries, Rows);
        }

        if (isPadded)
        {
            // Behind its coordinates a panel has 0 for a point and minus infinity for none.
            TVector p0 = TLanes.Load(in points, 0), p1 = TLanes.Load(in points, lanes), p2 = TLanes.Load(in points, 2 * lanes);
            (s00, s01, s02) = (TLanes.Add(s00, p0), TLanes.Add(s01, p1), TLanes.Add(s02, p2));
            (s10, s11, s12) = (TLanes.Add(s10, p0), TLanes.Add(s11, p1), TLanes.Add(s12, p2));
            (s20, s21, s22) = (TLanes.Add(s20, p0), TLanes.Add(s21, p1), TLanes.Add(s22, p2));
            (s30, s31, s32) = (TLanes.Add(s30, p0), TLanes.Add(s31, p1), TLanes.Add(s32, p2));
        }

        TVector n0 = TLanes.Broadcast(T.CreateTruncating(Vectors * number));
        TVector n1 = TLanes.Broadcast(T.CreateTruncating((Vectors * number) + 1));
        TVector n2 = TLanes.Broadcast(T.CreateTruncating((Vectors * number) + 2));
        lead.See(s00, n0, s01, n1, s02, n2);
        Unsafe.Add(ref lead, 1).See(s10, n0, s11, n1, s12, n2);
        Unsafe.Add(ref lead, 2).See(s20, n0, s21, n1, s22, n2);
        Unsafe.Add(ref lead, 3).See(s30, n0, s31, n1, s32, n2);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Conclude(SearchItem<T> item, int row, Lead lead, T passedOver, RowMaxima<T> found)
    {
        Span<T> best = stackalloc T[TLanes.Count], second = stackalloc T[TLanes.Count], number = stackalloc T[TLanes.Count];
        TLanes.Store(lead.Best, ref best[0], 0);
        TLanes.Store(lead.Second, ref second[0], 0);
        TLanes.Store(lead.Number, ref number[0], 0);
        int winner = 0;
        T runnerUp = T.Max(second[0], passedOver);
        for (int lane = 1; lane < best.Length; lane++)
        {
            runnerUp = T.Max(runnerUp, T.Max(second[lane], T.Min(best[lane], best[winner])));
            winner = best[lane] > best[winner] ? lane : winner;
        }

        found.Best[row] = best[winner];
        found.RunnerUp[row] = runnerUp;
        if (runnerUp < best[winner])
        {
            int vector = (item.FirstPanel * Vectors) + int.CreateTruncating(number[winner]);
            found.SetTarget(row, item.Keys.KeyAt((vector * TLanes.Count) + winner));
        }
        else
        {
            found.SetTie(row, CollectTie(item, row, best[winner]));
        }
    }

    /// <summary>All points whose score is the largest, ascending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int[] CollectTie(SearchItem<T> item, int row, T best)
    {
        KeyPanels<T> keys = item.Keys;
        ReadOnlySpan<T> query = item.Queries.AsSpan(row * keys.Dimension, keys.Dimension);
        T reach = item.QueryNorms[row] * NormBounds<T>.ScoreFactor(keys.Dimension);
        Span<T> scores = stackalloc T[Width];
        var tie = new List<int>();
        for (int panel = item.FirstPanel; panel < item.LastPanel; panel++)
        {
            if ((reach * keys.NormOf(panel)) + NormBounds<T>.Underflow(keys.Dimension) < best)
            {
                break;
            }

            ScoreOne(ref keys.First(panel), query, scores);
            for (int at = 0; at < scores.Length; at++)
            {
                int key = keys.KeyAt((panel * Width) + at);
                if (scores[at] == best && key >= 0)
                {
                    tie.Add(key);
                }
            }
        }

        tie.Sort();
        return [.. tie];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScoreOne(ref T points, ReadOnlySpan<T> query, Span<T> scores)
    {
        TVector s0 = default, s1 = default, s2 = default;
        nuint lanes = (nuint)TLanes.Count;
        foreach (T coordinate in query)
        {
            TVector q = TLanes.Broadcast(coordinate);
            s0 = TLanes.FusedMultiplyAdd(TLanes.Load(in points, 0), q, s0);
            s1 = TLanes.FusedMultiplyAdd(TLanes.Load(in points, lanes), q, s1);
            s2 = TLanes.FusedMultiplyAdd(TLanes.Load(in points, 2 * lanes), q, s2);
            points = ref Unsafe.Add(ref points, Vectors * TLanes.Count);
        }

        ref T target = ref MemoryMarshal.GetReference(scores);
        TLanes.Store(s0, ref target, 0);
        TLanes.Store(s1, ref target, lanes);
        TLanes.Store(s2, ref target, 2 * lanes);
    }

    /// <summary>For each lane the largest score so far, the largest of the others, and the number of the vector that had it first.</summary>
    private struct Lead
    {
        public TVector Best;
        public TVector Second;
        public TVector Number;

        public static Lead None => new()
        {
            Best = TLanes.Broadcast(T.NegativeInfinity),
            Second = TLanes.Broadcast(T.NegativeInfinity),
            Number = TLanes.Broadcast(T.Zero),
        };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void See(TVector s0, TVector n0, TVector s1, TVector n1, TVector s2, TVector n2)
        {
            (TVector best, TVector second, TVector number) = (Best, Second, Number);
            second = TLanes.Max(second, TLanes.Min(best, s0));
            number = TLanes.IfGreater(s0, best, n0, number);
            best = TLanes.Max(best, s0);
            second = TLanes.Max(second, TLanes.Min(best, s1));
            number = TLanes.IfGreater(s1, best, n1, number);
            best = TLanes.Max(best, s1);
            second = TLanes.Max(second, TLanes.Min(best, s2));
            number = TLanes.IfGreater(s2, best, n2, number);
            (Best, Second, Number) = (TLanes.Max(best, s2), second, number);
        }
    }
}
