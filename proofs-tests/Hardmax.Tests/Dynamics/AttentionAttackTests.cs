using System.Numerics;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Dynamics;

/// <summary>
/// Families of inputs on which floating point errs, each with a count of how often plain binary64 does err there: the
/// engine is the textbook on all of them.
/// </summary>
public sealed class AttentionAttackTests
{
    [Theory]
    [InlineData(50)]
    [InlineData(53)]
    [InlineData(54)]
    [InlineData(60)]
    [InlineData(200)]
    [InlineData(1000)]
    public void Near_ties_of_one_part_in_a_power_of_two(int bits)
    {
        int errors = Attack(200, random =>
        {
            // Token 0 = (p, q) scores the others about equally: they differ by multiples of (-q, p), and by 2^-bits.
            Rational p = Number(random);
            Rational q = Number(random);
            Rational[][] others = Many(random, 2, 7, () =>
            {
                Rational along = Number(random);
                Rational hair = random.Next(-2, 3) * EngineAgreement.Two(-bits);
                return [(4 * p) - (along * q) + hair, (4 * q) + (along * p)];
            });
            return EngineAgreement.Problem([[p, q], .. others]);
        });
        Assert.InRange(errors, bits < 53 ? 0 : 50, 200);
    }

    [Fact]
    public void Coordinates_from_2_to_the_minus_1000_to_2_to_the_1000()
    {
        // Squares of most of these numbers overflow or vanish in binary64.
        int errors = Attack(150, random =>
        {
            int d = random.Next(1, 6);
            return EngineAgreement.Problem(Many(random, 1, 7, () => Vector(d, () => random.Next(-3, 4) * EngineAgreement.Two(random.Next(-1000, 1000)))));
        });
        Assert.InRange(errors, 50, 150);
    }

    [Fact]
    public void Tokens_that_are_tiny_beside_others_and_tie()
    {
        int errors = Attack(150, random =>
        {
            Rational tiny = EngineAgreement.Two(-random.Next(100, 1900));
            Rational[][] large = [[2, 1], [2, -1], [-2, 1], [-2, -1]];
            Rational[][] small = Many(random, 1, 4, () => [random.Next(-1, 2) * tiny, random.Next(-1, 2) * tiny * tiny]);
            return EngineAgreement.Problem([.. large, .. small]);
        });
        Assert.InRange(errors, 20, 150);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(200)]
    [InlineData(1500)]
    public void Points_that_are_nearly_equal(int bits)
    {
        int errors = Attack(100, random =>
        {
            int d = random.Next(1, 5);
            Rational[] centre = Vector(d, () => Number(random));
            return EngineAgreement.Problem(
                Many(random, 2, 9, () => [.. centre.Select(x => x + (random.Next(-3, 4) * EngineAgreement.Two(-bits)))]),
                random.Next(2) == 0 ? null : Matrix(d, () => random.Next(-3, 4)));
        });
        Assert.InRange(errors, 50, 100);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(31)]
    [InlineData(64)]
    public void Many_dimensions_with_ties(int d)
    {
        int errors = Attack(6, random =>
        {
            // Permutations of one vector of thirds: for a token along (1, .., 1) all their scores are the same sum in another order.
            Rational[] numbers = Vector(d, () => new Rational(random.Next(1, 99), 3 * random.Next(1, 9)));
            return EngineAgreement.Problem([Vector(d, () => new Rational(1, 1000)), .. Many(random, 8, 9, () =>
            {
                var shuffled = (Rational[])numbers.Clone();
                random.Shuffle(shuffled);
                return shuffled;
            })]);
        });
        Assert.InRange(errors, 4, 6);
    }

    [Fact]
    public void Matrices_with_cancellation()
    {
        int errors = Attack(150, random =>
        {
            // A = 2^k u v^T + R with <v, z_0> = 0: A z_0 = R z_0 is small beside the terms of the sum.
            int d = random.Next(2, 5);
            Rational[] z = Vector(d, () => Number(random));
            Rational[] v = Vector(d, () => Number(random));
            v[0] = -Vectors.Dot(v.AsSpan(1), z.AsSpan(1)) / (z[0].IsZero ? Rational.One : z[0]);
            z[0] = z[0].IsZero ? Rational.One : z[0];
            Rational[] u = Vector(d, () => random.Next(-2, 3));
            Rational scale = EngineAgreement.Two(random.Next(0, 120));
            Rational[,] matrix = Matrix(d, () => random.Next(-2, 3));
            for (int at = 0; at < matrix.Length; at++)
            {
                matrix[at / d, at % d] += scale * u[at / d] * v[at % d];
            }

            return EngineAgreement.Problem([z, .. Many(random, 2, 7, () => Vector(d, () => random.Next(-2, 3)))], matrix);
        });
        Assert.InRange(errors, 50, 150);
    }

    [Fact]
    public void A_query_of_0_by_cancellation_ties_everyone()
    {
        Rational third = new(1, 3);
        Rational[,] matrix = { { third, -third }, { 7 * third, -7 * third } };
        HardmaxProblem problem = EngineAgreement.Problem([[new(1, 10), new(1, 10)], [3, 1], [-2, 5], [0, new(1, 7)]], matrix);
        Assert.Equal([0, 1, 2, 3], ExactState.Start(problem).AttentionSets[0].ToArray());
        EngineAgreement.Demand(problem, 3);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(70)]
    public void Exact_ties_of_many_points(int count)
    {
        // Tenths on the line x + 2y = 7/10 and one token below it that looks along (1, 2).
        Rational[][] line = [.. Enumerable.Range(0, count).Select(k => (Rational[])[new(7 - (2 * k), 10), new(k, 10)])];
        HardmaxProblem problem = EngineAgreement.Problem([[new(1, 30), new(2, 30)], .. line]);
        Assert.Equal(Enumerable.Range(1, count), ExactState.Start(problem).AttentionSets[0].ToArray());
        Assert.NotEqual(count, EngineAgreement.PlainDoubles(problem)[0].Length);
        EngineAgreement.Demand(problem, 1);
    }

    /// <summary>Demands agreement on so many random problems, and counts those on which plain binary64 errs.</summary>
    private static int Attack(int problems, Func<Random, HardmaxProblem> draw)
    {
        int errors = 0;
        for (int seed = 0; seed < problems; seed++)
        {
            HardmaxProblem problem = draw(new Random(seed));
            EngineAgreement.Demand(problem, 1);
            int[][] exact = EngineAgreement.Textbook(problem).AttentionSets(problem.Tokens.ToArray());
            errors += EngineAgreement.Differ(exact, EngineAgreement.PlainDoubles(problem)) ? 1 : 0;
        }

        return errors;
    }

    private static Rational Number(Random random) => new(random.Next(-999, 1000), random.Next(1, 1000));

    private static Rational[] Vector(int dimension, Func<Rational> draw) => [.. Enumerable.Range(0, dimension).Select(_ => draw())];

    private static Rational[][] Many(Random random, int fewest, int most, Func<Rational[]> draw) =>
        [.. Enumerable.Range(0, random.Next(fewest, most + 1)).Select(_ => draw())];

    private static Rational[,] Matrix(int dimension, Func<Rational> draw)
    {
        var matrix = new Rational[dimension, dimension];
        for (int at = 0; at < matrix.Length; at++)
        {
            matrix[at / dimension, at % dimension] = draw();
        }

        return matrix;
    }
}
