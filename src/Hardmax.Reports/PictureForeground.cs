using System.Globalization;
using System.Xml.Linq;

namespace Hardmax.Reports;

/// <summary>The marks that have a tooltip, in front of everything: tokens at layer 0, limits, leaders, wrong ends; and the labels.</summary>
internal sealed class PictureForeground
{
    private const int MaxLabels = 30;
    private const int Crowd = 60;
    private const int MaxLimitLabels = 6;
    private const int LongestLabel = 24;

    private readonly PictureScene _scene;
    private readonly LabelPlacer _placer;

    public PictureForeground(PictureScene scene)
    {
        _scene = scene;
        _placer = new LabelPlacer((
            new PixelPoint((10 * PictureFrame.Left) + 10, (10 * PictureFrame.Top) + 10),
            new PixelPoint((10 * (PictureFrame.Left + PictureFrame.Width)) - 10, (10 * (PictureFrame.Top + scene.Height)) - 10)));
    }

    private PictureModel Model => _scene.Model;

    /// <summary>Marks and labels, from the back to the front.</summary>
    public IEnumerable<XElement> Draw()
    {
        if (_scene.TokenCount == 0)
        {
            return [PictureMarks.Text("label middle", new PixelPoint(PictureFrame.PictureWidth * 5, (PictureFrame.Top * 10) + (_scene.Height * 5)), "no tokens")];
        }

        TakeLines();
        XElement[] marks = [.. Limits(), .. Starts(), .. Leaders(), .. SecondRun()];
        XElement labels = Markup.Group("labels", new XAttribute("aria-hidden", "true"), TokenLabels(), LimitLabels(), WrongEndLabels());
        return [.. marks, labels];
    }

    // Labels keep clear of paths and of the outline of K too.
    private void TakeLines()
    {
        PixelPoint[] polytope = PixelPoint.Hull(_scene.Places(Model.Polytope, _scene.LimitRow));
        var lines = new List<IEnumerable<PixelPoint?>> { polytope.Append(polytope.FirstOrDefault()).Cast<PixelPoint?>().Take(polytope.Length < 2 ? 0 : polytope.Length + 1) };
        foreach (int token in _scene.Tokens)
        {
            lines.Add(_scene.Path(Model.Layers, token));
            lines.Add(Model.SecondRun is { } run ? _scene.Path(run.Layers, token) : []);
        }

        foreach (IEnumerable<PixelPoint?> line in lines)
        {
            PixelPoint? before = null;
            foreach (PixelPoint? place in line)
            {
                if (place is { } at && place != before)
                {
                    _placer.TakeLine(before ?? at, at);
                }

                before = place;
            }
        }
    }

    private static XElement Mark(string className, string tooltip, XElement shape) =>
        Markup.Group("mark " + className, Markup.Shape("title", tooltip), shape);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private IEnumerable<XElement> Starts()
    {
        foreach (int token in _scene.Tokens)
        {
            if (Start(token) is { } at)
            {
                _placer.Take(at, 35, LabelPlacer.MarkWeight);
                string where = token < Model.TokenTexts.Count ? " starts at " + Model.TokenTexts[token] : string.Empty;
                yield return Mark("token", "token " + Number(token) + where, _scene.Tokens.Length > Crowd ? PictureMarks.Disc(at, 20) : PictureMarks.Disc(at));
            }
        }
    }

    private IEnumerable<XElement> Limits()
    {
        foreach (LimitMark limit in Model.Limits)
        {
            if (_scene.Place(limit.Position, _scene.LimitRow) is { } at)
            {
                _placer.Take(at, limit.Kind == LimitKind.Leader ? PictureMarks.RingRadius : 70, LabelPlacer.MarkWeight);
                yield return Mark("limit", DynamicsPicture.Explain(limit), PictureMarks.Limit(limit.Kind, at));
            }
        }
    }

    private IEnumerable<XElement> Leaders()
    {
        foreach (LeaderMark leader in Model.Leaders)
        {
            if (_scene.Place(Model.Layers[leader.Since][leader.Token], _scene.Row(leader.Since)) is not { } at)
            {
                continue;
            }

            _placer.Take(at, PictureMarks.StarRadius, LabelPlacer.MarkWeight);
            LimitMark? limit = Model.Limits.FirstOrDefault(mark => mark.Kind == LimitKind.Leader && mark.Members.Contains(leader.Token));
            string tooltip = "token " + Number(leader.Token) + ", leader from layer " + Number(leader.Since) + " on"
                + (limit is null ? string.Empty : ", at " + limit.ExactText);
            XElement mark = Mark("leader", tooltip, PictureMarks.Star(at));
            mark.Add(new XAttribute("data-since", Number(leader.Since)));
            yield return mark;
        }
    }

    private IEnumerable<XElement> SecondRun()
    {
        if (Model.SecondRun is not { } run)
        {
            yield break;
        }

        foreach (int token in run.FalseLeaders)
        {
            if (_scene.Path(run.Layers, token).LastOrDefault(place => place is not null) is { } at)
            {
                _placer.Take(at, PictureMarks.StarRadius, LabelPlacer.MarkWeight);
                yield return Mark("false-leader", run.Name + ": token " + Number(token) + " looks like a leader and is none", PictureMarks.Star(at));
            }
        }

        foreach (WrongEnd end in run.WrongEnds)
        {
            if (_scene.Place(end.Position, _scene.LimitRow - 1) is { } at)
            {
                _placer.Take(at, 60, LabelPlacer.MarkWeight);
                yield return Mark("wrong-end", end.Label, PictureMarks.Cross(at));
            }
        }
    }

    // Tokens that start at one place share a label. In a crowd only leaders are labelled.
    private IEnumerable<XElement> TokenLabels()
    {
        var leaders = Model.Leaders.Select(leader => leader.Token).ToHashSet();
        IEnumerable<int> labelled = _scene.Tokens.Where(token => _scene.TokenCount <= MaxLabels || leaders.Contains(token)).Take(MaxLabels);
        foreach (IGrouping<PixelPoint?, int> tokens in labelled.GroupBy(Start))
        {
            if (tokens.Key is not { } at)
            {
                continue;
            }

            string text = string.Join(", ", tokens.Take(4).Select(Number)) + (tokens.Count() > 4 ? ", \u2026" : string.Empty);
            bool hasStar = Model.Leaders.Any(leader => leader.Since == 0 && tokens.Contains(leader.Token));
            yield return PictureMarks.Text("label middle", _placer.Place(at, hasStar ? PictureMarks.RingRadius : 35, text), text);
        }
    }

    private IEnumerable<XElement> LimitLabels()
    {
        LimitMark[] labelled = [.. Model.Limits.Where(limit => limit.Kind != LimitKind.Leader && limit.ExactText.Length <= LongestLabel).Take(MaxLimitLabels)];
        foreach (LimitMark limit in labelled)
        {
            if (_scene.Place(limit.Position, _scene.LimitRow) is { } at)
            {
                string className = limit.Kind == LimitKind.Cycle ? "label middle cycle" : "label middle limit";
                yield return PictureMarks.Text(className, _placer.Place(at, 70, limit.ExactText), limit.ExactText);
            }
        }
    }

    private IEnumerable<XElement> WrongEndLabels()
    {
        foreach (WrongEnd end in Model.SecondRun?.WrongEnds.Take(MaxLimitLabels) ?? [])
        {
            if (_scene.Place(end.Position, _scene.LimitRow - 1) is { } at)
            {
                string text = end.Label.Length <= LongestLabel ? end.Label : string.Concat(end.Label.AsSpan(0, LongestLabel - 1), "\u2026");
                yield return PictureMarks.Text("label middle wrong", _placer.Place(at, PictureMarks.StarRadius, text), text);
            }
        }
    }

    private PixelPoint? Start(int token) => _scene.Place(Model.Layers[0][token], 0);
}
