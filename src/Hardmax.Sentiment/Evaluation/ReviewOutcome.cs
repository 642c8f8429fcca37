using System.Collections.Immutable;

namespace Hardmax.Sentiment;

/// <summary>What a model says of one labelled text, after its layers in binary32 and at infinite depth exactly.</summary>
/// <param name="Text">The text.</param>
/// <param name="FiniteValue">&lt;w, mean&gt; + b after the layers, in binary32; NaN where no word of the text is known.</param>
/// <param name="LimitValue">The exact value at infinite depth, correctly rounded; NaN where nothing is proved.</param>
/// <param name="Limit">The decision at infinite depth, from the exact value.</param>
/// <param name="IsCertified">Whether the limit is proved.</param>
/// <param name="Layer">The layer at which the certificate closed.</param>
/// <param name="Leaders">The words that lead there, as rows of the vocabulary; of several words at one point the first.</param>
/// <param name="InitialLeaders">How many of them lead at layer 0.</param>
internal sealed record ReviewOutcome(
    LabelledBag Text,
    float FiniteValue,
    double LimitValue,
    Side Limit,
    bool IsCertified,
    int Layer,
    ImmutableArray<int> Leaders,
    int InitialLeaders)
{
    /// <summary>The decision after the layers, in binary32.</summary>
    public Side Finite => float.IsNaN(FiniteValue) ? Side.Undecided : Sides.Of(Math.Sign(FiniteValue));

    /// <summary>What the author thought.</summary>
    public Side Label => Text.IsPositive ? Side.Positive : Side.Negative;

    /// <summary>The probability of the decision at infinite depth, at least 1/2; NaN where nothing is proved.</summary>
    public double Confidence => 1 / (1 + Math.Exp(-Math.Abs(LimitValue)));
}
