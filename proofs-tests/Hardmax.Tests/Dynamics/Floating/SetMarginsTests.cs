using System.Numerics;
using Hardmax.Dynamics.Floating;
using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Tests.Dynamics.Floating;

/// <summary>
/// The four rules of the margins, each by itself against rational arithmetic, and all together along runs: what is
/// recorded is never above the exact gap. A margin is read through the question that it answers, so it is the answer that is held to account.
/// </summary>
public sealed class SetMarginsTests
{
    private static readonly string[] Interesting =
        ["outer, a leader", "outer, no leader", "inner, a leader", "outer wanes", "inner wanes", "large class", "met"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Along_runs_no_margin_is_above_the_exact_gap(bool isSingle)
    {
        var seen = new Sightings();
        for (int seed = 0; seed < 90; seed++)
        {
            if (isSingle)
            {
                DemandRun(FloatCase<float>.Of(seed, 14), seen);
            }
            else
            {
                DemandRun(FloatCase<double>.Of(seed, 14), seen);
            }
        }

        Assert.Empty(Interesting.Except(seen.Labels));
    }

    [Fact]
    public void Rule_2_gives_the_mixed_gaps_less_the_loss_and_nothing_more()
    {
        var random = new Random(2);
        for (int at = 0; at < 2000; at++)
        {
            (double gamma, double keep) = Gamma(random);
            double[] gaps = [Size(random), Size(random)], inner = [Size(random), Size(random)];
            double loss = random.Next(3) * Math.ScaleB(Math.Min(gaps[0], gaps[1]), -random.Next(1, 40));
            SetMargins margins = Seen(gamma, keep, gaps, inner);
            margins.BeginMove();
            margins.MovedTowardsLeader(0, 1, loss, loss / 2);
            Rational k = Exactly.Of(keep), g = Exactly.Of(gamma);
            DemandClose(margins, isInner: false, 0, (k * Exactly.Of(gaps[0])) + (g * Exactly.Of(gaps[1])) - Exactly.Of(loss));
            DemandClose(margins, isInner: true, 0, (k * ((k * Exactly.Of(inner[0])) + (g * Exactly.Of(inner[1])))) - Exactly.Of(loss / 2));
        }
    }

    [Fact]
    public void Rule_2_is_silent_where_one_of_the_gaps_is_not_known_to_be_positive()
    {
        foreach ((double own, double leaders) in (IEnumerable<(double, double)>)[(0, 1), (1, 0), (-1, 1e9), (1e9, -1)])
        {
            SetMargins margins = Seen(0.5, 0.5, [own, leaders], [own, leaders]);
            margins.BeginMove();
            margins.MovedTowardsLeader(0, 1, 0, 0);
            Assert.False(margins.IsOuterProved(0, 0) || margins.IsInnerProved(0, 0));
        }
    }

    [Fact]
    public void Rule_3_gives_the_gap_less_the_loss_and_forgets_the_inner_one()
    {
        var random = new Random(3);
        for (int at = 0; at < 2000; at++)
        {
            double[] gaps = [Size(random), Size(random)];
            double loss = random.NextDouble() * gaps[0] * Math.ScaleB(1, -random.Next(40));
            SetMargins margins = Seen(0.5, 0.5, gaps, gaps);
            margins.BeginMove();
            margins.Moved(0, loss);
            DemandClose(margins, isInner: false, 0, Exactly.Of(gaps[0]) - Exactly.Of(loss));
            Assert.False(margins.IsInnerProved(0, 0));
        }
    }

    [Fact]
    public void Losses_too_small_for_the_last_place_of_a_margin_add_up()
    {
        // 1 - 2^-55 is rounded to 1; 5000 such losses are 1250 units of the last place.
        const int Layers = 5000;
        double loss = Math.ScaleB(1, -55);
        SetMargins margins = Seen(0.5, 0.5, [1, 1], [1, 1]);
        for (int layer = 0; layer < Layers; layer++)
        {
            margins.BeginMove();
            margins.MovedTowardsLeader(0, 0, loss, loss);
            margins.Moved(1, loss);
        }

        Rational exact = 1 - (Layers * Exactly.Of(loss));
        Assert.True(2 * Exactly.Of(Largest(margins, false, 0)) < exact);
        Assert.True(2 * Exactly.Of(Largest(margins, false, 1)) < exact);
        Assert.True(margins.IsOuterProved(0, 0.49) && margins.IsOuterProved(1, 0.49));
    }

    [Fact]
    public void Rule_4_demands_twice_the_error_of_a_score_in_what_was_seen_and_in_what_is_asked()
    {
        foreach (double gap in (double[])[1, 3e-9, 7e200, 1e-290])
        {
            double error = gap / 4;
            SetMargins margins = Fresh(0.5, 0.5, 2);
            margins.SawAll(0, gap, error / 2);
            DemandClose(margins, isInner: false, 0, Exactly.Of(gap) - Exactly.Of(error));
            DemandClose(margins, isInner: true, 0, Exactly.Of(gap) - Exactly.Of(error));

            // Whoever is found in the class may be two errors below whom the outer margin was known for.
            margins.SawClass(0, gap / 2, error / 2);
            DemandClose(margins, isInner: false, 0, Exactly.Of(gap) - (2 * Exactly.Of(error)));
            DemandClose(margins, isInner: true, 0, Exactly.Of(gap / 2) - Exactly.Of(error));

            // A gap of exactly four errors, two of the computed scores that were seen and two of those to come, is not enough.
            margins.SawAll(0, gap, error);
            Assert.False(margins.IsOuterProved(0, error) || margins.IsInnerProved(0, error));
            margins.SawAll(0, gap, gap / 4);
            Assert.False(margins.IsOuterProved(0, gap / 4));
            margins.SawAll(0, gap, 0);
            Assert.False(margins.IsOuterProved(0, gap / 2) || margins.IsInnerProved(0, gap / 2));
            Assert.True(margins.IsOuterProved(0, gap * 0.49));
        }
    }

    [Fact]
    public void Nothing_is_known_at_first_and_a_tie_proves_nothing()
    {
        SetMargins margins = Fresh(0.5, 0.5, 2);
        Assert.False(margins.IsOuterProved(0, 0) || margins.IsInnerProved(0, 0));
        margins.SawAll(0, 0, 0);
        Assert.False(margins.IsOuterProved(0, 0) || margins.IsInnerProved(0, 0));
    }

    [Fact]
    public void Classes_are_the_components_of_attention_and_a_new_class_keeps_the_smaller_margin()
    {
        int[][] sets = [[0], [0], [2], [2, 3], [4]];
        SetMargins margins = Fresh(0.5, 0.5, 5);
        for (int point = 0; point < 5; point++)
        {
            margins.SawAll(point, 8, 0);
        }

        margins.Divide(point => sets[point], true);
        Assert.Equal([[0, 1], [2, 3], [4]], margins.Classes);
        Assert.Equal([0, 0, 1, 1, 2], Enumerable.Range(0, 5).Select(margins.ClassOf));
        Assert.True(margins.IsInnerProved(4, 1e300));
        margins.SawClass(0, 2, 0);
        margins.SawClass(1, 16, 0);
        margins.SawClass(2, 2, 0);

        // Point 4 joins the second class: the first keeps what it has, each of the others the smaller of its two.
        sets = [[0], [0], [2], [2, 3], [3]];
        margins.Divide(point => sets[point], false);
        Assert.Equal([[0, 1], [2, 3, 4]], margins.Classes);
        DemandBetween(margins, 0, outer: 8, inner: 2);
        DemandBetween(margins, 1, outer: 8, inner: 16);
        DemandBetween(margins, 2, outer: 2, inner: 2);
        DemandBetween(margins, 4, outer: 8, inner: 8);

        // A class that falls apart: its members are strangers now.
        sets = [[0], [1], [2], [2], [2]];
        margins.Divide(point => sets[point], false);
        Assert.Equal([[0, 1], [2, 3, 4]], margins.Classes);
        sets = [[0], [2], [2], [2], [2]];
        margins.Divide(point => sets[point], false);
        Assert.Equal([[0], [1, 2, 3, 4]], margins.Classes);
        Assert.True(margins.IsInnerProved(0, 1e300));
        DemandBetween(margins, 0, outer: 2, inner: double.PositiveInfinity);
        DemandBetween(margins, 1, outer: 8, inner: 8);
    }

    [Fact]
    public void Classes_of_the_same_sizes_with_other_members_are_new_classes()
    {
        int[][] sets = [[0], [0], [2], [2]];
        SetMargins margins = Fresh(0.5, 0.5, 4);
        foreach (int point in (int[])[0, 1, 2, 3])
        {
            margins.SawAll(point, 8, 0);
        }

        margins.Divide(point => sets[point], true);
        margins.SawClass(0, 2, 0);
        margins.SawClass(3, 32, 0);
        sets = [[0], [2], [2], [0]];
        margins.Divide(point => sets[point], false);
        Assert.Equal([[0, 3], [1, 2]], margins.Classes);
        DemandBetween(margins, 0, outer: 2, inner: 2);
        DemandBetween(margins, 3, outer: 8, inner: 8);
    }

    [Fact]
    public void Points_that_meet_are_known_as_one_of_them_was()
    {
        int[][] sets = [[0], [0], [2], [2]];
        SetMargins margins = Fresh(0.5, 0.5, 4);
        foreach ((int point, double gap) in (IEnumerable<(int, double)>)[(0, 8), (1, 4), (2, 16), (3, 2)])
        {
            margins.SawAll(point, gap, 0);
        }

        margins.Divide(point => sets[point], true);
        margins.Merge([0, 0, 1, 2], 3);
        Assert.Equal([[0], [1, 2]], margins.Classes);
        Assert.True(margins.IsInnerProved(0, 1e300));
        Assert.False(margins.IsOuterProved(0, 4));
        DemandBetween(margins, 1, outer: 16, inner: 16);
        DemandBetween(margins, 2, outer: 2, inner: 2);
        margins.BeginMove();
        margins.MovedTowardsLeader(2, 1, 0, 0);
        DemandBetween(margins, 2, outer: 9, inner: 4.5);
    }

    private static void DemandRun<T>(FloatCase<T> test, Sightings seen)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        if (!CarefulLayers<T>.AreNeedless(test.System, test.Norms()))
        {
            return;
        }

        var layers = new TracedLayers<T>(test.System, test.Tokens);
        for (int layer = 0; layer < 24; layer++)
        {
            int points = layers.Points.Count;
            layers.Attend();
            seen.Note("met", layer > 0 && layers.Points.Count < points);
            DemandGaps(layers, $"{test}: layer {layer}, searched", null);
            layers.Move();
            DemandGaps(layers, $"{test}: layer {layer}, moved", seen);
        }
    }

    /// <summary>Every margin against the exact gap that it bounds, from the queries and places that the floats are; the norms too.</summary>
    private static void DemandGaps<T>(TracedLayers<T> layers, string where, Sightings? seen)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        SetMargins margins = layers.Search.Margins;
        BigInteger[][] places = [.. Enumerable.Range(0, layers.Points.Count).Select(point => Exactly.Integers(layers.Points.Place(point)))];
        for (int point = 0; point < places.Length; point++)
        {
            BigInteger[] query = Exactly.Integers<T>(layers.Query(point));
            Assert.True(Exactly.Dot(places[point], places[point]) <= Square(layers.Search.Norms[point]), $"{where}: the norm of point {point}");
            Assert.True(Exactly.Dot(query, query) <= Square(layers.Search.QueryNorms[point]), $"{where}: the norm of query {point}");
            (double outer, double inner) = (Largest(margins, false, point), Largest(margins, true, point));
            if (outer < 0 && inner < 0)
            {
                continue;
            }

            int[] set = layers.Search.Maxima.SetOf(point).ToArray();
            BigInteger[] scores = Array.ConvertAll(places, place => Exactly.Dot(query, place));
            int own = margins.ClassOf(point);
            BigInteger best = set.Max(member => scores[member]);
            int[] outside = [.. Enumerable.Range(0, places.Length).Where(other => margins.ClassOf(other) != own)];
            int[] inside = [.. Enumerable.Range(0, places.Length).Where(other => margins.ClassOf(other) == own && Array.IndexOf(set, other) < 0)];
            bool isLed = set.Length == 1 && layers.Search.Maxima.Target[set[0]] == set[0];
            if (outer >= 0 && outside.Length > 0)
            {
                Assert.True(best - outside.Max(other => scores[other]) > Twice(outer), $"{where}: the outer margin of point {point}");
                seen?.Note(isLed ? "outer, a leader" : "outer, no leader");
                seen?.Note("outer wanes", outer > 0);
            }

            if (inner >= 0 && inside.Length > 0)
            {
                Assert.True(set.Length == 1, $"{where}: a tie has an inner margin");
                Assert.True(best - inside.Max(other => scores[other]) > Twice(inner), $"{where}: the inner margin of point {point}");
                seen?.Note("inner, a leader", isLed);
                seen?.Note("inner wanes", inner > 0);
                seen?.Note("large class", inside.Length > 3);
            }
        }
    }

    private static BigInteger Square<T>(T bound)
        where T : struct, IBinaryFloatingPointIeee754<T> => BigInteger.Pow(Exactly.Integer(double.CreateChecked(bound)), 2);

    /// <summary>Two errors, as a multiple of 2^-2148 as scores are.</summary>
    private static BigInteger Twice(double error) => Exactly.Integer(error) << 1075;

    /// <summary>The largest error of a score, to the last bit, in spite of which the set is proved; -1 if there is none.</summary>
    private static double Largest(SetMargins margins, bool isInner, int point)
    {
        bool IsProved(double error) => isInner ? margins.IsInnerProved(point, error) : margins.IsOuterProved(point, error);
        if (!IsProved(0))
        {
            return -1;
        }

        (long low, long high) = (0, BitConverter.DoubleToInt64Bits(double.MaxValue / 4));
        while (high - low > 1)
        {
            long middle = low + ((high - low) / 2);
            (low, high) = IsProved(BitConverter.Int64BitsToDouble(middle)) ? (middle, high) : (low, middle);
        }

        return BitConverter.Int64BitsToDouble(low);
    }

    /// <summary>What the rules say, and at most 2^-40 of the terms less.</summary>
    private static void DemandClose(SetMargins margins, bool isInner, int point, Rational exact)
    {
        double error = Largest(margins, isInner, point);
        if (exact.Sign <= 0)
        {
            Assert.Equal(-1, error);
            return;
        }

        Assert.True(error >= 0, $"{exact.ToDouble()} is not seen");
        Assert.True(2 * Exactly.Of(error) < exact, $"{2 * error:R} is not below {exact.ToDouble():R}");
        Assert.True(2 * error > exact.ToDouble() * 0.999, $"{2 * error:R} is far below {exact.ToDouble():R}");
    }

    private static void DemandBetween(SetMargins margins, int point, double outer, double inner)
    {
        Assert.True(margins.IsOuterProved(point, outer * 0.499) && !margins.IsOuterProved(point, outer / 2), $"outer of {point}");
        Assert.True(margins.IsInnerProved(point, Math.Min(inner, 1e300) * 0.499), $"inner of {point}");
        Assert.False(double.IsFinite(inner) && margins.IsInnerProved(point, inner / 2), $"inner of {point}");
    }

    private static SetMargins Fresh(double gamma, double keep, int points) => new(points, gamma, keep);

    private static SetMargins Seen(double gamma, double keep, double[] outer, double[] inner)
    {
        SetMargins margins = Fresh(gamma, keep, outer.Length);
        for (int point = 0; point < outer.Length; point++)
        {
            margins.SawAll(point, outer[point], 0);
            margins.SawClass(point, inner[point], 0);
        }

        return margins;
    }

    private static (double Gamma, double Keep) Gamma(Random random)
    {
        double gamma = random.Next(4) switch { 0 => 0.5, 1 => 1 / 3.0, 2 => 1 - Math.ScaleB(random.NextDouble(), -20), _ => random.NextDouble() };
        return (gamma, 1 - gamma);
    }

    private static double Size(Random random) => (random.NextDouble() + 0.001) * Math.ScaleB(1, random.Next(-30, 30));
}
