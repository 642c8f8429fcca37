using System.Collections.Immutable;

namespace Hardmax.Sentiment;

/// <summary>A word that leads, and how often.</summary>
/// <param name="Word">The word.</param>
/// <param name="Count">In how many texts it leads.</param>
/// <param name="Side">On which side of the hyperplane of the decoder it stands.</param>
internal sealed record LeaderCount(string Word, int Count, Side Side);

/// <summary>
/// Which words lead where a model is right and sure of it: the histogram of arXiv:2407.01602, Section 5. The most frequent
/// leader first, equally frequent ones in ordinal order.
/// </summary>
/// <param name="Texts">How many texts were decided rightly and with the confidence that was asked for.</param>
/// <param name="Leaders">The leaders of these texts.</param>
internal sealed record LeaderCounts(int Texts, ImmutableArray<LeaderCount> Leaders)
{
    /// <summary>Counts the leaders.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outcomes">What it said.</param>
    /// <param name="confidence">The least probability of the decision, from 1/2 to 1.</param>
    public static LeaderCounts Of(SentimentModel model, IEnumerable<ReviewOutcome> outcomes, double confidence)
    {
        ReviewOutcome[] sure = [.. outcomes.Where(outcome => outcome.IsCertified && outcome.Limit == outcome.Label && outcome.Confidence >= confidence)];
        var leaders = sure
            .SelectMany(outcome => outcome.Leaders)
            .GroupBy(row => row)
            .Select(group => new LeaderCount(model.Words.Words[group.Key], group.Count(), model.SideOf(group.Key)))
            .OrderByDescending(leader => leader.Count)
            .ThenBy(leader => leader.Word, StringComparer.Ordinal);
        return new LeaderCounts(sure.Length, [.. leaders]);
    }
}
