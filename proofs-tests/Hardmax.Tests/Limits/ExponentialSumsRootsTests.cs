using System.Numerics;
using Hardmax.Limits;
using Xunit;

namespace Hardmax.Tests.Limits;

/// <summary>Integer polynomials and their integer roots.</summary>
public class ExponentialSumsRootsTests
{
    [Fact]
    public void Roots_are_found_with_their_multiplicities()
    {
        var random = new Random(11);
        for (int trial = 0; trial < 2000; trial++)
        {
            int width = trial % 2 == 0 ? 4 : 1_000_000;
            BigInteger[] roots = [.. Enumerable.Range(0, random.Next(1, 13)).Select(_ => new BigInteger(random.Next(-width, width + 1)))];
            IEnumerable<IntegerRoot> expected = roots.GroupBy(root => root)
                .OrderByDescending(group => group.Key)
                .Select(group => new IntegerRoot(group.Key, group.Count()));
            Assert.Equal(expected, IntegerRoots.All(WithRoots(roots), width));
        }
    }

    [Fact]
    public void Large_roots_are_found_in_few_steps()
    {
        BigInteger large = BigInteger.Pow(10, 40);
        BigInteger[] roots = [large, large - 1, large - 1, large / 3, 7, 0, 0, -1, -large];
        Assert.Equal(
            [new(large, 1), new(large - 1, 2), new(large / 3, 1), new(7, 1), new(0, 2), new(-1, 1), new(-large, 1)],
            IntegerRoots.All(WithRoots(roots), large * 1000));
    }

    [Theory]
    [InlineData(-2, 0, 1)] // x^2 - 2
    [InlineData(1, 0, 1)] // x^2 + 1
    [InlineData(-1, -1, 1)] // the golden section
    [InlineData(1, -3, 1)]
    [InlineData(-2, 0, 0, 1)] // one real root, irrational
    [InlineData(1, 0, 0, 0, 1)]
    public void Other_roots_are_noticed_among_any_integer_ones(params int[] coefficients)
    {
        var polynomial = new IntegerPolynomial([.. coefficients.Select(x => new BigInteger(x))]);
        Assert.Null(IntegerRoots.All(polynomial, 100));
        for (int root = -4; root <= 4; root++)
        {
            Assert.Null(IntegerRoots.All(Times(Times(polynomial, root), root), 100));
            Assert.Null(IntegerRoots.All(Times(Times(polynomial, root), -3 * root), 100));
        }
    }

    [Fact]
    public void Roots_beyond_the_bound_are_refused()
    {
        Assert.Null(IntegerRoots.All(WithRoots([3, 11]), 10));
        Assert.Null(IntegerRoots.All(WithRoots([3, -11]), 10));
        Assert.NotNull(IntegerRoots.All(WithRoots([3, -11]), 11));
    }

    [Fact]
    public void Taylor_coefficients_give_the_values_around_a_point()
    {
        var polynomial = new IntegerPolynomial([-3, 0, 7, 2, -5]);
        var shifted = new IntegerPolynomial(polynomial.TaylorAt(-4));
        for (int y = -6; y <= 6; y++)
        {
            Assert.Equal(polynomial.At(y - 4), shifted.At(y));
        }

        Assert.Equal((-3 + 28 + 16 - 80, 28 + 24 - 160), polynomial.At(2));
    }

    private static IntegerPolynomial WithRoots(IEnumerable<BigInteger> roots) => roots.Aggregate(new IntegerPolynomial([1]), Times);

    private static IntegerPolynomial Times(IntegerPolynomial polynomial, BigInteger root)
    {
        var product = new BigInteger[polynomial.Degree + 2];
        for (int power = 0; power <= polynomial.Degree; power++)
        {
            product[power + 1] += polynomial[power];
            product[power] -= root * polynomial[power];
        }

        return new IntegerPolynomial(product);
    }
}
