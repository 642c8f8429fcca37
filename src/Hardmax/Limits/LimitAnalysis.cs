using System.Collections.Immutable;
using Hardmax.Dynamics;
using Hardmax.Geometry;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Limits;

/// <summary>
/// Says what a certified limit is made of: which limits are leaders, which are combinations of them, and which are the
/// vertices of K. Every answer carries the witness that <see cref="CertificateChecker"/> asks for.
/// </summary>
public static class LimitAnalysis
{
    /// <summary>
    /// The claims about a limit and their witnesses. For an undecided result the claims hold what is known of the last
    /// layer and no limit, and the witness is empty.
    /// </summary>
    public static (LimitClaims Claims, LimitWitness Witness) Of(LimitResult result)
    {
        ImmutableArray<AttentionSets> attention = AttentionPhases(result);
        var leaders = new LeaderPlaces(result.State);
        ClusterFinding[] findings = [.. result.Groups.Select(leaders.Classify)];
        VertexFinding vertices = Vertices(result);
        var claims = new LimitClaims(
            result.Status,
            result.Layer,
            result.SetsPeriod,
            result.DistinctAtStart,
            [.. attention[0].Leaders()],
            result.LeaderSince,
            result.LeaderPointCount,
            vertices.Tokens,
            [.. findings.Select(finding => finding.Cluster)],
            attention);
        var witness = new LimitWitness(
            result.Proof,
            result.SettledLayer,
            result.ProofPeriod,
            result.Rates,
            vertices.Directions,
            vertices.Inside,
            [.. findings.Select(finding => finding.Separator)]);
        return (claims, witness);
    }

    /// <summary>The certificate of a limit.</summary>
    /// <exception cref="ArgumentException">The result is undecided: there is nothing to certify.</exception>
    public static LimitCertificate Certificate(LimitResult result)
    {
        if (result.Status == LimitStatus.Undecided)
        {
            throw new ArgumentException("An undecided limit has no certificate.", nameof(result));
        }

        (LimitClaims claims, LimitWitness witness) = Of(result);
        return new LimitCertificate(result.Problem, ProblemDigest.Of(result.Problem), claims, witness);
    }

    private static ImmutableArray<AttentionSets> AttentionPhases(LimitResult result)
    {
        var phases = ImmutableArray.CreateBuilder<AttentionSets>(result.SetsPeriod);
        ExactState state = result.State;
        while (true)
        {
            phases.Add(state.AttentionSets);
            if (phases.Count == result.SetsPeriod)
            {
                return phases.MoveToImmutable();
            }

            state = state.Next();
        }
    }

    /// <summary>The vertices of K, which is the hull of the limits in any one phase: the hulls of the layers are nested.</summary>
    private static VertexFinding Vertices(LimitResult result)
    {
        if (result.Groups.IsEmpty)
        {
            return new VertexFinding([], [], []);
        }

        Rational[][] places = [.. result.Groups.Select(group => group.Places[0].ToArray())];
        ConvexHull hull = ConvexHull.Of(places);
        int[] tokenOf = Representatives(result, places);
        int[] byToken = [.. hull.ExtremePoints.OrderBy(at => tokenOf[at])];
        return new VertexFinding(
            [.. byToken.Select(at => tokenOf[at])],
            [.. byToken.Select(at => hull.Directions[at].ToImmutableArray())],
            [.. Enumerable.Range(0, places.Length).Select(at => Inside(hull, tokenOf, at))]);
    }

    private static ImmutableSortedDictionary<int, Rational> Inside(ConvexHull hull, int[] tokenOf, int at) =>
        hull.Combinations.TryGetValue(at, out ConvexCombination? combination)
            ? combination.Weights.ToImmutableSortedDictionary(weight => tokenOf[weight.Key], weight => weight.Value)
            : ImmutableSortedDictionary<int, Rational>.Empty;

    /// <summary>For each group the smallest token that stands at its place already and stays, else the smallest that ends there.</summary>
    private static int[] Representatives(LimitResult result, Rational[][] places)
    {
        // In a cycle two groups may share their place in phase 0; the first of them has the smallest member.
        var tokenAt = new Dictionary<Rational[], int>(Vectors.Comparer);
        var placeOf = new Rational[result.State.TokenCount][];
        foreach ((LimitGroup group, Rational[] place) in result.Groups.Zip(places))
        {
            _ = tokenAt.TryAdd(place, group.Members[0]);
            foreach (int member in group.Members)
            {
                placeOf[member] = place;
            }
        }

        for (int point = 0; point < result.State.PointCount; point++)
        {
            int standing = result.State.FirstToken(point);
            if (Vectors.Comparer.Equals(placeOf[standing], result.State.Point(point)))
            {
                tokenAt[placeOf[standing]] = standing;
            }
        }

        return Array.ConvertAll(places, place => tokenAt[place]);
    }

    private sealed record VertexFinding(
        ImmutableArray<int> Tokens,
        ImmutableArray<ImmutableArray<Rational>> Directions,
        ImmutableArray<ImmutableSortedDictionary<int, Rational>> Inside);

    private sealed record ClusterFinding(LimitCluster Cluster, ImmutableArray<Rational> Separator);

    /// <summary>The leader points of a state, and what a limit is to them.</summary>
    private sealed class LeaderPlaces
    {
        private readonly int[] _tokens;
        private readonly Rational[][] _places;

        public LeaderPlaces(ExactState state)
        {
            int[] points = [.. Enumerable.Range(0, state.PointCount).Where(state.Attention.IsLeaderPoint)];
            _tokens = [.. points.Select(state.FirstToken)];
            _places = [.. points.Select(state.Point)];
        }

        public ClusterFinding Classify(LimitGroup group)
        {
            Rational[] place = [.. group.Places[0]];
            if (!group.IsPoint || _places.Length == 0)
            {
                return Finding(group, ClusterKind.Other);
            }

            if (_places.Contains(place, Vectors.Comparer))
            {
                return Finding(group, ClusterKind.Leader);
            }

            var membership = HullMembership.Of(place, _places);
            return membership.Combination is { } combination
                ? Finding(group, ClusterKind.Combination, combination.Weights.ToImmutableSortedDictionary(weight => _tokens[weight.Key], weight => weight.Value))
                : Finding(group, ClusterKind.Other, separator: [.. membership.Direction!]);
        }

        private static ClusterFinding Finding(
            LimitGroup group,
            ClusterKind kind,
            ImmutableSortedDictionary<int, Rational>? weights = null,
            ImmutableArray<Rational> separator = default) => new(
                new LimitCluster(group.Places, kind, weights ?? ImmutableSortedDictionary<int, Rational>.Empty, group.Members),
                separator.IsDefault ? [] : separator);
    }
}
