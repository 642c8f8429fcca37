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
        var groupOfKey = new Dictionary<Rational[], int>(Vectors.Comparer);
        var groups = new List<(Rational[] Key, List<int> Members)>();
        int[] groupOf = new int[state.PointCount];
        Array.Fill(groupOf, -1);

        // Points that share a set share the array of their limit, which saves the look at its numbers.
        var groupOfArray = new Dictionary<Rational[], int>(ReferenceEqualityComparer.Instance);
        for (int token = 0; token < state.TokenCount; token++)
        {
            int point = state.PointOf(token);
            if (groupOf[point] < 0)
            {
                Rational[] key = phases.Count == 1 ? phases[0][point] : [.. phases.SelectMany(places => places[point])];
                if (!groupOfArray.TryGetValue(key, out groupOf[point]))
                {
                    if (!groupOfKey.TryGetValue(key, out groupOf[point]))
                    {
                        groupOf[point] = groups.Count;
                        groupOfKey.Add(key, groups.Count);
                        groups.Add((key, []));
                    }

                    groupOfArray.Add(key, groupOf[point]);
                }
            }

            groups[groupOf[point]].Members.Add(token);
        }

        return [.. groups.Select(group => new LimitGroup(Split(group.Key, state.Dimension), [.. group.Members]))];
    }

    private static ImmutableArray<ImmutableArray<Rational>> Split(Rational[] key, int dimension) =>
        [.. key.Chunk(dimension).Select(place => place.ToImmutableArray())];
}
