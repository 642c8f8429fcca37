using Xunit;

namespace Hardmax.Sentiment.Tests.Text;

/// <summary>From words to numbers: which words are known, and what a model sees of a text.</summary>
public sealed class VocabularyTests
{
    private static readonly Tokeniser Tokeniser = new(TokeniserOptions.Default);
    private static readonly IReadOnlyList<string>[] Texts = [.. new[] { "good film, bad film", "film! GOOD", "odd", "bad art" }.Select(Tokeniser.Words)];

    [Fact]
    public void Words_are_ordered_by_frequency_and_then_by_themselves()
    {
        Assert.Equal(["film", "bad", "good", "art", "odd"], Vocabulary.Of(Texts, floor: 1).Words.AsEnumerable());
        Assert.Equal(["film", "bad", "good"], Vocabulary.Of(Texts, floor: 2).Words.AsEnumerable());
        Assert.Equal(["film"], Vocabulary.Of(Texts, floor: 3).Words.AsEnumerable());
        Assert.Empty(Vocabulary.Of(Texts, floor: 4).Words);
        Assert.Equal(["film", "bad"], Vocabulary.Of(Texts, floor: 1, most: 2).Words.AsEnumerable());
        Assert.Empty(Vocabulary.Of([], floor: 1).Words);
        Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.Of(Texts, floor: 0));
    }

    [Fact]
    public void The_order_is_ordinal() =>
        Assert.Equal(["Z", "a", "é"], Vocabulary.Of([["é", "a", "Z"]], floor: 1).Words.AsEnumerable());

    [Fact]
    public void A_word_has_its_row()
    {
        Vocabulary words = Vocabulary.Of(Texts, floor: 1);
        Assert.Equal([0, 1, 2, 3, 4], words.Words.Select(words.RowOf));
        Assert.Equal(-1, words.RowOf("unknown"));
        Assert.Throws<ArgumentException>(() => new Vocabulary(["a", "b", "a"]));
    }

    [Fact]
    public void A_text_is_its_first_known_words()
    {
        Vocabulary words = Vocabulary.Of(Texts, floor: 2);
        AssertBag([2, 0], [2, 1], Bag("A good, unknown, GOOD film", 128));
        AssertBag([2], [2], Bag("good good film", 2));
        AssertBag([], [], Bag("good", 0));

        WordBag Bag(string text, int most) => WordBag.Of(Tokeniser.EnumerateWords(text), words, most, WordChoice.First);
    }

    [Theory]
    [InlineData("")]
    [InlineData("the of and")]
    [InlineData("entirely unheard vocabulary")]
    [InlineData("這部電影很好")]
    public void A_text_without_known_words_is_empty(string text)
    {
        var bag = WordBag.Of(Tokeniser.EnumerateWords(text), Vocabulary.Of(Texts, floor: 1), 128, WordChoice.First);
        AssertBag([], [], bag);
        Assert.Equal(0, bag.Distinct);
        Assert.Equal(0, bag.Length);
    }

    [Fact]
    public void Of_a_hundred_thousand_words_the_first_known_ones_are_read()
    {
        string text = string.Concat(Enumerable.Repeat("unknown good film. ", 33_334));
        var bag = WordBag.Of(Tokeniser.EnumerateWords(text), Vocabulary.Of(Texts, floor: 1), 128, WordChoice.First);
        AssertBag([2, 0], [64, 64], bag);
        Assert.Equal(128, bag.Length);
    }

    private static void AssertBag(int[] rows, int[] counts, WordBag bag)
    {
        Assert.Equal(rows, bag.Rows.AsEnumerable());
        Assert.Equal(counts, bag.Counts.AsEnumerable());
    }
}
