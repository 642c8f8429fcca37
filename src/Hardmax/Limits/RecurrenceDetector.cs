using Hardmax.Dynamics;

namespace Hardmax.Limits;

/// <summary>
/// Notices a layer whose score gaps, up to a factor, are those of an earlier one. The gaps of m points are m^2 big
/// integers, so many points are looked at only in runs that did not end early, and of each layer only a hash is kept:
/// a hash that comes back is held against the earlier layer computed anew.
/// </summary>
/// <param name="replay">Computes the state of an earlier layer again.</param>
internal sealed class RecurrenceDetector(Func<int, ExactState> replay)
{
    private const int AlwaysUpTo = 16;
    private const int NeverAbove = 96;
    private const int LateLayer = 8;

    private readonly Dictionary<int, int> _layerOfHash = [];

    /// <summary>The first layer from which the gaps recur, and their period; or null.</summary>
    public (int Layer, int Period)? Observe(ExactState state)
    {
        int points = state.PointCount;
        bool isLookedAt = points <= AlwaysUpTo || (points <= NeverAbove && state.Layer >= LateLayer);
        if (!isLookedAt)
        {
            return null;
        }

        var form = GramForm.Of(state);
        if (_layerOfHash.TryAdd(form.GetHashCode(), state.Layer))
        {
            return null;
        }

        int earlier = _layerOfHash[form.GetHashCode()];
        int period = state.Layer - earlier;
        return form.Equals(GramForm.Of(replay(earlier))) ? (FirstLayer(earlier, period), period) : null;
    }

    /// <summary>Layers that were not looked at may have the same gaps already.</summary>
    private int FirstLayer(int layer, int period)
    {
        while (layer > 0 && GramForm.Of(replay(layer - 1)).Equals(GramForm.Of(replay(layer - 1 + period))))
        {
            layer--;
        }

        return layer;
    }
}
