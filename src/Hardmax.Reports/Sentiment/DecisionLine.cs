using Hardmax.Sentiment;

namespace Hardmax.Reports;

/// <summary>
/// The value of the decoder on the plane of a picture, X x + Y y + Constant, and the line on which it is 0. There is no
/// line where X and Y are 0. In binary64, for drawing alone.
/// </summary>
internal sealed record DecisionLine(double X, double Y, double Constant)
{
    /// <summary>Whether the value depends on the place, so that there is a line.</summary>
    public bool Exists => X != 0 || Y != 0;

    /// <summary>The value at a point.</summary>
    public double At((double X, double Y) point) => (X * point.X) + (Y * point.Y) + Constant;

    /// <summary>The point of the line nearest to a point. Only where there is a line.</summary>
    public (double X, double Y) Foot((double X, double Y) point)
    {
        // Divided by the larger factor first: squares of very large or small ones leave the range of doubles.
        double size = Math.Max(Math.Abs(X), Math.Abs(Y));
        (double x, double y) = (X / size, Y / size);
        double step = At(point) / size / ((x * x) + (y * y));
        return (point.X - (step * x), point.Y - (step * y));
    }

    /// <summary>The part of a window on one side, as the corners of a polygon; fewer than three where there is none.</summary>
    /// <param name="frame">The window.</param>
    /// <param name="side">The side.</param>
    public PixelPoint[] Part(PictureFrame frame, Side side)
    {
        int sign = side == Side.Positive ? 1 : -1;
        (double X, double Y)[] corners = [(0, 0), (PictureFrame.Width, 0), (PictureFrame.Width, frame.Height), (0, frame.Height)];
        var kept = new List<PixelPoint>();
        for (int i = 0; i < corners.Length; i++)
        {
            (double X, double Y) here = corners[i];
            (double X, double Y) next = corners[(i + 1) % corners.Length];
            double value = sign * AtPixel(frame, here);
            double after = sign * AtPixel(frame, next);
            if (value > 0)
            {
                kept.Add(Pixel(here));
            }

            if ((value > 0 && after < 0) || (value < 0 && after > 0) || value == 0)
            {
                double part = value / (value - after);
                kept.Add(Pixel(value == 0 ? here : (here.X + (part * (next.X - here.X)), here.Y + (part * (next.Y - here.Y)))));
            }
        }

        return kept.Exists(corner => sign * AtPixel(frame, ((corner.X / 10.0) - PictureFrame.Left, (corner.Y / 10.0) - PictureFrame.Top)) > 0) ? [.. kept] : [];
    }

    /// <summary>The two ends of the line in a window; null where it does not cross it.</summary>
    public (PixelPoint From, PixelPoint To)? Crossing(PictureFrame frame)
    {
        PixelPoint[] shared = [.. Part(frame, Side.Positive).Intersect(Part(frame, Side.Negative))];
        return shared.Length >= 2 ? (shared[0], shared[1]) : null;
    }

    private double AtPixel(PictureFrame frame, (double X, double Y) inWindow) =>
        At(frame.PointAt(PictureFrame.Left + inWindow.X, PictureFrame.Top + inWindow.Y));

    private static PixelPoint Pixel((double X, double Y) inWindow) => new(
        (int)Math.Round(10 * (PictureFrame.Left + inWindow.X), MidpointRounding.ToEven),
        (int)Math.Round(10 * (PictureFrame.Top + inWindow.Y), MidpointRounding.ToEven));
}
