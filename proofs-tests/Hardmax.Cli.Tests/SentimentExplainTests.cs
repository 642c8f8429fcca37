using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>hardmax sentiment explain: every kind of text, from the command line and from standard input.</summary>
public sealed class SentimentExplainTests : IDisposable
{
    private const string Mixed = "a wonderful film with a terrible ending";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_text_is_explained_without_any_file()
    {
        string text = Explain(Mixed).Succeeds().Output;
        Assert.StartsWith("NEGATIVE with probability 0.784, 0.499 from the line that decides; certified at layer 0, exact value -181412356854069/140737488355328 (-1.28901)\n", text, StringComparison.Ordinal);
        Assert.Contains("│ wonderful │ positive │      3 │           +2.6037 │ film, ending      │", text, StringComparison.Ordinal);
        Assert.Contains("│ terrible  │ negative │      1 │           -3.8928 │                   │", text, StringComparison.Ordinal);
        Assert.EndsWith("\nwithout 'terrible' the decision would be positive (value 3.472)\n4 words read\n", text, StringComparison.Ordinal);
        Assert.Empty(SentimentToy.Names(_folder));
    }

    [Fact]
    public void The_document_says_the_same()
    {
        JsonElement document = Explain(Mixed, "--json").Succeeds().Document();
        Assert.Equal("negative", document.GetProperty("decision").GetString());
        Assert.Equal("-181412356854069/140737488355328", document.GetProperty("value").GetString());
        Assert.Equal(
            """[{"word":"wonderful","followers":["film","ending"],"side":"positive","tokens":3},{"word":"terrible","followers":[],"side":"negative","tokens":1}]""",
            document.Compact("leaders"));
        Assert.Equal("""["terrible"]""", document.Compact("flippedWithout"));
        double value = Rational.Parse(document.GetProperty("value").GetString()!).ToDouble();
        Assert.Equal(1 / (1 + Math.Exp(-value)), document.GetProperty("probability").GetDouble(), 1e-15);
    }

    [Fact]
    public void Both_models_in_the_box_and_standard_input()
    {
        JsonElement d2 = Explain(Mixed, "--json").Document();
        Assert.Equal(d2.Compact(), Explain(Mixed, "--model", "d2", "--json").Succeeds().Document().Compact());
        Assert.NotEqual(d2.Compact("value"), Explain(Mixed, "--model", "d8", "--json").Succeeds().Document().Compact("value"));

        // Whatever the lines and the byte order mark.
        Assert.Equal(d2.Compact(), _folder.RunWith("\ufeffa wonderful film\r\nwith a\n\nterrible ending\n", "sentiment", "explain", "-", "--json").Succeeds().Document().Compact());
    }

    [Fact]
    public void A_page_is_written_where_one_is_asked_for()
    {
        JsonElement document = Explain(Mixed, "--out", "pages/why.html", "--json").Succeeds().Document();
        Assert.Equal("negative", document.GetProperty("decision").GetString());
        Assert.True(File.Exists(_folder["pages/why.html"]));
        _ = Explain("Zwetschgenkuchen", "--out", "nothing.html").Ends(2);
        Assert.True(File.Exists(_folder["nothing.html"]));
        _ = Directory.CreateDirectory(_folder["taken.html"]);
        _ = Explain(Mixed, "--out", "taken.html").InputError("taken.html");
    }

    [Theory]
    [InlineData("", "UNDECIDED: there is no word in the text that says anything (stop words, numbers and punctuation do not)\n0 words read\n")]
    [InlineData(" \n ... 10/10 !", "UNDECIDED: there is no word in the text that says anything (stop words, numbers and punctuation do not)\n0 words read\n")]
    [InlineData("it was what it was", "UNDECIDED: there is no word in the text that says anything (stop words, numbers and punctuation do not)\n0 words read\n")]
    [InlineData("Zwetschgenkuchen", "UNDECIDED: the model knows no word of the text\n0 words read, 1 unknown\n")]
    [InlineData("Отличный фильм 🙂 最高の映画", "UNDECIDED: the model knows no word of the text\n0 words read, 7 unknown\n")]
    public void A_text_without_a_known_word_is_undecided(string text, string says) => Assert.Equal(says, Explain(text).Succeeds(2).Output);

    [Fact]
    public void The_document_says_undecided_without_numbers() => Assert.Equal(
        """{"decision":"undecided","probability":null,"margin":null,"value":null,"leaders":[],"words":0,"unknown":2,"unread":0,"certified":false,"layer":0}""",
        Explain("it was Отличный фильм", "--json").Succeeds(2).Document().Compact());

    [Fact]
    public void Known_words_among_others_decide()
    {
        JsonElement document = Explain("Отличный фильм: superb! 最高", "--json").Succeeds().Document();
        Assert.Equal(("positive", 1), (document.GetProperty("decision").GetString(), document.GetProperty("words").GetInt32()));
        Assert.InRange(document.GetProperty("unknown").GetInt32(), 3, 4);
        Assert.Contains("POSITIVE", Explain("--", "-superb").Succeeds().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_thousand_words_take_seconds()
    {
        string[] words = ["wonderful", "terrible", "film", "story", "boring", "lovely", "nobody", "knows", "zxqv"];
        var random = new Random(3);
        var text = new StringBuilder();
        for (int word = 0; word < 100_000; word++)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"{words[random.Next(words.Length)]} ");
        }

        var watch = Stopwatch.StartNew();
        JsonElement document = _folder.RunWith(text.ToString(), "sentiment", "explain", "-", "--model", "d8", "--json").Succeeds().Document();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, HangGuard.Time);
        Assert.Equal(128, document.GetProperty("words").GetInt32());
        Assert.InRange(document.GetProperty("unknown").GetInt32(), 10_000, 13_000);
        Assert.Equal(100_000, new[] { "words", "unknown", "unread" }.Sum(field => document.GetProperty(field).GetInt32()));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        Assert.Contains("-: byte 5: is no UTF-8; expected ", WithBytes([.. "good "u8, 0xc3, 0x28]).InputError("-"), StringComparison.Ordinal);
        Assert.Contains("-: byte 0: starts like UTF-16; expected UTF-8", WithBytes([0xff, 0xfe, .. Encoding.Unicode.GetBytes("good")]).InputError("-"), StringComparison.Ordinal);
    }

    private HardmaxRun Explain(params string[] arguments) => _folder.Run(["sentiment", "explain", .. arguments]);

    private HardmaxRun WithBytes(byte[] input)
    {
        using Process process = HardmaxProcess.Start(_folder.Root, ["sentiment", "explain", "-", "--json"]);
        process.StandardInput.BaseStream.Write(input);
        return HardmaxProcess.Finish(process);
    }
}
