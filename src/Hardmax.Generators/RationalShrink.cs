using System.Numerics;
using Hardmax.Numbers;

namespace Hardmax.Generators;

/// <summary>
/// Simpler numbers: towards 0, 1, -1, smaller integers, integers before fractions, smaller denominators. Every
/// candidate costs less, and costs are natural numbers, so that shrinking ends.
/// </summary>
public static class RationalShrink
{
    /// <summary>
    /// How complicated a number p/q is: 2 |p| + 2 (q - 1), less 1 where p is positive. 0 costs 0, 1 costs 1, -1 costs 2.
    /// </summary>
    public static BigInteger Cost(Rational value) =>
        (2 * (BigInteger.Abs(value.Numerator) + value.Denominator - 1)) - (value.Sign > 0 ? 1 : 0);

    /// <summary>Numbers of lower <see cref="Cost"/>, the simplest first, each once.</summary>
    public static IEnumerable<Rational> Shrink(Rational value)
    {
        BigInteger cost = Cost(value);
        return Candidates(value).Where(candidate => Cost(candidate) < cost).Distinct();
    }

    private static IEnumerable<Rational> Candidates(Rational value)
    {
        yield return Rational.Zero;
        yield return Rational.One;
        yield return -Rational.One;
        BigInteger truncated = BigInteger.Divide(value.Numerator, value.Denominator);
        yield return truncated;
        yield return truncated + value.Sign;
        if (value.Sign < 0)
        {
            yield return -value;
        }

        foreach (BigInteger denominator in Smaller(value.Denominator))
        {
            // The same magnitude with a shorter denominator, and a simpler fraction of another magnitude.
            yield return new Rational(BigInteger.Divide(value.Numerator * denominator, value.Denominator), denominator);
            yield return new Rational(value.Numerator, denominator);
        }

        foreach (BigInteger numerator in Smaller(BigInteger.Abs(value.Numerator)))
        {
            yield return new Rational(value.Sign * numerator, value.Denominator);
        }
    }

    // By fewer and fewer bits, then closer and closer from below: a number of b bits has some 2 log b candidates, and
    // any bound is met after few more steps than that.
    private static IEnumerable<BigInteger> Smaller(BigInteger positive)
    {
        long bits = positive.GetBitLength();
        for (long shift = bits / 2; shift > 0; shift /= 2)
        {
            yield return positive >> (int)shift;
        }

        for (long shift = 2; shift < bits; shift *= 2)
        {
            yield return positive - (positive >> (int)shift);
        }

        if (positive > BigInteger.One)
        {
            yield return positive - BigInteger.One;
        }
    }
}
