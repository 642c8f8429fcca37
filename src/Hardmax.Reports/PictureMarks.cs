using System.Xml.Linq;

namespace Hardmax.Reports;

/// <summary>The marks of a picture as SVG shapes around a place. A mark is known by its shape, never by colour alone.</summary>
internal static class PictureMarks
{
    /// <summary>Half the size of a star, in tenths of a pixel.</summary>
    public const int StarRadius = 80;

    /// <summary>Half the size of the ring around the star of a leader that is a limit.</summary>
    public const int RingRadius = 100;

    private const int CrossRadius = 75;

    // The corners of a regular five-pointed star, outer radius 1000, from the top, clockwise; inner radius 382 times.
    private static readonly (int X, int Y)[] StarCorners =
    [
        (0, -1000), (225, -309), (951, -309), (363, 118), (588, 809),
        (0, 382), (-588, 809), (-363, 118), (-951, -309), (-225, -309),
    ];

    /// <summary>A five-pointed star.</summary>
    public static XElement Star(PixelPoint at) =>
        Polygon("star", StarCorners.Select(corner => at.Moved(corner.X * StarRadius / 1000, corner.Y * StarRadius / 1000)));

    /// <summary>A disc for a token at layer 0.</summary>
    public static XElement Disc(PixelPoint at, int radius = 32) => Circle("disc", at, radius);

    /// <summary>What marks a limit: a ring around a leader, a diamond, a square, or a triangle for a point of a cycle.</summary>
    public static XElement Limit(LimitKind kind, PixelPoint at) => kind switch
    {
        LimitKind.Leader => Circle("ring", at, RingRadius),
        LimitKind.Combination => Polygon("diamond", [at.Moved(0, -65), at.Moved(65, 0), at.Moved(0, 65), at.Moved(-65, 0)]),
        LimitKind.Other => Polygon("square", [at.Moved(-48, -48), at.Moved(48, -48), at.Moved(48, 48), at.Moved(-48, 48)]),
        LimitKind.Cycle => Polygon("triangle", [at.Moved(0, -66), at.Moved(62, 44), at.Moved(-62, 44)]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>A cross where a second run ends wrongly.</summary>
    public static XElement Cross(PixelPoint at) => Path("cross", Line(at.Moved(-CrossRadius, -CrossRadius), at.Moved(CrossRadius, CrossRadius)) + Line(at.Moved(-CrossRadius, CrossRadius), at.Moved(CrossRadius, -CrossRadius)));

    /// <summary>An arrow with a small head at its end; null where the two ends are too close for one.</summary>
    public static XElement? Arrow(PixelPoint from, PixelPoint to)
    {
        double length = Math.Sqrt(from.SquaredDistance(to));
        if (length < 100)
        {
            return null;
        }

        double ux = (to.X - from.X) / length;
        double uy = (to.Y - from.Y) / length;
        PixelPoint Head(double side) => to.Moved((int)((-60 * ux) - (side * uy)), (int)((-60 * uy) + (side * ux)));
        return Path("arrow", Line(from, to) + Line(Head(30), to) + Line(Head(-30), to));
    }

    /// <summary>A straight line.</summary>
    public static string Line(PixelPoint from, PixelPoint to) => "M" + from + "L" + to;

    /// <summary>A path of a class.</summary>
    public static XElement Path(string className, string data) =>
        Markup.Shape("path", new XAttribute("class", className), new XAttribute("d", data));

    /// <summary>The hull of some places: a polygon, or a line or nothing where they span no area.</summary>
    public static XElement? Hull(string className, IEnumerable<PixelPoint> places)
    {
        PixelPoint[] corners = PixelPoint.Hull(places);
        return corners.Length switch
        {
            < 2 => null,
            2 => Path(className, Line(corners[0], corners[1])),
            _ => Polygon(className, corners),
        };
    }

    /// <summary>A text at a place.</summary>
    public static XElement Text(string className, PixelPoint at, string text) =>
        Markup.Shape(
            "text",
            new XAttribute("class", className),
            new XAttribute("x", PixelPoint.Text(at.X)),
            new XAttribute("y", PixelPoint.Text(at.Y)),
            text);

    /// <summary>A polygon of a class.</summary>
    public static XElement Polygon(string className, IEnumerable<PixelPoint> corners) =>
        Markup.Shape("polygon", new XAttribute("class", className), new XAttribute("points", string.Join(' ', corners.Select(corner => corner.ToString()))));

    private static XElement Circle(string className, PixelPoint at, int radius) =>
        Markup.Shape(
            "circle",
            new XAttribute("class", className),
            new XAttribute("cx", PixelPoint.Text(at.X)),
            new XAttribute("cy", PixelPoint.Text(at.Y)),
            new XAttribute("r", PixelPoint.Text(radius)));
}
