using Hardmax.Control;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Control;

/// <summary>How far a matrix is from one with other leaders: the radius by definition, both sides, and many changes within.</summary>
public sealed class RobustnessTests
{
    private const int Cases = 240;

    private static readonly TokenCloud Fan = new([[1, 0], [2, 1], [2, -1]]);

    [Fact]
    public void The_radius_is_that_of_its_definition()
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int seed = 0; seed < Cases; seed++)
        {
            // With many tokens, the first that might start to lead is not always the first that can.
            var problem = new RobustnessCase(seed, maxTokens: seed % 2 == 0 ? 4 : 9);
            LeaderRobustness found = problem.Robustness;
            Assert.True(found.Radius == RobustnessReference.Radius(problem), $"seed {seed}: {found.Radius} and not {RobustnessReference.Radius(problem)}");
            string what = found switch
            {
                { Radius: null } => "none",
                { Radius.IsZero: true } => "at once",
                { Change.LeadsInside: true } => "stops",
                _ => "starts",
            };
            seen[$"{problem.Kind} {what}"] = seen.GetValueOrDefault($"{problem.Kind} {what}") + 1;
        }

        Assert.True(seen.Count == 12 && seen.Values.Min() >= 3, string.Join(", ", seen));
    }

    [Fact]
    public void Both_sides_are_near_the_border_and_have_the_leaders_that_are_said()
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            var problem = new RobustnessCase(seed, maxTokens: 6);
            LeaderRobustness found = problem.Robustness;
            Assert.Equal(problem.Leaders(problem.Matrix), found.Leaders);
            if (found.Radius is not { } radius)
            {
                Assert.True(found is { Change: null, Border: null, Sides: null, LeadersOutside: [] });
                continue;
            }

            (AttentionMatrix inside, AttentionMatrix outside) = found.Sides!.Value;
            Assert.Equal(found.Leaders, problem.Leaders(inside));
            Assert.Equal(found.LeadersOutside, problem.Leaders(outside));
            (int token, bool leadsInside) = found.Change!.Value;
            Assert.Equal(leadsInside, found.Leaders.Contains(token));
            Assert.Equal(!leadsInside, found.LeadersOutside.Contains(token));
            Rational scale = RobustnessCase.Size(problem.Matrix);
            Rational slack = (radius.IsZero ? scale.IsZero ? 1 : scale : radius) / 1000;
            Assert.Equal(radius, RobustnessCase.Size(OfKind(problem, found.Border!)));
            Assert.Equal(radius * 999 / 1000, RobustnessCase.Size(OfKind(problem, inside)));
            Rational beyond = RobustnessCase.Size(OfKind(problem, outside));
            Assert.True(radius < beyond && beyond <= radius + slack, $"seed {seed}");
        }
    }

    [Fact]
    public void No_smaller_change_has_other_leaders()
    {
        int changes = 0;
        for (int seed = 0; seed < Cases; seed++)
        {
            var problem = new RobustnessCase(seed);
            LeaderRobustness found = problem.Robustness;
            Rational size = found.Radius is { } radius ? radius * 999 / 1000 : 1000;
            for (int trial = 0; trial < 20 && !size.IsZero; trial++)
            {
                AttentionMatrix changed = RobustnessCase.Combine(problem.Matrix, size, problem.Change());
                Assert.Equal(found.Leaders, problem.Leaders(changed));
                changes++;
            }
        }

        Assert.True(changes > 10 * Cases);
    }

    [Fact]
    public void At_the_border_a_leader_is_tied_and_another_token_is_about_to_lead()
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            var problem = new RobustnessCase(seed);
            if (problem.Robustness is { Border: { } border, Change: { } change })
            {
                Rational[] x = problem.Tokens[change.Token].ToArray();
                Rational[] gaps = [.. Enumerable.Range(0, problem.Tokens.Count).Where(j => j != change.Token).Select(j => border.Form(x, Vectors.Subtract(x, problem.Tokens[j])))];
                Assert.Equal(Rational.Zero, gaps.Min());
            }
        }
    }

    [Fact]
    public void Leaders_stop_at_their_margin()
    {
        int stops = 0;
        for (int seed = 0; seed < 3 * Cases; seed += 3)
        {
            var problem = new RobustnessCase(seed);
            Assert.Equal(ChangeKind.Any, problem.Kind);
            LeaderRobustness found = problem.Robustness;
            if (ControlMargin.Of(problem.Matrix, problem.Tokens, found.Leaders) is { } margin)
            {
                Assert.True(found.Radius <= margin);
                Assert.True(found.Change!.Value.LeadsInside == (found.Radius == margin) || found.Radius == margin, $"seed {seed}");
                stops += found.Change.Value.LeadsInside ? 1 : 0;
            }
        }

        Assert.True(stops > 50, $"{stops}");
    }

    [Fact]
    public void Restricted_changes_have_to_be_larger()
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            var problem = new RobustnessCase(seed);
            Rational? any = LeaderRobustness.Of(problem.Tokens, problem.Matrix, ChangeKind.Any).Radius;
            Rational? symmetric = LeaderRobustness.Of(problem.Tokens, problem.Matrix, ChangeKind.Symmetric).Radius;
            Assert.Equal(any is null, symmetric is null);
            Assert.True(any is null || any <= symmetric);
            if (problem.Direction is { IsSymmetric: true } && problem.Robustness.Radius is { } along)
            {
                Assert.True(symmetric <= along);
            }
        }
    }

    [Fact]
    public void The_fan()
    {
        // z_1 = (2,1) is ahead of z_2 by <z_1, (0,2)> = 2, and |z_1|_1 |(0,2)|_1 = 6. Token 0 leads when the first coordinate of
        // A z_0 falls below 0, which takes 1.
        LeaderRobustness any = LeaderRobustness.Of(Fan, AttentionMatrix.Identity(2), ChangeKind.Any);
        Assert.Equal(Rational.One / 3, any.Radius);
        Assert.Equal((1, true), any.Change);
        Assert.Equal(new AttentionMatrix(new[,] { { Rational.One, 0 }, { -Rational.One / 3, (Rational)2 / 3 } }), any.Border);
        Assert.True(any is { Leaders: [1, 2], LeadersOutside: [2] });

        // Symmetric: E_01 moves the same gap by 2 * 2 E_01 and E_11 by 2 E_11.
        Assert.Equal(Rational.One / 3, LeaderRobustness.Of(Fan, AttentionMatrix.Identity(2), ChangeKind.Symmetric).Radius);
        LeaderRobustness turned = LeaderRobustness.Of(Fan, AttentionMatrix.Identity(2), ChangeKind.Direction, RobustnessCase.Build(2, (r, c) => r == 0 && c == 0 ? -1 : 0));
        Assert.True(turned is { Change: (0, false), LeadersOutside: [0, 1, 2] });
        Assert.Equal(Rational.One, turned.Radius);
    }

    [Theory]
    [InlineData(1, 2, "1", 0)]
    [InlineData(-3, 2, "3", 1)]
    public void In_one_dimension_the_border_is_0(int entry, int largest, string radius, int leads)
    {
        // Tokens 1 and 2 and -1: for A > 0 the largest and the smallest lead, for A < 0 nobody with others on the far side.
        var tokens = new TokenCloud([[-1], [1], [largest]]);
        LeaderRobustness found = LeaderRobustness.Of(tokens, RobustnessCase.Build(1, (_, _) => entry), ChangeKind.Any);
        Assert.Equal(Rational.Parse(radius), found.Radius);
        Assert.Equal(leads == 0 ? [0, 2] : Array.Empty<int>(), found.Leaders);
        Assert.Equal(RobustnessCase.Build(1, (_, _) => 0), found.Border);
    }

    [Fact]
    public void Where_nothing_can_change_there_is_no_border()
    {
        AttentionMatrix identity = AttentionMatrix.Identity(2);
        foreach (ChangeKind kind in new[] { ChangeKind.Any, ChangeKind.Symmetric, ChangeKind.Direction })
        {
            AttentionMatrix? direction = kind == ChangeKind.Direction ? identity : null;
            LeaderRobustness one = LeaderRobustness.Of(new TokenCloud([[3, 4]]), identity, kind, direction);
            Assert.True(one is { Radius: null, Leaders: [0] });
            LeaderRobustness equal = LeaderRobustness.Of(new TokenCloud([[3, 4], [3, 4]]), identity, kind, direction);
            Assert.True(equal is { Radius: null, Leaders: [] });
            LeaderRobustness zeroBetween = LeaderRobustness.Of(new TokenCloud([[0, 0], [1, 1], [1, 1]]), identity, kind, direction);
            Assert.True(zeroBetween is { Radius: null, Leaders: [] });
        }
    }

    [Fact]
    public void Under_the_zero_matrix_any_change_is_enough()
    {
        LeaderRobustness found = LeaderRobustness.Of(Fan, RobustnessCase.Build(2, (_, _) => 0), ChangeKind.Symmetric);
        Assert.True(found is { Radius.IsZero: true, Leaders: [] });
        Assert.Equal(RobustnessCase.Build(2, (_, _) => 0), found.Border);
        Assert.Equal(found.Border, found.Sides!.Value.Inside);
    }

    [Fact]
    public void A_direction_may_lead_nowhere_and_either_sign_counts()
    {
        // diag(0,1) moves only second coordinates: nothing that tokens on the first axis say changes.
        var axis = new TokenCloud([[1, 0], [-2, 0]]);
        AttentionMatrix second = RobustnessCase.Build(2, (r, c) => r * c);
        Assert.Null(LeaderRobustness.Of(axis, AttentionMatrix.Identity(2), ChangeKind.Direction, second).Radius);
        foreach (int sign in new[] { 1, -1 })
        {
            AttentionMatrix first = RobustnessCase.Build(2, (r, c) => sign * 2 * (1 - r) * (1 - c));
            Assert.Equal(Rational.One, LeaderRobustness.Of(axis, AttentionMatrix.Identity(2), ChangeKind.Direction, first).Radius);
        }
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        AttentionMatrix identity = AttentionMatrix.Identity(2);
        Assert.Throws<ArgumentException>(() => LeaderRobustness.Of(Fan, AttentionMatrix.Identity(3), ChangeKind.Any));
        Assert.Throws<ArgumentException>(() => LeaderRobustness.Of(Fan, identity, ChangeKind.Any, identity));
        Assert.Throws<ArgumentException>(() => LeaderRobustness.Of(Fan, identity, ChangeKind.Direction));
        Assert.Throws<ArgumentException>(() => LeaderRobustness.Of(Fan, identity, ChangeKind.Direction, AttentionMatrix.Identity(3)));
        Assert.Throws<ArgumentException>(() => LeaderRobustness.Of(Fan, identity, ChangeKind.Direction, RobustnessCase.Build(2, (_, _) => 0)));
    }

    private static AttentionMatrix OfKind(RobustnessCase problem, AttentionMatrix changed)
    {
        AttentionMatrix change = RobustnessCase.Combine(changed, -1, problem.Matrix);
        if (problem.Kind == ChangeKind.Symmetric)
        {
            Assert.True(change.IsSymmetric);
        }
        else if (problem.Direction is { } direction)
        {
            Rational size = RobustnessCase.Size(change) / RobustnessCase.Size(direction);
            AttentionMatrix zero = RobustnessCase.Build(change.Dimension, (_, _) => 0);
            Assert.Contains(change, new[] { RobustnessCase.Combine(zero, size, direction), RobustnessCase.Combine(zero, -size, direction) });
        }

        return change;
    }
}
