using System.Numerics;
using Hardmax.Dynamics;
using Hardmax.Model;

namespace Hardmax.Limits;

/// <summary>
/// The certificate for the limit (docs/theory.md, "A certificate for the limit"). With c_i = m_i and d_i = z_i - c_i at
/// a layer: (a) over every attention set the deviations d_j average to 0, so the means stay while the sets stay, and
/// z_i(t) = c_i + t d_i with t = (1 - gamma)^m after m more layers; (b) for every t in (0, 1] the sets along z(t) are
/// those of now. Then no set ever changes again, and every z_i converges to c_i.
/// </summary>
/// <remarks>
/// <para>For (b), all members of C_i must stay tied, so their score may be replaced by the mean over C_i, where the
/// deviations cancel by (a): the gap of a point j is h(t) = &lt;A z_i(t), c_i - z_j(t)&gt;, positive outside C_i and zero
/// inside.</para>
/// <para>In Bernstein form h(t) = (1-t)^2 b00 + t(1-t) (b01 + b10) + t^2 b11, with b00 = &lt;A c_i, c_i - c_j&gt;,
/// b01 = &lt;A c_i, c_i - z_j&gt;, b10 = &lt;A z_i, c_i - c_j&gt;, b11 = &lt;A z_i, c_i - z_j&gt;. Here b11 &gt; 0 is the attention set of
/// now, and b10 &gt;= 0 because c_j is a mean of tokens and c_i maximises &lt;A z_i, .&gt; over them. So if c_i also maximises
/// &lt;A c_i, .&gt; over all tokens, then b00, b01 &gt;= 0 and h &gt; 0 on (0, 1] for every j outside C_i: one search per mean
/// instead of a quadratic per pair. What this does not settle goes to <see cref="SignOnUnitInterval"/>.</para>
/// </remarks>
internal sealed class StationaryMeans
{
    private readonly ExactState _state;
    private readonly PointAttention _attention;
    private readonly PointMeans _means;
    private readonly BigInteger[]?[] _deviations;

    private StationaryMeans(ExactState state)
    {
        _state = state;
        _attention = state.Attention;
        _means = state.Means;
        _deviations = new BigInteger[state.PointCount][];
    }

    /// <summary>Whether conditions (a) and (b) hold at a layer.</summary>
    public static bool Hold(ExactState state) => Hold(state, out _);

    /// <summary>Whether conditions (a) and (b) hold at a layer.</summary>
    /// <param name="state">The layer.</param>
    /// <param name="areMeansStationary">
    /// Whether (a) holds. Then, if the sets are in fact constant from here on, (b) will hold at a later layer: a gap
    /// is a quadratic in t with at most two roots in (0, 1], and t falls below them.
    /// </param>
    public static bool Hold(ExactState state, out bool areMeansStationary)
    {
        areMeansStationary = false;
        if (ObviouslyUnbalanced(state))
        {
            return false;
        }

        var conditions = new StationaryMeans(state);
        areMeansStationary = conditions.DeviationsAverageToZero();
        return areMeansStationary && conditions.SetsStay();
    }

    /// <summary>A point that follows a single other point, which itself still moves, breaks (a): no integer is needed to see it.</summary>
    private static bool ObviouslyUnbalanced(ExactState state)
    {
        PointAttention attention = state.Attention;
        for (int point = 0; point < attention.Count; point++)
        {
            ReadOnlySpan<int> set = attention[point];
            if (set.Length == 1 && attention[set[0]].Length == 1 && !attention.IsLeaderPoint(set[0]))
            {
                return true;
            }
        }

        return false;
    }

    private static BigInteger Gap(ReadOnlySpan<BigInteger> query, ReadOnlySpan<BigInteger> x, ReadOnlySpan<BigInteger> y)
    {
        BigInteger gap = BigInteger.Zero;
        for (int c = 0; c < query.Length; c++)
        {
            gap += query[c] * (x[c] - y[c]);
        }

        return gap;
    }

    /// <summary>d_i times the common denominator: Multiple * D * (z_i - c_i).</summary>
    private BigInteger[] Deviation(int point)
    {
        if (_deviations[point] is { } known)
        {
            return known;
        }

        var deviation = new BigInteger[_state.Dimension];
        if (!_attention.IsLeaderPoint(point))
        {
            ReadOnlySpan<BigInteger> place = _state.Numerators(point);
            ReadOnlySpan<BigInteger> mean = _means.Scaled(point);
            for (int c = 0; c < deviation.Length; c++)
            {
                deviation[c] = (_means.Multiple * place[c]) - mean[c];
            }
        }

        _deviations[point] = deviation;
        return deviation;
    }

    private bool IsFixed(int point) => Array.TrueForAll(Deviation(point), x => x.IsZero);

    private IEnumerable<int> FirstPointOfEachSet()
    {
        var seen = new HashSet<int[]>(ReferenceEqualityComparer.Instance);
        for (int point = 0; point < _state.PointCount; point++)
        {
            if (seen.Add(_attention.OwnedSet(point)))
            {
                yield return point;
            }
        }
    }

    private bool DeviationsAverageToZero()
    {
        foreach (int representative in FirstPointOfEachSet())
        {
            int[] set = _attention.OwnedSet(representative);
            for (int c = 0; c < _state.Dimension; c++)
            {
                BigInteger sum = BigInteger.Zero;
                foreach (int member in set)
                {
                    sum += _state.Multiplicity(member) * Deviation(member)[c];
                }

                if (!sum.IsZero)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool SetsStay()
    {
        foreach (int representative in FirstPointOfEachSet())
        {
            int[] set = _attention.OwnedSet(representative);

            // A single point that is its own attention set maximises <A c, .> at its own place: everyone with this
            // set passes by the Bernstein form, and the set has nobody to stay tied with.
            bool isLeader = set.Length == 1 && _attention.IsLeaderPoint(set[0]);
            if (!isLeader && !FollowersStay(representative, set))
            {
                return false;
            }
        }

        return true;
    }

    private bool FollowersStay(int representative, int[] set)
    {
        bool[] isMember = new bool[_state.PointCount];
        foreach (int member in set)
        {
            isMember[member] = true;
        }

        int[] unsettled = UnsettledOutside(representative, isMember);
        for (int point = 0; point < _state.PointCount; point++)
        {
            bool follows = ReferenceEquals(_attention.OwnedSet(point), set);
            if (follows && !(TiesStay(point, set) && GapsStay(point, unsettled)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The points outside a set for which b00 or b01 is negative.</summary>
    private int[] UnsettledOutside(int representative, bool[] isMember)
    {
        BigInteger[] mean = _means.Scaled(representative).ToArray();
        BigInteger[] query = _state.Map.Apply(mean);
        var unsettled = new List<int>();
        for (int j = 0; j < isMember.Length; j++)
        {
            if (!isMember[j] && (Gap(query, mean, Place(j)).Sign < 0 || Gap(query, mean, _means.Scaled(j)).Sign < 0))
            {
                unsettled.Add(j);
            }
        }

        return [.. unsettled];
    }

    /// <summary>z_j in the scale of the means: Multiple * D * z_j.</summary>
    private BigInteger[] Place(int point)
    {
        BigInteger[] place = _state.Numerators(point).ToArray();
        for (int c = 0; c < place.Length; c++)
        {
            place[c] *= _means.Multiple;
        }

        return place;
    }

    private bool TiesStay(int point, int[] set)
    {
        foreach (int j in set)
        {
            (BigInteger a0, BigInteger a1, BigInteger a2) = Coefficients(point, j);
            if (!a0.IsZero || !a1.IsZero || !a2.IsZero)
            {
                return false;
            }
        }

        return true;
    }

    private bool GapsStay(int point, int[] unsettled)
    {
        foreach (int j in unsettled)
        {
            (BigInteger a0, BigInteger a1, BigInteger a2) = Coefficients(point, j);
            if (!SignOnUnitInterval.IsPositive(a0, a1, a2))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>h(t) = a0 + a1 t + a2 t^2 up to a positive factor.</summary>
    private (BigInteger A0, BigInteger A1, BigInteger A2) Coefficients(int point, int j)
    {
        BigInteger[] mean = _means.Scaled(point).ToArray();
        BigInteger[] meanQuery = _state.Map.Apply(mean);
        BigInteger a0 = Gap(meanQuery, mean, _means.Scaled(j));
        BigInteger a1 = -Vectors.Dot<BigInteger>(meanQuery, Deviation(j));
        BigInteger a2 = BigInteger.Zero;
        if (!IsFixed(point))
        {
            BigInteger[] deviationQuery = _state.Map.Apply(Deviation(point));
            a1 += Gap(deviationQuery, mean, _means.Scaled(j));
            a2 = -Vectors.Dot<BigInteger>(deviationQuery, Deviation(j));
        }

        return (a0, a1, a2);
    }
}
