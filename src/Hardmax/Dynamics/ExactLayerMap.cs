using System.Numerics;
using Hardmax.Algebra;
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

        Rational[,] entries = system.Matrix.ToArray();
        BigInteger common = CommonDenominator.Of(entries.Cast<Rational>());

        _entries = new BigInteger[Dimension, Dimension];
        RoundedEntries = new double[Dimension, Dimension];
        for (int row = 0; row < Dimension; row++)
        {
            for (int column = 0; column < Dimension; column++)
            {
                _entries[row, column] = CommonDenominator.Numerator(entries[row, column], common);
            }
        }

        ScaledDoubles.Round(_entries, RoundedEntries);
    }

    public HardmaxSystem System { get; }

    public int Dimension { get; }

    public Rational Gamma => System.Gamma;

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
}
