using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Tests.Control;

/// <summary>Small clouds for questions about control: integers, normal binary64, and degenerate ones with ties, repeats, zeros and collinear tokens.</summary>
internal static class ControlClouds
{
    /// <summary>A cloud of 1 to 8 tokens in R^1 to R^4.</summary>
    public static TokenCloud Next(Random random) => Next(random, random.Next(1, 5), random.Next(1, 9));

    /// <summary>A cloud of n tokens in R^d.</summary>
    public static TokenCloud Next(Random random, int d, int n) => random.Next(3) switch
    {
        0 => Integers(random, d, n, bound: 4),
        1 => Of(n, _ => Of(d, _ => Rational.FromDouble(Normal(random)))),
        _ => Degenerate(random, d, n),
    };

    /// <summary>A cloud of integers of absolute value up to a bound.</summary>
    public static TokenCloud Integers(Random random, int d, int n, int bound) =>
        Of(n, _ => Of(d, _ => (Rational)random.Next(-bound, bound + 1)));

    /// <summary>Different tokens of L.</summary>
    public static int[] Leaders(Random random, int n, int most = 4)
    {
        int[] all = [.. Enumerable.Range(0, n)];
        random.Shuffle(all);
        return all[..random.Next(1, Math.Min(most, n) + 1)];
    }

    /// <summary>A cloud from literal integer tokens.</summary>
    public static TokenCloud Literal(params int[][] tokens) => new(tokens.Select(token => Array.ConvertAll(token, x => (Rational)x)));

    private static TokenCloud Degenerate(Random random, int d, int n)
    {
        var tokens = new List<Rational[]>();
        for (int i = 0; i < n; i++)
        {
            Rational[] Fresh() => Of(d, _ => (Rational)random.Next(-1, 2));
            Rational[] Some() => tokens.Count == 0 ? Fresh() : tokens[random.Next(tokens.Count)];
            tokens.Add(random.Next(12) switch
            {
                0 => Some(),
                1 => Array.ConvertAll(Some(), x => x * new Rational(random.Next(-2, 6), 2)),
                2 => Array.ConvertAll(Vectors.AddScaled(Some(), Rational.One, Some()), x => x / 2),
                3 => Vectors.AddScaled(Some(), -Rational.One, Some()),
                4 => Vectors.AddScaled(Some(), new Rational(1, 1000), Fresh()),
                _ => Fresh(),
            });
        }

        return new TokenCloud(tokens);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static Rational[] Of(int d, Func<int, Rational> coordinate) => [.. Enumerable.Range(0, d).Select(coordinate)];

    private static TokenCloud Of(int n, Func<int, Rational[]> token) => new(Enumerable.Range(0, n).Select(token));
}
