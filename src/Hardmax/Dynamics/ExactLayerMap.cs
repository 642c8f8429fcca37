using System.Numerics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Dynamics;

/// <summary>
/// What a layer does, in the integers that the exact engine computes with: gamma = p/q, and A times the common
/// denominator of its entries (a positive factor changes no attention set: docs/theory.md, fact 5).
/// </summary>
internal sealed class ExactLayerMap
{
    private readonly BigInteger[,]? _entries;

    public ExactLayerMap(HardmaxSystem system)
    {
        System = system;
        Dimension = system.Matrix.Dimension;
        if (system.Matrix.IsIdentity)
        {
            return;
        }

        BigInteger common = BigInteger.One;
        Rational[,] entries = system.Matrix.ToArray();
        foreach (Rational entry in entries)
        {
            common *= entry.Denominator / BigInteger.GreatestCommonDivisor(common, entry.Denominator);
        }

        _entries = new BigInteger[Dimension, Dimension];
        RoundedEntries = new double[Dimension, Dimension];
        for (int row = 0; row < Dimension; row++)
        {
            for (int column = 0; column < Dimension; column++)
            {
                _entries[row, column] = entries[row, column].Numerator * (common / entries[row, column].Denominator);
            }
        }

        ScaledDoubles.Round(_entries, RoundedEntries);
    }

    public HardmaxSystem System { get; }

    public int Dimension { get; }

    public Rational Gamma => System.Gamma;

    /// <summary>Whether A z is z.</summary>
    public bool IsIdentity => _entries is null;

    /// <summary>A up to a positive factor, each entry within a relative error of 2^-52; null for the identity.</summary>
    public double[,]? RoundedEntries { get; }

    /// <summary>A x up to a positive factor that is the same for every x.</summary>
    public BigInteger[] Apply(ReadOnlySpan<BigInteger> x)
    {
        if (_entries is null)
        {
            return x.ToArray();
        }

        var image = new BigInteger[Dimension];
        for (int row = 0; row < Dimension; row++)
        {
            for (int column = 0; column < Dimension; column++)
            {
                image[row] += _entries[row, column] * x[column];
            }
        }

        return image;
    }

    /// <summary>The inner product of two integer vectors of R^d.</summary>
    public static BigInteger Dot(ReadOnlySpan<BigInteger> x, ReadOnlySpan<BigInteger> y)
    {
        BigInteger sum = x[0] * y[0];
        for (int c = 1; c < x.Length; c++)
        {
            sum += x[c] * y[c];
        }

        return sum;
    }
}
