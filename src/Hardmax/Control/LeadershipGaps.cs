using System.Collections.Immutable;
using Hardmax.Geometry;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control;

/// <summary>
/// What decides whether one token x leads under A + E: the gaps &lt;(A + E) x, x - z_j&gt; = b_j + c_j . u, one for each
/// other token, in the parameters u of the change. It leads where all are positive.
/// </summary>
internal sealed class LeadershipGaps
{
    private readonly ImmutableArray<(Rational Gap, ImmutableArray<Rational> Slope, Rational Reach)> _rows;

    private LeadershipGaps(int token, ImmutableArray<(Rational Gap, ImmutableArray<Rational> Slope, Rational Reach)> rows)
    {
        Token = token;
        _rows = rows;
        Leads = rows.All(row => row.Gap.Sign > 0);
    }

    /// <summary>The token.</summary>
    public int Token { get; }

    /// <summary>Whether it leads under A.</summary>
    public bool Leads { get; }

    /// <summary>
    /// A size of change below which the token's leading stays as it is: a gap b moves by at most |c|_1 max|u|. For a leader it
    /// is the least that ends its leading; for others more may be needed. Null where no change of any size is enough.
    /// </summary>
    public Rational? Least
    {
        get
        {
            Rational? least = null;
            foreach ((Rational gap, _, Rational reach) in _rows)
            {
                if (Leads && !reach.IsZero)
                {
                    Rational size = gap / reach;
                    least = least is { } known && known <= size ? known : size;
                }
                else if (!Leads && gap.Sign <= 0)
                {
                    if (reach.IsZero)
                    {
                        return null;
                    }

                    least = Rational.Max(least ?? Rational.Zero, -gap / reach);
                }
            }

            return least;
        }
    }

    /// <summary>The gaps of a token, one for each distinct place of the others.</summary>
    public static LeadershipGaps Of(TokenCloud tokens, AttentionMatrix matrix, ChangeSpace changes, int token)
    {
        Rational[] image = matrix.Apply(tokens[token]);
        var rows = ImmutableArray.CreateBuilder<(Rational, ImmutableArray<Rational>, Rational)>();
        var seen = new HashSet<Rational[]>(Vectors.Comparer);
        for (int other = 0; other < tokens.Count; other++)
        {
            Rational[] difference = Vectors.Subtract(tokens[token], tokens[other]);
            if (other != token && seen.Add(difference))
            {
                Rational[] slope = changes.Coefficients(tokens[token], difference);
                Rational reach = slope.Aggregate(Rational.Zero, (sum, c) => sum + Rational.Abs(c));
                rows.Add((Vectors.Dot(image, difference), [.. slope], reach));
            }
        }

        return new LeadershipGaps(token, rows.ToImmutable());
    }

    /// <summary>The parameters of a least change after which a leader is tied with another token; null where none ends its leading.</summary>
    public Rational[]? LeastThatTies()
    {
        Rational? least = Least;
        foreach ((Rational gap, ImmutableArray<Rational> slope, Rational reach) in _rows)
        {
            if (!reach.IsZero && gap / reach == least)
            {
                return [.. slope.Select(c => -c.Sign * least.Value)];
            }
        }

        return null;
    }

    /// <summary>
    /// The parameters of a least change after which no gap is negative, for a token that can lead after some change; null
    /// for one that cannot. Where all gaps can be positive, these are the limits of such changes, so the least size is the
    /// infimum of those after which the token leads.
    /// </summary>
    /// <param name="below">Only a change smaller than this is of interest; null for any.</param>
    public Rational[]? LeastThatMayLead(Rational? below)
    {
        int count = ParameterCount;

        // Variables f = u + delta >= 0 with f <= 2 delta, and delta >= 0; the largest value of -delta.
        var constraints = new List<LinearConstraint>();
        foreach ((Rational gap, ImmutableArray<Rational> slope, _) in _rows)
        {
            constraints.Add(LinearConstraint.AtLeast([.. slope, -Sum(slope)], -gap));
        }

        for (int at = 0; at < count; at++)
        {
            constraints.Add(LinearConstraint.AtMost([.. Unit(count, at), -2], 0));
        }

        var program = new LinearProgram([.. new Rational[count], -1], constraints);
        if (program.Solve() is not LinearProgramResult.Optimal optimum || (below is { } bound && -optimum.Value >= bound) || !CanLead())
        {
            return null;
        }

        Rational delta = optimum.Primal[count];
        return [.. optimum.Primal.Take(count).Select(f => f - delta)];
    }

    /// <summary>Parameters of a size of at most <paramref name="size"/> after which the smallest gap is as large as possible.</summary>
    public Rational[] Clearest(Rational size)
    {
        int count = ParameterCount;
        var constraints = new List<LinearConstraint>();
        foreach ((Rational gap, ImmutableArray<Rational> slope, _) in _rows)
        {
            constraints.Add(LinearConstraint.AtLeast([.. slope, -1], (size * Sum(slope)) - gap));
        }

        for (int at = 0; at < count; at++)
        {
            constraints.Add(LinearConstraint.AtMost([.. Unit(count, at), 0], 2 * size));
        }

        // The last variable is the smallest gap, which is not negative within the size of LeastThatMayLead.
        var program = new LinearProgram([.. new Rational[count], 1], constraints);
        return program.Solve() is LinearProgramResult.Optimal optimum
            ? [.. optimum.Primal.Take(count).Select(f => f - size)]
            : throw new ArgumentOutOfRangeException(nameof(size), "No change of this size leaves all gaps nonnegative.");
    }

    private int ParameterCount => _rows[0].Slope.Length;

    private static Rational Sum(ImmutableArray<Rational> values) => values.Aggregate(Rational.Zero, (sum, x) => sum + x);

    private static IEnumerable<Rational> Unit(int count, int at) => Enumerable.Range(0, count).Select(c => c == at ? Rational.One : Rational.Zero);

    // The largest smallest gap, capped at 1, is positive.
    private bool CanLead()
    {
        int count = ParameterCount;
        var constraints = new List<LinearConstraint> { LinearConstraint.AtMost([.. new Rational[count], 1], 1) };
        foreach ((Rational gap, ImmutableArray<Rational> slope, _) in _rows)
        {
            constraints.Add(LinearConstraint.AtLeast([.. slope, -1], -gap));
        }

        return LinearProgram.OverFreeVariables([.. new Rational[count], 1], constraints).Solve() is LinearProgramResult.Optimal { Value.Sign: > 0 };
    }
}
