using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Hardmax.Formats;
using Xunit;

namespace Hardmax.Sentiment.Tests;

/// <summary>Models for tests, and files in which one thing is wrong.</summary>
internal static class ModelSamples
{
    public static readonly ModelPaths Paths = ModelPaths.Of("m");

    /// <summary>Three words in the plane.</summary>
    public static SentimentModel Small { get; } = new(new Vocabulary(["good", "bad", "film"]), [1, 0.5f, -1, 0.25f, 0, -0.125f], [2, -1])
    {
        DecoderBias = 0.5f,
        Alpha = 0.75f,
        Depth = 8,
        MaxWords = 6,
        Reads = WordChoice.Ends,
    };

    /// <summary>The small model with L = (1 0; 1/2 2), so that A = (1 1/2; 1/2 17/4).</summary>
    public static SentimentModel Learned { get; } = new(Small.Words, Small.Encoder, Small.DecoderWeights)
    {
        DecoderBias = 0.5f,
        Alpha = 0.75f,
        Depth = null,
        MaxWords = 6,
        Reads = WordChoice.Ends,
        Factor = [1, 0, 0.5f, 2],
        Tokeniser = new TokeniserOptions { JoinsNegations = true },
        Training = JsonElement.Parse("""{"seed":7,"accuracy":0.8830,"note":"é \u0022","curve":[1e-3,null,true,false,{}]}"""),
    };

    /// <summary>Any finite numbers, subnormal ones and both zeros among them; any words, options and sizes.</summary>
    public static SentimentModel Any(Random random)
    {
        int d = random.Next(1, 5);
        int rows = random.Next(1, 20);
        string[] pieces = ["a", "é", "\"", "\\", "映", "😀", "not_", "<b>", "\u2028", "'", "\u0301", " "];
        ImmutableArray<string> words = [.. Enumerable.Range(0, rows).Select(row => pieces[random.Next(pieces.Length)] + row.ToString(CultureInfo.InvariantCulture))];
        return new SentimentModel(new Vocabulary(words), Numbers(random, rows * d), Numbers(random, d))
        {
            DecoderBias = Number(random),
            Alpha = Math.Max(float.Epsilon, Math.Abs(Number(random))),
            Depth = random.Next(3) == 0 ? null : random.Next(100),
            MaxWords = random.Next(1, 1000),
            Reads = (WordChoice)random.Next(2),
            IsPadded = random.Next(2) == 0,
            Factor = random.Next(2) == 0 ? [] : Regular(random, d),
            Tokeniser = new TokeniserOptions { KeepsCase = random.Next(2) == 0, KeepsStopWords = random.Next(2) == 0, JoinsNegations = random.Next(2) == 0 },
            Training = random.Next(2) == 0 ? null : JsonElement.Parse($$"""{"rows":{{rows}},"é":["1e400",1e400,-0.10]}"""),
        };
    }

    /// <summary>Whether two models have the same bits and the same words.</summary>
    public static void AssertSame(SentimentModel expected, SentimentModel actual)
    {
        Assert.Equal(Bits(expected.Encoder), Bits(actual.Encoder));
        Assert.Equal(Bits(expected.DecoderWeights), Bits(actual.DecoderWeights));
        Assert.Equal(Bits([expected.DecoderBias, expected.Alpha]), Bits([actual.DecoderBias, actual.Alpha]));
        Assert.Equal(Bits(expected.Factor), Bits(actual.Factor));
        Assert.Equal(expected.Words.Words.AsEnumerable(), actual.Words.Words);
        Assert.Equal((expected.Depth, expected.MaxWords, expected.Reads, expected.IsPadded, expected.Tokeniser), (actual.Depth, actual.MaxWords, actual.Reads, actual.IsPadded, actual.Tokeniser));
        Assert.Equal(expected.Training is null, actual.Training is null);
        Assert.True(expected.Training is not { } training || JsonElement.DeepEquals(training, actual.Training!.Value));
    }

    /// <summary>The tensors of the learned model, one of them changed; null leaves it out.</summary>
    public static byte[] Weights(string? name = null, SafetensorsEntry? entry = null, params (string Name, string Text)[] metadata)
    {
        SafetensorsEntry[] entries =
        [
            new("encoder.weight", [3, 2], Learned.Encoder),
            new("attention.alpha", [1], [Learned.Alpha]),
            new("decoder.weight", [1, 2], Learned.DecoderWeights),
            new("decoder.bias", [1], [Learned.DecoderBias]),
            new("attention.factor", [2, 2], Learned.Factor),
        ];
        var stream = new MemoryStream();
        SafetensorsWriter.Write(
            stream,
            entries.Where(known => known.Name != name).Concat(entry is null ? [] : [entry]),
            metadata.ToDictionary(pair => pair.Name, pair => pair.Text));
        return stream.ToArray();
    }

    /// <summary>The error for a bad model, after what holds for every such error.</summary>
    public static InvalidInputException Refused(Func<object> read)
    {
        InvalidInputException e = Assert.Throws<InvalidInputException>(read);
        Assert.Contains("; expected ", e.Reason, StringComparison.Ordinal);
        Assert.Equal($"{e.File}: {e.Place}: {e.Reason}", e.Message);
        Assert.DoesNotContain(e.Message, char.IsControl);
        return e;
    }

    private static IEnumerable<uint> Bits(ImmutableArray<float> numbers) => numbers.Select(BitConverter.SingleToUInt32Bits);

    private static ImmutableArray<float> Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => Number(random))];

    private static float Number(Random random) => random.Next(5) switch
    {
        0 => -0f,
        1 => BitConverter.UInt32BitsToSingle((uint)random.Next(1 << 23) | (uint)random.Next(2) << 31),
        2 => BitConverter.UInt32BitsToSingle((uint)random.NextInt64(1L << 32) & 0xff7f_ffff),
        _ => random.NextSingle() - 0.5f,
    };

    // Lower triangular, with a diagonal that is not 0.
    private static ImmutableArray<float> Regular(Random random, int d) =>
    [
        .. from row in Enumerable.Range(0, d)
           from column in Enumerable.Range(0, d)
           let number = Number(random)
           select column > row ? 0 : column == row && number == 0 ? 1 : number,
    ];
}
