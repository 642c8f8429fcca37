using Xunit;

namespace Hardmax.Sentiment.Tests.Text;

/// <summary>The fixed rules of the tokeniser, one by one; negations have their own tests.</summary>
public sealed class TokeniserTests
{
    private static readonly TokeniserOptions Everything = new() { KeepsStopWords = true };

    [Theory]
    [InlineData("good<br /><br />film", "good film")]
    [InlineData("good<BR>film</i>now", "good film now")]
    [InlineData("<a href=\"x.html\" title='y'>good</a>", "good")]
    [InlineData("<!doctype html><?xml version=\"a\"?>good", "good")]
    [InlineData("good<!-- bad <b> worse -->film", "good film")]
    [InlineData("good<!-- bad\nbad -->film<!----> now", "good film now")]
    [InlineData("good <!-- bad <b> film", "good bad film")]
    [InlineData("good <!-- bad --film", "good bad film")]
    [InlineData("a <!-- b <!-- c --> d <!-- e", "a d e")]
    [InlineData("3 < 4 and five > two", "and five two")]
    [InlineData("i < you <3 <- <", "i you")]
    [InlineData("good <b film", "good b film")]
    [InlineData("good <b <i>film", "good b film")]
    [InlineData("good <b\nclass=x\n>film", "good film")]
    [InlineData("</ good> <! film>", "good film")]
    [InlineData("<", "")]
    [InlineData("</", "")]
    public void Markup_is_removed_and_separates(string text, string words) => AssertWords(words, text, Everything);

    [Theory]
    [InlineData("caf&eacute; &amp; bar", "café bar")]
    [InlineData("don&#39;t don&rsquo;t don&#x27;t", "dont dont dont")]
    [InlineData("good&nbsp;film", "good film")]
    [InlineData("good&lt;br /&gt;film", "good film")]
    [InlineData("good&amp;lt;film", "good lt film")]
    [InlineData("AT&T", "at t")]
    [InlineData("wonder&shy;ful", "wonderful")]
    [InlineData("&#x4E2D;&#128512;good", "中 good")]
    [InlineData("&", "")]
    public void Entities_are_decoded_first(string text, string words) => AssertWords(words, text, Everything);

    [Theory]
    [InlineData("see http://example.org/a?b=c&d=e#f now", "see now")]
    [InlineData("see HTTPS://Example.org now", "see now")]
    [InlineData("see www.example.org, now", "see now")]
    [InlineData("see Www.example.org\tnow", "see now")]
    [InlineData("(http://a.b/c)good film", "film")]
    [InlineData("http://a.b<br>good \"http://c.d\"film http://e.f>now", "good film now")]
    [InlineData("<a href=http://a.b>good</a>", "good")]
    [InlineData("中http://a.b good", "中 good")]
    [InlineData("-http://a.b good'http://c.d film", "good film")]
    [InlineData("xhttp://a.b", "xhttp a b")]
    [InlineData("1www.a.b", "www a b")]
    [InlineData("www http https ftp://a.b", "www http https ftp a b")]
    [InlineData("http:/a.b httpx://a www,a", "http a b httpx a www a")]
    [InlineData("http\u017F://a", "http\u017F a")]
    [InlineData("http://", "")]
    public void Links_are_removed(string text, string words) => AssertWords(words, text, Everything);

    [Theory]
    [InlineData("10 of 10", "of")]
    [InlineData("h2o mp3", "ho mp")]
    [InlineData("1980s 80's 20th", "s s th")]
    [InlineData("3.5 stars", "stars")]
    [InlineData("१२ good٣film 𝟘", "goodfilm")]
    [InlineData("don1't 2'3", "dont")]
    [InlineData("x² ½ Ⅷ ③", "x")]
    public void Digits_vanish(string text, string words) => AssertWords(words, text, Everything);

    [Theory]
    [InlineData("good,bad;ugly.", "good bad ugly")]
    [InlineData("good\u2014bad\u2026ugly", "good bad ugly")]
    [InlineData("good/bad|ugly\\worse", "good bad ugly worse")]
    [InlineData("a_b", "a b")]
    [InlineData("U.S.A.", "u s a")]
    [InlineData("$good€film", "good film")]
    [InlineData("good😀film👍🏽", "good film")]
    [InlineData("good\0film\u0007\tnow\r\nhere\u00A0there\u3000end", "good film now here there end")]
    [InlineData("good\u200Bfilm", "good film")]
    [InlineData("wonder\u00ADful\u200D \uFEFFgood\u2060ness", "wonderful goodness")]
    [InlineData("\uD800good\uDC00film\uDC00\uD800", "good film")]
    [InlineData("good\uE000film\uFFFF", "good film")]
    [InlineData("well-made over\u2010acted half\u2011baked", "well made over acted half baked")]
    [InlineData("good--bad -good good-", "good bad good good")]
    [InlineData("(\"!?\")", "")]
    public void Punctuation_symbols_and_white_space_separate(string text, string words) => AssertWords(words, text, Everything);

    [Theory]
    [InlineData("don't isn\u2019t can\u02BCt won`t didn\u00B4t", "dont isnt cant wont didnt")]
    [InlineData("o'clock rock'n'roll", "oclock rocknroll")]
    [InlineData("film's film\u2019s FILM'S boss's", "film film film boss")]
    [InlineData("it's that's he's", "it that he")]
    [InlineData("films' 'good' ''good'' 'tis", "films good good tis")]
    [InlineData("s's 's s'", "s s s")]
    [InlineData("film'so film's's", "filmso films")]
    [InlineData("film''s", "film s")]
    [InlineData("film's-good film's1 film's.", "film good film film")]
    [InlineData("I'll we're they've he'd I'm", "ill were theyve hed im")]
    [InlineData("\u02BCgood good\u02BC", "good good")]
    [InlineData("中's a'中", "中 s a 中")]
    public void Apostrophes_in_words_vanish_and_a_possessive_s_goes(string text, string words) => AssertWords(words, text, Everything);

    [Theory]
    [InlineData("這部電影很好", "這 部 電 影 很 好")]
    [InlineData("この映画はよかった", "こ の 映 画 は よ か っ た")]
    [InlineData("ラーメン ﾗ", "ラ ー メ ン ﾗ")]
    [InlineData("good電影film", "good 電 影 film")]
    [InlineData("か\u3099", "か\u3099")]
    [InlineData("\U00020000\U00020001", "\U00020000 \U00020001")]
    [InlineData("人々", "人 々")]
    [InlineData("훌륭한 영화", "훌륭한 영화")]
    [InlineData("ภาพยนตร์ที่ดี", "ภาพยนตร์ที่ดี")]
    [InlineData("चलचित्र अच्छा", "चलचित्र अच्छा")]
    [InlineData("Отличный фильм", "отличный фильм")]
    [InlineData("ΚΑΛΉ ταινία", "καλή ταινία")]
    [InlineData("فيلم جيد", "فيلم جيد")]
    [InlineData("\U00010400\U00010401", "\U00010428\U00010429")]
    [InlineData("cafe\u0301 \u0301x", "cafe\u0301 x")]
    [InlineData("ǅ ǆ", "ǆ ǆ")]
    public void Other_scripts_have_words(string text, string words) => AssertWords(words, text, Everything);

    [Fact]
    public void A_decomposed_letter_is_not_composed() =>
        Assert.NotEqual(Words("caf\u00E9", Everything), Words("cafe\u0301", Everything));

    [Theory]
    [InlineData("The Good FILM", false, false, "good film")]
    [InlineData("The Good FILM", false, true, "the good film")]
    [InlineData("The Good FILM", true, false, "Good FILM")]
    [InlineData("The Good FILM", true, true, "The Good FILM")]
    [InlineData("THE FILM'S \U00010400", true, false, "FILM \U00010400")]
    public void Case_and_stop_words_are_kept_on_demand(string text, bool keepsCase, bool keepsStopWords, string words) =>
        AssertWords(words, text, new TokeniserOptions { KeepsCase = keepsCase, KeepsStopWords = keepsStopWords });

    [Theory]
    [InlineData("I'll we'll he'll she'd I'd", "")]
    [InlineData("WE'LL They\u2019ve", "")]
    [InlineData("ill well hell shed wed", "ill well hell shed wed")]
    [InlineData("film'll good've", "filmll goodve")]
    [InlineData("I'lly i'l", "illy il")]
    [InlineData("it's that's", "")]
    [InlineData("the 1980s 20th", "")]
    [InlineData("not no nor never but very only against", "not no nor never but very only against")]
    [InlineData("don't isn't cannot", "dont isnt cannot")]
    public void Stop_words_go_with_what_is_attached_to_them(string text, string words)
    {
        AssertWords(words, text, TokeniserOptions.Default);
        Assert.Equal(words, string.Join(' ', Words(text, new() { KeepsCase = true })).ToLowerInvariant());
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \r\n\t")]
    [InlineData("10/10 !!! :-)")]
    [InlineData("the and of it")]
    [InlineData("<br /><br />")]
    public void A_text_without_words_has_none(string text) => Assert.Empty(Words(text, TokeniserOptions.Default));

    [Fact]
    public void The_beginning_of_a_long_text_is_read_without_the_rest()
    {
        string text = string.Concat(Enumerable.Repeat("wonderful film, not bad at all; ", 20_000));
        var tokeniser = new Tokeniser(new TokeniserOptions { KeepsStopWords = true });
        Assert.Equal(120_000, tokeniser.Words(text).Count);

        long before = GC.GetAllocatedBytesForCurrentThread();
        string[] first = [.. tokeniser.EnumerateWords(text).Take(128)];
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(tokeniser.Words(text).Take(128), first);
        Assert.InRange(allocated, 1, 64 << 10);
    }

    [Theory]
    [InlineData("x", "X")]
    [InlineData("", "\U00010400")]
    [InlineData("x", "\U00010400")]
    public void A_word_may_be_long(string start, string letter)
    {
        string word = start + string.Concat(Enumerable.Repeat(letter, 50_000));
        Assert.Equal([word.ToLowerInvariant(), "good"], Words(word + " good", TokeniserOptions.Default));
        Assert.Equal([word, "good"], Words(word + " good", new() { KeepsCase = true }));
    }

    private static IReadOnlyList<string> Words(string text, TokeniserOptions options) => new Tokeniser(options).Words(text);

    private static void AssertWords(string expected, string text, TokeniserOptions options) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Words(text, options));
}
