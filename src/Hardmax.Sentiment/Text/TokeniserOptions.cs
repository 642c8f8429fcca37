namespace Hardmax.Sentiment;

/// <summary>
/// What a tokeniser does besides its fixed rules (docs/sentiment-text.md). Stored with a model, because a text must be
/// read as the training texts were. The default is what models here are trained with.
/// </summary>
public sealed record TokeniserOptions
{
    /// <summary>The rules that nothing else is said about.</summary>
    public static TokeniserOptions Default { get; } = new();

    /// <summary>Whether "Good" and "good" are two words.</summary>
    public bool KeepsCase { get; init; }

    /// <summary>Whether English stop words are kept.</summary>
    public bool KeepsStopWords { get; init; }

    /// <summary>
    /// Whether a negation is joined to the next kept word of its clause: "not a good film" has the word "not_good". What is
    /// between the two must be stop words, at most three.
    /// </summary>
    public bool JoinsNegations { get; init; }
}

/// <summary>Which words of a text are read that has more than a model reads.</summary>
public enum WordChoice
{
    /// <summary>The first ones.</summary>
    First,

    /// <summary>The first and the last ones in halves, the odd one from the beginning: reviews end with what they come to.</summary>
    Ends,
}
