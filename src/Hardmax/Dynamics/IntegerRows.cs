using System.Numerics;

namespace Hardmax.Dynamics;

/// <summary>
/// Points as rows of d integers, one after the other: what <see cref="ExactState"/> does with them, whatever type of
/// integer is wide enough. Int128 where a bound says that nothing overflows, BigInteger everywhere else.
/// </summary>
internal static class IntegerRows
{
    /// <summary>Bits that integers in Int128 may have: sums of two of them do not overflow.</summary>
    public const int NarrowBits = 126;

    /// <summary>The number of bits of the largest absolute value, 0 if there is none.</summary>
    public static long Bits(ReadOnlySpan<BigInteger> integers)
    {
        long bits = 0;
        foreach (BigInteger x in integers)
        {
            bits = Math.Max(bits, BigInteger.Abs(x).GetBitLength());
        }

        return bits;
    }

    /// <summary>The number of bits of the largest absolute value, 0 if there is none.</summary>
    public static int Bits(ReadOnlySpan<Int128> integers)
    {
        UInt128 all = UInt128.Zero;
        foreach (Int128 x in integers)
        {
            all |= (UInt128)Int128.Abs(x);
        }

        return 128 - (int)UInt128.LeadingZeroCount(all);
    }

    /// <summary>
    /// Numbers equal rows alike, in the order in which they come first. Rows need not be integers: their elements are
    /// compared one by one.
    /// </summary>
    /// <returns>The number of each row, from 0 to <paramref name="points"/> - 1.</returns>
    public static int[] MergeEqual<T>(ReadOnlySpan<T> rows, int dimension, out int points)
        where T : IEquatable<T>
    {
        int count = rows.Length / dimension;
        int[] pointOfRow = new int[count];
        var firstWithHash = new Dictionary<int, int>(count);
        int[] nextWithHash = new int[count];
        int[] rowOfPoint = new int[count];
        points = 0;
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<T> coordinates = rows.Slice(row * dimension, dimension);
            int hash = HashOf(coordinates);
            int candidate = firstWithHash.GetValueOrDefault(hash, -1);
            int chain = candidate;
            while (candidate >= 0 && !rows.Slice(rowOfPoint[candidate] * dimension, dimension).SequenceEqual(coordinates))
            {
                candidate = nextWithHash[candidate];
            }

            if (candidate < 0)
            {
                candidate = points++;
                rowOfPoint[candidate] = row;
                nextWithHash[candidate] = chain;
                firstWithHash[hash] = candidate;
            }

            pointOfRow[row] = candidate;
        }

        return pointOfRow;
    }

    /// <summary>One row of each number that <see cref="MergeEqual"/> gave, in their order.</summary>
    public static T[] Distinct<T>(ReadOnlySpan<T> rows, int dimension, int[] pointOfRow, int points)
    {
        var distinct = new T[points * dimension];
        for (int row = 0; row < pointOfRow.Length; row++)
        {
            rows.Slice(row * dimension, dimension).CopyTo(distinct.AsSpan(pointOfRow[row] * dimension));
        }

        return distinct;
    }

    /// <summary>Divides the integers and a positive denominator by all that they have in common.</summary>
    public static void Reduce(Span<BigInteger> integers, ref BigInteger denominator)
    {
        BigInteger divisor = denominator;
        foreach (BigInteger x in integers)
        {
            if (divisor.IsOne)
            {
                return;
            }

            divisor = BigInteger.GreatestCommonDivisor(divisor, x);
        }

        if (divisor.IsOne)
        {
            return;
        }

        foreach (ref BigInteger x in integers)
        {
            x /= divisor;
        }

        denominator /= divisor;
    }

    /// <summary>Divides the integers and a positive denominator of at most <see cref="NarrowBits"/> bits by all that they have in common.</summary>
    public static void Reduce(Span<Int128> integers, ref BigInteger denominator)
    {
        BigInteger common = denominator;
        var divisor = new NarrowDivisor((UInt128)common);
        foreach (Int128 x in integers)
        {
            if (common.IsOne)
            {
                return;
            }

            // A common divisor is soon found, and the rest are multiples of it.
            if (!divisor.Divides(x))
            {
                common = BigInteger.GreatestCommonDivisor(common, x);
                divisor = new NarrowDivisor((UInt128)common);
            }
        }

        if (common.IsOne)
        {
            return;
        }

        foreach (ref Int128 x in integers)
        {
            x = divisor.Quotient(x);
        }

        denominator /= common;
    }

    /// <summary>The rows after a layer: keep z + p m for each, or stay z for those that are fixed.</summary>
    /// <param name="rows">z, the places.</param>
    /// <param name="means">m, one for each row.</param>
    /// <param name="isFixed">Whether a row stays where it is.</param>
    /// <param name="keep">The factor of the place.</param>
    /// <param name="p">The factor of the mean.</param>
    /// <param name="stay">The factor of a place that is fixed.</param>
    public static T[] Moved<T>(ReadOnlySpan<T> rows, T[][] means, Predicate<int> isFixed, T keep, T p, T stay)
        where T : IBinaryInteger<T>
    {
        int dimension = rows.Length / means.Length;
        var moved = new T[rows.Length];
        for (int row = 0; row < means.Length; row++)
        {
            T[] mean = means[row];
            bool stays = isFixed(row);
            for (int c = 0; c < dimension; c++)
            {
                int at = (row * dimension) + c;
                moved[at] = stays ? stay * rows[at] : (keep * rows[at]) + (p * mean[c]);
            }
        }

        return moved;
    }

    private static int HashOf<T>(ReadOnlySpan<T> coordinates)
        where T : IEquatable<T>
    {
        int hash = 17;
        foreach (T coordinate in coordinates)
        {
            hash = unchecked((hash * 486_187_739) + coordinate.GetHashCode());
        }

        return hash;
    }
}
