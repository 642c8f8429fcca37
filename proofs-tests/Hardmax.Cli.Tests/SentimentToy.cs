using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;

namespace Hardmax.Cli.Tests;

/// <summary>
/// Reviews made of words of praise or of blame and of others, from which every model learns in a second; blame first, as
/// folders are read.
/// </summary>
internal static class SentimentToy
{
    private static readonly string[] Praise = ["wonderful", "superb", "lovely", "brilliant", "moving", "charming"];
    private static readonly string[] Blame = ["terrible", "awful", "dreadful", "boring", "stupid", "clumsy"];
    private static readonly string[] Others = ["film", "actor", "scene", "story", "camera", "music", "ending", "plot"];

    /// <summary>600 of them.</summary>
    public static ImmutableArray<(bool IsPositive, string Text)> Reviews { get; } = [.. Make(300, false), .. Make(300, true)];

    /// <summary>A table with a header and a row for each.</summary>
    public static string Csv(IEnumerable<(bool IsPositive, string Text)> reviews) =>
        "label,review\n" + string.Concat(reviews.Select(review => $"{(review.IsPositive ? 1 : 0)},{review.Text}\n"));

    /// <summary>toy.csv in a folder.</summary>
    public static string WriteCsv(WorkFolder folder) => folder.Write("toy.csv", Csv(Reviews));

    /// <summary>The same in gzip.</summary>
    public static byte[] Gzip(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    /// <summary>The same as files in train/neg and train/pos of a folder.</summary>
    public static string WriteFolders(WorkFolder folder, string name)
    {
        foreach ((string label, bool isPositive) in (ReadOnlySpan<(string, bool)>)[("neg", false), ("pos", true)])
        {
            string texts = folder[Path.Combine(name, "train", label)];
            _ = Directory.CreateDirectory(texts);
            foreach ((int at, (bool _, string text)) in Reviews.Where(review => review.IsPositive == isPositive).Index())
            {
                File.WriteAllText(Path.Combine(texts, FormattableString.Invariant($"{at:D4}_7.txt")), text);
            }
        }

        return name;
    }

    /// <summary>The two files of a model: the bytes of the weights as digits, so that they can be compared, and the JSON.</summary>
    public static (string Weights, string Description) ModelOf(WorkFolder folder, string model) =>
        (Convert.ToHexString(File.ReadAllBytes(folder[model + ".safetensors"])), File.ReadAllText(folder[model + ".json"]));

    /// <summary>The names in a folder, in order.</summary>
    public static string[] Names(WorkFolder folder) => [.. Directory.GetFileSystemEntries(folder.Root).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static IEnumerable<(bool IsPositive, string Text)> Make(int count, bool isPositive)
    {
        var random = new Random(isPositive ? 1 : 2);
        for (int review = 0; review < count; review++)
        {
            string[] words =
            [
                .. random.GetItems(isPositive ? Praise : Blame, random.Next(2, 5)),
                .. random.GetItems(Others, random.Next(2, 7)),
            ];
            random.Shuffle(words);
            yield return (isPositive, string.Join(' ', words));
        }
    }
}
