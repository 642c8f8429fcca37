namespace Hardmax.Sentiment;

/// <summary>Which columns of a table hold the texts and the labels.</summary>
/// <param name="Text">The name of the column of texts; null for the first there is of review, text, processed, sentence, comment.</param>
/// <param name="Label">The name of the column of labels; null for the first there is of label, sentiment, polarity.</param>
public sealed record ReviewColumns(string? Text, string? Label)
{
    /// <summary>Both are found out.</summary>
    public static ReviewColumns Usual { get; } = new(null, null);
}
