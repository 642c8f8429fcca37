using System.Globalization;

namespace Hardmax.Sentiment.Tests;

/// <summary>Reviews that two words decide, among words that say nothing.</summary>
internal static class ToyReviews
{
    public const string Good = "wonderful";
    public const string Bad = "dreadful";

    private static readonly string[] Neutral = ["film", "actor", "scene", "music", "plot", "camera", "story", "ending", "cast", "script"];

    /// <summary>Positive and negative texts in turn, some with repeated words.</summary>
    public static LabelledReview[] Reviews(int count, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(at =>
            {
                string[] words = [.. Enumerable.Range(0, random.Next(2, 8)).Select(_ => Neutral[random.Next(Neutral.Length)]), at % 2 == 0 ? Good : Bad];
                random.Shuffle(words);
                return new LabelledReview(string.Join(' ', words), at % 2 == 0, at.ToString(CultureInfo.InvariantCulture));
            }),
        ];
    }

    /// <summary>Options under which a run takes a fraction of a second.</summary>
    public static TrainingOptions Options(int? depth, int epochs = 4) => new()
    {
        Dimension = 3,
        Depth = depth,
        Epochs = epochs,
        BatchSize = 16,
        LearningRate = 0.05f,
        Floor = 1,
        Seed = 5,
        ValidationShare = 0.5,
    };

    public static TrainingCorpus Corpus(TrainingOptions options, int count = 400, int seed = 1) =>
        TrainingCorpus.Of(Reviews(count, seed), options, SplitSizes.Of(count), 2);

    /// <summary>The files of a model, which hold every bit of it.</summary>
    public static (byte[] Weights, byte[] Description) Bytes(TrainingResult result)
    {
        ModelBytes bytes = ModelFile.ToBytes(result.Model);
        return (bytes.Weights.ToArray(), bytes.Description.ToArray());
    }
}
