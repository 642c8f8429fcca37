using System.Globalization;
using System.Runtime.InteropServices;

namespace Hardmax.Reports;

/// <summary>A place in a picture in tenths of a pixel, y downwards. Integers, so that drawing the same gives the same bytes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PixelPoint(int X, int Y)
{
    /// <summary>"x y" in pixels, with at most one decimal.</summary>
    public override string ToString() => Text(X) + " " + Text(Y);

    /// <summary>A length in tenths of a pixel as pixels.</summary>
    public static string Text(int tenths) => (tenths / 10m).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>The place moved by tenths of a pixel.</summary>
    public PixelPoint Moved(int dx, int dy) => new(X + dx, Y + dy);

    /// <summary>The square of the distance to another place, in tenths of a pixel.</summary>
    public long SquaredDistance(PixelPoint other)
    {
        long dx = X - other.X;
        long dy = Y - other.Y;
        return (dx * dx) + (dy * dy);
    }

    /// <summary>
    /// The corners of the convex hull in counter-clockwise order (as seen with y upwards), each once and none inside an
    /// edge: one place, the two ends of a segment, or a polygon. Andrew's monotone chain, exact because it is on integers.
    /// </summary>
    public static PixelPoint[] Hull(IEnumerable<PixelPoint> points)
    {
        PixelPoint[] sorted = [.. points.Distinct().OrderBy(p => p.X).ThenBy(p => p.Y)];
        return sorted.Length < 3 ? sorted : [.. Chain(sorted), .. Chain(sorted.Reverse())];
    }

    // One chain from the first point to the last, without the last, which begins the other chain.
    private static IEnumerable<PixelPoint> Chain(IEnumerable<PixelPoint> sorted)
    {
        var chain = new List<PixelPoint>();
        foreach (PixelPoint point in sorted)
        {
            while (chain.Count > 1 && Turn(chain[^2], chain[^1], point) <= 0)
            {
                chain.RemoveAt(chain.Count - 1);
            }

            chain.Add(point);
        }

        return chain.SkipLast(1);
    }

    private static long Turn(PixelPoint a, PixelPoint b, PixelPoint c) =>
        ((long)(b.X - a.X) * (c.Y - a.Y)) - ((long)(b.Y - a.Y) * (c.X - a.X));
}
