using Hardmax.Dynamics;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Sentiment;

/// <summary>
/// What a model says of a text at infinite depth, exactly: the limit of every word, and the value of the decoder at the
/// mean of the limits. Words are counted as in the bag (0 is its first), not as tokens.
/// </summary>
internal sealed class ReviewLimit
{
    private readonly int[] _firstTokens;

    private ReviewLimit(SentimentModel model, WordBag bag, LimitResult limit)
    {
        Model = model;
        Bag = bag;
        Limit = limit;
        _firstTokens = new int[bag.Distinct];
        for (int word = 1; word < _firstTokens.Length; word++)
        {
            _firstTokens[word] = _firstTokens[word - 1] + bag.Counts[word - 1];
        }

        Value = limit.Status == LimitStatus.Certified && limit.Period == 1 ? ValueOf(limit) : null;
    }

    /// <summary>The model.</summary>
    public SentimentModel Model { get; }

    /// <summary>The words; at least one.</summary>
    public WordBag Bag { get; }

    /// <summary>The limit of the tokens, with its proof.</summary>
    public LimitResult Limit { get; }

    /// <summary>&lt;w, mean of the limits&gt; + b, exactly; null where the limit is not proved.</summary>
    public Rational? Value { get; }

    /// <summary>Whether the limit, and with it the decision, is proved.</summary>
    public bool IsCertified => Value is not null;

    /// <summary>The decision.</summary>
    public Side Side => Value is { } value ? Sides.Of(value.Sign) : Side.Undecided;

    /// <summary>The limit of a text under a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="bag">The words of the text; at least one.</param>
    /// <param name="maxLayers">The last layer at which a certificate may close.</param>
    /// <param name="cancellation">Ends the work between two layers.</param>
    /// <exception cref="ArgumentException">The bag is empty.</exception>
    public static ReviewLimit Of(SentimentModel model, WordBag bag, int maxLayers = LimitCertifier.DefaultMaxLayers, CancellationToken cancellation = default) =>
        new(model, bag, LimitCertifier.Certify(model.Problem(bag), maxLayers, cancellation));

    /// <summary>The first token of a word.</summary>
    public int TokenOf(int word) => _firstTokens[word];

    /// <summary>
    /// The words that lead at a layer, ascending: those whose tokens attend exactly to the tokens at their point, and of
    /// several words at one point the first.
    /// </summary>
    /// <param name="state">Layer 0 of the problem, or the layer at which the certificate closed.</param>
    public int[] LeadersAt(ExactState state) =>
    [
        .. Enumerable.Range(0, Bag.Distinct).Where(word =>
        {
            int point = state.PointOf(_firstTokens[word]);
            return state.Attention.IsLeaderPoint(point) && state.FirstToken(point) == _firstTokens[word];
        }),
    ];

    private Rational ValueOf(LimitResult limit)
    {
        var sum = new Rational[Model.Dimension];
        int tokens = 0;
        foreach (LimitGroup group in limit.Groups)
        {
            sum = Vectors.AddScaled(sum, group.Members.Length, group.Places[0].AsSpan());
            tokens += group.Members.Length;
        }

        return Model.DecisionValue(Array.ConvertAll(sum, x => x / tokens));
    }
}
