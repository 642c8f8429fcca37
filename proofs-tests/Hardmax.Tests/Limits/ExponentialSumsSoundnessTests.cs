using Hardmax.Dynamics;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Limits;

/// <summary>Whatever is proved is held against 300 further exact layers.</summary>
public class ExponentialSumsSoundnessTests
{
    private const int FurtherLayers = 300;

    [Fact]
    public void Certified_sets_repeat_and_tokens_come_close_to_their_limits()
    {
        var random = new Random(1);
        (int certified, int cycles, int doubled, int later, int multiple) = (0, 0, 0, 0, 0);
        for (int trial = 0; trial < 6000; trial++)
        {
            HardmaxProblem problem = ExponentialSumsProblems.Random(random);
            LimitResult result = LimitCertifier.Certify(problem, 64);
            if (result.Proof != LimitProof.ExponentialSums)
            {
                continue;
            }

            AssertSetsRepeat(result.State, result.SetsPeriod);
            AssertLimits(result);
            AssertRates(result);
            certified++;
            cycles += result.Status == LimitStatus.Cycle ? 1 : 0;
            doubled += result.ProofPeriod > result.SetsPeriod ? 1 : 0;
            later += result.SetsPeriod > 1 ? 1 : 0;
            multiple += result.Rates.Any(rate => rate.Multiplicity > 1) ? 1 : 0;
        }

        string seen = $"{certified} certified, {cycles} cycles, {doubled} with two periods, {later} with moving sets, {multiple} with multiple rates";
        Assert.True(certified >= 60 && doubled >= 10 && later >= 5 && multiple >= 20, seen);
    }

    /// <summary>
    /// The argument alone, asked at the first layers with every small period, where most patterns are about to break.
    /// </summary>
    [Fact]
    public void Patterns_that_break_later_are_never_proved()
    {
        var random = new Random(2);
        (int proved, int refused) = (0, 0);
        for (int trial = 0; trial < 1000; trial++)
        {
            ExactState state = ExactState.Start(ExponentialSumsProblems.Random(random));
            for (int layer = 0; layer < 4; layer++)
            {
                for (int period = 1; period <= 3; period++)
                {
                    bool isProved = RepeatingSets.From(state, period) is { } sets && ExponentialSums.Prove(state, sets) is not null;
                    if (isProved)
                    {
                        AssertSetsRepeat(state, period, proved % 10 == 0 ? FurtherLayers : 40);
                    }

                    _ = isProved ? proved++ : refused++;
                }

                state = state.Next();
            }
        }

        Assert.True(proved > 300 && refused > 1000, $"{proved} proved, {refused} refused");
    }

    private static void AssertRates(LimitResult result)
    {
        // A stochastic matrix has no root above 1, and 1 is simple; it is missing where all limits are 0.
        Rational[] rates = [.. result.Rates.Select(rate => rate.Rate)];
        Assert.Equal(rates.OrderDescending().Distinct(), rates);
        bool isOrigin = result.Groups.All(group => group.Places.All(place => place.All(x => x.IsZero)));
        Assert.Equal(!isOrigin, rates[0] == 1 && result.Rates[0].Multiplicity == 1);
        Assert.All(rates.Skip(isOrigin ? 0 : 1), rate => Assert.True(rate > 0 && rate < 1));
    }

    private static void AssertSetsRepeat(ExactState first, int period, int layers = FurtherLayers)
    {
        var pattern = new List<AttentionSets>();
        ExactState state = first;
        for (int layer = 0; layer < layers; layer++)
        {
            if (layer < period)
            {
                pattern.Add(state.AttentionSets);
            }

            Assert.Equal(pattern[layer % period], state.AttentionSets);
            state = state.Next();
        }
    }

    /// <summary>
    /// Distances to the limit orbit never grow over a whole period (rows of stochastic matrices), and are tiny in the end.
    /// </summary>
    private static void AssertLimits(LimitResult result)
    {
        ExactState state = result.State;
        Rational before = Distance(state, result);
        Rational start = before;
        for (int layer = 0; layer < FurtherLayers; layer++)
        {
            state = state.Next();
            Rational now = Distance(state, result);
            Assert.True(now <= before, $"The distance grew at layer {state.Layer}.");
            before = now;
        }

        Assert.True(before < start / 1_000_000 || start.IsZero, $"The distance is still {before.ToDouble()}.");
    }

    private static Rational Distance(ExactState state, LimitResult result)
    {
        int phase = (state.Layer - result.Layer) % result.Period;
        Rational distance = Rational.Zero;
        foreach (LimitGroup group in result.Groups)
        {
            foreach (int member in group.Members)
            {
                Rational[] place = state.Point(state.PointOf(member));
                for (int c = 0; c < place.Length; c++)
                {
                    distance = Rational.Max(distance, Rational.Abs(place[c] - group.Places[phase][c]));
                }
            }
        }

        return distance;
    }
}
