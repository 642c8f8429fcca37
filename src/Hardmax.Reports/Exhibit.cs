using System.Globalization;
using System.Xml.Linq;

namespace Hardmax.Reports;

/// <summary>A text that is folded away until it is asked for: source text, a log.</summary>
/// <param name="Summary">What it is.</param>
/// <param name="Text">The text, with its lines.</param>
/// <param name="IsOpen">Whether it is shown from the start.</param>
internal sealed record FoldedText(string Summary, string Text, bool IsOpen = false)
{
    /// <summary>An element that opens by keyboard and without a script.</summary>
    internal XElement ToElement() => new(
        "details",
        IsOpen ? new XAttribute("open", "open") : null,
        new XElement("summary", Summary),
        new XElement("pre", new XAttribute("tabindex", "0"), new XAttribute("role", "region"), new XAttribute("aria-label", Summary), Text));
}

/// <summary>One example on a page: what happens, the picture, the exact facts, and how to see it oneself.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="WhatHappens">A sentence or two; an empty line separates paragraphs.</param>
internal sealed record Exhibit(string Heading, string WhatHappens)
{
    /// <summary>The id of its section, unique in the page; null gives it one by its place.</summary>
    public string? Id { get; init; }

    /// <summary>What matters most, before everything else and set off from it; or null.</summary>
    public Cell? Notice { get; init; }

    /// <summary>Pictures of the trajectory, usually one.</summary>
    public IReadOnlyList<DynamicsPicture> Pictures { get; init; } = [];

    /// <summary>What is known exactly: status, layer, leaders, limits, alpha. Or null.</summary>
    public ReportTable? Facts { get; init; }

    /// <summary>The same beside binary64, or null.</summary>
    public ReportTable? Beside { get; init; }

    /// <summary>The command line that reproduces it, or null.</summary>
    public string? Command { get; init; }

    /// <summary>The problem file, or null; folded away until asked for.</summary>
    public string? ProblemJson { get; init; }

    /// <summary>Tables over the whole width, under the rest.</summary>
    public IReadOnlyList<ReportTable> Tables { get; init; } = [];

    /// <summary>Texts at its end, folded away.</summary>
    public IReadOnlyList<FoldedText> Folded { get; init; } = [];

    /// <summary>The content of its section, without the heading.</summary>
    /// <param name="nextPictureId">Gives ids that are unique in the page.</param>
    internal IEnumerable<XElement> ToElements(Func<string> nextPictureId)
    {
        IEnumerable<XElement> before = HtmlPage.Paragraphs(WhatHappens);
        foreach (XElement element in Notice is null ? before : before.Prepend(HtmlPage.Banner("notice", Notice)))
        {
            yield return element;
        }

        foreach (XElement element in Evidence(nextPictureId))
        {
            yield return element;
        }

        foreach (XElement element in Tables.Select(table => table.ToElement()).Concat(Folded.Select(folded => folded.ToElement())))
        {
            yield return element;
        }
    }

    private IEnumerable<XElement> Evidence(Func<string> nextPictureId)
    {
        var figures = new XElement("div", new XAttribute("class", "figures"), Pictures.Select(picture => Figure(picture, nextPictureId())));
        var notes = new XElement("div", new XAttribute("class", "notes"), Facts?.ToElement(), Beside?.ToElement(), Reproduction());
        if (notes.HasElements && figures.HasElements)
        {
            // One picture stands beside its facts; several take the whole width, with the facts under them.
            yield return new XElement("div", new XAttribute("class", Pictures.Count == 1 ? "spread" : "stack"), figures, notes);
        }
        else if (notes.HasElements || figures.HasElements)
        {
            yield return notes.HasElements ? notes : new XElement("div", new XAttribute("class", "stack"), figures);
        }
    }

    private static XElement Figure(DynamicsPicture picture, string id)
    {
        var figure = new XElement("figure", new XAttribute("class", "picture"), picture.ToElement(id));
        if (picture.DrawnLayers.Count > 1)
        {
            figure.Add(Stepper(picture, id));
        }

        if (picture.Caption.Length > 0)
        {
            figure.Add(new XElement("figcaption", picture.Caption));
        }

        return figure;
    }

    // One position per layer and a last one for all of them.
    // Hidden until the script shows it: without a script the picture shows all layers, and a slider would do nothing.
    private static XElement Stepper(DynamicsPicture picture, string id)
    {
        string all = picture.DrawnLayers.Count.ToString(CultureInfo.InvariantCulture);
        return new XElement(
            "div",
            new XAttribute("class", "stepper"),
            new XAttribute("hidden", "hidden"),
            new XElement("label", new XAttribute("for", id + "-layer"), "Layer"),
            new XElement(
                "input",
                new XAttribute("type", "range"),
                new XAttribute("id", id + "-layer"),
                new XAttribute("min", "0"),
                new XAttribute("max", all),
                new XAttribute("step", "1"),
                new XAttribute("value", all)),
            new XElement("output", new XAttribute("for", id + "-layer"), "all"),
            new XElement("button", new XAttribute("type", "button"), "Play"));
    }

    private IEnumerable<XElement> Reproduction()
    {
        if (Command is not null)
        {
            yield return new XElement("p", new XAttribute("class", "lead-in"), "To see it yourself:");
            yield return new XElement("pre", new XAttribute("class", "command"), new XAttribute("tabindex", "0"), Command);
        }

        if (ProblemJson is not null)
        {
            yield return new XElement(
                "details",
                new XElement("summary", "The problem file"),
                new XElement("pre", new XAttribute("tabindex", "0"), ProblemJson));
        }
    }
}
