namespace Hardmax.Generators;

/// <summary>How large generated problems may be and what they are made of.</summary>
public sealed record ProblemLimits
{
    /// <summary>The defaults of every property: up to 9 tokens in up to 4 dimensions, of every kind and shape.</summary>
    public static ProblemLimits Default { get; } = new();

    /// <summary>The largest n, at least 1.</summary>
    public int MaxTokens { get; init; } = TokenGen.DefaultMaxTokens;

    /// <summary>The largest d, at least that which the class or the kind needs.</summary>
    public int MaxDimension { get; init; } = 4;

    /// <summary>The coordinates of tokens; with Mixed, a shape is drawn for each problem.</summary>
    public Shape Shape { get; init; } = Shape.Mixed;

    /// <summary>The numbers that matrices are made from.</summary>
    public Shape MatrixShape { get; init; } = Shape.Small;

    /// <summary>The kind of every cloud, or null for all kinds by <see cref="TokenGen.Weights"/>.</summary>
    public CloudKind? Kind { get; init; }

    /// <summary>Whether tokens are nonzero and distinct, as the paper's theorem assumes.</summary>
    public bool DistinctNonzero { get; init; }
}
