using System.Numerics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Dynamics;

/// <summary>
/// The tokens of one layer, exactly: distinct points as integer vectors over one common denominator, and for each
/// token the point where it stands. Equal tokens are one point with a multiplicity; they move as one for ever
/// (docs/theory.md, fact 7). Immutable; the integers and the denominator have no common factor, so equal states have
/// equal integers.
/// </summary>
/// <remarks>
/// Signs of score differences are signs of integers, and no fraction is reduced inside a loop. Points are numbered in
/// the order of their first tokens.
/// </remarks>
public sealed class ExactState
{
    private readonly BigInteger[] _numerators;
    private readonly int[] _pointOf;
    private readonly int[] _multiplicities;
    private readonly int[] _firstTokens;
    private PointAttention? _attention;
    private AttentionSets? _attentionSets;

    private ExactState(ExactLayerMap map, int layer, BigInteger[] numerators, BigInteger denominator, int[] pointOf, ExactState? previous)
    {
        Map = map;
        Layer = layer;
        _numerators = numerators;
        Denominator = denominator;
        _pointOf = pointOf;
        PointCount = numerators.Length / map.Dimension;
        _multiplicities = new int[PointCount];
        _firstTokens = new int[PointCount];
        for (int token = pointOf.Length - 1; token >= 0; token--)
        {
            _multiplicities[pointOf[token]]++;
            _firstTokens[pointOf[token]] = token;
        }

        // Leaders persist (docs/theory.md, fact 2), so their rows need no new search; points are only carried over
        // when none have met, because then the numbers of the points are the same.
        if (previous is not null && previous.PointCount == PointCount)
        {
            Inherited = previous.Attention;
        }
    }

    /// <summary>The layer, counted from 0.</summary>
    public int Layer { get; }

    /// <summary>The number of tokens, n.</summary>
    public int TokenCount => _pointOf.Length;

    /// <summary>The number of distinct points, at most n.</summary>
    public int PointCount { get; }

    /// <summary>The dimension, d.</summary>
    public int Dimension => Map.Dimension;

    /// <summary>The positive denominator that all coordinates share.</summary>
    public BigInteger Denominator { get; }

    /// <summary>Which points each point attends to.</summary>
    public PointAttention Attention => _attention ??= PointAttention.Of(this);

    /// <summary>The attention sets by token.</summary>
    public AttentionSets AttentionSets => _attentionSets ??= ToTokenSets();

    internal ExactLayerMap Map { get; }

    internal PointAttention? Inherited { get; }

    /// <summary>Layer 0 of a problem.</summary>
    public static ExactState Start(HardmaxProblem problem)
    {
        TokenCloud tokens = problem.Tokens;
        int dimension = tokens.Dimension;
        BigInteger denominator = CommonDenominator(tokens);
        var rows = new BigInteger[tokens.Count * dimension];
        for (int i = 0; i < tokens.Count; i++)
        {
            for (int c = 0; c < dimension; c++)
            {
                Rational x = tokens[i, c];
                rows[(i * dimension) + c] = x.Denominator == denominator ? x.Numerator : x.Numerator * (denominator / x.Denominator);
            }
        }

        int[] pointOf = [.. Enumerable.Range(0, tokens.Count)];
        return Merged(new ExactLayerMap(problem.System), 0, rows, denominator, pointOf, null);
    }

    /// <summary>The point where a token stands.</summary>
    public int PointOf(int token) => _pointOf[token];

    /// <summary>How many tokens stand at a point, at least 1.</summary>
    public int Multiplicity(int point) => _multiplicities[point];

    /// <summary>The smallest token that stands at a point.</summary>
    public int FirstToken(int point) => _firstTokens[point];

    /// <summary>The integer coordinates of a point: d numbers over <see cref="Denominator"/>.</summary>
    public ReadOnlySpan<BigInteger> Numerators(int point) => _numerators.AsSpan(point * Dimension, Dimension);

    /// <summary>The coordinates of a point as rationals: d numbers.</summary>
    public Rational[] Point(int point)
    {
        var coordinates = new Rational[Dimension];
        for (int c = 0; c < Dimension; c++)
        {
            coordinates[c] = new Rational(Numerators(point)[c], Denominator);
        }

        return coordinates;
    }

    /// <summary>The tokens, n x d; formed anew at each call.</summary>
    public TokenCloud ToTokens()
    {
        Rational[][] points = [.. Enumerable.Range(0, PointCount).Select(Point)];
        return TokenCloud.FromOwned([.. _pointOf.Select(point => (Rational[])points[point].Clone())]);
    }

    /// <summary>The next layer.</summary>
    public ExactState Next()
    {
        PointMeans means = PointMeans.Of(this);
        (BigInteger p, BigInteger q) = (Map.Gamma.Numerator, Map.Gamma.Denominator);

        // z' = ((q - p) z + p m) / q, with m = Scaled / (Multiple * D): all over the denominator q * Multiple * D.
        BigInteger keep = (q - p) * means.Multiple;
        BigInteger stay = q * means.Multiple;
        var next = new BigInteger[_numerators.Length];
        for (int point = 0; point < PointCount; point++)
        {
            ReadOnlySpan<BigInteger> mean = means.Scaled(point);
            bool isFixed = Attention.IsLeaderPoint(point);
            for (int c = 0; c < Dimension; c++)
            {
                int at = (point * Dimension) + c;
                next[at] = isFixed ? stay * _numerators[at] : (keep * _numerators[at]) + (p * mean[c]);
            }
        }

        return Merged(Map, Layer + 1, next, stay * Denominator, _pointOf, this);
    }

    /// <summary>Whether two states, of the same or of different layers, have every token at the same place.</summary>
    public bool SamePlaces(ExactState other) =>
        Denominator == other.Denominator
        && _pointOf.AsSpan().SequenceEqual(other._pointOf)
        && _numerators.AsSpan().SequenceEqual(other._numerators);

    private static BigInteger CommonDenominator(TokenCloud tokens)
    {
        BigInteger common = BigInteger.One;
        for (int i = 0; i < tokens.Count; i++)
        {
            foreach (Rational x in tokens[i])
            {
                BigInteger denominator = x.Denominator;
                if (denominator.IsPowerOfTwo && common.IsPowerOfTwo)
                {
                    common = BigInteger.Max(common, denominator);
                }
                else if (!(common % denominator).IsZero)
                {
                    common *= denominator / BigInteger.GreatestCommonDivisor(common, denominator);
                }
            }
        }

        return common;
    }

    /// <summary>One row per old point becomes one row per distinct point, in lowest terms.</summary>
    private static ExactState Merged(ExactLayerMap map, int layer, BigInteger[] rows, BigInteger denominator, int[] rowOf, ExactState? previous)
    {
        int dimension = map.Dimension;
        Reduce(rows, ref denominator);
        int count = rows.Length / dimension;
        int[] pointOfRow = MergeEqualRows(rows, dimension, out int points);
        if (points == count)
        {
            return new ExactState(map, layer, rows, denominator, rowOf, previous);
        }

        var numerators = new BigInteger[points * dimension];
        for (int row = count - 1; row >= 0; row--)
        {
            rows.AsSpan(row * dimension, dimension).CopyTo(numerators.AsSpan(pointOfRow[row] * dimension));
        }

        return new ExactState(map, layer, numerators, denominator, [.. rowOf.Select(row => pointOfRow[row])], previous);
    }

    private static int[] MergeEqualRows(BigInteger[] rows, int dimension, out int points)
    {
        int count = rows.Length / dimension;
        var pointOfRow = new int[count];
        var firstWithHash = new Dictionary<int, int>(count);
        var nextWithHash = new int[count];
        var rowOfPoint = new int[count];
        points = 0;
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<BigInteger> coordinates = rows.AsSpan(row * dimension, dimension);
            int hash = HashOf(coordinates);
            int candidate = firstWithHash.GetValueOrDefault(hash, -1);
            int chain = candidate;
            while (candidate >= 0 && !rows.AsSpan(rowOfPoint[candidate] * dimension, dimension).SequenceEqual(coordinates))
            {
                candidate = nextWithHash[candidate];
            }

            if (candidate < 0)
            {
                candidate = points++;
                rowOfPoint[candidate] = row;
                nextWithHash[candidate] = chain;
                firstWithHash[hash] = candidate;
            }

            pointOfRow[row] = candidate;
        }

        return pointOfRow;
    }

    private static int HashOf(ReadOnlySpan<BigInteger> coordinates)
    {
        int hash = 17;
        foreach (BigInteger coordinate in coordinates)
        {
            hash = unchecked((hash * 486_187_739) + coordinate.GetHashCode());
        }

        return hash;
    }

    private static void Reduce(BigInteger[] rows, ref BigInteger denominator)
    {
        BigInteger divisor = denominator;
        foreach (BigInteger x in rows)
        {
            if (divisor.IsOne)
            {
                return;
            }

            divisor = BigInteger.GreatestCommonDivisor(divisor, x);
        }

        if (divisor.IsOne)
        {
            return;
        }

        for (int at = 0; at < rows.Length; at++)
        {
            rows[at] /= divisor;
        }

        denominator /= divisor;
    }

    private AttentionSets ToTokenSets()
    {
        var byPoint = new int[PointCount][];
        var known = new Dictionary<int[], int[]>(ReferenceEqualityComparer.Instance);
        for (int point = 0; point < PointCount; point++)
        {
            int[] set = Attention.OwnedSet(point);
            if (!known.TryGetValue(set, out int[]? tokens))
            {
                tokens = TokensAt(set);
                known.Add(set, tokens);
            }

            byPoint[point] = tokens;
        }

        return AttentionSets.FromOwned([.. _pointOf.Select(point => byPoint[point])]);
    }

    private int[] TokensAt(int[] points)
    {
        var isMember = new bool[PointCount];
        foreach (int point in points)
        {
            isMember[point] = true;
        }

        return [.. Enumerable.Range(0, TokenCount).Where(token => isMember[_pointOf[token]])];
    }
}
