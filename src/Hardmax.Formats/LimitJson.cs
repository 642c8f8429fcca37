using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Hardmax.Limits;
using Hardmax.Numbers;

namespace Hardmax.Formats;

/// <summary>
/// What is claimed of a limit, as JSON: the fields that `hardmax limit --json` prints and that a certificate holds under
/// "claims". docs/formats.md describes them; docs/schema/certificate.schema.json is their schema.
/// </summary>
public static class LimitJson
{
    /// <summary>The word for a status.</summary>
    public static string Word(LimitStatus status) => status switch
    {
        LimitStatus.Certified => "certified",
        LimitStatus.Cycle => "cycle",
        _ => "undecided",
    };

    /// <summary>The word for a kind of cluster.</summary>
    public static string Word(ClusterKind kind) => kind switch
    {
        ClusterKind.Leader => "leader",
        ClusterKind.Combination => "combination",
        _ => "other",
    };

    /// <summary>The fields of the claims, into an object that is open.</summary>
    public static void WriteFields(Utf8JsonWriter writer, LimitClaims claims)
    {
        writer.WriteString("status", Word(claims.Status));
        writer.WriteNumber("layer", claims.Layer);
        writer.WritePropertyName("leaders");
        writer.WriteIndices(claims.Leaders.AsSpan());
        writer.WriteNumber("leaderPoints", claims.LeaderPoints);
        writer.WriteNumber("distinct", claims.Distinct);
        writer.WriteStartObject("leaderSince");
        foreach ((int leader, int since) in claims.LeaderSince)
        {
            writer.WriteNumber(Key(leader), since);
        }

        writer.WriteEndObject();
        writer.WriteNumber("setsPeriod", claims.SetsPeriod);
        writer.WriteNumber("period", claims.Period);
        writer.WritePropertyName("polytope");
        writer.WriteIndices(claims.Polytope.AsSpan());
        writer.WriteStartArray("clusters");
        foreach (LimitCluster cluster in claims.Clusters)
        {
            WriteCluster(writer, cluster);
        }

        writer.WriteEndArray();
    }

    /// <summary>Weights keyed by tokens: {"0":"1/2",..}.</summary>
    internal static void WriteWeights(Utf8JsonWriter writer, ImmutableSortedDictionary<int, Rational> weights)
    {
        writer.WriteStartObject();
        foreach ((int token, Rational weight) in weights)
        {
            writer.WritePropertyName(Key(token));
            writer.WriteRational(weight);
        }

        writer.WriteEndObject();
    }

    private static string Key(int token) => token.ToString(CultureInfo.InvariantCulture);

    private static void WriteCluster(Utf8JsonWriter writer, LimitCluster cluster)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("point");
        writer.WritePoint(cluster.Places[0].AsSpan());
        if (!cluster.IsPoint)
        {
            writer.WriteStartArray("orbit");
            foreach (ImmutableArray<Rational> place in cluster.Places)
            {
                writer.WritePoint(place.AsSpan());
            }

            writer.WriteEndArray();
        }

        writer.WriteString("kind", Word(cluster.Kind));
        if (!cluster.Weights.IsEmpty)
        {
            writer.WritePropertyName("weights");
            WriteWeights(writer, cluster.Weights);
        }

        writer.WritePropertyName("members");
        writer.WriteIndices(cluster.Members.AsSpan());
        writer.WriteEndObject();
    }
}
