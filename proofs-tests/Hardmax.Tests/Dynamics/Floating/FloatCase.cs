using System.Numerics;
using Hardmax.Dynamics.Floating;
using Hardmax.Numbers;

namespace Hardmax.Tests.Dynamics.Floating;

/// <summary>A cloud and a system for the fast layers, of one of many kinds: what a seed gives.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed record FloatCase<T>(FloatSystem<T> System, T[] Tokens, string Cloud, string Matrix)
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private static readonly string[] Clouds =
        ["gauss", "sizes", "integers", "tenths", "cluster", "quarters", "spread", "tiny", "subnormal", "zeros", "pairs", "large"];

    private static readonly string[] Matrices = ["identity", "minus", "any", "signs", "positive", "singular", "zero", "skew"];

    private static readonly double[] Gammas = [0.5, 1 / 3.0, 0.9, 1 / 11.0, 0.7017, 0.999, 0.75];

    public int Count => Tokens.Length / System.Dimension;

    public T[] Norms() => NormBounds<T>.OfRows(Tokens, System.Dimension, System.Workers);

    public FloatLayers<T> Fast() => new(System, [.. Tokens], Norms());

    public override string ToString() => $"{typeof(T).Name} {Cloud} {Matrix} n {Count} d {System.Dimension} gamma {System.Gamma}";

    public static FloatCase<T> Of(int seed, int most)
    {
        var random = new Random(seed);
        bool isDouble = typeof(T) == typeof(double);
        int d = random.Next(6) == 0 ? 1 : 1 + random.Next(random.Next(3) == 0 ? 17 : 4);
        int n = random.Next(12) == 0 ? 1 : 1 + random.Next(random.Next(4) == 0 ? most : 30);
        string cloud = Clouds[random.Next(Clouds.Length)], kind = Matrices[random.Next(Matrices.Length)];
        T[] tokens = Array.ConvertAll(Places(cloud, n, d, isDouble, random), T.CreateChecked);
        T[]? matrix = kind == "identity" ? null : Array.ConvertAll(Entries(kind, d, random), T.CreateChecked);
        ScoreKernel<T> kernel = ScoreKernels.OfBits<T>(random.GetItems([512, 256, 128], 1)[0]);
        BinaryFormat format = isDouble ? BinaryFormat.Double : BinaryFormat.Single;
        T gamma = T.CreateChecked(random.GetItems(Gammas, 1)[0]);
        return new FloatCase<T>(new FloatSystem<T>(d, matrix, gamma, format, kernel, new Workers(1 + random.Next(3))), tokens, cloud, kind);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double[] Places(string cloud, int n, int d, bool isDouble, Random random)
    {
        var places = new double[n * d];
        for (int i = 0; i < n; i++)
        {
            double size = Math.Exp(Normal(random));
            for (int c = 0; c < d; c++)
            {
                double x = Normal(random);
                places[(i * d) + c] = cloud switch
                {
                    "gauss" => x,
                    "sizes" => x * size,
                    "integers" => random.Next(-2, 3),
                    "tenths" => random.Next(-9, 10) * 0.1,
                    "cluster" => (x * 1e-3) + 1,
                    "quarters" => Math.Round(x * 4) / 4 * size,
                    "spread" => random.Next(3) == 0 ? 0 : x * Math.Exp(10 * Normal(random)),
                    "tiny" => x * (isDouble ? 1e-160 : 1e-22),
                    "subnormal" => random.Next(-9, 10) * (isDouble ? 1e-300 * Math.Exp(20 * Normal(random)) : 1e-40),
                    "zeros" => random.Next(4) switch { 0 => 0.0, 1 => -0.0, 2 => 1, _ => -1 },
                    "pairs" => i % 2 == 0 ? random.Next(-3, 4) + (x * 1e-9) : -places[((i - 1) * d) + c],
                    _ => x * (isDouble ? 1e153 : 1e18) * random.Next(1, 20),
                };
            }

            if (i > 0 && random.Next(5) == 0)
            {
                Array.Copy(places, random.Next(i) * d, places, i * d, d);
            }
        }

        return places;
    }

    private static double[] Entries(string kind, int d, Random random)
    {
        var entries = new double[d * d];
        for (int r = 0; r < d; r++)
        {
            for (int c = 0; c < d; c++)
            {
                entries[(r * d) + c] = kind switch
                {
                    "minus" => r == c ? -1 : 0,
                    "any" => Normal(random),
                    "signs" => random.Next(-1, 2),
                    "positive" => r == c ? 1 + random.NextDouble() : 0.1,
                    "singular" => r == c && r > 0 ? 1 : 0,
                    "skew" => r == c ? 0 : r < c ? (0.3 * c) + r + 1 : -((0.3 * r) + c + 1),
                    _ => 0,
                };
            }
        }

        return entries;
    }
}
