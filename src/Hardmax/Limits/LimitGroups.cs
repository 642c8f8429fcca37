using System.Collections.Immutable;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Limits;

/// <summary>Gathers tokens with the same limit, or the same limit orbit, into groups.</summary>
internal static class LimitGroups
{
    /// <summary>The groups by smallest member.</summary>
    /// <param name="state">Where the tokens stand: points to tokens.</param>
    /// <param name="phases">For each phase of the limit, the limit of each point of the state.</param>
    public static ImmutableArray<LimitGroup> Of(ExactState state, IReadOnlyList<Rational[][]> phases)
    {
        var groupOf = new Dictionary<Rational[], List<int>>(Vectors.Comparer);
        var order = new List<Rational[]>();
        var keys = new Rational[state.PointCount][];
        for (int token = 0; token < state.TokenCount; token++)
        {
            int point = state.PointOf(token);
            Rational[] key = keys[point] ??= [.. phases.SelectMany(places => places[point])];
            if (!groupOf.TryGetValue(key, out List<int>? members))
            {
                members = [];
                groupOf.Add(key, members);
                order.Add(key);
            }

            members.Add(token);
        }

        return [.. order.Select(key => new LimitGroup(Split(key, state.Dimension), [.. groupOf[key]]))];
    }

    private static ImmutableArray<ImmutableArray<Rational>> Split(Rational[] key, int dimension) =>
        [.. key.Chunk(dimension).Select(place => place.ToImmutableArray())];
}
