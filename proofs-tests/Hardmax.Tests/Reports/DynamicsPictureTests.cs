using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hardmax.Numbers;
using Hardmax.Reports;
using Xunit;

namespace Hardmax.Tests.Reports;

public sealed class DynamicsPictureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> DegenerateNames => [.. Degenerate.Keys];

    private static Dictionary<string, PictureModel> Degenerate { get; } = new(StringComparer.Ordinal)
    {
        ["no layers"] = SamplePictures.Of(),
        ["no tokens"] = SamplePictures.Of([[]]),
        ["one token"] = SamplePictures.Of([[[3, 4]]]),
        ["one token at zero"] = SamplePictures.Of([[[0, 0]], [[0, 0]]]),
        ["all equal"] = SamplePictures.Of([[[1, 2], [1, 2], [1, 2]], [[1, 2], [1, 2], [1, 2]]]),
        ["one layer"] = SamplePictures.Of([[[1, 2], [3, 4], [5, 0]]]),
        ["on a vertical line"] = SamplePictures.Of([[[1, 2], [1, 4], [1, 0]]]),
        ["huge"] = SamplePictures.Of([[[1e300, -1e300], [-1.7e308, 1.7e308], [0, 1]], [[1e300, 0], [0, 1.7e308], [0, 1]]]),
        ["small"] = SamplePictures.Of([[[1e-300, -1e-300], [5e-324, 0]], [[2e-300, 0], [0, 5e-324]]]),
        ["near and far"] = SamplePictures.Of([[[1e300, 1e-300], [1e300, 0], [1e300, 2e-300]]]),
        ["one dimension"] = SamplePictures.Of([[[1], [-1], [0.5]], [[1], [-1], [0.75]]]),
        ["one dimension, one token"] = SamplePictures.Of([[[7]]]),
        ["one dimension, huge"] = SamplePictures.Of([[[1e300], [-1e308]], [[1e300], [-1e300]]]),
        ["three dimensions"] = SamplePictures.Of([[[1, 2, 3], [4, 5, 7], [-1, 0, 1e300]]]),
        ["five dimensions, all zero"] = SamplePictures.Of([[[0, 0, 0, 0, 0], [0, 0, 0, 0, 0]]]),
        ["five dimensions"] = SamplePictures.Of([[[1, 0, 0, 0, 1e-300], [0, 2, 0, 0, 0], [0, 0, 3, 3, 0]]]),
        ["not finite"] = SamplePictures.Of([[[1, double.NaN], [double.PositiveInfinity, 0], [3, 3]], [[2, 2], [1, 1], [3, 3]]]),
        ["nothing finite"] = SamplePictures.Of([[[double.NaN, double.NaN]]]),
        ["second run not finite"] = SamplePictures.Of([[[1, 0], [0, 1]], [[1, 0], [0, 1]]]) with
        {
            SecondRun = new SecondRun("binary64", [[[1, 0], [0, 1]], [[double.PositiveInfinity, 0], [double.NaN, 1]], [[-1.7e308, 0], [0, 1]]])
            {
                WrongEnds = [new WrongEnd([double.NaN, 0], "nowhere"), new WrongEnd([1.7e308, 0], "far away")],
                FalseLeaders = [0, 1],
            },
        },
    };

    [Fact]
    public void A_picture_is_well_formed_and_describes_itself()
    {
        XElement svg = Parse(SamplePictures.Square());
        string[] labelledBy = svg.Attribute("aria-labelledby")!.Value.Split(' ');

        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.Equal("square", ById(svg, labelledBy[0]).Value);
        Assert.Contains("(1, 0): limit, a convex combination of leaders (token 4)", ById(svg, labelledBy[1]).Value, StringComparison.Ordinal);
        Assert.Contains("6 tokens over 7 layers", ById(svg, labelledBy[1]).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void There_are_as_many_stars_as_leaders()
    {
        Assert.Equal(4, Marks(Parse(SamplePictures.Square()), "leader").Count());

        XElement[] stars = [.. Marks(Parse(SamplePictures.EmergingLeader()), "leader")];
        Assert.Equal(["0", "1", "0"], stars.Select(star => star.Attribute("data-since")!.Value));
        Assert.All(stars, star => Assert.Equal(10, Corners(star.Element(Svg + "polygon")!).Length));
        Assert.Equal("token 1, leader from layer 1 on, at (-1/18, 5/36)", stars[1].Element(Svg + "title")!.Value);
    }

    [Fact]
    public void The_hull_of_the_square_has_its_four_corners()
    {
        XElement svg = Parse(SamplePictures.Square());
        XElement first = svg.Descendants(Svg + "polygon").Single(polygon => polygon.Attribute("class")!.Value == "hull first" && polygon.Parent!.Attribute("data-layer")?.Value == "0");
        string[] corners = Corners(first);

        Assert.Equal(4, corners.Length);
        Assert.Equal(corners.Order(StringComparer.Ordinal), Leaders(svg).Order(StringComparer.Ordinal));
        Assert.Equal(corners, Corners(svg.Descendants(Svg + "polygon").First(polygon => polygon.Attribute("class")!.Value == "polytope")));
    }

    [Fact]
    public void A_hull_has_no_corner_inside_an_edge()
    {
        PixelPoint[] square = [new(30, 10), new(40, 30), new(20, 40), new(10, 20)];
        PixelPoint[] inside = [new(35, 20), new(30, 35), new(15, 30), new(20, 15), new(25, 25), new(30, 10)];

        Assert.Equal([new(10, 20), new(30, 10), new(40, 30), new(20, 40)], PixelPoint.Hull([.. inside, .. square]));
        Assert.Equal([new(0, 0), new(8, 4)], PixelPoint.Hull([new(4, 2), new(8, 4), new(0, 0), new(2, 1)]));
        Assert.Equal([new(5, 5)], PixelPoint.Hull([new(5, 5), new(5, 5)]));
    }

    [Fact]
    public void Tokens_that_differ_by_a_rounding_error_are_drawn_at_one_place()
    {
        XElement svg = Parse(SamplePictures.Of([[[1, 1], [Math.BitIncrement(1), 1]]]));
        Assert.Equal(Disc(svg, 0), Disc(svg, 1));
        Assert.Contains(svg.Descendants(Svg + "text"), text => text.Value == "0, 1");
    }

    [Fact]
    public void Both_axes_of_the_plane_have_one_scale()
    {
        int[] tokens = [0, 1, 3];
        (double X, double Y)[] discs = [.. tokens.Select(token => Disc(Parse(SamplePictures.Square()), token))];

        Assert.Equal(discs[1].Y - discs[0].Y, discs[0].X - discs[2].X, 0.11);
        Assert.True(discs[0].Y < discs[1].Y, "y runs upwards");
    }

    [Fact]
    public void Tooltips_hold_the_exact_text()
    {
        XElement svg = Parse(SamplePictures.Square());

        string[] limits = [.. Marks(svg, "limit").Select(mark => mark.Element(Svg + "title")!.Value)];
        Assert.Equal(["(1, 1): limit at a leader (token 0)", "(1, 0): limit, a convex combination of leaders (token 4)", "(-1, 0): limit, a convex combination of leaders (token 5)"], limits);
        Assert.Contains("token 4 starts at (1/2, 0)", Marks(svg, "token").Select(mark => mark.Element(Svg + "title")!.Value));
        Assert.All(svg.Descendants(Svg + "g").Where(g => Classes(g).Contains("mark")), mark => Assert.NotEmpty(mark.Element(Svg + "title")!.Value));
    }

    [Fact]
    public void A_second_run_is_drawn_with_its_wrong_ends_and_false_leaders()
    {
        XElement svg = Parse(SamplePictures.Square());

        Assert.Equal(["token 4 in binary64", "token 5 in binary64"], Marks(svg, "wrong-end").Select(mark => mark.Element(Svg + "title")!.Value));
        Assert.Single(Marks(svg, "false-leader"));
        Assert.Contains(svg.Descendants(Svg + "text"), text => text.Value == "token 4 in binary64");
        Assert.Contains(svg.Descendants(Svg + "text"), text => text.Value == "binary64 run");
    }

    [Fact]
    public void Every_layer_has_its_groups()
    {
        XElement svg = Parse(SamplePictures.EmergingLeader());
        Assert.Equal(
            Enumerable.Range(0, 11).Select(layer => layer.ToString(CultureInfo.InvariantCulture)),
            svg.Descendants().Where(g => g.Parent?.Attribute("class")?.Value == "layers").Select(g => g.Attribute("data-layer")!.Value));
    }

    [Theory]
    [MemberData(nameof(DegenerateNames))]
    public void Degenerate_models_draw_finite_numbers_within_the_picture(string name)
    {
        string text = new DynamicsPicture(Degenerate[name]).ToSvg();
        var svg = XElement.Parse(text);

        foreach (XAttribute attribute in svg.Descendants().Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
        {
            Assert.DoesNotContain("NaN", attribute.Value, StringComparison.Ordinal);
            Assert.DoesNotContain("Infinity", attribute.Value, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("\u221E", attribute.Value, StringComparison.Ordinal);
        }

        double[] size = [.. svg.Attribute("viewBox")!.Value.Split(' ').Select(Number)];
        Assert.All(Coordinates(svg), x => Assert.InRange(x, -1, Math.Max(size[2], size[3]) + 1));
    }

    [Fact]
    public void Points_that_are_not_finite_are_skipped_and_the_others_drawn()
    {
        XElement svg = Parse(Degenerate["not finite"]);
        Assert.Equal(["token 2"], Marks(svg, "token").Select(mark => mark.Element(Svg + "title")!.Value));
        Assert.Equal(3, svg.Descendants().Last(element => element.Attribute("data-layer")?.Value == "1").Element(Svg + "path")!.Attribute("d")!.Value.Count(c => c == 'M'));
    }

    [Fact]
    public void A_diverging_second_run_does_not_shrink_the_exact_picture()
    {
        PictureModel exact = SamplePictures.Square();
        PictureModel diverging = exact with { SecondRun = new SecondRun("binary64", [exact.Layers[0], [.. exact.Layers[0].Select(_ => new[] { 1e9, -1e9 })]]) };

        Assert.Equal(Disc(Parse(exact), 0), Disc(Parse(diverging), 0));
    }

    [Fact]
    public void A_cycle_in_space_is_seen_to_move()
    {
        PictureModel model = SamplePictures.Of(
            [[3, 5, 0], [3, -5, 0], [-3, 0, 5], [-3, 0, -5], [1, 0, 0]],
            [[3, 5, 0], [3, -5, 0], [-3, 0, 5], [-3, 0, -5], [-1, 0, 0]]);
        var picture = new DynamicsPicture(model);
        XElement path = Assert.Single(XElement.Parse(picture.ToSvg()).Descendants(Svg + "g").Single(g => g.Attribute("class")?.Value == "paths" && g.Parent!.Attribute("class")!.Value == "dynamics").Elements(), p => p.Attribute("d")!.Value.Contains('L', StringComparison.Ordinal));

        Assert.Equal("path", path.Attribute("class")!.Value);
        Assert.Contains("oblique", picture.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void The_directions_of_largest_spread_are_found_and_said()
    {
        double[][] tokens = [[0, 3, 0.5, 4], [0, -3, -0.5, -4], [5, 0, 0, 0], [-5, 0, 0, 0], [0, 0.4, 0, -0.3]];
        var view = PictureView.LargestSpread(tokens);

        // One direction is (0, 3, 1/2, 4) / |.|, of spread 2 * 25.25; the other is the first axis, of spread 50.
        double length = Math.Sqrt(25.25);
        Assert.Equal(tokens[0].Select(x => x / length), view.Horizontal, (x, y) => Math.Abs(x - y) < 1e-2);
        Assert.Equal([1, 0, 0, 0], view.Vertical, (x, y) => Math.Abs(x - y) < 1e-9);
        Assert.Equal(0, view.Horizontal.Zip(view.Vertical, (x, y) => x * y).Sum(), 1e-12);
        Assert.Contains("4 dimensions", new DynamicsPicture(SamplePictures.Of(tokens)).Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_line_layers_run_downwards_to_the_limit()
    {
        PictureModel model = SamplePictures.Run("line", [[1], [-1], [Rational.One / 3]], 4) with
        {
            Limits = [new LimitMark([1], "1", LimitKind.Leader, [0, 2])],
            Polytope = [[-1], [1]],
        };
        XElement svg = Parse(model);
        double limit = Number(Marks(svg, "limit").Single().Element(Svg + "circle")!.Attribute("cy")!.Value);

        Assert.True(limit > Disc(svg, 0).Y);
        Assert.Contains(svg.Descendants(Svg + "text"), text => text.Value == "\u221E");
        Assert.Single(svg.Descendants(), element => element.Attribute("class")?.Value == "funnel");
    }

    [Fact]
    public void Long_runs_of_many_tokens_stay_pictures_and_say_what_is_left_out()
    {
        var random = new Random(5);
        double[][][] layers = [.. Enumerable.Range(0, 500).Select(_ => Enumerable.Range(0, 700).Select(_ => new[] { random.NextDouble(), random.NextDouble() }).ToArray())];
        var picture = new DynamicsPicture(SamplePictures.Of(layers));

        Assert.Equal([.. Enumerable.Range(0, 47), 499], picture.DrawnLayers);
        Assert.Contains("Layers 47 to 498 are not drawn.", picture.Caption, StringComparison.Ordinal);
        Assert.Contains("300 of the 700 tokens", picture.Caption, StringComparison.Ordinal);
        Assert.InRange(picture.ToSvg().Length, 1, 1_000_000);
    }

    [Fact]
    public void Labels_of_a_small_picture_do_not_overlap()
    {
        foreach (PictureModel model in new[] { SamplePictures.Square(), SamplePictures.EmergingLeader() })
        {
            (double X, double Y, double HalfWidth)[] labels = [.. Parse(model).Descendants(Svg + "text").Where(text => Classes(text).Contains("label"))
                .Select(text => (Number(text.Attribute("x")!.Value), Number(text.Attribute("y")!.Value), 3 * (double)text.Value.Length))];
            Assert.InRange(labels.Length, 6, 12);
            for (int i = 0; i < labels.Length; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    bool isApart = Math.Abs(labels[i].Y - labels[j].Y) > 9 || Math.Abs(labels[i].X - labels[j].X) >= labels[i].HalfWidth + labels[j].HalfWidth;
                    Assert.True(isApart, FormattableString.Invariant($"{model.Title}: labels {i} and {j} overlap"));
                }
            }
        }
    }

    [Fact]
    public void Text_from_input_is_escaped()
    {
        PictureModel model = SamplePictures.Square() with
        {
            Title = SamplePictures.Hostile,
            Caption = SamplePictures.Hostile,
            TokenTexts = [SamplePictures.Hostile],
            Limits = [new LimitMark([1, 0], "(<b>, 0)", LimitKind.Other, [])],
            SecondRun = new SecondRun(SamplePictures.Hostile, []) { WrongEnds = [new WrongEnd([1, 1], SamplePictures.Hostile)] },
        };
        string text = new DynamicsPicture(model).ToSvg();

        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", text, StringComparison.Ordinal);
        Assert.StartsWith("<script>alert('x')</script> & \"quotes\" \\u0001 \uFFFD", XElement.Parse(text).Element(Svg + "title")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string first = new DynamicsPicture(SamplePictures.EmergingLeader()).ToSvg();
        try
        {
            var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            commas.NumberFormat.NumberDecimalSeparator = ",";
            commas.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = commas;
            Assert.Equal(first, new DynamicsPicture(SamplePictures.EmergingLeader()).ToSvg());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.DoesNotContain('\r', first);
        Assert.DoesNotMatch(@"[0-9]\.[0-9]{3}", Regex.Replace(first, "<style>.*</style>", string.Empty, RegexOptions.Singleline, TimeSpan.FromSeconds(5)).Replace("2407.01602", string.Empty, StringComparison.Ordinal));
    }

    [Fact]
    public void Models_that_contradict_themselves_are_refused()
    {
        PictureModel square = SamplePictures.Square();
        PictureModel[] wrong =
        [
            SamplePictures.Of([[[1, 2], [3]]]),
            SamplePictures.Of([[[1, 2]], [[1, 2], [3, 4]]]),
            SamplePictures.Of([[[], []]]),
            square with { Leaders = [new LeaderMark(6, 0)] },
            square with { Leaders = [new LeaderMark(0, 7)] },
            square with { Limits = [new LimitMark([1], "1", LimitKind.Other, [])] },
            square with { Polytope = [[1, 2, 3]] },
            square with { Arrows = [new AttentionArrow(0, -1, [0, 0])] },
            SamplePictures.Of([[[1, 2, 3]]]) with { View = new PictureView([1, 0], [0, 1], "flat") },
        ];
        Assert.All(wrong, model => Assert.Throws<ArgumentException>(() => new DynamicsPicture(model)));
    }

    private static XElement Parse(PictureModel model) => XElement.Parse(new DynamicsPicture(model).ToSvg());

    private static XElement ById(XElement svg, string id) => svg.Descendants().Single(element => element.Attribute("id")?.Value == id);

    private static string[] Classes(XElement element) => element.Attribute("class")?.Value.Split(' ') ?? [];

    private static IEnumerable<XElement> Marks(XElement svg, string kind) =>
        svg.Descendants(Svg + "g").Where(g => Classes(g) is ["mark", .. var rest] && rest.Contains(kind));

    private static string[] Corners(XElement polygon) =>
        [.. polygon.Attribute("points")!.Value.Split(' ').Chunk(2).Select(pair => pair[0] + " " + pair[1])];

    // The places of the leaders' discs: the token marks whose tooltip names tokens 0 to 3.
    private static IEnumerable<string> Leaders(XElement svg) => Marks(svg, "token").Take(4)
        .Select(mark => mark.Element(Svg + "circle")!)
        .Select(circle => circle.Attribute("cx")!.Value + " " + circle.Attribute("cy")!.Value);

    private static (double X, double Y) Disc(XElement svg, int token)
    {
        XElement circle = Marks(svg, "token").ElementAt(token).Element(Svg + "circle")!;
        return (Number(circle.Attribute("cx")!.Value), Number(circle.Attribute("cy")!.Value));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<double> Coordinates(XElement svg) => svg.Descendants().Attributes()
        .Where(attribute => attribute.Name.LocalName is "d" or "points" or "cx" or "cy" or "x" or "y")
        .SelectMany(attribute => attribute.Value.Split(['M', 'L', 'h', ' '], StringSplitOptions.RemoveEmptyEntries))
        .Select(Number);
}
