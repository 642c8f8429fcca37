using System.Collections.Immutable;
using System.Globalization;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Formats;

/// <summary>Reads the claims of a certificate: the form alone, never the truth.</summary>
internal static class CertificateReader
{
    public static LimitClaims ReadClaims(JsonCursor claims, HardmaxProblem problem)
    {
        claims.AllowOnly("status", "layer", "leaders", "leaderPoints", "distinct", "leaderSince", "setsPeriod", "period", "polytope", "clusters", "attention");
        int count = problem.Tokens.Count;
        string status = claims.Field("status").ReadOneOf(LimitJson.Word(LimitStatus.Certified), LimitJson.Word(LimitStatus.Cycle));
        int period = claims.Field("period").ReadInteger(1, CertificateChecker.MaxLayer);
        ImmutableArray<AttentionSets> attention = [.. claims.Field("attention").Items().Select(phase => ReadSets(phase, count))];
        return new LimitClaims(
            status == LimitJson.Word(LimitStatus.Cycle) ? LimitStatus.Cycle : LimitStatus.Certified,
            claims.Field("layer").ReadInteger(0, int.MaxValue),
            claims.Field("setsPeriod").ReadInteger(1, int.MaxValue),
            claims.Field("distinct").ReadInteger(1, count),
            [.. claims.Field("leaders").ReadIndexArray(count)],
            claims.Field("leaderSince").Fields().ToImmutableSortedDictionary(field => ReadToken(claims, field.Name, count), field => field.Value.ReadInteger(0, int.MaxValue)),
            claims.Field("leaderPoints").ReadInteger(0, count),
            [.. claims.Field("polytope").ReadIndexArray(count)],
            [.. claims.Field("clusters").Items().Select(cluster => ReadCluster(cluster, problem, period))],
            attention);
    }

    public static ImmutableArray<Rational> ReadVector(JsonCursor vector) => [.. vector.ReadVector(NumberRule.StringOnly)];

    public static ImmutableSortedDictionary<int, Rational> ReadWeights(JsonCursor weights, int count) =>
        weights.Fields().ToImmutableSortedDictionary(field => ReadToken(weights, field.Name, count), field => field.Value.ReadRational());

    /// <summary>A token as the name of a field: decimal digits without leading zeros, so that no token has two names.</summary>
    private static int ReadToken(JsonCursor owner, string name, int count) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int token)
        && token < count
        && string.Equals(name, token.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            ? token
            : throw owner.Error(string.Create(CultureInfo.InvariantCulture, $"the field {InvalidInputException.Quote(name)} is no token; expected an index from 0 to {count - 1}"));

    private static AttentionSets ReadSets(JsonCursor phase, int count)
    {
        int[][] sets = [.. phase.Items().Select(set => set.Count > 0 ? set.ReadIndexArray(count) : throw set.Error("is empty; expected at least one token"))];
        return sets.Length == count
            ? AttentionSets.Of(sets)
            : throw phase.Error(string.Create(CultureInfo.InvariantCulture, $"has {sets.Length} attention sets; expected one for each of {count} tokens"));
    }

    private static LimitCluster ReadCluster(JsonCursor cluster, HardmaxProblem problem, int period)
    {
        cluster.AllowOnly("point", "orbit", "kind", "weights", "members");
        int dimension = problem.Tokens.Dimension;
        ImmutableArray<Rational> point = [.. cluster.Field("point").ReadPoint(dimension)];
        ImmutableArray<ImmutableArray<Rational>> places = cluster.OptionalField("orbit") is { } orbit
            ? [.. orbit.Items().Select(place => place.ReadPoint(dimension).ToImmutableArray())]
            : [.. Enumerable.Repeat(point, period)];
        if (places.Length != period || !places[0].AsSpan().SequenceEqual(point.AsSpan()))
        {
            throw cluster.Error("the orbit does not start at the point or has not one place for each phase; expected both");
        }

        string word = cluster.Field("kind").ReadOneOf([.. Enum.GetValues<ClusterKind>().Select(LimitJson.Word)]);
        ClusterKind kind = Enum.GetValues<ClusterKind>().First(known => LimitJson.Word(known) == word);
        ImmutableSortedDictionary<int, Rational> weights = cluster.OptionalField("weights") is { } given
            ? ReadWeights(given, problem.Tokens.Count)
            : ImmutableSortedDictionary<int, Rational>.Empty;
        var read = new LimitCluster(places, kind, weights, [.. cluster.Field("members").ReadIndexArray(problem.Tokens.Count)]);
        RequireNoIdleField(cluster, read);
        return read;
    }

    /// <summary>A reader who only asks whether a field is there must not be misled by one that says nothing.</summary>
    private static void RequireNoIdleField(JsonCursor cluster, LimitCluster read)
    {
        if (cluster.OptionalField("orbit") is { } orbit && read.IsPoint)
        {
            throw orbit.Error("is one place again and again; expected an orbit only where the tokens never come to rest");
        }

        if (cluster.OptionalField("weights") is { } weights && (read.Kind != ClusterKind.Combination || read.Weights.IsEmpty))
        {
            throw weights.Error("stand where there is no combination; expected weights for the kind combination alone");
        }
    }
}
