using System.Collections.Immutable;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>Where a recorded trajectory leaves the exact one from the same start: information, no verdict.</summary>
public sealed record Divergence
{
    /// <summary>The first layer at which the selection differs from the exact trajectory's.</summary>
    public required int Layer { get; init; }

    /// <summary>The first token whose set differs there.</summary>
    public required int Token { get; init; }

    /// <summary>Its set in the exact trajectory.</summary>
    public required ImmutableArray<int> Exact { get; init; }

    /// <summary>Its set in the recorded one, as the exact scores of the recorded state or the record itself say.</summary>
    public required ImmutableArray<int> Recorded { get; init; }

    /// <summary>A token whose exact limit is farthest from where it ended, or null where the limit is not certified.</summary>
    public int? LimitToken { get; init; }

    /// <summary>The certified limit of that token.</summary>
    public ImmutableArray<Rational>? ExactLimit { get; init; }

    /// <summary>Where that token stands in the last recorded layer.</summary>
    public ImmutableArray<Rational>? End { get; init; }

    /// <summary>The certified limit of that token when the last recorded layer is continued exactly, or null.</summary>
    public ImmutableArray<Rational>? LimitFromEnd { get; init; }

    /// <summary>One sentence without a full stop.</summary>
    public required string Message { get; init; }
}
