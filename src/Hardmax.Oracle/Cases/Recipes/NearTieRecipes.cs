using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// Scores that miss each other by one unit: the query is (h, 1, 0, ..) with h a power of two, so that a token (m, t, ..)
/// scores h m + t, whatever its other coordinates are. They put it far away from the token that it nearly ties with.
/// </summary>
internal static class NearTieRecipes
{
    /// <summary>NEAR_TIE: one unit in the last place, or relative 1e-6; exact scores in four of five.</summary>
    public static CaseSketch? NearTie(CaseDraw draw)
    {
        if (draw.MaxDimension < 2 || draw.MaxTokens < 3)
        {
            return null;
        }

        return draw.Random.Chance(1, 7) ? Undecidable(draw) : Draw(draw, draw.Dimension(2, 6), ties: 0);
    }

    /// <summary>An exact tie above a token that misses it by so little that a tolerance would count it in; null where nothing fits.</summary>
    public static CaseSketch? TieAboveNeighbour(CaseDraw draw) =>
        draw.MaxDimension < 3 || draw.MaxTokens < 4 ? null : Draw(draw, draw.Dimension(3, 6), draw.Random.Between(1, 2));

    private static CaseSketch Draw(CaseDraw draw, int d, int ties)
    {
        CaseRandom random = draw.Random;
        ArithmeticLimits limits = draw.Limits;

        // Scores are integers of exactly so many bits; h^2 and h m for a small m stay below them.
        bool isOneUlp = limits.ScorePrecision < 20 || random.Chance(1, 2);
        int bits = isOneUlp ? limits.ScorePrecision : random.Of(20, 21, 21);
        int h = (bits - 2) / 2;
        int gap = random.Chance(3, 4) ? 1 : random.Between(1, isOneUlp ? 4 : 1);
        int length = Math.Min(bits - h, limits.NumberPrecision);
        long m = random.Bits(length) << (bits - h - length);
        long t = random.Between(1, 3);

        long[] Token(long x, long y) => Place(random, limits, d, x, y, m);
        List<long[]> tokens = [Token(m, t)];
        for (int k = 0; k < ties; k++)
        {
            long[] tied = [.. tokens[0]];
            tied[2] = tied[2] == 0 ? m : -tied[2] / (k + 1);
            tokens.Add(tied);
        }

        // In the plane the distance is along (1, -h), which costs the score nothing.
        bool alongQuery = d == 2 || random.Chance(1, 4);
        long step = alongQuery && m > 8 ? random.Between(1, 3) << Math.Max(0, bits - h - length) : 0;
        long[] neighbour = Token(m - step, t - gap + (step << h));
        if (d > 2)
        {
            neighbour[2] = -tokens[0][2];
        }

        tokens.Add(neighbour);
        return Finish(draw, tokens, [1L << h, 1, .. new long[d - 2]], bits);
    }

    // The query's token stands for A z = q: A is the identity or exchanges and mirrors coordinates.
    private static CaseSketch Finish(CaseDraw draw, List<long[]> tokens, long[] query, int bits)
    {
        CaseRandom random = draw.Random;
        int d = query.Length;
        bool isIdentity = !draw.Takes(MatrixClass.General) || random.Chance(1, 2);
        long[,] matrix = isIdentity ? IntegerMatrices.Identity(d) : IntegerMatrices.SignedPermutation(d, random);
        tokens.Add(IntegerMatrices.ApplyTransposed(matrix, query));
        int fillers = random.Between(0, Math.Min(4, draw.MaxTokens - tokens.Count));
        for (int k = 0; k < fillers; k++)
        {
            tokens.Add(draw.Vector(d, 3));
        }

        random.Shuffle(tokens);

        // Scores near 1 show tolerances that are absolute; integers show the others.
        int scale = random.Chance(3, 4) ? -((bits + 1) / 2) : 0;
        return CaseDraw.Sketch(tokens, matrix, draw.Alpha(), draw.Layers(draw.IsCoarse ? 2 : 3), scale, 0);
    }

    private static long[] Place(CaseRandom random, ArithmeticLimits limits, int d, long x, long y, long size)
    {
        var token = new long[d];
        (token[0], token[1]) = (x, y);
        for (int c = 2; c < d; c++)
        {
            int length = Math.Min(limits.NumberPrecision, 62 - System.Numerics.BitOperations.LeadingZeroCount((ulong)size));
            int shift = Math.Max(0, 62 - System.Numerics.BitOperations.LeadingZeroCount((ulong)size) - length);
            token[c] = c == 2 || random.Chance(1, 2) ? random.Sign() * (random.Bits(Math.Max(1, length)) << shift) : 0;
        }

        return token;
    }

    // Random significands: y' is rounded so that the scores agree up to less than one rounding of a product.
    private static CaseSketch? Undecidable(CaseDraw draw)
    {
        ArithmeticLimits limits = draw.Limits;
        CaseRandom random = draw.Random;
        Rational Number() => random.Sign() * CaseDraw.Scaled(random.Bits(limits.NumberPrecision), 1 - limits.NumberPrecision);
        int d = draw.Dimension(2, 4);
        Rational[] query = [Number() * 2, Number(), .. new Rational[d - 2]];
        Rational[] best = [Rational.Abs(Number()) * 2 * query[0].Sign, .. Enumerable.Range(1, d - 1).Select(_ => Number())];
        Rational[] other = [Number() / 2, .. best[1..].Select(x => -x)];
        Rational score = (query[0] * best[0]) + (query[1] * best[1]);
        if (limits.Round((score - (query[0] * other[0])) / query[1]) is not { } rounded)
        {
            return null;
        }

        other[1] = rounded;
        List<Rational[]> tokens = [best, other, Array.ConvertAll(query, x => x / 4)];
        random.Shuffle(tokens);
        AttentionMatrix matrix = AttentionMatrix.Identity(d);
        return new CaseSketch(new HardmaxProblem(new TokenCloud(tokens), new HardmaxSystem(matrix, draw.Alpha())), draw.Layers(2));
    }
}
