using Hardmax.Dynamics;
using Hardmax.Model;

namespace Hardmax.Limits;

/// <summary>
/// The attention sets of all layers so far, by token. The first states are kept as they are, because most runs end
/// there and never ask; later ones leave only their sets, because the integers of a state grow with its layer.
/// </summary>
internal sealed class SetsHistory
{
    private const int KeptStates = 8;

    private readonly List<ExactState> _first = [];
    private readonly List<AttentionSets> _later = [];

    /// <summary>The number of layers so far.</summary>
    public int Count => _first.Count + _later.Count;

    /// <summary>The sets of a layer.</summary>
    public AttentionSets this[int layer] => layer < KeptStates ? _first[layer].AttentionSets : _later[layer - KeptStates];

    /// <summary>Appends the next layer.</summary>
    public void Add(ExactState state)
    {
        if (_first.Count < KeptStates)
        {
            _first.Add(state);
        }
        else
        {
            _later.Add(state.AttentionSets);
        }
    }

    /// <summary>The smallest divisor of a known period that is a period too, from a layer on, as far as the history goes.</summary>
    public int SmallestPeriod(int layer, int knownPeriod) => Enumerable.Range(1, knownPeriod)
        .First(period => knownPeriod % period == 0 && RepeatsFrom(layer, period));

    /// <summary>The first layer from which the sets have had this period up to now.</summary>
    public int FirstLayerOf(int period)
    {
        int layer = Count - period;
        while (layer > 0 && this[layer - 1].Equals(this[layer - 1 + period]))
        {
            layer--;
        }

        return layer;
    }

    private bool RepeatsFrom(int layer, int period)
    {
        for (int at = layer; at + period < Count; at++)
        {
            if (!this[at].Equals(this[at + period]))
            {
                return false;
            }
        }

        return true;
    }
}
