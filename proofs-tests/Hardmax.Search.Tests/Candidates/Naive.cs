using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Search.Tests.Candidates;

/// <summary>
/// Small problems by brute force: all matrices, all sets, and a text that two problems share iff one becomes the other by
/// a positive factor of A, a factor of the tokens, an order of the tokens and a signed permutation of coordinates.
/// Shares nothing with the sources but the model.
/// </summary>
internal static class Naive
{
    private static readonly (int Place, int Sign)[][][] AllMaps = [.. Enumerable.Range(0, 4).Select(d => d == 0 ? [] : MakeMaps(d).ToArray())];

    /// <summary>All vectors of integers from -height to height.</summary>
    public static List<int[]> Vectors(int length, int height)
    {
        List<int[]> all = [[]];
        for (int at = 0; at < length; at++)
        {
            all = [.. all.SelectMany(start => Enumerable.Range(-height, (2 * height) + 1).Select(x => (int[])[.. start, x]))];
        }

        return all;
    }

    /// <summary>All integer matrices of a class with entries up to a height, as entries row first.</summary>
    public static List<int[]> Matrices(MatrixClass matrixClass, int dimension, int height) =>
        [.. Vectors(dimension * dimension, height).Where(entries => MatrixClasses.Contains(matrixClass, Matrix(entries)))];

    /// <summary>All sets of n of these.</summary>
    public static IEnumerable<int[][]> Sets(IReadOnlyList<int[]> points, int n, int from = 0)
    {
        if (n == 0)
        {
            return [[]];
        }

        return Enumerable.Range(from, points.Count - from)
            .SelectMany(first => Sets(points, n - 1, first + 1).Select(rest => (int[][])[points[first], .. rest]));
    }

    public static AttentionMatrix Matrix(int[] entries)
    {
        int d = (int)Math.Round(Math.Sqrt(entries.Length));
        var matrix = new Rational[d, d];
        for (int at = 0; at < entries.Length; at++)
        {
            matrix[at / d, at % d] = entries[at];
        }

        return new AttentionMatrix(matrix);
    }

    /// <summary>The text that equivalent problems share.</summary>
    public static string Key(int[] matrix, int[][] tokens)
    {
        int d = tokens[0].Length;
        int[] a = Divided(matrix);
        int factor = Divisor([.. tokens.SelectMany(token => token)]);
        int[][] z = factor == 0 ? tokens : [.. tokens.Select(token => Array.ConvertAll(token, x => x / factor))];
        return Maps(d).Select(map => One(map, a, z)).Min(StringComparer.Ordinal)!;
    }

    public static string Key(HardmaxProblem problem) => Key(
        [.. problem.System.Matrix.ToArray().Cast<Rational>().Select(x => (int)x.Numerator)],
        [.. problem.Tokens.ToArray().Select(token => Array.ConvertAll(token, x => (int)x.Numerator))]);

    /// <summary>All signed permutations, as pairs (place, sign) for each coordinate.</summary>
    public static IReadOnlyList<(int Place, int Sign)[]> Maps(int d) => AllMaps[d];

    private static IEnumerable<(int Place, int Sign)[]> MakeMaps(int d)
    {
        foreach (int[] places in Vectors(d, d - 1).Where(v => v.All(x => x >= 0) && v.Distinct().Count() == d))
        {
            foreach (int[] signs in Vectors(d, 1).Where(v => !v.Contains(0)))
            {
                yield return [.. places.Zip(signs)];
            }
        }
    }

    private static string One((int Place, int Sign)[] map, int[] matrix, int[][] tokens)
    {
        int d = map.Length;
        IEnumerable<int> image = Enumerable.Range(0, d * d).Select(at =>
            map[at / d].Sign * map[at % d].Sign * matrix[(map[at / d].Place * d) + map[at % d].Place]);
        IEnumerable<string> moved = tokens
            .Select(token => string.Join(',', map.Select(part => part.Sign * token[part.Place])))
            .Order(StringComparer.Ordinal);
        return $"{string.Join(',', image)} | {string.Join(' ', moved)}";
    }

    private static int[] Divided(int[] numbers) => Divisor(numbers) is var divisor && divisor > 1 ? Array.ConvertAll(numbers, x => x / divisor) : numbers;

    private static int Divisor(int[] numbers) =>
        Enumerable.Range(1, Math.Max(1, numbers.Max(Math.Abs))).LastOrDefault(k => numbers.All(x => x % k == 0) && numbers.Any(x => x != 0));
}
