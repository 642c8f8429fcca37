using System.Numerics;
using Hardmax.Dynamics.Floating;
using Xunit;

namespace Hardmax.Tests.Dynamics.Floating;

/// <summary>Tokens that stand at the same place, bit by bit, are one point, and no others are.</summary>
public sealed class TokenPointsTests
{
    [Fact]
    public void Equal_bits_are_one_point_numbered_by_its_first_token()
    {
        (int merged, int kept) = (0, 0);
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            int d = 1 + random.Next(5), n = 1 + random.Next(60);
            double[] tokens = [.. Enumerable.Range(0, n * d).Select(_ => random.Next(5) switch { 0 => -0.0, 1 => 0.0, 2 => double.Epsilon, 3 => 1, _ => Math.BitIncrement(1.0) })];
            Demand(tokens, d, ref merged, ref kept);
            Demand(Array.ConvertAll(tokens, x => (float)x), d, ref merged, ref kept);
        }

        Assert.True(merged > 100 && kept > 20, $"{merged} {kept}");
    }

    [Fact]
    public void Different_places_of_one_hash_stay_apart()
    {
        // The second coordinate of each place is chosen so that all 64 bits of the hash are those of the first place.
        double[] first = [1.25, -3.5];
        ulong hash = Even(first[0]) ^ BitOperations.RotateLeft(Odd(BitConverter.DoubleToUInt64Bits(first[1])), 17);
        var tokens = new List<double>(first);
        for (int at = 2; tokens.Count < 12; at++)
        {
            double x = at;
            double y = BitConverter.UInt64BitsToDouble(OddInverse(BitOperations.RotateRight(hash ^ Even(x), 17)));
            if (double.IsFinite(y))
            {
                Assert.Equal(hash, Even(x) ^ BitOperations.RotateLeft(Odd(BitConverter.DoubleToUInt64Bits(y)), 17));
                tokens.AddRange([x, y]);
            }
        }

        double[] twice = [.. tokens, .. tokens];
        var points = new TokenPoints<double>([.. twice], 2);
        Assert.Equal([0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5], points.Merge(new Workers(1))!);
        Assert.Equal(twice, points.ToTokens(new Workers(2)));
    }

    [Fact]
    public void Points_that_meet_later_keep_their_tokens_in_order()
    {
        var points = new TokenPoints<double>([1, 2, 1, 3, 2, 4], 1);
        var workers = new Workers(1);
        Assert.Equal([0, 1, 0, 2, 1, 3], points.Merge(workers)!);
        Assert.Null(points.Merge(workers));
        points.Places = [7, 8, 7, 8];
        Assert.Equal([0, 1, 0, 1], points.Merge(workers)!);
        Assert.Equal(2, points.Count);
        Assert.Equal([0, 2, 3], points.TokensAt(0).ToArray());
        Assert.Equal([1, 4, 5], points.TokensAt(1).ToArray());
        Assert.Equal([0, 1, 2, 3, 4, 5], points.TokensAt([0, 1]));
        Assert.Equal([7, 8, 7, 7, 8, 8], points.ToTokens(new Workers(2)));
        int[][] sets = points.ToTokenSets(point => point == 0 ? [1] : [0, 1]).ToArray();
        Assert.Equal([[1, 4, 5], [0, 1, 2, 3, 4, 5], [1, 4, 5]], sets[..3]);
    }

    [Fact]
    public void What_was_found_follows_the_points_that_meet()
    {
        var maxima = new RowMaxima<double>(5);
        maxima.SetTarget(0, 3);
        maxima.SetTie(1, [1, 4]);
        maxima.SetTie(2, [0, 2, 4]);
        maxima.SetTarget(3, 3);
        maxima.SetTie(4, [1, 4]);
        (maxima.Best[4], maxima.RunnerUp[4]) = (9, 9);

        // 4 has met 1: a tie of those two is a tie no more, and larger ones are smaller.
        maxima.Merge([0, 1, 2, 3, 1]);
        Assert.Equal([3], maxima.SetOf(0).ToArray());
        Assert.Equal([1], maxima.SetOf(1).ToArray());
        Assert.Equal((1, 9.0), (maxima.Target[1], maxima.Best[1]));
        Assert.Null(maxima.Ties[1]);
        Assert.Equal([0, 1, 2], maxima.SetOf(2).ToArray());
        Assert.Equal(-1, maxima.Target[2]);
        maxima.Merge([0, 1, 2, 0]);
        Assert.Equal([0], maxima.SetOf(0).ToArray());
    }

    private static void Demand<T>(T[] tokens, int dimension, ref int merged, ref int kept)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var points = new TokenPoints<T>([.. tokens], dimension);
        int[]? renumbered = points.Merge(new Workers(1));
        string[] keys = [.. tokens.Chunk(dimension).Select(row => string.Join(' ', row.Select(x => $"{BitConverter.DoubleToInt64Bits(double.CreateChecked(x)):x}")))];
        string[] distinct = [.. keys.Distinct()];
        int[] expected = [.. keys.Select(key => Array.IndexOf(distinct, key))];
        Assert.Equal(distinct.Length, points.Count);
        Assert.Equal(distinct.Length == keys.Length ? null : expected, renumbered);
        Assert.Equal(expected, Enumerable.Range(0, keys.Length).Select(points.PointOf));
        for (int point = 0; point < points.Count; point++)
        {
            Assert.Equal(Enumerable.Range(0, keys.Length).Where(token => expected[token] == point), points.TokensAt(point).ToArray());
        }

        T[] after = points.ToTokens(new Workers(2));
        Assert.Equal(tokens.Select(x => (x, T.IsNegative(x))), after.Select(x => (x, T.IsNegative(x))));
        _ = renumbered is null ? kept++ : merged++;
    }

    // The two chains of the hash of two coordinates, written out here: a change of the hash must be followed here to collide.
    private static ulong Even(double x)
    {
        ulong chain = (14_695_981_039_346_656_037 ^ BitConverter.DoubleToUInt64Bits(x)) * 0x9E37_79B9_7F4A_7C15;
        return chain ^ (chain >> 29);
    }

    private static ulong Odd(ulong bits)
    {
        ulong chain = (14_695_981_039_346_656_037 ^ bits) * 0xC2B2_AE3D_27D4_EB4F;
        return chain ^ (chain >> 31);
    }

    private static ulong OddInverse(ulong value)
    {
        ulong chain = value ^ (value >> 31) ^ (value >> 62);
        ulong inverse = 1;
        for (int step = 0; step < 6; step++)
        {
            inverse *= 2 - (0xC2B2_AE3D_27D4_EB4F * inverse);
        }

        return (chain * inverse) ^ 14_695_981_039_346_656_037;
    }
}
