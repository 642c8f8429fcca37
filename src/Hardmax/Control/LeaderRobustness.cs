using System.Collections.Immutable;
using System.Diagnostics;
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
    // How far from the border its two sides are, as a share of its distance.
    private static readonly Rational Step = Rational.One / 1000;

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

    /// <summary>
    /// A matrix near the border with the leaders of A, and one with others: the largest entries of their changes are 999/1000
    /// and at most 1001/1000 of the radius, or, where the radius is 0, nothing and at most 1/1000 of the largest entry of A
    /// (of 1, where A is 0).
    /// </summary>
    public (AttentionMatrix Inside, AttentionMatrix Outside)? Sides { get; init; }

    /// <summary>The leaders under the outer matrix.</summary>
    public ImmutableArray<int> LeadersOutside { get; init; } = [];

    /// <summary>
    /// Finds the smallest change. A leader stops at the smallest of its gaps over |c|_1 in the notation of the gaps
    /// &lt;(A + E) z_i, z_i - z_j&gt; = b_j + c_j . u; for changes of any kind that is <see cref="ControlMargin"/>. For
    /// another token the infimum is that of a linear program. Exact throughout.
    /// </summary>
    /// <param name="tokens">Z, n x d.</param>
    /// <param name="matrix">A, d x d.</param>
    /// <param name="kind">Which changes.</param>
    /// <param name="direction">D, d x d, for <see cref="ChangeKind.Direction"/> alone; not 0.</param>
    /// <exception cref="ArgumentException">The dimensions differ, or the direction is missing, 0, or given for another kind.</exception>
    public static LeaderRobustness Of(TokenCloud tokens, AttentionMatrix matrix, ChangeKind kind, AttentionMatrix? direction = null)
    {
        if (matrix.Dimension != tokens.Dimension)
        {
            throw new ArgumentException("The matrix is d x d, where d is the dimension of the tokens.", nameof(matrix));
        }

        var changes = ChangeSpace.Of(kind, tokens.Dimension, direction);
        ImmutableArray<int> leaders = LeadersAtStart.Under(tokens, matrix);
        (LeadershipGaps Gaps, Rational[] Parameters)? nearest = Nearest(tokens, matrix, changes);
        return nearest is { } change
            ? AtBorder(tokens, matrix, changes, leaders, change.Gaps, change.Parameters)
            : new LeaderRobustness { Leaders = leaders, Radius = null };
    }

    // Tokens in the order of what they need at least: those that need no less than a change already found are not looked at.
    private static (LeadershipGaps Gaps, Rational[] Parameters)? Nearest(TokenCloud tokens, AttentionMatrix matrix, ChangeSpace changes)
    {
        (LeadershipGaps Gaps, Rational[] Parameters)? nearest = null;
        Rational? radius = null;
        IEnumerable<LeadershipGaps> candidates = Enumerable.Range(0, tokens.Count)
            .Select(token => LeadershipGaps.Of(tokens, matrix, changes, token))
            .Where(gaps => gaps.Least is not null)
            .OrderBy(gaps => gaps.Least)
            .ThenBy(gaps => gaps.Token);
        foreach (LeadershipGaps gaps in candidates)
        {
            if (radius is { } found && gaps.Least >= found)
            {
                break;
            }

            if ((gaps.Leads ? gaps.LeastThatTies() : gaps.LeastThatMayLead(radius)) is { } parameters)
            {
                nearest = (gaps, parameters);
                radius = parameters.Select(Rational.Abs).Max();
            }
        }

        return nearest;
    }

    private static LeaderRobustness AtBorder(
        TokenCloud tokens, AttentionMatrix matrix, ChangeSpace changes, ImmutableArray<int> leaders, LeadershipGaps gaps, Rational[] parameters)
    {
        ReadOnlySpan<Rational> token = tokens[gaps.Token];
        Rational radius = parameters.Select(Rational.Abs).Max();
        AttentionMatrix change = changes.Change(token, parameters);
        AttentionMatrix inside = MatrixSums.AddScaled(matrix, 1 - Step, change);
        AttentionMatrix outside = MatrixSums.AddScaled(matrix, gaps.Leads ? 1 + Step : 1, gaps.Leads ? change : Beyond(token, radius));
        ImmutableArray<int> leadersOutside = LeadersAtStart.Under(tokens, outside);
        return LeadersAtStart.Under(tokens, inside).SequenceEqual(leaders) && !leadersOutside.SequenceEqual(leaders)
            ? new LeaderRobustness
            {
                Leaders = leaders,
                Radius = radius,
                Change = (gaps.Token, gaps.Leads),
                Border = MatrixSums.AddScaled(matrix, 1, change),
                Sides = (inside, outside),
                LeadersOutside = leadersOutside,
            }
            : throw new UnreachableException("Smaller changes keep the leaders, and this one does not.");

        // A border at A itself has no size to go by; then that of A's entries is taken.
        AttentionMatrix Beyond(ReadOnlySpan<Rational> token, Rational radius)
        {
            Rational scale = MatrixSums.Size(matrix);
            Rational size = radius.IsZero ? Step * (scale.IsZero ? 1 : scale) : (1 + Step) * radius;
            return changes.Change(token, gaps.Clearest(size));
        }
    }
}
