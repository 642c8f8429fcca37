using Hardmax.Geometry;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control.Solving;

/// <summary>
/// One token alone, by a positive definite matrix: decided exactly by a linear program, however near its border the
/// question lies. What leads under A = A^T is determined by q = A x: x leads if and only if &lt;q, y> > 0 for all its
/// conditions, and &lt;q, x> = &lt;A x, x> > 0. Conversely, given such a q,
/// A = q q^T / &lt;q, x> + P^T P with P = I - x q^T / &lt;q, x> has A x = q, because P x = 0, and is positive definite: if
/// &lt;q, v> = 0 and P v = 0 then v = 0.
/// </summary>
internal static class SingleLeader
{
    /// <summary>A matrix with integer entries; null where the token cannot lead, or the conditions are not those of one token that is to lead.</summary>
    public static AttentionMatrix? Find(IReadOnlyList<LeadCondition> conditions)
    {
        LeadCondition first = conditions[0];
        if (conditions.Any(condition => !condition.IsStrict || condition.Token != first.Token))
        {
            return null;
        }

        Rational[] x = first.X.ToArray();
        int d = x.Length;

        // Maximise t over (q, t): all scalar products at least t, and |q_k| at most 1.
        Rational[] Row(ReadOnlySpan<Rational> vector) => [.. vector, -Rational.One];
        var rows = conditions.Select(condition => LinearConstraint.AtLeast(Row(condition.Y), Rational.Zero)).ToList();
        rows.Add(LinearConstraint.AtLeast(Row(x), Rational.Zero));
        for (int k = 0; k < d; k++)
        {
            var unit = new Rational[d + 1];
            unit[k] = Rational.One;
            rows.Add(LinearConstraint.AtMost(unit, Rational.One));
            rows.Add(LinearConstraint.AtLeast(unit, -Rational.One));
        }

        var objective = new Rational[d + 1];
        objective[d] = Rational.One;
        return LinearProgram.OverFreeVariables(objective, rows).Solve() is LinearProgramResult.Optimal { Value.Sign: > 0 } best
            ? MatrixSpace.PrimitiveOf(Build(x, [.. best.Primal[..d]]))
            : null;
    }

    private static Rational[,] Build(Rational[] x, Rational[] q)
    {
        int d = x.Length;
        Rational product = Vectors.Dot(q, x);
        var projection = new Rational[d, d];
        for (int row = 0; row < d; row++)
        {
            for (int column = 0; column < d; column++)
            {
                projection[row, column] = (row == column ? Rational.One : Rational.Zero) - (x[row] * q[column] / product);
            }
        }

        var entries = new Rational[d, d];
        for (int row = 0; row < d; row++)
        {
            for (int column = 0; column < d; column++)
            {
                entries[row, column] = q[row] * q[column] / product;
                for (int k = 0; k < d; k++)
                {
                    entries[row, column] += projection[k, row] * projection[k, column];
                }
            }
        }

        return entries;
    }
}
