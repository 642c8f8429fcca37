using System.Xml.Linq;
using Hardmax.Sentiment;

namespace Hardmax.Reports;

/// <summary>A bar of a chart.</summary>
/// <param name="Label">What it is about; it is cut where it is too long.</param>
/// <param name="Length">Its length, of any size; negative ones go to the left.</param>
/// <param name="Text">Its value in words, behind its end.</param>
/// <param name="Side">Its colour.</param>
internal sealed record Bar(string Label, double Length, string Text, Side Side);

/// <summary>Horizontal bars with a label before and a value behind each, as a picture that also says itself in words.</summary>
internal static class BarChart
{
    private const int Width = 400;
    private const int LabelWidth = 122;
    private const int ValueWidth = 74;
    private const int RowHeight = 22;
    private const int BarHeight = 14;
    private const int Gap = 8;

    /// <summary>The chart.</summary>
    /// <param name="id">An id that is unique in the page.</param>
    /// <param name="title">Its name.</param>
    /// <param name="bars">Its bars, at least one, of which one has a length.</param>
    public static XElement Of(string id, string title, IReadOnlyList<Bar> bars)
    {
        double most = bars.Max(bar => Math.Abs(bar.Length));
        bool hasLeft = bars.Any(bar => bar.Length < 0);
        int left = LabelWidth + Gap + (hasLeft ? ValueWidth : 0);
        double room = Width - left - ValueWidth;
        double zero = hasLeft ? left + (room / 2) : left;
        double scale = (hasLeft ? room / 2 : room) / most;
        return Markup.Shape(
            "svg",
            new XAttribute("class", "dynamics bars"),
            new XAttribute("viewBox", FormattableString.Invariant($"0 0 {Width} {(bars.Count * RowHeight) + 4}")),
            new XAttribute("role", "img"),
            new XAttribute("aria-labelledby", id + "-title " + id + "-description"),
            Markup.Shape("title", new XAttribute("id", id + "-title"), title),
            Markup.Shape("desc", new XAttribute("id", id + "-description"), string.Join("; ", bars.Select(bar => bar.Label + ": " + bar.Text)) + "."),
            PictureMarks.Path("zero", PictureMarks.Line(new PixelPoint(Tenths(zero), 0), new PixelPoint(Tenths(zero), ((bars.Count * RowHeight) + 4) * 10))),
            bars.Select((bar, row) => Row(bar, row, zero, scale)));
    }

    private static XElement Row(Bar bar, int row, double zero, double scale)
    {
        double length = Math.Abs(bar.Length) * scale;
        double start = bar.Length < 0 ? zero - length : zero;
        int baseLine = ((row * RowHeight) + 17) * 10;
        return Markup.Group(
            "bar " + SentimentWords.Class(bar.Side),
            Markup.Shape("title", bar.Label + ": " + bar.Text),
            PictureMarks.Text("end", new PixelPoint(LabelWidth * 10, baseLine), SentimentWords.Label(bar.Label, LabelWidth * 10)),
            Markup.Shape(
                "rect",
                new XAttribute("x", PixelPoint.Text(Tenths(start))),
                new XAttribute("y", (row * RowHeight) + 5),
                new XAttribute("width", PixelPoint.Text(Math.Max(5, Tenths(length)))),
                new XAttribute("height", BarHeight)),
            bar.Length < 0
                ? PictureMarks.Text("value end", new PixelPoint(Tenths(start - 5), baseLine), bar.Text)
                : PictureMarks.Text("value", new PixelPoint(Tenths(start + length + 5), baseLine), bar.Text));
    }

    private static int Tenths(double pixels) => (int)Math.Round(10 * pixels, MidpointRounding.ToEven);
}
