using System.Numerics;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Dynamics;

/// <summary>
/// Inputs that a filter with one flaw gets wrong. The filter is transcribed here with its three safeguards as switches,
/// so that each test shows both: without the safeguard a maximiser is lost, and the engine loses none.
/// </summary>
public sealed class AttentionFilterTests
{
    [Fact]
    public void Without_epsilon_rounding_would_break_an_exact_tie()
    {
        // 5 (x, y) + k (-y, x) for k = 0, 1, 2: equal scores from (x, y), whose 64 bits no double holds.
        Rational x = BigInteger.Pow(3, 40);
        Rational y = BigInteger.Pow(7, 22);
        HardmaxProblem problem = EngineAgreement.Problem([[x, y], [5 * x, 5 * y], [(5 * x) - y, (5 * y) + x], [(5 * x) - (2 * y), (5 * y) + (2 * x)]]);
        int[] tie = [1, 2, 3];
        Assert.Equal(tie, EngineAgreement.Textbook(problem).AttentionSet(problem.Tokens.ToArray(), 0));
        Assert.NotEqual(tie, Candidates(problem, 0, useEpsilon: false));
        Assert.Equal(tie, Candidates(problem, 0));
        EngineAgreement.Demand(problem, 3);
    }

    [Fact]
    public void Without_epsilon_many_random_ties_would_be_lost()
    {
        int lost = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            HardmaxProblem problem = RandomTie(new Random(seed));
            int[] exact = EngineAgreement.Textbook(problem).AttentionSet(problem.Tokens.ToArray(), 0);
            lost += exact.Except(Candidates(problem, 0, useEpsilon: false)).Any() ? 1 : 0;
            Assert.Empty(exact.Except(Candidates(problem, 0)));
            EngineAgreement.Demand(problem, 0);
        }

        Assert.InRange(lost, 50, 200);
    }

    [Fact]
    public void Differences_of_rounded_places_would_point_the_wrong_way()
    {
        // Of token 1, x is rounded down by 255 to the x of token 0, and y by 127: what is left points down.
        Rational place = EngineAgreement.Two(60);
        HardmaxProblem problem = EngineAgreement.Problem([[place, place], [place + 255, place - 1]]);
        Assert.Equal([1], EngineAgreement.Textbook(problem).AttentionSet(problem.Tokens.ToArray(), 0));
        Assert.Equal([0], Candidates(problem, 0, exactDifferences: false));
        Assert.Contains(1, Candidates(problem, 0));
        EngineAgreement.Demand(problem, 3);
    }

    [Fact]
    public void Coordinates_that_are_flushed_to_0_would_decide()
    {
        // Scores from token 0, whose y = 3 is flushed beside 2^902: token 1 loses 4 * 2^902 in x and wins 9 * 2^903 in y.
        Rational large = EngineAgreement.Two(902);
        Rational step = EngineAgreement.Two(903) - 4;
        HardmaxProblem problem = EngineAgreement.Problem([[large, 3, 3, 3], [large - 4, 3 + step, 3 + step, 3 + step]]);
        Assert.Equal([1], EngineAgreement.Textbook(problem).AttentionSet(problem.Tokens.ToArray(), 0));
        Assert.Equal([0], Candidates(problem, 0, useFlushed: false));
        Assert.Contains(1, Candidates(problem, 0));
        EngineAgreement.Demand(problem, 3);
    }

    [Fact]
    public void Entries_of_A_that_are_flushed_to_0_would_decide()
    {
        // A z_0 = (2^902, 3): the same with the small number in A, whose entries are scaled on their own.
        Rational large = EngineAgreement.Two(902);
        Rational step = EngineAgreement.Two(903) - 4;
        Rational[,] matrix = { { large, 0, 0, 0 }, { 3, 0, 0, 0 }, { 3, 0, 0, 0 }, { 3, 0, 0, 0 } };
        HardmaxProblem problem = EngineAgreement.Problem([[1, 0, 0, 0], [1 - (4 / step), 1, 1, 1]], matrix);
        Assert.Equal([1], EngineAgreement.Textbook(problem).AttentionSet(problem.Tokens.ToArray(), 0));
        Assert.Equal([0], Candidates(problem, 0, useFlushed: false));
        EngineAgreement.Demand(problem, 3);
    }

    /// <summary>Tokens that tie for token 0: multiples of a vector orthogonal to it, all with large denominators.</summary>
    private static HardmaxProblem RandomTie(Random random)
    {
        Rational Number() => new(random.NextInt64(-1L << 40, 1L << 40), random.NextInt64(1, 1L << 40));
        (Rational x, Rational y) = (Number(), Number());
        (Rational px, Rational py) = (x * 5, y * 5);
        var tokens = new List<Rational[]> { new[] { x, y } };
        for (int k = random.Next(2, 6); k > 0; k--)
        {
            Rational factor = Number() / (1 << 20);
            tokens.Add([px - (factor * y), py + (factor * x)]);
        }

        return EngineAgreement.Problem([.. tokens]);
    }

    /// <summary>The points that the filter of AttentionSearch keeps; its remarks give the bound.</summary>
    private static int[] Candidates(HardmaxProblem problem, int point, bool useEpsilon = true, bool exactDifferences = true, bool useFlushed = true)
    {
        var state = ExactState.Start(problem);
        Assert.Equal(problem.Tokens.Count, state.PointCount);
        int d = state.Dimension;
        BigInteger[] places = [.. Enumerable.Range(0, state.PointCount).SelectMany(j => state.Numerators(j).ToArray())];
        BigInteger[] differences = [.. places.Select((x, at) => x - places[at % d])];
        double[] rounded = new double[places.Length];
        double[] shifts = new double[places.Length];
        ScaledDoubles.Round(places, rounded);
        ScaledDoubles.Round(differences, shifts);
        if (!exactDifferences)
        {
            shifts = [.. rounded.Select((x, at) => x - rounded[at % d])];
        }

        double[] widths = [.. Enumerable.Range(0, d).Select(c => Enumerable.Range(0, state.PointCount).Max(j => Math.Abs(shifts[(j * d) + c])))];
        (double[] query, double bound) = Query(state, rounded.AsSpan(point * d, d), widths);
        double[] scores = [.. Enumerable.Range(0, state.PointCount).Select(j => Enumerable.Range(0, d).Sum(c => query[c] * shifts[(j * d) + c]))];
        double epsilon = (useEpsilon ? 2 * ((2 * d) + 12) * Math.ScaleB(1, -53) * bound : 0) + (useFlushed ? 8.0 * d * d * ScaledDoubles.Flushed : 0);
        return [.. Enumerable.Range(0, state.PointCount).Where(j => scores[j] >= scores.Max() - (2 * epsilon))];
    }

    private static (double[] Query, double Bound) Query(ExactState state, ReadOnlySpan<double> place, double[] widths)
    {
        int d = widths.Length;
        double[] query = new double[d];
        double bound = 0;
        for (int row = 0; row < d; row++)
        {
            double magnitude = 0;
            for (int column = 0; column < d; column++)
            {
                double entry = state.Map.RoundedEntries?[row, column] ?? (row == column ? 1 : 0);
                query[row] += entry * place[column];
                magnitude += Math.Abs(entry * place[column]);
            }

            bound += magnitude * widths[row];
        }

        return (query, bound);
    }
}
