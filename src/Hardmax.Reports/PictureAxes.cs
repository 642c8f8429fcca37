using System.Globalization;
using System.Xml.Linq;

namespace Hardmax.Reports;

/// <summary>The window, its grid and its numbers: coordinates, rows of layers, or the directions of three axes.</summary>
internal sealed class PictureAxes(PictureScene scene)
{
    private const int TextDrop = 35;
    private const int AxisLength = 240;

    // Where a number is longer, and does not fit beside the window, all stand inside on their lines.
    private const int LongestOutside = 5;

    private const int LeftEdge = 10 * PictureFrame.Left;
    private const int RightEdge = 10 * (PictureFrame.Left + PictureFrame.Width);
    private const int TopEdge = 10 * PictureFrame.Top;

    private int BottomEdge => 10 * (PictureFrame.Top + scene.Height);

    /// <summary>The axes as a group that assistive technology skips.</summary>
    public XElement Draw()
    {
        XElement axes = Markup.Group("axes", new XAttribute("aria-hidden", "true"));
        axes.Add(PictureMarks.Polygon("window", [new(LeftEdge, TopEdge), new(RightEdge, TopEdge), new(RightEdge, BottomEdge), new(LeftEdge, BottomEdge)]));
        if (scene.TokenCount == 0)
        {
            return axes;
        }

        if (scene.IsLine || scene.IsPlane)
        {
            axes.Add(scene.TicksX.Where(tick => tick.At >= LeftEdge && tick.At <= RightEdge).SelectMany(tick => Vertical(tick.At, tick.Text)));
        }

        if (scene.IsPlane)
        {
            (int At, string Text)[] ticks = [.. scene.TicksY.Where(tick => tick.At >= TopEdge && tick.At <= BottomEdge)];
            bool areOutside = Array.TrueForAll(ticks, tick => tick.Text.Length <= LongestOutside && !tick.Text.Contains('e', StringComparison.Ordinal));
            axes.Add(ticks.SelectMany(tick => Horizontal(tick.At, tick.Text, areOutside)));
        }

        if (scene.IsLine)
        {
            axes.Add(Rows());
        }

        if (scene.View is { Horizontal.Length: 3 } view)
        {
            axes.Add(Directions(view));
        }

        return axes;
    }

    private IEnumerable<XElement> Rows()
    {
        int step = Math.Max(1, (int)Math.Ceiling(scene.Layers.Length / 16.0));
        for (int row = 0; row < scene.Layers.Length; row += step)
        {
            foreach (XElement element in Horizontal(scene.RowAt(row), scene.Layers[row].ToString(CultureInfo.InvariantCulture)))
            {
                yield return element;
            }
        }

        if (scene.Model.Limits.Count + scene.Model.Polytope.Count > 0)
        {
            foreach (XElement element in Horizontal(scene.RowAt(scene.LimitRow), "\u221E"))
            {
                yield return element;
            }
        }
    }

    private IEnumerable<XElement> Vertical(int x, string text)
    {
        yield return PictureMarks.Path("grid", PictureMarks.Line(new PixelPoint(x, TopEdge), new PixelPoint(x, BottomEdge)));
        yield return PictureMarks.Text("tick middle", new PixelPoint(x, BottomEdge + 130), text);
    }

    private static IEnumerable<XElement> Horizontal(int y, string text, bool isOutside = true)
    {
        yield return PictureMarks.Path("grid", PictureMarks.Line(new PixelPoint(LeftEdge, y), new PixelPoint(RightEdge, y)));
        yield return isOutside
            ? PictureMarks.Text("tick end", new PixelPoint(LeftEdge - 50, y + TextDrop), text)
            : PictureMarks.Text("tick", new PixelPoint(LeftEdge + 30, y - 25), text);
    }

    // Three short arrows in the corner: where the unit vectors of R^3 point.
    private IEnumerable<XElement> Directions(PictureView view)
    {
        var origin = new PixelPoint(LeftEdge + 320, BottomEdge - 300);
        for (int c = 0; c < 3; c++)
        {
            double x = view.Horizontal[c];
            double y = -view.Vertical[c];
            if (!double.IsFinite(x) || !double.IsFinite(y) || Math.Abs(x) > 2 || Math.Abs(y) > 2)
            {
                continue;
            }

            if (PictureMarks.Arrow(origin, origin.Moved((int)(AxisLength * x), (int)(AxisLength * y))) is { } arrow)
            {
                arrow.SetAttributeValue("class", "direction");
                yield return arrow;
            }

            string name = "x" + (char)('\u2081' + c);
            yield return PictureMarks.Text("tick middle", origin.Moved((int)((AxisLength + 75) * x), (int)((AxisLength + 75) * y) + TextDrop), name);
        }
    }
}
