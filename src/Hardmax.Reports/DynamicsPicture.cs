using System.Globalization;
using System.Xml.Linq;

namespace Hardmax.Reports;

/// <summary>
/// A trajectory as Figure 2 of arXiv:2407.01602 draws it: tokens over the layers, their hulls shrinking to the limit
/// polytope K, leaders as stars, limits marked. An SVG that needs nothing else: it describes itself to people who cannot
/// see it, names every mark with its exact value, and follows the light or dark preference of the reader.
/// </summary>
/// <remarks>
/// The same model gives the same bytes. The groups that carry <c>data-layer</c> belong to one layer; a page may show
/// them one at a time (class <c>stepping</c> on the picture and <c>now</c> on the groups).
/// </remarks>
internal sealed class DynamicsPicture
{
    private const int MaxNamed = 12;

    private readonly PictureScene _scene;

    /// <summary>A picture of a model. The model may be empty; it then shows an empty frame.</summary>
    /// <exception cref="ArgumentException">
    /// Layers are not n x d, a point has not d coordinates, or a mark names a token or a layer that does not exist.
    /// </exception>
    public DynamicsPicture(PictureModel model) => _scene = new PictureScene(model);

    /// <summary>The layers that are drawn, ascending: all, or in a long run the first ones and the last.</summary>
    public IReadOnlyList<int> DrawnLayers => _scene.Layers;

    /// <summary>The caption of the model, and what the drawing itself must say.</summary>
    public string Caption => string.Join(' ', Notes().Prepend(Model.Caption).Where(sentence => sentence.Length > 0));

    private PictureModel Model => _scene.Model;

    /// <summary>The picture as a file of its own, with its style.</summary>
    public string ToSvg() => Markup.ToText(ToElement("picture", Asset.Read("picture.css")));

    /// <summary>The picture as an element of a page that has the style already.</summary>
    /// <param name="id">A prefix of ids that is unique in the page.</param>
    internal XElement ToElement(string id) => ToElement(id, style: null);

    private static string Tokens(IReadOnlyCollection<int> tokens)
    {
        string named = string.Join(", ", tokens.Take(MaxNamed).Select(token => token.ToString(CultureInfo.InvariantCulture)));
        string more = tokens.Count > MaxNamed ? FormattableString.Invariant($" and {tokens.Count - MaxNamed} more") : string.Empty;
        return (tokens.Count == 1 ? "token " : "tokens ") + named + more;
    }

    private XElement ToElement(string id, string? style)
    {
        var legend = new PictureLegend(Model, _scene, PictureFrame.Top + _scene.Height + (_scene.View is null ? 34 : 20));
        return Markup.Shape(
            "svg",
            new XAttribute("class", "dynamics"),
            new XAttribute("viewBox", FormattableString.Invariant($"0 0 {PictureFrame.PictureWidth} {legend.Bottom}")),
            new XAttribute("role", "img"),
            new XAttribute("aria-labelledby", id + "-title " + id + "-desc"),
            Markup.Shape("title", new XAttribute("id", id + "-title"), Model.Title),
            Markup.Shape("desc", new XAttribute("id", id + "-desc"), Description()),
            style is null ? null : Markup.Shape("style", style),
            new PictureAxes(_scene).Draw(),
            new PictureLayers(_scene).Draw(),
            new PictureForeground(_scene).Draw(),
            legend.Draw());
    }

    private string Description()
    {
        if (_scene.TokenCount == 0)
        {
            return "There are no tokens to draw.";
        }

        var sentences = new List<string>
        {
            Caption,
            FormattableString.Invariant($"The picture shows {_scene.TokenCount} tokens over {Model.Layers.Length} layers, layer 0 included."),
        };
        if (Model.Leaders.Count > 0)
        {
            sentences.Add("Leaders: " + Tokens([.. Model.Leaders.Select(leader => leader.Token)]) + ".");
        }

        sentences.AddRange(Model.Limits.Take(MaxNamed).Select(limit => Explain(limit) + "."));
        return string.Join(' ', sentences.Where(sentence => sentence.Length > 0));
    }

    private IEnumerable<string> Notes()
    {
        if (_scene.View is { } view)
        {
            yield return view.Description;
        }

        if (_scene.IsLine)
        {
            yield return "One dimension: the coordinate runs to the right, the layers run downwards.";
        }

        if (_scene.TokenCount > 0 && _scene.Layers.Length < Model.Layers.Length)
        {
            yield return FormattableString.Invariant(
                $"Layers {_scene.Layers[^2] + 1} to {Model.Layers.Length - 2} are not drawn.");
        }

        if (_scene.Tokens.Length < _scene.TokenCount)
        {
            yield return FormattableString.Invariant(
                $"The paths of {_scene.Tokens.Length} of the {_scene.TokenCount} tokens are drawn; hulls are those of all.");
        }
    }

    /// <summary>A limit in words: the tooltip of its mark.</summary>
    internal static string Explain(LimitMark limit)
    {
        string what = limit.Kind switch
        {
            LimitKind.Leader => "limit at a leader",
            LimitKind.Combination => "limit, a convex combination of leaders",
            LimitKind.Cycle => "visited for ever by a limit cycle",
            LimitKind.Other => "limit, neither leader nor combination of leaders",
            _ => throw new ArgumentOutOfRangeException(nameof(limit)),
        };
        return limit.ExactText + ": " + what + (limit.Members.Count == 0 ? string.Empty : " (" + Tokens(limit.Members) + ")");
    }
}
