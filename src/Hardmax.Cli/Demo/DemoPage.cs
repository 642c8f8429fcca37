using System.Globalization;
using Hardmax.Cli.Output;
using Hardmax.Dynamics;
using Hardmax.Formats;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Reports;

namespace Hardmax.Cli.Demo;

/// <summary>The page that the demo writes: a picture, the exact facts and the command line for every example.</summary>
internal static class DemoPage
{
    private const int DrawnLayers = 12;
    private const double VisibleError = 1e-6;

    /// <summary>The page as HTML.</summary>
    public static string Of(IEnumerable<(string Heading, DemoExample Example)> examples)
    {
        var page = new HtmlPage(
            "What a hardmax transformer does, with proof",
            "Every layer moves each token towards the mean of the tokens that maximise its score, ties included. "
            + "Here the limit for infinitely many layers is computed in exact fractions, each with a certificate that an independent checker has accepted. "
            + "Stars are leaders, tokens that attend to themselves alone; diamonds are limits where nobody leads.");
        foreach ((string heading, DemoExample example) in examples)
        {
            _ = page.Add(Exhibit(example, heading));
        }

        return page.ToString();
    }

    /// <summary>The picture of one example by itself, as SVG.</summary>
    public static string PictureOf(DemoExample example) => new DynamicsPicture(Picture(example)).ToSvg();

    private static Exhibit Exhibit(DemoExample example, string heading) => new(heading, example.Problem.Description ?? string.Empty)
    {
        Pictures = [new DynamicsPicture(Picture(example))],
        Facts = Facts(example),
        Beside = IsWrong(example) ? Beside(example) : null,
        Command = $"hardmax limit {example.Problem.Name}.json",
        ProblemJson = ProblemWriter.ToJson(example.Problem, indented: true),
    };

    private static bool IsWrong(DemoExample example) =>
        !example.FalseLeaders.IsEmpty || Enumerable.Range(0, example.Problem.Tokens.Count).Any(token => example.Binary64Error(token) > VisibleError);

    private static ReportTable Facts(DemoExample example)
    {
        var facts = new List<(string Name, Cell Value)>
        {
            ("limit", new Cell($"{LimitJson.Word(example.Claims.Status)} at layer {example.Claims.Layer}", CellTone.Good)),
            ("certificate", new Cell(example.Check.IsValid ? "accepted by the independent checker" : $"rejected: {example.Check.Reason}", example.Check.IsValid ? CellTone.Good : CellTone.Bad)),
            ("alpha", Readable.Number(example.Problem.System.Alpha)),
            ("leaders", Readable.Leaders(example.Claims, Readable.Token)),
        };
        facts.AddRange(example.Claims.Clusters.Select(cluster => ($"{(cluster.Members.Length == 1 ? "token" : "tokens")} {Readable.Indices(cluster.Members)}", new Cell($"{Readable.Places(cluster)} ({Kind(cluster)})"))));
        if (!example.Refuted.IsEmpty)
        {
            facts.Add(("refutes, for this A", new Cell(string.Join(", ", example.Refuted), CellTone.Doubtful)));
        }

        return ReportTable.OfFacts("Exactly", [.. facts]);
    }

    private static string Kind(LimitCluster cluster) => cluster.IsPoint ? LimitJson.Word(cluster.Kind) : "for ever";

    private static ReportTable Beside(DemoExample example)
    {
        IEnumerable<int> wrong = Enumerable.Range(0, example.Problem.Tokens.Count)
            .Where(token => example.Binary64Error(token) > VisibleError || example.FalseLeaders.Contains(token));
        return new ReportTable(
            $"Beside it: binary64 after {DemoExample.Binary64Layers} layers",
            ["token", "ends at", "off by", "leads"],
            [.. wrong.Select(token => (IReadOnlyList<Cell>)
            [
                token.ToString(CultureInfo.InvariantCulture),
                new Cell(Decimals(example.Binary64End(token)), CellTone.Bad),
                new Cell(example.Binary64Error(token).ToString("G4", CultureInfo.InvariantCulture), CellTone.Bad),
                example.FalseLeaders.Contains(token) ? new Cell("falsely", CellTone.Bad) : "no",
            ])]);
    }

    private static string Decimals(double[] place) => $"({string.Join(", ", place.Select(x => x.ToString("G6", CultureInfo.InvariantCulture)))})";

    private static PictureModel Picture(DemoExample example)
    {
        var layers = new List<TokenCloud>();
        var sets = new List<AttentionSets>();
        for (ExactState state = ExactState.Start(example.Problem); state.Layer <= DrawnLayers; state = state.Next())
        {
            layers.Add(state.ToTokens());
            sets.Add(state.AttentionSets);
        }

        return PictureModel.Of(example.Problem.Name ?? "tokens", layers, sets).With(example.Claims) with
        {
            SecondRun = IsWrong(example) ? WrongRun(example) : null,
        };
    }

    private static SecondRun WrongRun(DemoExample example) => new(
        "binary64 run",
        [.. example.Binary64.Select(layer => layer.Chunk(example.Problem.Tokens.Dimension).ToArray())])
    {
        FalseLeaders = example.FalseLeaders,
        WrongEnds = [.. Enumerable.Range(0, example.Problem.Tokens.Count)
            .Where(token => example.Binary64Error(token) > VisibleError)
            .Select(token => new WrongEnd(example.Binary64End(token), $"binary64: {token}"))],
    };
}
