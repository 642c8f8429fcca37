using System.Xml.Linq;

namespace Hardmax.Reports;

/// <summary>What the marks of the moving picture mean: those that can occur in it, each with the mark itself.</summary>
internal static class AtlasLegend
{
    private const string Star = "M0 -9L2.2 -3.1L8.6 -2.8L3.6 1.2L5.3 7.3L0 3.8L-5.3 7.3L-3.6 1.2L-8.6 -2.8L-2.2 -3.1Z";

    /// <summary>The legend of a run.</summary>
    public static XElement Of(AtlasRun run)
    {
        int dimension = run.Problem.Tokens.Dimension;
        var kinds = run.Claims.Clusters.SelectMany(LimitMark.Of).Select(mark => mark.Kind).ToHashSet();
        IEnumerable<(string Class, string Path, string Text)?> entries =
        [
            ("disc", "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0", "token"),
            run.Layers.Any(layer => layer.Sets.Leaders().Length > 0) ? ("star", Star, "leader: attends to itself alone") : null,
            ("hull now", "M-13 6L-7 -6L13 -4L8 6Z", "hull of this layer"),
            ("hull first", "M-13 6L-7 -6L13 -4L8 6Z", dimension == 1 ? "hulls of all layers" : "hull of layer 0"),
            ("attends", dimension == 1 ? "M-13 4Q0 -8 13 4" : "M-13 5L13 -5", "attends to"),
            ("mean", "M-13 0H13M7 -4L13 0L7 4", "to the mean of its attention set"),
            ("next", "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0", "its place in the next layer"),
            ("image", "M-13 0H13M7 -4L13 0L7 4", "direction of A z"),
            dimension == 2 ? ("level", "M-15 0H15", "the score that its attention set reaches") : null,
            kinds.Contains(LimitKind.Leader) ? ("ring", "M-8 0a8 8 0 1 0 16 0a8 8 0 1 0 -16 0", "limit at a leader point") : null,
            kinds.Contains(LimitKind.Combination) ? ("diamond", "M0 -8L8 0L0 8L-8 0Z", "limit between leaders") : null,
            kinds.Contains(LimitKind.Other) ? ("square", "M-7 -7H7V7H-7Z", "limit where nobody leads") : null,
            kinds.Contains(LimitKind.Cycle) ? ("triangle", "M0 -9L8 6H-8Z", "visited for ever by the cycle") : null,
        ];
        return new XElement("ul", new XAttribute("class", "legend"), entries.Where(entry => entry is not null).Select(entry => new XElement(
            "li",
            Markup.Shape(
                "svg",
                new XAttribute("class", "dynamics moving glyph"),
                new XAttribute("viewBox", "-17 -11 34 22"),
                new XAttribute("aria-hidden", "true"),
                Markup.Shape("path", new XAttribute("class", entry!.Value.Class), new XAttribute("d", entry.Value.Path))),
            " " + entry.Value.Text)));
    }
}
