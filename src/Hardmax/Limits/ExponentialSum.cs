using System.Numerics;

namespace Hardmax.Limits;

/// <summary>
/// h(m) = sum over k of P_k(m) b_k^m for m = 0, 1, 2, .., with different positive integers b_k and integer polynomials
/// P_k. Zero terms are dropped, so by the linear independence of such functions h is 0 for all m iff no term is left.
/// </summary>
internal sealed class ExponentialSum
{
    // From no later than here on the dominant term has to outweigh all others; what comes before is evaluated.
    private const int LatestTail = 128;

    private readonly (BigInteger Base, BigInteger[] Coefficients)[] _terms;

    /// <summary>The sum of the terms; bases are positive, each may occur once, and coefficients are given lowest power first.</summary>
    public ExponentialSum(IEnumerable<KeyValuePair<BigInteger, BigInteger[]>> terms)
    {
        _terms = [.. terms.Select(term => (Base: term.Key, Coefficients: Trim(term.Value)))
            .Where(term => term.Coefficients.Length > 0)
            .OrderByDescending(term => term.Base)];
    }

    /// <summary>Whether h(m) = 0 for every m.</summary>
    public bool IsZero => _terms.Length == 0;

    /// <summary>h(m).</summary>
    public BigInteger At(int m)
    {
        BigInteger sum = BigInteger.Zero;
        foreach ((BigInteger b, BigInteger[] coefficients) in _terms)
        {
            sum += Evaluate(coefficients, m) * BigInteger.Pow(b, m);
        }

        return sum;
    }

    /// <summary>
    /// True only if h(m) &gt; 0 for every m &gt;= 0. False if that is wrong, and also if the dominant term takes too long to
    /// win (then the same sum, begun at a later m, is easier).
    /// </summary>
    public bool IsProvedPositive()
    {
        if (IsZero || _terms[0].Coefficients[^1].Sign < 0 || At(0).Sign <= 0)
        {
            return false;
        }

        for (int from = 1; from <= LatestTail; from *= 2)
        {
            if (DominatesFrom(from))
            {
                return Enumerable.Range(1, from - 1).All(m => At(m).Sign > 0);
            }
        }

        return false;
    }

    /// <summary>
    /// Whether it is plain that h &gt; 0 from M on. With b_1 the largest base: (i) the coefficients of P_1(M + x) are not
    /// negative, so P_1(m) &gt;= P_1(M) for m &gt;= M. (ii) With N_k the negative part of P_k, its coefficients made
    /// positive, N_k(m+1) / N_k(m) &lt;= ((m+1)/m)^deg &lt;= ((M+1)/M)^deg, so where that times b_k / b_1 is at most 1,
    /// N_k(m) (b_k / b_1)^m does not grow from M on. (iii) P_1(M) &gt; sum of N_k(M) (b_k / b_1)^M. Together
    /// h(m) / b_1^m &gt;= P_1(M) - sum of N_k(M) (b_k / b_1)^M &gt; 0 for all m &gt;= M.
    /// </summary>
    private bool DominatesFrom(int from)
    {
        (BigInteger largest, BigInteger[] dominant) = _terms[0];
        if (Array.Exists(new IntegerPolynomial(dominant).TaylorAt(from), x => x.Sign < 0))
        {
            return false;
        }

        BigInteger rest = BigInteger.Zero;
        foreach ((BigInteger b, BigInteger[] coefficients) in _terms.AsSpan(1))
        {
            BigInteger[] negative = Trim(Array.ConvertAll(coefficients, x => x.Sign < 0 ? -x : BigInteger.Zero));
            int degree = negative.Length - 1;
            if (degree < 0)
            {
                continue;
            }

            if (BigInteger.Pow(from + 1, degree) * b > BigInteger.Pow(from, degree) * largest)
            {
                return false;
            }

            rest += Evaluate(negative, from) * BigInteger.Pow(b, from);
        }

        return Evaluate(dominant, from) * BigInteger.Pow(largest, from) > rest;
    }

    private static BigInteger Evaluate(BigInteger[] coefficients, int m)
    {
        BigInteger value = BigInteger.Zero;
        for (int power = coefficients.Length - 1; power >= 0; power--)
        {
            value = (value * m) + coefficients[power];
        }

        return value;
    }

    private static BigInteger[] Trim(BigInteger[] coefficients) =>
        coefficients[..(Array.FindLastIndex(coefficients, x => !x.IsZero) + 1)];
}
