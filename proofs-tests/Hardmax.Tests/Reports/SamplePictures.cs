using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Reports;

namespace Hardmax.Tests.Reports;

/// <summary>Models of known runs that the tests of pictures and pages share.</summary>
internal static class SamplePictures
{
    public const string Hostile = "<script>alert('x')</script> & \"quotes\" \u0001 \uD800";

    private static readonly Rational Half = Rational.One / 2;

    /// <summary>The square with two tokens tied for ever, docs/theory.md, over 6 layers, with its exact limits.</summary>
    public static PictureModel Square()
    {
        Rational[][] tokens = [[1, 1], [1, -1], [-1, -1], [-1, 1], [Half, 0], [-Half, 0]];
        return Run("square", tokens, 6) with
        {
            Limits =
            [
                new LimitMark([1, 1], "(1, 1)", LimitKind.Leader, [0]),
                new LimitMark([1, 0], "(1, 0)", LimitKind.Combination, [4]),
                new LimitMark([-1, 0], "(-1, 0)", LimitKind.Combination, [5]),
            ],
            Polytope = [[1, 1], [1, -1], [-1, -1], [-1, 1]],
            SecondRun = new SecondRun("binary64 run", [[[1, 1], [1, -1], [-1, -1], [-1, 1], [0.5, 0], [-0.5, 0]], [[1, 1], [1, -1], [-1, -1], [-1, 1], [1, -1], [-1, 1]]])
            {
                WrongEnds = [new WrongEnd([1, -1], "token 4 in binary64"), new WrongEnd([-1, 1], "token 5 in binary64")],
                FalseLeaders = [5],
            },
            Arrows = [new AttentionArrow(0, 4, [1, 0])],
        };
    }

    /// <summary>Figure 2, row 1: token 1 becomes a leader at layer 1.</summary>
    public static PictureModel EmergingLeader()
    {
        Rational[][] tokens = Array.ConvertAll(
            new[] { ("1", "1/3"), ("-1/12", "1/12"), ("-1", "-1"), ("0", "1/4"), ("-3/10", "-7/10"), ("-6/10", "-9/10"), ("8/10", "1/10"), ("6/10", "15/100") },
            pair => new[] { Rational.Parse(pair.Item1), Rational.Parse(pair.Item2) });
        return Run("emerging leader", tokens, 10) with { Limits = [new LimitMark([-1.0 / 18, 5.0 / 36], "(-1/18, 5/36)", LimitKind.Leader, [1, 3])] };
    }

    /// <summary>An exact run with the identity and alpha = 1/2.</summary>
    public static PictureModel Run(string title, Rational[][] tokens, int lastLayer)
    {
        var dynamics = new TextbookDynamics<Rational>(AttentionMatrix.Identity(tokens[0].Length).ToArray(), Half);
        var layers = new List<TokenCloud>();
        var sets = new List<AttentionSets>();
        for (int layer = 0; layer <= lastLayer; layer++)
        {
            int[][] attention = dynamics.AttentionSets(tokens);
            layers.Add(new TokenCloud(tokens));
            sets.Add(AttentionSets.Of(attention));
            tokens = dynamics.Next(tokens, attention);
        }

        return PictureModel.Of(title, layers, sets);
    }

    /// <summary>A model of layers given as doubles and nothing else.</summary>
    public static PictureModel Of(params double[][][] layers) => new() { Title = "layers", Layers = layers };
}
