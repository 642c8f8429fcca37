using Hardmax.Model;

namespace Hardmax.Oracle;

/// <summary>
/// What an implementation was given and what it recorded: the input of the judge, and of `hardmax check`. Nothing in it
/// is trusted: layers may be missing, broken or of another shape.
/// </summary>
public sealed record Trace
{
    /// <summary>Tokens, A and alpha as they were given.</summary>
    public required HardmaxProblem Problem { get; init; }

    /// <summary>The arithmetic that the implementation declares.</summary>
    public DeclaredArithmetic Arithmetic { get; init; } = DeclaredArithmetic.Default;

    /// <summary>Layer 0 .. layer L as recorded.</summary>
    public required IReadOnlyList<RecordedLayer> Layers { get; init; }

    /// <summary>The keys of each token of the problem in every step; null is all of them. Tokens without keys are not judged.</summary>
    public AttentionMask? Mask { get; init; }

    /// <summary>How many steps were asked for, L; null where the record alone says it.</summary>
    public int? Steps { get; init; }

    /// <summary>The attention sets of the steps as recorded, one for each, or null.</summary>
    public IReadOnlyList<RecordedSets>? Selected { get; init; }

    /// <summary>The input as the implementation says it received it, or null.</summary>
    public Echo? Echo { get; init; }

    /// <summary>The dtype of the arrays that came back, as the implementation's adapter reports it; null where it does not say.</summary>
    public string? ReturnedDType { get; init; }
}
