using System.Globalization;

namespace Hardmax.Reports;

/// <summary>
/// The window of a picture: from the plane (y upwards) to pixels (y downwards), with one scale for both axes unless the
/// vertical axis counts layers.
/// </summary>
internal sealed class PictureFrame
{
    /// <summary>The width of every picture in pixels: narrow, so that its text can be read on a phone.</summary>
    public const int PictureWidth = 400;

    /// <summary>The left edge of the window in pixels; tick labels stand to its left.</summary>
    public const int Left = 40;

    /// <summary>The top edge of the window in pixels.</summary>
    public const int Top = 8;

    /// <summary>The width of the window in pixels.</summary>
    public const int Width = PictureWidth - Left - 8;

    private const int Padding = 24;
    private const int MinHeight = 150;
    private const int MaxHeight = 380;
    private const int RowHeight = 22;

    // Points nearer to each other than this, relative to the largest coordinate, are drawn as one.
    private const double SmallestExtent = 1e-12;

    private readonly double _middleX;
    private readonly double _middleY;
    private readonly double _scaleX;
    private readonly double _scaleY;

    /// <summary>A window that holds all points.</summary>
    /// <param name="points">Finite places in the plane; none gives an empty window.</param>
    /// <param name="hasRows">Whether y counts rows, and is not to be drawn to the scale of x.</param>
    public PictureFrame(IReadOnlyList<(double X, double Y)> points, bool hasRows)
    {
        (double lowX, double highX) = Range(points.Select(p => p.X));
        (double lowY, double highY) = Range(points.Select(p => p.Y));
        _middleX = lowX + ((highX - lowX) / 2);
        _middleY = lowY + ((highY - lowY) / 2);
        double extentX = highX - lowX;
        double extentY = highY - lowY;
        const double InnerWidth = Width - (2 * Padding);
        if (hasRows)
        {
            double height = Math.Clamp(extentY * RowHeight, MinHeight - (2 * Padding), MaxHeight - (2 * Padding));
            Height = (int)height + (2 * Padding);
            _scaleX = extentX > SmallestExtent ? InnerWidth / extentX : InnerWidth / 2;
            _scaleY = extentY > SmallestExtent ? height / extentY : 1;
        }
        else
        {
            double wanted = extentX > SmallestExtent ? InnerWidth * Math.Min(extentY / extentX, 10) : extentY > SmallestExtent ? MaxHeight : 0;
            Height = (int)Math.Clamp(wanted + (2 * Padding), MinHeight, MaxHeight);
            double scaleX = extentX > SmallestExtent ? InnerWidth / extentX : double.PositiveInfinity;
            double scaleY = extentY > SmallestExtent ? (Height - (2 * Padding)) / extentY : double.PositiveInfinity;
            double scale = Math.Min(scaleX, scaleY);
            _scaleX = _scaleY = double.IsFinite(scale) ? scale : InnerWidth / 2;
        }
    }

    /// <summary>The height of the window in pixels.</summary>
    public int Height { get; }

    /// <summary>The place in the picture; null where it lies outside the window.</summary>
    public PixelPoint? Place((double X, double Y) point)
    {
        double x = Left + (Width / 2.0) + ((point.X - _middleX) * _scaleX);
        double y = Vertical(point.Y);
        bool isInside = x >= Left && x <= Left + Width && y >= Top && y <= Top + Height;
        return isInside ? new PixelPoint(Tenths(x), Tenths(y)) : null;
    }

    /// <summary>The point of the plane that is drawn at a place, given in pixels; the inverse of <see cref="Place"/> but for its rounding.</summary>
    public (double X, double Y) PointAt(double x, double y) =>
        (_middleX + ((x - Left - (Width / 2.0)) / _scaleX), _middleY - ((y - Top - (Height / 2.0)) / _scaleY));

    /// <summary>Round numbers along the horizontal axis: where, in tenths of a pixel, and as text.</summary>
    /// <param name="unit">What 1 in the plane means.</param>
    public IReadOnlyList<(int At, string Text)> TicksX(double unit)
    {
        double half = Width / 2.0 / _scaleX;
        return Ticks(_middleX - half, _middleX + half, unit, at => Tenths(Left + (Width / 2.0) + ((at - _middleX) * _scaleX)));
    }

    /// <summary>Round numbers along the vertical axis.</summary>
    /// <param name="unit">What 1 in the plane means.</param>
    public IReadOnlyList<(int At, string Text)> TicksY(double unit)
    {
        double half = Height / 2.0 / _scaleY;
        return Ticks(_middleY - half, _middleY + half, unit, VerticalAt);
    }

    /// <summary>The vertical place of a coordinate of the plane, in tenths of a pixel.</summary>
    public int VerticalAt(double y) => Tenths(Vertical(y));

    private static List<(int At, string Text)> Ticks(double low, double high, double unit, Func<double, int> place)
    {
        double step = RoundStep((high - low) * unit / 4.5);
        double first = Math.Ceiling(low * unit / step);
        double last = Math.Floor(high * unit / step);
        if (!double.IsNormal(step) || !double.IsFinite(first) || !double.IsFinite(last) || last - first > 12)
        {
            return [];
        }

        var ticks = new List<(int At, string Text)>();
        for (int i = 0; i <= last - first; i++)
        {
            double at = (first + i) * step;
            ticks.Add((place(at / unit), TickText(at)));
        }

        // Numbers that differ only beyond the digits shown say nothing.
        return ticks.Select(tick => tick.Text).Distinct(StringComparer.Ordinal).Count() == ticks.Count ? ticks : [];
    }

    // The largest of 1, 2 and 5 times a power of ten that is not larger than the width wanted.
    private static double RoundStep(double width)
    {
        if (!double.IsNormal(width))
        {
            return double.NaN;
        }

        double power = double.Parse(
            string.Create(CultureInfo.InvariantCulture, $"1e{Math.Floor(Math.Log10(width))}"), CultureInfo.InvariantCulture);
        double digit = width / power;
        return power * (digit >= 5 ? 5 : digit >= 2 ? 2 : 1);
    }

    private static string TickText(double value)
    {
        double size = Math.Abs(value);
        string format = size != 0 && (size >= 1e5 || size < 1e-4) ? "0.####e0" : "0.#####";
        return value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '\u2212');
    }

    private static (double Low, double High) Range(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return all.Length == 0 ? (0, 0) : (all.Min(), all.Max());
    }

    private double Vertical(double y) => Top + (Height / 2.0) - ((y - _middleY) * _scaleY);

    private static int Tenths(double pixels) => (int)Math.Round(pixels * 10, MidpointRounding.ToEven);
}
