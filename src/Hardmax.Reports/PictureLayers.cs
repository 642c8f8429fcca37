using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Hardmax.Reports;

/// <summary>What belongs to layers: hulls, K, trajectories, the dots of every layer, arrows.</summary>
internal sealed class PictureLayers(PictureScene scene)
{
    private const double Fading = 0.8;
    private const double Faintest = 0.18;

    private PictureModel Model => scene.Model;

    /// <summary>From the back to the front: hulls, K, paths, dots.</summary>
    public IEnumerable<XElement> Draw()
    {
        if (scene.TokenCount == 0)
        {
            yield break;
        }

        yield return Hulls();
        if (PictureMarks.Hull("polytope", scene.Places(Model.Polytope, scene.LimitRow)) is { } polytope)
        {
            polytope.Add(Markup.Shape("title", "limit polytope K"));
            yield return polytope;
        }

        yield return Paths();
        if (Model.SecondRun is { } run)
        {
            yield return Markup.Group("second", scene.Tokens.Select(token => Trajectory(scene.Path(run.Layers, token))));
        }

        yield return Markup.Group("layers", scene.Layers.Select(Dots));
    }

    // A hull that looks like the one before is drawn only when its layer is shown alone, or lines would pile up.
    private XElement Hulls()
    {
        XElement hulls = Markup.Group("hulls");
        string before = string.Empty;
        foreach (int layer in scene.Layers)
        {
            XElement? hull = PictureMarks.Hull(layer == 0 ? "hull first" : "hull", scene.Places(Model.Layers[layer], scene.Row(layer)));
            if (hull is null)
            {
                continue;
            }

            string outline = (hull.Attribute("points") ?? hull.Attribute("d"))!.Value;
            double opacity = Math.Max(Faintest, Math.Pow(Fading, layer));
            hull.Add(new XAttribute("opacity", opacity.ToString("0.##", CultureInfo.InvariantCulture)));
            hulls.Add(Layer(layer, outline == before ? "layer same" : "layer", hull));
            before = outline;
        }

        if (scene.IsLine)
        {
            // The swept region: on a line the hulls of the layers are intervals, and their shrinking is a funnel.
            PixelPoint[][] rows = [.. scene.Layers.Select(layer => PixelPoint.Hull(scene.Places(Model.Layers[layer], scene.Row(layer)))).Where(row => row.Length > 0)];
            hulls.AddFirst(PictureMarks.Polygon("funnel", [.. rows.Select(row => row[0]), .. rows.Reverse().Select(row => row[^1])]));
        }

        return hulls;
    }

    private XElement Paths()
    {
        XElement paths = Markup.Group("paths");
        foreach (int token in scene.Tokens)
        {
            PixelPoint?[] places = [.. scene.Path(Model.Layers, token)];
            paths.Add(Trajectory(places));
            LimitMark? limit = Model.Limits.FirstOrDefault(mark => mark.Kind != LimitKind.Cycle && mark.Members.Contains(token));
            if (limit is not null && places[^1] is { } last && scene.Place(limit.Position, scene.LimitRow) is { } end && last.SquaredDistance(end) > 400)
            {
                paths.Add(PictureMarks.Path("beyond", PictureMarks.Line(last, end)));
            }
        }

        return paths;
    }

    private XElement Dots(int layer)
    {
        XElement group = Layer(layer, "layer");
        group.Add(DotPath("dots", scene.Tokens.Select(token => scene.Place(Model.Layers[layer][token], scene.Row(layer)))));
        if (Model.SecondRun is { } run && layer < run.Layers.Length)
        {
            group.Add(DotPath("dots wrong", scene.Tokens.Where(token => token < run.Layers[layer].Length).Select(token => scene.Place(run.Layers[layer][token], scene.Row(layer)))));
        }

        foreach (AttentionArrow arrow in Model.Arrows.Where(arrow => arrow.Layer == layer))
        {
            if (scene.Place(Model.Layers[layer][arrow.Token], scene.Row(layer)) is { } from && scene.Place(arrow.Mean, scene.Row(layer)) is { } to)
            {
                group.Add(PictureMarks.Arrow(from, to));
            }
        }

        return group;
    }

    private static XElement Layer(int layer, string className, params object?[] content) =>
        Markup.Group(className, new XAttribute("data-layer", layer.ToString(CultureInfo.InvariantCulture)), content);

    // A line without length and with round ends is a dot: one path for all the tokens of a layer.
    private static XElement? DotPath(string className, IEnumerable<PixelPoint?> places)
    {
        string data = string.Concat(places.OfType<PixelPoint>().Distinct().Select(place => "M" + place + "h0"));
        return data.Length == 0 ? null : PictureMarks.Path(className, data);
    }

    // A point without a place breaks the line, and a token that stands still adds nothing to it.
    private static XElement? Trajectory(IEnumerable<PixelPoint?> places)
    {
        var data = new StringBuilder();
        PixelPoint? before = null;
        foreach (PixelPoint? place in places)
        {
            if (place is not null && place != before)
            {
                data.Append(before is null ? 'M' : 'L').Append(place);
            }

            before = place;
        }

        return data.Length == 0 ? null : PictureMarks.Path("path", data.ToString());
    }
}
