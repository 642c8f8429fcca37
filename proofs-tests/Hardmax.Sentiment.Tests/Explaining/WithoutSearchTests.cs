using System.Collections.Immutable;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Sentiment.Tests;

public sealed class WithoutSearchTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_answer_is_that_of_the_shorter_text(bool isPadded)
    {
        var random = new Random(20261001);
        (int changed, int flips, int longFlips, int none) = (0, 0, 0, 0);
        for (int round = 0; round < 120; round++)
        {
            SentimentModel model = SmallModels.Any(random, isPadded);
            WordBag bag = SmallModels.Bag(random, model);
            Explanation explanation = ExplainerTests.Explain(model, bag);
            if (!explanation.IsCertified)
            {
                continue;
            }

            Assert.Equal(bag.Distinct, explanation.WithoutEach.Length);
            for (int word = 0; word < bag.Distinct; word++)
            {
                WithoutWords without = explanation.WithoutEach[word];
                Assert.Equal([word], without.Words.AsEnumerable());
                Assert.Equal(ValueWithout(model, bag, [word]), without.Value);
                Assert.Equal(Sides.Of(without.Value?.Sign ?? 0), without.Side);
                changed += without.Side != explanation.Decision ? 1 : 0;
            }

            if (explanation.Flip is not { } flip)
            {
                none++;
                AssertNothingWasMissed(explanation);
                continue;
            }

            flips++;
            longFlips += flip.Words.Length > 1 ? 1 : 0;
            Assert.Equal(flip.Words.Length, flip.Words.Distinct().Count());
            Assert.InRange(flip.Words.Length, 1, Math.Min(12, bag.Distinct - 1));
            Rational sign = explanation.Decision == Side.Positive ? 1 : -1;
            for (int length = 1; length <= flip.Words.Length; length++)
            {
                ImmutableArray<int> prefix = flip.Words[..length];
                Rational value = ValueWithout(model, bag, prefix)!.Value;
                Assert.Equal(length == flip.Words.Length, (value * sign).Sign < 0);

                // The word that was taken brings the value nearest to the other side.
                Assert.All(
                    Enumerable.Range(0, bag.Distinct).Except(prefix),
                    word => Assert.False(ValueWithout(model, bag, [.. prefix[..^1], word]) * sign < value * sign));
            }

            Assert.Equal(ValueWithout(model, bag, flip.Words), flip.Value);
            Assert.Equal(explanation.Decision == Side.Positive ? Side.Negative : Side.Positive, flip.Side);
        }

        Assert.True(changed > 50 && flips > 20 && longFlips > 5 && none > 5, $"{changed} {flips} {longFlips} {none}");
    }

    [Fact]
    public void Repetitions_are_left_out_together_and_the_last_word_leaves_nothing()
    {
        var model = new SentimentModel(SmallModels.Letters(2), [3, -1], [1]) { Alpha = 1, Depth = 1, MaxWords = 9, Tokeniser = SmallModels.AllWords };
        Explanation explanation = new Explainer(model).Explain("a b a a");
        Assert.Equal([2, -1, 3], new Rational?[] { explanation.Value, explanation.WithoutEach[0].Value, explanation.WithoutEach[1].Value });
        Assert.Equal((0, -1, Side.Negative), (Assert.Single(explanation.Flip!.Words), explanation.Flip.Value, explanation.Flip.Side));

        explanation = new Explainer(model).Explain("b");
        Assert.Equal((null, Side.Undecided), (explanation.WithoutEach[0].Value, explanation.WithoutEach[0].Side));
        Assert.Null(explanation.Flip);
    }

    [Fact]
    public void A_text_on_the_hyperplane_has_nothing_to_turn_over()
    {
        var model = new SentimentModel(SmallModels.Letters(2), [1, -1], [1]) { Alpha = 1, Depth = 1, MaxWords = 9, Tokeniser = SmallModels.AllWords };
        Explanation explanation = new Explainer(model).Explain("a b");
        Assert.Equal((0, Side.Undecided, true), (explanation.Value, explanation.Decision, explanation.IsCertified));
        Assert.Null(explanation.Flip);
        Assert.Equal([Side.Negative, Side.Positive], explanation.WithoutEach.Select(without => without.Side));
    }

    [Fact]
    public void Twelve_words_are_left_out_at_most()
    {
        // d = 1 and all words but the last positive: the sum turns over when they are gone.
        foreach (int positive in new[] { 11, 12, 13 })
        {
            var model = new SentimentModel(
                new Vocabulary([.. Enumerable.Range(0, positive + 1).Select(at => $"word{(char)('a' + at)}")]),
                [.. Enumerable.Range(0, positive).Select(at => at + 1f), -0.5f],
                [1])
            { Alpha = 1, Depth = 1, MaxWords = 20 };
            Explanation explanation = new Explainer(model).Explain(string.Join(' ', model.Words.Words));
            Assert.Equal(Side.Positive, explanation.Decision);
            Assert.Equal(positive > 12 ? null : Enumerable.Range(0, positive).Reverse(), explanation.Flip?.Words.AsEnumerable());
        }
    }

    // Greedy search gives up after 12 words or where one word is left; else every further word would have been tried.
    private static void AssertNothingWasMissed(Explanation explanation)
    {
        Side other = explanation.Decision == Side.Positive ? Side.Negative : Side.Positive;
        Assert.True(explanation.Decision == Side.Undecided || explanation.Words.Length == 1 || explanation.WithoutEach.All(without => without.Side != other));
    }

    private static Rational? ValueWithout(SentimentModel model, WordBag bag, ImmutableArray<int> words)
    {
        int[] kept = [.. Enumerable.Range(0, bag.Distinct).Except(words)];
        return kept.Length == 0 ? null : ReviewLimit.Of(model, new WordBag([.. kept.Select(word => bag.Rows[word])], [.. kept.Select(word => bag.Counts[word])])).Value;
    }
}
