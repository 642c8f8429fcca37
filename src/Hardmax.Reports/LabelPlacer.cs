using System.Runtime.InteropServices;

namespace Hardmax.Reports;

/// <summary>
/// Finds places for labels beside their points, one after another: of sixteen places around a point the one that covers
/// least of what is drawn already and stays in the window.
/// </summary>
/// <param name="window">Where labels may stand, in tenths of a pixel.</param>
internal sealed class LabelPlacer((PixelPoint TopLeft, PixelPoint BottomRight) window)
{
    /// <summary>How bad it is to cover a mark; what weighs less may be covered by a label that is placed freely.</summary>
    public const int MarkWeight = 3;

    private const int CharacterWidth = 67;
    private const int HalfHeight = 60;
    private const int Outside = 8;
    private const int OverLabel = 6;
    private const int SampleStep = 60;
    private const int LineRadius = 25;
    private const int LineWeight = 1;

    // Right above first, then around; diagonal directions are a little shorter.
    private static readonly (int X, int Y)[] Directions =
        [(8, -8), (-8, -8), (8, 8), (-8, 8), (0, -10), (10, 0), (-10, 0), (0, 10)];

    private readonly Box _window = new(window.TopLeft.X, window.TopLeft.Y, window.BottomRight.X, window.BottomRight.Y);
    private readonly List<(Box Box, int Weight)> _taken = [];

    /// <summary>Says that something is drawn around a place.</summary>
    /// <param name="centre">Its middle.</param>
    /// <param name="radius">Half its size in tenths of a pixel.</param>
    /// <param name="weight">How bad it is to cover it: 1 for a dot, more for a mark.</param>
    public void Take(PixelPoint centre, int radius, int weight) => _taken.Add((Box.Around(centre, radius, radius), weight));

    /// <summary>Says that a thin line is drawn: covering it is bad a little at each of its points.</summary>
    public void TakeLine(PixelPoint from, PixelPoint to)
    {
        int steps = 1 + (int)(Math.Sqrt(from.SquaredDistance(to)) / SampleStep);
        for (int i = 0; i < steps; i++)
        {
            Take(new PixelPoint(from.X + ((to.X - from.X) * i / steps), from.Y + ((to.Y - from.Y) * i / steps)), LineRadius, LineWeight);
        }
    }

    /// <summary>The middle of the base line of a label, which is then taken.</summary>
    /// <param name="anchor">The point that is labelled.</param>
    /// <param name="radius">Half the size of what is drawn there, in tenths of a pixel.</param>
    /// <param name="text">The label.</param>
    public PixelPoint Place(PixelPoint anchor, int radius, string text)
    {
        int halfWidth = text.Length * CharacterWidth / 2;
        Box best = default;
        long least = long.MaxValue;
        for (int ring = 0; ring < 2; ring++)
        {
            for (int d = 0; d < Directions.Length; d++)
            {
                Box box = Beside(anchor, radius + 5 + (ring * 70), (halfWidth, HalfHeight), Directions[d]);
                long cost = Cost(box) + (ring * 4000) + (d * 150);
                if (cost < least)
                {
                    (best, least) = (box, cost);
                }
            }
        }

        _taken.Add((best, OverLabel));
        return new PixelPoint((best.Left + best.Right) / 2, best.Bottom - 18);
    }

    /// <summary>
    /// The middle of the base line of a label that touches its point, stays in the window and covers no label and no mark;
    /// null where there is no such place, and nothing is taken then.
    /// </summary>
    /// <param name="anchor">The point that is labelled.</param>
    /// <param name="radius">Half the size of what is drawn there, in tenths of a pixel.</param>
    /// <param name="half">Half the width and half the height of the label, in tenths of a pixel.</param>
    public PixelPoint? PlaceFreely(PixelPoint anchor, int radius, (int Width, int Height) half)
    {
        Box? best = null;
        long least = long.MaxValue;
        for (int d = 0; d < Directions.Length; d++)
        {
            Box box = Beside(anchor, radius + 5, half, Directions[d]);
            if (_window.Overlap(box) == box.Area && !_taken.Exists(taken => taken.Weight >= MarkWeight && taken.Box.Overlap(box) > 0))
            {
                long cost = Cost(box) + (d * 150);
                (best, least) = cost < least ? (box, cost) : (best, least);
            }
        }

        if (best is not { } found)
        {
            return null;
        }

        _taken.Add((found, OverLabel));
        return new PixelPoint((found.Left + found.Right) / 2, found.Bottom - (half.Height * 3 / 10));
    }

    private static Box Beside(PixelPoint anchor, int radius, (int Width, int Height) half, (int X, int Y) direction)
    {
        int x = anchor.X + (direction.X * radius / 10) + (Math.Sign(direction.X) * half.Width);
        int y = anchor.Y + (direction.Y * radius / 10) + (Math.Sign(direction.Y) * half.Height);
        return Box.Around(new PixelPoint(x, y), half.Width, half.Height);
    }

    private long Cost(Box box)
    {
        long cost = Outside * (box.Area - box.Overlap(_window));
        foreach ((Box taken, int weight) in _taken)
        {
            cost += weight * box.Overlap(taken);
        }

        return cost;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Box(int Left, int Top, int Right, int Bottom)
    {
        public long Area => (long)(Right - Left) * (Bottom - Top);

        public static Box Around(PixelPoint centre, int halfWidth, int halfHeight) =>
            new(centre.X - halfWidth, centre.Y - halfHeight, centre.X + halfWidth, centre.Y + halfHeight);

        public long Overlap(Box other) =>
            Math.Max(0L, Math.Min(Right, other.Right) - Math.Max(Left, other.Left))
            * Math.Max(0L, Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top));
    }
}
