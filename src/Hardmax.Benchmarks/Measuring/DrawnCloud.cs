namespace Hardmax.Benchmarks.Measuring;

/// <summary>A cloud that was drawn from a seeded generator: the same numbers in every run.</summary>
/// <param name="Values">n x d, row after row.</param>
/// <param name="Dimension">d.</param>
internal sealed record DrawnCloud(double[] Values, int Dimension)
{
    private const int Seed = 20240701;

    /// <summary>n.</summary>
    public int Count => Values.Length / Dimension;

    /// <summary>normal(n, d): independent standard normal coordinates.</summary>
    public static DrawnCloud Normal(int count, int dimension)
    {
        var random = new Random(Seed);
        double[] values = new double[count * dimension];
        for (int at = 0; at < values.Length; at++)
        {
            values[at] = Gaussian(random);
        }

        return new DrawnCloud(values, dimension);
    }

    /// <summary>normal(n, d) * exp(normal(n, 1)): directions of all kinds and norms over two orders of magnitude.</summary>
    public static DrawnCloud MixedLengths(int count, int dimension)
    {
        var random = new Random(Seed + 1);
        return Normal(count, dimension).EachTimes(_ => Math.Exp(Gaussian(random)));
    }

    /// <summary>Points of norm 1, evenly: every token leads, and no search can stop early.</summary>
    public static DrawnCloud Sphere(int count, int dimension) => Normal(count, dimension).EachTimes(norm => 1 / norm);

    /// <summary>Points inside the unit ball, evenly; the disk for d = 2.</summary>
    public static DrawnCloud Ball(int count, int dimension)
    {
        var random = new Random(Seed + 2);
        return Normal(count, dimension).EachTimes(norm => Math.Pow(random.NextDouble(), 1.0 / dimension) / norm);
    }

    /// <summary>Integers of at most so many bits, with a sign.</summary>
    public static DrawnCloud Integers(int count, int dimension, int bits) => Lattice(count, dimension, (1L << bits) - 1);

    /// <summary>Integers of at most some size, with a sign; below 2^53, so that binary64 holds them.</summary>
    public static DrawnCloud Lattice(int count, int dimension, long most)
    {
        var random = new Random(Seed + 3);
        return new DrawnCloud([.. Enumerable.Range(0, count * dimension).Select(_ => (double)random.NextInt64(-most, most + 1))], dimension);
    }

    /// <summary>The same number of tokens at fewer places: token i stands where token i mod places stood.</summary>
    public DrawnCloud AtPlaces(int places)
    {
        double[] values = new double[Values.Length];
        for (int i = 0; i < Count; i++)
        {
            Values.AsSpan(i % places * Dimension, Dimension).CopyTo(values.AsSpan(i * Dimension, Dimension));
        }

        return new DrawnCloud(values, Dimension);
    }

    private DrawnCloud EachTimes(Func<double, double> factorOfNorm)
    {
        double[] values = new double[Values.Length];
        for (int row = 0; row < Values.Length; row += Dimension)
        {
            double squares = 0;
            for (int c = 0; c < Dimension; c++)
            {
                squares += Values[row + c] * Values[row + c];
            }

            double factor = factorOfNorm(Math.Sqrt(squares));
            for (int c = 0; c < Dimension; c++)
            {
                values[row + c] = factor * Values[row + c];
            }
        }

        return new DrawnCloud(values, Dimension);
    }

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
