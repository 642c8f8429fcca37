using System.Xml.Linq;

namespace Hardmax.Reports;

/// <summary>The legend under a picture: the marks that occur in it and what they mean, in two columns.</summary>
internal sealed class PictureLegend
{
    private const int RowHeight = 19;
    private const int ColumnWidth = 196;

    private readonly List<(Func<PixelPoint, XElement?> Glyph, string Text)> _entries = [];
    private readonly int _top;

    /// <summary>Collects the marks that occur.</summary>
    /// <param name="model">What is drawn.</param>
    /// <param name="scene">Which marks have a place.</param>
    /// <param name="top">The middle of the first row in pixels.</param>
    public PictureLegend(PictureModel model, PictureScene scene, int top)
    {
        _top = top;
        if (scene.TokenCount == 0)
        {
            return;
        }

        _entries.Add((at => Markup.Group("token", PictureMarks.Disc(at)), "token at layer 0"));
        _entries.Add((Path, "its path, a dot per layer"));
        _entries.Add((at => Polygonal("hull first", at), scene.IsLine ? "hulls of the layers" : "hulls, from layer 0 on"));
        AddIf(model.Polytope.Count > 0, at => scene.IsLine ? Stroke("polytope", at) : Polygonal("polytope", at), "limit polytope K");
        AddIf(model.Leaders.Count > 0, at => Markup.Group("leader-key", PictureMarks.Star(at)), "leader");
        AddLimit(model, LimitKind.Leader, "limit at a leader");
        AddLimit(model, LimitKind.Combination, "limit between leaders");
        AddLimit(model, LimitKind.Other, "other limit");
        AddLimit(model, LimitKind.Cycle, "point of a limit cycle");
        AddIf(model.Arrows.Count > 0, at => PictureMarks.Arrow(at.Moved(-110, 0), at.Moved(110, 0)), "to the mean of its set");
        if (model.SecondRun is { } run)
        {
            _entries.Add((at => Markup.Group("second", Stroke("path", at)), run.Name));
            AddIf(run.WrongEnds.Count > 0, at => Markup.Group("wrong-end", PictureMarks.Cross(at)), "its wrong end");
            AddIf(run.FalseLeaders.Count > 0, at => Markup.Group("false-leader", PictureMarks.Star(at)), "its false leader");
        }
    }

    /// <summary>The height of the picture that ends with this legend, in pixels.</summary>
    public int Bottom => _top + (RowHeight * ((_entries.Count + 1) / 2));

    /// <summary>The legend as a group; the description of the picture says the same in words.</summary>
    public XElement Draw()
    {
        XElement legend = Markup.Group("legend", new XAttribute("aria-hidden", "true"));
        for (int i = 0; i < _entries.Count; i++)
        {
            var at = new PixelPoint(10 * (16 + (i % 2 * ColumnWidth)), 10 * (_top + (i / 2 * RowHeight)));
            legend.Add(_entries[i].Glyph(at), PictureMarks.Text("key", at.Moved(190, 40), _entries[i].Text));
        }

        return legend;
    }

    private static XElement Path(PixelPoint at) => Markup.Group(
        "paths",
        Stroke("path", at),
        PictureMarks.Path("dots", "M" + at.Moved(-50, 0) + "h0M" + at.Moved(30, 0) + "h0M" + at.Moved(75, 0) + "h0"));

    private static XElement Stroke(string className, PixelPoint at) =>
        PictureMarks.Path(className, PictureMarks.Line(at.Moved(-110, 0), at.Moved(110, 0)));

    private static XElement Polygonal(string className, PixelPoint at) =>
        PictureMarks.Polygon(className, [at.Moved(-100, 50), at.Moved(-60, -50), at.Moved(100, -40), at.Moved(70, 50)]);

    private void AddLimit(PictureModel model, LimitKind kind, string text) =>
        AddIf(model.Limits.Any(limit => limit.Kind == kind), at => Markup.Group("limit", PictureMarks.Limit(kind, at)), text);

    private void AddIf(bool occurs, Func<PixelPoint, XElement?> glyph, string text)
    {
        if (occurs)
        {
            _entries.Add((glyph, text));
        }
    }
}
