using System.Collections.Immutable;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Limits;

/// <summary>What the limit of a group of tokens is to the leaders.</summary>
public enum ClusterKind
{
    /// <summary>The place of a leader point.</summary>
    Leader,

    /// <summary>A convex combination of leader points, and itself none.</summary>
    Combination,

    /// <summary>Neither; or an orbit that never comes to rest.</summary>
    Other,
}

/// <summary>Tokens with one limit.</summary>
/// <param name="Places">The limit in R^d, one place for each phase of a limit cycle and one alone where everything comes to rest.</param>
/// <param name="Kind">What the limit is to the leaders.</param>
/// <param name="Weights">For a combination: convex weights, keyed by the smallest token at the leader's point; else empty.</param>
/// <param name="Members">The tokens, ascending.</param>
public sealed record LimitCluster(
    ImmutableArray<ImmutableArray<Rational>> Places,
    ClusterKind Kind,
    ImmutableSortedDictionary<int, Rational> Weights,
    ImmutableArray<int> Members)
{
    /// <summary>Whether the cluster comes to rest: the same place in all phases.</summary>
    public bool IsPoint => Places.All(place => place.AsSpan().SequenceEqual(Places[0].AsSpan()));
}

/// <summary>Everything that is claimed of a limit; each item is checked by <see cref="CertificateChecker"/>.</summary>
/// <param name="Status">Certified or a cycle; undecided claims no limit.</param>
/// <param name="Layer">The smallest layer at which the certificate closes (undecided: the last layer computed).</param>
/// <param name="SetsPeriod">After how many layers the attention sets repeat from there on.</param>
/// <param name="Distinct">The number of distinct points at layer 0.</param>
/// <param name="Leaders">The tokens with C_i = {i} at the layer, ascending; there are never any others later.</param>
/// <param name="LeaderSince">For each leader the first layer at which it led.</param>
/// <param name="LeaderPoints">The number of distinct points at the layer whose tokens attend exactly to the tokens there.</param>
/// <param name="Polytope">One token for each vertex of K, ascending: the smallest that stands there at the layer, else the smallest with that limit.</param>
/// <param name="Clusters">The limits, by smallest member.</param>
/// <param name="Attention">The attention sets of the layers from <paramref name="Layer"/> on, one for each phase of their period.</param>
public sealed record LimitClaims(
    LimitStatus Status,
    int Layer,
    int SetsPeriod,
    int Distinct,
    ImmutableArray<int> Leaders,
    ImmutableSortedDictionary<int, int> LeaderSince,
    int LeaderPoints,
    ImmutableArray<int> Polytope,
    ImmutableArray<LimitCluster> Clusters,
    ImmutableArray<AttentionSets> Attention)
{
    /// <summary>After how many layers the limit orbit repeats; 1 where all tokens come to rest.</summary>
    public int Period => Clusters.IsEmpty ? 1 : Clusters[0].Places.Length;

    /// <summary>The limit of each token in a phase: n places.</summary>
    public ImmutableArray<Rational>[] Limits(int phase)
    {
        var limits = new ImmutableArray<Rational>[Clusters.Sum(cluster => cluster.Members.Length)];
        foreach (LimitCluster cluster in Clusters)
        {
            foreach (int member in cluster.Members)
            {
                limits[member] = cluster.Places[phase];
            }
        }

        return limits;
    }
}
