using System.Collections.Immutable;
using Hardmax.Claims;
using Hardmax.Model;

namespace Hardmax.Search;

/// <summary>Where a counterexample is sought, and to which claims. Two equal scopes search the same problems in the same order.</summary>
internal sealed record HuntScope
{
    /// <summary>The class of the matrices.</summary>
    public required MatrixClass Class { get; init; }

    /// <summary>The claims, all of which are asked of every problem; at least one.</summary>
    public required ImmutableArray<Claim> Claims { get; init; }

    /// <summary>What random and guided candidates are drawn from.</summary>
    public ulong Seed { get; init; }

    /// <summary>The dimension d, or null for several, small ones first.</summary>
    public int? Dimension { get; init; }

    /// <summary>The largest n.</summary>
    public int MaxTokens { get; init; } = 5;
}
