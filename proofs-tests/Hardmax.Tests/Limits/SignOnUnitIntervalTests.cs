using System.Numerics;
using Hardmax.Limits;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Limits;

public sealed class SignOnUnitIntervalTests
{
    [Fact]
    public void All_small_coefficients_by_counting_roots()
    {
        int positive = 0;
        for (int a0 = -8; a0 <= 8; a0++)
        {
            for (int a1 = -8; a1 <= 8; a1++)
            {
                for (int a2 = -8; a2 <= 8; a2++)
                {
                    bool expected = UnitIntervalReference.IsPositive(a0, a1, a2);
                    Assert.True(expected == SignOnUnitInterval.IsPositive(a0, a1, a2), $"{a0} + {a1} t + {a2} t^2");
                    positive += expected ? 1 : 0;
                }
            }
        }

        Assert.InRange(positive, 1000, 3000);
    }

    [Fact]
    public void All_small_coefficients_on_a_dense_grid()
    {
        // Coefficients up to 8: where h is not positive, it is so at 1, at the lowest point, or beside an end; 1/1000 sees all.
        const int Steps = 1000;
        for (int a0 = -8; a0 <= 8; a0++)
        {
            for (int a1 = -8; a1 <= 8; a1++)
            {
                for (int a2 = -8; a2 <= 8; a2++)
                {
                    bool isPositiveOnGrid = true;
                    for (long k = 1; k <= Steps; k++)
                    {
                        isPositiveOnGrid &= ((long)a0 * Steps * Steps) + (a1 * k * Steps) + (a2 * k * k) > 0;
                    }

                    bool touches = a2 > 0 && a1 < 0 && -a1 <= 2 * a2 && (a1 * a1) - (4 * a0 * a2) == 0;
                    Assert.Equal(isPositiveOnGrid && !touches, SignOnUnitInterval.IsPositive(a0, a1, a2));
                }
            }
        }
    }

    [Fact]
    public void Large_coefficients_around_a_double_root()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            // (q t - p)^2 scaled, with a hair more or less: the discriminant decides in its last bit.
            var random = new Random(seed);
            BigInteger p = BigInteger.One + random.NextInt64(1L << 50);
            BigInteger q = p + random.NextInt64(1L << 50);
            BigInteger[] square = [p * p, -2 * p * q, q * q];
            foreach (int hair in new[] { -1, 0, 1 })
            {
                (BigInteger a0, BigInteger a1, BigInteger a2) = (square[0] + hair, square[1], square[2]);
                Assert.Equal(hair > 0, SignOnUnitInterval.IsPositive(a0, a1, a2));
                Assert.Equal(hair > 0, UnitIntervalReference.IsPositive(new Rational(a0), new Rational(a1), new Rational(a2)));
            }
        }
    }

    [Theory]
    [InlineData(0, 0, 0, false)]
    [InlineData(0, 1, 0, true)]
    [InlineData(0, 0, 1, true)]
    [InlineData(0, 1, -1, false)] // 0 at 1
    [InlineData(0, 2, -1, true)]
    [InlineData(0, -1, 2, false)] // below 0 near 0
    [InlineData(1, -1, 0, false)] // 0 at 1
    [InlineData(1, -2, 1, false)] // a double root at 1
    [InlineData(1, -4, 4, false)] // a double root at 1/2
    [InlineData(1, -3, 4, true)]
    [InlineData(2, -5, 4, true)]
    [InlineData(2, -6, 5, true)] // lowest at 3/5: 1/5
    [InlineData(-1, 3, 0, false)]
    [InlineData(1, 0, 0, true)]
    public void Literal_cases(int a0, int a1, int a2, bool isPositive)
    {
        Assert.Equal(isPositive, SignOnUnitInterval.IsPositive(a0, a1, a2));
        Assert.Equal(isPositive, UnitIntervalReference.IsPositive(a0, a1, a2));
    }
}
