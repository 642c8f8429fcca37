using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Sentiment.Tests.Text;

/// <summary>The random split is one shuffle, cut.</summary>
public sealed class ReviewSplitTests
{
    [Property]
    public void It_is_a_permutation_whose_order_does_not_depend_on_the_cut(byte count, byte cut, ulong seed)
    {
        int[] items = [.. Enumerable.Range(0, count)];
        int first = count == 0 ? 0 : cut % (count + 1);
        (IReadOnlyList<int> train, IReadOnlyList<int> test) = ReviewSplit.Of(items, first, seed);
        Assert.Equal(first, train.Count);
        Assert.Equal(items, train.Concat(test).Order());
        Assert.Equal(ReviewSplit.Of(items, count, seed).First, train.Concat(test));
        Assert.Equal(Enumerable.Range(0, count), items);
    }

    // Made with Python's integers from the description: j = u (i + 1) >> 64.
    [Theory]
    [InlineData(0UL, new[] { 4, 9, 2, 5, 1, 7, 6, 0, 3, 8 })]
    [InlineData(2024UL, new[] { 5, 3, 1, 9, 7, 4, 8, 2, 0, 6 })]
    public void It_can_be_made_elsewhere(ulong seed, int[] order)
    {
        (IReadOnlyList<int> train, IReadOnlyList<int> test) = ReviewSplit.Of([.. Enumerable.Range(0, 10)], 7, seed);
        Assert.Equal(order[..7], train);
        Assert.Equal(order[7..], test);
    }

    [Fact]
    public void Another_seed_gives_another_first_part()
    {
        int[] items = [.. Enumerable.Range(0, 50)];
        HashSet<string> parts = [.. Enumerable.Range(0, 100).Select(seed => string.Join(' ', ReviewSplit.Of(items, 25, (ulong)seed).First.Order()))];
        Assert.Equal(100, parts.Count);
    }

    [Fact]
    public void Every_order_is_as_likely()
    {
        const int Trials = 24_000;
        int[] counts = [.. Enumerable.Range(0, Trials)
            .Select(trial => ReviewSplit.Of([0, 1, 2, 3], 4, SplitMix64.Mix((ulong)trial)).First)
            .CountBy(order => string.Join(' ', order))
            .Select(pair => pair.Value)];
        Assert.Equal(24, counts.Length);

        // Chi-squared with 23 degrees of freedom is beyond 58 once in ten thousand.
        Assert.InRange(counts.Sum(count => (count - 1000.0) * (count - 1000.0) / 1000), 0, 58);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void A_part_is_no_larger_than_the_whole(int first) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ReviewSplit.Of([1, 2, 3], first, 0));
}
