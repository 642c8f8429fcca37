using System.Collections.Immutable;
using Hardmax.Dynamics;
using Hardmax.Limits;

namespace Hardmax.Sentiment;

/// <summary>Lets a model decide about labelled texts, on all cores.</summary>
internal static class Evaluator
{
    /// <summary>The number of layers that stands for finite depth where a model was trained on the limit itself: the paper's.</summary>
    public const int DefaultDepth = 8;

    /// <summary>The decisions about some texts.</summary>
    /// <param name="model">The model.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="depth">How many layers the decision at finite depth has; null for those of the model.</param>
    /// <param name="threads">How many cores to use at most.</param>
    /// <param name="observer">Is told how many texts are done; called from several threads.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static Evaluation Of(SentimentModel model, IReadOnlyList<LabelledBag> texts, int? depth, int threads, Action<int>? observer = null, CancellationToken cancellation = default)
    {
        float[] finite = FloatDecisions.Values(model, [.. texts.Select(text => text.Bag)], depth ?? model.Depth ?? DefaultDepth, threads);
        var outcomes = new ReviewOutcome[texts.Count];
        int done = 0;
        ParallelItems.For(
            outcomes.Length,
            threads,
            at =>
            {
                outcomes[at] = float.IsNaN(finite[at])
                    ? new ReviewOutcome(texts[at], float.NaN, double.NaN, Side.Undecided, false, 0, [], 0)
                    : Decide(model, texts[at], finite[at], cancellation);
                observer?.Invoke(Interlocked.Increment(ref done));
            },
            cancellation);
        return new Evaluation(ImmutableArray.Create(outcomes));
    }

    private static ReviewOutcome Decide(SentimentModel model, LabelledBag text, float finite, CancellationToken cancellation)
    {
        ReviewLimit limit = ReviewLimit.Of(model, text.Bag, LimitCertifier.DefaultMaxLayers, cancellation);
        int[] leaders = limit.LeadersAt(limit.Limit.State);
        var start = limit.Limit.Layer == 0 ? null : ExactState.Start(limit.Limit.Problem);
        return new ReviewOutcome(
            text,
            finite,
            limit.Value?.ToDouble() ?? double.NaN,
            limit.Side,
            limit.IsCertified,
            limit.Limit.Layer,
            [.. leaders.Select(word => text.Bag.Rows[word])],
            start is null ? leaders.Length : limit.LeadersAt(start).Length);
    }
}
