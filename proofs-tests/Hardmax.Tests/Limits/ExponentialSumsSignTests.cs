using System.Numerics;
using Hardmax.Limits;
using Xunit;

namespace Hardmax.Tests.Limits;

/// <summary>The sign test for sums of polynomials times powers, attacked: it must never call a sum positive that is not.</summary>
public class ExponentialSumsSignTests
{
    private const int Far = 500;

    [Fact]
    public void What_is_proved_positive_is_positive_and_little_is_left_unproved()
    {
        var random = new Random(3);
        (int proved, int unproved, int negative) = (0, 0, 0);
        for (int trial = 0; trial < 6000; trial++)
        {
            ExponentialSum sum = RandomSum(random);
            bool isPositive = !sum.IsZero && Enumerable.Range(0, trial % 20 == 0 ? Far : 60).All(m => sum.At(m).Sign > 0);
            bool isProved = sum.IsProvedPositive();
            Assert.True(isPositive || !isProved);
            _ = isProved ? proved++ : isPositive ? unproved++ : negative++;
        }

        Assert.True(proved > 500 && negative > 2000, $"{proved} proved, {negative} negative somewhere");
        Assert.True(unproved * 20 < proved, $"{unproved} unproved, {proved} proved");
    }

    [Fact]
    public void A_parabola_that_dips_at_one_m_is_seen()
    {
        for (int dip = 0; dip <= 100; dip++)
        {
            // 2 (m - dip)^2 - 1 and + 1, bare and in front of a power, with a smaller one behind it.
            foreach (int b in new[] { 1, 9 })
            {
                BigInteger square = 2 * dip * dip;
                Assert.False(Sum((b, [square - 1, -4 * dip, 2])).IsProvedPositive());
                Assert.Equal(-BigInteger.Pow(b, dip), Sum((b, [square - 1, -4 * dip, 2])).At(dip));
                Assert.True(Sum((b, [square + 1, -4 * dip, 2])).IsProvedPositive());
                Assert.False(Sum((b + 1, [square, -4 * dip, 2]), (b, [-1])).IsProvedPositive());
            }
        }
    }

    [Fact]
    public void Powers_that_nearly_cancel_at_one_late_m_are_seen()
    {
        for (int dip = 0; dip <= 60; dip++)
        {
            // (2^m - 2^dip)^2 - 1 and + 1.
            BigInteger power = BigInteger.One << dip;
            Assert.False(Sum((4, [1]), (2, [-2 * power]), (1, [(power * power) - 1])).IsProvedPositive());
            Assert.True(Sum((4, [1]), (2, [-2 * power]), (1, [(power * power) + 1])).IsProvedPositive());
        }
    }

    [Fact]
    public void A_dominant_term_far_smaller_than_the_rest_at_first_is_seen()
    {
        for (int late = 1; late <= 40; late++)
        {
            // 3^m - late^2 2^m + ..: positive at 0, at the end, and negative between.
            var sum = Sum((3, [1]), (2, [-late * late]), (1, [late * late]));
            Assert.Equal(Enumerable.Range(0, Far).All(m => sum.At(m).Sign > 0), sum.IsProvedPositive());
        }

        // Wins at m = 0 and 1, and loses at m = 2.
        Assert.False(Sum((10, [1]), (9, [0, 0, -1])).IsProvedPositive());
        Assert.False(Sum((3, [-1]), (2, [1_000_000_000])).IsProvedPositive());
        Assert.False(Sum((3, [1_000_000_000, -1])).IsProvedPositive());
        Assert.False(Sum((3, [0, 1])).IsProvedPositive());
    }

    [Fact]
    public void Only_a_sum_without_terms_is_zero()
    {
        Assert.True(Sum().IsZero);
        Assert.True(Sum((3, [0, 0]), (2, [0])).IsZero);
        Assert.False(Sum((3, [0, 0]), (2, [0])).IsProvedPositive());
        Assert.False(Sum((3, [0, 1])).IsZero);
        Assert.Equal(18, Sum((3, [0, 1, 0])).At(2));
        Assert.True(Sum((3, [0]), (2, [1])).IsProvedPositive());
    }

    [Fact]
    public void Positive_terms_of_any_size_do_no_harm()
    {
        Assert.True(Sum((1000, [1]), (999, [BigInteger.Pow(10, 50), 0, 7]), (2, [5])).IsProvedPositive());
        Assert.False(Sum((1000, [1]), (999, [-BigInteger.Pow(10, 50), 0, 7])).IsProvedPositive());
    }

    private static ExponentialSum Sum(params (int Base, BigInteger[] Coefficients)[] terms) =>
        new(terms.Select(term => KeyValuePair.Create((BigInteger)term.Base, term.Coefficients)));

    private static ExponentialSum RandomSum(Random random)
    {
        int width = random.Next(1, 30);
        int[] bases = [.. Enumerable.Range(1, 12).OrderBy(_ => random.Next()).Take(random.Next(1, 5))];
        return Sum([.. bases.Select(b => (
            b,
            Enumerable.Range(0, random.Next(1, 4)).Select(_ => new BigInteger(random.Next(-width, width + 1 + (width / 2)))).ToArray()))]);
    }
}
