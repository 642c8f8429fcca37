using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hardmax.Dynamics.Floating;

/// <summary>
/// Scores in registers: four queries against three vectors of points at a time, twelve chains of fused multiply-adds. A lane is one
/// chain over ascending coordinates from 0, the documented arithmetic, whatever the width.
/// </summary>
internal static class ScoreTile<TVector, T, TLanes>
    where TVector : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : struct, ILanes<TVector, T>
{
    /// <summary>Queries that are scored at once.</summary>
    public const int Rows = 4;

    /// <summary>Vectors of a panel.</summary>
    public const int Vectors = 3;

    private const int PanelsAtOnce = 4;

    /// <summary>Points in a panel.</summary>
    public static int Width => Vectors * TLanes.Count;

    /// <summary>Brings a query into the order in which four are read.</summary>
    /// <param name="query">d numbers.</param>
    /// <param name="packed">Where the queries go, four at a time.</param>
    /// <param name="row">The place of the query among them.</param>
    public static void Pack(ReadOnlySpan<T> query, Span<T> packed, int row)
    {
        Span<T> target = packed[(row / Rows * Rows * query.Length)..];
        for (int c = 0; c < query.Length; c++)
        {
            target[(c * Rows) + (row % Rows)] = query[c];
        }
    }

    /// <summary>Scores four queries against a panel, and shows the scores to the leads of the queries and, if asked, of the points.</summary>
    /// <param name="panel">The first number of the panel.</param>
    /// <param name="isPadded">Whether some places of the panel hold no point.</param>
    /// <param name="number">The number of the panel, for the leads.</param>
    /// <param name="rows">Four queries, coordinate after coordinate.</param>
    /// <param name="dimension">d.</param>
    /// <param name="lead">The leads of the four queries.</param>
    /// <param name="firstRow">The number of the first query, for the leads of the points.</param>
    /// <param name="columns">The leads of the points, three vectors of them.</param>
    // No call in here, not even one that is rarely made: the accumulators would be kept in memory for its sake.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Score<TColumns>(
        ref readonly T panel,
        bool isPadded,
        int number,
        ref readonly T rows,
        int dimension,
        ref Lead<TVector, T, TLanes> lead,
        int firstRow,
        ref Lead<TVector, T, TLanes> columns)
        where TColumns : struct, IColumns
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
        if (TColumns.AreSeen)
        {
            TVector r0 = TLanes.Broadcast(T.CreateTruncating(firstRow)), r1 = TLanes.Broadcast(T.CreateTruncating(firstRow + 1));
            TVector r2 = TLanes.Broadcast(T.CreateTruncating(firstRow + 2)), r3 = TLanes.Broadcast(T.CreateTruncating(firstRow + 3));
            columns.See(s00, r0, s10, r1, s20, r2);
            columns.See(s30, r3);
            Unsafe.Add(ref columns, 1).See(s01, r0, s11, r1, s21, r2);
            Unsafe.Add(ref columns, 1).See(s31, r3);
            Unsafe.Add(ref columns, 2).See(s02, r0, s12, r1, s22, r2);
            Unsafe.Add(ref columns, 2).See(s32, r3);
        }
    }

    /// <summary>All points of some panels whose score for a query is the largest, ascending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int[] CollectTie(SearchItem<T> item, int row, T best)
    {
        KeyPanels<T> keys = item.Keys;
        ReadOnlySpan<T> query = item.Queries.AsSpan(row * keys.Dimension, keys.Dimension);
        T reach = item.QueryNorms[row] * NormBounds<T>.ScoreFactor(keys.Dimension);
        Span<T> scores = stackalloc T[PanelsAtOnce * Width];
        var tie = new List<int>();
        for (int panel = item.FirstPanel; panel < item.LastPanel; panel += PanelsAtOnce)
        {
            if ((reach * keys.NormOf(panel)) + NormBounds<T>.Underflow(keys.Dimension) < best)
            {
                break;
            }

            int last = item.LastPanel - 1;
            ScoreOne(
                ref keys.First(panel),
                ref keys.First(Math.Min(panel + 1, last)),
                ref keys.First(Math.Min(panel + 2, last)),
                ref keys.First(Math.Min(panel + 3, last)),
                query,
                scores);
            for (int at = 0; at < Math.Min(PanelsAtOnce, item.LastPanel - panel) * Width; at++)
            {
                if (scores[at] == best && keys.KeyAt((panel * Width) + at) is >= 0 and var key)
                {
                    tie.Add(key);
                }
            }
        }

        tie.Sort();
        return [.. tie];
    }

    // Four panels, because a chain waits for each of its multiply-adds: twelve of them hide that.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScoreOne(ref T panel0, ref T panel1, ref T panel2, ref T panel3, ReadOnlySpan<T> query, Span<T> scores)
    {
        TVector s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default;
        TVector s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
        nuint lanes = (nuint)TLanes.Count, at = 0;
        foreach (T coordinate in query)
        {
            TVector q = TLanes.Broadcast(coordinate);
            s00 = TLanes.FusedMultiplyAdd(TLanes.Load(in panel0, at), q, s00);
            s01 = TLanes.FusedMultiplyAdd(TLanes.Load(in panel0, at + lanes), q, s01);
            s02 = TLanes.FusedMultiplyAdd(TLanes.Load(in panel0, at + (2 * lanes)), q, s02);
            s10 = TLanes.FusedMultiplyAdd(TLanes.Load(in panel1, at), q, s10);
            s11 = TLanes.FusedMultiplyAdd(TLanes.Load(in panel1, at + lanes), q, s11);
            s12 = TLanes.FusedMultiplyAdd(TLanes.Load(in panel1, at + (2 * lanes)), q, s12);
            s20 = TLanes.FusedMultiplyAdd(TLanes.Load(in panel2, at), q, s20);
            s21 = TLanes.FusedMultiplyAdd(TLanes.Load(in panel2, at + lanes), q, s21);
            s22 = TLanes.FusedMultiplyAdd(TLanes.Load(in panel2, at + (2 * lanes)), q, s22);
            s30 = TLanes.FusedMultiplyAdd(TLanes.Load(in panel3, at), q, s30);
            s31 = TLanes.FusedMultiplyAdd(TLanes.Load(in panel3, at + lanes), q, s31);
            s32 = TLanes.FusedMultiplyAdd(TLanes.Load(in panel3, at + (2 * lanes)), q, s32);
            at += Vectors * lanes;
        }

        ref T target = ref MemoryMarshal.GetReference(scores);
        Store(s00, s01, s02, ref target);
        Store(s10, s11, s12, ref Unsafe.Add(ref target, Width));
        Store(s20, s21, s22, ref Unsafe.Add(ref target, 2 * Width));
        Store(s30, s31, s32, ref Unsafe.Add(ref target, 3 * Width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector s0, TVector s1, TVector s2, ref T target)
    {
        TLanes.Store(s0, ref target, 0);
        TLanes.Store(s1, ref target, (nuint)TLanes.Count);
        TLanes.Store(s2, ref target, (nuint)(2 * TLanes.Count));
    }
}

/// <summary>Whether a tile shows its scores to the points too; a type, so that the kernel has no branch for it.</summary>
internal interface IColumns
{
    static abstract bool AreSeen { get; }
}

/// <summary>Scores are for the queries only.</summary>
internal readonly struct NoColumns : IColumns
{
    public static bool AreSeen => false;
}

/// <summary>Scores are for the queries and for the points.</summary>
internal readonly struct WithColumns : IColumns
{
    public static bool AreSeen => true;
}
