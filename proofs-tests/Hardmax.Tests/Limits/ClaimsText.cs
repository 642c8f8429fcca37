using System.Text;
using Hardmax.Limits;
using Hardmax.Model;

namespace Hardmax.Tests.Limits;

/// <summary>All claims as one line, to compare them: all but the weights of combinations, of which there can be several true ones.</summary>
internal static class ClaimsText
{
    public static string Of(LimitClaims? claims)
    {
        if (claims is null)
        {
            return "undecided";
        }

        var text = new StringBuilder($"{claims.Status} {claims.Layer} {claims.SetsPeriod} {claims.Distinct} {claims.LeaderPoints}");
        text.Append($" leaders {string.Join(',', claims.LeaderSince)} {string.Join(',', claims.Leaders)} polytope {string.Join(',', claims.Polytope)}");
        foreach (LimitCluster cluster in claims.Clusters)
        {
            text.Append($" [{cluster.Kind} {string.Join(',', cluster.Members)}: {string.Join(';', cluster.Places.Select(place => string.Join(' ', place)))}]");
        }

        foreach (AttentionSets sets in claims.Attention)
        {
            text.Append($" {string.Join(';', sets.ToArray().Select(set => string.Join(' ', set)))}");
        }

        return text.ToString();
    }
}
