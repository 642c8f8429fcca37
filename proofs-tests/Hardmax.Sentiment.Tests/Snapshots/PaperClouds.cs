using System.Collections.Immutable;
using Hardmax.Formats;
using Hardmax.Testing;

namespace Hardmax.Sentiment.Tests.Snapshots;

/// <summary>
/// The 5,000 clouds of the paper's data as rows of the paper's model, and as the words that they were made from.
/// </summary>
/// <remarks>
/// How the words are found. Row 0 is the padding. Row r is the r-th most frequent word of imdb/preprocessed.csv.gz, where of
/// equally frequent words the one that occurs first comes first. Written in these words each cloud is the beginning of a
/// review of that file, word for word and with its label; the test of this says so of all 5,000. The words are therefore those
/// that the clouds were made from. Whether the paper trained a row for the same word is another matter: the map is rebuilt from
/// frequencies and right for frequent words only, so a rare word may stand where another one was trained.
/// </remarks>
public sealed class PaperClouds
{
    public const string ModelFileName = "paper/model-d2.safetensors";
    public const string CloudsFileName = "paper/reviews-5000.npy";
    public const string LabelsFileName = "paper/reviews-5000.labels.csv";
    public const string ReviewsFileName = "imdb/preprocessed.csv.gz";

    /// <summary>The tokens of a cloud.</summary>
    public const int Length = 128;

    private readonly Lazy<SentimentModel> _model = new(() => ModelFile.Read(TestData.PathOf(ModelFileName)));
    private readonly Lazy<int[][]> _rows;
    private readonly Lazy<(string[] Words, bool IsPositive)[]> _reviews = new(ReadReviews);
    private readonly Lazy<ImmutableArray<string>> _words;

    public PaperClouds()
    {
        _rows = new Lazy<int[][]>(ReadRows);
        _words = new Lazy<ImmutableArray<string>>(() => ["(padding)", .. ByFrequency()]);
    }

    /// <summary>The model, whose words are called "row 0", "row 1", ..</summary>
    public SentimentModel Model => _model.Value;

    /// <summary>The rows of each cloud, in the order of its tokens.</summary>
    public int[][] Rows => _rows.Value;

    /// <summary>The reviews that the clouds were made from, and many more.</summary>
    public IReadOnlyList<(string[] Words, bool IsPositive)> Reviews => _reviews.Value;

    /// <summary>The words of the rows; a few more than there are rows.</summary>
    public ImmutableArray<string> Words => _words.Value;

    /// <summary>Whether each cloud was made from a positive review.</summary>
    public static bool[] Labels() => [.. File.ReadLines(TestData.PathOf(LabelsFileName)).Select(line => line == "1")];

    /// <summary>The words of a cloud as a text, in order and without the padding.</summary>
    public string TextOf(int cloud) => string.Join(' ', Rows[cloud].Where(row => row != 0).Select(row => Words[row]));

    private static (string[] Words, bool IsPositive)[] ReadReviews() =>
    [
        .. ReviewFiles.Read(TestData.PathOf(ReviewsFileName), ReviewFormat.Usual, CancellationToken.None).Reviews
            .Select(review => (review.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries), review.IsPositive)),
    ];

    // The bits of both coordinates; where several rows had the same, the smallest would be taken.
    private static ulong Key(float x, float y) => ((ulong)BitConverter.SingleToUInt32Bits(x) << 32) | BitConverter.SingleToUInt32Bits(y);

    private int[][] ReadRows()
    {
        var rows = new Dictionary<ulong, int>();
        for (int row = 0; row < Model.Words.Count; row++)
        {
            _ = rows.TryAdd(Key(Model.Vector(row)[0], Model.Vector(row)[1]), row);
        }

        double[] numbers = NpyArray.Open(TestData.PathOf(CloudsFileName)).ToDoubles();
        return [.. numbers.Chunk(2).Select(token => rows[Key((float)token[0], (float)token[1])]).Chunk(Length)];
    }

    private IEnumerable<string> ByFrequency()
    {
        var found = new Dictionary<string, (int Count, int First)>(StringComparer.Ordinal);
        int at = 0;
        foreach (string word in Reviews.SelectMany(review => review.Words))
        {
            found[word] = found.TryGetValue(word, out (int Count, int First) known) ? (known.Count + 1, known.First) : (1, at++);
        }

        return found.OrderByDescending(pair => pair.Value.Count).ThenBy(pair => pair.Value.First).Select(pair => pair.Key);
    }
}
