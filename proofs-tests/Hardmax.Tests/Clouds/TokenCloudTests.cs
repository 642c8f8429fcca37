using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Clouds;

/// <summary>A cloud of doubles against the cloud of the same rationals: nothing but the way to the doubles tells them apart.</summary>
public sealed class TokenCloudTests
{
    private static readonly double[] Special =
        [0.0, -0.0, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue, 2.2250738585072014e-308, 1, -1, 0.1, 3, 0.5, 1e300, 123456789.125];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_cloud_of_doubles_is_the_cloud_of_their_rationals(int seed)
    {
        (double[] doubles, int dimension) = Draw(seed);
        TokenCloud fast = TokenCloud.FromDoubles(doubles, dimension);
        TokenCloud exact = Exact(doubles, dimension);

        // Before any row is formed, and in both directions.
        Assert.Equal(exact.GetHashCode(), fast.GetHashCode());
        Assert.True(fast.Equals(exact) && exact.Equals(fast) && fast.Equals(TokenCloud.FromDoubles(doubles, dimension)));
        Assert.Equal((exact.Count, exact.Dimension), (fast.Count, fast.Dimension));
        Assert.Equal(exact.IsDistinct(), fast.IsDistinct());
        Assert.Equal(exact.HasZero(), fast.HasZero());
        Assert.Equal(exact.ToDoubles(), fast.ToDoubles());
        Assert.Equal(exact.ToArray(), fast.ToArray(), Vectors.Comparer);
        for (int formed = 0; formed < 2; formed++)
        {
            for (int i = 0; i < exact.Count; i++)
            {
                Assert.Equal(Enumerable.Range(0, dimension).Select(c => exact[i, c]), Enumerable.Range(0, dimension).Select(c => fast[i, c]));
                Assert.True(exact.Token(i).SequenceEqual(fast.Token(i)));
                Assert.True(exact[i].SequenceEqual(fast[i]));
            }
        }

        Assert.Equal(exact.GetHashCode(), fast.GetHashCode());
        Assert.True(fast.Equals(exact) && exact.Equals(fast));
        Assert.Equal(exact.ToArray(), fast.ToArray(), Vectors.Comparer);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_cloud_that_differs_in_one_coordinate_is_another(int seed)
    {
        (double[] doubles, int dimension) = Draw(seed);
        double[] changed = [.. doubles];
        int at = new Random(seed).Next(doubles.Length);
        changed[at] = doubles[at] == double.MaxValue ? 1 : Math.BitIncrement(doubles[at]);

        Assert.False(TokenCloud.FromDoubles(doubles, dimension).Equals(TokenCloud.FromDoubles(changed, dimension)));
        Assert.False(TokenCloud.FromDoubles(doubles, dimension).Equals(Exact(changed, dimension)));
        Assert.False(Exact(doubles, dimension).Equals(TokenCloud.FromDoubles(changed, dimension)));
    }

    [Fact]
    public void The_same_numbers_in_another_shape_are_another_cloud()
    {
        Assert.False(TokenCloud.FromDoubles([1, 2, 3, 4], 2).Equals(TokenCloud.FromDoubles([1, 2, 3, 4], 1)));
        Assert.False(TokenCloud.FromDoubles([1, 2, 3, 4], 2).Equals(TokenCloud.FromDoubles([1, 2], 2)));
    }

    [Fact]
    public void Minus_zero_is_zero()
    {
        TokenCloud minus = TokenCloud.FromDoubles([-0.0, 1, 0.0, 1], 2);

        Assert.True(minus.TryGetDoubles(out ReadOnlySpan<double> doubles));
        Assert.Equal([0, 0x3ff0000000000000, 0, 0x3ff0000000000000], Array.ConvertAll(doubles.ToArray(), BitConverter.DoubleToInt64Bits));
        Assert.Equal(TokenCloud.FromDoubles([0.0, 1, -0.0, 1], 2), minus);
        Assert.False(minus.IsDistinct());
        Assert.Equal(0, BitConverter.DoubleToInt64Bits(minus.ToDoubles()[0][0]));
    }

    [Fact]
    public void Doubles_are_given_where_they_were_kept_and_are_copies()
    {
        double[] given = [1, 2, 3, 4];
        TokenCloud cloud = TokenCloud.FromDoubles(given, 2);
        given[0] = 9;

        Assert.True(cloud.TryGetDoubles(out ReadOnlySpan<double> kept));
        Assert.Equal([1, 2, 3, 4], kept.ToArray());
        cloud.ToDoubles()[0][0] = 7;
        cloud.ToArray()[0][0] = Rational.Zero;
        _ = cloud[0];
        cloud.ToArray()[0][0] = Rational.Zero;
        Assert.Equal(Rational.One, cloud[0, 0]);
        Assert.Equal([1, 2, 3, 4], kept.ToArray());
        Assert.False(Exact([1, 2, 3, 4], 2).TryGetDoubles(out ReadOnlySpan<double> none));
        Assert.True(none.IsEmpty);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_shape_that_does_not_fit_is_refused(int dimension) =>
        Assert.ThrowsAny<ArgumentException>(() => TokenCloud.FromDoubles([1, 2, 3], dimension));

    [Fact]
    public void What_is_no_number_is_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => TokenCloud.FromDoubles([], 1));
        Assert.ThrowsAny<ArgumentException>(() => TokenCloud.FromDoubles([1, double.NaN], 2));
        Assert.ThrowsAny<ArgumentException>(() => TokenCloud.FromDoubles([double.PositiveInfinity, 1], 2));
        Assert.ThrowsAny<ArgumentException>(() => TokenCloud.FromDoubles([1, double.NegativeInfinity], 1));
    }

    [Fact]
    public void A_token_that_is_none_is_refused()
    {
        TokenCloud cloud = TokenCloud.FromDoubles([1, 2, 3, 4], 2);
        Assert.ThrowsAny<ArgumentException>(() => cloud[2, 0]);
        Assert.ThrowsAny<ArgumentException>(() => cloud.Token(-1));
        Assert.Throws<IndexOutOfRangeException>(() => cloud[0, 2]);
    }

    [Fact]
    public void Many_threads_read_one_cloud()
    {
        double[] doubles = [.. Enumerable.Range(0, 4000).Select(i => Math.Sin(i))];
        TokenCloud cloud = TokenCloud.FromDoubles(doubles, 2);
        TokenCloud exact = Exact(doubles, 2);

        Parallel.For(0, 8, thread =>
        {
            for (int i = 0; i < cloud.Count; i++)
            {
                Assert.True(exact[i].SequenceEqual(cloud[i]) && exact[i, thread % 2] == cloud[i, thread % 2]);
            }
        });
    }

    [Fact]
    public void What_is_not_asked_for_is_not_formed()
    {
        double[] doubles = [.. Enumerable.Range(0, 100_000).Select(i => Math.Cos(i))];
        long before = GC.GetAllocatedBytesForCurrentThread();
        TokenCloud cloud = TokenCloud.FromDoubles(doubles, 2);
        bool any = cloud.HasZero() | cloud.Equals(TokenCloud.FromDoubles(doubles, 2));

        Assert.True(any);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1_600_000, 1_700_000);
    }

    private static TokenCloud Exact(double[] doubles, int dimension) =>
        new(doubles.Chunk(dimension).Select(row => Array.ConvertAll(row, Rational.FromDouble)));

    // Small alphabets, so that tokens repeat, hold both zeros and are zero altogether; and numbers of any exponent.
    private static (double[] Doubles, int Dimension) Draw(int seed)
    {
        var random = new Random(seed);
        int dimension = random.Next(1, 4);
        int letters = random.Next(1, Special.Length + 1);
        double[] doubles = new double[dimension * random.Next(1, 12)];
        for (int at = 0; at < doubles.Length; at++)
        {
            double any = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            doubles[at] = seed % 3 == 0 && double.IsFinite(any) ? any : Special[random.Next(letters)];
        }

        return (doubles, dimension);
    }
}
