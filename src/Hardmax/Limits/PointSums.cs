using System.Numerics;
using Hardmax.Algebra;
using Hardmax.Dynamics;

namespace Hardmax.Limits;

/// <summary>
/// Places of points that are sums of powers, up to one positive factor that all points share (it may depend on m):
/// z_i(m) = sum over k of C_k,i m^p_k b_k^m, with positive integers b_k and vectors C_k,i of d integers. Immutable.
/// </summary>
internal sealed class PointSums
{
    private readonly Term[] _terms;
    private readonly int _points;

    private PointSums(IEnumerable<Term> terms, int points)
    {
        _terms = [.. terms];
        _points = points;
    }

    /// <summary>How many coefficients are not 0: the work of forming all gaps is at most its square.</summary>
    public long Size => _terms.Sum(term => term.Vectors.LongCount(x => !x.IsZero));

    /// <summary>N^m Z, for a minimal polynomial with the given roots, all of them positive.</summary>
    /// <remarks>
    /// For a root r of multiplicity e let g = q / (x - r)^e. Then g(N) Z = U_0 lies in the part of r, where N = r + T with
    /// T^e = 0, and the component of Z there is g(N)^-1 U_0 = sum of b_k T^k U_0, where b_k are the coefficients of 1 / g
    /// around r. With U_k = T^k U_0 the component of N^m Z is the sum over s of C(m, s) r^(m-s) V_s, V_s = sum of
    /// b_k U_(s+k). In integers: b_k = B_k / g(r)^(k+1), and all is multiplied by g(r)^e r^(e-1) (e-1)!.
    /// </remarks>
    public static PointSums Powers(ScaledMap map, BigInteger[] places, IntegerPolynomial minimal, IReadOnlyList<IntegerRoot> roots)
    {
        BigInteger[][] images = Images(map, places, minimal.Degree);
        var parts = new List<(BigInteger Scale, IEnumerable<Term> Terms)>();
        BigInteger common = BigInteger.One;
        foreach (IntegerRoot root in roots)
        {
            (BigInteger scale, List<Term> terms) = Component(map, images, minimal, root);
            common = CommonDenominator.LeastCommonMultiple(common, BigInteger.Abs(scale));
            parts.Add((scale, terms));
        }

        var sums = new PointSums(parts.SelectMany(part => part.Terms.Select(term => term.Times(common / part.Scale))), map.PointCount);
        System.Diagnostics.Debug.Assert(
            Enumerable.Range(0, minimal.Degree).All(m => sums.At(m).SequenceEqual(images[m].Select(x => x * common))),
            "The closed form is not that of the powers.");
        return sums.Reduced();
    }

    /// <summary>The places one layer later.</summary>
    public PointSums Through(ScaledMap map) => new(_terms.Select(term => term with { Vectors = map.Apply(term.Vectors) }), _points);

    /// <summary>The score gaps &lt;A z_i(m), z_f(m) - z_j(m)&gt; for every point j, up to one positive factor.</summary>
    public ExponentialSum[] Gaps(ExactLayerMap layer, int i, int f)
    {
        int dimension = layer.Dimension;
        Dictionary<BigInteger, BigInteger[]>[] gaps = [.. Enumerable.Range(0, _points).Select(_ => new Dictionary<BigInteger, BigInteger[]>())];
        foreach (Term left in _terms)
        {
            ReadOnlySpan<BigInteger> place = left.Vectors.AsSpan(i * dimension, dimension);
            if (!place.ContainsAnyExcept(BigInteger.Zero))
            {
                continue;
            }

            BigInteger[] query = layer.Apply(place);
            foreach (Term right in _terms)
            {
                BigInteger[] scores = Scores(query, right.Vectors);
                for (int j = 0; j < _points; j++)
                {
                    Add(gaps[j], left.Base * right.Base, left.Power + right.Power, scores[f] - scores[j]);
                }
            }
        }

        return Array.ConvertAll(gaps, gap => new ExponentialSum(gap));
    }

    /// <summary>The inner product of a query with each row.</summary>
    private static BigInteger[] Scores(BigInteger[] query, BigInteger[] vectors)
    {
        var scores = new BigInteger[vectors.Length / query.Length];
        for (int row = 0; row < scores.Length; row++)
        {
            for (int c = 0; c < query.Length; c++)
            {
                BigInteger x = vectors[(row * query.Length) + c];
                scores[row] += x.IsZero ? x : query[c] * x;
            }
        }

        return scores;
    }

    private static void Add(Dictionary<BigInteger, BigInteger[]> sum, BigInteger b, int power, BigInteger coefficient)
    {
        if (coefficient.IsZero)
        {
            return;
        }

        BigInteger[] coefficients = sum.GetValueOrDefault(b, []);
        if (coefficients.Length <= power)
        {
            Array.Resize(ref coefficients, power + 1);
            sum[b] = coefficients;
        }

        coefficients[power] += coefficient;
    }

    /// <summary>Z, N Z, .., N^(count-1) Z.</summary>
    private static BigInteger[][] Images(ScaledMap map, BigInteger[] places, int count)
    {
        var images = new BigInteger[count][];
        images[0] = places;
        for (int power = 1; power < count; power++)
        {
            images[power] = map.Apply(images[power - 1]);
        }

        return images;
    }

    /// <summary>The terms of one root, and the factor (not 0, of any sign) by which they are too large.</summary>
    private static (BigInteger Scale, List<Term> Terms) Component(ScaledMap map, BigInteger[][] images, IntegerPolynomial minimal, IntegerRoot root)
    {
        (IntegerPolynomial others, int multiplicity) = IntegerRoots.Without(minimal, root.Value);
        BigInteger[][] chain = Chain(map, images, others, root);
        BigInteger[] taylor = others.TaylorAt(root.Value);
        BigInteger[] inverse = InverseSeries(taylor, multiplicity);
        var byPower = new BigInteger[multiplicity][];
        for (int power = 0; power < multiplicity; power++)
        {
            byPower[power] = new BigInteger[images[0].Length];
        }

        BigInteger weight = BigInteger.One; // r^(e-1-s) (e-1)! / s!
        for (int s = multiplicity - 1; s >= 0; s--)
        {
            BigInteger[] binomial = FallingFactorial(s);
            for (int k = 0; s + k < multiplicity; k++)
            {
                for (int power = 0; power <= s; power++)
                {
                    AddScaled(byPower[power], weight * inverse[k] * binomial[power], chain[s + k]);
                }
            }

            weight *= root.Value * BigInteger.Max(s, BigInteger.One);
        }

        // The loop multiplied by r once more than e - 1 times.
        BigInteger scale = BigInteger.Pow(taylor[0], multiplicity) * (weight / root.Value);
        return (scale, [.. byPower.Select((vectors, power) => new Term(root.Value, power, vectors))]);
    }

    /// <summary>U_0 = g(N) Z and U_k = (N - r) U_(k-1), for k below the multiplicity.</summary>
    private static BigInteger[][] Chain(ScaledMap map, BigInteger[][] images, IntegerPolynomial others, IntegerRoot root)
    {
        var chain = new BigInteger[root.Multiplicity][];
        chain[0] = new BigInteger[images[0].Length];
        for (int power = 0; power <= others.Degree; power++)
        {
            AddScaled(chain[0], others[power], images[power]);
        }

        for (int k = 1; k < chain.Length; k++)
        {
            chain[k] = map.Apply(chain[k - 1]);
            AddScaled(chain[k], -root.Value, chain[k - 1]);
        }

        return chain;
    }

    /// <summary>B_k g_0^(e-1-k), where 1 / (g_0 + g_1 y + ..) = sum of B_k / g_0^(k+1) y^k, for k = 0 .. e-1.</summary>
    private static BigInteger[] InverseSeries(BigInteger[] series, int count)
    {
        var numerators = new BigInteger[count];
        numerators[0] = BigInteger.One;
        for (int k = 1; k < count; k++)
        {
            for (int j = 1; j <= k && j < series.Length; j++)
            {
                numerators[k] -= series[j] * numerators[k - j] * BigInteger.Pow(series[0], j - 1);
            }
        }

        return [.. numerators.Select((numerator, k) => numerator * BigInteger.Pow(series[0], count - 1 - k))];
    }

    /// <summary>m (m-1) .. (m-s+1) = s! C(m, s) in powers of m.</summary>
    private static BigInteger[] FallingFactorial(int s)
    {
        BigInteger[] product = [BigInteger.One];
        for (int factor = 0; factor < s; factor++)
        {
            var next = new BigInteger[product.Length + 1];
            for (int power = 0; power < product.Length; power++)
            {
                next[power + 1] += product[power];
                next[power] -= factor * product[power];
            }

            product = next;
        }

        return product;
    }

    private static void AddScaled(BigInteger[] sum, BigInteger factor, BigInteger[] vectors)
    {
        for (int at = 0; at < sum.Length && !factor.IsZero; at++)
        {
            sum[at] += factor * vectors[at];
        }
    }

    /// <summary>The places after m periods, up to the common factor: m rows of d integers.</summary>
    public BigInteger[] At(int m)
    {
        var sum = new BigInteger[_terms[0].Vectors.Length];
        foreach (Term term in _terms)
        {
            AddScaled(sum, BigInteger.Pow(m, term.Power) * BigInteger.Pow(term.Base, m), term.Vectors);
        }

        return sum;
    }

    /// <summary>Without the factor that all coefficients share, and without that of all bases (a factor of its m-th power).</summary>
    private PointSums Reduced()
    {
        BigInteger ofVectors = _terms.SelectMany(term => term.Vectors).Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
        BigInteger ofBases = _terms.Select(term => term.Base).Aggregate(BigInteger.GreatestCommonDivisor);
        BigInteger divisor = ofVectors.IsZero ? BigInteger.One : ofVectors;
        return new PointSums(
            _terms.Select(term => new Term(term.Base / ofBases, term.Power, Array.ConvertAll(term.Vectors, x => x / divisor))),
            _points);
    }

    /// <summary>C m^power base^m for all points: m rows of d integers.</summary>
    private sealed record Term(BigInteger Base, int Power, BigInteger[] Vectors)
    {
        public Term Times(BigInteger factor) => this with { Vectors = Array.ConvertAll(Vectors, x => x * factor) };
    }
}
