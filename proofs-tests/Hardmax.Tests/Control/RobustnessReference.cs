using Hardmax.Control;
using Hardmax.Geometry;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Tests.Control;

/// <summary>
/// The radius by its definition, without a formula: over the entries of E themselves, one linear program for each way in
/// which the leaders can change; along one direction by asking for the leaders between all places where they might change.
/// </summary>
internal static class RobustnessReference
{
    public static Rational? Radius(RobustnessCase problem) =>
        problem.Kind == ChangeKind.Direction ? AlongDirection(problem) : ByPrograms(problem);

    private static Rational? AlongDirection(RobustnessCase problem)
    {
        (TokenCloud tokens, AttentionMatrix d) = (problem.Tokens, problem.Direction!);
        int[] leaders = problem.Leaders(problem.Matrix);
        bool Differs(Rational s) => !problem.Leaders(RobustnessCase.Combine(problem.Matrix, s, d)).SequenceEqual(leaders);

        Rational? nearest = null;
        foreach (int sign in new[] { 1, -1 })
        {
            // The leaders are the same between two neighbouring roots; beyond the last, one more.
            var roots = new SortedSet<Rational> { Rational.Zero };
            for (int i = 0; i < tokens.Count; i++)
            {
                for (int j = 0; j < tokens.Count; j++)
                {
                    Rational[] y = Vectors.Subtract(tokens[i], tokens[j]);
                    Rational slope = d.Form(tokens[i], y);
                    Rational s = slope.IsZero ? Rational.Zero : -problem.Matrix.Form(tokens[i], y) / slope * sign;
                    roots.UnionWith(s.Sign >= 0 ? [s] : []);
                }
            }

            Rational[] places = [.. roots];
            for (int at = 0; at < places.Length; at++)
            {
                Rational next = at + 1 < places.Length ? (places[at] + places[at + 1]) / 2 : places[at] + 1;
                if (Differs(sign * places[at]) || Differs(sign * next))
                {
                    Rational size = places[at] * RobustnessCase.Size(d);
                    nearest = nearest is { } known && known <= size ? known : size;
                    break;
                }
            }
        }

        return nearest;
    }

    private static Rational? ByPrograms(RobustnessCase problem)
    {
        TokenCloud tokens = problem.Tokens;
        int[] leaders = problem.Leaders(problem.Matrix);
        var sizes = new List<Rational>();
        for (int i = 0; i < tokens.Count; i++)
        {
            int[] others = [.. Enumerable.Range(0, tokens.Count).Where(j => j != i)];
            if (leaders.Contains(i))
            {
                sizes.AddRange(others.Select(j => Least(problem, [Gap(problem, i, j, ConstraintRelation.AtMost)])!.Value));
            }
            else if (!Vectors.IsZero(tokens[i]) && !HullMembership.Of(tokens.Token(i).ToArray(), [.. others.Select(j => tokens.Token(j).ToArray())]).IsInside)
            {
                sizes.Add(Least(problem, others.Select(j => Gap(problem, i, j, ConstraintRelation.AtLeast)))!.Value);
            }
        }

        return sizes.Count == 0 ? null : sizes.Min();
    }

    // <(A + E) z_i, z_i - z_j> against 0 as a row over the entries of E, row by row, and delta.
    private static LinearConstraint Gap(RobustnessCase problem, int i, int j, ConstraintRelation relation)
    {
        Rational[] x = problem.Tokens[i].ToArray();
        Rational[] y = Vectors.Subtract(problem.Tokens[i], problem.Tokens[j]);
        return new LinearConstraint([.. y.SelectMany(row => x.Select(column => row * column)), 0], relation, -problem.Matrix.Form(x, y));
    }

    private static Rational? Least(RobustnessCase problem, IEnumerable<LinearConstraint> gaps)
    {
        int d = problem.Tokens.Dimension;
        List<LinearConstraint> rows = [.. gaps];
        for (int at = 0; at < d * d; at++)
        {
            Rational[] entry = new Rational[(d * d) + 1];
            (entry[at], entry[^1]) = (1, -1);
            rows.Add(LinearConstraint.AtMost(entry, 0));
            (entry[at], entry[^1]) = (1, 1);
            rows.Add(LinearConstraint.AtLeast(entry, 0));
            if (problem.Kind == ChangeKind.Symmetric && at / d < at % d)
            {
                entry[^1] = 0;
                entry[(at % d * d) + (at / d)] = -1;
                rows.Add(LinearConstraint.Equal(entry, 0));
            }
        }

        Rational[] objective = new Rational[(d * d) + 1];
        objective[^1] = -1;
        return LinearProgram.OverFreeVariables(objective, rows).Solve() is LinearProgramResult.Optimal optimum ? -optimum.Value : null;
    }
}
