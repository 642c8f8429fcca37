using System.Collections.Immutable;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control;

/// <summary>Which changes of A are looked at.</summary>
public enum ChangeKind
{
    /// <summary>Any d x d matrix E.</summary>
    Any,

    /// <summary>Symmetric E.</summary>
    Symmetric,

    /// <summary>Multiples s D of one matrix D, of either sign.</summary>
    Direction,
}

/// <summary>
/// The smallest change E of A, in the largest absolute value of its entries, that changes the set of leaders at layer 0:
/// exact, with the matrices on either side of the border.
/// </summary>
public sealed record LeaderRobustness
{
    /// <summary>The leaders under A.</summary>
    public required ImmutableArray<int> Leaders { get; init; }

    /// <summary>
    /// The infimum of max|E_kl| over all E with other leaders under A + E; every smaller change keeps them. For
    /// <see cref="ChangeKind.Direction"/> that of max|s D_kl|. Null where no change at all has other leaders.
    /// </summary>
    public required Rational? Radius { get; init; }

    /// <summary>The token whose leading changes at the border, and whether it leads inside; null where there is no border.</summary>
    public (int Token, bool LeadsInside)? Change { get; init; }

    /// <summary>A + E at the border, with max|E_kl| = Radius; its leaders may be either set.</summary>
    public AttentionMatrix? Border { get; init; }

    /// <summary>A matrix near the border with the leaders of A, and one with others.</summary>
    public (AttentionMatrix Inside, AttentionMatrix Outside)? Sides { get; init; }

    /// <summary>The leaders under the outer matrix.</summary>
    public ImmutableArray<int> LeadersOutside { get; init; } = [];

    /// <summary>Finds the smallest change.</summary>
    /// <param name="tokens">Z.</param>
    /// <param name="matrix">A.</param>
    /// <param name="kind">Which changes.</param>
    /// <param name="direction">D, for <see cref="ChangeKind.Direction"/> alone; not 0.</param>
    public static LeaderRobustness Of(TokenCloud tokens, AttentionMatrix matrix, ChangeKind kind, AttentionMatrix? direction = null)
    {
        _ = (tokens, matrix, kind, direction);
        throw new NotSupportedException();
    }
}
