using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;
using Hardmax.Formats;
using Hardmax.Reports;
using Hardmax.Sentiment.Tests.Text;
using Hardmax.Testing;
using Xunit;
using static Hardmax.Sentiment.Tests.Reports.ExplanationSamples;

namespace Hardmax.Sentiment.Tests.Reports;

/// <summary>The text on the page is the text, and its marks stand on words that the model read.</summary>
[Properties(MaxTest = 60, Arbitrary = [typeof(TrickyText)])]
public sealed class ReviewMarksTests
{
    private static readonly SentimentModel Joining = new(new Vocabulary(["good", "bad", "film", "not_good", "not_bad", "not", "never"]), [2, -2, 0.5f, -1, 1, -0.5f, 0.25f], [1])
    {
        Alpha = 1,
        Depth = 2,
        MaxWords = 100,
        Tokeniser = new TokeniserOptions { JoinsNegations = true },
    };

    [Theory]
    [InlineData("A GOOD film, a good Film's end.", "GOOD|film|good|Film's")]
    [InlineData("goodness, filmy; bad", "bad")]
    [InlineData("It is not a good film", "not|good|film")]
    [InlineData("Not bad. Not. I never did, but good", "Not|bad|Not|never|good")]
    [InlineData("not the the the the good", "not|good")]
    [InlineData("<b>good</b> <good film> film http://good.com/bad bad", "good|film|bad")]
    [InlineData("bad&amp;good &quot;film&quot;", "bad|good|film")]
    [InlineData("good-film g-ood 1good 2 b4ad", "good|film|1good|b4ad")]
    public void Words_are_found_where_they_stand(string text, string marked)
    {
        XElement quote = Quote(Explain(Joining, text));
        Assert.Equal(text, quote.Value);
        Assert.Equal(marked.Split('|'), quote.Elements().Select(mark => mark.Value));
    }

    [Fact]
    public void Ideographs_are_words_one_by_one()
    {
        SentimentModel model = Build(["\u6620", "\u753b", "ab"], [1, -1, 0.5f], 1);
        XElement quote = Quote(Explain(model, "\u6620\u753b\u6620\uff0cab\u753bcd\u6620ab"));
        Assert.Equal(["\u6620", "\u753b", "\u6620", "ab", "\u753b", "\u6620", "ab"], quote.Elements().Select(mark => mark.Value));
    }

    [Fact]
    public void Marks_say_who_leads_who_follows_and_on_which_side()
    {
        XElement quote = Quote(Explain(Plain, "good film, bad"));
        Assert.Equal(["strong lead positive", "span follow positive", "strong lead negative"], quote.Elements().Select(mark => mark.Name + " " + Class(mark)));
        Assert.Equal(
            ["good: leads from layer 0 on, on the positive side (value 2)", "film: gathers around \u2068good\u2069, on the positive side (value 2)", "bad: leads from layer 0 on, on the negative side (value \u22121)"],
            quote.Elements().Select(mark => mark.Attribute("title")!.Value));
    }

    [Theory]
    [InlineData(WordChoice.First, "film|bad|film")]
    [InlineData(WordChoice.Ends, "film|bad|good")]
    public void Words_that_were_not_read_are_not_marked(WordChoice reads, string marked)
    {
        SentimentModel model = new(Plain.Words, Plain.Encoder, Plain.DecoderWeights) { Alpha = 1, Depth = 1, MaxWords = 3, Reads = reads };
        Explanation explanation = Explain(model, "film what bad film film; bad bad good");
        Assert.Equal(4, explanation.UnreadWords);
        Assert.Equal(marked.Split('|'), Quote(explanation).Elements().Select(mark => mark.Value));
    }

    [Fact]
    public void A_word_that_is_not_found_again_is_listed()
    {
        SentimentModel model = Build(["caf\u00e9", "good"], [1, -1], 1);
        XElement page = Parse(ExplanationPage.Of(Explain(model, "caf&eacute; good")));
        Assert.Equal(["good"], page.Descendants("blockquote").Single().Elements().Select(mark => mark.Value));
        Assert.Contains("Read too, but not marked above: \u2068caf\u00e9\u2069.", page.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("Read too", Parse(ExplanationPage.Of(Explain(model, "caf\u00e9 good"))).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_breaks_are_shown_and_a_text_without_end_is_cut()
    {
        Assert.Equal("good\n\n bad\nfilm", Quote(Explain(Plain, "good<br /><br /> bad\r\nfilm")).Value);
        XElement page = Parse(ExplanationPage.Of(Explain(Plain, "good " + new string('.', 50_000) + " bad")));
        Assert.Equal(40_001, page.Descendants("blockquote").Single().Value.Length);
        Assert.Contains("The text is shown up to its 40000th character.", page.Value, StringComparison.Ordinal);
    }

    [Property(MustSee = ["marked", "tag", "ideograph", "unmarked"])]
    public void Any_text_is_there_as_it_is_and_what_is_marked_is_one_of_its_words(TrickyText tricky, Sightings seen)
    {
        ImmutableArray<string> words = [.. new Tokeniser(Joining.Tokeniser).Words(tricky.Text).Distinct(StringComparer.Ordinal)];
        SentimentModel model = Build(["other", .. words], [0.125f, .. Enumerable.Range(1, words.Length).Select(i => i * (i % 2 == 0 ? 1f : -1f))], 1);
        Explanation explanation = Explain(model, tricky.Text);
        XElement quote = Quote(explanation);
        string shown = tricky.Text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("<br />", "\n", StringComparison.Ordinal);
        Assert.Equal(shown.Length == 0 ? "(empty)" : PrintableText.EscapeLines(shown), quote.Value);
        Assert.All(quote.Elements(), mark =>
        {
            // What a mark is on is, read by itself, a word of its title, or a negation that is part of it.
            string name = mark.Attribute("title")!.Value.Split(':')[0].TrimEnd('\u2026');
            string word = string.Concat(new Tokeniser(new TokeniserOptions()).Words(mark.Value));
            // An escaped character reads as letters, and is none.
            bool isEscaped = mark.Value.Contains("\\u", StringComparison.Ordinal);
            Assert.True(isEscaped || name.Length >= 40 || name == word || name == "not_" + word || (name.StartsWith("not_", StringComparison.Ordinal) && new Tokeniser(Joining.Tokeniser).Words(mark.Value + " q") is ["not_q"]), name + " on " + word);
        });
        seen.Note("marked", quote.Elements().Any());
        seen.Note("tag", tricky.Text.Contains("<br />", StringComparison.Ordinal));
        seen.Note("ideograph", quote.Elements().Any(mark => mark.Value == "\u6587"));
        seen.Note("unmarked", words.Length > 0 && !quote.Elements().Any());
    }

    private static XElement Quote(Explanation explanation) => Parse(ExplanationPage.Of(explanation)).Descendants("blockquote").Single();
}
