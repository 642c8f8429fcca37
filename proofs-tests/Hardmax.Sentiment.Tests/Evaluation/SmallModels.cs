using System.Collections.Immutable;
using Hardmax.Examples;
using Hardmax.Numbers;

namespace Hardmax.Sentiment.Tests;

/// <summary>Models whose words are few small vectors, so that ties, words at one place and late leaders are frequent.</summary>
internal static class SmallModels
{
    /// <summary>Single letters are words too: "a" would be a stop word.</summary>
    public static TokeniserOptions AllWords { get; } = new() { KeepsStopWords = true };

    /// <summary>The words of <see cref="KnownProblems.EmergingLeader"/>, rounded: "b" leads from layer 1 on, "a" and "c" at once.</summary>
    public static SentimentModel Emerging { get; } = new(
        Letters(8),
        [.. KnownProblems.EmergingLeader.Tokens.ToArray().SelectMany(token => token).Select(x => x.ToSingle())],
        [1, -2])
    {
        Alpha = 0.5f,
        Depth = 8,
        MaxWords = 20,
        Tokeniser = AllWords,
    };

    /// <summary>A model of up to 12 words "a", "b", ..; row 0 is no word of its texts where it pads.</summary>
    public static SentimentModel Any(Random random, bool isPadded = false, bool hasFactor = false)
    {
        int words = random.Next(2, 13);
        int d = random.Next(1, 4);
        float[] Integers(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(-3, 4))];
        return new SentimentModel(Letters(words), [.. Integers(words * d)], [.. Integers(d)])
        {
            Alpha = random.Next(2) == 0 ? 1 : 0.3f,
            Depth = random.Next(3) == 0 ? null : random.Next(5),
            MaxWords = random.Next(3, 20),
            DecoderBias = random.Next(-1, 2) * 0.125f,
            IsPadded = isPadded,
            Tokeniser = AllWords,
            Factor = hasFactor ? [.. Enumerable.Range(0, d * d).Select(at => at / d == at % d ? 1 : at / d > at % d ? (float)random.Next(-1, 2) : 0)] : [],
        };
    }

    /// <summary>A text of the model that it would read whole, with repeated words.</summary>
    public static WordBag Bag(Random random, SentimentModel model)
    {
        int first = model.IsPadded ? 1 : 0;
        int length = random.Next(1, model.MaxWords + 1);
        return WordBag.Of(Enumerable.Range(0, length).Select(_ => model.Words.Words[random.Next(first, model.Words.Count)]), model.Words, model.MaxWords, WordChoice.First);
    }

    public static Vocabulary Letters(int count) => new([.. Enumerable.Range(0, count).Select(at => ((char)('a' + at)).ToString())]);

    /// <summary>The tokens of a text as rows of the vocabulary, written out by hand: repetitions, then padding.</summary>
    public static int[] Tokens(SentimentModel model, WordBag bag)
    {
        int[] words = [.. bag.Rows.Zip(bag.Counts).SelectMany(pair => Enumerable.Repeat(pair.First, pair.Second))];
        return model.IsPadded ? [.. words, .. new int[model.MaxWords - words.Length]] : words;
    }

    /// <summary>The vector of a word, exactly.</summary>
    public static Rational[] Vector(SentimentModel model, int row) => Array.ConvertAll(model.Encoder.AsSpan(row * model.Dimension, model.Dimension).ToArray(), Rational.FromSingle);

    /// <summary>&lt;w, x&gt; + b.</summary>
    public static Rational Decide(SentimentModel model, IEnumerable<Rational> x) =>
        x.Zip(model.DecoderWeights).Aggregate(Rational.FromSingle(model.DecoderBias), (sum, pair) => sum + (pair.First * Rational.FromSingle(pair.Second)));
}
