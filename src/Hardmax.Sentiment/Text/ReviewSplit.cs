using Hardmax.Numbers;

namespace Hardmax.Sentiment;

/// <summary>A random division of items into two parts, which is the same on every machine and easily made in any language.</summary>
internal static class ReviewSplit
{
    /// <summary>
    /// Shuffles by Fisher and Yates and cuts. With i from n - 1 down to 1, the item at i changes places with the one at
    /// j = floor(u (i + 1) / 2^64), where u is the next number of <see cref="SplitMix64"/> from the seed on; one u per i.
    /// </summary>
    /// <remarks>
    /// A multiplication and no rejection: a place is favoured over another by at most one in 2^64 / (i + 1), which nobody
    /// can observe, and the numbers that are drawn do not depend on chance.
    /// </remarks>
    /// <param name="items">The items; not changed.</param>
    /// <param name="first">How many go into the first part, from 0 to all.</param>
    /// <param name="seed">Any 64 bits.</param>
    /// <returns>The first items of the shuffled order, and the others, both in that order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many items.</exception>
    public static (IReadOnlyList<T> First, IReadOnlyList<T> Others) Of<T>(IReadOnlyList<T> items, int first, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, items.Count);
        var random = new SplitMix64(seed);
        T[] shuffled = [.. items];
        for (int i = shuffled.Length - 1; i > 0; i--)
        {
            int j = (int)Math.BigMul(random.Next(), (ulong)i + 1, out _);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }

        return (shuffled[..first], shuffled[first..]);
    }
}
