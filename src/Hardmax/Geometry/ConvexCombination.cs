using System.Collections.Immutable;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Geometry;

/// <summary>
/// Weights on some of a list of points, keyed by index; the others weigh nothing. Whether they are convex is for
/// <see cref="Reproduces"/> to say.
/// </summary>
/// <param name="Weights">The weights that are not left out.</param>
public sealed record ConvexCombination(ImmutableSortedDictionary<int, Rational> Weights)
{
    /// <summary>All weight on one point.</summary>
    public static ConvexCombination Vertex(int index) => Of([KeyValuePair.Create(index, Rational.One)]);

    /// <summary>These weights without the zeros.</summary>
    public static ConvexCombination Of(IEnumerable<KeyValuePair<int, Rational>> weights) =>
        new(weights.Where(pair => !pair.Value.IsZero).ToImmutableSortedDictionary());

    /// <summary>The sum of the weighted points.</summary>
    /// <param name="points">At least as many points as the largest index asks for, each of d coordinates.</param>
    public Rational[] PointIn(IReadOnlyList<Rational[]> points)
    {
        var sum = new Rational[points[0].Length];
        foreach ((int index, Rational weight) in Weights)
        {
            sum = Vectors.AddScaled(sum, weight, points[index]);
        }

        return sum;
    }

    /// <summary>
    /// Whether every weight is positive and belongs to one of the points, the weights sum to 1, and the weighted points
    /// sum to the given one: the proof that it lies in their convex hull.
    /// </summary>
    public bool Reproduces(Rational[] point, IReadOnlyList<Rational[]> points) =>
        Weights.All(pair => pair.Key >= 0 && pair.Key < points.Count && pair.Value.Sign > 0)
        && Weights.Values.Aggregate(Rational.Zero, (sum, weight) => sum + weight) == Rational.One
        && Vectors.Comparer.Equals(PointIn(points), point);

    /// <summary>The same weights on other indices.</summary>
    internal ConvexCombination Renamed(IReadOnlyList<int> indices) =>
        Of(Weights.Select(pair => KeyValuePair.Create(indices[pair.Key], pair.Value)));
}
