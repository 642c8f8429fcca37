using Hardmax.Dynamics;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Sentiment.Tests;

public sealed class ReviewLimitTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void The_value_is_that_of_the_limit_of_all_tokens(bool isPadded, bool hasFactor)
    {
        var random = new Random(20260802);
        (int later, int duplicates, int ties, int undecided) = (0, 0, 0, 0);
        for (int round = 0; round < 250; round++)
        {
            SentimentModel model = SmallModels.Any(random, isPadded, hasFactor);
            WordBag bag = SmallModels.Bag(random, model);
            int[] rows = SmallModels.Tokens(model, bag);
            var problem = new HardmaxProblem(new TokenCloud(rows.Select(row => SmallModels.Vector(model, row))), new HardmaxSystem(Matrix(model), Rational.FromSingle(model.Alpha)));
            LimitResult limit = LimitCertifier.Certify(problem, 100);
            var review = ReviewLimit.Of(model, bag, 100);
            Assert.Equal(limit.Status == LimitStatus.Certified, review.IsCertified);
            Assert.Equal(limit.Layer, review.Limit.Layer);
            Assert.Same(bag, review.Bag);
            if (limit.Status != LimitStatus.Certified)
            {
                undecided++;
                Assert.Equal((null, Side.Undecided), (review.Value, review.Side));
                continue;
            }

            Rational[] mean = [.. Enumerable.Range(0, model.Dimension).Select(c => Enumerable.Range(0, rows.Length).Aggregate(Rational.Zero, (sum, token) => sum + limit.GroupOf(token).Places[0][c]) / rows.Length)];
            Rational expected = SmallModels.Decide(model, mean);
            Assert.Equal(expected, review.Value);
            Assert.Equal(expected.Sign > 0 ? Side.Positive : expected.Sign < 0 ? Side.Negative : Side.Undecided, review.Side);
            later += limit.Layer > 0 ? 1 : 0;
            for (int word = 0; word < bag.Distinct; word++)
            {
                Assert.Equal(bag.Counts.Take(word).Sum(), review.TokenOf(word));
                Assert.Equal(bag.Rows[word], rows[review.TokenOf(word)]);
            }

            ExactState start = ExactState.Start(problem);
            Assert.Equal(Leaders(model, bag, start), review.LeadersAt(start));
            int[] last = Leaders(model, bag, limit.State);
            Assert.Equal(last, review.LeadersAt(review.Limit.State));
            duplicates += last.Any(word => bag.Rows.Count(row => SmallModels.Vector(model, row).SequenceEqual(SmallModels.Vector(model, bag.Rows[word]))) > 1) ? 1 : 0;
            ties += bag.Distinct > 1 && last.Length == 0 ? 1 : 0;
        }

        Assert.True(later > 10 && duplicates > 20, $"{later} close after layer 0, {duplicates} have two words at a leader's place, {ties} no leader, {undecided} undecided.");
    }

    [Fact]
    public void Of_words_at_one_point_the_first_leads_and_padding_is_no_word()
    {
        var model = new SentimentModel(SmallModels.Letters(5), [2, -1, 1, 1, 1, 1, -1, 1, 2, -1], [1, 0]) { Alpha = 1, Depth = 1, MaxWords = 9 };
        var review = ReviewLimit.Of(model, new WordBag([3, 2, 1, 4], [2, 1, 3, 1]));
        Assert.Equal([0, 1, 3], review.LeadersAt(review.Limit.State));

        // Filled up with row 0, where e stands already: e is a word and leads. Without e the padding leads, and no word there.
        var padded = new SentimentModel(model.Words, model.Encoder, model.DecoderWeights) { Alpha = 1, Depth = 1, MaxWords = 9, IsPadded = true };
        review = ReviewLimit.Of(padded, new WordBag([3, 4], [2, 1]));
        Assert.Equal([0, 1], review.LeadersAt(review.Limit.State));
        Assert.Equal(new Rational((2 * -1) + (7 * 2), 9), review.Value);
        review = ReviewLimit.Of(padded, new WordBag([3], [2]));
        Assert.Equal([0], review.LeadersAt(review.Limit.State));
    }

    [Fact]
    public void What_is_not_proved_is_undecided()
    {
        // The second word leads from layer 1 on alone: nothing is proved before.
        var random = new Random(20260803);
        int unproved = 0;
        for (int round = 0; round < 300; round++)
        {
            SentimentModel model = SmallModels.Any(random);
            WordBag bag = SmallModels.Bag(random, model);
            int layer = ReviewLimit.Of(model, bag, 100).Limit.Layer;
            if (layer is > 0 and < 100)
            {
                var before = ReviewLimit.Of(model, bag, layer - 1);
                Assert.Equal((false, null, Side.Undecided), (before.IsCertified, before.Value, before.Side));
                unproved++;
            }
        }

        Assert.InRange(unproved, 10, 200);
    }

    [Fact]
    public void A_text_without_tokens_has_no_limit_and_work_can_be_ended()
    {
        SentimentModel model = ModelSamples.Small;
        Assert.Throws<ArgumentException>(() => ReviewLimit.Of(model, new WordBag([], [])));
        Assert.Throws<OperationCanceledException>(() => ReviewLimit.Of(model, new WordBag([0], [1]), cancellation: new CancellationToken(true)));
        LabelledBag[] texts = [.. Enumerable.Repeat(new LabelledBag(new WordBag([0, 1], [1, 1]), true, "0"), 10)];
        Assert.ThrowsAny<OperationCanceledException>(() => Evaluator.Of(model, texts, 1, 2, cancellation: new CancellationToken(true)));
        Assert.ThrowsAny<OperationCanceledException>(() => new Explainer(model).Explain("good bad", new CancellationToken(true)));
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Evaluator.Of(model, texts, 1, 2, done => source.Cancel(), source.Token));
    }

    // A word leads where its tokens attend to the tokens that stand where it stands, and it is the first word there.
    private static int[] Leaders(SentimentModel model, WordBag bag, ExactState state)
    {
        Rational[][] tokens = state.ToTokens().ToArray();
        var textbook = new TextbookDynamics<Rational>(Matrix(model).ToArray(), 1);
        int[] first = [.. bag.Counts.Select((_, word) => bag.Counts.Take(word).Sum())];
        return
        [
            .. Enumerable.Range(0, bag.Distinct).Where(word =>
            {
                int[] same = [.. Enumerable.Range(0, tokens.Length).Where(token => tokens[token].SequenceEqual(tokens[first[word]]))];
                return same[0] == first[word] && textbook.AttentionSet(tokens, first[word]).SequenceEqual(same);
            }),
        ];
    }

    private static AttentionMatrix Matrix(SentimentModel model)
    {
        int d = model.Dimension;
        var matrix = new Rational[d, d];
        for (int at = 0; at < d * d; at++)
        {
            (int row, int column) = (at / d, at % d);
            matrix[row, column] = model.Factor.IsEmpty
                ? row == column ? 1 : 0
                : Enumerable.Range(0, d).Aggregate(Rational.Zero, (sum, k) => sum + (Rational.FromSingle(model.Factor[(row * d) + k]) * Rational.FromSingle(model.Factor[(column * d) + k])));
        }

        return new AttentionMatrix(matrix);
    }
}
