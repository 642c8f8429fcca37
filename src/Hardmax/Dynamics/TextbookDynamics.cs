using System.Numerics;

namespace Hardmax.Dynamics;

/// <summary>
/// One hardmax layer as the paper writes it, over any number type: the attention set
/// C_i = { j : &lt;A z_i, z_j&gt; = max_l &lt;A z_i, z_l&gt; }, and z_i' = z_i + gamma (mean of z_j over C_i - z_i) with
/// gamma = alpha / (1 + alpha). Source: arXiv:2407.01602, equations (1.1) and (1.2). Over Rational it is the slow
/// reference that every other engine is held against; over binary floats it is what a direct transcription computes.
/// </summary>
/// <typeparam name="T">Rational, double, float, Half, decimal, or any ordered field.</typeparam>
/// <param name="matrix">A, d x d.</param>
/// <param name="alpha">The step parameter, greater than 0.</param>
public sealed class TextbookDynamics<T>(T[,] matrix, T alpha)
    where T : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>,
        IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>, IMultiplicativeIdentity<T, T>
{
    private readonly T _gamma = alpha / (T.MultiplicativeIdentity + alpha);

    /// <summary>C_i: the tokens j whose scores &lt;A z_i, z_j&gt; are largest, ascending, ties included.</summary>
    /// <param name="tokens">z_0 .. z_{n-1}, n x d.</param>
    /// <param name="i">A token.</param>
    public int[] AttentionSet(T[][] tokens, int i) => AttentionSet(tokens, i, [.. Enumerable.Range(0, tokens.Length)]);

    /// <summary>C_i under a mask: the keys j whose scores &lt;A z_i, z_j&gt; are largest among the keys, in their order.</summary>
    /// <param name="tokens">z_0 .. z_{n-1}, n x d.</param>
    /// <param name="i">A token.</param>
    /// <param name="keys">The tokens that token i may attend to, at least one.</param>
    public int[] AttentionSet(T[][] tokens, int i, int[] keys)
    {
        T[] query = Apply(tokens[i]);
        T[] scores = Array.ConvertAll(keys, j => Dot(query, tokens[j]));
        T max = scores.Aggregate((x, y) => x >= y ? x : y);
        return [.. keys.Where((_, k) => scores[k] == max)];
    }

    /// <summary>z_i' = z_i + gamma (mean of z_j over C_i - z_i).</summary>
    /// <param name="tokens">z_0 .. z_{n-1}, n x d.</param>
    /// <param name="i">A token.</param>
    /// <param name="attentionSet">C_i.</param>
    public T[] Move(T[][] tokens, int i, int[] attentionSet)
    {
        T[] mean = Mean(tokens, attentionSet);
        return [.. tokens[i].Select((z, c) => z + (_gamma * (mean[c] - z)))];
    }

    /// <summary>All attention sets of a layer.</summary>
    /// <param name="tokens">z_0 .. z_{n-1}, n x d.</param>
    public int[][] AttentionSets(T[][] tokens) => [.. tokens.Select((_, i) => AttentionSet(tokens, i))];

    /// <summary>The next layer: all tokens move at once.</summary>
    /// <param name="tokens">z_0 .. z_{n-1}, n x d.</param>
    /// <param name="attentionSets">C_0 .. C_{n-1} of these tokens.</param>
    public T[][] Next(T[][] tokens, int[][] attentionSets) => [.. tokens.Select((_, i) => Move(tokens, i, attentionSets[i]))];

    private static T[] Mean(T[][] tokens, int[] attentionSet)
    {
        T size = FromCount(attentionSet.Length);
        return [.. tokens[0].Select((_, c) => Sum(attentionSet.Select(j => tokens[j][c])) / size)];
    }

    private static T Sum(IEnumerable<T> terms) => terms.Aggregate((x, y) => x + y);

    private static T Dot(T[] x, T[] y) => Sum(x.Zip(y, (a, b) => a * b));

    // By doubling, because adding ones would stop at 2048 in Half.
    private static T FromCount(int count)
    {
        T half = count > 1 ? FromCount(count / 2) : T.AdditiveIdentity;
        return int.IsOddInteger(count) ? half + half + T.MultiplicativeIdentity : half + half;
    }

    private T[] Apply(T[] x) => [.. x.Select((_, row) => Sum(x.Select((coordinate, column) => matrix[row, column] * coordinate)))];
}
