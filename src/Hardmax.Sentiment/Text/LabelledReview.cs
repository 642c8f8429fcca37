namespace Hardmax.Sentiment;

/// <summary>A text and what its author thought.</summary>
/// <param name="Text">The raw text.</param>
/// <param name="IsPositive">Whether the review is positive.</param>
/// <param name="Place">Where it stands, for messages: "row 17" of a table, "pos/127_9.txt" of a folder.</param>
public sealed record LabelledReview(string Text, bool IsPositive, string Place);
