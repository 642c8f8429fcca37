using System.Text;
using Hardmax.Sentiment;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>hardmax sentiment with data and models that are none: exit code 65 and one line with file, place and what was expected.</summary>
public sealed class SentimentInputTests(SentimentToyModel toy) : IClassFixture<SentimentToyModel>, IDisposable
{
    private readonly WorkFolder _folder = new();

    public static TheoryData<string, string, string> BadTables { get; } = new()
    {
        { "", "file", "is empty; expected a header and a row for each review" },
        { "label,review\n1,good\nmaybe,bad\n", "row 3 (line 3)", "has the label 'maybe'; expected 0 or 1, neg or pos" },
        { "label,review\n1,good\n0,bad,worse\n", "row 3 (line 3)", "has 3 cells; expected 2, as in the header" },
        { "label,review\n1,good\n0,\"bad\n", "row 3 (line 3)", "has a quote that does not close; expected " },
        { "stars,review\n1,good\n", "row 1", "has no column of labels; expected one of label, sentiment, polarity, target, class" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(BadTables))]
    public void A_table_that_is_broken(string csv, string place, string says)
    {
        string file = _folder.Write("bad.csv", csv);
        Assert.StartsWith($"hardmax: bad.csv: {place}: {says}", _folder.Run("sentiment", "evaluate", "d2", file, "--json").InputError(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_verb_says_so_and_training_leaves_nothing()
    {
        _ = _folder.Write("bad.csv", "label,review\n1,good\n2,bad\n");
        string said = _folder.Run("sentiment", "train", "bad.csv", "--out", "m", "--json").InputError("bad.csv");
        Assert.Contains("row 3 (line 3)", said, StringComparison.Ordinal);
        Assert.Equal(said, _folder.Run("sentiment", "leaders", "d8", "bad.csv", "--out", "l.html").InputError("bad.csv"));
        Assert.Equal(["bad.csv"], SentimentToy.Names(_folder));
    }

    [Fact]
    public void A_column_that_was_asked_for_and_is_not_there()
    {
        string file = _folder.Write("two.csv", "label,review\n1,good\n");
        Assert.Contains("row 1: has no column 'body' for the texts; expected one of 'label', 'review'", _folder.Run("sentiment", "evaluate", "d2", file, "--text", "body").InputError(file), StringComparison.Ordinal);
        Assert.Contains("row 1: has no column 'stars' for the labels; expected one of 'label', 'review'", _folder.Run("sentiment", "train", file, "--label", "stars", "--out", "m").InputError(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_missing_cut_off_or_no_text()
    {
        _ = _folder.Run("sentiment", "train", "none.csv", "--out", "m").InputError("none.csv");
        _ = _folder.Run("sentiment", "evaluate", "d2", "none.csv").InputError("none.csv");
        byte[] packed = SentimentToy.Gzip(SentimentToy.Csv(SentimentToy.Reviews));
        string cut = _folder.Write("cut.csv.gz", packed.AsSpan(0, packed.Length / 2));
        Assert.Contains("is gzip that is cut off", _folder.Run("sentiment", "evaluate", "d2", cut).InputError(cut), StringComparison.Ordinal);
        string latin = _folder.Write("latin.csv", Encoding.Latin1.GetBytes("label,review\n1,très bon\n"));
        Assert.Contains("row 2 (line 2): is no UTF-8 at byte 17 of the table", _folder.Run("sentiment", "evaluate", "d2", latin).InputError(latin), StringComparison.Ordinal);
        _ = Directory.CreateDirectory(_folder["folder"]);
        Assert.Contains("holds no review; expected .txt files in pos and neg", _folder.Run("sentiment", "evaluate", "d2", "folder").InputError("folder"), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_reviews_name_the_file_that_has_them()
    {
        _ = Directory.CreateDirectory(_folder["data"]);
        string file = _folder.Write("data/few.csv", "label,review\n1,good\n");
        Assert.Contains("there is 1 review for 0/1; expected ", _folder.Run("sentiment", "train", file, "--out", "m").AfterReading().InputError(file), StringComparison.Ordinal);
        _ = _folder.Write(file, "label,review\n1,good\n0,bad\n1,fine\n0,poor\n1,nice\n0,dull\n1,great\n0,awful\n1,lovely\n0,weak\n1,bright\n0,slow\n");
        Assert.Contains("no word occurs 5 times in the training reviews; expected ", _folder.Run("sentiment", "train", file, "--out", "m").AfterReading().InputError(file), StringComparison.Ordinal);
        Assert.Contains("there are 12 reviews for 12/1; expected ", _folder.Run("sentiment", "train", file, "--split", "12/1", "--out", "m").AfterReading().UsageError(), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_in_another_language()
    {
        string file = _folder.Write("ru.csv", "label,text\n1,Отличный фильм\n0,Скучно и глупо\n");
        Assert.Contains("no review has a word that d8 knows; expected the language", _folder.Run("sentiment", "evaluate", "d8", file).AfterReading().InputError(file), StringComparison.Ordinal);
    }

    // The part to train on is what counts: the file has both classes in two of these cases.
    [Theory]
    [InlineData("label,text\n1,good film\n1,fine film\n1,good\n1,nice\n", "", "positive, and none negative")]
    [InlineData("label,text\n0,bad film\n0,worse\n0,worst\n", "", "negative, and none positive")]
    [InlineData("label,text\n1,bad film\n1,worse\n1,worst\n", "--label-map 2=positive,1=negative", "negative, and none positive")]
    [InlineData("{\"text\":\"good\",\"label\":1}\n{\"text\":\"fine\",\"label\":1}\n{\"text\":\"nice\",\"label\":1}\n", "", "positive, and none negative")]
    [InlineData("__label__neg bad\n__label__neg worse\n__label__neg worst\n", "", "negative, and none positive")]
    [InlineData("label,text\n1,a\n1,b\n1,c\n1,d\n1,e\n1,f\n1,g\n1,h\n1,i\n0,j\n", "--split 2/8", "negative, and none positive")]
    [InlineData("label,text\n5,good\n5,fine\n5,nice\n1,bad\n1,worse\n", "--label-map 5=positive,1=ignore", "positive, and none negative")]
    public void One_class_trains_nothing_and_is_said_where_it_is_judged(string content, string options, string says)
    {
        string file = _folder.Write("one.csv", content);
        string[] more = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string message = _folder.Run(["sentiment", "train", file, .. more, "--out", "m", "--json"]).AfterReading().InputError(file);
        Assert.Contains($"labels: every review to train on is {says}; expected both, or --label-map", message, StringComparison.Ordinal);
        Assert.Equal(["one.csv"], SentimentToy.Names(_folder));
        if (!options.Contains("--split", StringComparison.Ordinal))
        {
            HardmaxRun run = _folder.Run(["sentiment", "evaluate", "d2", file, .. more, "--json"]).Ends(0).AfterReading();
            Assert.Equal($"hardmax: one.csv: labels: every review here is {says}: --label-map says what labels mean, if that is wrong\n", run.Error);
        }
    }

    [Fact]
    public void Every_option_of_the_data_is_heard_and_how_it_was_read_is_said()
    {
        string file = _folder.Write("x.txt", Encoding.Latin1.GetBytes("7;2;a sup\xE9rb superb film\n8;1;an awful film\n9;3;meh\n"));
        HardmaxRun run = _folder.Run("sentiment", "evaluate", "d2", file, "--columns", "id,stars,opinion", "--text", "opinion", "--label", "stars", "--label-map", "2=positive,1=negative,3=ignore", "--separator", ";", "--encoding", "latin1", "--json");
        Assert.Equal("hardmax: x.txt: read: text: column opinion; label: column stars; 2 = positive, 1 = negative, 3 = left out (1); encoding iso-8859-1; 2 reviews\n", run.Error);
        Assert.Equal("2", run.AfterReading().Succeeds().Document().Compact("reviews"));
        HardmaxRun leaders = _folder.Run("sentiment", "leaders", "d2", file, "--no-header", "--text", "3", "--label", "2", "--label-map", "2=positive,1=negative,3=ignore", "--separator", ";", "--encoding", "latin1");
        Assert.Contains(": read: text: column 3; label: column 2; ", leaders.Error, StringComparison.Ordinal);
        _ = leaders.AfterReading().Succeeds();
    }

    [Fact]
    public void A_name_that_would_forge_a_line_does_not()
    {
        string file = _folder.Write("forged.csv", "\"text\n\u001b[2Kall is well\",label\ngood,1\nbad,0\n");
        HardmaxRun run = _folder.Run("sentiment", "evaluate", "d2", file, "--text", "text\n\u001b[2Kall is well", "--json").AfterReading();
        Assert.Equal(string.Empty, run.Error);
        Assert.DoesNotContain('\u001b', run.Error);
    }

    [Fact]
    public void A_few_reviews_without_a_known_word_count_as_wrong()
    {
        string file = _folder.Write("some.csv", "label,text\n1,superb\n1,Отлично\n0,\n0,awful\n");
        HardmaxRun run = _folder.Run("sentiment", "evaluate", "d2", file, "--json").AfterReading().Succeeds();
        Assert.Equal("""{"finite":0.5,"infinite":0.5}""", run.Document().Compact("accuracy"));
        Assert.Equal("4 2 2", string.Join(' ', new[] { "reviews", "certified", "withoutWords" }.Select(field => run.Document().Compact(field))));
        Assert.Contains("\n2 reviews without a known word: counted as wrong\n", _folder.Run("sentiment", "evaluate", "d2", file).AfterReading().Succeeds().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_beyond_binary32_are_no_bug()
    {
        string file = _folder.Write("two.csv", "label,text\n1,good\n0,bad\n1,good bad\n");
        void Model(string name, float vector, float decoder) => ModelFile.Write(
            new SentimentModel(new Vocabulary(["good", "bad"]), [vector, -vector], [decoder]) { Alpha = 1, Depth = 8, MaxWords = 8 },
            _folder[name]);
        Model("scores", 3e38f, 1);
        Assert.Contains("A score is not finite in binary32", _folder.Run("sentiment", "evaluate", "scores", file, "--json").AfterReading().InputError("scores"), StringComparison.Ordinal);
        _ = _folder.Run("sentiment", "leaders", "scores", file).AfterReading().InputError("scores");

        // The sum alone runs over, at finite depth; at infinite depth the decision is exact as ever.
        Model("sums", 1e19f, 3e38f);
        HardmaxRun run = _folder.Run("sentiment", "evaluate", "sums", file, "--json").AfterReading().Succeeds();
        Assert.Equal("3", run.Document().Compact("certified"));
        Assert.Equal("null", run.Document().GetProperty("worst").Compact("finite"));
        Assert.Equal("positive", _folder.Run("sentiment", "explain", "good", "--model", "scores", "--json").Succeeds().Document().GetProperty("decision").GetString());
    }

    [Fact]
    public void A_model_that_there_is_not()
    {
        string file = SentimentToy.WriteCsv(_folder);
        _ = _folder.Run("sentiment", "evaluate", "d3", file).InputError("d3.safetensors");
        _ = _folder.Run("sentiment", "leaders", "none/model.json", file).InputError("none/model.json");
        _ = _folder.Run("sentiment", "explain", "good", "--model", "d3", "--json").InputError("d3.safetensors");
    }

    [Fact]
    public void A_model_without_its_json_or_with_that_of_another()
    {
        byte[] weights = File.ReadAllBytes(toy.Folder["model.safetensors"]);
        _ = _folder.Write("m.safetensors", weights);
        Assert.Contains("there is no m.json; expected ", _folder.Run("sentiment", "explain", "good", "--model", "m").InputError("m.safetensors"), StringComparison.Ordinal);
        _ = _folder.Write("m.json", File.ReadAllBytes(toy.Folder["model.json"]));
        _ = _folder.Run("sentiment", "explain", "superb", "--model", "m").Succeeds();
        weights[^1] ^= 1;
        _ = _folder.Write("m.safetensors", weights);
        Assert.Contains("m.json: weights: is not the SHA-256 of m.safetensors", _folder.Run("sentiment", "explain", "superb", "--model", "m").InputError("m.json"), StringComparison.Ordinal);
        _ = _folder.Write("m.safetensors", weights.AsSpan(0, weights.Length / 2));
        _ = _folder.Run("sentiment", "explain", "superb", "--model", "m").InputError("m.safetensors");
    }
}
