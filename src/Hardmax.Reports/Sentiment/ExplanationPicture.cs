using System.Xml.Linq;
using Hardmax.Sentiment;

namespace Hardmax.Reports;

/// <summary>
/// The picture of an explanation as it is without a script: where the words end, the paths that lead there from layer 0,
/// the half-planes of the decoder and the mean of the tokens. The script moves the words, and places the labels anew.
/// </summary>
internal sealed class ExplanationPicture(ExplanationScene scene)
{
    private const int LeftEdge = 10 * PictureFrame.Left;
    private const int RightEdge = 10 * (PictureFrame.Left + PictureFrame.Width);
    private const int TopEdge = 10 * PictureFrame.Top;
    private const int NoteInset = 50;
    private const int NoteDrop = 120;

    private int BottomEdge => 10 * (PictureFrame.Top + scene.Frame.Height);

    /// <summary>The picture.</summary>
    /// <param name="title">Its name.</param>
    public XElement ToElement(string title)
    {
        var labels = new ExplanationLabels(scene);
        return Markup.Shape(
            "svg",
            new XAttribute("class", "dynamics sentiment"),
            new XAttribute("viewBox", FormattableString.Invariant($"0 0 {PictureFrame.PictureWidth} {PictureFrame.Top + scene.Frame.Height + 22}")),
            new XAttribute("role", "img"),
            new XAttribute("aria-labelledby", "picture-title picture-description"),
            Markup.Shape("title", new XAttribute("id", "picture-title"), title),
            Markup.Shape("desc", new XAttribute("id", "picture-description"), Description()),
            Markup.Group("halves", new XAttribute("aria-hidden", "true"), Half(Side.Positive), Half(Side.Negative)),
            Axes(),
            scene.Line.Crossing(scene.Frame) is { } line ? PictureMarks.Path("decision", PictureMarks.Line(line.From, line.To)) : null,
            Markup.Group("notes", new XAttribute("aria-hidden", "true"), Note(labels, Side.Positive), Note(labels, Side.Negative)),
            Markup.Group("paths", new XAttribute("aria-hidden", "true"), All().Select(Path)),
            Markup.Group("starts", new XAttribute("aria-hidden", "true"), All().Select(drawn => PictureMarks.Disc(scene.Places[0][drawn], 18))),
            Markup.Group("words", All().OrderBy(scene.Leads).Select(Word)),
            Mean(),
            Markup.Group("labels", new XAttribute("aria-hidden", "true"), labels.Draw()));
    }

    /// <summary>A word around the origin: a disc, or a square where it ends on the negative side.</summary>
    public static XElement Dot(Side side) => side == Side.Negative
        ? Markup.Shape("rect", new XAttribute("class", "dot"), new XAttribute("x", "-3.1"), new XAttribute("y", "-3.1"), new XAttribute("width", "6.2"), new XAttribute("height", "6.2"))
        : Markup.Shape("circle", new XAttribute("class", "dot"), new XAttribute("r", "3.5"));

    /// <summary>The mean around the origin.</summary>
    public static IEnumerable<XElement> MeanMark() =>
    [
        PictureMarks.Polygon("diamond", [new(0, -75), new(75, 0), new(0, 75), new(-75, 0)]),
        Markup.Shape("circle", new XAttribute("class", "pin"), new XAttribute("r", "1.8")),
    ];

    /// <summary>What the drawing leaves out or does in its own way.</summary>
    public IEnumerable<string> Notes()
    {
        yield return scene.View.Description;
        if (!scene.Line.Exists)
        {
            yield return "The decoder gives every place the same value: there is no decision line.";
        }
        else if (scene.Line.Crossing(scene.Frame) is null)
        {
            yield return "The decision line lies outside the picture.";
        }

        if (scene.Drawn.Length < scene.Explanation.Words.Length)
        {
            yield return FormattableString.Invariant($"{scene.Drawn.Length} of the {scene.Explanation.Words.Length} words are drawn: those that lead and the most frequent ones.");
        }

        if (scene.Explanation.IsCertified && scene.MeanPlaces[0] is null)
        {
            yield return "The text is filled up with tokens that are no words. They are not drawn, but they are in the mean, which is shown at infinite depth alone.";
        }
    }

    private IEnumerable<int> All() => Enumerable.Range(0, scene.Drawn.Length);

    private string Description()
    {
        int leaders = All().Count(scene.Leads);
        string ends = scene.Explanation.IsCertified
            ? SentimentWords.Count(scene.Drawn.Length, "word") + " and where they end: " + SentimentWords.Count(leaders, "leader") + ", marked by stars. The table below says who gathers around whom."
            : SentimentWords.Count(scene.Drawn.Length, "word") + " at the last layer that was computed.";
        return ends + " Paths begin at layer 0.";
    }

    private XElement? Half(Side side)
    {
        PixelPoint[] corners = scene.Line.Part(scene.Frame, side);
        return corners.Length < 3 ? null : PictureMarks.Polygon("half " + side.Word(), corners);
    }

    // In the corner of its half-plane that is furthest from all marks; in fewer words where there is less room.
    private XElement? Note(ExplanationLabels labels, Side side)
    {
        string sign = side == Side.Positive ? "+" : "\u2212";
        PixelPoint[] corners = [new(LeftEdge, TopEdge), new(RightEdge, TopEdge), new(RightEdge, BottomEdge), new(LeftEdge, BottomEdge)];
        PixelPoint[] marks = [.. scene.Places[0], .. scene.Places[^1]];
        bool IsInside(PixelPoint at) => scene.Line.At(scene.Frame.PointAt(at.X / 10.0, at.Y / 10.0)) * (side == Side.Positive ? 1 : -1) > 0;
        IEnumerable<(string Text, PixelPoint Corner)> choices =
            from text in new[] { sign + " " + side.Word() + " side", sign + " " + side.Word(), sign }
            from corner in corners.OrderByDescending(corner => marks.Min(corner.SquaredDistance))
            select (text, corner);
        foreach ((string text, PixelPoint corner) in choices)
        {
            int inset = NoteInset + ExplanationLabels.HalfWidth(text);
            PixelPoint middle = corner.Moved(corner.X == LeftEdge ? inset : -inset, corner.Y == TopEdge ? NoteDrop : -NoteDrop);
            if (labels.TryNote(middle, text, IsInside))
            {
                return PictureMarks.Text("note middle " + side.Word(), middle.Moved(0, 45), text);
            }
        }

        return null;
    }

    private XElement Axes()
    {
        XElement axes = Markup.Group("axes", new XAttribute("aria-hidden", "true"));
        axes.Add(PictureMarks.Polygon("window", [new(LeftEdge, TopEdge), new(RightEdge, TopEdge), new(RightEdge, BottomEdge), new(LeftEdge, BottomEdge)]));
        foreach ((int x, string text) in scene.Frame.TicksX(scene.Size).Where(tick => tick.At >= LeftEdge && tick.At <= RightEdge))
        {
            axes.Add(PictureMarks.Path("grid", PictureMarks.Line(new PixelPoint(x, TopEdge), new PixelPoint(x, BottomEdge))), PictureMarks.Text("tick middle", new PixelPoint(x, BottomEdge + 135), text));
        }

        if (!scene.View.HasRows)
        {
            foreach ((int y, string text) in scene.Frame.TicksY(scene.Size / scene.Stretch).Where(tick => tick.At >= TopEdge && tick.At <= BottomEdge))
            {
                axes.Add(PictureMarks.Path("grid", PictureMarks.Line(new PixelPoint(LeftEdge, y), new PixelPoint(RightEdge, y))), PictureMarks.Text("tick end", new PixelPoint(LeftEdge - 50, y + 40), text));
            }
        }

        return axes;
    }

    private XElement Path(int drawn)
    {
        IEnumerable<PixelPoint> way = scene.Places.Select(layer => layer[drawn]);
        PixelPoint before = scene.Places[0][drawn];
        string data = "M" + before;
        foreach (PixelPoint place in way.Skip(1))
        {
            data += place == before ? string.Empty : "L" + place;
            before = place;
        }

        XElement path = PictureMarks.Path("path " + SentimentWords.Class(scene.SideOf(drawn)), data);
        path.Add(new XAttribute("data-word", drawn));
        return path;
    }

    // A leader has the disc too, for the layers at which it does not lead yet.
    private XElement Word(int drawn)
    {
        var origin = new PixelPoint(0, 0);
        Side side = scene.SideOf(drawn);
        return Markup.Group(
            "word " + SentimentWords.Class(side) + (scene.Leads(drawn) ? " leads" : string.Empty),
            new XAttribute("data-word", drawn),
            At(scene.Places[^1][drawn]),
            Markup.Shape("title", scene.Explanation.Words[scene.Drawn[drawn]] is var word && scene.EndOf(drawn) is { } end
                ? SentimentWords.Word(word) + ": " + ExplanationSentences.End(scene.Explanation, end, scene.Drawn[drawn])
                : SentimentWords.Word(word)),
            Markup.Shape("circle", new XAttribute("class", "halo"), new XAttribute("r", "10")),
            Dot(side),
            scene.Leads(drawn) ? PictureMarks.Star(origin) : null);
    }

    private IEnumerable<XElement> Mean()
    {
        if (scene.MeanPlaces[^1] is not { } mean)
        {
            yield break;
        }

        if (scene.Feet[^1] is { } foot)
        {
            yield return PictureMarks.Path("margin", PictureMarks.Line(mean, foot));
        }

        yield return Markup.Group(
            "mean",
            At(mean),
            Markup.Shape("title", "the mean of all tokens, which decides"),
            MeanMark());
    }

    private static XAttribute At(PixelPoint place) => new("transform", "translate(" + place + ")");
}
