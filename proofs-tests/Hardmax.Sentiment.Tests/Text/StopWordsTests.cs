using Xunit;

namespace Hardmax.Sentiment.Tests.Text;

/// <summary>The list of stop words is what its documentation says.</summary>
public sealed class StopWordsTests
{
    [Fact]
    public void They_are_as_the_tokeniser_gives_words()
    {
        Assert.InRange(StopWords.English.Count, 140, 160);
        Assert.All(StopWords.English, word => Assert.Equal([word], new Tokeniser(new TokeniserOptions { KeepsStopWords = true }).Words(word)));
        Assert.All(StopWords.English, word => Assert.True(word.All(char.IsAsciiLetterLower)));
        Assert.All(StopWords.English, word => Assert.Empty(new Tokeniser(TokeniserOptions.Default).Words($"{word} {word.ToUpperInvariant()}")));
    }

    [Theory]
    [InlineData("not no nor never none nothing nobody nowhere neither cannot without hardly barely scarcely")]
    [InlineData("dont doesnt didnt isnt arent wasnt werent wont cant couldnt wouldnt shouldnt aint")]
    [InlineData("but yet though although however except despite unless against")]
    [InlineData("very too only few more most least less even much enough just almost")]
    [InlineData("should must like well ill hell shell shed wed id up down off over out")]
    [InlineData("good bad film")]
    public void What_turns_or_weighs_a_meaning_is_none(string words)
    {
        Assert.All(words.Split(' '), word => Assert.False(StopWords.English.Contains(word), word));
        Assert.Equal(words.Split(' '), new Tokeniser(TokeniserOptions.Default).Words(words));
    }

    [Theory]
    [InlineData("a an the")]
    [InlineData("i you he she it we they me him her us them my your his its our their who which that this these those")]
    [InlineData("of in on at by for from to with into about between through during before after")]
    [InlineData("am is are was were be been being have has had do does did can could will would may might")]
    [InlineData("and or if because while when where whether")]
    public void Words_without_an_opinion_are_some(string words) =>
        Assert.All(words.Split(' '), word => Assert.True(StopWords.English.Contains(word), word));
}
