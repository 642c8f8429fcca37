using System.Numerics;
using Hardmax.Numbers;

namespace Hardmax.Geometry;

/// <summary>
/// The exact certificate that belongs to the last basis of a simplex run. With T the rows whose slacks are nonbasic, S
/// the program's variables that are basic and M = A[T, S] (square and regular for a basis), the vertex is M x = b_T,
/// the duals are M^T y = c_S, and Farkas vectors and rays are solutions with other right sides.
/// </summary>
internal static class BasisCertificate
{
    /// <summary>The result that the outcome stands for, not verified; null if its basis is none or it is no outcome.</summary>
    public static LinearProgramResult? Of(StandardForm form, SimplexOutcome outcome)
    {
        var basic = new HashSet<int>(outcome.Basic);
        int[] columns = [.. Enumerable.Range(0, form.Columns).Where(basic.Contains)];
        int[] rows = [.. Enumerable.Range(0, form.Rows).Where(i => !basic.Contains(form.Columns + i))];
        BigInteger[] cost = outcome.Kind == SimplexOutcomeKind.Infeasible
            ? [.. columns.Select(j => InfeasibilityCost(form, outcome, j))]
            : [.. columns.Select(j => form.C[j])];
        BigInteger[][] entries =
        [
            .. rows.Select(i => (BigInteger[])[.. columns.Select(j => form.A[i][j]), form.B[i], RayRightSide(form, outcome, i)]),
            [.. cost.Select(c => -c), BigInteger.Zero, BigInteger.Zero],
        ];
        var system = new IntegerTableau(entries, rows.Length, rows.Length);
        if (outcome.Kind == SimplexOutcomeKind.GaveUp || columns.Length != rows.Length || !system.TryExchangeAll())
        {
            return null;
        }

        return outcome.Kind switch
        {
            SimplexOutcomeKind.Optimal => Optimal(form, columns, rows, system),
            SimplexOutcomeKind.Infeasible => new LinearProgramResult.Infeasible([.. Multipliers(form, rows, system, outcome.Weights)]),
            _ => new LinearProgramResult.Unbounded([.. Point(form, columns, system, rows.Length)], [.. Ray(form, columns, system, outcome)]),
        };
    }

    private static LinearProgramResult.Optimal Optimal(StandardForm form, int[] columns, int[] rows, IntegerTableau system)
    {
        Rational[] dual = Multipliers(form, rows, system, new Dictionary<int, int>());
        return new LinearProgramResult.Optimal(
            [.. Point(form, columns, system, rows.Length)],
            [.. dual.Select(y => y / form.ObjectiveFactor)],
            new Rational(system[rows.Length, rows.Length], system.Denominator) / form.ObjectiveFactor);
    }

    // The coefficient of a basic variable in the sum of the contradictory rows, less what the basic slacks among
    // them contribute.
    private static BigInteger InfeasibilityCost(StandardForm form, SimplexOutcome outcome, int column)
    {
        BigInteger cost = outcome.Weights.GetValueOrDefault(column);
        foreach ((int variable, int weight) in outcome.Weights)
        {
            cost -= form.IsSlack(variable) ? weight * form.A[variable - form.Columns][column] : BigInteger.Zero;
        }

        return cost;
    }

    // The tight rows stay tight while the entering variable moves: M dx = -(its column) times its direction.
    private static BigInteger RayRightSide(StandardForm form, SimplexOutcome outcome, int row)
    {
        if (outcome.Kind != SimplexOutcomeKind.Unbounded)
        {
            return BigInteger.Zero;
        }

        return form.IsSlack(outcome.Entering)
            ? (outcome.Entering == form.Columns + row ? -outcome.Direction : 0)
            : -outcome.Direction * form.A[row][outcome.Entering];
    }

    private static Rational[] Point(StandardForm form, int[] columns, IntegerTableau system, int rightSide)
    {
        var x = new Rational[form.Columns];
        for (int row = 0; row < columns.Length; row++)
        {
            x[columns[system.Basic[row]]] = new Rational(system[row, rightSide], system.Denominator);
        }

        return x;
    }

    private static Rational[] Ray(StandardForm form, int[] columns, IntegerTableau system, SimplexOutcome outcome)
    {
        Rational[] ray = Point(form, columns, system, columns.Length + 1);
        if (!form.IsSlack(outcome.Entering))
        {
            ray[outcome.Entering] = outcome.Direction;
        }

        return ray;
    }

    private static Rational[] Multipliers(StandardForm form, int[] rows, IntegerTableau system, IReadOnlyDictionary<int, int> basicSlacks)
    {
        var y = new Rational[form.Rows];
        for (int column = 0; column < rows.Length; column++)
        {
            int row = rows[system.Nonbasic[column] - rows.Length];
            y[row] = new Rational(system[rows.Length, column], system.Denominator) * form.RowFactor[row];
        }

        foreach ((int variable, int weight) in basicSlacks.Where(pair => form.IsSlack(pair.Key)))
        {
            y[variable - form.Columns] = weight * form.RowFactor[variable - form.Columns];
        }

        return y;
    }
}
