using System.Numerics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Generators;

/// <summary>
/// Simpler token clouds. Besides single coordinates, all equal tokens and all coordinates of equal absolute value
/// shrink together, so that duplicates and reflections, and with them exact ties, survive the way down.
/// </summary>
internal static class CloudShrink
{
    // 3^6 = 729 candidates.
    private const int LargestSignCloud = 6;

    /// <summary>The costs of all coordinates together.</summary>
    public static BigInteger Cost(TokenCloud cloud) => cloud.ToArray()
        .SelectMany(token => token)
        .Aggregate(BigInteger.Zero, (sum, coordinate) => sum + RationalShrink.Cost(coordinate));

    /// <summary>Clouds with a token or a coordinate less, or as many of both and of lower <see cref="Cost"/>.</summary>
    public static IEnumerable<TokenCloud> Shrink(TokenCloud cloud)
    {
        IEnumerable<TokenCloud> fewer = DropTokens(cloud.Count).Select(kept => Keep(cloud, kept));
        IEnumerable<TokenCloud> lower = Enumerable.Range(0, cloud.Dimension).Where(_ => cloud.Dimension > 1).Select(c => DropCoordinate(cloud, c));
        return fewer.Concat(lower).Concat(Simplify(cloud));
    }

    /// <summary>The tokens to keep, fewer than all and at least one: either half, then all but one.</summary>
    internal static IEnumerable<int[]> DropTokens(int count)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        if (count > 3)
        {
            yield return all[..(count / 2)];
            yield return all[(count / 2)..];
        }

        for (int i = 0; i < count && count > 1; i++)
        {
            yield return [.. all[..i], .. all[(i + 1)..]];
        }
    }

    /// <summary>The tokens with these indices.</summary>
    internal static TokenCloud Keep(TokenCloud cloud, int[] kept) => new(kept.Select(i => cloud[i].ToArray()));

    /// <summary>The tokens without coordinate c. d is at least 2.</summary>
    internal static TokenCloud DropCoordinate(TokenCloud cloud, int c) =>
        new(cloud.ToArray().Select(token => (Rational[])[.. token[..c], .. token[(c + 1)..]]));

    /// <summary>Clouds of the same shape and of lower cost.</summary>
    internal static IEnumerable<TokenCloud> Simplify(TokenCloud cloud)
    {
        BigInteger cost = Cost(cloud);
        return Candidates(cloud.ToArray()).Select(tokens => new TokenCloud(tokens)).Where(candidate => Cost(candidate) < cost);
    }

    /// <summary>All 3^(n d) clouds of 0, 1 and -1, the emptiest first.</summary>
    internal static IEnumerable<Rational[][]> SignClouds(int count, int dimension)
    {
        IEnumerable<Rational[]> all = [[]];
        for (int k = 0; k < count * dimension; k++)
        {
            all = all.SelectMany(start => new Rational[] { 0, 1, -1 }.Select(next => (Rational[])[.. start, next]));
        }

        return all
            .OrderBy(values => values.Count(x => !x.IsZero))
            .Select(values => values.Chunk(dimension).ToArray());
    }

    private static IEnumerable<Rational[][]> Candidates(Rational[][] tokens)
    {
        int d = tokens[0].Length;
        yield return Array.ConvertAll(tokens, _ => new Rational[d]);
        yield return Scaling.ToIntegers(tokens);
        foreach (Rational[] token in tokens.Distinct(Vectors.Comparer))
        {
            yield return Array.ConvertAll(tokens, other => Vectors.Comparer.Equals(other, token) ? new Rational[d] : other);
        }

        foreach (Rational size in tokens.SelectMany(token => token).Select(Rational.Abs).Distinct().OrderDescending())
        {
            foreach (Rational smaller in RationalShrink.Shrink(size).Where(x => x.Sign >= 0))
            {
                yield return Array.ConvertAll(tokens, token => Array.ConvertAll(token, x =>
                    x == size ? smaller : x == -size ? -smaller : x));
            }
        }

        foreach (Rational[][] candidate in tokens.Distinct(Vectors.Comparer).SelectMany(token => Together(tokens, token)))
        {
            yield return candidate;
        }

        for (int i = 0; i < tokens.Length; i++)
        {
            foreach (Rational[] simpler in Coordinates(tokens[i]))
            {
                yield return [.. tokens[..i], simpler, .. tokens[(i + 1)..]];
            }
        }

        // An exact tie seldom survives a change of one number; this is the way from any tie of a few tokens to the simplest.
        foreach (Rational[][] cloud in tokens.Length * d <= LargestSignCloud ? SignClouds(tokens.Length, d) : [])
        {
            yield return cloud;
        }
    }

    // All tokens equal to this one, where there are several.
    private static IEnumerable<Rational[][]> Together(Rational[][] tokens, Rational[] token) =>
        tokens.Count(other => Vectors.Comparer.Equals(other, token)) == 1
            ? []
            : Coordinates(token).Select(simpler => Array.ConvertAll(tokens, other => Vectors.Comparer.Equals(other, token) ? simpler : other));

    private static IEnumerable<Rational[]> Coordinates(Rational[] token)
    {
        for (int c = 0; c < token.Length; c++)
        {
            foreach (Rational simpler in RationalShrink.Shrink(token[c]))
            {
                yield return [.. token[..c], simpler, .. token[(c + 1)..]];
            }
        }
    }
}
