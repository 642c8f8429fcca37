namespace Hardmax.Sentiment;

/// <summary>A text and what its author thought.</summary>
/// <param name="Text">The raw text.</param>
/// <param name="IsPositive">Whether the review is positive.</param>
/// <param name="Place">Where it stands, for messages: "row 17" of a table, "pos/127_9.txt" of a folder.</param>
public sealed record LabelledReview(string Text, bool IsPositive, string Place);

/// <summary>The reviews of a file or folder, and how they were understood.</summary>
/// <param name="Reviews">At least one review, in the order of the input.</param>
/// <param name="Summary">
/// The columns, the meaning of the labels, and the counts, in one line:
/// "text: column review; label: column sentiment; 2 = positive, 1 = negative; 3 reviews".
/// </param>
public sealed record ReviewReading(IReadOnlyList<LabelledReview> Reviews, string Summary);
