using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hardmax.Dynamics.Floating;

/// <summary>For each lane the largest score so far, the largest of the others, and the number of the vector that had it first.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Lead<TVector, T, TLanes>
    where TVector : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : struct, ILanes<TVector, T>
{
    public TVector Best;
    public TVector Second;
    public TVector Number;

    public static Lead<TVector, T, TLanes> None => new()
    {
        Best = TLanes.Broadcast(T.NegativeInfinity),
        Second = TLanes.Broadcast(T.NegativeInfinity),
        Number = TLanes.Broadcast(T.Zero),
    };

    /// <summary>The largest score of all lanes, the largest of the others, and where the largest was: a lane, and the number of its vector.</summary>
    public readonly (T Best, T Second, int Lane, int Number) Reduce()
    {
        Span<T> best = stackalloc T[TLanes.Count], second = stackalloc T[TLanes.Count], number = stackalloc T[TLanes.Count];
        TLanes.Store(Best, ref best[0], 0);
        TLanes.Store(Second, ref second[0], 0);
        TLanes.Store(Number, ref number[0], 0);
        int winner = 0;
        T runnerUp = second[0];
        for (int lane = 1; lane < best.Length; lane++)
        {
            runnerUp = T.Max(runnerUp, T.Max(second[lane], T.Min(best[lane], best[winner])));
            winner = best[lane] > best[winner] ? lane : winner;
        }

        return (best[winner], runnerUp, winner, int.CreateTruncating(number[winner]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void See(TVector score, TVector number)
    {
        (TVector best, TVector other) = (Best, TLanes.Min(Best, score));
        Second = TLanes.Max(Second, other);
        Number = TLanes.IfGreater(score, best, number, Number);
        Best = TLanes.Max(best, score);
    }

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
