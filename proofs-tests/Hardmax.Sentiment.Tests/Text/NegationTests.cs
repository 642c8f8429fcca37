using Xunit;

namespace Hardmax.Sentiment.Tests.Text;

/// <summary>What a negation is and which word it is joined to.</summary>
public sealed class NegationTests
{
    private static readonly TokeniserOptions Joining = new() { JoinsNegations = true };

    [Theory]
    [InlineData("not good", "not_good")]
    [InlineData("no good", "not_good")]
    [InlineData("never good", "not_good")]
    [InlineData("cannot recommend", "not_recommend")]
    [InlineData("nor funny", "not_funny")]
    [InlineData("without charm", "not_charm")]
    [InlineData("hardly funny", "not_funny")]
    [InlineData("barely watchable", "not_watchable")]
    [InlineData("NOT Good", "not_good")]
    [InlineData("didn't like it", "not_like")]
    [InlineData("didn\u2019t isn\u02BCt wouldn`t can\u00B4t like", "didnt isnt wouldnt not_like")]
    [InlineData("ain't DON'T won't like", "aint dont not_like")]
    [InlineData("did'nt like", "not_like")]
    [InlineData("dont like", "dont like")]
    [InlineData("want can'to like", "want canto like")]
    [InlineData("giant mustn'th like", "giant mustnth like")]
    [InlineData("no't like", "not_like")]
    [InlineData("nothing none nobody good", "nothing none nobody good")]
    public void Negations_are_recognised(string text, string words) => AssertWords(words, text, Joining);

    [Theory]
    [InlineData("not a good film", "not_good film")]
    [InlineData("not one of the good", "not_good")]
    [InlineData("not one of the it good", "not good")]
    [InlineData("not one of the it a good no film", "not good not_film")]
    [InlineData("not, good", "not good")]
    [InlineData("not a, good film", "not good film")]
    [InlineData("a, not good film", "not_good film")]
    [InlineData("not - good", "not good")]
    [InlineData("not :) good", "not good")]
    [InlineData("not 'good'", "not good")]
    [InlineData("not http://a.b good", "not good")]
    [InlineData("not well-made", "not_well made")]
    [InlineData("not so-good", "not_good")]
    [InlineData("not-so-good", "not_good")]
    [InlineData("not--good", "not good")]
    [InlineData("not <b>good</b>", "not_good")]
    [InlineData("not <!-- , --> good", "not_good")]
    [InlineData("not 7 good", "not_good")]
    [InlineData("not\n\tgood", "not_good")]
    [InlineData("not \u0301 good", "not_good")]
    [InlineData("not\u00AD good", "not_good")]
    [InlineData("is it good or not", "good not")]
    [InlineData("not the", "not")]
    [InlineData("didn't", "didnt")]
    [InlineData("why not? good", "not good")]
    public void A_negation_is_joined_to_the_next_kept_word_of_its_clause(string text, string words) => AssertWords(words, text, Joining);

    [Theory]
    [InlineData("not never good", "not not_good")]
    [InlineData("can't not like", "cant not_like")]
    [InlineData("not no never", "not no never")]
    [InlineData("not a good not a bad", "not_good not_bad")]
    [InlineData("not good, not bad", "not_good not_bad")]
    public void A_negation_is_joined_to_no_negation(string text, string words) => AssertWords(words, text, Joining);

    [Fact]
    public void A_kept_stop_word_is_a_word_to_join_to() =>
        AssertWords("not_a good film", "not a good film", Joining with { KeepsStopWords = true });

    [Theory]
    [InlineData("Not a Good Film", "not_Good Film")]
    [InlineData("Didn't. NOT", "Didnt NOT")]
    public void Case_is_kept_behind_the_prefix(string text, string words) => AssertWords(words, text, Joining with { KeepsCase = true });

    [Fact]
    public void Nothing_is_joined_without_the_option() =>
        AssertWords("not good didnt like cannot", "not a good, didn't like, cannot", TokeniserOptions.Default);

    private static void AssertWords(string expected, string text, TokeniserOptions options) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), new Tokeniser(options).Words(text));
}
