using System.Numerics;
using Hardmax.Algebra;
using Hardmax.Numbers;

namespace Hardmax.Geometry;

/// <summary>
/// The exact certificate that belongs to the last basis of a simplex run. With T the rows whose slacks are nonbasic, S
/// the program's variables that are basic and M = A[T, S] (square and regular for a basis), the vertex is M x = b_T,
/// the duals are M^T y = c_S, and Farkas vectors and rays are solutions with other right sides.
/// </summary>
internal sealed class BasisCertificate
{
    private readonly StandardForm _form;
    private readonly SimplexOutcome _outcome;
    private readonly int[] _columns;
    private readonly int[] _rows;

    private BasisCertificate(StandardForm form, SimplexOutcome outcome)
    {
        var basic = new HashSet<int>(outcome.Basic);
        _form = form;
        _outcome = outcome;
        _columns = [.. Enumerable.Range(0, form.Columns).Where(basic.Contains)];
        _rows = [.. Enumerable.Range(0, form.Rows).Where(i => !basic.Contains(form.Columns + i))];
    }

    /// <summary>The result that the outcome stands for, not verified; null if its basis is none or it is no outcome.</summary>
    public static LinearProgramResult? Of(StandardForm form, SimplexOutcome outcome)
    {
        var certificate = new BasisCertificate(form, outcome);
        return outcome.Kind switch
        {
            SimplexOutcomeKind.Optimal => certificate.Optimal(),
            SimplexOutcomeKind.Infeasible => certificate.Infeasible(),
            SimplexOutcomeKind.Unbounded => certificate.Unbounded(),
            _ => null,
        };
    }

    private LinearProgramResult.Optimal? Optimal()
    {
        Rational[]? x = Vertex();
        Rational[]? y = x is null ? null : Multipliers([.. _columns.Select(j => _form.C[j])]);
        if (x is null || y is null)
        {
            return null;
        }

        var value = IntegerVector.Of(x).Dot(new IntegerVector(_form.C, BigInteger.One));
        return new LinearProgramResult.Optimal([.. x], [.. y.Select(multiplier => multiplier / _form.ObjectiveFactor)], value / _form.ObjectiveFactor);
    }

    private LinearProgramResult.Infeasible? Infeasible()
    {
        if (Multipliers([.. _columns.Select(InfeasibilityCost)]) is not { } y)
        {
            return null;
        }

        foreach ((int variable, int weight) in _outcome.Weights.Where(pair => _form.IsSlack(pair.Key)))
        {
            int row = variable - _form.Columns;
            y[row] = weight * _form.RowFactor[row];
        }

        return new LinearProgramResult.Infeasible([.. y]);
    }

    private LinearProgramResult.Unbounded? Unbounded()
    {
        Rational[]? x = Vertex();
        Rational[]? ray = x is null ? null : BasicSolution([.. _rows.Select(RayRightSide)]);
        if (x is null || ray is null)
        {
            return null;
        }

        if (!_form.IsSlack(_outcome.Entering))
        {
            ray[_outcome.Entering] = _outcome.Direction;
        }

        return new LinearProgramResult.Unbounded([.. x], [.. ray]);
    }

    // The coefficient of a basic variable in the sum of the contradictory rows, less what the basic slacks among
    // them contribute.
    private BigInteger InfeasibilityCost(int column)
    {
        BigInteger cost = _outcome.Weights.GetValueOrDefault(column);
        foreach ((int variable, int weight) in _outcome.Weights)
        {
            cost -= _form.IsSlack(variable) ? weight * _form.A[variable - _form.Columns][column] : BigInteger.Zero;
        }

        return cost;
    }

    // The tight rows stay tight while the entering variable moves: M dx = -(its column) times its direction.
    private BigInteger RayRightSide(int row)
    {
        int entering = _outcome.Entering;
        BigInteger coefficient = _form.IsSlack(entering) ? (entering == _form.Columns + row ? 1 : 0) : _form.A[row][entering];
        return -_outcome.Direction * coefficient;
    }

    private Rational[]? Vertex() => BasicSolution([.. _rows.Select(i => _form.B[i])]);

    private Rational[]? BasicSolution(BigInteger[] rightSide)
    {
        BigInteger[][] matrix = [.. _rows.Select(i => _columns.Select(j => _form.A[i][j]).ToArray())];
        return Spread(matrix, rightSide, _columns, _form.Columns);
    }

    private Rational[]? Multipliers(BigInteger[] cost)
    {
        BigInteger[][] transposed = [.. _columns.Select(j => _rows.Select(i => _form.A[i][j]).ToArray())];
        Rational[]? y = Spread(transposed, cost, _rows, _form.Rows);
        return y?.Select((multiplier, i) => multiplier * _form.RowFactor[i]).ToArray();
    }

    private Rational[]? Spread(BigInteger[][] matrix, BigInteger[] rightSide, int[] indices, int length)
    {
        Rational[]? solution = _columns.Length == _rows.Length ? IntegerSystem.Solve(matrix, rightSide) : null;
        if (solution is null)
        {
            return null;
        }

        var all = new Rational[length];
        for (int k = 0; k < indices.Length; k++)
        {
            all[indices[k]] = solution[k];
        }

        return all;
    }
}
