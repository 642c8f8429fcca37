using Hardmax.Dynamics;
using Xunit;

namespace Hardmax.Sentiment.Tests;

public sealed class EvaluationTests
{
    private static readonly LabelledBag Good = new(new WordBag([0, 1], [1, 2]), true, "good");
    private static readonly LabelledBag Bad = new(new WordBag([2], [1]), false, "bad");

    private static readonly ReviewOutcome[] HandMade =
    [
        new(Good, 1, 2, Side.Positive, true, 0, [0, 1], 2),
        new(Good, -1, 0.5, Side.Positive, true, 1, [0], 0),
        new(Bad, -2, -2.25, Side.Negative, true, 0, [2, 1, 0, 3], 3),
        new(Bad, 0, 3, Side.Positive, true, 2, [1], 1),
        new(Good, 7, double.NaN, Side.Undecided, false, 1000, [0, 1, 2, 3, 4], 5),
        new(Bad, float.NaN, double.NaN, Side.Undecided, false, 0, [], 0),
        new(Bad, 1, 0, Side.Undecided, true, 0, [], 0),
    ];

    [Fact]
    public void Numbers_of_outcomes_made_by_hand()
    {
        var evaluation = new Evaluation([.. HandMade]);
        Assert.Equal(3 / 7.0, evaluation.FiniteAccuracy);
        Assert.Equal(3 / 7.0, evaluation.InfiniteAccuracy);
        Assert.Equal((5, 3, 1), (evaluation.Certified, evaluation.Disagreements, evaluation.WithoutWords));
        Assert.Same(HandMade[3], evaluation.Worst);

        // 2, 1, 4, 1 and 0 leaders: mean 8/5, variance 22/5 - 64/25; 6 of 8 lead at once.
        LeaderNumbers leaders = evaluation.Leaders()!;
        Assert.Equal((1.6, 0, 4, 0.75), (leaders.Mean, leaders.Min, leaders.Max, leaders.InitialFraction));
        Assert.Equal(Math.Sqrt(1.84), leaders.StandardDeviation, 1e-12);
        Assert.Equal([Side.Positive, Side.Negative, Side.Negative, Side.Undecided, Side.Positive, Side.Undecided, Side.Positive], HandMade.Select(outcome => outcome.Finite));
        Assert.Equal(1 / (1 + Math.Exp(-2.25)), HandMade[2].Confidence, 1e-15);
        Assert.Equal((0.5, true), (HandMade[6].Confidence, double.IsNaN(HandMade[4].Confidence)));
    }

    [Fact]
    public void Of_nothing_and_of_nothing_proved_there_is_little_to_say()
    {
        var none = new Evaluation([]);
        Assert.Equal((0, 0, 0, 0, 0), (none.FiniteAccuracy, none.InfiniteAccuracy, none.Certified, none.Disagreements, none.WithoutWords));
        Assert.Equal((null, null), (none.Worst, none.Leaders()));
        var unproved = new Evaluation([HandMade[4], HandMade[5]]);
        Assert.Equal((0.5, 0, 0, 0, 1), (unproved.FiniteAccuracy, unproved.InfiniteAccuracy, unproved.Certified, unproved.Disagreements, unproved.WithoutWords));
        Assert.Equal((null, null), (unproved.Worst, unproved.Leaders()));
        Assert.Equal(new LeaderNumbers(0, 0, 0, 0, 0), new Evaluation([HandMade[6]]).Leaders());
    }

    [Fact]
    public void Leaders_are_counted_where_the_model_is_right_and_sure()
    {
        // Values 2, -1 and 0 + 1/2 of the three words, and one on the hyperplane.
        var model = new SentimentModel(new Vocabulary(["b", "C", "a", "d"]), [1, -1, 0, -0.5f], [2]) { Alpha = 1, Depth = 1, MaxWords = 5, DecoderBias = 1 };
        LeaderCounts counts = LeaderCounts.Of(model, HandMade, 0.5);
        Assert.Equal(3, counts.Texts);
        Assert.Equal(
            [new LeaderCount("b", 3, Side.Positive), new LeaderCount("C", 2, Side.Negative), new LeaderCount("a", 1, Side.Positive), new LeaderCount("d", 1, Side.Undecided)],
            counts.Leaders.AsEnumerable());

        // 0.622.. is the confidence of a value of 1/2.
        counts = LeaderCounts.Of(model, HandMade, 0.63);
        Assert.Equal(2, counts.Texts);
        Assert.Equal(["C", "b", "a", "d"], counts.Leaders.Select(leader => leader.Word));
        Assert.Equal([2, 2, 1, 1], counts.Leaders.Select(leader => leader.Count));
        counts = LeaderCounts.Of(model, HandMade, HandMade[2].Confidence);
        Assert.Equal((1, 4), (counts.Texts, counts.Leaders.Length));
        Assert.Equal((0, 0), (LeaderCounts.Of(model, HandMade, 1).Texts, LeaderCounts.Of(model, HandMade, 1).Leaders.Length));
    }

    [Fact]
    public void Outcomes_are_what_the_parts_say_for_any_number_of_threads()
    {
        var random = new Random(20260804);
        (int certified, int differences) = (0, 0);
        for (int round = 0; round < 25; round++)
        {
            SentimentModel model = SmallModels.Any(random, isPadded: round % 5 == 0, hasFactor: round % 3 == 0);
            LabelledBag[] texts = [.. Enumerable.Range(0, 12).Select(at => new LabelledBag(at == 7 ? new WordBag([], []) : SmallModels.Bag(random, model), random.Next(2) == 0, $"{at}"))];
            int? depth = random.Next(2) == 0 ? null : random.Next(4);
            int calls = 0;
            int most = 0;
            var evaluation = Evaluator.Of(model, texts, depth, 1 + (round % 3), done =>
            {
                Interlocked.Increment(ref calls);
                InterlockedMax(ref most, done);
            });
            Assert.Equal((12, 12, 12), (evaluation.Outcomes.Length, calls, most));
            float[] finite = FloatDecisions.Values(model, [.. texts.Select(text => text.Bag)], depth ?? model.Depth ?? 8, 1);
            for (int at = 0; at < texts.Length; at++)
            {
                ReviewOutcome outcome = evaluation.Outcomes[at];
                Assert.Same(texts[at], outcome.Text);
                Assert.Equal(finite[at], outcome.FiniteValue);
                if (at == 7)
                {
                    Assert.Equal((false, Side.Undecided, true, 0), (outcome.IsCertified, outcome.Limit, double.IsNaN(outcome.LimitValue), outcome.Leaders.Length));
                    continue;
                }

                var review = ReviewLimit.Of(model, texts[at].Bag);
                Assert.Equal((review.IsCertified, review.Side, review.Limit.Layer), (outcome.IsCertified, outcome.Limit, outcome.Layer));
                Assert.Equal(review.Value?.ToDouble() ?? double.NaN, outcome.LimitValue);
                Assert.Equal(review.LeadersAt(review.Limit.State).Select(word => texts[at].Bag.Rows[word]), outcome.Leaders);
                Assert.Equal(review.LeadersAt(ExactState.Start(review.Limit.Problem)).Length, outcome.InitialLeaders);
                Assert.True(outcome.InitialLeaders <= outcome.Leaders.Length);
                certified += outcome.IsCertified ? 1 : 0;
            }

            differences += evaluation.Disagreements;
        }

        Assert.True(certified > 200 && differences > 0, $"{certified} certified, {differences} differ.");
    }

    [Fact]
    public void A_leader_that_comes_later_is_none_of_the_initial_ones()
    {
        var text = new LabelledBag(new WordBag([7, 1, 0, 2, 3, 4, 5, 6], [1, 2, 1, 1, 1, 1, 1, 1]), true, "0");
        ReviewOutcome outcome = Evaluator.Of(SmallModels.Emerging, [text], null, 1).Outcomes[0];
        Assert.Equal([1, 0, 2], outcome.Leaders.AsEnumerable());
        Assert.Equal((true, 2), (outcome.IsCertified, outcome.InitialLeaders));
        Assert.True(outcome.Layer > 0);
        Assert.Equal(2 / 3.0, new Evaluation([outcome]).Leaders()!.InitialFraction);
    }

    [Fact]
    public void Sides_have_names()
    {
        Assert.Equal([Side.Negative, Side.Undecided, Side.Positive], ((int[])[-7, 0, 9]).Select(Sides.Of));
        Assert.Equal(["undecided", "negative", "positive"], Enum.GetValues<Side>().Select(side => side.Word()));
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }
}
