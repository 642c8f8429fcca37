using Hardmax.Numbers;

namespace Hardmax.Limits.Checking;

/// <summary>h(m) = sum of P_mu(m) mu^m over finitely many bases mu in (0, 1], with polynomials P_mu: a score gap over time.</summary>
internal sealed class GapSum
{
    private readonly Dictionary<Rational, Rational[]> _polynomials = [];

    /// <summary>Whether every coefficient is 0: exactly then h vanishes at all m, because m^k mu^m are independent.</summary>
    public bool IsZero => _polynomials.Values.All(polynomial => Array.TrueForAll(polynomial, coefficient => coefficient.IsZero));

    /// <summary>Adds factor * P(m) mu^m.</summary>
    /// <param name="mu">In (0, 1].</param>
    /// <param name="factor">Any number.</param>
    /// <param name="polynomial">The coefficients of P, the constant one first.</param>
    public void Add(Rational mu, Rational factor, Rational[] polynomial)
    {
        Rational[] before = _polynomials.GetValueOrDefault(mu, []);
        var sum = new Rational[Math.Max(before.Length, polynomial.Length)];
        before.CopyTo(sum, 0);
        for (int k = 0; k < polynomial.Length; k++)
        {
            sum[k] += factor * polynomial[k];
        }

        _polynomials[mu] = sum;
    }

    /// <summary>h(m).</summary>
    public Rational At(int m) => _polynomials.Aggregate(Rational.Zero, (sum, term) => sum + (Value(term.Value, m) * Power(term.Key, m)));

    /// <summary>
    /// Whether h(m) &gt; 0 is shown for all m &gt;= M. Each summand is bounded below by c nu^(m-M); with the nu in
    /// descending order and S_k the sum of the first k of the c, summation by parts gives
    /// h(m) &gt;= sum of S_k (nu_k^(m-M) - nu_(k+1)^(m-M)) + S_last nu_last^(m-M), in which no bracket is negative. So
    /// S_k &gt;= 0 for all k and S_last &gt; 0 are enough. (One dominant summand is the case in which the first c outweighs
    /// all others together.)
    /// </summary>
    /// <param name="from">M, at least 1.</param>
    public bool IsPositiveFrom(int from)
    {
        IEnumerable<(Rational Nu, Rational C)> bounds = _polynomials.Select(term => LowerBound(term.Key, term.Value, from));
        Rational partial = Rational.Zero;
        foreach (IGrouping<Rational, Rational> equal in bounds.GroupBy(bound => bound.Nu, bound => bound.C).OrderByDescending(equal => equal.Key))
        {
            partial = equal.Aggregate(partial, (sum, c) => sum + c);
            if (partial.Sign < 0)
            {
                return false;
            }
        }

        return partial.Sign > 0;
    }

    /// <summary>c and nu with P(m) mu^m &gt;= c nu^(m-M) for all m &gt;= M.</summary>
    private static (Rational Nu, Rational C) LowerBound(Rational mu, Rational[] polynomial, int from)
    {
        Rational power = Power(mu, from);
        Rational[] shifted = Shift(polynomial, from);
        if (Array.TrueForAll(shifted, coefficient => coefficient.Sign >= 0))
        {
            // P(M + x) has no negative coefficient, so it is at least its value at x = 0.
            return (mu, shifted[0] * power);
        }

        // P(m) >= -Q(m), where Q has the negative coefficients of P alone, and Q(m+1) / Q(m) <= ((m+1)/m)^deg Q
        // <= ((M+1)/M)^deg Q, so Q(m) <= Q(M) ((M+1)/M)^(deg Q (m-M)).
        Rational[] negative = Array.ConvertAll(polynomial, coefficient => Rational.Min(coefficient, Rational.Zero));
        int degree = Array.FindLastIndex(negative, coefficient => !coefficient.IsZero);
        return (mu * Power(new Rational(from + 1, from), degree), Value(negative, from) * power);
    }

    private static Rational Value(Rational[] polynomial, Rational x) =>
        polynomial.Reverse().Aggregate(Rational.Zero, (value, coefficient) => (value * x) + coefficient);

    /// <summary>The coefficients of P(x + by), by repeated synthetic division.</summary>
    private static Rational[] Shift(Rational[] polynomial, Rational by)
    {
        var shifted = (Rational[])polynomial.Clone();
        for (int low = 0; low < shifted.Length - 1; low++)
        {
            for (int k = shifted.Length - 2; k >= low; k--)
            {
                shifted[k] += by * shifted[k + 1];
            }
        }

        return shifted;
    }

    private static Rational Power(Rational x, int exponent) => Rational.FromReduced(
        System.Numerics.BigInteger.Pow(x.Numerator, exponent),
        System.Numerics.BigInteger.Pow(x.Denominator, exponent));
}
