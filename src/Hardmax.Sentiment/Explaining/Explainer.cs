using System.Collections.Immutable;
using Hardmax.Dynamics;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Sentiment;

/// <summary>Explains the decisions of a model.</summary>
public sealed class Explainer
{
    private readonly SentimentModel _model;
    private readonly Tokeniser _tokeniser;

    /// <summary>An explainer of a model.</summary>
    public Explainer(SentimentModel model)
    {
        _model = model;
        _tokeniser = new Tokeniser(model.Tokeniser);
    }

    /// <summary>Explains the decision about a text. A text without a known word has an explanation that says so.</summary>
    /// <param name="text">The raw text.</param>
    /// <param name="cancellation">Ends the work between two layers.</param>
    public Explanation Explain(string text, CancellationToken cancellation = default)
    {
        IReadOnlyList<string> words = _tokeniser.Words(text);
        int known = words.Count(word => _model.Words.RowOf(word) >= 0);
        WordBag bag = WordBag.Of(words, _model.Words, _model.MaxWords, _model.Reads);
        var start = new Explanation
        {
            Text = text,
            Model = _model,
            Words = [.. bag.Rows.Select(row => _model.Words.Words[row])],
            Counts = bag.Counts,
            UnknownWords = words.Count - known,
            UnreadWords = known - bag.Length,
            Decision = Side.Undecided,
            Value = null,
            Margin = null,
            IsCertified = false,
            Layer = 0,
            Gatherings = [],
            Layers = [],
        };
        return bag.Distinct == 0 ? start : Explain(start, ReviewLimit.Of(_model, bag, cancellation: cancellation), cancellation);
    }

    private Explanation Explain(Explanation start, ReviewLimit review, CancellationToken cancellation)
    {
        Explanation decided = start with
        {
            Decision = review.Side,
            Value = review.Value,
            Margin = review.Value is { } value ? Distance(value) : null,
            IsCertified = review.IsCertified,
            Layer = review.Limit.Layer,
            Gatherings = review.IsCertified ? Gatherings(review) : [],
            Layers = [.. Layers(review)],
        };
        return review.IsCertified
            ? decided with { WithoutEach = WithoutSearch.Each(review, cancellation), Flip = WithoutSearch.Flip(review, cancellation) }
            : decided;
    }

    private double? Distance(Rational value)
    {
        double norm = Math.Sqrt(_model.DecoderWeights.Sum(w => (double)w * w));
        return norm > 0 ? Math.Abs(value.ToDouble()) / norm : null;
    }

    private ImmutableArray<Gathering> Gatherings(ReviewLimit review)
    {
        Dictionary<int, int> since = LeaderLayers(review);
        (LimitClaims claims, _) = LimitAnalysis.Of(review.Limit);
        return
        [
            .. claims.Clusters
                .Select(cluster => Gathered(review, cluster, since))
                .OrderByDescending(gathering => gathering.Tokens)
                .ThenBy(gathering => gathering.Leader ?? gathering.Followers.DefaultIfEmpty(int.MaxValue).First()),
        ];
    }

    private Gathering Gathered(ReviewLimit review, LimitCluster cluster, Dictionary<int, int> since)
    {
        int[] words = [.. Enumerable.Range(0, review.Bag.Distinct).Where(word => cluster.Members.BinarySearch(review.TokenOf(word)) >= 0)];

        // No word leads where the place is no leader's, and where it is that of the padding alone.
        int? leader = words.Where(since.ContainsKey).Select(word => (int?)word).FirstOrDefault();
        return new Gathering(
            leader,
            [.. words.Where(word => word != leader)],
            cluster.Places[0],
            cluster.Members.Length,
            leader is { } known ? since[known] : null,
            _model.DecisionValue(cluster.Places[0].AsSpan()),
            cluster.Kind);
    }

    /// <summary>For each word that leads in the end the first layer at which it led.</summary>
    private static Dictionary<int, int> LeaderLayers(ReviewLimit review)
    {
        var since = new Dictionary<int, int>();
        ExactState state = ExactState.Start(review.Limit.Problem);
        for (int layer = 0; layer <= review.Limit.Layer; layer++)
        {
            foreach (int word in review.LeadersAt(state))
            {
                since.TryAdd(word, layer);
            }

            state = layer < review.Limit.Layer ? state.Next() : state;
        }

        return since;
    }

    private IEnumerable<double[][]> Layers(ReviewLimit review)
    {
        int last = Math.Min(Explanation.MaxLayersDrawn, Math.Max(review.Limit.Layer, _model.Depth ?? 8));
        ExactState state = ExactState.Start(review.Limit.Problem);
        for (int layer = 0; layer <= last; layer++)
        {
            yield return [.. Enumerable.Range(0, review.Bag.Distinct).Select(word => Array.ConvertAll(state.Point(state.PointOf(review.TokenOf(word))), x => x.ToDouble()))];
            state = layer < last ? state.Next() : state;
        }
    }
}
