using System.Globalization;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Reports;

/// <summary>What a limit is, as a certificate says it.</summary>
internal enum LimitKind
{
    /// <summary>The position of a leader.</summary>
    Leader,

    /// <summary>A convex combination of leaders that is no leader itself.</summary>
    Combination,

    /// <summary>A limit that is neither.</summary>
    Other,

    /// <summary>A point that a limit cycle visits again and again: no limit.</summary>
    Cycle,
}

/// <summary>A token that is a leader from a layer on (leaders never stop; docs/theory.md, fact 2).</summary>
/// <param name="Token">The token, counted from 0.</param>
/// <param name="Since">The first layer at which it attends to itself alone.</param>
internal sealed record LeaderMark(int Token, int Since);

/// <summary>A limit point and the tokens that have it.</summary>
/// <param name="Position">d coordinates, for drawing only.</param>
/// <param name="ExactText">The exact point as text, such as "(3/5, 4/5)".</param>
/// <param name="Kind">What the point is.</param>
/// <param name="Members">The tokens that converge to it (for a cycle: that visit it).</param>
internal sealed record LimitMark(double[] Position, string ExactText, LimitKind Kind, IReadOnlyList<int> Members)
{
    /// <summary>The marks of a cluster: its point, or the places of its orbit.</summary>
    public static IEnumerable<LimitMark> Of(LimitCluster cluster) =>
        (cluster.IsPoint ? cluster.Places[..1] : cluster.Places).Select(place => new LimitMark(
            [.. place.Select(x => x.ToDouble())],
            PictureModel.ExactText(place.AsSpan()),
            cluster.IsPoint ? KindOf(cluster.Kind) : LimitKind.Cycle,
            cluster.Members));

    private static LimitKind KindOf(ClusterKind kind) => kind switch
    {
        ClusterKind.Leader => LimitKind.Leader,
        ClusterKind.Combination => LimitKind.Combination,
        _ => LimitKind.Other,
    };
}

/// <summary>A place where a token of the second run ends and the exact one does not.</summary>
/// <param name="Position">d coordinates; a place with a coordinate that is not finite is not drawn.</param>
/// <param name="Label">A few words beside the cross; the tooltip repeats them.</param>
internal sealed record WrongEnd(double[] Position, string Label);

/// <summary>A second trajectory from the same start, drawn in contrast: what floating point makes of it.</summary>
/// <param name="Name">Its name in the legend, such as "binary64 run".</param>
/// <param name="Layers">[layer][token][coordinate]; points that are not finite are skipped.</param>
internal sealed record SecondRun(string Name, double[][][] Layers)
{
    /// <summary>Tokens that are leaders in this run and not in the exact one; drawn as hollow stars where the run ends.</summary>
    public IReadOnlyList<int> FalseLeaders { get; init; } = [];

    /// <summary>Where this run ends wrongly; drawn as crosses.</summary>
    public IReadOnlyList<WrongEnd> WrongEnds { get; init; } = [];
}

/// <summary>An arrow from a token to the mean of its attention set.</summary>
/// <param name="Layer">The layer that the arrow belongs to; it shows with that layer.</param>
/// <param name="Token">The token.</param>
/// <param name="Mean">m_i, d coordinates.</param>
internal sealed record AttentionArrow(int Layer, int Token, double[] Mean);

/// <summary>
/// What a picture of a trajectory shows, as plain data. Coordinates are doubles and for drawing only; everything that
/// is stated in words or tooltips comes as exact text from the caller. Any dimension d &gt;= 1.
/// </summary>
internal sealed record PictureModel
{
    /// <summary>The picture's name.</summary>
    public required string Title { get; init; }

    /// <summary>A sentence under the picture; what the drawing itself must say (projection, layers left out) is appended.</summary>
    public string Caption { get; init; } = string.Empty;

    /// <summary>The trajectory: [layer][token][coordinate], every layer n x d. Points that are not finite are skipped.</summary>
    public required double[][][] Layers { get; init; }

    /// <summary>The exact tokens at layer 0 as text, one each, or empty.</summary>
    public IReadOnlyList<string> TokenTexts { get; init; } = [];

    /// <summary>The leaders, each once.</summary>
    public IReadOnlyList<LeaderMark> Leaders { get; init; } = [];

    /// <summary>The limits, where they are known.</summary>
    public IReadOnlyList<LimitMark> Limits { get; init; } = [];

    /// <summary>The vertices of the limit polytope K in any order, d coordinates each, or empty.</summary>
    public IReadOnlyList<double[]> Polytope { get; init; } = [];

    /// <summary>A contrasting run, or null.</summary>
    public SecondRun? SecondRun { get; init; }

    /// <summary>Arrows from tokens to the means of their attention sets.</summary>
    public IReadOnlyList<AttentionArrow> Arrows { get; init; } = [];

    /// <summary>The plane that tokens of three and more dimensions are seen in; null leaves the choice to the picture.</summary>
    public PictureView? View { get; init; }

    /// <summary>
    /// A model of exact layers: coordinates correctly rounded for drawing, tokens as exact text, leaders with the first
    /// layer at which they lead.
    /// </summary>
    /// <param name="title">The picture's name.</param>
    /// <param name="layers">Z^0 .. Z^k, at least one.</param>
    /// <param name="attentionSets">The attention sets of the layers; as many, or one fewer.</param>
    public static PictureModel Of(string title, IReadOnlyList<TokenCloud> layers, IReadOnlyList<AttentionSets> attentionSets)
    {
        var since = new SortedDictionary<int, int>();
        for (int layer = 0; layer < attentionSets.Count; layer++)
        {
            foreach (int leader in attentionSets[layer].Leaders())
            {
                since.TryAdd(leader, layer);
            }
        }

        TokenCloud first = layers[0];
        return new PictureModel
        {
            Title = title,
            Layers = [.. layers.Select(layer => layer.ToDoubles())],
            TokenTexts = [.. Enumerable.Range(0, first.Count).Select(i => ExactText(first[i]))],
            Leaders = [.. since.Select(pair => new LeaderMark(pair.Key, pair.Value))],
        };
    }

    /// <summary>The same picture with the limits marked and the polytope K drawn; claims of an undecided limit have neither.</summary>
    public PictureModel With(LimitClaims claims) => this with
    {
        Limits = [.. claims.Clusters.SelectMany(LimitMark.Of)],
        Polytope = claims.Status == LimitStatus.Undecided ? [] : [.. claims.Polytope.Select(token => claims.Limits(0)[token].Select(x => x.ToDouble()).ToArray())],
    };

    /// <summary>An exact point as text: "(3/5, 4/5)", and "3/5" for d = 1.</summary>
    public static string ExactText(ReadOnlySpan<Rational> point)
    {
        string[] coordinates = Array.ConvertAll(point.ToArray(), x => x.ToString());
        return coordinates.Length == 1
            ? coordinates[0]
            : string.Create(CultureInfo.InvariantCulture, $"({string.Join(", ", coordinates)})");
    }
}
