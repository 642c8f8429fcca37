using System.Globalization;
using Hardmax.Limits;
using Hardmax.Numbers;

namespace Hardmax.Cli.Output;

/// <summary>Exact values for people: fractions as they are, and where they are hard to take in, their decimals beside them.</summary>
internal static class Readable
{
    private const int LongText = 12;

    /// <summary>A number: "3/5", or "-1277/3418 (-0.3736)".</summary>
    public static string Number(Rational value)
    {
        string text = value.ToString();
        return text.Length <= LongText ? text : $"{NumberText.Shorten(text)} ({Decimal(value)})";
    }

    /// <summary>A point: "(3/5, 4/5)", with all decimals behind it where one coordinate is long.</summary>
    public static string Point(IReadOnlyList<Rational> point)
    {
        string exact = $"({string.Join(", ", point.Select(x => NumberText.Shorten(x.ToString())))})";
        bool isLong = point.Any(x => x.ToString().Length > LongText);
        return isLong ? $"{exact} = ({string.Join(", ", point.Select(Decimal))})" : exact;
    }

    /// <summary>Where a cluster ends: its point, or the places of its orbit.</summary>
    public static string Places(LimitCluster cluster) => cluster.IsPoint
        ? Point(cluster.Places[0])
        : string.Join(" -> ", cluster.Places.Select(place => Point(place)));

    /// <summary>The leaders, with the layer since which they lead where that is not 0: "0, 1 (since layer 1), 2".</summary>
    public static string Leaders(LimitClaims claims, Func<int, string> name) => claims.Leaders.IsEmpty
        ? "none"
        : string.Join(", ", claims.LeaderSince.Select(leader => leader.Value == 0 ? name(leader.Key) : $"{name(leader.Key)} (since layer {leader.Value})"));

    /// <summary>A token by its index.</summary>
    public static string Token(int token) => token.ToString(CultureInfo.InvariantCulture);

    /// <summary>Indices: "0, 3, 6", cut after a number of them.</summary>
    public static string Indices(IReadOnlyList<int> indices, int most = 16) => indices.Count <= most
        ? string.Join(", ", indices)
        : $"{string.Join(", ", indices.Take(most))}, .. ({indices.Count} in all)";

    /// <summary>A number of things: "1 step", "2 steps".</summary>
    public static string Count(int count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count} {one}{(count == 1 ? string.Empty : "s")}");

    private static string Decimal(Rational value) => value.ToDouble().ToString("G6", CultureInfo.InvariantCulture);
}
