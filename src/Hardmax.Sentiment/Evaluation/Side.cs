namespace Hardmax.Sentiment;

/// <summary>What a text is taken for.</summary>
public enum Side
{
    /// <summary>Neither: no word is known, the value is exactly 0, or the limit is not proved.</summary>
    Undecided,

    /// <summary>The value is below 0.</summary>
    Negative,

    /// <summary>The value is above 0.</summary>
    Positive,
}

/// <summary>Sides as words and as signs.</summary>
internal static class Sides
{
    /// <summary>The side of a value, by its sign.</summary>
    public static Side Of(int sign) => sign switch
    {
        > 0 => Side.Positive,
        < 0 => Side.Negative,
        _ => Side.Undecided,
    };

    /// <summary>"negative", "positive" or "undecided".</summary>
    public static string Word(this Side side) => side switch
    {
        Side.Negative => "negative",
        Side.Positive => "positive",
        _ => "undecided",
    };
}
