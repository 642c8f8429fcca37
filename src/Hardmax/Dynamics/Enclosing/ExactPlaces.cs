using System.Numerics;
using Hardmax.Algebra;
using Hardmax.Numbers;

namespace Hardmax.Dynamics.Enclosing;

/// <summary>
/// Exact coordinates of single points, formed from layer 0 and the attention sets when someone asks: integers over the
/// common denominator that <see cref="ExactState"/> would have, not reduced.
/// </summary>
/// <param name="start">Points x d of layer 0, row after row.</param>
/// <param name="multiplicities">How many tokens stand at each point.</param>
/// <param name="dimension">d.</param>
/// <param name="gamma">gamma.</param>
/// <param name="sets">The sets of the layers so far.</param>
internal sealed class ExactPlaces(double[] start, int[] multiplicities, int dimension, Rational gamma, SetsByLayer sets)
{
    /// <summary>The places of some points at a layer: a numerator for each point and coordinate, and one denominator.</summary>
    public (BigInteger[][] Numerators, BigInteger Denominator) At(int[] points, int layer)
    {
        int[] sources = sets.SourcesOf(points, layer);
        BigInteger denominator = BigInteger.One;
        var columns = new BigInteger[dimension][];
        for (int c = 0; c < dimension; c++)
        {
            (columns[c], denominator) = Column(sources, c, layer, LastPlace(sources));
        }

        return ([.. points.Select(point => Array.ConvertAll(columns, column => column[Array.BinarySearch(sources, point)]))], denominator);
    }

    /// <summary>One coordinate of a point, correctly rounded to binary64.</summary>
    public double Rounded(int point, int coordinate, int layer)
    {
        int[] sources = sets.SourcesOf([point], layer);
        (BigInteger[] numerators, BigInteger denominator) = Column(sources, coordinate, layer, LastPlace(sources));
        return BitConverter.UInt64BitsToDouble(BinaryFormat.Double.Encode(numerators[Array.BinarySearch(sources, point)], denominator));
    }

    /// <summary>A power of two of which all coordinates of layer 0 of some points are multiples, at most 0.</summary>
    private int LastPlace(int[] sources)
    {
        int lowest = 0;
        foreach (int point in sources)
        {
            foreach (double x in start.AsSpan(point * dimension, dimension))
            {
                lowest = x == 0 ? lowest : Math.Min(lowest, Math.ILogB(x) - 52);
            }
        }

        return lowest;
    }

    private (BigInteger[] Numerators, BigInteger Denominator) Column(int[] sources, int coordinate, int layer, int lastPlace)
    {
        BigInteger denominator = BigInteger.One << -lastPlace;
        BigInteger[] now = Array.ConvertAll(sources, point => Integer(start[(point * dimension) + coordinate], lastPlace));
        (BigInteger p, BigInteger q) = (gamma.Numerator, gamma.Denominator);
        foreach (PointSets layerSets in sets.Before(layer))
        {
            int[] sizes = Array.ConvertAll(sources, point => TokensIn(layerSets[point]));
            BigInteger multiple = sizes.Aggregate(BigInteger.One, (common, size) => CommonDenominator.LeastCommonMultiple(common, size));
            var next = new BigInteger[now.Length];
            for (int at = 0; at < now.Length; at++)
            {
                BigInteger sum = BigInteger.Zero;
                foreach (int member in layerSets[sources[at]])
                {
                    sum += multiplicities[member] * now[Array.BinarySearch(sources, member)];
                }

                next[at] = ((q - p) * multiple * now[at]) + (p * (multiple / sizes[at]) * sum);
            }

            now = next;
            denominator *= q * multiple;
        }

        return (now, denominator);
    }

    private int TokensIn(ReadOnlySpan<int> points)
    {
        int tokens = 0;
        foreach (int point in points)
        {
            tokens += multiplicities[point];
        }

        return tokens;
    }

    private static BigInteger Integer(double x, int lastPlace)
    {
        if (x == 0)
        {
            return BigInteger.Zero;
        }

        // 53 bits at most, so that the scaled number is an integer that a long holds.
        int exponent = Math.ILogB(x) - 52;
        return (BigInteger)(long)Math.ScaleB(x, -exponent) << (exponent - lastPlace);
    }
}
