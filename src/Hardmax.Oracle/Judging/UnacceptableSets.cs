using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// Sets that explain a wrong update, the likeliest first: what was selected instead. Only for the report: that no
/// acceptable set explains the update has been settled before.
/// </summary>
internal static class UnacceptableSets
{
    // Above it, too many sets have some mean by chance.
    private const int MostTokensOfAnySet = 8;

    public static int[]? Find(RecordedState state, FormatBounds format, int token, TokenScores scores, Rational[] got)
    {
        foreach (int[] set in Likely(state.Count, token, scores.Exact))
        {
            if (SetSearch.Explains(state, format, token, set, got) == true && !scores.IsAcceptable(set))
            {
                return set;
            }
        }

        return state.Count <= MostTokensOfAnySet
            ? SetSearch.Find(state, format, token, got, [.. Enumerable.Range(0, state.Count)], set => !scores.IsAcceptable(set)).Set
            : null;
    }

    private static IEnumerable<int[]> Likely(int count, int token, int[] exact)
    {
        IEnumerable<int> all = Enumerable.Range(0, count);
        IEnumerable<int[]> fewer = exact.Select(left => exact.Where(j => j != left).ToArray());
        IEnumerable<int[]> more = all.Except(exact).Select(added => exact.Append(added).Order().ToArray());
        return exact.Select(j => (int[])[j])
            .Append([.. exact.Where(j => j != token)])
            .Concat(fewer)
            .Concat(all.Except(exact).Select(j => (int[])[j]))
            .Append([.. all])
            .Concat(more)
            .Where(set => set.Length > 0 && !set.AsSpan().SequenceEqual(exact));
    }
}
