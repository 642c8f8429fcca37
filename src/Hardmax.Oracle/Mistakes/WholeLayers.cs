using System.Numerics;

namespace Hardmax.Oracle;

/// <summary>Right layers that are organised in another way than token by token.</summary>
internal static class WholeLayers
{
    /// <summary>The product of Z with the matrix of weights (I + alpha P) / (1 + alpha), where row i of P shares 1 among C_i.</summary>
    public static T[][] ByWeights<T>(T[][] state, T[,]? matrix, T alpha)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        return [.. state.Select((_, i) => Row(i))];

        T[] Row(int i)
        {
            int[] set = Scoring.Largest(Scoring.QueryFirst(state, matrix, i, Summation.Sequential));
            T share = T.One / T.CreateChecked(set.Length);
            T[] weights = [.. state.Select((_, j) => ((j == i ? T.One : T.Zero) + (alpha * (set.Contains(j) ? share : T.Zero))) / (T.One + alpha))];
            return [.. state[0].Select((_, c) => weights.Zip(state, (weight, token) => weight * token[c]).Aggregate((x, y) => x + y))];
        }
    }

    /// <summary>Equal tokens are scored and moved once, and weigh in means as often as they occur.</summary>
    public static T[][] ByDistinctPoints<T>(T[][] state, T[,]? matrix, T alpha)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        int[] pointOf = [.. state.Select(token => Array.FindIndex(state, other => other.SequenceEqual(token)))];
        int[] firsts = [.. pointOf.Distinct()];
        T[][] points = [.. firsts.Select(first => state[first])];
        T[] counts = [.. firsts.Select(first => T.CreateChecked(pointOf.Count(point => point == first)))];
        T[][] moved = [.. points.Select((point, p) => Moved(point, Scoring.Largest(Scoring.QueryFirst(points, matrix, p, Summation.Sequential))))];
        return [.. pointOf.Select(first => (T[])moved[Array.IndexOf(firsts, first)].Clone())];

        T[] Moved(T[] point, int[] set)
        {
            T total = set.Aggregate(T.Zero, (sum, p) => sum + counts[p]);
            return [.. point.Select((z, c) => Moves.Lerp(z, set.Aggregate(T.Zero, (sum, p) => sum + (counts[p] * points[p][c])) / total, alpha))];
        }
    }

    /// <summary>Float tokens and updates; scores in double from beginning to end, the comparison included.</summary>
    public static float[][] ByDoubleScores(float[][] state, float[,]? matrix, float alpha, Dot<double> dot)
    {
        double[][] wide = Wide(state);
        double[,]? wideMatrix = Wide(matrix);
        return [.. state.Select(Next)];

        float[] Next(float[] token, int i)
        {
            float[] mean = Means.SumOverSize(state, Scoring.Largest(Scoring.QueryFirst(wide, wideMatrix, i, dot)));
            return [.. token.Zip(mean, (z, m) => Moves.Lerp(z, m, alpha))];
        }
    }

    /// <summary>Everything in double, rounded to float where the layer ends.</summary>
    public static float[][] RoundedAtTheEnd(float[][] state, float[,]? matrix, float alpha) =>
        [.. new LayerRecipe<double>().Next(Wide(state), Wide(matrix), alpha).Select(token => Array.ConvertAll(token, x => (float)x))];

    private static double[][] Wide(float[][] tokens) => [.. tokens.Select(token => Array.ConvertAll(token, x => (double)x))];

    private static double[,]? Wide(float[,]? matrix)
    {
        if (matrix is null)
        {
            return null;
        }

        var wide = new double[matrix.GetLength(0), matrix.GetLength(1)];
        for (int row = 0; row < matrix.GetLength(0); row++)
        {
            for (int column = 0; column < matrix.GetLength(1); column++)
            {
                wide[row, column] = matrix[row, column];
            }
        }

        return wide;
    }
}
