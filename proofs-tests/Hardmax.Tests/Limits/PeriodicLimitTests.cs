using Hardmax.Dynamics;
using Hardmax.Examples;
using Hardmax.Generators;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Limits;

public sealed class PeriodicLimitTests
{
    private const int Squarings = 40;

    [Fact]
    public void The_limit_is_a_fixed_point_and_what_high_powers_tend_to()
    {
        for (int seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            int points = random.Next(1, 8);
            Rational[,] map = RandomMap(random, points);
            Rational[,] places = Fill(points, random.Next(1, 4), () => new Rational(random.Next(-9, 10), random.Next(1, 5)));
            Rational[,] limit = PeriodicMap.Limit(map, places);
            Assert.Equal(limit, PeriodicMap.Product(map, limit));
            Assert.Equal(limit, PeriodicMap.Limit(map, PeriodicMap.Product(map, places)));
            DemandNear(Multiply(HighPower(map), Doubles(places)), Doubles(limit), seed);
        }
    }

    [Fact]
    public void A_chain_of_two_states_has_the_known_stationary_distribution()
    {
        // [[1 - a, a], [b, 1 - b]] with a = 1/3, b = 1/5 has the weights (b, a) / (a + b) = (3/8, 5/8).
        Rational[,] map = { { new(2, 3), new(1, 3) }, { new(1, 5), new(4, 5) } };
        Assert.Equal(new[,] { { new Rational(3, 8) }, { new Rational(3, 8) } }, PeriodicMap.Limit(map, new Rational[,] { { 1 }, { 0 } }));
    }

    [Fact]
    public void A_gambler_is_ruined_with_the_known_chances()
    {
        // Points 0 and 4 stay, 1, 2 and 3 stay or step to a neighbour: from k the chance to end at 4 is k/4.
        Rational third = new(1, 3);
        var map = new Rational[5, 5];
        (map[0, 0], map[4, 4]) = (1, 1);
        for (int k = 1; k < 4; k++)
        {
            (map[k, k - 1], map[k, k], map[k, k + 1]) = (third, third, third);
        }

        Rational[,] limit = PeriodicMap.Limit(map, new Rational[,] { { 0 }, { 7 }, { 7 }, { 7 }, { 1 } });
        Assert.Equal([(Rational)0, new(1, 4), new(1, 2), new(3, 4), 1], limit.Cast<Rational>());
    }

    [Fact]
    public void Two_closed_classes_keep_their_own_limits()
    {
        Rational half = new(1, 2);
        Rational[,] map =
        {
            { half, half, 0, 0, 0 },
            { half, half, 0, 0, 0 },
            { 0, 0, 1, 0, 0 },
            { 0, half / 2, half / 2, half, 0 },
            { 0, 0, 0, half, half },
        };
        Rational[,] limit = PeriodicMap.Limit(map, new Rational[,] { { 0 }, { 4 }, { 10 }, { 99 }, { -99 } });
        Assert.Equal([(Rational)2, 2, 10, 6, 6], limit.Cast<Rational>());
    }

    [Fact]
    public void A_layer_is_its_map()
    {
        int checkedLayers = 0;
        foreach (HardmaxProblem problem in ProblemSampler.SampleAny(new ProblemLimits { Shape = Shape.Small }, 23, 200))
        {
            var state = ExactState.Start(problem);
            ExactState next = state.Next();
            if (next.PointCount != state.PointCount)
            {
                continue;
            }

            checkedLayers++;
            Rational[,] map = PeriodicMap.Of(state);
            Assert.All(Enumerable.Range(0, state.PointCount), i => Assert.Equal(1, Enumerable.Range(0, state.PointCount).Aggregate(Rational.Zero, (sum, j) => sum + map[i, j])));
            Assert.Equal(Places(next), PeriodicMap.Product(map, Places(state)));
            var scaled = ScaledMap.Of(state);
            Assert.All(Enumerable.Range(0, state.PointCount), i => Assert.Equal(scaled.Scale * new Rational(1), scaled.Apply([.. Enumerable.Repeat(System.Numerics.BigInteger.One, state.PointCount)])[i]));
        }

        Assert.True(checkedLayers > 100);
    }

    [Fact]
    public void The_exact_cycle_has_two_phases_and_the_leaders_one_place()
    {
        var state = ExactState.Start(KnownProblems.PeriodTwoCycle);
        System.Collections.Immutable.ImmutableArray<LimitGroup> groups = PeriodicLimit.Groups(state, 0, 2);
        Assert.Equal(5, groups.Length);
        Assert.All(groups[..4], group => Assert.True(group.IsPoint));
        Assert.False(groups[4].IsPoint);
        Assert.Equal([[1, 0, 0], [-1, 0, 0]], groups[4].Places.Select(place => place.ToArray()));
    }

    [Fact]
    public void Phase_0_is_that_of_the_earlier_layer()
    {
        ExactState settled = ExactState.Start(KnownProblems.PeriodTwoCycle).Next();
        Assert.Equal([(Rational)1, 0, 0], PeriodicLimit.Groups(settled, 0, 2)[4].Places[0].ToArray());
        Assert.Equal([(Rational)(-1), 0, 0], PeriodicLimit.Groups(settled, 1, 2)[4].Places[0].ToArray());
    }

    [Fact]
    public void Limits_that_repeat_earlier_than_the_sets_have_the_shorter_period()
    {
        // Two periods taken as one, and as two: the same groups.
        var state = ExactState.Start(KnownProblems.PeriodTwoCycle);
        Assert.Equal(2, PeriodicLimit.Groups(state, 0, 4)[4].Places.Length);
        var still = ExactState.Start(KnownProblems.Square);
        Assert.All(PeriodicLimit.Groups(still.Next().Next().Next(), 0, 3), group => Assert.Single(group.Places));
    }

    [Fact]
    public void Limits_of_certified_runs_are_where_the_tokens_go()
    {
        int runs = 0;
        foreach (HardmaxProblem problem in ProblemSampler.SampleAny(new ProblemLimits { Shape = Shape.SmallInteger }, 29, 250)
            .Where(problem => problem.System.Alpha >= new Rational(1, 2) && problem.System.Alpha <= 2))
        {
            LimitResult result = LimitCertifier.Certify(problem, 50);
            if (result.Status == LimitStatus.Undecided)
            {
                continue;
            }

            runs++;
            ExactState state = result.State;
            for (int layer = 0; layer < 120; layer++)
            {
                state = state.Next();
            }

            for (int token = 0; token < state.TokenCount; token++)
            {
                Rational[] limit = [.. result.GroupOf(token).Places[120 % result.Period]];
                double[] distance = [.. Vectors.Subtract(state.Point(state.PointOf(token)), limit).Select(x => Math.Abs(x.ToDouble()))];
                Assert.All(distance, x => Assert.True(x < 1e-3, $"{x} from its limit: token {token} of {ProblemText.Write(problem)}"));
            }
        }

        Assert.True(runs > 100, $"{runs} runs");
    }

    /// <summary>A stochastic matrix with a positive diagonal and many zeros, so that closed and open classes occur.</summary>
    private static Rational[,] RandomMap(Random random, int points)
    {
        var map = new Rational[points, points];
        for (int i = 0; i < points; i++)
        {
            int[] weights = [.. Enumerable.Range(0, points).Select(j => i == j ? random.Next(1, 4) : random.Next(4) == 0 ? random.Next(1, 4) : 0)];
            for (int j = 0; j < points; j++)
            {
                map[i, j] = new Rational(weights[j], weights.Sum());
            }
        }

        return map;
    }

    private static Rational[,] Places(ExactState state)
    {
        int at = 0;
        Rational[] all = [.. Enumerable.Range(0, state.PointCount).SelectMany(state.Point)];
        return Fill(state.PointCount, state.Dimension, () => all[at++]);
    }

    private static Rational[,] Fill(int rows, int columns, Func<Rational> next)
    {
        var filled = new Rational[rows, columns];
        for (int at = 0; at < filled.Length; at++)
        {
            filled[at / columns, at % columns] = next();
        }

        return filled;
    }

    /// <summary>The map to the power 2^40, rows brought back to sum 1 after each squaring.</summary>
    private static double[,] HighPower(Rational[,] map)
    {
        double[,] power = Doubles(map);
        for (int k = 0; k < Squarings; k++)
        {
            power = Multiply(power, power);
            for (int i = 0; i < power.GetLength(0); i++)
            {
                double sum = Enumerable.Range(0, power.GetLength(1)).Sum(j => power[i, j]);
                for (int j = 0; j < power.GetLength(1); j++)
                {
                    power[i, j] /= sum;
                }
            }
        }

        return power;
    }

    private static double[,] Multiply(double[,] left, double[,] right)
    {
        double[,] product = new double[left.GetLength(0), right.GetLength(1)];
        for (int at = 0; at < product.Length; at++)
        {
            (int row, int column) = (at / right.GetLength(1), at % right.GetLength(1));
            product[row, column] = Enumerable.Range(0, right.GetLength(0)).Sum(k => left[row, k] * right[k, column]);
        }

        return product;
    }

    private static double[,] Doubles(Rational[,] exact)
    {
        double[,] rounded = new double[exact.GetLength(0), exact.GetLength(1)];
        for (int at = 0; at < rounded.Length; at++)
        {
            (int row, int column) = (at / rounded.GetLength(1), at % rounded.GetLength(1));
            rounded[row, column] = exact[row, column].ToDouble();
        }

        return rounded;
    }

    private static void DemandNear(double[,] expected, double[,] actual, int seed)
    {
        foreach ((double x, double y) in expected.Cast<double>().Zip(actual.Cast<double>()))
        {
            Assert.True(Math.Abs(x - y) < 1e-9, $"{x} and {y}, seed {seed}");
        }
    }
}
