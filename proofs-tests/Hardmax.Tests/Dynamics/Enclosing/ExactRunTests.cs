using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Tests.Dynamics.Enclosing;

/// <summary>Runs by enclosures against the states with their integers: the same sets, and places rounded correctly.</summary>
public sealed class ExactRunTests
{
    private static readonly string[] Clouds = ["gauss", "integers", "tenths", "cluster", "hairs", "spread", "zeros", "far", "pairs", "sizes"];

    private static readonly string[] Interesting =
        [.. Clouds, "enclosures", "states", "states later", "tie", "midpoint", "duplicates", "sets change", "no identity", "never looked"];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Sets_places_and_states_are_those_of_the_integers(int part)
    {
        var seen = new Sightings();
        for (int at = 0; at < 150; at++)
        {
            DemandRun((3 * at) + part, seen);
        }

        Assert.Empty(Interesting.Except(seen.Labels));
    }

    [Fact]
    public void Scores_that_differ_by_2_to_the_minus_60_are_told_apart()
    {
        // <z_0, z_1> - <z_0, z_2> = 2^-60 of |z_0|^2, and then the other way round; in binary64 both tie.
        foreach (int sign in (int[])[1, -1, 0])
        {
            double hair = sign * Math.ScaleB(1, -60);
            HardmaxProblem problem = Problem([1, 1, 1e-3, 2, 1, hair, 1, 2, 0], 3, Diagonal(3, 1, 1, 1000), 1);
            var run = ExactRun.Start(problem, 1);
            Assert.False(run.IsByStates);
            Assert.Equal(sign == 0 ? [1, 2] : sign > 0 ? [1] : [2], run.AttentionSets[0].ToArray());
            Demand(problem, 12, true, new Sightings());
        }
    }

    [Fact]
    public void Midpoints_after_one_layer_are_rounded_to_even()
    {
        // alpha = 1 and odd last places: half of all coordinates of layer 1 are midpoints of two doubles.
        var random = new Random(4);
        double[] tokens = [.. Enumerable.Range(0, 200).Select(_ => 1 + (random.Next(1, 1 << 20) * Math.ScaleB(1, -52)))];
        HardmaxProblem problem = Problem(tokens, 4, null, 1);
        var seen = new Sightings();
        Demand(problem, 4, true, seen);
        Assert.Contains("midpoint", seen.Labels);
    }

    [Fact]
    public void A_cloud_that_ties_everywhere_is_run_by_states_in_the_end_and_one_out_of_range_from_the_start()
    {
        double[] circle = [.. Enumerable.Range(-10, 21).SelectMany(i => (double[])[1, i])];
        var run = ExactRun.Start(Problem(circle, 2, Diagonal(2, 1, 0), 1), 1);
        Assert.False(run.IsByStates);
        Assert.Equal(21, run.AttentionSets[0].Length);
        Assert.True(run.IsByStates);
        foreach (double far in (double[])[1e-100, -1e-100, 1e100, double.Epsilon])
        {
            Assert.True(ExactRun.Start(Problem([1, far], 2, null, 1)).IsByStates);
        }

        Assert.True(ExactRun.Start(Problem([1, 2], 1, null, EngineAgreement.Two(-101))).IsByStates);
        Assert.True(ExactRun.Start(Problem([1, 2], 2, Diagonal(2, 1, EngineAgreement.Two(-310)), 1)).IsByStates);
        Assert.True(ExactRun.Start(EngineAgreement.Problem([[new Rational(1, 3)], [1]])).IsByStates);
        Assert.False(ExactRun.Start(Problem([1, 2], 2, Diagonal(2, 1, EngineAgreement.Two(-290)), 1)).IsByStates);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("9")]
    [InlineData("1/7")]
    public void Many_layers_of_a_cloud_with_leaders_stay_exact(string alpha)
    {
        var random = new Random(8);
        double[] tokens = [.. Enumerable.Range(0, 90).Select(_ => random.NextDouble() - 0.5)];
        HardmaxProblem problem = Problem(tokens, 3, null, Rational.Parse(alpha));
        var seen = new Sightings();
        Demand(problem, 60, true, seen);
        Assert.Contains("enclosures", seen.Labels);
        Assert.Contains("sets change", seen.Labels);
    }

    private static void DemandRun(int seed, Sightings seen)
    {
        var random = new Random(seed);
        int n = 1 + random.Next(random.Next(4) == 0 ? 60 : 16), d = 1 + random.Next(random.Next(3) == 0 ? 9 : 4);
        string cloud = Clouds[random.Next(Clouds.Length)];
        seen.Note(cloud);
        int kind = random.Next(6);
        var matrix = new Rational[d, d];
        for (int at = 0; at < matrix.Length; at++)
        {
            bool isDiagonal = at / d == at % d;
            matrix[at / d, at % d] = kind switch
            {
                1 => isDiagonal ? -1 : 0,
                2 => Rational.FromDouble(random.NextDouble() - 0.5),
                3 => random.Next(-1, 2),
                4 => isDiagonal ? random.Next(2) : 0,
                _ => new Rational(random.Next(-5, 6), 1 + random.Next(7)),
            };
        }

        Rational[] alphas = [1, new(1, 2), 9, 3, new(1, 10), new(616769, 262144), Rational.FromDouble(1e10), EngineAgreement.Two(60), new(1, 1_000_000_007), EngineAgreement.Two(-40)];
        HardmaxProblem problem = Problem(Tokens(cloud, n, d, random), d, kind == 0 ? null : matrix, alphas[random.Next(alphas.Length)]);
        seen.Note("no identity", kind > 0);
        bool isLookedAt = random.Next(3) > 0;
        seen.Note("never looked", !isLookedAt);
        Demand(problem, 1 + random.Next(random.Next(4) == 0 ? 20 : 8), isLookedAt, seen);
    }

    private static double[] Tokens(string cloud, int n, int d, Random random)
    {
        var tokens = new double[n * d];
        for (int i = 0; i < n; i++)
        {
            double size = Math.Exp((8 * random.NextDouble()) - 4);
            for (int c = 0; c < d; c++)
            {
                double x = (random.NextDouble() + random.NextDouble() + random.NextDouble()) - 1.5;
                tokens[(i * d) + c] = cloud switch
                {
                    "integers" => random.Next(-2, 3),
                    "tenths" => random.Next(-9, 10) * 0.1,
                    "cluster" => 1 + (x * 1e-3),
                    "hairs" => random.Next(-1, 2) + (random.Next(-1, 2) * Math.ScaleB(1, -random.Next(40, 62))),
                    "spread" => x * Math.ScaleB(1, random.Next(-260, 250)),
                    "zeros" => random.Next(4) switch { 0 => 0.0, 1 => -0.0, 2 => 1, _ => -0.3 },
                    "far" => x * (random.Next(40) == 0 ? 1e-95 : 1),
                    "pairs" => i % 2 == 0 ? x : -tokens[((i - 1) * d) + c],
                    "sizes" => x * size,
                    _ => x,
                };
            }

            if (i > 0 && random.Next(6) == 0)
            {
                Array.Copy(tokens, random.Next(i) * d, tokens, i * d, d);
            }
        }

        return tokens;
    }

    private static void Demand(HardmaxProblem problem, int layers, bool isLookedAt, Sightings seen)
    {
        var run = ExactRun.Start(problem, 2);
        var state = ExactState.Start(problem);
        bool isLate = !run.IsByStates;
        AttentionSets? before = null;
        seen.Note("duplicates", state.PointCount < state.TokenCount);
        for (int layer = 0; layer <= layers; layer++)
        {
            Assert.Equal(layer, run.Layer);
            if (isLookedAt || layer == layers)
            {
                Rational[] exact = [.. state.ToTokens().ToArray().SelectMany(row => row)];
                Assert.Equal(Array.ConvertAll(exact, x => x.ToDouble()), run.ToDoubles());
                Assert.True(state.AttentionSets.Equals(run.AttentionSets), $"the sets of layer {layer}");
                Assert.Equal(Array.ConvertAll(exact, x => x.ToDouble()), run.ToDoubles());
                seen.Note("midpoint", !run.IsByStates && Array.Exists(exact, IsMidpoint));
                seen.Note("tie", !run.IsByStates && state.AttentionSets.ToArray().Any(set => set.Distinct().Select(state.PointOf).Distinct().Count() > 1));
                seen.Note("sets change", !run.IsByStates && before is not null && !before.Equals(state.AttentionSets));
                before = state.AttentionSets;
            }

            seen.Note(run.IsByStates ? "states" : "enclosures");
            seen.Note("states later", isLate && run.IsByStates);
            if (layer == layers)
            {
                ExactState reached = run.ToState();
                Assert.Equal(layer, reached.Layer);
                Assert.Equal(state.ToTokens(), reached.ToTokens());
                return;
            }

            run.Advance();
            state = state.Next();
        }
    }

    private static bool IsMidpoint(Rational x)
    {
        double rounded = x.ToDouble();
        Rational rest = x - Rational.FromDouble(rounded);
        double next = rest.Sign > 0 ? Math.BitIncrement(rounded) : Math.BitDecrement(rounded);
        return !rest.IsZero && double.IsFinite(next) && 2 * rest == Rational.FromDouble(next) - Rational.FromDouble(rounded);
    }

    private static Rational[,] Diagonal(int dimension, params Rational[] entries)
    {
        var matrix = new Rational[dimension, dimension];
        for (int c = 0; c < dimension; c++)
        {
            matrix[c, c] = entries[c];
        }

        return matrix;
    }

    private static HardmaxProblem Problem(double[] tokens, int dimension, Rational[,]? matrix, Rational alpha) => new(
        TokenCloud.FromDoubles(tokens, dimension),
        new HardmaxSystem(matrix is null ? AttentionMatrix.Identity(dimension) : new AttentionMatrix(matrix), alpha));
}
