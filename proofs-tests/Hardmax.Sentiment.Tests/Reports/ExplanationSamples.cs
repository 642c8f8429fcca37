using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace Hardmax.Sentiment.Tests.Reports;

/// <summary>Small models whose numbers are short fractions, and what their pages hold.</summary>
internal static class ExplanationSamples
{
    public static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly string[] Names =
    [
        "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett", "kilo", "lima", "mike",
        "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango", "uniform", "victor", "whiskey", "yankee", "zulu",
    ];

    /// <summary>Words that the tokeniser leaves as they are.</summary>
    public static ImmutableArray<string> Words(int count) => [.. Enumerable.Range(0, count).Select(i => i < Names.Length ? Names[i] : Names[i % Names.Length] + Names[i / Names.Length])];

    /// <summary>A model of these words.</summary>
    public static SentimentModel Build(ImmutableArray<string> words, ImmutableArray<float> encoder, params ImmutableArray<float> decoder) =>
        new(new Vocabulary(words), encoder, decoder) { Alpha = 1, Depth = 4, MaxWords = 1000, DecoderBias = 0.25f, Tokeniser = new TokeniserOptions { JoinsNegations = true } };

    /// <summary>Vectors in eighths between -2 and 2; w has no 0.</summary>
    public static SentimentModel Random(int seed, int dimension, int words = 16)
    {
        var random = new Random(seed);
        ImmutableArray<float> decoder = [.. Enumerable.Range(0, dimension).Select(_ => random.Next(1, 9) / 4f * (random.Next(2) == 0 ? 1 : -1))];
        return Build(Words(words), [.. Enumerable.Range(0, words * dimension).Select(_ => random.Next(-16, 17) / 8f)], decoder);
    }

    /// <summary>The model of three words with leaders at (2, 0) and (-1, 0) and a follower of the first at (1, 0); w = (1, 0), b = 0.</summary>
    public static SentimentModel Plain { get; } = new(new Vocabulary(["good", "bad", "film"]), [2, 0, -1, 0, 1, 0], [1, 0])
    {
        Alpha = 1,
        Depth = 4,
        MaxWords = 100,
    };

    /// <summary>Every word of a model once, and the first two once more.</summary>
    public static Explanation ExplainAll(SentimentModel model) =>
        Explain(model, string.Join(' ', model.Words.Words.Concat(model.Words.Words.Take(2))));

    public static Explanation Explain(SentimentModel model, string text) => new Explainer(model).Explain(text);

    public static XElement Parse(string page)
    {
        const string Doctype = "<!DOCTYPE html>\n";
        return page.StartsWith(Doctype, StringComparison.Ordinal) ? XElement.Parse(page[Doctype.Length..], LoadOptions.PreserveWhitespace) : throw new FormatException("The page has no document type.");
    }

    public static XElement Section(XElement page, string id) => page.Descendants("section").Single(section => section.Attribute("id")!.Value == id);

    public static XElement Picture(XElement page) => page.Descendants(Svg + "svg").Single(svg => Class(svg) == "dynamics sentiment");

    /// <summary>The data of the script.</summary>
    public static JsonElement Data(XElement page) => JsonElement.Parse(page.Descendants("script").Single(script => Class(script) == "run").Value);

    public static string Class(XElement element) => element.Attribute("class")?.Value ?? string.Empty;

    /// <summary>Where the words of the picture stand without a script, in the order of the data.</summary>
    public static (double X, double Y)[] Places(XElement picture) =>
        [.. picture.Descendants(Svg + "g").Where(group => group.Attribute("data-word") is not null)
            .OrderBy(group => int.Parse(group.Attribute("data-word")!.Value, CultureInfo.InvariantCulture)).Select(Translation)];

    public static (double X, double Y) Translation(XElement element)
    {
        string text = element.Attribute("transform")!.Value;
        return Numbers(text["translate(".Length..^1]) is [double x, double y] ? (x, y) : throw new FormatException(text);
    }

    /// <summary>The places of a line "M..L..", or the corners of a polygon.</summary>
    public static (double X, double Y)[] Corners(XElement shape)
    {
        double[] numbers = Numbers((shape.Attribute("d") ?? shape.Attribute("points"))!.Value);
        return [.. numbers.Chunk(2).Select(pair => (pair[0], pair[1]))];
    }

    private static double[] Numbers(string text) =>
        [.. text.Split(['M', 'L', ' '], StringSplitOptions.RemoveEmptyEntries).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
}
