using System.Collections.Immutable;

namespace Hardmax.Sentiment;

/// <summary>The numbers of leaders over some texts, as in the table of arXiv:2407.01602, Section 5.</summary>
/// <param name="Mean">The mean number of leaders of a text.</param>
/// <param name="StandardDeviation">Its standard deviation over the texts, with the number of texts as divisor.</param>
/// <param name="Min">The least.</param>
/// <param name="Max">The most.</param>
/// <param name="InitialFraction">The share of all leaders that lead at layer 0 already; 0 where there is none.</param>
internal sealed record LeaderNumbers(double Mean, double StandardDeviation, int Min, int Max, double InitialFraction);

/// <summary>What a model says of some labelled texts.</summary>
/// <param name="Outcomes">One for each text, in order.</param>
internal sealed record Evaluation(ImmutableArray<ReviewOutcome> Outcomes)
{
    /// <summary>The share of the texts that are decided rightly after the layers, in binary32. A text without a known word counts as wrong.</summary>
    public double FiniteAccuracy => Share(outcome => outcome.Finite == outcome.Label);

    /// <summary>The share of the texts that are proved to be decided rightly at infinite depth.</summary>
    public double InfiniteAccuracy => Share(outcome => outcome.Limit == outcome.Label);

    /// <summary>How many limits are proved.</summary>
    public int Certified => Outcomes.Count(outcome => outcome.IsCertified);

    /// <summary>How many decisions in binary32 differ from a proved one at infinite depth.</summary>
    public int Disagreements => Outcomes.Count(outcome => outcome.IsCertified && outcome.Finite != outcome.Limit);

    /// <summary>The text on which the two values are furthest apart; null where none is proved.</summary>
    public ReviewOutcome? Worst => Outcomes.Where(outcome => outcome.IsCertified).MaxBy(outcome => Math.Abs(outcome.FiniteValue - outcome.LimitValue));

    /// <summary>How many texts have no known word.</summary>
    public int WithoutWords => Outcomes.Count(outcome => float.IsNaN(outcome.FiniteValue));

    /// <summary>The numbers of leaders over the texts whose limit is proved; null where there is none.</summary>
    public LeaderNumbers? Leaders()
    {
        ReviewOutcome[] proved = [.. Outcomes.Where(outcome => outcome.IsCertified)];
        if (proved.Length == 0)
        {
            return null;
        }

        double mean = proved.Average(outcome => outcome.Leaders.Length);
        double variance = proved.Average(outcome => (outcome.Leaders.Length - mean) * (outcome.Leaders.Length - mean));
        long leaders = proved.Sum(outcome => (long)outcome.Leaders.Length);
        return new LeaderNumbers(
            mean,
            Math.Sqrt(variance),
            proved.Min(outcome => outcome.Leaders.Length),
            proved.Max(outcome => outcome.Leaders.Length),
            leaders == 0 ? 0 : (double)proved.Sum(outcome => (long)outcome.InitialLeaders) / leaders);
    }

    private double Share(Func<ReviewOutcome, bool> isRight) => Outcomes.IsEmpty ? 0 : (double)Outcomes.Count(isRight) / Outcomes.Length;
}
