using System.Collections.Immutable;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Tests.Limits;

/// <summary>
/// Every way to change one claim of a certificate, each with a name. Where a claim has a number in the witness that goes
/// with it, the change comes a second time with the witness changed to suit, so that no bookkeeping gives the lie away.
/// </summary>
internal static class CertificateMutations
{
    private static readonly Rational Thousandth = new(1, 1000);

    public static IEnumerable<(string Name, LimitCertificate Changed)> OfClaims(LimitCertificate certificate) =>
    [
        .. Numbers(certificate.Claims).Concat(Leaders(certificate.Claims)).Concat(Attention(certificate.Claims)).Concat(Polytope(certificate.Claims))
            .Concat(Partitions(certificate.Claims)).Concat(EachCluster(certificate.Claims))
            .Select(change => (change.Name, certificate with { Claims = change.Claims })),
        .. WithWitness(certificate),
    ];

    private static IEnumerable<(string Name, LimitClaims Claims)> Numbers(LimitClaims claims)
    {
        foreach (LimitStatus status in new[] { LimitStatus.Undecided, LimitStatus.Certified, LimitStatus.Cycle, (LimitStatus)7 }.Where(status => status != claims.Status))
        {
            yield return ($"status {status}", claims with { Status = status });
        }

        foreach (int by in new[] { -1, 1 })
        {
            yield return ($"layer {by:+0;-0}", claims with { Layer = claims.Layer + by });
            yield return ($"setsPeriod {by:+0;-0}", claims with { SetsPeriod = claims.SetsPeriod + by });
            yield return ($"distinct {by:+0;-0}", claims with { Distinct = claims.Distinct + by });
            yield return ($"leaderPoints {by:+0;-0}", claims with { LeaderPoints = claims.LeaderPoints + by });
        }
    }

    private static IEnumerable<(string Name, LimitClaims Claims)> Leaders(LimitClaims claims)
    {
        for (int token = -1; token <= Count(claims); token++)
        {
            int[] changed = claims.Leaders.Contains(token) ? [.. claims.Leaders.Remove(token)] : [.. claims.Leaders.Add(token).Order()];
            yield return ($"leaders toggle {token}", claims with { Leaders = [.. changed] });
            yield return ($"leaderSince toggle {token}", claims with { LeaderSince = Toggle(claims.LeaderSince, token) });
            yield return ($"leaders and leaderSince toggle {token}", claims with { Leaders = [.. changed], LeaderSince = Toggle(claims.LeaderSince, token) });
        }

        if (claims.Leaders.Length > 1)
        {
            yield return ("leaders reversed", claims with { Leaders = [.. claims.Leaders.Reverse()] });
        }

        foreach ((int leader, int since) in claims.LeaderSince)
        {
            yield return ($"leaderSince {leader} later", claims with { LeaderSince = claims.LeaderSince.SetItem(leader, since + 1) });
            yield return ($"leaderSince {leader} earlier", claims with { LeaderSince = claims.LeaderSince.SetItem(leader, since - 1) });
        }
    }

    private static IEnumerable<(string Name, LimitClaims Claims)> Attention(LimitClaims claims)
    {
        for (int phase = 0; phase < claims.SetsPeriod; phase++)
        {
            int[][] sets = claims.Attention[phase].ToArray();
            for (int at = 0; at < sets.Length * sets.Length; at++)
            {
                (int i, int j) = (at / sets.Length, at % sets.Length);
                int[] changed = [.. sets[i].Contains(j) ? sets[i].Where(member => member != j) : sets[i].Append(j).Order()];
                if (changed.Length > 0)
                {
                    yield return ($"attention {phase} of {i} toggle {j}", WithSets(claims, phase, [.. sets[..i], changed, .. sets[(i + 1)..]]));
                }
            }

            yield return ($"attention {phase} of one token more", WithSets(claims, phase, [.. sets, [0]]));
            yield return ($"phase {phase} dropped", claims with { Attention = claims.Attention.RemoveAt(phase) });
            yield return ($"phase {phase} dropped, period too", claims with { SetsPeriod = claims.SetsPeriod - 1, Attention = claims.Attention.RemoveAt(phase) });
        }
    }

    private static IEnumerable<(string Name, LimitClaims Claims)> Polytope(LimitClaims claims)
    {
        for (int token = -1; token <= Count(claims); token++)
        {
            int[] changed = claims.Polytope.Contains(token) ? [.. claims.Polytope.Remove(token)] : [.. claims.Polytope.Add(token).Order()];
            yield return ($"polytope toggle {token}", claims with { Polytope = [.. changed] });
        }

        for (int at = 1; at < claims.Polytope.Length; at++)
        {
            yield return ($"polytope swap {at}", claims with { Polytope = claims.Polytope.SetItem(at, claims.Polytope[at - 1]).SetItem(at - 1, claims.Polytope[at]) });
        }
    }

    private static IEnumerable<(string Name, LimitClaims Claims)> Partitions(LimitClaims claims)
    {
        for (int from = 0; from < claims.Clusters.Length; from++)
        {
            yield return ($"cluster {from} dropped", claims with { Clusters = claims.Clusters.RemoveAt(from) });
            yield return ($"cluster {from} doubled", claims with { Clusters = claims.Clusters.Add(claims.Clusters[from]) });
            if (claims.Clusters[from].Members.Length > 1)
            {
                yield return ($"cluster {from} split", WithClusters(claims, Split(claims.Clusters, from)));
            }

            for (int to = 0; to < claims.Clusters.Length; to++)
            {
                if (from != to)
                {
                    yield return ($"cluster {from} merged into {to}", WithClusters(claims, Move(claims.Clusters, from, to, claims.Clusters[from].Members)));
                    yield return ($"cluster {from} swapped with {to}", claims with { Clusters = claims.Clusters.SetItem(to, claims.Clusters[from]).SetItem(from, claims.Clusters[to]) });
                    yield return ($"a member of cluster {from} moved to {to}", WithClusters(claims, Move(claims.Clusters, from, to, claims.Clusters[from].Members[..1])));
                    yield return ($"members of clusters {from} and {to} swapped", claims with
                    {
                        Clusters = claims.Clusters
                        .SetItem(to, claims.Clusters[to] with { Members = claims.Clusters[from].Members })
                        .SetItem(from, claims.Clusters[from] with { Members = claims.Clusters[to].Members })
                    });
                }
            }
        }
    }

    private static IEnumerable<(string Name, LimitClaims Claims)> EachCluster(LimitClaims claims)
    {
        for (int at = 0; at < claims.Clusters.Length; at++)
        {
            foreach ((string name, LimitCluster changed) in Cluster(claims, claims.Clusters[at]))
            {
                yield return ($"cluster {at}: {name}", claims with { Clusters = claims.Clusters.SetItem(at, changed) });
            }
        }
    }

    private static IEnumerable<(string Name, LimitCluster Changed)> Cluster(LimitClaims claims, LimitCluster cluster)
    {
        for (int phase = 0; phase < cluster.Places.Length; phase++)
        {
            for (int c = 0; c < cluster.Places[phase].Length; c++)
            {
                ImmutableArray<Rational> place = cluster.Places[phase];
                yield return ($"coordinate {c} of phase {phase}", cluster with { Places = cluster.Places.SetItem(phase, place.SetItem(c, place[c] + Thousandth)) });
            }
        }

        yield return ("one phase more", cluster with { Places = cluster.Places.Add(cluster.Places[0]) });
        yield return ("one coordinate more", cluster with { Places = cluster.Places.SetItem(0, cluster.Places[0].Add(0)) });
        yield return ("a member twice", cluster with { Members = cluster.Members.Add(cluster.Members[^1]) });
        yield return ("a member that is none", cluster with { Members = cluster.Members.Add(Count(claims)) });
        foreach (ClusterKind kind in new[] { ClusterKind.Leader, ClusterKind.Combination, ClusterKind.Other, (ClusterKind)9 }.Where(kind => kind != cluster.Kind))
        {
            yield return ($"kind {kind}", cluster with { Kind = kind });
            yield return ($"kind {kind} without weights", cluster with { Kind = kind, Weights = ImmutableSortedDictionary<int, Rational>.Empty });
            foreach (int token in Enumerable.Range(0, Count(claims)))
            {
                yield return ($"kind {kind} with weight on {token}", cluster with { Kind = kind, Weights = ImmutableSortedDictionary<int, Rational>.Empty.Add(token, 1) });
            }
        }

        foreach ((string name, ImmutableSortedDictionary<int, Rational> weights) in Weights(cluster.Weights, Count(claims)))
        {
            yield return ($"weights: {name}", cluster with { Weights = weights });
        }
    }

    /// <summary>Changes of one list of convex weights; a list that was empty gains an entry.</summary>
    public static IEnumerable<(string Name, ImmutableSortedDictionary<int, Rational> Changed)> Weights(ImmutableSortedDictionary<int, Rational> weights, int tokens)
    {
        for (int token = -1; token <= tokens; token++)
        {
            if (!weights.ContainsKey(token))
            {
                yield return ($"{token} added with 0", weights.Add(token, 0));
                yield return ($"{token} added", weights.Add(token, 1));
            }
        }

        foreach ((int token, Rational weight) in weights)
        {
            yield return ($"{token} dropped", weights.Remove(token));
            yield return ($"{token} raised", weights.SetItem(token, weight + Thousandth));
            foreach (int other in Enumerable.Range(-1, tokens + 2).Where(other => !weights.ContainsKey(other)))
            {
                yield return ($"{token} named {other}", weights.Remove(token).Add(other, weight));
            }
        }
    }

    /// <summary>Changes of a claim with the witness that goes with it.</summary>
    private static IEnumerable<(string Name, LimitCertificate Changed)> WithWitness(LimitCertificate certificate)
    {
        (LimitClaims claims, LimitWitness witness) = (certificate.Claims, certificate.Witness);
        foreach (int by in new[] { -1, 1 })
        {
            yield return ($"layer {by:+0;-0}, settled layer too", certificate with
            {
                Claims = claims with { Layer = claims.Layer + by },
                Witness = witness with { SettledLayer = witness.SettledLayer + by },
            });
        }

        yield return ("period doubled throughout", certificate with
        {
            Claims = claims with { SetsPeriod = 2 * claims.SetsPeriod, Attention = [.. claims.Attention, .. claims.Attention] },
            Witness = witness with { Period = 2 * witness.Period },
        });
        yield return ("limit period doubled throughout", certificate with
        {
            Claims = claims with
            {
                SetsPeriod = 2 * claims.SetsPeriod,
                Attention = [.. claims.Attention, .. claims.Attention],
                Clusters = [.. claims.Clusters.Select(cluster => cluster with { Places = [.. cluster.Places, .. cluster.Places] })],
            },
            Witness = witness with { Period = 2 * witness.Period },
        });
        for (int at = 0; at < claims.Polytope.Length; at++)
        {
            yield return ($"polytope without {claims.Polytope[at]} and its direction", certificate with
            {
                Claims = claims with { Polytope = claims.Polytope.RemoveAt(at) },
                Witness = witness with { Directions = witness.Directions.RemoveAt(at) },
            });
            foreach (int other in Enumerable.Range(0, Count(claims)).Except(claims.Polytope))
            {
                yield return ($"polytope with {other} for {claims.Polytope[at]}", certificate with
                {
                    Claims = claims with { Polytope = [.. claims.Polytope.SetItem(at, other).Order()] },
                });
                yield return ($"polytope with {other} too, in the direction of {claims.Polytope[at]}", certificate with
                {
                    Claims = claims with { Polytope = claims.Polytope.Add(other) },
                    Witness = witness with { Directions = witness.Directions.Add(witness.Directions[at]) },
                });
            }
        }
    }

    private static int Count(LimitClaims claims) => claims.Clusters.Sum(cluster => cluster.Members.Length);

    private static ImmutableSortedDictionary<int, int> Toggle(ImmutableSortedDictionary<int, int> since, int token)
    {
        ImmutableSortedDictionary<int, int> without = since.Remove(token);
        return without.Count < since.Count ? without : since.Add(token, 0);
    }

    private static LimitClaims WithSets(LimitClaims claims, int phase, int[][] sets) =>
        claims with { Attention = claims.Attention.SetItem(phase, AttentionSets.Of(sets)) };

    private static LimitClaims WithClusters(LimitClaims claims, IEnumerable<LimitCluster> clusters) =>
        claims with { Clusters = [.. clusters.Where(cluster => !cluster.Members.IsEmpty).OrderBy(cluster => cluster.Members[0])] };

    private static ImmutableArray<LimitCluster> Split(ImmutableArray<LimitCluster> clusters, int at) => clusters
        .SetItem(at, clusters[at] with { Members = clusters[at].Members[..^1] })
        .Add(clusters[at] with { Members = clusters[at].Members[^1..] });

    private static ImmutableArray<LimitCluster> Move(ImmutableArray<LimitCluster> clusters, int from, int to, ImmutableArray<int> members) => clusters
        .SetItem(from, clusters[from] with { Members = clusters[from].Members.RemoveRange(members) })
        .SetItem(to, clusters[to] with { Members = [.. clusters[to].Members.Concat(members).Order()] });
}
