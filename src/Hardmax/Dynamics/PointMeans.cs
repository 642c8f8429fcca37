using System.Numerics;
using Hardmax.Algebra;

namespace Hardmax.Dynamics;

/// <summary>
/// The means m_i of a layer, in integers: m_i = Scaled(i) / (Multiple * D), where D is the state's denominator and
/// Multiple is the least common multiple of the numbers of tokens in the attention sets.
/// </summary>
internal sealed class PointMeans
{
    private readonly Int128[][]? _narrow;
    private BigInteger[][]? _wide;

    private PointMeans(Int128[][]? narrow, BigInteger[][]? wide, BigInteger multiple)
    {
        _narrow = narrow;
        _wide = wide;
        Multiple = multiple;
    }

    /// <summary>The common factor of the denominators, at least 1.</summary>
    public BigInteger Multiple { get; }

    /// <summary>For each point Multiple * D * m_i in Int128: d integers. Only where they have at most <see cref="IntegerRows.NarrowBits"/> bits.</summary>
    public Int128[][] Narrow => _narrow ?? throw new InvalidOperationException("The means do not fit 128 bits.");

    /// <summary>For each point Multiple * D * m_i: d integers. Points with one attention set share them.</summary>
    public BigInteger[][] Wide => _wide ??= Widened(Narrow);

    /// <summary>Multiple * D * m_i: d integers.</summary>
    public ReadOnlySpan<BigInteger> Scaled(int point) => Wide[point];

    public static PointMeans Of(ExactState state)
    {
        PointAttention attention = state.Attention;
        BigInteger multiple = BigInteger.One;
        for (int point = 0; point < state.PointCount; point++)
        {
            multiple = CommonDenominator.LeastCommonMultiple(multiple, attention.TokensIn(point));
        }

        // No sum over a set is larger than its number of tokens times the largest integer, and that number divides Multiple.
        bool isNarrow = state.NarrowBits <= IntegerRows.NarrowBits && state.NarrowBits + multiple.GetBitLength() <= IntegerRows.NarrowBits;
        return isNarrow
            ? new PointMeans(OfSets(state, state.Narrow, (Int128)multiple), null, multiple)
            : new PointMeans(null, OfSets(state, state.Wide, multiple), multiple);
    }

    private static T[][] OfSets<T>(ExactState state, ReadOnlySpan<T> rows, T multiple)
        where T : IBinaryInteger<T>
    {
        var ofSet = new Dictionary<int[], T[]>(ReferenceEqualityComparer.Instance);
        var scaled = new T[state.PointCount][];
        for (int point = 0; point < scaled.Length; point++)
        {
            int[] set = state.Attention.OwnedSet(point);
            if (!ofSet.TryGetValue(set, out T[]? mean))
            {
                mean = Mean(state, rows, set, multiple / T.CreateChecked(state.Attention.TokensIn(point)));
                ofSet.Add(set, mean);
            }

            scaled[point] = mean;
        }

        return scaled;
    }

    private static T[] Mean<T>(ExactState state, ReadOnlySpan<T> rows, int[] set, T factor)
        where T : IBinaryInteger<T>
    {
        var sum = new T[state.Dimension];
        foreach (int member in set)
        {
            ReadOnlySpan<T> place = rows.Slice(member * sum.Length, sum.Length);
            int multiplicity = state.Multiplicity(member);
            var weight = T.CreateChecked(multiplicity);
            for (int c = 0; c < sum.Length; c++)
            {
                sum[c] += multiplicity == 1 ? place[c] : weight * place[c];
            }
        }

        if (factor != T.One)
        {
            for (int c = 0; c < sum.Length; c++)
            {
                sum[c] *= factor;
            }
        }

        return sum;
    }

    private static BigInteger[][] Widened(Int128[][] narrow)
    {
        var ofMean = new Dictionary<Int128[], BigInteger[]>(ReferenceEqualityComparer.Instance);
        var wide = new BigInteger[narrow.Length][];
        for (int point = 0; point < wide.Length; point++)
        {
            if (!ofMean.TryGetValue(narrow[point], out BigInteger[]? mean))
            {
                mean = Array.ConvertAll(narrow[point], x => (BigInteger)x);
                ofMean.Add(narrow[point], mean);
            }

            wide[point] = mean;
        }

        return wide;
    }
}
