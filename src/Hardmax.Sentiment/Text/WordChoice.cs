namespace Hardmax.Sentiment;

/// <summary>Which words of a text are read that has more than a model reads.</summary>
public enum WordChoice
{
    /// <summary>The first ones.</summary>
    First,

    /// <summary>The first and the last ones in halves, the odd one from the beginning: reviews end with what they come to.</summary>
    Ends,
}
