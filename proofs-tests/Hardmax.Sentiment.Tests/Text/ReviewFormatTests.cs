using System.Text;
using System.Text.RegularExpressions;
using Hardmax.Formats;
using Xunit;

namespace Hardmax.Sentiment.Tests.Text;

/// <summary>Nothing of a file of reviews is dropped or chosen without a word: quotes, columns, labels, encodings, and files that are no tables.</summary>
public sealed class ReviewFormatTests : IDisposable
{
    private readonly ReviewInputs _inputs = new();

    public void Dispose() => _inputs.Dispose();

    [Theory]
    [InlineData("text\tlabel\n\"good film\t1\nbad \"\t0\nfine\t1\n", "+\"good film|-bad \"|+fine")]
    [InlineData("label\ttext\n1\t\"\n0\t\"\n", "+\"|-\"")]
    [InlineData("label\ttext\n1\t6\" screen\n0\tbad\n", "+6\" screen|-bad")]
    [InlineData("label\ttext\n1\t\"good\" \"film\"\n0\t\"\"\"bad\n", "+\"good\" \"film\"|-\"\"\"bad")]
    [InlineData("id\tlabel\ttext\n\"7_8\"\t1\t\"With \\\"all\\\" this\"\n\"7_9\"\t0\t\"bad\"", "+\"With \\\"all\\\" this\"|-\"bad\"")]
    [InlineData("label\ttext\r\n1\tgood, 'really'\r\n0\t,\r\n", "+good, 'really'|-,")]
    public void Between_tabs_a_quote_is_a_character(string tsv, string reviews)
    {
        Assert.Equal(reviews.Split('|'), Signed("r.tsv", tsv));
        Assert.Equal(reviews.Split('|'), Signed("r.txt", tsv, new ReviewFormat { Separator = '\t' }));
    }

    [Fact]
    public void A_row_between_tabs_that_a_quote_would_have_joined_is_refused() =>
        Assert.Equal(
            "row 2 (line 2): has 1 cells; expected 2, as in the header (between tabs a quote is a character, and a line break ends the row)",
            Refused("r.tsv", "text\tlabel\n\"good\nfilm\"\t1\n"));

    [Theory]
    [InlineData("text,label\ngood,1\n\"bad,0\nworse,0\n", "row 3 (line 3): has a quote that does not close")]
    [InlineData("text,label\n\"a\nb\",1\n\"bad,0\n", "row 3 (line 4): has a quote that does not close")]
    [InlineData("text,label\ngood,1\nbad,\"0\n", "row 3 (line 3): has a quote that does not close")]
    [InlineData("text,label\n\"bad,0\n\"good\",1\n", "row 2 (line 2): has text behind a closing quote")]
    [InlineData("text,label\n\"bad\"\" ,0\n", "row 2 (line 2): has a quote that does not close")]
    [InlineData("text,label\nbad \" quote,0\n", "row 2 (line 2): has a quote within a cell that is not quoted")]
    public void A_quote_that_does_not_close_is_refused_where_it_began(string csv, string message)
    {
        Assert.StartsWith(message, Refused("r.csv", csv), StringComparison.Ordinal);
        Assert.StartsWith(message, Refused("r.csv", csv.Replace(',', ';'), new ReviewFormat { Separator = ';' }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("review,sentiment\ngood,positive\nbad,negative\n", "text: column review; label: column sentiment; positive = positive, negative = negative; 2 reviews")]
    [InlineData("label,text\n1,\"good\nfilm\"\n", "text: column text; label: column label; 1 = positive; 1 review (1 with line breaks)")]
    [InlineData("Text,id,Target\ngood,7,Yes\nfine,8,YES\nbad,9,no", "text: column Text; label: column Target; Yes = positive, no = negative; 3 reviews")]
    [InlineData("label,title,content\n0,a,bad\nneg,b,bad\n", "text: column content; label: column label; 0 = negative, neg = negative; 2 reviews")]
    [InlineData("__label__pos good film\n__label__neg\tbad\n", "text: the line; label: its __label__ word; pos = positive, neg = negative; 2 reviews")]
    [InlineData("{\"id\":7,\"sentence\":\"good\",\"polarity\":true}\n", "text: field sentence; label: field polarity; true = positive; 1 review")]
    public void The_columns_and_the_meaning_of_labels_are_said(string content, string summary) =>
        Assert.Equal(summary, ReviewInputs.Read(_inputs.Write("r.csv", content), ReviewFormat.Usual).Summary);

    [Theory]
    [InlineData("review,sentiment,label", "has 2 columns that may hold the labels, 'sentiment', 'label'; expected --label with the one that is meant, such as --label sentiment")]
    [InlineData("text,label,class,target", "has 3 columns that may hold the labels, 'label', 'class', 'target'; expected --label with the one that is meant, such as --label label")]
    [InlineData("review,text,label", "has 2 columns that may hold the texts, 'review', 'text'; expected --text with the one that is meant, such as --text review")]
    [InlineData("content,title,comment,polarity", "has 2 columns that may hold the texts, 'content', 'comment'; expected --text with the one that is meant, such as --text content")]
    [InlineData("TEXT,text,label", "has 2 columns that may hold the texts, 'TEXT', 'text'; expected --text with the one that is meant, such as --text TEXT")]
    [InlineData("text,Label, label ", "has 2 columns that may hold the labels, 'Label', ' label '; expected --label with the one that is meant, such as --label Label")]
    public void Two_columns_that_may_be_meant_are_refused_with_what_to_type(string header, string message)
    {
        string[] cells = header.Split(',');
        string rows = $"{header}\n{string.Join(',', cells.Select(_ => "1"))}\n";
        Assert.Equal("row 1: " + message, Refused("r.csv", rows));
        Assert.Equal("row 1: " + message.Replace("column", "field", StringComparison.Ordinal), Refused("r.jsonl", $"{{{string.Join(',', cells.Select(cell => $"\"{cell}\":\"1\""))}}}\n"));
        Match typed = Regex.Match(message, "such as --(?<option>text|label) (?<name>.*)$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        string name = typed.Groups["name"].Value;
        _ = ReviewInputs.Read(_inputs.Path("r.csv"), typed.Groups["option"].Value == "text" ? new ReviewFormat { Text = name } : new ReviewFormat { Label = name });
    }

    [Theory]
    [InlineData("2=positive,1=negative", "2 1 2", "+-+", "2 = positive, 1 = negative; 3 reviews")]
    [InlineData("4=positive,0=negative", "0 4", "-+", "4 = positive, 0 = negative; 2 reviews")]
    [InlineData("5=positive,4=positive,3=ignore,2=negative,1=negative", "1 3 5 3 2", "-+-", "4 = positive (no review), 5 = positive, 1 = negative, 2 = negative, 3 = left out (2); 3 reviews")]
    [InlineData("1=negative,0=positive", "1 0", "-+", "0 = positive, 1 = negative; 2 reviews")]
    [InlineData("Fresh=positive,ROTTEN=negative", "rotten fresh", "-+", "fresh = positive, rotten = negative; 2 reviews")]
    [InlineData("__label__2=positive,__label__1=negative", "1 2", "-+", "2 = positive, 1 = negative; 2 reviews")]
    [InlineData("1.0=positive, -1.0 = negative ", "-1.0 1.0", "-+", "1.0 = positive, -1.0 = negative; 2 reviews")]
    [InlineData("2=positive,1=negative", "1 1", "--", "2 = positive (no review), 1 = negative; 2 reviews")]
    public void A_map_says_what_labels_mean(string map, string labels, string signs, string summary)
    {
        var format = new ReviewFormat { Labels = ReviewFormat.ParseLabels(map)! };
        foreach ((string name, Func<string, string> row, string head) in (ReadOnlySpan<(string, Func<string, string>, string)>)[
            ("r.csv", label => $"x,{label}\n", "text,label\n"), ("r.jsonl", label => $"{{\"text\":\"x\",\"label\":\"{label}\"}}\n", ""), ("r.txt", label => $"__label__{label} x\n", "")])
        {
            ReviewReading reading = ReviewInputs.Read(_inputs.Write(name, head + string.Concat(labels.Split(' ').Select(row))), format);
            Assert.Equal(signs, string.Concat(reading.Reviews.Select(review => review.IsPositive ? '+' : '-')));
            Assert.EndsWith("; " + summary, reading.Summary, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("1 2 1", null, 3, "the labels ('1', '2') mean, as in --label-map 2=positive,1=negative")]
    [InlineData("0 4", null, 3, "the labels ('0', '4') mean, as in --label-map 4=positive,0=negative")]
    [InlineData("-1 1", null, 2, "the labels ('-1', '1') mean, as in --label-map 1=positive,-1=negative")]
    [InlineData("positive neutral negative", null, 3, "the labels ('negative', 'neutral', 'positive') mean, as in --label-map A=positive,B=negative,C=ignore")]
    [InlineData("Rotten Fresh", null, 2, "the labels ('Fresh', 'Rotten') mean, as in --label-map A=positive,B=negative,C=ignore")]
    [InlineData("1 2 3", "1=negative,2=positive", 4, "the labels ('1', '2', '3') mean, as in --label-map A=positive,B=negative,C=ignore")]
    [InlineData("pos 1", "1=negative,2=positive", 2, "the labels ('1', 'pos') mean, as in --label-map A=positive,B=negative,C=ignore")]
    public void A_label_without_a_meaning_is_refused_with_all_that_there_are(string labels, string? map, int row, string ending)
    {
        string[] all = labels.Split(' ');
        var format = map is null ? ReviewFormat.Usual : new ReviewFormat { Labels = ReviewFormat.ParseLabels(map)! };
        string expected = map is null ? "0 or 1, neg or pos, negative or positive, false or true, no or yes" : "one of --label-map: '1', '2'";
        Assert.Equal(
            $"row {row} (line {row}): has the label '{all[row - 2]}'; expected {expected}; or say what {ending}",
            Refused("r.csv", "text,label\n" + string.Concat(all.Select(label => $"x,{label}\n")), format));
    }

    [Fact]
    public void A_column_of_numbers_is_no_column_of_labels_and_not_listed_in_full()
    {
        string message = Refused("r.csv", "text,label\n" + string.Concat(Enumerable.Range(2, 50_000).Select(id => $"x,{id}\n")));
        Assert.StartsWith("row 2 (line 2): has the label '2'; expected 0 or 1,", message, StringComparison.Ordinal);
        Assert.Contains(", ..) mean, as in --label-map A=positive", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1=good")]
    [InlineData("=positive")]
    [InlineData("1=positive,1=negative")]
    [InlineData("a=positive,A=positive")]
    [InlineData("1=positive,")]
    [InlineData("1=Positive")]
    public void A_map_that_is_none(string map) => Assert.Null(ReviewFormat.ParseLabels(map));

    [Theory]
    [InlineData("\"1\",\"bad \"\"film\"\"\"\n\"2\",\"good\"\n", "label,text", null, null, "-bad \"film\"|+good")]
    [InlineData("1,title,bad\n2,title,good\n", "label,title,content", null, null, "-bad|+good")]
    [InlineData("1,7,NO_QUERY,bad\n2,8,NO_QUERY,good\n", "polarity,id,query,text", null, null, "-bad|+good")]
    [InlineData("bad,1\ngood,2\n", "", "1", "2", "-bad|+good")]
    [InlineData("x,bad,1\ny,good,2", "", "2", "3", "-bad|+good")]
    [InlineData("bad,1\ngood,2\n", "opinion,stars", "opinion", "stars", "-bad|+good")]
    [InlineData("bad,1\n", "text,label", null, null, "-bad")]
    public void A_table_without_a_header_gives_all_its_rows(string csv, string columns, string? text, string? label, string reviews)
    {
        var format = new ReviewFormat
        {
            HasHeader = false,
            Columns = [.. columns.Split(',', StringSplitOptions.RemoveEmptyEntries)],
            Text = text,
            Label = label,
            Labels = ReviewFormat.ParseLabels("2=positive,1=negative")!,
        };
        Assert.Equal(reviews.Split('|'), Signed("r.csv", csv, format));
        Assert.Equal("row 1", ReviewInputs.Read(_inputs.Path("r.csv"), format).Reviews[0].Place);
    }

    [Theory]
    [InlineData("1,bad\n0,good\n", "", null, null, "row 1: has no name for the labels; expected --columns with a name for each of 2 cells, such as --columns label,text, or --label with one of '1', '2'")]
    [InlineData("1,bad\n", "", null, "1", "row 1: has no name for the texts; expected --columns with a name for each of 2 cells, such as --columns label,text, or --text with one of '1', '2'")]
    [InlineData("1,bad\n", "", "3", "1", "row 1: has no column '3' for the texts; expected one of '1', '2', or --columns with the names")]
    [InlineData("1,bad,x\n", "label,text", null, null, "row 1 (line 1): has 3 cells; expected 2, as in --columns")]
    [InlineData("1,bad\n0,good,film\n", "label,text", null, null, "row 2 (line 2): has 3 cells; expected 2, as in the first row")]
    [InlineData("label,text\n0,bad\n", "label,text", null, null, "row 1 (line 1): has the label 'label'; expected 0 or 1, neg or pos, negative or positive, false or true, no or yes; or say what the labels ('0', 'label') mean, as in --label-map A=positive,B=negative,C=ignore")]
    public void A_table_without_a_header_leaves_no_choice(string csv, string columns, string? text, string? label, string message) => Assert.Equal(
        message,
        Refused("r.csv", csv, new ReviewFormat { HasHeader = false, Columns = [.. columns.Split(',', StringSplitOptions.RemoveEmptyEntries)], Text = text, Label = label }));

    [Theory]
    [InlineData("a.jsonl", "{\"text\":\"good\",\"label\":1}\n{\"text\":\"bad\",\"label\":0}\n")]
    [InlineData("a.ndjson", "\uFEFF{\"label\":\"pos\",\"review\":\"good\"}\r\n{\"review\":\"bad\",\"label\":\"neg\"}")]
    [InlineData("a.json", " {\"sentence\":\"good\",\"sentiment\":true,\"x\":[1,{}]}\n{\"sentence\":\"bad\",\"sentiment\":false}\n\n")]
    [InlineData("a.txt", "{\"content\":\"g\\u006fod\",\"polarity\":\"positive\"}\n{\"content\":\"bad\",\"polarity\":\"NEGATIVE\"}\n")]
    [InlineData("a", "{\"Text\":\"good\",\"Class\":\"yes\"}\n{\"Text\":\"bad\",\"Class\":\"no\"}\n")]
    [InlineData("f.txt", "__label__1 good\n__label__0 bad\n")]
    [InlineData("f.ft", "__label__pos  good\r\n__label__neg\tbad\r\n")]
    [InlineData("f.csv", "__label__positive good\n  __label__negative bad  \n\n")]
    [InlineData("f.valid", "\uFEFF__label__yes good\n__label__no bad")]
    [InlineData("f", "__label__true good\n__label__False bad\n")]
    public void JSON_lines_and_lines_of_fastText_are_reviews(string name, string content)
    {
        Assert.Equal(["+good", "-bad"], Signed(name, content));
        Assert.Equal(["+good", "-bad"], ReviewInputs.Signed(ReviewInputs.Read(_inputs.Write(name + ".gz", ReviewInputs.Gzip(content)))));
    }

    [Theory]
    [InlineData("{\"text\":\"good\",\"label\":1}\n{\"text\":\"bad\"}\n", "row 2 (line 2): has no field 'label'; expected one in every line")]
    [InlineData("{\"text\":\"good\",\"label\":1}\n[1]\n", "row 2 (line 2): is no JSON object; ")]
    [InlineData("{\"text\":\"good\",\"label\":1}\n{\"text\":\"bad\",\"label\":0\n", "row 2 (line 2): is no JSON, or has a name twice; ")]
    [InlineData("{\"text\":\"good\",\"text\":\"bad\",\"label\":1}\n", "row 1 (line 1): is no JSON, or has a name twice; ")]
    [InlineData("{\"text\":null,\"label\":1}\n", "row 1 (line 1): has no string in 'text'; ")]
    [InlineData("{\"text\":\"good\",\"label\":null}\n", "row 1 (line 1): has no label in 'label'; ")]
    [InlineData("{\"text\":\"good\",\"label\":2}\n", "row 1 (line 1): has the label '2'; expected 0 or 1,")]
    [InlineData("{\"text\":\"good\",\"label\":1}\n\n{\"text\":\"bad\",\"label\":0}\n", "row 2 (line 2): is empty; expected a review in every row up to the last")]
    [InlineData("{\"body\":\"good\",\"label\":1}\n", "row 1: has no field of texts; expected one of review, text, ")]
    [InlineData("__label__1 good\nbad\n", "row 2 (line 2): does not begin with __label__ and a label; ")]
    [InlineData("__label__1 __label__0 good\n", "row 1 (line 1): has more than one label; ")]
    [InlineData("__label__ good\n", "row 1 (line 1): does not begin with __label__ and a label; ")]
    [InlineData("__label__2 good\n__label__1 bad\n", "row 1 (line 1): has the label '2'; expected 0 or 1,")]
    [InlineData("__label__1 good\n\n__label__0 bad\n", "row 2 (line 2): is empty; ")]
    public void A_line_that_is_no_review_is_refused(string content, string message) => Assert.StartsWith(message, Refused("r.txt", content), StringComparison.Ordinal);

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16be", false)]
    [InlineData("latin1", false)]
    [InlineData("ISO-8859-1", false)]
    [InlineData("windows-1252", false)]
    [InlineData("cp1252", false)]
    [InlineData("utf_8", true)]
    [InlineData("utf8", false)]
    [InlineData("utf-32", true)]
    public void An_encoding_is_read_as_it_is_said(string name, bool isMarked)
    {
        Encoding encoding = ReviewFormat.ParseEncoding(name)!;
        byte[] bytes = [.. isMarked ? encoding.GetPreamble() : [], .. encoding.GetBytes("label,text\n1,\"café,\nça\"\n0,bäd\n")];
        var format = new ReviewFormat { Encoding = encoding };
        Assert.Equal(["+café,\nça", "-bäd"], ReviewInputs.Signed(ReviewInputs.Read(_inputs.Write("r.csv", bytes), format).Reviews));
        Assert.Equal(["+café,\nça", "-bäd"], ReviewInputs.Signed(ReviewInputs.Read(_inputs.Write("r.csv.gz", ReviewInputs.Gzip(bytes)), format).Reviews));
        if (isMarked && name.StartsWith("utf-16", StringComparison.Ordinal))
        {
            Assert.Equal(["+café,\nça", "-bäd"], ReviewInputs.Signed(ReviewInputs.Read(_inputs.Path("r.csv"))));
        }

        _ = _inputs.Write("f/pos/a.txt", encoding.GetBytes("café"));
        Assert.Equal(["+café"], ReviewInputs.Signed(ReviewInputs.Read(_inputs.Path("f"), format).Reviews));
    }

    [Theory]
    [InlineData("utf-16", "l\0,\0text\0", "byte 0: has zero bytes in its first line", null)]
    [InlineData("utf-16 lone", "l\0,\0t\0\n\01\0,\0\0\xD8\n\0", "row 2 (line 2): has bytes that are nothing in utf-16; expected another --encoding", "utf-16")]
    [InlineData("utf-16 odd", "l\0,\0t\0\n\01\0,\0a\0\n", "row 2 (line 2): has bytes that are nothing in utf-16; expected another --encoding", "utf-16")]
    [InlineData("quotes", "l,t\n1,ok\n1,\x93good\x94\n", "row 3 (line 3): has the control character 93 in iso-8859-1; expected letters and signs, as in --encoding windows-1252", "latin1")]
    [InlineData("undefined", "l,t\n1,\x81\n", "row 2 (line 2): has the control character 81 in windows-1252;", "windows-1252")]
    [InlineData("french", "l,t\n1,caf\xE9\n", "row 2 (line 2): is no UTF-8 at byte 9 of the table; expected a text in UTF-8, or --encoding with its name, such as windows-1252", null)]
    [InlineData("marked", "\xFF\xFEl\0,\0t\0", "byte 0: has the byte order mark of utf-16; expected iso-8859-1, or no --encoding", "latin1")]
    public void A_wrong_byte_is_refused_with_its_line_and_a_hint(string name, string content, string message, string? encoding)
    {
        var format = new ReviewFormat { Text = "t", Label = "l", Encoding = encoding is null ? null : ReviewFormat.ParseEncoding(encoding) };
        string path = _inputs.Write(name + ".csv", Encoding.Latin1.GetBytes(content));
        Assert.StartsWith(message, ReviewInputs.Refused(path, () => ReviewInputs.Read(path, format)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-17")]
    [InlineData("")]
    [InlineData("cp9")]
    [InlineData("utf-7")]
    [InlineData("english")]
    public void An_encoding_that_there_is_not(string name) => Assert.Null(ReviewFormat.ParseEncoding(name));

    [Theory]
    [InlineData("Review;Sentiment\ngood;1\n", "','", "';'")]
    [InlineData("text\tlabel\ngood\t1\n", "','", "tab")]
    [InlineData("text|label\ngood|1\n", "','", "'|'")]
    [InlineData("text;label\ngood, very;1\n", "','", "';'")]
    [InlineData("sep=;\ntext;label\ngood;1\n", "','", "';'")]
    public void Another_separator_is_recognised_and_not_guessed(string csv, string used, string other)
    {
        Assert.Equal($"row 1: has one cell, '{csv.Split('\n')[0].Replace('\t', '?')}'; expected {used} between cells, or --separator {other}", Refused("r.csv", csv));
        string body = csv.StartsWith("sep", StringComparison.Ordinal) ? csv[6..] : csv;
        Assert.Single(Signed("r.csv", body, new ReviewFormat { Separator = other == "tab" ? '\t' : other[1] }));
    }

    [Theory]
    [InlineData("r.jsonl", "{\"text\":\"x\",\"label\":1}", "--separator", "JSON Lines")]
    [InlineData("r.jsonl", "{\"text\":\"x\",\"label\":1}", "--columns", "JSON Lines")]
    [InlineData("r.jsonl", "{\"text\":\"x\",\"label\":1}", "--no-header", "JSON Lines")]
    [InlineData("r.txt", "__label__1 x", "--text", "fastText")]
    [InlineData("r.txt", "__label__1 x", "--label", "fastText")]
    [InlineData("f", null, "--label-map", "a folder")]
    [InlineData("f", null, "--text", "a folder")]
    public void An_option_that_says_nothing_about_the_input_is_refused(string name, string? content, string option, string kind)
    {
        string path = content is null ? _inputs.Path(name) : _inputs.Write(name, content);
        _ = _inputs.Write("f/pos/a.txt", "good");
        ReviewFormat format = option switch
        {
            "--separator" => new() { Separator = ';' },
            "--columns" => new() { HasHeader = false, Columns = ["a"] },
            "--no-header" => new() { HasHeader = false },
            "--text" => new() { Text = "a" },
            "--label" => new() { Label = "a" },
            _ => new() { Labels = ReviewFormat.ParseLabels("pos=negative")! },
        };
        Assert.Equal(
            $"file: is {kind}, of which {option} says nothing; expected a table, or the command without",
            ReviewInputs.Refused(path, () => ReviewInputs.Read(path, format)));
    }

    private string[] Signed(string name, string content, ReviewFormat? format = null) =>
        ReviewInputs.Signed(ReviewInputs.Read(_inputs.Write(name, content), format ?? ReviewFormat.Usual).Reviews);

    private string Refused(string name, string content, ReviewFormat? format = null)
    {
        string path = _inputs.Write(name, content);
        return ReviewInputs.Refused(path, () => ReviewInputs.Read(path, format ?? ReviewFormat.Usual));
    }
}
