using System.Globalization;
using System.Xml.Linq;
using Hardmax.Claims;

namespace Hardmax.Reports;

/// <summary>
/// The figure of a counterexample: a still picture for everyone, and what the script puts in its place. Controls are
/// hidden until the script shows them, because without it they would do nothing.
/// </summary>
internal static class AtlasStage
{
    /// <summary>The figure.</summary>
    /// <param name="run">What it shows.</param>
    /// <param name="title">The name of the picture.</param>
    public static XElement Of(AtlasRun run, string title)
    {
        DynamicsPicture still = run.StillPicture(title);
        var figure = new XElement(
            "figure",
            new XAttribute("class", "stage"),
            new XElement("div", new XAttribute("class", "still picture"), still.ToElement("still"), new XElement("figcaption", still.Caption)));
        if (AtlasRunData.Of(run) is { } data)
        {
            figure.Add(Live(run, title), new XElement("script", new XAttribute("type", "application/json"), new XAttribute("class", "run"), data));
        }

        return figure;
    }

    /// <summary>Every token of every layer that the figure has, exactly.</summary>
    public static XElement Layers(AtlasRun run)
    {
        string[] columns = ["layer", .. Enumerable.Range(0, run.Problem.Tokens.Count).Select(i => FormattableString.Invariant($"token {i}"))];
        var table = new ReportTable(
            "Tokens at each layer; a star marks a leader",
            columns,
            [.. run.Layers.Select(layer => (IReadOnlyList<Cell>)[layer.Layer.ToString(CultureInfo.InvariantCulture), .. Tokens(layer)])])
        {
            Style = "numbers",
        };
        return new XElement("details", new XAttribute("class", "layers"), new XElement("summary", "Every layer as a table of exact fractions"), table.ToElement());
    }

    private static IEnumerable<Cell> Tokens(EvidenceLayer layer) => Enumerable.Range(0, layer.Tokens.Count)
        .Select(i => new Cell((layer.Sets.IsLeader(i) ? "\u2605 " : string.Empty) + PictureModel.ExactText(layer.Tokens[i])));

    private static XElement Live(AtlasRun run, string title)
    {
        int dimension = run.Problem.Tokens.Dimension;
        return new XElement(
            "div",
            new XAttribute("class", "live"),
            new XAttribute("hidden", "hidden"),
            new XElement(
                "div",
                new XAttribute("class", "view"),
                Markup.Shape("svg", new XAttribute("class", "dynamics moving"), new XAttribute("role", "group"), new XAttribute("aria-label", title + ", layer by layer"))),
            new XElement("div", new XAttribute("class", "controls"), Stepper(run), dimension == 3 ? Turning() : null, Switches(run)),
            new XElement(
                "div",
                new XAttribute("class", "panel"),
                new XElement("div", new XAttribute("class", "about"), new XAttribute("role", "status")),
                new XElement("div", new XAttribute("class", "scroll here"), new XAttribute("role", "region"), new XAttribute("aria-label", "The tokens of this layer"), new XAttribute("tabindex", "0"))),
            new XElement("div", new XAttribute("class", "key"), AtlasLegend.Of(run), new XElement("p", new XAttribute("class", "hint"), Hint(dimension))));
    }

    private static string Hint(int dimension)
    {
        string seen = dimension switch
        {
            1 => "One dimension: the coordinate runs to the right, the layers run downwards. ",
            2 => string.Empty,
            3 => "Three dimensions without perspective: drag to turn. The hull is the outline of its shadow. ",
            _ => FormattableString.Invariant($"{dimension} dimensions, seen in the two directions in which layer 0 spreads most; hulls are outlines of shadows. "),
        };
        return seen + "Point at a token, tap it, or reach it with the Tab key: left and right then go from token to token, up and down from layer to layer.";
    }

    private static XElement Stepper(AtlasRun run) => new(
        "div",
        new XAttribute("class", "stepper"),
        new XElement("label", new XAttribute("for", "layer"), "Layer"),
        Button("back", "\u2039", "Previous layer"),
        Range("layer", 0, run.Layers.Length - 1, 0),
        Button("forth", "\u203a", "Next layer"),
        new XElement("output", new XAttribute("for", "layer"), "0"),
        Button("play", "Play", null));

    // The starting direction is that of PictureView.Oblique, to whole degrees.
    private static XElement Turning() => new(
        "div",
        new XAttribute("class", "stepper"),
        new XElement("label", new XAttribute("for", "turn"), "Turn"),
        Range("turn", -180, 180, 37),
        new XElement("label", new XAttribute("for", "tilt"), "Tilt"),
        Range("tilt", -90, 90, 23));

    private static XElement Switches(AtlasRun run) => new(
        "div",
        new XAttribute("class", "switches"),
        Switch("attention", "attention of all tokens", isOn: true),
        Switch("images", "A z of all tokens", isOn: false),
        run.Claims.Clusters.IsEmpty ? null : Switch("limits", "limits", isOn: true));

    private static XElement Switch(string name, string text, bool isOn) => new(
        "label",
        new XElement("input", new XAttribute("type", "checkbox"), new XAttribute("name", name), isOn ? new XAttribute("checked", "checked") : null),
        " " + text);

    private static XElement Range(string id, int min, int max, int value) => new(
        "input",
        new XAttribute("type", "range"),
        new XAttribute("id", id),
        new XAttribute("min", min),
        new XAttribute("max", max),
        new XAttribute("step", "1"),
        new XAttribute("value", value));

    private static XElement Button(string name, string text, string? label) => new(
        "button",
        new XAttribute("type", "button"),
        new XAttribute("class", name),
        label is null ? null : new XAttribute("aria-label", label),
        text);
}
