using System.Numerics;

namespace Hardmax.Oracle;

/// <summary>The parts that a hardmax layer is put together from, for layers that get one of them wrong.</summary>
/// <typeparam name="T">Rational, or a binary float.</typeparam>
/// <param name="matrix">A, d x d.</param>
/// <param name="alpha">The step parameter.</param>
internal sealed class LayerParts<T>(T[,] matrix, T alpha)
    where T : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>,
        IUnaryNegationOperators<T, T>, IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>, IMultiplicativeIdentity<T, T>
{
    /// <summary>A.</summary>
    public T[,] Matrix => matrix;

    /// <summary>alpha.</summary>
    public T Alpha => alpha;

    /// <summary>gamma = alpha / (1 + alpha).</summary>
    public T Gamma { get; } = alpha / (T.MultiplicativeIdentity + alpha);

    /// <summary>The same parts for another matrix, made from A entry by entry.</summary>
    /// <param name="entry">The entry in a row and a column, given A.</param>
    public LayerParts<T> With(Func<T[,], int, int, T> entry)
    {
        var changed = new T[matrix.GetLength(0), matrix.GetLength(1)];
        for (int row = 0; row < matrix.GetLength(0); row++)
        {
            for (int column = 0; column < matrix.GetLength(1); column++)
            {
                changed[row, column] = entry(matrix, row, column);
            }
        }

        return new LayerParts<T>(changed, alpha);
    }

    /// <summary>The scores &lt;A z_i, z_j&gt; of all tokens j.</summary>
    public T[] Scores(T[][] state, int i)
    {
        T[] query = [.. state[i].Select((_, row) => Sum(state[i].Select((coordinate, column) => matrix[row, column] * coordinate)))];
        return Array.ConvertAll(state, token => Sum(query.Zip(token, (x, y) => x * y)));
    }

    /// <summary>z + step (target - z).</summary>
    public static T[] Toward(T[] token, T[] target, T step) => [.. token.Zip(target, (z, m) => z + (step * (m - z)))];

    /// <summary>The sum of some tokens over a divisor.</summary>
    public static T[] Over(T[][] state, IEnumerable<int> set, T divisor) =>
        [.. state[0].Select((_, c) => Sum(set.Select(j => state[j][c])) / divisor)];

    /// <summary>The mean of some tokens, at least one.</summary>
    public static T[] Mean(T[][] state, int[] set) => Over(state, set, FromCount(set.Length));

    /// <summary>The largest of some scores.</summary>
    public static T Max(IEnumerable<T> scores) => scores.Aggregate((x, y) => x >= y ? x : y);

    /// <summary>Where the scores are largest, ascending.</summary>
    public static int[] Largest(T[] scores)
    {
        T max = Max(scores);
        return Where(scores, score => score == max);
    }

    /// <summary>Where the scores satisfy a condition, ascending.</summary>
    public static int[] Where(T[] scores, Func<T, bool> condition) => [.. Enumerable.Range(0, scores.Length).Where(j => condition(scores[j]))];

    /// <summary>|x|.</summary>
    public static T Abs(T x) => x < T.AdditiveIdentity ? -x : x;

    /// <summary>A count as a number, by doubling because adding ones would stop at 2048 in Half.</summary>
    public static T FromCount(int count)
    {
        T half = count > 1 ? FromCount(count / 2) : T.AdditiveIdentity;
        return int.IsOddInteger(count) ? half + half + T.MultiplicativeIdentity : half + half;
    }

    private static T Sum(IEnumerable<T> terms) => terms.Aggregate(T.AdditiveIdentity, (x, y) => x + y);
}
