using Hardmax.Dynamics;
using Hardmax.Generators;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Sentiment.Tests;

/// <summary>The limit that binary32 runs to, and why it may stop where it stops.</summary>
public sealed class RunToLimitTests
{
    [Fact]
    public void Places_are_the_exact_limits_rounded()
    {
        var random = new Random(20260301);
        (int exact, int near, int late, int repeated) = (0, 0, 0, 0);
        for (int round = 0; round < 1500; round++)
        {
            int words = random.Next(1, 15);
            int d = random.Next(1, 4);
            LayerText text = round % 2 == 0 ? LayerText.Integers(random, words, d, 3) : LayerText.Any(random, words, d, 3);
            HardmaxSystem system = text.System([], round % 4 == 3 ? new Rational(3, 10) : 1);
            LimitResult limit = LimitCertifier.Certify(new HardmaxProblem(new TokenCloud(text.Tokens), system), 60);
            ReviewLayers layers = text.Load(new ReviewLayers(d, []));
            layers.RunToLimit(system.Gamma.ToSingle(), 60);
            int[] wordOf = text.WordOfToken;
            int last = layers.LayersRun - 1;
            bool isClosed = last < 60;
            if (limit.Status != LimitStatus.Certified || !isClosed || !HasTheSameSets(limit.Problem, layers, wordOf, last))
            {
                continue;
            }

            // Leaders move along means, each of which is rounded a few times; a leader of layer 0 never moves.
            double largest = text.Vectors.Max(Math.Abs);
            double bound = last * (text.Total + 8) * largest * Math.Pow(2, -24);
            for (int token = 0; token < wordOf.Length; token++)
            {
                float[] place = layers.Place(wordOf[token]);
                for (int c = 0; c < d; c++)
                {
                    Rational expected = limit.GroupOf(token).Places[0][c];
                    Assert.InRange(Math.Abs((expected - Rational.FromSingle(place[c])).ToDouble()), 0, bound);
                    exact += expected == Rational.FromSingle(place[c]) ? 1 : 0;
                    near += expected == Rational.FromSingle(place[c]) ? 0 : 1;
                }
            }

            late += last > 0 ? 1 : 0;
            repeated += text.Total > words ? 1 : 0;
        }

        Assert.True(exact > 6000, $"{exact} coordinates are exact.");
        Assert.True(near > 10, $"{near} coordinates are rounded.");
        Assert.True(late > 60, $"{late} limits are not those of layer 0.");
        Assert.True(repeated > 300, $"{repeated} texts repeat words.");
    }

    [Property(MaxTest = 400, Arbitrary = [typeof(HardmaxArbitraries)], MustSee = ["closed at layer 0", "closed later", "a follower", "not the identity", "not symmetric", "a new leader"])]
    public void Once_every_target_leads_the_certificate_closes_and_the_sets_stay(AnyProblem drawn, Sightings saw)
    {
        HardmaxProblem problem = drawn.Problem;
        ExactState state = ExactState.Start(problem);
        while (state.Layer < 12 && !EveryTargetLeads(state.AttentionSets))
        {
            state = state.Next();
        }

        AttentionSets sets = state.AttentionSets;
        if (!EveryTargetLeads(sets))
        {
            return;
        }

        saw.Note(state.Layer == 0 ? "closed at layer 0" : "closed later");
        saw.Note("a follower", sets.Leaders().Length < sets.Count);
        saw.Note("not the identity", !problem.System.Matrix.IsIdentity);
        saw.Note("not symmetric", !problem.System.Matrix.IsSymmetric);
        saw.Note("a new leader", state.Layer > 0 && !sets.Leaders().SequenceEqual(ExactState.Start(problem).AttentionSets.Leaders()));
        LimitResult limit = LimitCertifier.Certify(problem, state.Layer);
        Assert.Equal((LimitStatus.Certified, 1), (limit.Status, limit.Period));
        for (int token = 0; token < sets.Count; token++)
        {
            Assert.Equal(state.Point(state.PointOf(sets[token][0])), limit.GroupOf(token).Places[0]);
        }

        ExactState later = state;
        for (int layer = 0; layer < 6; layer++)
        {
            later = later.Next();
            Assert.Equal(sets, later.AttentionSets);
        }
    }

    [Fact]
    public void A_target_that_does_not_lead_is_no_limit()
    {
        // The second word follows the third, which follows the fourth: it is not the third's place that it ends at.
        var text = new LayerText(2, [0, 1, 1, 1.5f, 2, 1.25f, 4, 0], [0, 1, 2, 3], [1, 1, 1, 1]);
        ReviewLayers layers = text.Load(new ReviewLayers(2, []));
        layers.RunToLimit(0.5f, 100);
        LimitResult limit = LimitCertifier.Certify(new HardmaxProblem(new TokenCloud(text.Tokens), text.System([], 1)));
        Assert.True(limit.Layer > 0);
        for (int word = 0; word < 4; word++)
        {
            Assert.Equal(limit.GroupOf(word).Places[0].Select(x => x.ToSingle()), layers.Place(word));
        }
    }

    [Fact]
    public void Ties_for_ever_end_at_the_last_layer_where_the_last_sets_point()
    {
        // A word between two leaders, as far from both: its limit is their midpoint, but no leader's.
        var text = new LayerText(2, [1, 1, 1, -1, 0.5f, 0], [0, 1, 2], [1, 1, 1]);
        foreach (int most in new[] { 0, 1, 7 })
        {
            ReviewLayers layers = text.Load(new ReviewLayers(2, []));
            layers.RunToLimit(0.5f, most);
            Assert.Equal(most + 1, layers.LayersRun);
            Assert.Equal([0, 1], layers.SetOf(most, 2));
            Assert.Equal([1, 0], layers.Place(2));
            _ = layers.Backward(0.5f, 0, isGammaAsked: false);
            Assert.Equal([0.5f, 0.5f, 0], layers.Shares.ToArray().Select(share => MathF.Round(share, 6)));
        }
    }

    private static bool EveryTargetLeads(AttentionSets sets) => Enumerable.Range(0, sets.Count).All(i => sets[i].Length == 1 && sets.IsLeader(sets[i][0]));

    private static bool HasTheSameSets(HardmaxProblem problem, ReviewLayers layers, int[] wordOf, int last)
    {
        ExactState state = ExactState.Start(problem);
        for (int layer = 0; layer <= last; layer++)
        {
            AttentionSets sets = state.AttentionSets;
            for (int token = 0; token < wordOf.Length; token++)
            {
                int[] words = [.. sets[token].ToArray().Select(j => wordOf[j]).Distinct()];
                if (!words.SequenceEqual(layers.SetOf(layer, wordOf[token])))
                {
                    return false;
                }
            }

            state = layer < last ? state.Next() : state;
        }

        return true;
    }
}
