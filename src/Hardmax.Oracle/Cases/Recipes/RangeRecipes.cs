using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>Cases at the ends of the exponent range.</summary>
internal static class RangeRecipes
{
    /// <summary>HUGE_RANGE: tokens, or coordinates, of very different magnitudes; the larger decide and nothing that decides underflows.</summary>
    public static CaseSketch? HugeRange(CaseDraw draw)
    {
        if (draw.MaxTokens < 2)
        {
            return null;
        }

        bool byCoordinate = draw.MaxDimension > 1 && draw.Takes(MatrixClass.Spd) && draw.Random.Chance(1, 3);
        return byCoordinate ? ByCoordinate(draw) : ByToken(draw);
    }

    /// <summary>SUBNORMAL: subnormal queries over normal tokens, subnormal clouds, single coordinates, products that underflow.</summary>
    public static CaseSketch? Subnormal(CaseDraw draw)
    {
        if (draw.MaxTokens < 2)
        {
            return null;
        }

        int d = draw.Dimension(1, 4);
        int count = draw.Random.Between(2, Math.Min(7, draw.MaxTokens));
        long[,] matrix = draw.Matrix(d);
        int bound = draw.Bound();
        long[][] tokens = [.. Enumerable.Range(0, count).Select(_ => draw.Vector(d, bound))];
        Rational[][] cloud = draw.Random.Between(0, 4) switch
        {
            0 or 1 => Rows(tokens, i => i == 0 ? draw.Limits.MinNumberPlace : 0),
            2 => Rows(tokens, i => i < (count + 1) / 2 ? draw.Limits.MinNumberPlace : -draw.Random.Between(0, 3)),
            3 => Rows(tokens, _ => draw.Limits.MinNumberPlace),
            _ => Rows(tokens, _ => (draw.Limits.MinNormalExponent / 2) - draw.Random.Between(0, 4)),
        };
        draw.Random.Shuffle(cloud);
        return Sketch(cloud, Array.ConvertAll(Flat(matrix), x => (Rational)x), draw);
    }

    // Each token has an exponent of its own, the whole range between them.
    private static CaseSketch ByToken(CaseDraw draw)
    {
        int d = draw.Dimension(1, 4);
        int count = draw.Random.Between(2, Math.Min(6, draw.MaxTokens));
        int high = (draw.Limits.MaxExponent / 2) - 7;
        int low = draw.Limits.MaxExponent > 15 ? -high + 20 : -10;
        int bound = draw.IsCoarse ? 2 : 5;
        long[][] tokens = [.. Enumerable.Range(0, count).Select(_ => draw.Vector(d, bound))];
        int[] exponents = [.. tokens.Select(_ => draw.Random.Between(low, Math.Max(1, high)))];
        (exponents[0], exponents[1]) = (low, Math.Max(1, high));
        Rational[][] cloud = Rows(tokens, i => exponents[i]);
        draw.Random.Shuffle(cloud);
        return Sketch(cloud, Array.ConvertAll(Flat(draw.Matrix(d)), x => (Rational)x), draw);
    }

    // Coordinate c in units of 2^e_c, and A in units of 2^-2e_c: scores are those of small integers.
    private static CaseSketch ByCoordinate(CaseDraw draw)
    {
        int d = draw.Dimension(2, 4);
        int count = draw.Random.Between(2, Math.Min(6, draw.MaxTokens));
        int reach = draw.Limits.MaxExponent > 15 ? (draw.Limits.MaxExponent / 3) - 4 : 5;
        int[] exponents = [.. Enumerable.Range(0, d).Select(_ => draw.Random.Between(-reach, reach))];
        (exponents[0], exponents[1]) = draw.Random.Chance(1, 2) ? (reach, -reach) : (-reach, reach);
        int bound = draw.IsCoarse ? 2 : 5;
        Rational[][] cloud = [.. Enumerable.Range(0, count).Select(_ => draw.Vector(d, bound).Select((x, c) => CaseDraw.Scaled(x, exponents[c])).ToArray())];
        var entries = new Rational[d * d];
        for (int c = 0; c < d; c++)
        {
            entries[(c * d) + c] = CaseDraw.Scaled(1, -2 * exponents[c]);
        }

        return Sketch(cloud, entries, draw);
    }

    private static Rational[][] Rows(long[][] tokens, Func<int, int> exponent) =>
        [.. tokens.Select((token, i) =>
        {
            int e = exponent(i);
            return Array.ConvertAll(token, x => CaseDraw.Scaled(x, e));
        })];

    private static long[] Flat(long[,] matrix) => [.. matrix.Cast<long>()];

    private static CaseSketch Sketch(Rational[][] cloud, Rational[] entries, CaseDraw draw)
    {
        int d = cloud[0].Length;
        var matrix = new Rational[d, d];
        for (int k = 0; k < entries.Length; k++)
        {
            matrix[k / d, k % d] = entries[k];
        }

        return new CaseSketch(new HardmaxProblem(new TokenCloud(cloud), new HardmaxSystem(new AttentionMatrix(matrix), draw.Alpha())), draw.Layers(2));
    }
}
