namespace Hardmax.Sentiment;

/// <summary>A text as a model sees it, and what its author thought.</summary>
/// <param name="Bag">The words; empty where none is known.</param>
/// <param name="IsPositive">Whether the review is positive.</param>
/// <param name="Place">Where the text stands, for messages.</param>
public sealed record LabelledBag(WordBag Bag, bool IsPositive, string Place);
