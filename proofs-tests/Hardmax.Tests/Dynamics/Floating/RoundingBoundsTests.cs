using System.Numerics;
using Hardmax.Dynamics.Floating;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Dynamics.Floating;

/// <summary>Bounds of norms and of rounding errors against the exact norms and errors, for numbers that were made to round badly.</summary>
public sealed class RoundingBoundsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(17)]
    [InlineData(100)]
    public void No_norm_is_above_its_bound(int dimension)
    {
        DemandNorms<double>(dimension);
        DemandNorms<float>(dimension);
    }

    [Fact]
    public void A_norm_that_overflows_has_an_infinite_bound()
    {
        Assert.Equal(double.PositiveInfinity, NormBounds<double>.Of([1e200, 1]));
        Assert.Equal(float.PositiveInfinity, NormBounds<float>.Of([1, 1e30f]));
        Assert.True(double.IsFinite(NormBounds<double>.Of([1e153, 1e153])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    public void Computed_scores_are_within_their_bounds(int dimension)
    {
        DemandScores<double>(dimension);
        DemandScores<float>(dimension);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(50)]
    [InlineData(3000)]
    public void A_new_place_is_within_its_bound(int tokens)
    {
        DemandMoves<double>(tokens);
        DemandMoves<float>(tokens);
    }

    [Fact]
    public void Losses_are_what_the_rules_say()
    {
        // R = 3, d = 2: with roundings to 1 part in 10^9 at most between the formulas and what is returned.
        (double query, double move, double best, double moved) = (5, 0.125, 0.5, 2);
        var identity = RoundingBounds.Of(System<double>(2, null), 3.0);
        Demand(identity.LossTowardsLeader(query, move), (query * move) + (2 * (3 + move) * move));
        Demand(identity.LossOf(query, move, best, moved), (query * (move + best)) + (2 * (3 + move) * moved));
        FloatSystem<double> system = System<double>(2, [3, 0, 0, 4]);
        var general = RoundingBounds.Of(system, 3.0);
        Demand(general.LossTowardsLeader(query, move), (query * move) + (2 * (3 + move) * 5 * move));
        Demand(general.LossOf(query, move, best, moved), (query * (move + best)) + (2 * (3 + move) * 5 * moved));

        // Where nothing moves there are still the roundings of two queries, or of three.
        double rounding = 2 * Math.ScaleB(1, -53) * 5 * 3;
        Assert.InRange(general.LossTowardsLeader(0, 0), 2 * 3 * 3 * 2 * rounding * 0.99, 2 * 3 * 3 * 3 * rounding * 1.01);
        Assert.InRange(general.LossOf(0, 0, 0, 0), 2 * 3 * 2 * 2 * rounding * 0.99, 2 * 3 * 2 * 3 * rounding * 1.01);
        Assert.Equal(0, identity.LossOf(0, 0, 0, 0));

        static void Demand(double actual, double formula) => Assert.InRange(actual, formula * (1 - 1e-15), formula * (1 + 1e-9));
    }

    [Fact]
    public void Numbers_that_may_overflow_are_not_needless_to_watch()
    {
        // A cloud is let through only if sums of all its tokens, queries and scores stay finite with room to spare.
        foreach (double size in (double[])[1e100, 1e152, 3e152, 1e153, 3e153, 1e154, 1e155, 1e200, 1e307, double.MaxValue])
        {
            foreach (double entry in (double[])[0, 1e-300, 1e-150, 1, 1e150, 1e300])
            {
                foreach (int count in (int[])[1, 10, 1000])
                {
                    FloatSystem<double> system = System<double>(1, [entry]);
                    double[] tokens = [.. Enumerable.Repeat(size, count)];
                    bool isSafe = double.IsFinite(64 * size * count) && double.IsFinite(64 * size * entry) && double.IsFinite(64 * (size * entry * size))
                        && double.IsFinite(size * size);
                    bool isNeedless = CarefulLayers<double>.AreNeedless(system, NormBounds<double>.OfRows(tokens, 1, system.Workers));
                    Assert.True(isSafe || !isNeedless, $"{size} {entry} {count}");
                    Assert.True(isNeedless || size > 1e120 || entry > 1e100, $"{size} {entry} {count}");
                }
            }
        }

        Assert.False(CarefulLayers<double>.AreNeedless(System<double>(1, [1]), [NormBounds<double>.Of([double.NaN])]));
        Assert.False(CarefulLayers<double>.AreNeedless(System<double>(1, [1]), [0, NormBounds<double>.Of([double.NegativeInfinity]), 1]));
    }

    private static void DemandNorms<T>(int dimension)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        double tightest = double.MaxValue;
        foreach (T[] vector in Vectors<T>(dimension, 150, 21))
        {
            T bound = NormBounds<T>.Of(vector);
            Rational exact = Exactly.Square(Exactly.Of<T>(vector));
            Rational square = Exactly.Of(bound) * Exactly.Of(bound);
            Assert.True(square >= exact, $"{typeof(T).Name} {bound}: {string.Join(' ', vector)}");
            tightest = exact.IsZero ? tightest : Math.Min(tightest, (square / exact).ToDouble() - 1);
        }

        double unit = double.CreateChecked(NormBounds<T>.UnitRoundoff);
        Assert.Equal(typeof(T) == typeof(double) ? Math.ScaleB(1, -53) : Math.ScaleB(1, -24), unit);

        // The proof gives away more than (d + 3) u of a norm, so less is not a bound that it supports.
        Assert.InRange(tightest, 2 * (dimension + 3) * unit, 8 * (dimension + 6) * unit);
    }

    private static void DemandScores<T>(int dimension)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T[][] vectors = [.. Vectors<T>(dimension, 120, 5)];
        (double worst, int beyondRelative) = (0, 0);
        for (int at = 0; at + 1 < vectors.Length; at++)
        {
            (T[] query, T[] place) = (vectors[at], vectors[at + 1]);
            T computed = T.Zero;
            for (int c = 0; c < dimension; c++)
            {
                computed = T.FusedMultiplyAdd(place[c], query[c], computed);
            }

            (T queryNorm, T norm) = (NormBounds<T>.Of(query), NormBounds<T>.Of(place));
            RoundingBounds bounds = RoundingBounds.Of(System<T>(dimension, null), norm);
            T chain = NormBounds<T>.OfChain(query, new T[dimension]);
            Rational weighted = Exactly.Square([.. query.Select((x, c) => (dimension - c) * Exactly.Of(x))]);
            Assert.True(Exactly.Of(chain) * Exactly.Of(chain) >= weighted, $"{chain}: {string.Join(' ', query)}");
            double bound = bounds.OfScore(double.CreateChecked(chain), double.CreateChecked(norm));
            Rational error = Rational.Abs(Exactly.Of(computed) - Exactly.Dot<T>(query, place));
            Assert.True(error <= Exactly.Of(bound), $"{error.ToDouble()} above {bound}");
            worst = Math.Max(worst, error.ToDouble() / bound);
            beyondRelative += error.ToDouble() > double.CreateChecked(NormBounds<T>.UnitRoundoff) * dimension * Math.Abs(Exactly.Dot<T>(query, place).ToDouble()) ? 1 : 0;
            T reach = (queryNorm * NormBounds<T>.ScoreFactor(dimension) * norm) + NormBounds<T>.Underflow(dimension);
            Assert.True(T.Abs(computed) <= reach, $"{computed} above {reach}");
        }

        Assert.True(worst > 0.002 && (dimension == 1 || beyondRelative > 0), $"{worst} {beyondRelative}");

        // The room that the proofs take for a score: one rounding of each partial sum, and a subnormal number for each.
        var unit = RoundingBounds.Of(System<T>(dimension, null), T.One);
        double roundoff = double.CreateChecked(NormBounds<T>.UnitRoundoff);
        Assert.InRange(unit.OfScore(1, 1) / roundoff, 1 + (dimension * roundoff), 1 + (8 * dimension * roundoff) + 1e-12);
        Assert.InRange(unit.OfScore(0, 1) / double.CreateChecked(T.Epsilon), dimension, 8 * (dimension + 2));
        Assert.InRange(double.CreateChecked(NormBounds<T>.Underflow(dimension)) / double.CreateChecked(T.Epsilon), dimension, 4 * (dimension + 2));
        Assert.InRange((double.CreateChecked(NormBounds<T>.ScoreFactor(dimension)) - 1) / roundoff, dimension + 3, 4 * (dimension + 6));
    }

    private static void DemandMoves<T>(int tokens)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(tokens);
        double worst = 0;
        foreach (double gamma in (double[])[0.5, 1 / 3.0, 0.999, 1 - 1e-7])
        {
            for (int at = 0; at < 6; at++)
            {
                // Copies of one number that is rounded the same way in each addition of a binade.
                T same = T.CreateChecked(1 + (random.NextDouble() * (at % 2 == 0 ? 1e-3 : 0.9)));
                T[] set = [.. Enumerable.Range(0, tokens).Select(_ => at < 4 ? same : T.CreateChecked(random.NextDouble() - 0.5))];
                T z = T.CreateChecked(at % 2 == 0 ? -1.9 * random.NextDouble() : random.NextDouble());
                T share = T.CreateChecked(gamma);
                FloatSystem<T> system = System<T>(1, null) with { Gamma = share };
                AttentionCheck(system, [z, .. set], share);
            }
        }

        Assert.True(worst > (tokens > 1000 ? 0.1 : 0.005), $"{worst}");

        void AttentionCheck(FloatSystem<T> system, T[] cloud, T share)
        {
            int[] all = [.. Enumerable.Range(1, cloud.Length - 1)];
            T moved = new CarefulLayers<T>(system, cloud).Next(Hardmax.Model.AttentionSets.Of([all, .. all.Select(_ => (int[])[0])]))[0];
            T radius = cloud.Max(x => NormBounds<T>.Of([x]));
            double bound = RoundingBounds.Of(system, radius).OfMove(tokens);
            Rational mean = all.Aggregate(Rational.Zero, (sum, at) => sum + Exactly.Of(cloud[at])) / all.Length;
            Rational exact = Exactly.Of(cloud[0]) + (Exactly.Of(share) * (mean - Exactly.Of(cloud[0])));
            Rational error = Rational.Abs(Exactly.Of(moved) - exact);
            Assert.True(error <= Exactly.Of(bound), $"{error.ToDouble()} above {bound}");
            worst = Math.Max(worst, error.ToDouble() / bound);
            double room = bound / (double.CreateChecked(NormBounds<T>.UnitRoundoff) * double.CreateChecked(radius));
            Assert.InRange(room, tokens == 1 ? 5.3 : tokens + 1 + 5.3, (1.2 * tokens) + 14);
        }
    }

    /// <summary>Vectors of many sizes: equal entries, one large among small, mixed signs, subnormals, and those whose squares underflow.</summary>
    private static IEnumerable<T[]> Vectors<T>(int dimension, int count, int seed)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed + dimension);
        int least = typeof(T) == typeof(double) ? -1074 : -149, half = least / 2;
        for (int at = 0; at < count; at++)
        {
            int exponent = (at % 6) switch { 0 => 0, 1 => half + random.Next(-4, 4), 2 => least + random.Next(3), 3 => random.Next(half, -half - 40), 4 => half, _ => 1 };
            T same = T.ScaleB(T.CreateChecked(1 + random.NextDouble()), exponent);
            yield return [.. Enumerable.Range(0, dimension).Select(c => (at % 5) switch
            {
                0 => same,
                1 => random.Next(2) == 0 ? same : -same,
                2 => c == 0 ? same : T.ScaleB(same, -random.Next(60)),
                3 => T.ScaleB(T.CreateChecked(random.NextDouble() - 0.5), exponent),
                _ => c % 2 == 0 ? same : -T.BitIncrement(same),
            })];
        }
    }

    private static FloatSystem<T> System<T>(int dimension, T[]? matrix)
        where T : struct, IBinaryFloatingPointIeee754<T> => new(
            dimension,
            matrix,
            T.One / T.CreateChecked(2),
            typeof(T) == typeof(double) ? BinaryFormat.Double : BinaryFormat.Single,
            ScoreKernels.Widest<T>(),
            new Workers(1));
}
