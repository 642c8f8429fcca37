using System.Numerics;
using Hardmax.Algebra;
using Hardmax.Dynamics;
using Hardmax.Numbers;

namespace Hardmax.Limits;

/// <summary>
/// A stochastic matrix W on m points as an integer matrix N = c W with c &gt; 0: one layer with given attention sets, or
/// several. All rows of N sum to c, so no eigenvalue of N is larger than c in absolute value. Immutable.
/// </summary>
internal sealed class ScaledMap
{
    private readonly BigInteger[,] _entries;

    private ScaledMap(BigInteger[,] entries, BigInteger scale)
    {
        BigInteger divisor = scale;
        foreach (BigInteger entry in entries)
        {
            divisor = divisor.IsOne ? divisor : BigInteger.GreatestCommonDivisor(divisor, entry);
        }

        _entries = entries;
        Scale = scale / divisor;
        PointCount = entries.GetLength(0);
        for (int i = 0; i < PointCount && !divisor.IsOne; i++)
        {
            for (int j = 0; j < PointCount; j++)
            {
                entries[i, j] /= divisor;
            }
        }
    }

    /// <summary>c, greater than 0 and as small as possible.</summary>
    public BigInteger Scale { get; }

    /// <summary>m.</summary>
    public int PointCount { get; }

    /// <summary>What the layer after a state does to its points.</summary>
    public static ScaledMap Of(ExactState state)
    {
        Rational[,] map = PeriodicMap.Of(state);
        BigInteger scale = CommonDenominator.Of(map.Cast<Rational>());

        var entries = new BigInteger[map.GetLength(0), map.GetLength(1)];
        for (int i = 0; i < entries.GetLength(0); i++)
        {
            for (int j = 0; j < entries.GetLength(1); j++)
            {
                entries[i, j] = CommonDenominator.Numerator(map[i, j], scale);
            }
        }

        return new ScaledMap(entries, scale);
    }

    /// <summary>This map after an earlier one.</summary>
    public ScaledMap After(ScaledMap earlier)
    {
        var product = new BigInteger[PointCount, PointCount];
        for (int i = 0; i < PointCount; i++)
        {
            for (int k = 0; k < PointCount; k++)
            {
                BigInteger factor = _entries[i, k];
                for (int j = 0; !factor.IsZero && j < PointCount; j++)
                {
                    product[i, j] += factor * earlier._entries[k, j];
                }
            }
        }

        return new ScaledMap(product, Scale * earlier.Scale);
    }

    /// <summary>N times places: m rows of equal length, row after row.</summary>
    public BigInteger[] Apply(ReadOnlySpan<BigInteger> places)
    {
        int width = places.Length / PointCount;
        var image = new BigInteger[places.Length];
        for (int i = 0; i < PointCount; i++)
        {
            for (int j = 0; j < PointCount; j++)
            {
                BigInteger factor = _entries[i, j];
                for (int c = 0; !factor.IsZero && c < width; c++)
                {
                    image[(i * width) + c] += factor * places[(j * width) + c];
                }
            }
        }

        return image;
    }
}
