using System.Collections.Immutable;
using Hardmax.Algebra;
using Hardmax.Geometry;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Claims;

/// <summary>The claims about limits: decided by the certified limit, undecided without one.</summary>
internal static class FinalClaims
{
    public static ClaimVerdict Converges(ClaimEvidence evidence)
    {
        if (evidence.Limit.Status != LimitStatus.Cycle)
        {
            return evidence.IsDecided ? ClaimVerdict.Holds() : Unknown(evidence);
        }

        LimitGroup orbit = evidence.Limit.Groups.First(group => !group.IsPoint);
        return ClaimVerdict.Violated(new ClaimWitness($"token {orbit.Members[0]} tends to an orbit of {orbit.Places.Length} places")
        {
            Layer = evidence.Limit.Layer,
            IsApproached = !evidence.Recurs,
            Tokens = orbit.Members,
            Values = [.. orbit.Places.Select((place, phase) => new NamedValue($"phase {phase}", place))],
        });
    }

    public static ClaimVerdict Consensus(ClaimEvidence evidence)
    {
        if (!evidence.IsDecided)
        {
            return Unknown(evidence);
        }

        if (evidence.Limit.Status == LimitStatus.Cycle)
        {
            return Converges(evidence);
        }

        return evidence.Limit.Groups.Length == 1
            ? ClaimVerdict.Holds()
            : ClaimVerdict.Violated(new ClaimWitness($"there are {evidence.Limit.Groups.Length} limits")
            {
                Tokens = [.. evidence.Limit.Groups.Select(group => group.Members[0])],
                Values = [.. evidence.Limit.Groups.Select(group => new NamedValue($"limit of token {group.Members[0]}", group.Places[0]))],
            });
    }

    public static ClaimVerdict LimitsOnBoundary(ClaimEvidence evidence) => ForEachLimit(evidence, (place, isVertex) =>
        !isVertex && InteriorWeights(place, evidence.Vertices) is { } margin
            ? $"is an interior point of K: a convex combination of all its vertices, each with a weight of at least {margin}"
            : null);

    public static ClaimVerdict LimitsAreCombinations(ClaimEvidence evidence)
    {
        ImmutableArray<NamedValue> leaders = evidence.Leaders;
        Rational[][] places = [.. leaders.Select(leader => leader.Value.ToArray())];
        return ForEachLimit(evidence, (place, _) => places.Length switch
        {
            0 => "is no combination of leaders: there is none",
            _ => HullMembership.Of(place, places).IsInside ? null : $"lies outside the convex hull of the {places.Length} leaders",
        });
    }

    /// <summary>
    /// <![CDATA[The face where <A s, .> is largest holds s iff <A s, s> is that maximum. Then A s is constant on the face and
    /// maximal over K there, which for SPD A says that s is the projection of the origin on it.]]>
    /// </summary>
    public static ClaimVerdict NonvertexLimitIsProjection(ClaimEvidence evidence) => ForEachLimit(evidence, (place, isVertex) =>
    {
        Rational[] direction = evidence.Matrix.Apply(place);
        Rational highest = evidence.Vertices.Select(vertex => Vectors.Dot(direction, vertex.Value.AsSpan())).Aggregate(Rational.Max);
        Rational own = Vectors.Dot(direction, place);
        return isVertex || own == highest ? null : $"has <A s, s> = {own}, below the largest <A s, .> over K, {highest}";
    });

    public static ClaimVerdict VerticesAreLeaders(ClaimEvidence evidence)
    {
        ClaimVerdict finite = LeadersInFiniteTime(evidence);
        if (finite.Status != ClaimStatus.Holds)
        {
            return finite;
        }

        HashSet<Rational[]> vertices = Places(evidence.Vertices);
        NamedValue? inside = evidence.Leaders.FirstOrDefault(leader => !vertices.Contains([.. leader.Value]));
        return inside is null
            ? ClaimVerdict.Holds()
            : ClaimVerdict.Violated(new ClaimWitness($"{inside.Name} stands at no vertex of K") { Values = [inside] });
    }

    public static ClaimVerdict LeadersInFiniteTime(ClaimEvidence evidence)
    {
        if (!evidence.IsDecided)
        {
            return Unknown(evidence);
        }

        HashSet<Rational[]> leaders = Places(evidence.Leaders);
        NamedValue? lost = evidence.Vertices.FirstOrDefault(vertex => !leaders.Contains([.. vertex.Value]));
        return lost is null
            ? ClaimVerdict.Holds()
            : ClaimVerdict.Violated(new ClaimWitness($"no leader ever stands at a vertex of K, the {lost.Name}") { Values = [lost] });
    }

    /// <summary>Applies a predicate to every limit that exists; a text from it is a violation.</summary>
    private static ClaimVerdict ForEachLimit(ClaimEvidence evidence, Func<Rational[], bool, string?> violation)
    {
        if (!evidence.IsDecided)
        {
            return Unknown(evidence);
        }

        HashSet<Rational[]> vertices = Places(evidence.Vertices);
        foreach (LimitCluster cluster in evidence.RestingClusters)
        {
            Rational[] place = [.. cluster.Places[0]];
            if (violation(place, vertices.Contains(place)) is { } says)
            {
                return ClaimVerdict.Violated(new ClaimWitness($"the limit s of token {cluster.Members[0]} {says}")
                {
                    Tokens = cluster.Members,
                    Values = [new NamedValue("s", cluster.Places[0])],
                });
            }
        }

        return ClaimVerdict.Holds();
    }

    private static HashSet<Rational[]> Places(IEnumerable<NamedValue> values) =>
        values.Select(value => value.Value.ToArray()).ToHashSet(Vectors.Comparer);

    internal static ClaimVerdict Unknown(ClaimEvidence evidence) =>
        ClaimVerdict.Undecided($"the limit is undecided after {evidence.Limit.Layer} layers");

    /// <summary>
    /// A point is interior to a polytope with interior points iff it is a convex combination of all vertices with
    /// positive weights: the largest least weight is a linear program. Null where the point is on the boundary, which
    /// every point is of a polytope without interior points.
    /// </summary>
    private static Rational? InteriorWeights(Rational[] place, ImmutableArray<NamedValue> vertices)
    {
        if (AffineDimension(vertices) < place.Length)
        {
            return null;
        }

        // Variables: one weight per vertex, then the least weight, which is to be largest.
        int count = vertices.Length;
        var constraints = new List<LinearConstraint>();
        for (int c = 0; c < place.Length; c++)
        {
            constraints.Add(LinearConstraint.Equal([.. vertices.Select(vertex => vertex.Value[c]), Rational.Zero], place[c]));
        }

        constraints.Add(LinearConstraint.Equal([.. Enumerable.Repeat(Rational.One, count), Rational.Zero], Rational.One));
        for (int at = 0; at < count; at++)
        {
            constraints.Add(LinearConstraint.AtLeast([.. Enumerable.Range(0, count).Select(v => v == at ? Rational.One : Rational.Zero), -Rational.One], Rational.Zero));
        }

        var program = new LinearProgram([.. Enumerable.Repeat(Rational.Zero, count), Rational.One], constraints);
        return program.Solve() is LinearProgramResult.Optimal { Value.Sign: > 0 } best ? best.Value : null;
    }

    private static int AffineDimension(ImmutableArray<NamedValue> vertices) =>
        RationalSpan.Independent(vertices.Skip(1).Select(vertex => Vectors.Subtract(vertex.Value.AsSpan(), vertices[0].Value.AsSpan()))).Length;
}
