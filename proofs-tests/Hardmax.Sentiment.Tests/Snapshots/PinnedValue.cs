using Hardmax.Limits;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Sentiment.Tests.Snapshots;

/// <summary>The mean of the limits of all tokens, from the claims of a certificate and nothing else.</summary>
internal static class PinnedValue
{
    /// <summary>d numbers.</summary>
    public static Rational[] Mean(LimitClaims claims)
    {
        Assert.Equal((LimitStatus.Certified, 1), (claims.Status, claims.Period));
        int tokens = claims.Clusters.Sum(cluster => cluster.Members.Length);
        var mean = new Rational[claims.Clusters[0].Places[0].Length];
        foreach (LimitCluster cluster in claims.Clusters)
        {
            for (int c = 0; c < mean.Length; c++)
            {
                mean[c] += cluster.Places[0][c] * cluster.Members.Length / tokens;
            }
        }

        return mean;
    }
}
