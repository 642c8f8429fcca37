using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Hardmax.Formats;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Sentiment.Tests.Text;

/// <summary>docs/sentiment-text.md says what the tokeniser and the readers do.</summary>
public sealed class TextDocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "sentiment-text.md"));

    private static readonly (string Info, string Text)[] Blocks =
        [.. Regex.Matches(Page, "^```([a-z]+ [a-z]+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5))
            .Select(match => match.Value.Split('\n', 2))
            .Select(parts => (parts[0][3..], parts[1][..^3]))];

    [Fact]
    public void Every_example_has_the_words_beside_it()
    {
        string[][] plain = Table("| text | words |");
        string[][] withOptions = Table("| options | text | words |");
        Assert.Equal((12, 10), (plain.Length, withOptions.Length));
        Assert.All(plain, row => AssertWords("", row[0], row[1]));
        Assert.All(withOptions, row => AssertWords(row[0], row[1], row[2]));
    }

    [Fact]
    public void The_stop_words_are_counted() =>
        Assert.Contains($"\n{StopWords.English.Count.ToString(CultureInfo.InvariantCulture)} words, in `StopWords.English`", Page, StringComparison.Ordinal);

    [Fact]
    public void The_negations_are_those_of_the_page()
    {
        string listed = Regex.Match(Page, "Negations\nare (?<words>[a-z, ]+), and every word", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["words"].Value;
        string[] negations = listed.Split(", ");
        Assert.Equal(8, negations.Length);
        Assert.All(negations, negation => AssertWords("JoinsNegations", negation + " good", "not_good"));
    }

    [Fact]
    public void The_example_of_reviews_is_read()
    {
        using var inputs = new ReviewInputs();
        string csv = Assert.Single(Blocks, block => block.Info == "csv reviews").Text;
        ReviewReading reading = ReviewInputs.Read(inputs.Write("reviews.csv", csv), ReviewFormat.Usual);
        Assert.Equal(["+A \"good\" film,\nin two lines", "-"], ReviewInputs.Signed(reading.Reviews));
        Assert.Equal($"hardmax: reviews.csv: read: {reading.Summary}\n", Assert.Single(Blocks, block => block.Info == "text line").Text);
    }

    [Fact]
    public void Examples_of_errors_give_the_message_beside_them()
    {
        using var inputs = new ReviewInputs();
        int[] refused = [.. Enumerable.Range(0, Blocks.Length).Where(i => Blocks[i].Info == "csv refused")];
        Assert.Equal(3, refused.Length);
        Assert.All(refused, i =>
        {
            InvalidInputException e = Assert.Throws<InvalidInputException>(() => ReviewInputs.Read(inputs.Write("reviews.csv", Blocks[i].Text)));
            Assert.Equal("text message", Blocks[i + 1].Info);
            Assert.Equal(Blocks[i + 1].Text.TrimEnd(), $"{Path.GetFileName(e.File)}: {e.Place}: {e.Reason}");
        });
    }

    [Fact]
    public void The_limits_are_those_of_the_code()
    {
        FieldInfo[] limits = typeof(ReviewFiles).GetFields();
        Assert.Equal(3, limits.Length);
        Assert.All(limits, limit => Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"| `{limit.Name}` | {limit.GetRawConstantValue()} |"), Page, StringComparison.Ordinal));
        Assert.Equal(new ReviewLimits(ReviewFiles.MaxBytes, ReviewFiles.MaxReviewBytes, ReviewFiles.MaxReviews), ReviewLimits.Default);
    }

    private static string[][] Table(string head) =>
    [
        .. Page[Page.IndexOf(head, StringComparison.Ordinal)..]
            .Split('\n')
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`')).ToArray()),
    ];

    private static void AssertWords(string options, string text, string words)
    {
        string[] set = options.Split(", ", StringSplitOptions.RemoveEmptyEntries);
        var read = new TokeniserOptions
        {
            KeepsCase = set.Contains(nameof(TokeniserOptions.KeepsCase)),
            KeepsStopWords = set.Contains(nameof(TokeniserOptions.KeepsStopWords)),
            JoinsNegations = set.Contains(nameof(TokeniserOptions.JoinsNegations)),
        };
        Assert.All(set, name => Assert.NotNull(typeof(TokeniserOptions).GetProperty(name)));
        Assert.Equal(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), new Tokeniser(read).Words(text));
    }
}
