using System.Collections.Immutable;
using Hardmax.Limits;
using Hardmax.Numbers;

namespace Hardmax.Sentiment;

/// <summary>Words that end at one place: a leader and those that gather around it, or words between leaders.</summary>
/// <param name="Leader">The word that leads, or null where the place is no leader's or the padding alone leads there.</param>
/// <param name="Followers">The other words that end here, ascending; words are counted as in the bag.</param>
/// <param name="Place">The place, d coordinates, exactly.</param>
/// <param name="Tokens">How many tokens end here: words with their repetitions, and padding where a model pads.</param>
/// <param name="LeadsSince">The first layer at which the leader led; null where there is none.</param>
/// <param name="Score">&lt;w, place&gt; + b: the value of a text that ended here altogether.</param>
/// <param name="Kind">What the place is to the leaders.</param>
public sealed record Gathering(
    int? Leader,
    ImmutableArray<int> Followers,
    ImmutableArray<Rational> Place,
    int Tokens,
    int? LeadsSince,
    Rational Score,
    ClusterKind Kind);

/// <summary>What a decision would be if some words were not there; decided exactly, by a limit of its own.</summary>
/// <param name="Words">The words left out, all their repetitions, in the order in which they were left out.</param>
/// <param name="Value">The value without them; null where nothing remains or the limit is not proved.</param>
/// <param name="Side">The decision without them.</param>
public sealed record WithoutWords(ImmutableArray<int> Words, Rational? Value, Side Side);

/// <summary>
/// Why a model decides about a text as it does. Words are counted as in the bag: 0 is the first known word of the text.
/// The value is the mean of the scores of the places where the tokens end, so the gatherings are the whole reason.
/// </summary>
public sealed record Explanation
{
    /// <summary>The text, as it was given.</summary>
    public required string Text { get; init; }

    /// <summary>The model.</summary>
    public required SentimentModel Model { get; init; }

    /// <summary>The known words that were read, each once; empty where none is known.</summary>
    public required ImmutableArray<string> Words { get; init; }

    /// <summary>How often each occurs.</summary>
    public required ImmutableArray<int> Counts { get; init; }

    /// <summary>How many words of the text the model does not know.</summary>
    public required int UnknownWords { get; init; }

    /// <summary>How many known words were not read because the text is longer than the model reads.</summary>
    public required int UnreadWords { get; init; }

    /// <summary>The decision at infinite depth.</summary>
    public required Side Decision { get; init; }

    /// <summary>The exact value at infinite depth; null where nothing is known or proved.</summary>
    public required Rational? Value { get; init; }

    /// <summary>The logistic function of the value, in binary64 (so 0 or 1 where it is nearer than any other number): the model's probability that the text is positive.</summary>
    public double? Probability => Value is { } value ? 1 / (1 + Math.Exp(-value.ToDouble())) : null;

    /// <summary>
    /// The distance of the mean of the limits from the hyperplane of the decoder, |value| / |w|, in binary64; null where
    /// the value is, or where w is 0.
    /// </summary>
    public required double? Margin { get; init; }

    /// <summary>Whether the limit is proved.</summary>
    public required bool IsCertified { get; init; }

    /// <summary>The layer at which the certificate closed, or the last one computed.</summary>
    public required int Layer { get; init; }

    /// <summary>Where the tokens end, the most tokens first; empty where nothing is proved.</summary>
    public required ImmutableArray<Gathering> Gatherings { get; init; }

    /// <summary>The words at each layer for drawing, [layer][word][coordinate]; layer 0 first, at most <see cref="MaxLayersDrawn"/> + 1 layers.</summary>
    public required ImmutableArray<double[][]> Layers { get; init; }

    /// <summary>For each word what the decision would be without it, in the order of the words.</summary>
    public ImmutableArray<WithoutWords> WithoutEach { get; init; } = [];

    /// <summary>
    /// The fewest words found whose removal turns the decision over, each step taking the word that brings the value nearest
    /// to the other side; null where no such words were found. Found by search: fewer may do.
    /// </summary>
    public WithoutWords? Flip { get; init; }

    /// <summary>The number of layers after layer 0 that are kept for drawing.</summary>
    public const int MaxLayersDrawn = 12;

    /// <summary>Where a word ends.</summary>
    /// <exception cref="InvalidOperationException">Nothing is proved about the text.</exception>
    public Gathering GatheringOf(int word) => Gatherings.First(gathering => gathering.Leader == word || gathering.Followers.Contains(word));
}
