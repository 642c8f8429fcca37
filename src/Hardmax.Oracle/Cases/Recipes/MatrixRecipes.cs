using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>Cases whose point is the matrix, or the cancellation that a query makes of it.</summary>
internal static class MatrixRecipes
{
    /// <summary>NONSYMMETRIC_A: A and its transpose choose differently.</summary>
    public static CaseSketch? NonsymmetricA(CaseDraw draw) =>
        WithMatrix(draw, [MatrixClass.General, MatrixClass.General, MatrixClass.PdNonsymmetric, MatrixClass.Skew]);

    /// <summary>INDEFINITE_A: the largest score is not the largest absolute value, and not the smallest.</summary>
    public static CaseSketch? IndefiniteA(CaseDraw draw) => WithMatrix(draw, [MatrixClass.SymmetricIndefinite]);

    /// <summary>
    /// ILL_CONDITIONED: tokens (m + a, -m) for a query (k, k), whose score k a is what is left of k (m + a) - k m.
    /// </summary>
    public static CaseSketch? IllConditioned(CaseDraw draw)
    {
        if (draw.MaxDimension < 2 || draw.MaxTokens < 3)
        {
            return null;
        }

        return draw.Random.Chance(1, 2) ? Integers(draw) : Rounded(draw);
    }

    private static CaseSketch? WithMatrix(CaseDraw draw, ReadOnlySpan<MatrixClass> classes)
    {
        MatrixClass matrixClass = draw.Random.Of(classes);
        if (draw.MaxDimension < 2 || draw.MaxTokens < 2 || !draw.Takes(matrixClass))
        {
            return null;
        }

        int d = draw.Dimension(2, 8);
        long[,] matrix = IntegerMatrices.Draw(matrixClass, d, draw.Random)!;
        int bound = draw.Bound();
        int count = draw.Random.Between(2, Math.Min(7, draw.MaxTokens));
        return draw.Sketch(Enumerable.Range(0, count).Select(_ => draw.Vector(d, bound)), matrix, draw.Alpha(), draw.Layers());
    }

    // Every score of the query is exact; m has as many bits as that allows.
    private static CaseSketch Integers(CaseDraw draw)
    {
        CaseRandom random = draw.Random;
        int d = draw.Dimension(2, 4);
        int most = Math.Min(draw.Limits.NumberPrecision - 1, draw.Limits.ScorePrecision - 3);
        int bits = random.Between(Math.Max(4, most / 2), most);
        long k = random.Of(1, 1, 1, 2);
        int count = random.Between(2, Math.Min(5, draw.MaxTokens - 1));
        List<long[]> tokens = [];
        for (int j = 0; j < count; j++)
        {
            long m = random.Sign() * random.Bits(bits);
            long[] rest = [.. Enumerable.Range(0, d - 2).Select(_ => random.Bits(bits) * random.Sign())];
            tokens.Add([m + j + 1, -m, .. rest]);
        }

        return Cancel(draw, tokens, [k, k, .. new long[d - 2]]);
    }

    // A reflection of one coordinate, or an exchange of both, turns the sum into a difference.
    private static CaseSketch Cancel(CaseDraw draw, List<long[]> tokens, long[] query)
    {
        int d = query.Length;
        bool isIdentity = !draw.Takes(MatrixClass.General) || draw.Random.Chance(1, 2);
        long[,] matrix = isIdentity ? IntegerMatrices.Identity(d) : IntegerMatrices.SignedPermutation(d, draw.Random);
        tokens.Add(IntegerMatrices.ApplyTransposed(matrix, query));
        draw.Random.Shuffle(tokens);
        return draw.Sketch(tokens, matrix, draw.Alpha(), draw.Layers(2));
    }

    // Random significands: the scores are rounded, and still far enough apart.
    private static CaseSketch? Rounded(CaseDraw draw)
    {
        CaseRandom random = draw.Random;
        ArithmeticLimits limits = draw.Limits;
        int length = limits.NumberPrecision;
        Rational Number() => random.Sign() * CaseDraw.Scaled(random.Bits(length), -length);
        Rational first = Number() / 4;
        Rational second = Number() / 4;
        int shift = (limits.ScorePrecision / 4) + 1;
        List<Rational[]> tokens = [];
        int count = random.Between(2, Math.Min(4, draw.MaxTokens - 1));
        for (int j = 0; j < count; j++)
        {
            Rational x = Number();
            Rational left = CaseDraw.Scaled(random.Between(j, j + 3), -shift - 3);
            if (limits.Round((left - (first * x)) / second) is not { } y)
            {
                return null;
            }

            tokens.Add([x, y]);
        }

        tokens.Add([first, second]);
        random.Shuffle(tokens);
        return new CaseSketch(new HardmaxProblem(new TokenCloud(tokens), new HardmaxSystem(AttentionMatrix.Identity(2), draw.Alpha())), draw.Layers(2));
    }
}
