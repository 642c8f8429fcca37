using System.Globalization;
using System.Numerics;
using Hardmax.Dynamics;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Limits;

/// <summary>Limits that need the closed form of the tokens, literal and exact.</summary>
public class ExponentialSumsTests
{
    private const string Cycle = "3,5,0 3,-5,0 -3,0,5 -3,0,-5";
    private const string CycleMatrix = "-1,0,0; 0,1,0; 0,0,1";

    [Theory]

    // Tokens 0 and 1 follow each other for ever.
    [InlineData("1/3", "1,0; 0,-1", "1,1/2 1,-1/2 -1,0", "1,0 1,0 -1,0", "1 1/2")]
    [InlineData("3", "1,0; 0,-1", "1,1/2 1,-1/2 -1,0", "1,0 1,0 -1,0", "1 1/4")]

    // The same with one token more, which follows token 0 while it moves.
    [InlineData("1/3", "1,0; 0,-1", "1,1/2 1,-1/2 -1,0 3/4,-5/8", "1,0 1,0 -1,0 1,0", "1 3/4 1/2")]

    // A chain where a token follows one that still moves: rate 1 - gamma twice.
    [InlineData("3", "0,-1; 1,0", "2,2 3,3 3,2", "5/2,5/2 5/2,5/2 5/2,5/2", "1 1/4^2")]
    [InlineData("1", "0,1,1; -1,0,0; -1,0,0", "1,2,2 0,0,-1 0,-2,0", "0,-1,-1/2 0,-1,-1/2 0,-1,-1/2", "1 1/2^2")]
    [InlineData("5", "1,2; -1,0", "-1,1 -2,2 0,-2", "-3/2,3/2 -3/2,3/2 -3/2,3/2", "1 1/6^2")]

    // Three rates; negative eigenvalues, which need two layers at a time.
    [InlineData("3/4", "-6,0; 0,-6", "-2,-1 -1,2 -3,1", "-3/2,1/2 -3/2,1/2 -3/2,1/2", "1 4/7 1/7")]
    [InlineData("5", "-2,0; 0,-2", "0,-2 2,0 2,-1", "1,-1 1,-1 1,-1", "1 4/9 1/36")]

    // The theorem's own class: token 4 is tied between tokens 1 and 2, which still move, and ends between their leaders.
    [InlineData("1", "1,0,0; 0,1,0; 0,0,1", "-4,1,-1 -4,0,-2/3 -4,-2/3,0 -4,-1,1 -1,-1,-1", "-4,1,-1 -4,1,-1 -4,-1,1 -4,-1,1 -4,0,0", "1 1/2^2")]

    // A semidefinite matrix with a kernel.
    [InlineData("1/4", "-8,-4,0; -4,-4,0; 0,0,0", "2,1,0 1,1,1 2,-1,1", "3/2,0,1 3/2,0,1 3/2,0,1", "1 4/5 3/5")]
    public void Limits_of_tokens_that_follow_moving_tokens(string alpha, string matrix, string tokens, string limits, string rates)
    {
        LimitResult result = LimitCertifier.Certify(Problem(alpha, matrix, tokens));
        Assert.Equal((LimitStatus.Certified, LimitProof.ExponentialSums), (result.Status, result.Proof));
        Assert.Equal(1, result.Period);
        Assert.Equal(Vectors(limits), Enumerable.Range(0, Vectors(tokens).Length).Select(i => result.GroupOf(i).Places[0].ToArray()));
        Assert.Equal(rates, string.Join(' ', result.Rates.Select(Text)));
    }

    [Fact]
    public void Pair_that_follows_each_other_closes_at_layer_zero_with_one_leader()
    {
        LimitResult result = LimitCertifier.Certify(Problem("1/3", "1,0; 0,-1", "1,1/2 1,-1/2 -1,0"));
        Assert.Equal((0, 1, 1), (result.Layer, result.SetsPeriod, result.ProofPeriod));
        Assert.Equal(KeyValuePair.Create(2, 0), Assert.Single(result.LeaderSince));
        Assert.Equal([[0, 1], [2]], result.Groups.Select(group => group.Members.ToArray()));
    }

    [Theory]

    // On the cycle, and beside it: (1/2,0,0) tends to the orbit of (1,0,0).
    [InlineData("1", Cycle + " 1,0,0 1/2,0,0", "1,0,0", "-1,0,0")]

    // For alpha = 1/2 the orbit is x -> (2 x - 3) / 3 = -x, so x = 3/5; tokens tend to it from both sides.
    [InlineData("1/2", Cycle + " 1,0,0 1/2,0,0", "3/5,0,0", "-3/5,0,0")]
    public void Tokens_off_an_exact_cycle_converge_to_it(string alpha, string tokens, string even, string odd)
    {
        LimitResult result = LimitCertifier.Certify(Problem(alpha, CycleMatrix, tokens));
        Assert.Equal((LimitStatus.Cycle, LimitProof.ExponentialSums), (result.Status, result.Proof));
        Assert.Equal((0, 2, 2), (result.Layer, result.Period, result.SetsPeriod));
        LimitGroup orbit = result.GroupOf(5);
        Assert.Equal([4, 5], orbit.Members.ToArray());
        Assert.Equal([Vector(even), Vector(odd)], orbit.Places.Select(place => place.ToArray()));
        Assert.True(result.GroupOf(0).IsPoint);
    }

    [Fact]
    public void Other_proofs_publish_no_rates()
    {
        Assert.Empty(LimitCertifier.Certify(Problem("1", "1,0; 0,1", "1,1 1,-1 1/2,0")).Rates);
        LimitResult cycle = LimitCertifier.Certify(Problem("1", CycleMatrix, Cycle + " 1,0,0"));
        Assert.Equal(LimitProof.RecurringGaps, cycle.Proof);
        Assert.Empty(cycle.Rates);
    }

    // The sets of these four tokens stay as far as anyone has looked, but one factor of the recurrence has no rational root.
    [Fact]
    public void Irrational_rates_are_left_undecided()
    {
        HardmaxProblem problem = Problem("1/2", "0,1,2; -1,0,-1; -2,1,0", "0,-3,-2 2,-2,3 -3,3,-2 -1,-2,3");
        var start = ExactState.Start(problem);
        RepeatingSets sets = Assert.IsType<RepeatingSets>(RepeatingSets.From(start, 1));
        IntegerPolynomial minimal = Assert.IsType<IntegerPolynomial>(MinimalPolynomial.Of(sets.Whole, Places(start)));
        Assert.Equal(4, minimal.Degree);
        Assert.Null(IntegerRoots.All(minimal, sets.Whole.Scale));
        Assert.Equal(LimitStatus.Undecided, LimitCertifier.Certify(problem, 64).Status);
    }

    // Nothing is claimed where the sets show no period: numbers on a line under A = -1; and a token between two that
    // follow each other, with second coordinate u 2^-(m+1), which follows the upper one while u < 0 and the lower one while
    // u > 0: then u goes to 3/2 u + 1/2 and 3/2 u - 1/2, an expanding map of (-1, 1) to itself. Beyond (-1, 1), as in the
    // example above, it follows one of the two for ever.
    [Theory]
    [InlineData("-1", "-2 2 1 1")]
    [InlineData("1,0; 0,-1", "1,1/2 1,-1/2 -1,0 3/4,-1/4")]
    public void Sets_without_a_period_are_left_undecided(string matrix, string tokens) =>
        Assert.Equal(LimitStatus.Undecided, LimitCertifier.Certify(Problem("1/3", matrix, tokens), 130).Status);

    [Fact]
    public void Minimal_polynomials_annihilate_and_closed_forms_continue_the_powers()
    {
        var random = new Random(5);
        int multiple = 0;
        for (int trial = 0; trial < 3000; trial++)
        {
            var start = ExactState.Start(ExponentialSumsProblems.Random(random));
            if (RepeatingSets.From(start, random.Next(1, 4)) is not { } sets)
            {
                continue;
            }

            BigInteger[] places = Places(start);
            IntegerPolynomial minimal = Assert.IsType<IntegerPolynomial>(MinimalPolynomial.Of(sets.Whole, places));
            Assert.True(MinimalPolynomial.Annihilates(minimal, sets.Whole, places));
            if (IntegerRoots.All(minimal, sets.Whole.Scale) is { } roots && roots.Count > 0 && roots[^1].Value.Sign > 0)
            {
                multiple += roots.Any(root => root.Multiplicity > 2) ? 1 : 0;
                AssertProportional(PointSums.Powers(sets.Whole, places, minimal, roots), sets.Whole, places, 2 * minimal.Degree);
            }
        }

        Assert.True(multiple > 5, $"{multiple} with a root of multiplicity above 2");
    }

    /// <summary>Whether the closed form is, for each m, a positive multiple of N^m Z.</summary>
    private static void AssertProportional(PointSums sums, ScaledMap map, BigInteger[] places, int last)
    {
        for (int m = 0; m <= last; m++)
        {
            BigInteger[] actual = sums.At(m);
            int at = Array.FindIndex(places, x => !x.IsZero);
            if (at < 0)
            {
                Assert.All(actual, x => Assert.True(x.IsZero));
                return;
            }

            Assert.Equal(places[at].Sign, actual[at].Sign);
            Assert.Equal(places.Select(x => x * actual[at]), actual.Select(x => x * places[at]));
            places = map.Apply(places);
        }
    }

    private static BigInteger[] Places(ExactState state) =>
        [.. Enumerable.Range(0, state.PointCount).SelectMany(point => state.Numerators(point).ToArray())];

    private static string Text(RateMultiplicity rate) => rate.Multiplicity == 1
        ? rate.Rate.ToString()
        : string.Create(CultureInfo.InvariantCulture, $"{rate.Rate}^{rate.Multiplicity}");

    private static Rational[] Vector(string text) => [.. text.Split(',').Select(Rational.Parse)];

    private static Rational[][] Vectors(string text) => [.. text.Split(' ').Select(Vector)];

    private static HardmaxProblem Problem(string alpha, string matrix, string tokens)
    {
        Rational[][] rows = [.. matrix.Split(';').Select(Vector)];
        var entries = new Rational[rows.Length, rows.Length];
        for (int row = 0; row < rows.Length; row++)
        {
            for (int column = 0; column < rows.Length; column++)
            {
                entries[row, column] = rows[row][column];
            }
        }

        return new HardmaxProblem(new TokenCloud(Vectors(tokens)), new HardmaxSystem(new AttentionMatrix(entries), Rational.Parse(alpha)));
    }
}
