using System.Collections.Immutable;
using Hardmax.Numbers;

namespace Hardmax.Sentiment;

/// <summary>What would have to be left out of a text for another decision. Every value is exact, from a limit of its own.</summary>
internal static class WithoutSearch
{
    /// <summary>How many words are left out at most to turn a decision over.</summary>
    private const int MostRemoved = 12;

    /// <summary>The decision without each word alone.</summary>
    public static ImmutableArray<WithoutWords> Each(ReviewLimit review, CancellationToken cancellation)
    {
        var all = new WithoutWords[review.Bag.Distinct];
        ParallelItems.For(all.Length, -1, word => all[word] = Without(review, [word], cancellation), cancellation);
        return [.. all];
    }

    /// <summary>The words whose removal, one after another, turns the decision over; null where none were found.</summary>
    public static WithoutWords? Flip(ReviewLimit review, CancellationToken cancellation)
    {
        Side side = review.Side;
        ImmutableArray<int> removed = [];
        while (side != Side.Undecided && removed.Length < Math.Min(MostRemoved, review.Bag.Distinct - 1))
        {
            int[] left = [.. Enumerable.Range(0, review.Bag.Distinct).Except(removed)];
            var steps = new WithoutWords[left.Length];
            ParallelItems.For(left.Length, -1, at => steps[at] = Without(review, removed.Add(left[at]), cancellation), cancellation);
            WithoutWords? best = Array.FindAll(steps, step => step.Value is not null).MinBy(step => step.Value!.Value * Sign(side));
            if (best is null)
            {
                return null;
            }

            if (best.Side != Side.Undecided && best.Side != side)
            {
                return best;
            }

            removed = best.Words;
        }

        return null;
    }

    private static Rational Sign(Side side) => side == Side.Positive ? 1 : -1;

    private static WithoutWords Without(ReviewLimit review, ImmutableArray<int> words, CancellationToken cancellation)
    {
        int[] kept = [.. Enumerable.Range(0, review.Bag.Distinct).Except(words)];
        if (kept.Length == 0)
        {
            return new WithoutWords(words, null, Side.Undecided);
        }

        var bag = new WordBag([.. kept.Select(word => review.Bag.Rows[word])], [.. kept.Select(word => review.Bag.Counts[word])]);
        ReviewLimit without = ReviewLimit.Of(review.Model, bag, cancellation: cancellation);
        return new WithoutWords(words, without.Value, without.Side);
    }
}
