using Hardmax.Numbers;
using Hardmax.Sentiment;

namespace Hardmax.Reports;

/// <summary>
/// What the picture of an explanation shows and where: the words at each layer and last at infinite depth, the mean of
/// the tokens and its foot on the decision line. Words are counted as drawn: leaders first, each with its followers
/// behind it.
/// </summary>
internal sealed class ExplanationScene
{
    /// <summary>How many words are drawn at most; what is left out is said.</summary>
    public const int MostDrawn = 200;

    // A line that is further from the mean than the picture is large is left outside.
    private const double Reach = 1;

    private const double HeightToWidth = 0.75;
    private const double MostStretch = 10;

    private readonly PictureFrame _frame;
    private readonly double _size;

    /// <summary>Chooses and measures.</summary>
    /// <param name="explanation">A text of which a word is known.</param>
    public ExplanationScene(Explanation explanation)
    {
        Explanation = explanation;
        Drawn = Order(explanation);
        View = new ExplanationView(explanation.Model, explanation.Layers[0]);
        Coordinates = [.. explanation.Layers.Select(layer => Array.ConvertAll(Drawn, word => layer[word])), .. Limits()];
        (double X, double Y)[][] places = Array.ConvertAll(Coordinates, layer => layer.Select((point, at) => View.Place(point, at)).ToArray());
        (double X, double Y)?[] means = Array.ConvertAll(Means(), mean => mean is null ? default((double, double)?) : View.Place(mean, Drawn.Length + 0.5));
        IEnumerable<(double X, double Y)> shown = places.SelectMany(layer => layer).Concat(means.OfType<(double X, double Y)>());
        double size = shown.Max(place => View.HasRows ? Math.Abs(place.X) : Math.Max(Math.Abs(place.X), Math.Abs(place.Y)));
        _size = size > 0 ? size : 1;
        Stretch = StretchOf([.. shown]);
        Line = View.Line(_size);
        (double X, double Y)[] scaled = [.. shown.Select(Scaled)];
        (double X, double Y)? end = means[^1] is { } last ? Scaled(last) : null;
        _frame = new PictureFrame(end is { } mean && Line.Exists && IsNear(Line.Foot(mean), mean, scaled, View.HasRows) ? [.. scaled, Line.Foot(mean)] : scaled, View.HasRows);
        Places = Array.ConvertAll(places, layer => Array.ConvertAll(layer, Pixel));
        MeanPlaces = Array.ConvertAll(means, place => place is { } at ? Pixel(at) : default(PixelPoint?));
        Feet = Array.ConvertAll(means, place => place is { } at && Line.Exists ? Foot(Scaled(at)) : null);
    }

    /// <summary>What is drawn.</summary>
    public Explanation Explanation { get; }

    /// <summary>The words that are drawn, as words of the explanation.</summary>
    public int[] Drawn { get; }

    /// <summary>From R^d to the plane.</summary>
    public ExplanationView View { get; }

    /// <summary>The decoder on the plane.</summary>
    public DecisionLine Line { get; }

    /// <summary>[layer][drawn word][coordinate]; the limits last, where they are proved.</summary>
    public double[][][] Coordinates { get; }

    /// <summary>[layer][drawn word], the limits last, where they are proved.</summary>
    public PixelPoint[][] Places { get; }

    /// <summary>
    /// The mean of the tokens at each layer; null where it is not known (what a text is filled up with has no place but the
    /// last), and where nothing is proved: it decides nothing then.
    /// </summary>
    public PixelPoint?[] MeanPlaces { get; }

    /// <summary>For each mean the point of the decision line nearest to it, or where the way there leaves the window; null without a mean or a line.</summary>
    public PixelPoint?[] Feet { get; }

    /// <summary>The window.</summary>
    public PictureFrame Frame => _frame;

    /// <summary>What 1 in the plane means, to the right.</summary>
    public double Size => _size;

    /// <summary>How many times longer a length is drawn upwards than to the right: 1 unless the vertical axis is a principal direction.</summary>
    public double Stretch { get; }

    /// <summary>The name of each layer: "0", "1", .., and "∞" for the limits.</summary>
    public string[] LayerNames => [.. Enumerable.Range(0, Explanation.Layers.Length).Select(SentimentWords.Number), .. Explanation.IsCertified ? ["\u221e"] : Array.Empty<string>()];

    /// <summary>Where a drawn word ends; null where nothing is proved.</summary>
    public Gathering? EndOf(int drawn) => Explanation.IsCertified ? Explanation.GatheringOf(Drawn[drawn]) : null;

    /// <summary>The side on which a drawn word ends.</summary>
    public Side SideOf(int drawn) => EndOf(drawn) is { } end ? Sides.Of(end.Score.Sign) : Side.Undecided;

    /// <summary>Whether a drawn word leads in the end.</summary>
    public bool Leads(int drawn) => EndOf(drawn)?.Leader == Drawn[drawn];

    private static int[] Order(Explanation explanation)
    {
        IEnumerable<int> all = explanation.IsCertified
            ? explanation.Gatherings.SelectMany(gathering => (gathering.Leader is { } leader ? new[] { leader } : []).Concat(gathering.Followers))
            : Enumerable.Range(0, explanation.Words.Length);
        int[] order = [.. all];
        if (order.Length <= MostDrawn)
        {
            return order;
        }

        var leaders = explanation.Gatherings.Select(gathering => gathering.Leader).OfType<int>().ToHashSet();
        var kept = order.OrderByDescending(leaders.Contains).ThenByDescending(word => explanation.Counts[word]).Take(MostDrawn).ToHashSet();
        return [.. order.Where(kept.Contains)];
    }

    private double[][][] Limits() => Explanation.IsCertified
        ? [[.. Enumerable.Range(0, Drawn.Length).Select(drawn => Doubles(EndOf(drawn)!.Place.AsSpan()))]]
        : [];

    // The one at infinite depth is exact until it is drawn.
    private double[]?[] Means()
    {
        if (!Explanation.IsCertified)
        {
            return new double[]?[Explanation.Layers.Length];
        }

        int length = Explanation.Counts.Sum();
        bool isFilled = Explanation.Model.IsPadded && length < Explanation.Model.MaxWords;
        IEnumerable<double[]?> means = Explanation.Layers.Select(layer => isFilled
            ? null
            : Enumerable.Range(0, View.Dimension).Select(c => layer.Select((point, word) => point[c] * Explanation.Counts[word]).Sum() / length).ToArray());
        return [.. means, Mean()];
    }

    private double[] Mean()
    {
        Rational tokens = Explanation.Gatherings.Sum(gathering => gathering.Tokens);
        var sum = new Rational[View.Dimension];
        foreach (Gathering gathering in Explanation.Gatherings)
        {
            for (int c = 0; c < sum.Length; c++)
            {
                sum[c] += gathering.Tokens / tokens * gathering.Place[c];
            }
        }

        return Doubles(sum);
    }

    private static bool IsNear((double X, double Y) foot, (double X, double Y) mean, (double X, double Y)[] shown, bool hasRows)
    {
        double width = shown.Max(place => place.X) - shown.Min(place => place.X);
        double height = hasRows ? 0 : shown.Max(place => place.Y) - shown.Min(place => place.Y);
        double extent = Math.Max(width, height);
        double distance = Math.Max(Math.Abs(foot.X - mean.X), Math.Abs(foot.Y - mean.Y));
        return double.IsFinite(distance) && (distance <= Reach * extent || extent == 0);
    }

    // A flat picture is made as high as can be read well; where the vertical axis is rounding alone, it stays flat.
    private double StretchOf((double X, double Y)[] shown)
    {
        double width = shown.Max(place => place.X) - shown.Min(place => place.X);
        double height = shown.Max(place => place.Y) - shown.Min(place => place.Y);
        double stretch = height > 0 ? HeightToWidth * width / height : 1;
        return View.IsAcross && stretch <= MostStretch ? Math.Max(1, stretch) : 1;
    }

    // On the way from the mean the last point inside the window.
    private PixelPoint? Foot((double X, double Y) mean)
    {
        (double X, double Y) foot = Line.Foot(mean);
        if (!double.IsFinite(foot.X) || !double.IsFinite(foot.Y))
        {
            return null;
        }

        (double X, double Y) low = _frame.PointAt(PictureFrame.Left, PictureFrame.Top + _frame.Height);
        (double X, double Y) high = _frame.PointAt(PictureFrame.Left + PictureFrame.Width, PictureFrame.Top);
        double part = Math.Min(Part(mean.X, foot.X, low.X, high.X), Part(mean.Y, foot.Y, low.Y, high.Y));
        return _frame.Place((mean.X + (part * (foot.X - mean.X)), mean.Y + (part * (foot.Y - mean.Y))));
    }

    // How much of the way from inside an interval stays in it, a little less so that rounding does not leave it.
    private static double Part(double from, double to, double low, double high) =>
        to > high ? 0.999 * (high - from) / (to - from) : to < low ? 0.999 * (low - from) / (to - from) : 1;

    private (double X, double Y) Scaled((double X, double Y) place) => (place.X / _size, View.HasRows ? place.Y : place.Y * Stretch / _size);

    private PixelPoint Pixel((double X, double Y) place) =>
        _frame.Place(Scaled(place)) ?? throw new InvalidOperationException("The window holds every point that it was made for.");

    private static double[] Doubles(ReadOnlySpan<Rational> place) => Array.ConvertAll(place.ToArray(), x => x.ToDouble());
}
