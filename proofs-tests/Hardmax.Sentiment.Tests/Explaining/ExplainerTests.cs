using System.Collections.Immutable;
using Hardmax.Dynamics;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Sentiment.Tests;

public sealed class ExplainerTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Gatherings_are_the_whole_reason_exactly(bool isPadded, bool hasFactor)
    {
        var random = new Random(20260901);
        (int several, int led, int unled, int between, int paddingLeads, int duplicates) = (0, 0, 0, 0, 0, 0);
        for (int round = 0; round < 120; round++)
        {
            SentimentModel model = SmallModels.Any(random, isPadded, hasFactor);
            WordBag bag = SmallModels.Bag(random, model);
            Explanation explanation = Explain(model, bag);
            if (!explanation.IsCertified)
            {
                Assert.True(explanation.Gatherings.IsEmpty && explanation.WithoutEach.IsEmpty && explanation is { Value: null, Flip: null, Decision: Side.Undecided });
                continue;
            }

            var review = ReviewLimit.Of(model, bag);
            int tokens = isPadded ? model.MaxWords : bag.Length;
            Assert.Equal(tokens, explanation.Gatherings.Sum(gathering => gathering.Tokens));
            Assert.Equal(explanation.Value, explanation.Gatherings.Aggregate(Rational.Zero, (sum, gathering) => sum + (gathering.Score * gathering.Tokens / tokens)));
            Assert.Equal(Enumerable.Range(0, bag.Distinct), explanation.Gatherings.SelectMany(gathering => WordsOf(gathering)).Order());
            Assert.Equal(explanation.Gatherings.Length, explanation.Gatherings.Select(gathering => string.Join(' ', gathering.Place)).Distinct().Count());
            Assert.Equal(explanation.Gatherings.Select(gathering => gathering.Tokens).OrderDescending(), explanation.Gatherings.Select(gathering => gathering.Tokens));
            int[] leaders = review.LeadersAt(review.Limit.State);
            Assert.Equal(leaders, explanation.Gatherings.Where(gathering => gathering.Leader is not null).Select(gathering => gathering.Leader!.Value).Order());
            foreach (Gathering gathering in explanation.Gatherings)
            {
                AssertIsRight(review, gathering);
                led += gathering.Leader is not null ? 1 : 0;
                unled += gathering.Leader is null ? 1 : 0;
                between += gathering.Kind != ClusterKind.Leader ? 1 : 0;
                paddingLeads += gathering is { Leader: null, Kind: ClusterKind.Leader, Followers.IsEmpty: false } ? 1 : 0;
                duplicates += gathering.Leader is { } leader && gathering.Followers.Any(word => SmallModels.Vector(model, bag.Rows[word]).SequenceEqual(SmallModels.Vector(model, bag.Rows[leader]))) ? 1 : 0;
            }

            Assert.All(Enumerable.Range(0, bag.Distinct), word => Assert.Contains(word, WordsOf(explanation.GatheringOf(word))));
            several += explanation.Gatherings.Length > 1 ? 1 : 0;
        }

        Assert.All([several, led, duplicates], count => Assert.True(count > 10, $"{several} {led} {duplicates}"));
        Assert.True(unled > 0 && (isPadded || between > 0), $"{unled} without a leader, {between} at no leader's place.");
        Assert.True(!isPadded || paddingLeads > 10, $"The padding leads words {paddingLeads} times.");
    }

    [Fact]
    public void Where_the_padding_leads_no_word_of_another_place_is_named()
    {
        // Row 0 and "b" lead; "c" follows the padding, and "b" is word 0 of the text.
        var model = new SentimentModel(SmallModels.Letters(3), [1, -2, 0.5f], [1]) { Alpha = 1, Depth = 1, MaxWords = 5, IsPadded = true, Tokeniser = SmallModels.AllWords };
        Explanation explanation = new Explainer(model).Explain("b c");
        Assert.Equal(
            [(null, "1", 4, (int?)null), (0, "", 1, 0)],
            explanation.Gatherings.Select(gathering => (gathering.Leader, string.Join(' ', gathering.Followers), gathering.Tokens, gathering.LeadsSince)));
        Assert.Equal(new Rational(2, 5), explanation.Value);
    }

    [Fact]
    public void A_leader_is_known_since_the_layer_at_which_it_began_to_lead()
    {
        Explanation explanation = new Explainer(SmallModels.Emerging).Explain("h b b a c d e f g");
        Assert.Equal(["h", "b", "a", "c", "d", "e", "f", "g"], explanation.Words.AsEnumerable());
        Assert.Equal([1, 2, 1, 1, 1, 1, 1, 1], explanation.Counts.AsEnumerable());
        Assert.Equal([(1, 1), (2, 0), (3, 0)], explanation.Gatherings.Where(gathering => gathering.Leader is not null).Select(gathering => (gathering.Leader!.Value, gathering.LeadsSince!.Value)).Order());
        Assert.True(explanation.Layer > 0);
    }

    [Fact]
    public void Layers_are_those_of_the_words_from_the_first_on()
    {
        var random = new Random(20260902);
        foreach (int? depth in new int?[] { null, 0, 3, 12, 13, 40 })
        {
            var model = new SentimentModel(SmallModels.Emerging.Words, SmallModels.Emerging.Encoder, SmallModels.Emerging.DecoderWeights) { Alpha = 0.5f, Depth = depth, MaxWords = 20, Tokeniser = SmallModels.AllWords };
            WordBag bag = SmallModels.Bag(random, model);
            Explanation explanation = Explain(model, bag);
            Assert.Equal(1 + Math.Min(12, Math.Max(explanation.Layer, depth ?? 8)), explanation.Layers.Length);
            ExactState state = ExactState.Start(model.Problem(bag));
            foreach (double[][] layer in explanation.Layers)
            {
                double[][] tokens = state.ToTokens().ToDoubles();
                Assert.Equal(bag.Counts.Select((_, word) => tokens[bag.Counts.Take(word).Sum()]), layer);
                state = state.Next();
            }
        }
    }

    [Fact]
    public void Values_probabilities_and_margins_belong_together()
    {
        var model = new SentimentModel(SmallModels.Letters(3), [3, 4, -3, 4, 0, -5], [3, -4]) { Alpha = 1, Depth = 1, MaxWords = 10, DecoderBias = 1, Tokeniser = SmallModels.AllWords };
        Explanation explanation = new Explainer(model).Explain("b");
        Assert.Equal((-24, Side.Negative), (explanation.Value, explanation.Decision));
        Assert.Equal(4.8, explanation.Margin!.Value, 1e-15);
        Assert.Equal(1 / (1 + Math.Exp(24)), explanation.Probability!.Value, 1e-24);
        Assert.Equal("a-b", new Explainer(model).Explain("a-b").Text);

        // (3 * 3 - 4 * 4 + 1 - 24 + 2 * 21) / 4 = 3
        explanation = new Explainer(model).Explain("a b c c");
        Assert.Equal((3, Side.Positive), (explanation.Value, explanation.Decision));
        Assert.Equal(0.6, explanation.Margin!.Value, 1e-15);
        Assert.Equal(1 / (1 + Math.Exp(-3)), explanation.Probability!.Value, 1e-15);

        var blind = new SentimentModel(SmallModels.Letters(1), [3], [0]) { Alpha = 1, Depth = 1, MaxWords = 10, DecoderBias = 1, Tokeniser = SmallModels.AllWords };
        explanation = new Explainer(blind).Explain("a");
        Assert.Equal((1, null), (explanation.Value, explanation.Margin));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("   \n\t", 0)]
    [InlineData("the of and", 0)]
    [InlineData("zebra zebra unknown", 3)]
    [InlineData("10/10 !!! 😀", 0)]
    [InlineData("Отличный фильм", 2)]
    [InlineData("この映画", 4)]
    [InlineData("\0\ud800\udc00 <b", 2)]
    public void A_text_without_a_known_word_is_answered(string text, int unknown)
    {
        foreach (bool isPadded in new[] { false, true })
        {
            var model = new SentimentModel(new Vocabulary(["film", "映"]), [1, 2, 3, 4], [1, 1]) { Alpha = 1, Depth = 1, MaxWords = 10, IsPadded = isPadded };
            Explanation explanation = new Explainer(text.Contains('映', StringComparison.Ordinal) ? ModelSamples.Small : model).Explain(text);
            Assert.Equal((text, Side.Undecided, false, unknown, 0), (explanation.Text, explanation.Decision, explanation.IsCertified, explanation.UnknownWords, explanation.UnreadWords));
            Assert.True(explanation is { Value: null, Probability: null, Margin: null, Flip: null });
            Assert.True(explanation.Words.IsEmpty && explanation.Counts.IsEmpty && explanation.Gatherings.IsEmpty && explanation.Layers.IsEmpty && explanation.WithoutEach.IsEmpty);
            Assert.Throws<InvalidOperationException>(() => explanation.GatheringOf(0));
        }
    }

    [Fact]
    public void Half_a_surrogate_pair_is_survived()
    {
        string text = $"good{(char)0xd800} {(char)0xdc00}bad";
        Assert.Equal(2, new Explainer(ModelSamples.Small).Explain(text).Words.Length);
    }

    [Fact]
    public void Words_of_any_script_lead()
    {
        var model = new SentimentModel(new Vocabulary(["отличный", "映", "画", "café"]), [2, 0, 0, -3, -1, 1, 1, 2], [1, 1]) { Alpha = 1, Depth = 1, MaxWords = 10 };
        Explanation explanation = new Explainer(model).Explain("Отличный 映画, CAFÉ; 映 and more");
        Assert.Equal(["отличный", "映", "画", "café"], explanation.Words.AsEnumerable());
        Assert.Equal([1, 2, 1, 1], explanation.Counts.AsEnumerable());
        Assert.Equal((1, true), (explanation.UnknownWords, explanation.IsCertified));
    }

    [Theory]
    [InlineData(WordChoice.First)]
    [InlineData(WordChoice.Ends)]
    public void A_text_of_100000_words_is_answered(WordChoice reads)
    {
        var random = new Random(20260903);
        string[] words = [.. Enumerable.Range(0, 100_000).Select(at => at % 10 == 9 ? "unknown" : ((char)('a' + (at < 50_000 ? random.Next(8) : random.Next(8, 20)))).ToString())];
        float[] encoder = [.. Enumerable.Range(0, 40).Select(_ => random.NextSingle() - 0.5f)];
        var model = new SentimentModel(SmallModels.Letters(20), [.. encoder], [1, 2]) { Alpha = 1, Depth = 1, MaxWords = 128, Reads = reads, Tokeniser = SmallModels.AllWords };
        Explanation explanation = new Explainer(model).Explain(string.Join(' ', words));
        Assert.Equal((10_000, 89_872, 128), (explanation.UnknownWords, explanation.UnreadWords, explanation.Counts.Sum()));
        Assert.Equal(reads == WordChoice.First ? 8 : 20, explanation.Words.Length);
        Assert.True(explanation.IsCertified);
        WordBag bag = WordBag.Of(words, model.Words, 128, reads);
        Assert.Equal(ReviewLimit.Of(model, bag).Value, explanation.Value);
    }

    /// <summary>The explanation of the text that the words of a bag make, each said as often as it counts.</summary>
    internal static Explanation Explain(SentimentModel model, WordBag bag)
    {
        Explanation explanation = new Explainer(model).Explain(string.Join(' ', bag.Rows.Zip(bag.Counts).SelectMany(pair => Enumerable.Repeat(model.Words.Words[pair.First], pair.Second))));
        Assert.Equal(bag.Rows.Select(row => model.Words.Words[row]), explanation.Words);
        Assert.Equal(bag.Counts.AsEnumerable(), explanation.Counts);
        Assert.Equal((0, 0), (explanation.UnknownWords, explanation.UnreadWords));
        return explanation;
    }

    private static ImmutableArray<int> WordsOf(Gathering gathering) => gathering.Leader is { } leader ? gathering.Followers.Add(leader) : gathering.Followers;

    private static void AssertIsRight(ReviewLimit review, Gathering gathering)
    {
        Assert.Equal(gathering.Followers.Order(), gathering.Followers);
        Assert.Equal(SmallModels.Decide(review.Model, gathering.Place), gathering.Score);
        foreach (int word in WordsOf(gathering))
        {
            for (int token = review.TokenOf(word); token < review.TokenOf(word) + review.Bag.Counts[word]; token++)
            {
                Assert.Equal(review.Limit.GroupOf(token).Places[0].AsEnumerable(), gathering.Place);
            }
        }

        Assert.Equal(gathering.Leader is null, gathering.LeadsSince is null);
        if (gathering is { Leader: { } leader, LeadsSince: { } since })
        {
            Assert.Equal(ClusterKind.Leader, gathering.Kind);
            ExactState state = ExactState.Start(review.Limit.Problem);
            for (int layer = 0; layer <= since; layer++)
            {
                Assert.Equal(layer == since, review.LeadersAt(state).Contains(leader));
                state = layer < since ? state.Next() : state;
            }

            Assert.Equal(state.Point(state.PointOf(review.TokenOf(leader))), gathering.Place);
        }
    }
}
