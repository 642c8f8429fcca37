using System.Numerics;

namespace Hardmax.Dynamics;

/// <summary>
/// The means m_i of a layer, in integers: m_i = Scaled(i) / (Multiple * D), where D is the state's denominator and
/// Multiple is the least common multiple of the numbers of tokens in the attention sets.
/// </summary>
internal sealed class PointMeans
{
    private readonly BigInteger[][] _scaled;

    private PointMeans(BigInteger[][] scaled, BigInteger multiple)
    {
        _scaled = scaled;
        Multiple = multiple;
    }

    /// <summary>The common factor of the denominators, at least 1.</summary>
    public BigInteger Multiple { get; }

    /// <summary>Multiple * D * m_i: d integers.</summary>
    public ReadOnlySpan<BigInteger> Scaled(int point) => _scaled[point];

    public static PointMeans Of(ExactState state)
    {
        PointAttention attention = state.Attention;
        BigInteger multiple = BigInteger.One;
        for (int point = 0; point < state.PointCount; point++)
        {
            int size = attention.TokensIn(point);
            if (size > 1 && !(multiple % size).IsZero)
            {
                multiple *= size / BigInteger.GreatestCommonDivisor(multiple, size);
            }
        }

        var ofSet = new Dictionary<int[], BigInteger[]>(ReferenceEqualityComparer.Instance);
        var scaled = new BigInteger[state.PointCount][];
        for (int point = 0; point < state.PointCount; point++)
        {
            int[] set = attention.OwnedSet(point);
            if (!ofSet.TryGetValue(set, out BigInteger[]? mean))
            {
                mean = Mean(state, set, multiple / attention.TokensIn(point));
                ofSet.Add(set, mean);
            }

            scaled[point] = mean;
        }

        return new PointMeans(scaled, multiple);
    }

    private static BigInteger[] Mean(ExactState state, int[] set, BigInteger factor)
    {
        var sum = new BigInteger[state.Dimension];
        foreach (int member in set)
        {
            ReadOnlySpan<BigInteger> place = state.Numerators(member);
            int weight = state.Multiplicity(member);
            for (int c = 0; c < sum.Length; c++)
            {
                sum[c] += weight == 1 ? place[c] : weight * place[c];
            }
        }

        if (!factor.IsOne)
        {
            for (int c = 0; c < sum.Length; c++)
            {
                sum[c] *= factor;
            }
        }

        return sum;
    }
}
