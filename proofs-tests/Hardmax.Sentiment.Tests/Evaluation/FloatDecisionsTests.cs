using Hardmax.Dynamics;
using Hardmax.Model;
using Xunit;

namespace Hardmax.Sentiment.Tests;

public sealed class FloatDecisionsTests
{
    [Fact]
    public void Values_are_those_of_the_documented_arithmetic_bit_for_bit()
    {
        var random = new Random(20260801);
        (int positive, int negative, int factors, int limits) = (0, 0, 0, 0);
        for (int round = 0; round < 60; round++)
        {
            SentimentModel model = Model(random, hasFactor: round % 2 == 0);

            // Texts without repetitions, so that no order of summation has to be agreed on; more of them than a thread takes at once.
            WordBag[] bags = [.. Enumerable.Range(0, round % 10 == 0 ? 150 : 5).Select(_ => Distinct(random, model.Words.Count))];
            int? depth = round % 3 == 0 ? null : random.Next(6);
            float[] expected = [.. bags.Select(bag => Expected(model, bag, depth))];
            for (int threads = 1; threads <= 3; threads++)
            {
                float[] values = FloatDecisions.Values(model, bags, depth, threads);
                Assert.Equal(expected.Select(BitConverter.SingleToUInt32Bits), values.Select(BitConverter.SingleToUInt32Bits));
                Assert.Equal(values.Select(value => value > 0 ? Side.Positive : value < 0 ? Side.Negative : Side.Undecided), FloatDecisions.Of(model, bags, depth, threads));
            }

            positive += expected.Count(value => value > 0);
            negative += expected.Count(value => value < 0);
            factors += model.Factor.IsEmpty ? 0 : 1;
            limits += depth is null ? 1 : 0;
        }

        Assert.All([positive, negative], count => Assert.InRange(count, 200, 2000));
        Assert.All([factors, limits], count => Assert.InRange(count, 15, 40));
    }

    [Fact]
    public void Repetitions_and_padding_count()
    {
        // Layer 0: (3 * 2 - 1 + 2 * 4) / 6; the padding is row 0.
        var model = new SentimentModel(SmallModels.Letters(3), [4, 2, -1], [3]) { Alpha = 1, Depth = 0, MaxWords = 6, IsPadded = true, DecoderBias = 0.5f };
        Assert.Equal([7], FloatDecisions.Values(model, [new WordBag([1, 2], [3, 1])], 0, 1));

        // One layer: 4 and 2 go to 4 and 3, and -1 is a leader.
        Assert.Equal([(3 * ((3 * 3) - 1 + 8) / 6f) + 0.5f], FloatDecisions.Values(model, [new WordBag([1, 2], [3, 1])], 1, 1));
        Assert.Equal([(3 * (12 - 1 + 8) / 6f) + 0.5f], FloatDecisions.Values(model, [new WordBag([1, 2], [3, 1])], null, 1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_text_without_a_known_word_is_undecided(bool isPadded)
    {
        var model = new SentimentModel(SmallModels.Letters(2), [4, 2], [3]) { Alpha = 1, Depth = 1, MaxWords = 6, IsPadded = isPadded };
        WordBag[] bags = [new([], []), new([1], [1]), new([], [])];
        Assert.Equal([true, false, true], FloatDecisions.Values(model, bags, 1, 2).Select(float.IsNaN));
        Assert.Equal([Side.Undecided, Side.Positive, Side.Undecided], FloatDecisions.Of(model, bags, null, 2));
        Assert.Empty(FloatDecisions.Values(model, [], 1, 2));
        var outcomes = Evaluator.Of(model, [.. bags.Select(bag => new LabelledBag(bag, true, "0"))], 1, 2);
        Assert.Equal((2, 1, 1 / 3.0, 1 / 3.0), (outcomes.WithoutWords, outcomes.Certified, outcomes.FiniteAccuracy, outcomes.InfiniteAccuracy));
    }

    [Fact]
    public void Vectors_beyond_binary32_are_an_arithmetic_error()
    {
        var model = new SentimentModel(SmallModels.Letters(2), [3e20f, -1], [1]) { Alpha = 1, Depth = 1, MaxWords = 6 };
        WordBag[] bags = [.. Enumerable.Repeat(new WordBag([0, 1], [1, 1]), 200)];
        Assert.Throws<ArithmeticException>(() => FloatDecisions.Values(model, bags, 1, 2));
        Assert.Throws<ArithmeticException>(() => Evaluator.Of(model, [new LabelledBag(bags[0], true, "0")], 1, 2));
    }

    private static float Expected(SentimentModel model, WordBag bag, int? depth)
    {
        FloatDynamics<float> dynamics = FloatDynamics.Single(model.System());
        int d = model.Dimension;
        float[] places = [.. bag.Rows.SelectMany(row => model.Encoder.AsSpan(row * d, d).ToArray())];
        for (int layer = 0; layer < (depth ?? 257); layer++)
        {
            AttentionSets sets = dynamics.AttentionSets(places);
            if (depth is null && (layer == 256 || Enumerable.Range(0, sets.Count).All(i => sets[i].Length == 1 && sets.IsLeader(sets[i][0]))))
            {
                places = [.. Enumerable.Range(0, sets.Count).SelectMany(i => Mean(places, sets[i].ToArray(), d))];
                break;
            }

            places = dynamics.Next(places, sets);
        }

        float value = 0;
        foreach ((float x, float w) in Mean(places, [.. Enumerable.Range(0, bag.Distinct)], d).Zip(model.DecoderWeights))
        {
            value += x * w;
        }

        return value + model.DecoderBias;
    }

    private static float[] Mean(float[] places, int[] of, int d) => [.. Enumerable.Range(0, d).Select(c => of.Aggregate(0f, (sum, i) => sum + places[(i * d) + c]) / of.Length)];

    private static SentimentModel Model(Random random, bool hasFactor)
    {
        int d = random.Next(1, 8);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        return new SentimentModel(SmallModels.Letters(25), [.. Numbers(25 * d)], [.. Numbers(d)])
        {
            Alpha = 0.1f + random.NextSingle(),
            Depth = 1,
            MaxWords = 50,
            DecoderBias = (random.NextSingle() - 0.5f) / 8,
            Factor = hasFactor ? [.. Numbers(d * d).Select((x, at) => at / d == at % d ? 1 : x)] : [],
        };
    }

    private static WordBag Distinct(Random random, int words)
    {
        int[] rows = [.. Enumerable.Range(0, words)];
        random.Shuffle(rows);
        int count = random.Next(1, words + 1);
        return new WordBag([.. rows[..count]], [.. Enumerable.Repeat(1, count)]);
    }
}
