using System.Numerics;
using Hardmax.Dynamics;

namespace Hardmax.Limits;

/// <summary>
/// One period of attention sets as they were at some layer K: what each layer of it does to the points, and the score
/// gaps that have to keep their signs for the sets to repeat for ever. If, for the places that the maps alone would
/// lead to, the gaps of every later layer have the signs that its sets ask for, then by induction over the layers the
/// sets do repeat.
/// </summary>
internal sealed class RepeatingSets
{
    // A check of this many coefficients takes seconds.
    private const long LargestSize = 8192;

    private readonly ExactLayerMap _layer;
    private readonly PointAttention[] _attention;
    private readonly ScaledMap[] _maps;

    private RepeatingSets(ExactLayerMap layer, PointAttention[] attention, ScaledMap[] maps)
    {
        _layer = layer;
        _attention = attention;
        _maps = maps;
        Whole = maps.Aggregate((earlier, later) => later.After(earlier));
    }

    /// <summary>The number of layers after which the sets are to repeat.</summary>
    public int Period => _maps.Length;

    /// <summary>What a period does to the points.</summary>
    public ScaledMap Whole { get; }

    /// <summary>The sets of a layer and those after it, or null if points meet within the period.</summary>
    /// <remarks>
    /// Points that meet had different sets just before and have the same sets ever after, so sets that repeat from before
    /// that on do not exist; a gap that becomes 0 would show it too.
    /// </remarks>
    public static RepeatingSets? From(ExactState first, int period)
    {
        var attention = new PointAttention[period];
        var maps = new ScaledMap[period];
        ExactState state = first;
        for (int phase = 0; phase < period; phase++)
        {
            if (state.PointCount != first.PointCount)
            {
                return null;
            }

            (attention[phase], maps[phase]) = (state.Attention, ScaledMap.Of(state));
            state = state.Next();
        }

        return new RepeatingSets(first.Map, attention, maps);
    }

    /// <summary>The same sets, with two periods taken as one.</summary>
    public RepeatingSets Twice() => new(_layer, [.. _attention, .. _attention], [.. _maps, .. _maps]);

    /// <summary>
    /// Whether it is proved that along places z(m) of phase 0, for every m &gt;= 0 and every phase, the points of largest
    /// score are the sets.
    /// </summary>
    public bool AreThoseOf(PointSums places)
    {
        foreach ((PointAttention attention, ScaledMap map) in _attention.Zip(_maps))
        {
            if (!AreThoseOf(places, attention))
            {
                return false;
            }

            places = places.Through(map);
        }

        return true;
    }

    private bool AreThoseOf(PointSums places, PointAttention attention)
    {
        if (places.Size > LargestSize)
        {
            return false;
        }

        for (int i = 0; i < attention.Count; i++)
        {
            ReadOnlySpan<int> set = attention[i];
            ExponentialSum[] gaps = places.Gaps(_layer, i, set[0]);
            for (int j = 0; j < gaps.Length; j++)
            {
                bool isMember = set.BinarySearch(j) >= 0;
                if (!(isMember ? gaps[j].IsZero : gaps[j].IsProvedPositive()))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
