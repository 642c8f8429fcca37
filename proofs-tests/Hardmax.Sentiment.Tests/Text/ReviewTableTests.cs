using System.Text;
using Hardmax.Formats;
using Xunit;

namespace Hardmax.Sentiment.Tests.Text;

/// <summary>Reviews from CSV: columns, labels, quotes, and an error with its row for everything that is wrong.</summary>
public sealed class ReviewTableTests : IDisposable
{
    private readonly ReviewInputs _inputs = new();

    public void Dispose() => _inputs.Dispose();

    [Fact]
    public void Rows_are_reviews_in_their_order()
    {
        IReadOnlyList<LabelledReview> reviews = Read("id,label,text\n7,1,good\n8,0,\"bad, \"\"really\"\"\"\n9,1,");
        Assert.Equal([new("good", true, "row 2"), new("bad, \"really\"", false, "row 3"), new("", true, "row 4")], reviews);
    }

    [Theory]
    [InlineData("label,text\r\n1,good\r\n0,bad\r\n")]
    [InlineData("label,text\n1,good\n0,bad\n\n\r\n")]
    [InlineData("label,text\r1,good\r0,bad")]
    [InlineData("\uFEFFlabel,text\n1,good\n0,bad")]
    [InlineData("\"label\",\"text\"\n\"1\",\"good\"\n\"0\",bad\n")]
    [InlineData("\uFEFF\"label\",text\n 1 ,good\n0\t,bad\n")]
    public void Line_ends_byte_order_marks_and_quotes_are_read(string csv)
    {
        Assert.Equal(["+good", "-bad"], ReviewInputs.Signed(Read(csv)));
        Assert.Equal(["+good", "-bad"], ReviewInputs.Signed(ReviewInputs.Read(_inputs.Write("packed", ReviewInputs.Gzip(csv)))));
    }

    [Fact]
    public void A_text_keeps_its_blanks_and_line_breaks()
    {
        Assert.Equal(["+ one\r\n\r\ntwo\n", "-\t#\0\u2028é中😀 "], ReviewInputs.Signed(Read("label,text\r\n1,\" one\r\n\r\ntwo\n\"\r\n0,\t#\0\u2028é中😀 \r\n")));
    }

    [Theory]
    [InlineData("0 neg negative false no Negative NEG False NO", false)]
    [InlineData("1 pos positive true yes Positive POS True YES", true)]
    public void Labels_are_words_or_numbers(string labels, bool isPositive)
    {
        string[] words = labels.Split(' ');
        IReadOnlyList<LabelledReview> reviews = Read("label,text\n" + string.Concat(words.Select(word => $"{word},x\n")));
        Assert.Equal(words.Length, reviews.Count);
        Assert.All(reviews, review => Assert.Equal(isPositive, review.IsPositive));
    }

    [Theory]
    [InlineData("review,label", "review", "label")]
    [InlineData("id,text,sentiment", "text", "sentiment")]
    [InlineData("rating,processed,polarity", "processed", "polarity")]
    [InlineData("sentence,LABEL", "sentence", "LABEL")]
    [InlineData("Comment,Label", "Comment", "Label")]
    [InlineData("class,title,content", "content", "class")]
    [InlineData("target,user,tweet", "tweet", "target")]
    [InlineData("Label, Review ", " Review ", "Label")]
    public void Columns_are_found_by_their_usual_names(string header, string text, string label) =>
        AssertColumns(header, text, label, null, null);

    [Theory]
    [InlineData("review,label,opinion,stars", "opinion", "stars")]
    [InlineData("review,label,opinion,stars", "OPINION", "Stars")]
    [InlineData("a,A,label", "A", "label")]
    [InlineData("TEXT,text,label,Label", "text", "label")]
    [InlineData("review,text,label,sentiment", "text", "sentiment")]
    [InlineData("a,b,c", "c", "a")]
    [InlineData("text,label", "label", "text")]
    [InlineData(",label", "", "label")]
    public void Columns_are_named(string header, string text, string label)
    {
        string[] names = header.Split(',');
        string Own(string name) => names.Contains(name) ? name : names.Single(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase));
        AssertColumns(header, Own(text), Own(label), text, label);
    }

    [Fact]
    public void A_name_that_ends_in_tsv_means_tabs()
    {
        Assert.Equal(["+good, really", "-\"a b"], ReviewInputs.Signed(ReviewInputs.Read(_inputs.Write("x.tsv", "label\ttext\n1\tgood, really\n0\t\"a b\n"))));
        Assert.Equal(["+good, really"], ReviewInputs.Signed(ReviewInputs.Read(_inputs.Write("x.TSV.gz", ReviewInputs.Gzip("label\ttext\n1\tgood, really\n")))));
    }

    [Theory]
    [InlineData("", "file: is empty; expected a header and a row for each review")]
    [InlineData("\uFEFF", "file: is empty; expected a header and a row for each review")]
    [InlineData("label,text\n", "file: holds no row below the header; expected a row for each review")]
    [InlineData("label,text\n\n\n", "file: holds no row below the header; expected a row for each review")]
    [InlineData("\nlabel,text\n1,x", "row 1: has no column of labels; expected one of label, sentiment, polarity, target, class, or --no-header if this row is a review, or --label with the name of another: ''")]
    [InlineData("1,good film\n0,bad", "row 1: has no column of labels; expected one of label, sentiment, polarity, target, class, or --no-header if this row is a review, or --label with the name of another: '1', 'good film'")]
    [InlineData("label,rating\n1,x", "row 1: has no column of texts; expected one of review, text, processed, sentence, comment, content, tweet, or --no-header if this row is a review, or --text with the name of another: 'label', 'rating'")]
    [InlineData("label;text\n1;x", "row 1: has one cell, 'label;text'; expected ',' between cells, or --separator ';'")]
    [InlineData("label,text,text\n1,x,y", "row 1: has 2 columns 'text'; expected one of that name")]
    [InlineData("label,Text,TEXT\n1,x,y", "row 1: has 2 columns that may hold the texts, 'Text', 'TEXT'; expected --text with the one that is meant, such as --text Text")]
    [InlineData("label,text\n1,x\n0\n", "row 3 (line 3): has 1 cells; expected 2, as in the header")]
    [InlineData("label,text\n1,x\n0,a, b\n1,y", "row 3 (line 3): has 3 cells; expected 2, as in the header")]
    [InlineData("label,text\n1,\"x\ny\r\nz\"\n0,a,b\n", "row 3 (line 5): has 3 cells; expected 2, as in the header")]
    [InlineData("label,text\n1,x\n\n0,y\n", "row 3 (line 3): is empty; expected 2 cells in every row up to the last")]
    [InlineData("label,text\n1,x\n,y\n", "row 3 (line 3): has no label; expected 0 or 1, neg or pos, negative or positive, false or true, no or yes")]
    [InlineData("label,text\n\" \",y\n", "row 2 (line 2): has no label; expected 0 or 1, neg or pos, negative or positive, false or true, no or yes")]
    [InlineData("label,text\n1,x\n4,y\n", "row 3 (line 3): has the label '4'; expected 0 or 1, neg or pos, negative or positive, false or true, no or yes; or say what the labels ('1', '4') mean, as in --label-map 4=positive,1=negative")]
    [InlineData("label,text\nunsup,y\n", "row 2 (line 2): has the label 'unsup'; expected 0 or 1, neg or pos, negative or positive, false or true, no or yes; or say what the labels ('unsup') mean, as in --label-map A=positive,B=negative,C=ignore")]
    [InlineData("label,text\n\"a\nb\",y\n", "row 2 (line 2): has the label 'a?b'; expected 0 or 1, neg or pos, negative or positive, false or true, no or yes; or say what the labels ('a?b') mean, as in --label-map A=positive,B=negative,C=ignore")]
    [InlineData("label,text\n1,\"x\ny\"\n0,\"open\n1,y\n0,z\n", "row 3 (line 4): has a quote that does not close; expected a quote at the end of the cell")]
    [InlineData("label,text\n1,x\n0,\"a\"b\n", "row 3 (line 3): has text behind a closing quote; expected quotes within quotes to be doubled")]
    [InlineData("label,text\n1,\"x\n0,\"y\"\n", "row 2 (line 2): has text behind a closing quote; expected quotes within quotes to be doubled")]
    [InlineData("label,text\n1,a 6\" screen\n", "row 2 (line 2): has a quote within a cell that is not quoted; expected quotes around the cell, and those within it doubled")]
    public void What_is_wrong_is_said_with_its_row(string csv, string message) =>
        Assert.Equal(message, ReviewInputs.Refused(_inputs.Write("reviews.csv", csv)));

    [Theory]
    [InlineData("opinion", null, "row 1: has no column 'opinion' for the texts; expected one of 'label', 'text', 'id'")]
    [InlineData(null, "stars", "row 1: has no column 'stars' for the labels; expected one of 'label', 'text', 'id'")]
    [InlineData(null, "TEXT", "row 1: the column 'text' cannot hold both the texts and the labels; expected two columns of 'label', 'text', 'id'")]
    public void Columns_that_are_not_there_are_named_with_those_that_are(string? text, string? label, string message)
    {
        string path = _inputs.Write("reviews.csv", "label,text,id\n1,good,7\n");
        Assert.Equal(message, ReviewInputs.Refused(path, () => ReviewInputs.Read(path, text, label)));
    }

    [Fact]
    public void A_header_of_thousands_of_columns_is_named_in_part()
    {
        string message = ReviewInputs.Refused(_inputs.Write("wide.csv", string.Join(',', Enumerable.Range(0, 5000).Select(i => new string('x', 100) + i)) + "\n"));
        Assert.EndsWith("', ...", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("label,text\n1,x\n0,caf\\xE9 noir\n", "row 3 (line 3): is no UTF-8 at byte 20 of the table; expected a text in UTF-8, or --encoding with its name, such as windows-1252")]
    [InlineData("label,text,id\n1,x,\\xFF\n", "row 2 (line 2): is no UTF-8 at byte 18 of the table; expected a text in UTF-8, or --encoding with its name, such as windows-1252")]
    [InlineData("label,te\\xC3\n1,x\n", "row 1 (line 1): is no UTF-8 at byte 8 of the table; expected a text in UTF-8, or --encoding with its name, such as windows-1252")]
    [InlineData("label,text\n1,\\xED\\xA0\\x80\n", "row 2 (line 2): is no UTF-8 at byte 13 of the table; expected a text in UTF-8, or --encoding with its name, such as windows-1252")]
    [InlineData("\\xFF\\xFE\\x00\\x00l\\x00\\x00\\x00", "byte 0: starts like UTF-32; expected UTF-8, or --encoding utf-32 or utf-32BE")]
    [InlineData("l\\x00a\\x00\\n\\x00", "byte 0: has zero bytes in its first line, as UTF-16 has; expected UTF-8, or --encoding utf-16 or utf-16BE")]
    [InlineData("\\x00\\x00\\xFE\\xFF\\x00\\x00\\x00l", "byte 0: starts like UTF-32; expected UTF-8, or --encoding utf-32 or utf-32BE")]
    public void Bytes_that_are_no_UTF8_are_said_with_their_row(string csv, string message)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(System.Text.RegularExpressions.Regex.Unescape(csv));
        Assert.Equal(message, ReviewInputs.Refused(_inputs.Write("reviews.csv", bytes)));
        Assert.Equal(message, ReviewInputs.Refused(_inputs.Write("reviews.csv.gz", ReviewInputs.Gzip(bytes))));
    }

    [Fact]
    public void What_cannot_be_read_is_said()
    {
        Assert.Equal("file: does not exist; expected a file or folder of reviews", ReviewInputs.Refused(_inputs.Path("missing.csv")));
        Assert.Equal("file: does not exist; expected a file or folder of reviews", ReviewInputs.Refused(_inputs.Path("missing/reviews.csv")));
        Assert.Contains("; expected a file", ReviewInputs.Refused(_inputs.Write("x.csv", "label,text") + "/y"), StringComparison.Ordinal);
        InvalidInputException e = Assert.Throws<InvalidInputException>(() => ReviewInputs.Read("a\0b"));
        Assert.StartsWith("cannot be read (", e.Reason, StringComparison.Ordinal);
        Assert.Throws<InvalidInputException>(() => ReviewInputs.Read(""));
    }

    [Fact]
    public void Reading_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        string path = _inputs.Write("reviews.csv", "label,text\n1,good\n");
        Assert.Throws<OperationCanceledException>(() => ReviewFiles.Read(path, ReviewFormat.Usual, stop.Token));
    }

    private IReadOnlyList<LabelledReview> Read(string csv) => ReviewInputs.Read(_inputs.Write("reviews.csv", csv));

    private void AssertColumns(string header, string text, string label, string? givenText, string? givenLabel)
    {
        string[] names = header.Split(',');
        string cells = string.Join(',', names.Select(name => name == label ? "1" : name == text ? "right" : "wrong"));
        string path = _inputs.Write("reviews.csv", $"{header}\n{cells}\n");
        Assert.Equal(["+right"], ReviewInputs.Signed(ReviewInputs.Read(path, givenText, givenLabel)));
    }
}
