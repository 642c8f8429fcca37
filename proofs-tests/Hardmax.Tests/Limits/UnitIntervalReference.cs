using Hardmax.Numbers;

namespace Hardmax.Tests.Limits;

/// <summary>
/// Whether a0 + a1 t + a2 t^2 &gt; 0 on (0, 1], by counting roots with Sturm's theorem: another way than
/// SignOnUnitInterval, over rationals.
/// </summary>
internal static class UnitIntervalReference
{
    public static bool IsPositive(Rational a0, Rational a1, Rational a2)
    {
        List<Rational> polynomial = Trim([a0, a1, a2]);
        while (polynomial.Count > 0 && polynomial[0].IsZero)
        {
            // A factor t is positive on (0, 1].
            polynomial.RemoveAt(0);
        }

        return polynomial.Count > 0 && At(polynomial, 1).Sign > 0 && RootsFromZeroToOne(polynomial) == 0;
    }

    /// <summary>The number of different roots in (0, 1], for a polynomial that is 0 at neither end.</summary>
    private static int RootsFromZeroToOne(List<Rational> polynomial)
    {
        var chain = new List<List<Rational>> { polynomial, Trim([.. polynomial.Skip(1).Select((x, k) => (k + 1) * x)]) };
        while (chain[^1].Count > 0)
        {
            chain.Add(NegatedRemainder(chain[^2], chain[^1]));
        }

        return SignChanges(chain, 0) - SignChanges(chain, 1);
    }

    private static List<Rational> NegatedRemainder(List<Rational> dividend, List<Rational> divisor)
    {
        List<Rational> rest = [.. dividend];
        while (rest.Count >= divisor.Count)
        {
            Rational factor = rest[^1] / divisor[^1];
            int shift = rest.Count - divisor.Count;
            for (int k = 0; k < divisor.Count; k++)
            {
                rest[shift + k] -= factor * divisor[k];
            }

            rest = Trim(rest);
        }

        return [.. rest.Select(x => -x)];
    }

    private static int SignChanges(List<List<Rational>> chain, Rational t)
    {
        int[] signs = [.. chain.Select(polynomial => At(polynomial, t).Sign).Where(sign => sign != 0)];
        return signs.Zip(signs.Skip(1)).Count(pair => pair.First != pair.Second);
    }

    private static Rational At(List<Rational> polynomial, Rational t) =>
        polynomial.AsEnumerable().Reverse().Aggregate(Rational.Zero, (value, coefficient) => (value * t) + coefficient);

    private static List<Rational> Trim(List<Rational> polynomial)
    {
        while (polynomial.Count > 0 && polynomial[^1].IsZero)
        {
            polynomial.RemoveAt(polynomial.Count - 1);
        }

        return polynomial;
    }
}
