using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Hardmax.Numbers;
using Hardmax.Reports;
using Xunit;
using static Hardmax.Sentiment.Tests.Reports.ExplanationSamples;

namespace Hardmax.Sentiment.Tests.Reports;

/// <summary>The picture shows what the model computes: places, sides, and the line at which the value is 0.</summary>
public sealed class ExplanationPictureTests
{
    // Places are written in tenths of a pixel.
    private const double Rounding = 0.16;
    private const int Seeds = 8;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Every_word_stands_on_its_side_of_the_drawn_line_at_every_layer(int dimension)
    {
        int positive = 0;
        int negative = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            Explanation explanation = ExplainAll(ExplanationSamples.Random(seed, dimension));
            XElement page = Parse(ExplanationPage.Of(explanation));
            if (Line(page) is not { } line)
            {
                continue;
            }

            // The side that is coloured positive lies on one side of the line, and every word on that of its value.
            int up = Math.Sign(Polygon(page, "positive").Select(line.Distance).MaxBy(Math.Abs));
            Assert.Equal(-up, Math.Sign(Polygon(page, "negative").Select(line.Distance).MaxBy(Math.Abs)));
            JsonElement data = Data(page);
            for (int layer = 0; layer < data.GetProperty("layers").GetArrayLength(); layer++)
            {
                foreach (JsonElement word in data.GetProperty("words").EnumerateArray())
                {
                    int sign = Value(explanation, word, layer).Sign;
                    double distance = line.Distance(At(word, layer)) * up;
                    Assert.True(sign >= 0 || distance < Rounding, "a negative word on the positive side");
                    Assert.True(sign <= 0 || distance > -Rounding, "a positive word on the negative side");
                    positive += distance > Rounding ? 1 : 0;
                    negative += distance < -Rounding ? 1 : 0;
                }
            }
        }

        Assert.True(positive > 100 && negative > 100, "one side was hardly seen");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Distances_from_the_line_are_to_scale_and_the_margin_is_one(int dimension)
    {
        int seen = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            Explanation explanation = ExplainAll(ExplanationSamples.Random(seed, dimension));
            XElement page = Parse(ExplanationPage.Of(explanation));
            if (Line(page) is not { } line)
            {
                continue;
            }

            double norm = Math.Sqrt(explanation.Model.DecoderWeights.Sum(w => (double)w * w));
            (double Drawn, double True)[] words =
            [
                .. Data(page).GetProperty("words").EnumerateArray().Select(word => (Math.Abs(line.Distance(At(word, 0))), Math.Abs(Value(explanation, word, 0).ToDouble()) / norm)),
            ];
            (double drawn, double distance) = words.MaxBy(word => word.True);
            double scale = drawn / distance;
            Assert.All(words, word => Assert.InRange(word.Drawn, (word.True * scale) - (2 * Rounding), (word.True * scale) + (2 * Rounding)));
            XElement margin = Picture(page).Elements(Svg + "path").Single(path => Class(path) == "margin");
            (double X, double Y)[] ends = Corners(margin);
            Assert.InRange(Math.Abs(line.Distance(ends[1])), 0, Rounding);
            double length = Math.Sqrt(Math.Pow(ends[1].X - ends[0].X, 2) + Math.Pow(ends[1].Y - ends[0].Y, 2));
            Assert.InRange(length, (explanation.Margin!.Value * scale) - (3 * Rounding), (explanation.Margin!.Value * scale) + (3 * Rounding));
            seen++;
        }

        Assert.True(seen > Seeds / 2, "few lines were seen");
    }

    [Fact]
    public void A_plane_is_drawn_in_its_own_coordinates_to_equal_scales_with_numbers_that_say_so()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            Explanation explanation = ExplainAll(ExplanationSamples.Random(seed, 2));
            XElement page = Parse(ExplanationPage.Of(explanation));
            JsonElement[] words = [.. Data(page).GetProperty("words").EnumerateArray()];
            (double X, double Y)[] starts = [.. words.Select(word => (explanation.Layers[0][Index(explanation, word)][0], explanation.Layers[0][Index(explanation, word)][1]))];
            (double X, double Y)[] drawn = [.. words.Select(word => At(word, 0))];
            int low = Array.IndexOf(starts, starts.MinBy(start => start.X));
            int high = Array.IndexOf(starts, starts.MaxBy(start => start.X));
            double scale = (drawn[high].X - drawn[low].X) / (starts[high].X - starts[low].X);
            (double X, double Y) Expected(double x, double y) => (drawn[low].X + (scale * (x - starts[low].X)), drawn[low].Y - (scale * (y - starts[low].Y)));
            for (int layer = 0; layer < explanation.Layers.Length; layer++)
            {
                Assert.All(words, word => AssertNear(Expected(explanation.Layers[layer][Index(explanation, word)][0], explanation.Layers[layer][Index(explanation, word)][1]), At(word, layer)));
            }

            XElement axes = Picture(page).Elements(Svg + "g").Single(group => Class(group) == "axes");
            XElement[] ticks = [.. axes.Elements(Svg + "text")];
            Assert.True(ticks.Length >= 4);
            foreach (XElement tick in ticks)
            {
                double number = double.Parse(tick.Value.Replace('\u2212', '-'), CultureInfo.InvariantCulture);
                bool isBelow = Class(tick) == "tick middle";
                double at = double.Parse(tick.Attribute(isBelow ? "x" : "y")!.Value, CultureInfo.InvariantCulture) - (isBelow ? 0 : 4);
                Assert.InRange(at, (isBelow ? Expected(number, 0).X : Expected(0, number).Y) - (2 * Rounding), (isBelow ? Expected(number, 0).X : Expected(0, number).Y) + (2 * Rounding));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void The_last_position_is_that_of_the_limits_and_what_is_seen_without_a_script(int dimension)
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            Explanation explanation = ExplainAll(ExplanationSamples.Random(seed, dimension));
            XElement page = Parse(ExplanationPage.Of(explanation));
            JsonElement data = Data(page);
            JsonElement[] words = [.. data.GetProperty("words").EnumerateArray()];
            int last = data.GetProperty("layers").GetArrayLength() - 1;
            Assert.Equal("\u221e", data.GetProperty("layers")[last].GetString());
            Assert.Equal(explanation.Layers.Length, last);
            Assert.Equal(words.Select(word => At(word, last)), Places(Picture(page)));

            // Words with one limit stand at one place, in rows at one coordinate; those with different ones do not. That of
            // a leader is where it has stood since it leads.
            foreach (JsonElement word in words)
            {
                int index = Index(explanation, word);
                foreach (JsonElement other in words)
                {
                    bool isSame = explanation.GatheringOf(index) == explanation.GatheringOf(Index(explanation, other));
                    Assert.True(!isSame || (At(word, last).X == At(other, last).X && (dimension == 1 || At(word, last).Y == At(other, last).Y)));
                    Assert.True(isSame || dimension > 2 || At(word, last) != At(other, last));
                }

                if (explanation.GatheringOf(index) is { Leader: { } leader } end && leader == index)
                {
                    Assert.Equal(end.LeadsSince, word.GetProperty("since").GetInt32());
                    Assert.All(Enumerable.Range(end.LeadsSince!.Value, last - end.LeadsSince.Value), layer => Assert.Equal(At(word, last), At(word, layer)));
                }
                else
                {
                    Assert.False(word.TryGetProperty("since", out _));
                }
            }
        }
    }

    [Fact]
    public void Leaders_are_stars_and_every_word_is_there_once()
    {
        Explanation explanation = ExplainAll(ExplanationSamples.Random(3, 2, 40));
        XElement page = Parse(ExplanationPage.Of(explanation));
        XElement[] words = [.. Picture(page).Descendants(Svg + "g").Where(group => Class(group).StartsWith("word ", StringComparison.Ordinal))];
        Assert.Equal(40, words.Select(word => word.Attribute("data-word")!.Value).Distinct(StringComparer.Ordinal).Count());
        string[] stars =
        [
            .. words.Where(word => word.Elements(Svg + "polygon").Any(shape => Class(shape) == "star")).Select(word => word.Element(Svg + "title")!.Value.Split(':')[0]),
        ];
        string[] leaders = [.. explanation.Gatherings.Where(gathering => gathering.Leader is not null).Select(gathering => explanation.Words[gathering.Leader!.Value])];
        Assert.Equal(leaders.Order(StringComparer.Ordinal), stars.Order(StringComparer.Ordinal));
        Assert.InRange(leaders.Length, 2, 20);

        // Labels of leaders are bold, and all of them have room here.
        string[] bold = [.. Picture(page).Descendants(Svg + "text").Where(text => Class(text).Contains(" lead ", StringComparison.Ordinal)).Select(text => text.Value.Trim('\u2068').Split('\u2069')[0])];
        Assert.Subset(leaders.ToHashSet(StringComparer.Ordinal), bold.ToHashSet(StringComparer.Ordinal));
        Assert.True(bold.Length > leaders.Length / 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Labels_of_a_crowd_do_not_overlap(int dimension)
    {
        Explanation explanation = ExplainAll(ExplanationSamples.Random(1, dimension, 60));
        XElement[] labels =
        [
            .. Picture(Parse(ExplanationPage.Of(explanation))).Descendants(Svg + "text").Where(text => Class(text).StartsWith("label", StringComparison.Ordinal) || Class(text).StartsWith("note", StringComparison.Ordinal)),
        ];
        Assert.InRange(labels.Length, 15, 200);
        (double Left, double Top, double Right, double Bottom)[] boxes = [.. labels.Select(Box)];
        for (int i = 0; i < boxes.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Assert.False(
                    boxes[i].Left < boxes[j].Right && boxes[j].Left < boxes[i].Right && boxes[i].Top < boxes[j].Bottom && boxes[j].Top < boxes[i].Bottom,
                    labels[i].Value + " covers " + labels[j].Value);
            }
        }
    }

    [Fact]
    public void A_line_that_is_far_away_and_one_that_is_nowhere_are_said_in_words()
    {
        SentimentModel model = ExplanationSamples.Random(1, 2);
        SentimentModel far = new(model.Words, model.Encoder, [1, 0]) { Alpha = 1, Depth = 4, MaxWords = 100, DecoderBias = -1000 };
        XElement page = Parse(ExplanationPage.Of(ExplainAll(far)));
        Assert.Null(Line(page));
        Assert.Empty(Halves(page, "positive"));
        Assert.Single(Halves(page, "negative"));
        Assert.Contains("The decision line lies outside the picture.", Section(page, "picture").Value, StringComparison.Ordinal);

        SentimentModel nowhere = new(model.Words, model.Encoder, [0, 0]) { Alpha = 1, Depth = 4, MaxWords = 100, DecoderBias = 2 };
        page = Parse(ExplanationPage.Of(ExplainAll(nowhere)));
        Assert.Null(Line(page));
        Assert.Single(Halves(page, "positive"));
        Assert.Empty(Halves(page, "negative"));
        Assert.Contains("there is no decision line", Section(page, "picture").Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3.4e38f)]
    [InlineData(1e-45f)]
    public void Numbers_at_both_ends_of_binary32_have_a_picture(float size)
    {
        foreach (int dimension in new[] { 1, 2, 4 })
        {
            SentimentModel model = Build(Words(3), [.. Enumerable.Range(0, 3 * dimension).Select(i => i % 3 == 1 ? -size : size)], [.. Enumerable.Repeat(size, dimension)]);
            XElement page = Parse(ExplanationPage.Of(ExplainAll(model)));
            Assert.All(Places(Picture(page)), place => Assert.True(place.X is >= 40 and <= 392 && place.Y >= 8));
        }
    }

    private static (double X, double Y) At(JsonElement word, int layer) => (word.GetProperty("at")[2 * layer].GetDouble(), word.GetProperty("at")[(2 * layer) + 1].GetDouble());

    private static int Index(Explanation explanation, JsonElement word) => explanation.Words.IndexOf(word.GetProperty("name").GetString()!);

    // Exactly, from what is drawn: doubles are rationals, and the limits are exact.
    private static Rational Value(Explanation explanation, JsonElement word, int layer)
    {
        int index = Index(explanation, word);
        return layer < explanation.Layers.Length
            ? explanation.Model.DecisionValue([.. explanation.Layers[layer][index].Select(Rational.FromDouble)])
            : explanation.Model.DecisionValue(explanation.GatheringOf(index).Place.AsSpan());
    }

    private static DrawnLine? Line(XElement page)
    {
        XElement? line = Picture(page).Elements(Svg + "path").SingleOrDefault(path => Class(path) == "decision");
        return line is null ? null : new DrawnLine(Corners(line)[0], Corners(line)[1]);
    }

    private static IEnumerable<XElement> Halves(XElement page, string side) => Picture(page).Descendants(Svg + "polygon").Where(polygon => Class(polygon) == "half " + side);

    private static (double X, double Y)[] Polygon(XElement page, string side) => Corners(Halves(page, side).Single());

    private static void AssertNear((double X, double Y) expected, (double X, double Y) actual)
    {
        Assert.InRange(actual.X, expected.X - (2 * Rounding), expected.X + (2 * Rounding));
        Assert.InRange(actual.Y, expected.Y - (2 * Rounding), expected.Y + (2 * Rounding));
    }

    // At most as wide as a font without serifs makes it, and as high as its letters.
    private static (double Left, double Top, double Right, double Bottom) Box(XElement label)
    {
        double x = double.Parse(label.Attribute("x")!.Value, CultureInfo.InvariantCulture);
        double y = double.Parse(label.Attribute("y")!.Value, CultureInfo.InvariantCulture);
        double half = 3.5 * label.Value.Count(c => c is not '\u2068' and not '\u2069');
        return (x - half, y - 9, x + half, y + 3);
    }

    private sealed record DrawnLine((double X, double Y) From, (double X, double Y) To)
    {
        public double Distance((double X, double Y) point)
        {
            (double x, double y) = (To.X - From.X, To.Y - From.Y);
            return (((point.X - From.X) * y) - ((point.Y - From.Y) * x)) / Math.Sqrt((x * x) + (y * y));
        }
    }
}
