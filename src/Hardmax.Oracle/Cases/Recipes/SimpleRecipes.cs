using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>The smallest cases, the late ones, and those of real text.</summary>
internal static class SimpleRecipes
{
    private const int LateLayers = 12;

    /// <summary>ONE_TOKEN: it attends to itself and stays.</summary>
    public static CaseSketch OneToken(CaseDraw draw)
    {
        int d = draw.Dimension(1);
        long[,] matrix = draw.Matrix(d);
        bool isRounded = draw.Random.Chance(1, 2);
        int bits = draw.Limits.NumberPrecision;
        CaseSketch sketch = draw.Sketch([draw.Vector(d, draw.Bound())], matrix, draw.Alpha(), draw.Layers(3));
        var token = new Rational[d];
        for (int c = 0; c < d; c++)
        {
            token[c] = draw.Random.Sign() * CaseDraw.Scaled(draw.Random.Bits(bits), draw.Random.Between(-3, 0) - bits);
        }

        return isRounded ? sketch with { Problem = new HardmaxProblem(new TokenCloud([token]), sketch.Problem.System) } : sketch;
    }

    /// <summary>ONE_DIM: numbers, positive, negative, equal and zero.</summary>
    public static CaseSketch? OneDim(CaseDraw draw)
    {
        if (draw.MaxTokens < 2)
        {
            return null;
        }

        int bound = draw.Bound();
        int count = draw.Random.Between(2, Math.Min(9, draw.MaxTokens));
        long[][] tokens = [.. Enumerable.Range(0, count).Select(_ => (long[])[draw.Random.Between(-bound, bound)])];
        return draw.Sketch(tokens, draw.Matrix(1), draw.AnyAlpha(), draw.Layers());
    }

    /// <summary>LATE_LEADER: as many layers as it takes for a set to change, if one changes late.</summary>
    public static CaseSketch? LateLeader(CaseDraw draw)
    {
        if (draw.MaxDimension < 2 || draw.MaxTokens < 3)
        {
            return null;
        }

        CaseRandom random = draw.Random;
        int d = draw.Dimension(2, 3);
        int bound = random.Of(3, 5, 9, draw.IsCoarse ? 7 : 30);
        int count = random.Between(3, Math.Min(6, draw.MaxTokens));
        long[][] tokens = [.. Enumerable.Range(0, count).Select(_ => draw.Vector(d, bound))];
        Rational alpha = random.Of<Rational>(1, 1, Rational.One / 2, Rational.One / 4, 3);
        CaseSketch sketch = draw.Sketch(tokens, draw.Matrix(d), alpha, LateLayers);
        int last = LastChange(sketch.Problem);
        return last < CasePromises.LateLayer ? null : sketch with { Layers = Math.Min(LateLayers, last + random.Between(1, 2)) };
    }

    /// <summary>TEXT: consecutive words of a review.</summary>
    public static CaseSketch? Text(CaseDraw draw)
    {
        if (draw.MaxDimension < 2 || draw.MaxTokens < 2)
        {
            return null;
        }

        CaseRandom random = draw.Random;
        int cloud = random.Between(0, TextClouds.All.Length - 1);
        int length = TextClouds.All[cloud].Count;
        int count = Math.Min(random.Chance(1, 4) ? length : random.Between(3, 16), Math.Min(length, draw.MaxTokens));
        Rational[][] words = TextClouds.Words(cloud, random.Between(0, length - count), count, draw.Limits);
        Rational alpha = random.Chance(1, 2) ? draw.Limits.Round(TextClouds.Alpha) ?? Rational.One : draw.Alpha();

        // The model's matrix is the identity; another one stands in where that is not supported.
        long[,] matrix = draw.Takes(MatrixClass.Identity) && random.Chance(3, 4) ? IntegerMatrices.Identity(2) : draw.Matrix(2);
        CaseSketch system = CaseDraw.Sketch([[1, 1]], matrix, alpha, count > 16 || draw.IsCoarse ? random.Between(1, 2) : draw.Layers(), 0, 0);
        return system with { Problem = new HardmaxProblem(new TokenCloud(words), system.Problem.System) };
    }

    private static int LastChange(HardmaxProblem problem)
    {
        ExactState state = ExactState.Start(problem);
        AttentionSets before = state.AttentionSets;
        int last = 0;
        for (int layer = 1; layer < LateLayers; layer++)
        {
            state = state.Next();
            AttentionSets after = state.AttentionSets;
            last = after.Equals(before) ? last : layer;
            before = after;
        }

        return last;
    }
}
