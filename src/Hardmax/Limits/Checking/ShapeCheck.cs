using System.Collections.Immutable;

namespace Hardmax.Limits.Checking;

/// <summary>
/// Looks at a certificate before anything is read from it: nothing is missing, every enumeration has a known value and
/// every number that costs work is within its bounds. What passes here can be indexed and compared without surprises.
/// </summary>
internal static class ShapeCheck
{
    public static void Check(LimitCertificate certificate)
    {
        object?[] parts = [certificate.Problem, certificate.Claims, certificate.Witness];
        ClaimRejectedException.Unless(!parts.Contains(null) && AreThere(certificate.Claims) && AreThere(certificate.Witness), "a part of the certificate is missing");
        CheckDigest(certificate);
        CheckKinds(certificate.Claims, certificate.Witness);
        CheckRanges(certificate.Claims, certificate.Witness);
    }

    private static bool AreThere(LimitClaims claims) =>
        !claims.Leaders.IsDefault
        && IsOrdered(claims.LeaderSince)
        && !claims.Polytope.IsDefault
        && !claims.Clusters.IsDefault
        && claims.Clusters.All(IsThere)
        && !claims.Attention.IsDefault
        && claims.Attention.All(sets => sets is not null);

    private static bool IsThere(LimitCluster cluster) =>
        cluster is not null
        && !cluster.Places.IsDefault
        && cluster.Places.All(place => !place.IsDefault)
        && IsOrdered(cluster.Weights)
        && !cluster.Members.IsDefault;

    private static bool AreThere(LimitWitness witness) =>
        !witness.Rates.IsDefault
        && witness.Rates.All(rate => rate is not null)
        && !witness.Directions.IsDefault
        && witness.Directions.All(direction => !direction.IsDefault)
        && !witness.Inside.IsDefault
        && witness.Inside.All(IsOrdered)
        && !witness.Separators.IsDefault
        && witness.Separators.All(separator => !separator.IsDefault);

    /// <summary>A dictionary with an order of its own could name a token twice.</summary>
    private static bool IsOrdered<T>(ImmutableSortedDictionary<int, T> entries) =>
        entries is not null && entries.Keys.Zip(entries.Keys.Skip(1)).All(pair => pair.First < pair.Second);

    private static void CheckDigest(LimitCertificate certificate) => ClaimRejectedException.Unless(
        string.Equals(certificate.Sha256, ProblemDigest.Of(certificate.Problem), StringComparison.Ordinal),
        "the SHA-256 is not that of the problem");

    private static void CheckKinds(LimitClaims claims, LimitWitness witness)
    {
        ClaimRejectedException.Unless(
            claims.Status is LimitStatus.Certified or LimitStatus.Cycle,
            claims.Status == LimitStatus.Undecided ? "an undecided limit has no certificate" : "the status is none that is known");
        ClaimRejectedException.Unless(
            witness.Proof is LimitProof.StationaryMeans or LimitProof.RecurringGaps or LimitProof.ExponentialSums,
            "the proof is of no known kind");
        ClaimRejectedException.Unless(
            claims.Clusters.All(cluster => cluster.Kind is ClusterKind.Leader or ClusterKind.Combination or ClusterKind.Other),
            "a cluster is of no known kind");
    }

    private static void CheckRanges(LimitClaims claims, LimitWitness witness)
    {
        const int Max = CertificateChecker.MaxLayer;
        ClaimRejectedException.Unless(claims.Layer is >= 0 and <= Max, "the layer is out of range");
        ClaimRejectedException.Unless(claims.SetsPeriod is >= 1 and <= Max, "the period of the sets is out of range");
        ClaimRejectedException.Unless(witness.SettledLayer >= claims.Layer && witness.SettledLayer <= Max, "the settled layer is out of range");
        ClaimRejectedException.Unless(
            witness.Period is >= 1 and <= Max && witness.Period % claims.SetsPeriod == 0,
            "the period of the proof is no multiple of the period of the sets");
        ClaimRejectedException.Unless(claims.Attention.Length == claims.SetsPeriod, "there is not one list of attention sets for each phase");
        ClaimRejectedException.Unless(
            witness.Proof == LimitProof.ExponentialSums || witness.Rates.IsEmpty,
            "rates belong to a proof by exponential sums");
    }
}
