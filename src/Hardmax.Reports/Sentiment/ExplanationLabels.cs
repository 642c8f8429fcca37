using System.Xml.Linq;

namespace Hardmax.Reports;

/// <summary>
/// The labels of the still picture: first those of the places where words end, then words where they start, as many as
/// have room. No two overlap.
/// </summary>
internal sealed class ExplanationLabels
{
    private const int HalfHeight = 72;
    private const int BoldWidth = 84;
    private const int DotRadius = 36;

    private readonly ExplanationScene _scene;
    private readonly LabelPlacer _placer;

    /// <summary>Labels that keep clear of stars and of the mean.</summary>
    public ExplanationLabels(ExplanationScene scene)
    {
        _scene = scene;
        _placer = new LabelPlacer((
            new PixelPoint((10 * PictureFrame.Left) + 10, (10 * PictureFrame.Top) + 10),
            new PixelPoint((10 * (PictureFrame.Left + PictureFrame.Width)) - 10, (10 * (PictureFrame.Top + scene.Frame.Height)) - 10)));
        for (int drawn = 0; drawn < scene.Drawn.Length; drawn++)
        {
            bool leads = scene.Leads(drawn);
            _placer.Take(scene.Places[^1][drawn], leads ? PictureMarks.StarRadius * 7 / 10 : DotRadius, leads ? LabelPlacer.MarkWeight : 1);
            _placer.Take(scene.Places[0][drawn], DotRadius / 2, 1);
        }

        if (scene.MeanPlaces[^1] is { } mean)
        {
            _placer.Take(mean, 70, LabelPlacer.MarkWeight);
        }
    }

    /// <summary>Takes the room for the name of a half-plane; false where a mark is in it or it leaves its half-plane. Before all labels.</summary>
    /// <param name="middle">The middle of the name.</param>
    /// <param name="text">The name.</param>
    /// <param name="isInside">Whether a place belongs to the half-plane.</param>
    public bool TryNote(PixelPoint middle, string text, Func<PixelPoint, bool> isInside)
    {
        int half = HalfWidth(text);
        bool IsCovered(PixelPoint mark) => Math.Abs(mark.X - middle.X) < half + DotRadius && Math.Abs(mark.Y - middle.Y) < HalfHeight + DotRadius;
        IEnumerable<PixelPoint> marks = _scene.Places.SelectMany(layer => layer).Concat(_scene.MeanPlaces.OfType<PixelPoint>()).Concat(_scene.Feet.OfType<PixelPoint>());
        IEnumerable<PixelPoint> corners = from x in new[] { -half, half } from y in new[] { -HalfHeight, HalfHeight } select middle.Moved(x, y);
        if (!corners.All(isInside) || marks.Any(IsCovered))
        {
            return false;
        }

        for (int x = HalfHeight - half; x <= half - HalfHeight; x += HalfHeight)
        {
            _placer.Take(middle.Moved(x, 0), HalfHeight, LabelPlacer.MarkWeight);
        }

        return true;
    }

    /// <summary>Half the width of a label that is not bold, in tenths of a pixel.</summary>
    public static int HalfWidth(string text) => SentimentWords.Width(text) / 2;

    /// <summary>The labels as text elements.</summary>
    public IEnumerable<XElement> Draw()
    {
        foreach (IGrouping<PixelPoint, int> place in Enumerable.Range(0, _scene.Drawn.Length).GroupBy(drawn => _scene.Places[^1][drawn]).OrderByDescending(place => place.Any(_scene.Leads)))
        {
            // Leaders come first in the order of drawing, so the first word of a place is its leader if it has one.
            int first = place.First();
            bool leads = _scene.Leads(first);
            int others = place.Count() - 1;
            string text = SentimentWords.More(Name(first), others);
            if (_placer.PlaceFreely(place.Key, leads ? PictureMarks.StarRadius : DotRadius, (leads ? SentimentWords.Width(text, BoldWidth) / 2 : HalfWidth(text), HalfHeight)) is { } at)
            {
                yield return PictureMarks.Text((leads ? "label middle lead " : "label middle ") + SentimentWords.Class(_scene.SideOf(first)), at, text);
            }
        }

        IEnumerable<int> starting = Enumerable.Range(0, _scene.Drawn.Length)
            .Where(drawn => _scene.Places[0][drawn] != _scene.Places[^1][drawn])
            .OrderByDescending(drawn => _scene.Explanation.Counts[_scene.Drawn[drawn]]);
        foreach (int drawn in starting)
        {
            string text = Name(drawn);
            if (_placer.PlaceFreely(_scene.Places[0][drawn], DotRadius, (HalfWidth(text), HalfHeight)) is { } at)
            {
                yield return PictureMarks.Text("label middle start", at, text);
            }
        }
    }

    private string Name(int drawn) => SentimentWords.Label(_scene.Explanation.Words[_scene.Drawn[drawn]]);
}
