using System.Globalization;
using System.Text;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Sentiment.Tests.Text;

/// <summary>What holds for the words of any text.</summary>
[Properties(MaxTest = 1500, Arbitrary = [typeof(TrickyText)])]
public sealed class TokeniserPropertyTests
{
    private static readonly TokeniserOptions[] AllOptions =
        [.. Enumerable.Range(0, 8).Select(bits => new TokeniserOptions { KeepsCase = (bits & 1) > 0, KeepsStopWords = (bits & 2) > 0, JoinsNegations = (bits & 4) > 0 })];

    [Property(MustSee = ["joined", "left alone", "stop word", "tag", "link", "ideograph", "beyond the basic plane", "no word"])]
    public void A_second_tokeniser_agrees(TrickyText tricky, Sightings seen)
    {
        foreach (TokeniserOptions options in AllOptions)
        {
            IReadOnlyList<string> words = Words(tricky, options);
            Assert.Equal(ReferenceTokeniser.Words(tricky.Text, options), words);
            seen.Note("joined", words.Any(word => word.StartsWith(Tokeniser.NegationPrefix, StringComparison.Ordinal)));
            seen.Note("left alone", options.JoinsNegations && words.Contains("isnt"));
            seen.Note("stop word", words.Any(StopWords.English.Contains));
            seen.Note("tag", tricky.Text.Contains("<br />", StringComparison.Ordinal));
            seen.Note("link", tricky.Text.Contains(" www.", StringComparison.Ordinal));
            seen.Note("ideograph", words.Contains("文"));
            seen.Note("beyond the basic plane", words.Any(word => word.Any(char.IsSurrogate)));
            seen.Note("no word", words.Count == 0);
        }
    }

    [Property]
    public void Words_joined_by_blanks_have_the_same_words(TrickyText tricky)
    {
        foreach (TokeniserOptions options in AllOptions.Where(options => !options.JoinsNegations))
        {
            IReadOnlyList<string> words = Words(tricky, options);
            Assert.Equal(words, new Tokeniser(options).Words(string.Join(' ', words)));
        }
    }

    [Property]
    public void A_word_is_letters_and_their_marks(TrickyText tricky)
    {
        foreach (TokeniserOptions options in AllOptions)
        {
            foreach (string word in Words(tricky, options))
            {
                bool isJoined = options.JoinsNegations && word.StartsWith(Tokeniser.NegationPrefix, StringComparison.Ordinal);
                Rune[] runes = [.. word[(isJoined ? Tokeniser.NegationPrefix.Length : 0)..].EnumerateRunes()];
                Assert.True(Rune.IsLetter(runes[0]));
                Assert.All(runes, rune => Assert.True(
                    Rune.IsLetter(rune)
                    || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark));
            }
        }
    }

    [Property(MustSee = ["fewer"])]
    public void Dropping_stop_words_drops_words_alone(TrickyText tricky, Sightings seen)
    {
        foreach (TokeniserOptions options in AllOptions.Where(options => !options.KeepsStopWords))
        {
            IReadOnlyList<string> kept = Words(tricky, options with { KeepsStopWords = true });
            IReadOnlyList<string> words = Words(tricky, options);
            Assert.InRange(words.Count, 0, kept.Count);
            seen.Note("fewer", words.Count < kept.Count);
            if (!options.JoinsNegations)
            {
                Assert.True(IsSubsequence(words, kept));
                Assert.DoesNotContain(words, word => StopWords.English.Contains(word.ToLowerInvariant()));
            }
        }
    }

    [Property(MustSee = ["fewer"])]
    public void Joining_takes_away_one_word_for_each_join(TrickyText tricky, Sightings seen)
    {
        foreach (TokeniserOptions options in AllOptions.Where(options => options.JoinsNegations))
        {
            IReadOnlyList<string> apart = Words(tricky, options with { JoinsNegations = false });
            IReadOnlyList<string> words = Words(tricky, options);
            int joined = words.Count(word => word.StartsWith(Tokeniser.NegationPrefix, StringComparison.Ordinal));
            Assert.Equal(apart.Count, words.Count + joined);
            seen.Note("fewer", joined > 0);
        }
    }

    [Property]
    public void Case_is_folded_or_kept_and_changes_nothing_else(TrickyText tricky)
    {
        foreach (TokeniserOptions options in AllOptions.Where(options => options.KeepsCase))
        {
            IReadOnlyList<string> folded = Words(tricky, options with { KeepsCase = false });
            Assert.Equal(Words(tricky, options).Select(word => word.ToLowerInvariant()), folded);
        }
    }

    [Property]
    public void The_first_words_are_those_of_all(TrickyText tricky, byte most)
    {
        foreach (TokeniserOptions options in AllOptions)
        {
            Assert.Equal(Words(tricky, options).Take(most % 20), new Tokeniser(options).EnumerateWords(tricky.Text).Take(most % 20));
        }
    }

    [Property]
    public void Texts_with_a_full_stop_between_them_do_not_know_of_each_other(TrickyText first, TrickyText second)
    {
        // A comment, a tag or an entity may go from one into the other, and should.
        string[] texts = [.. new[] { first, second }.Select(text => text.Text.Replace('<', ',').Replace('&', ','))];
        foreach (TokeniserOptions options in AllOptions)
        {
            var tokeniser = new Tokeniser(options);
            Assert.Equal(texts.SelectMany(tokeniser.Words), tokeniser.Words($"{texts[0]} . {texts[1]}"));
        }
    }

    private static IReadOnlyList<string> Words(TrickyText tricky, TokeniserOptions options) => new Tokeniser(options).Words(tricky.Text);

    private static bool IsSubsequence(IReadOnlyList<string> part, IReadOnlyList<string> whole)
    {
        int at = 0;
        foreach (string word in whole)
        {
            at += at < part.Count && part[at] == word ? 1 : 0;
        }

        return at == part.Count;
    }
}
