namespace Hardmax.Search;

/// <summary>
/// The subsets of n numbers of 0, 1, 2, .. in the order of their largest numbers, then their second largest and so on:
/// the combinatorial number system. The subsets of the first N numbers are the first ones.
/// </summary>
internal static class Subsets
{
    /// <summary>How many subsets of n numbers the first <paramref name="universe"/> ones have; at most 10^18, which stands for more.</summary>
    public static long Count(long universe, int n)
    {
        if (universe < n)
        {
            return 0;
        }

        Int128 count = 1;
        for (int k = 1; k <= n; k++)
        {
            count = count * (universe - n + k) / k;
            if (count > 1_000_000_000_000_000_000)
            {
                return 1_000_000_000_000_000_000;
            }
        }

        return (long)count;
    }

    /// <summary>The subset with a rank: n numbers, ascending.</summary>
    public static int[] At(long rank, int n)
    {
        var subset = new int[n];
        for (int k = n; k > 0; k--)
        {
            // The largest number m with Count(m, k) <= rank; Count grows with m, so doubling and halving finds it.
            long low = k - 1;
            long high = low + 1;
            while (Count(high, k) <= rank)
            {
                (low, high) = (high, 2 * high);
            }

            while (high - low > 1)
            {
                long middle = (low + high) / 2;
                (low, high) = Count(middle, k) <= rank ? (middle, high) : (low, middle);
            }

            subset[k - 1] = (int)low;
            rank -= Count(low, k);
        }

        return subset;
    }

    /// <summary>Turns a subset into the next one in the order.</summary>
    public static void Step(int[] subset)
    {
        int at = 0;
        while (at + 1 < subset.Length && subset[at] + 1 == subset[at + 1])
        {
            subset[at] = at;
            at++;
        }

        subset[at]++;
    }
}
