using System.Numerics;

namespace Hardmax.Oracle;

/// <summary>A right layer in floating point, put together from one of several right ways for each of its parts.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed record LayerRecipe<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How inner products are summed.</summary>
    public Dot<T> Dot { get; init; } = Summation.Sequential;

    /// <summary>The scores of token i: state, A or null, i, and the inner product.</summary>
    public Func<T[][], T[,]?, int, Dot<T>, T[]> Scores { get; init; } = Scoring.QueryFirst;

    /// <summary>The mean of a set of tokens.</summary>
    public Func<T[][], int[], T[]> Mean { get; init; } = Means.SumOverSize;

    /// <summary>Where a coordinate z goes for a mean m and alpha.</summary>
    public Func<T, T, T, T> Move { get; init; } = Moves.Lerp;

    /// <summary>The next layer.</summary>
    public T[][] Next(T[][] state, T[,]? matrix, T alpha)
    {
        return [.. state.Select(Token)];

        T[] Token(T[] token, int i)
        {
            T[] mean = Mean(state, Scoring.Largest(Scores(state, matrix, i, Dot)));
            return [.. token.Zip(mean, (z, m) => Move(z, m, alpha))];
        }
    }
}

/// <summary>Scores &lt;A z_i, z_j&gt; by different orders of operations.</summary>
internal static class Scoring
{
    /// <summary>A z_i once, then its products with all z_j.</summary>
    public static T[] QueryFirst<T>(T[][] state, T[,]? matrix, int i, Dot<T> dot)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T[] query = matrix is null ? state[i] : [.. FloatValues.Rows(matrix).Select(row => dot(row, state[i]))];
        return Array.ConvertAll(state, token => dot(query, token));
    }

    /// <summary>A^T z_j for every j, then the products with z_i.</summary>
    public static T[] KeyFirst<T>(T[][] state, T[,]? matrix, int i, Dot<T> dot)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        if (matrix is null)
        {
            return Array.ConvertAll(state, token => dot(state[i], token));
        }

        T[][] columns = FloatValues.Rows(Transposed(matrix));
        return Array.ConvertAll(state, token => dot(state[i], [.. columns.Select(column => dot(column, token))]));
    }

    /// <summary>One sum over all (a_rc z_ic) z_jr.</summary>
    public static T[] FlatSum<T>(T[][] state, T[,]? matrix, int i, Dot<T> dot)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        if (matrix is null)
        {
            return QueryFirst(state, null, i, dot);
        }

        T[] products = [.. FloatValues.Rows(matrix).SelectMany(row => row.Zip(state[i], (entry, x) => entry * x))];
        return Array.ConvertAll(state, token => dot(products, [.. token.SelectMany(y => Enumerable.Repeat(y, token.Length))]));
    }

    /// <summary>Where scores are largest: those equal to the maximum, bit for bit but for the sign of zero.</summary>
    public static int[] Largest<T>(T[] scores)
        where T : struct, IBinaryFloatingPointIeee754<T> => LayerParts<T>.Largest(scores);

    private static T[,] Transposed<T>(T[,] matrix)
    {
        var transposed = new T[matrix.GetLength(1), matrix.GetLength(0)];
        for (int row = 0; row < matrix.GetLength(0); row++)
        {
            for (int column = 0; column < matrix.GetLength(1); column++)
            {
                transposed[column, row] = matrix[row, column];
            }
        }

        return transposed;
    }
}

/// <summary>Means of tokens.</summary>
internal static class Means
{
    /// <summary>The sum in the order of the tokens, divided once.</summary>
    public static T[] SumOverSize<T>(T[][] state, int[] set)
        where T : struct, IBinaryFloatingPointIeee754<T> => LayerParts<T>.Mean(state, set);

    /// <summary>Shares 1/size of each token, added: what a product with a matrix of weights does.</summary>
    public static T[] SumOfShares<T>(T[][] state, int[] set)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T share = T.One / T.CreateChecked(set.Length);
        return [.. state[0].Select((_, c) => set.Aggregate(T.Zero, (sum, j) => sum + (share * state[j][c])))];
    }

    /// <summary>The mean of the tokens so far, moved towards each next one.</summary>
    public static T[] Running<T>(T[][] state, int[] set)
        where T : struct, IBinaryFloatingPointIeee754<T> =>
        [.. state[0].Select((_, c) => set.Index().Aggregate(T.Zero, (mean, next) => mean + ((state[next.Item][c] - mean) / T.CreateChecked(next.Index + 1))))];
}

/// <summary>Forms of the update that are equal in exact arithmetic.</summary>
internal static class Moves
{
    /// <summary>z + gamma (m - z).</summary>
    public static T Lerp<T>(T z, T m, T alpha)
        where T : struct, IBinaryFloatingPointIeee754<T> => z + (alpha / (T.One + alpha) * (m - z));

    /// <summary>z/(1+alpha) + alpha/(1+alpha) m: the paper's own.</summary>
    public static T Paper<T>(T z, T m, T alpha)
        where T : struct, IBinaryFloatingPointIeee754<T> => (z / (T.One + alpha)) + (alpha / (T.One + alpha) * m);

    /// <summary>(z + alpha m) / (1 + alpha).</summary>
    public static T OneDivision<T>(T z, T m, T alpha)
        where T : struct, IBinaryFloatingPointIeee754<T> => (z + (alpha * m)) / (T.One + alpha);

    /// <summary>(1 - gamma) z + gamma m.</summary>
    public static T Convex<T>(T z, T m, T alpha)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T gamma = alpha / (T.One + alpha);
        return ((T.One - gamma) * z) + (gamma * m);
    }

    /// <summary>z + gamma (m - z) with the last two operations fused.</summary>
    public static T FusedLerp<T>(T z, T m, T alpha)
        where T : struct, IBinaryFloatingPointIeee754<T> => T.FusedMultiplyAdd(alpha / (T.One + alpha), m - z, z);
}
