using System.Numerics;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Sentiment.Tests;

public sealed class WordDropoutTests
{
    [Theory]
    [InlineData(0.5f, 2)]
    [InlineData(0.25f, 1)]
    [InlineData(0.75f, 3)]
    public void Words_are_left_out_as_often_as_a_fair_coin_of_that_weight_can(float dropout, int quarters)
    {
        const int rounds = 2000;
        const int words = 6;
        (int lowest, int highest) = Range(rounds, quarters);
        int[] left = new int[words];
        int together = 0;
        var text = new TextGradient(1);
        for (int key = 0; key < rounds; key++)
        {
            text.Choose(new WordBag([9, 7, 5, 3, 1, 0], [1, 1, 1, 1, 1, 1]), SplitMix64.Mix((ulong)key), dropout);
            int[] kept = text.Rows.ToArray();
            int[] missing = [.. ((int[])[9, 7, 5, 3, 1, 0]).Except(kept)];
            for (int word = 1; word < words; word++)
            {
                left[word] += missing.Contains(((int[])[9, 7, 5, 3, 1, 0])[word]) ? 1 : 0;
            }

            together += missing.Contains(7) && missing.Contains(1) ? 1 : 0;
        }

        // Word 0 is kept more often: it stands in where all others are left out.
        Assert.All(left[1..], count => Assert.InRange(count, lowest, highest));
        (lowest, highest) = Range(rounds, quarters * quarters, 16);
        Assert.InRange(together, lowest, highest);
    }

    [Fact]
    public void What_is_left_out_follows_from_the_key_and_repetitions_go_together()
    {
        WordBag bag = new([4, 2, 8, 6, 0], [1, 2, 3, 4, 5]);
        var text = new TextGradient(2);
        var seen = new HashSet<string>();
        for (ulong key = 0; key < 300; key++)
        {
            text.Choose(bag, key, 0.5f);
            int[] rows = text.Rows.ToArray();
            Assert.Equal(rows.Select(row => bag.Counts[bag.Rows.IndexOf(row)]), text.Counts.ToArray());
            Assert.Equal(rows.OrderBy(row => bag.Rows.IndexOf(row)), rows);
            Assert.NotEmpty(rows);
            string first = string.Join(' ', rows);
            seen.Add(first);

            // Another text in between, a longer one too, changes nothing.
            text.Choose(new WordBag([.. Enumerable.Range(0, 20)], [.. Enumerable.Repeat(1, 20)]), key, 0.25f);
            text.Choose(bag, key, 0.5f);
            Assert.Equal(first, string.Join(' ', text.Rows.ToArray()));
        }

        Assert.Equal(31, seen.Count);
    }

    [Fact]
    public void None_and_all_are_exact()
    {
        WordBag bag = new([4, 2, 8], [1, 2, 3]);
        var text = new TextGradient(2);
        for (ulong key = 0; key < 1000; key++)
        {
            text.Choose(bag, key, 0);
            Assert.Equal([4, 2, 8], text.Rows.ToArray());
            text.Choose(bag, key, 1);
            Assert.Equal([4], text.Rows.ToArray());
            Assert.Equal([1], text.Counts.ToArray());
        }
    }

    // The range outside of which a binomial count falls with a probability below 10^-9 on either side, by exact sums.
    private static (int Lowest, int Highest) Range(int rounds, int weight, int of = 4)
    {
        BigInteger all = BigInteger.Pow(of, rounds);
        BigInteger tail = 0;
        BigInteger term = BigInteger.Pow(of - weight, rounds);
        int? lowest = null;
        for (int count = 0; ; count++)
        {
            tail += term;
            lowest ??= tail * 1_000_000_000 > all ? count : null;
            if ((all - tail) * 1_000_000_000 < all)
            {
                return (lowest!.Value, count + 1);
            }

            term = term * (rounds - count) * weight / ((count + 1) * (of - weight));
        }
    }
}
