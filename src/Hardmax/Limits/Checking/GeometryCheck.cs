using System.Collections.Immutable;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Limits.Checking;

/// <summary>Checks what the limits are to the leaders, and that the polytope's tokens are the vertices of K, by witnesses.</summary>
internal static class GeometryCheck
{
    public static void Check(LimitCertificate certificate, CheckedRun run)
    {
        CheckKinds(certificate, run);
        CheckPolytope(certificate, run);
    }

    private static void CheckKinds(LimitCertificate certificate, CheckedRun run)
    {
        LimitClaims claims = certificate.Claims;
        Rational[][] tokens = run.Tokens(claims.Layer);
        Dictionary<int, Rational[]> leaders = run.LeaderPoints(claims.Layer).ToDictionary(i => i, i => tokens[i]);
        ClaimRejectedException.Unless(certificate.Witness.Separators.Length == claims.Clusters.Length, "there is not one separator entry for each cluster");
        for (int at = 0; at < claims.Clusters.Length; at++)
        {
            LimitCluster cluster = claims.Clusters[at];
            Rational[] place = [.. cluster.Places[0]];
            bool isLeader = cluster.IsPoint && leaders.Values.Contains(place, Vectors.Comparer);
            ClaimRejectedException.Unless((cluster.Kind == ClusterKind.Leader) == isLeader, $"cluster {at} is of kind leader exactly when its limit is the place of a leader point");
            if (cluster.Kind == ClusterKind.Combination)
            {
                ClaimRejectedException.Unless(cluster.IsPoint && IsCombination(place, cluster.Weights, leaders), $"the weights of cluster {at} give no convex combination of leaders");
                continue;
            }

            ClaimRejectedException.Unless(cluster.Weights.IsEmpty, $"cluster {at} has weights and is no combination");
            bool isFar = cluster.Kind != ClusterKind.Other || !cluster.IsPoint || leaders.Count == 0
                || IsAbove(place, [.. certificate.Witness.Separators[at]], leaders.Values);
            ClaimRejectedException.Unless(isFar, $"nothing shows that cluster {at} is no combination of leaders");
        }
    }

    private static void CheckPolytope(LimitCertificate certificate, CheckedRun run)
    {
        (LimitClaims claims, LimitWitness witness) = (certificate.Claims, certificate.Witness);
        Rational[][] limits = [.. claims.Limits(0).Select(place => place.ToArray())];
        Rational[][] places = [.. limits.Distinct(Vectors.Comparer)];
        ClaimRejectedException.Unless(
            claims.Polytope.All(i => i >= 0 && i < run.Count) && claims.Polytope.Length == witness.Directions.Length,
            "the polytope names no tokens, or not one direction each");
        ClaimRejectedException.Unless(
            claims.Polytope.Zip(claims.Polytope.Skip(1)).All(pair => pair.First < pair.Second),
            "the polytope's tokens are in ascending order");
        var vertices = new Dictionary<int, Rational[]>();
        for (int at = 0; at < claims.Polytope.Length; at++)
        {
            int token = claims.Polytope[at];
            Rational[] vertex = limits[token];
            ClaimRejectedException.Unless(token == Representative(claims, run, limits, vertex), $"token {token} is not the one that stands for its vertex");
            ClaimRejectedException.Unless(
                IsAbove(vertex, [.. witness.Directions[at]], places.Where(place => !Vectors.Comparer.Equals(place, vertex))),
                $"nothing shows that the limit of token {token} is a vertex");
            vertices.Add(token, vertex);
        }

        CheckInside(claims, witness, vertices);
    }

    private static void CheckInside(LimitClaims claims, LimitWitness witness, Dictionary<int, Rational[]> vertices)
    {
        ClaimRejectedException.Unless(witness.Inside.Length == claims.Clusters.Length, "there is not one entry of weights for each cluster");
        for (int at = 0; at < claims.Clusters.Length; at++)
        {
            Rational[] place = [.. claims.Clusters[at].Places[0]];
            bool isInside = vertices.Values.Contains(place, Vectors.Comparer) || IsCombination(place, witness.Inside[at], vertices);
            ClaimRejectedException.Unless(isInside, $"nothing shows that the limit of cluster {at} lies in the polytope");
        }
    }

    /// <summary>The smallest token that stands at the vertex at the layer of the claims, else the smallest with that limit.</summary>
    private static int Representative(LimitClaims claims, CheckedRun run, Rational[][] limits, Rational[] vertex)
    {
        int standing = Array.FindIndex(run.Tokens(claims.Layer), token => Vectors.Comparer.Equals(token, vertex));
        return standing >= 0 && Vectors.Comparer.Equals(limits[standing], vertex)
            ? standing
            : Array.FindIndex(limits, limit => Vectors.Comparer.Equals(limit, vertex));
    }

    private static bool IsAbove(Rational[] point, Rational[] direction, IEnumerable<Rational[]> others) =>
        direction.Length == point.Length && others.All(other => Vectors.Dot(direction, point) > Vectors.Dot(direction, other));

    private static bool IsCombination(Rational[] point, ImmutableSortedDictionary<int, Rational> weights, Dictionary<int, Rational[]> corners)
    {
        if (!weights.All(weight => weight.Value.Sign > 0 && corners.ContainsKey(weight.Key))
            || weights.Values.Aggregate(Rational.Zero, (x, y) => x + y) != Rational.One)
        {
            return false;
        }

        Rational[] sum = weights.Aggregate(new Rational[point.Length], (partial, weight) => Vectors.AddScaled(partial, weight.Value, corners[weight.Key]));
        return Vectors.Comparer.Equals(sum, point);
    }
}
