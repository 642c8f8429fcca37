using Hardmax.Formats;
using Xunit;

namespace Hardmax.Sentiment.Tests.Text;

/// <summary>Reviews from folders of texts.</summary>
public sealed class ReviewFolderTests : IDisposable
{
    private readonly ReviewInputs _inputs = new();

    public void Dispose() => _inputs.Dispose();

    [Fact]
    public void The_layout_of_the_large_movie_review_dataset_is_read_in_order()
    {
        foreach (string name in (string[])["test/pos/0_9", "test/neg/0_2", "train/unsup/0_0", "train/pos/10_9", "train/pos/2_8", "train/pos/1_7", "train/neg/3_1", "other/pos/5_5"])
        {
            _inputs.Write($"aclImdb/{name}.txt", name);
        }

        _inputs.Write("aclImdb/train/labeledBow.feat", "9 0:9");
        _inputs.Write("aclImdb/train/pos/urls.html", "no text");
        _inputs.Write("aclImdb/train/pos/more/9_9.txt", "too deep");
        _inputs.Write("aclImdb/train/pos/7_7.TXT", "another name");
        string[] train = ["-train/neg/3_1", "+train/pos/10_9", "+train/pos/1_7", "+train/pos/2_8"];
        string[] all = [.. train, "-test/neg/0_2", "+test/pos/0_9"];
        IReadOnlyList<LabelledReview> reviews = Read("aclImdb");
        Assert.Equal(all, ReviewInputs.Signed(reviews));
        Assert.Equal(reviews.Select(review => review.Text + ".txt"), reviews.Select(review => review.Place));

        Assert.Equal(train, ReviewInputs.Signed(Read("aclImdb/train")));
        Assert.Equal(["neg/3_1.txt", "pos/10_9.txt", "pos/1_7.txt", "pos/2_8.txt"], Read("aclImdb/train/").Select(review => review.Place));
        Assert.Equal(train[1..], ReviewInputs.Signed(Read("aclImdb/train/pos")));
        Assert.Equal(train[1..], ReviewInputs.Signed(Read("aclImdb/train/pos/")));
        Assert.Equal(train[..1], ReviewInputs.Signed(Read("aclImdb/train/neg")));
        Assert.Equal(["3_1.txt"], Read("aclImdb/train/neg").Select(review => review.Place));
        Assert.Equal(["+other/pos/5_5"], ReviewInputs.Signed(Read("aclImdb/other")));
    }

    [Fact]
    public void The_name_of_a_folder_counts_where_there_is_nothing_in_it_that_does()
    {
        _inputs.Write("pos/b.txt", "own");
        Assert.Equal(["+own"], ReviewInputs.Signed(Read("pos")));
        _inputs.Write("pos/neg/a.txt", "within");
        Assert.Equal(["-within"], ReviewInputs.Signed(Read("pos")));
    }

    [Fact]
    public void A_text_is_kept_as_it_is()
    {
        _inputs.Write("pos/a.txt", "\uFEFFone\r\n\"two\", <br />\n");
        _inputs.Write("pos/b.txt", "");
        _inputs.Write("pos/c.txt", "\uFEFF");
        Assert.Equal(["+one\r\n\"two\", <br />\n", "+", "+"], ReviewInputs.Signed(Read("")));
    }

    [Fact]
    public void A_folder_without_reviews_is_refused()
    {
        const string NoReview = "folder: holds no review; expected .txt files in pos and neg, or in train/pos, train/neg, test/pos, test/neg";
        _inputs.Write("empty/train/unsup/0_0.txt", "none");
        _inputs.Write("loose/0_0.txt", "none");
        Directory.CreateDirectory(_inputs.Path("pos"));
        Assert.All(["empty", "empty/train", "empty/train/unsup", "loose", "pos"], name => Assert.Equal(NoReview, ReviewInputs.Refused(_inputs.Path(name))));
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_said_with_their_file()
    {
        _inputs.Write("reviews/pos/a.txt", "good");
        string bad = _inputs.Write("reviews/pos/b.txt", [.. "caf"u8, 0xE9]);
        Assert.Equal("byte 3: is no UTF-8; expected a text in UTF-8, or --encoding with its name, such as windows-1252", ReviewInputs.Refused(bad, () => Read("reviews")));
    }

    [Fact]
    public void A_folder_is_within_the_limits()
    {
        _inputs.Write("r/neg/a.txt", "12345");
        string last = _inputs.Write("r/pos/b.txt", "123456");
        Assert.Equal(2, Read(new ReviewLimits(11, 6, 2)).Count);
        Assert.Equal("file: the reviews up to here are larger than 10 bytes; expected at most that together", ReviewInputs.Refused(last, () => Read(new ReviewLimits(10, 6, 2))));
        Assert.Equal("pos/b.txt: is one review too many; expected at most 1", ReviewInputs.Refused(_inputs.Path("r"), () => Read(new ReviewLimits(11, 6, 1))));
        Assert.Contains("is longer than", ReviewInputs.Refused(last, () => Read(new ReviewLimits(11, 5, 2))), StringComparison.Ordinal);

        IReadOnlyList<LabelledReview> Read(ReviewLimits limits) => ReviewFiles.Read(_inputs.Path("r"), ReviewFormat.Usual, limits, CancellationToken.None).Reviews;
    }

    [Fact]
    public void A_folder_that_is_called_like_a_text_is_no_text()
    {
        _inputs.Write("r/pos/a.txt", "good");
        Directory.CreateDirectory(_inputs.Path("r/pos/b.txt"));
        Assert.Equal(["+good"], ReviewInputs.Signed(Read("r")));
    }

    [Fact]
    public void Reading_can_be_stopped()
    {
        _inputs.Write("pos/a.txt", "good");
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => ReviewFiles.Read(_inputs.Path(""), ReviewFormat.Usual, stop.Token));
    }

    private IReadOnlyList<LabelledReview> Read(string name) => ReviewInputs.Read(_inputs.Path(name));
}
