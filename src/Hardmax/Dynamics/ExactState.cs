using System.Numerics;
using Hardmax.Algebra;
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
    // The same integers twice: in 128 bits where they fit, and wide where someone asks or they do not fit.
    private readonly Int128[]? _narrow;
    private readonly int[] _pointOf;
    private readonly int[] _multiplicities;
    private readonly int[] _firstTokens;
    private BigInteger[]? _wide;
    private PointAttention? _attention;
    private PointMeans? _means;
    private AttentionSets? _attentionSets;

    private ExactState(ExactLayerMap map, int layer, Int128[]? narrow, BigInteger[]? wide, BigInteger denominator, int[] pointOf, ExactState? previous)
    {
        System.Diagnostics.Debug.Assert(narrow is null != wide is null, "The integers are given once.");
        Map = map;
        Layer = layer;
        _narrow = narrow;
        _wide = wide;
        Denominator = denominator;
        NarrowBits = narrow is null ? int.MaxValue : (int)Math.Max(IntegerRows.Bits(narrow), denominator.GetBitLength());
        _pointOf = pointOf;
        PointCount = (narrow?.Length ?? wide!.Length) / map.Dimension;
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

    /// <summary>The means of the layer.</summary>
    internal PointMeans Means => _means ??= PointMeans.Of(this);

    /// <summary>Bits of the largest of the integers and the denominator, where they are kept in Int128; else int.MaxValue.</summary>
    internal int NarrowBits { get; }

    /// <summary>The integer coordinates of all points in Int128; empty where <see cref="NarrowBits"/> says that they do not fit.</summary>
    internal ReadOnlySpan<Int128> Narrow => _narrow;

    /// <summary>The integer coordinates of all points.</summary>
    internal ReadOnlySpan<BigInteger> Wide => _wide ??= Array.ConvertAll(_narrow!, x => (BigInteger)x);

    internal PointAttention? Inherited { get; }

    /// <summary>Layer 0 of a problem.</summary>
    public static ExactState Start(HardmaxProblem problem)
    {
        var map = new ExactLayerMap(problem.System);
        if (problem.Tokens.TryGetDoubles(out ReadOnlySpan<double> doubles))
        {
            int[] pointOf = IntegerRows.MergeEqual(doubles, map.Dimension, out int points);
            double[] distinct = IntegerRows.Distinct(doubles, map.Dimension, pointOf, points);
            var narrow = new Int128[distinct.Length];
            if (DoubleRows.TryScale(distinct, narrow, out int shift))
            {
                return new ExactState(map, 0, narrow, null, BigInteger.One << shift, pointOf, null);
            }
        }

        return StartWide(map, problem.Tokens);
    }

    /// <summary>The point where a token stands.</summary>
    public int PointOf(int token) => _pointOf[token];

    /// <summary>How many tokens stand at a point, at least 1.</summary>
    public int Multiplicity(int point) => _multiplicities[point];

    /// <summary>The smallest token that stands at a point.</summary>
    public int FirstToken(int point) => _firstTokens[point];

    /// <summary>The integer coordinates of a point: d numbers over <see cref="Denominator"/>.</summary>
    public ReadOnlySpan<BigInteger> Numerators(int point) => Wide.Slice(point * Dimension, Dimension);

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
        PointMeans means = Means;
        (BigInteger p, BigInteger q) = (Map.Gamma.Numerator, Map.Gamma.Denominator);

        // z' = ((q - p) z + p m) / q, with m = Scaled / (Multiple * D): all over the denominator q * Multiple * D.
        BigInteger keep = (q - p) * means.Multiple;
        BigInteger stay = q * means.Multiple;
        BigInteger denominator = stay * Denominator;

        // Scaled is at most Multiple times the largest integer, so both terms and their sum are at most stay times it.
        if (NarrowBits <= IntegerRows.NarrowBits && NarrowBits + stay.GetBitLength() <= IntegerRows.NarrowBits)
        {
            Int128[] narrow = IntegerRows.Moved(Narrow, means.Narrow, Attention.IsLeaderPoint, (Int128)keep, (Int128)p, (Int128)stay);
            IntegerRows.Reduce(narrow, ref denominator);
            return Merged(narrow, denominator);
        }

        BigInteger[] wide = IntegerRows.Moved(Wide, means.Wide, Attention.IsLeaderPoint, keep, p, stay);
        IntegerRows.Reduce(wide, ref denominator);
        return Merged(wide, denominator);
    }

    /// <summary>Whether two states, of the same or of different layers, have every token at the same place.</summary>
    public bool SamePlaces(ExactState other) =>
        Denominator == other.Denominator
        && _pointOf.AsSpan().SequenceEqual(other._pointOf)
        && Wide.SequenceEqual(other.Wide);

    private static ExactState StartWide(ExactLayerMap map, TokenCloud tokens)
    {
        BigInteger denominator = BigInteger.One;
        for (int i = 0; i < tokens.Count; i++)
        {
            denominator = CommonDenominator.Of(denominator, tokens[i]);
        }

        var rows = new BigInteger[tokens.Count * tokens.Dimension];
        for (int i = 0; i < tokens.Count; i++)
        {
            ReadOnlySpan<Rational> token = tokens[i];
            for (int c = 0; c < token.Length; c++)
            {
                rows[(i * token.Length) + c] = CommonDenominator.Numerator(token[c], denominator);
            }
        }

        int[] pointOf = IntegerRows.MergeEqual<BigInteger>(rows, tokens.Dimension, out int points);
        BigInteger[] distinct = IntegerRows.Distinct<BigInteger>(rows, tokens.Dimension, pointOf, points);
        bool isNarrow = Math.Max(IntegerRows.Bits(distinct), denominator.GetBitLength()) <= IntegerRows.NarrowBits;
        return isNarrow
            ? new ExactState(map, 0, Array.ConvertAll(distinct, x => (Int128)x), null, denominator, pointOf, null)
            : new ExactState(map, 0, null, distinct, denominator, pointOf, null);
    }

    /// <summary>The next state, from one row per point of this one: one row per distinct point.</summary>
    private ExactState Merged<T>(T[] rows, BigInteger denominator)
        where T : IBinaryInteger<T>
    {
        int[] pointOfRow = IntegerRows.MergeEqual<T>(rows, Dimension, out int points);
        int[] pointOf = _pointOf;
        if (points < PointCount)
        {
            rows = IntegerRows.Distinct<T>(rows, Dimension, pointOfRow, points);
            pointOf = Array.ConvertAll(_pointOf, row => pointOfRow[row]);
        }

        return new ExactState(Map, Layer + 1, rows as Int128[], rows as BigInteger[], denominator, pointOf, this);
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
