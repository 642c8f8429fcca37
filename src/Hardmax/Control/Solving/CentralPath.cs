using Hardmax.Model;

namespace Hardmax.Control.Solving;

/// <summary>
/// An interior-point method in binary64 for: maximise t over A in a space of matrices, where every condition has
/// &lt;A x, y> >= t (|x|_1 = |y|_1 = 1), U^T A U - t I is positive semidefinite for a frame U of orthonormal columns (none:
/// no such condition), and |A_kl| &lt;= 1. A = 0, t = 0 is feasible, so the largest t is at least 0, and it is above 0 if
/// and only if all conditions can hold strictly.
/// </summary>
/// <remarks>
/// On the central path of the logarithmic barrier with parameter mu, w = mu / (&lt;A x, y> - t) and
/// Y = mu (U^T A U - t I)^-1 have sum w + tr Y = 1, and sum of w x y^T + U Y U^T equals (in the dual of the space) the
/// terms of the box, mu 2 A_kl / (1 - A_kl^2), which vanish with mu where the largest t is 0. What is missing to the
/// largest t is at most mu times the number of barriers. The path ends at a dual solution of largest rank.
/// Source: Y. Nesterov and A. Nemirovskii, "Interior-point polynomial algorithms in convex programming" (1994).
/// </remarks>
internal sealed class CentralPath
{
    private const double Reduction = 0.1;
    private const int MostNewtonSteps = 60;

    private readonly double[][] _rows;
    private readonly MatrixSpace _space;
    private readonly int _rank;
    private readonly double[][] _forms;
    private readonly int[] _box;
    private readonly double[] _x;
    private bool _isStuck;
    private double _mu = 1;
    private double _centredMu = double.PositiveInfinity;

    /// <summary>The path at its start.</summary>
    /// <param name="space">The space of A.</param>
    /// <param name="conditions">The conditions; each is wanted with the margin t.</param>
    /// <param name="frame">The columns of U, or null.</param>
    public CentralPath(MatrixSpace space, IReadOnlyList<LeadCondition> conditions, double[][]? frame)
    {
        int d = space.Dimension;
        _space = space;
        _rows = [.. conditions.Select(condition => (double[])[.. space.Row(condition), -1])];
        _rank = frame?.Length ?? 0;
        _forms = frame is null ? [] : [.. space.Basis.Select(basis => Form(basis, frame, d)), MinusIdentity(_rank)];
        _box =
        [
            .. Enumerable.Range(0, d * d)
                .Where(at => !space.IsSymmetric || at % d >= at / d)
                .Where(at => Array.Exists(space.Basis, basis => basis[at] != 0)),
        ];
        _x = new double[space.Count + 1];
        _x[^1] = -1;
    }

    /// <summary>t.</summary>
    public double Margin => _x[^1];

    /// <summary>The coordinates of A.</summary>
    public double[] Coordinates => _x[..^1];

    /// <summary>What the largest t exceeds <see cref="Margin"/> by at most.</summary>
    public double Gap => _centredMu * (_rows.Length + _rank + (2 * _box.Length));

    /// <summary>Whether the largest t is above 0 and known to a sixth.</summary>
    public bool IsPositive => Margin > 0 && Gap < 0.15 * Margin;

    /// <summary>Whether rounding errors end the path here.</summary>
    public bool IsStuck => _isStuck;

    /// <summary>w, one per condition.</summary>
    public double[] Weights() => [.. _rows.Select(row => _centredMu / Vectors.Dot<double>(row, _x))];

    /// <summary>Y, r x r, row after row.</summary>
    public double[] Dual()
    {
        double[]? lower = SmallCholesky.Factor(Matrix(_x), _rank);
        return lower is null ? new double[_rank * _rank] : Array.ConvertAll(SmallCholesky.Inverse(lower, _rank), entry => _centredMu * entry);
    }

    /// <summary>Follows the path until the gap is small enough, or t is positive and well known.</summary>
    public void Continue(double gap, CancellationToken cancellation)
    {
        while (!_isStuck && !IsPositive && Gap > gap)
        {
            cancellation.ThrowIfCancellationRequested();
            Centre();
            _centredMu = _mu;
            _mu *= Reduction;
        }
    }

    private static double[] Form(double[] basis, double[][] frame, int d)
    {
        int r = frame.Length;
        double[] form = new double[r * r];
        for (int a = 0; a < r; a++)
        {
            for (int at = 0; at < basis.Length; at++)
            {
                for (int b = 0; b < r && basis[at] != 0; b++)
                {
                    form[(a * r) + b] += frame[a][at / d] * basis[at] * frame[b][at % d];
                }
            }
        }

        return form;
    }

    private static double[] MinusIdentity(int n)
    {
        double[] matrix = new double[n * n];
        for (int k = 0; k < n; k++)
        {
            matrix[(k * n) + k] = -1;
        }

        return matrix;
    }

    private double[] Matrix(double[] x)
    {
        double[] matrix = new double[_rank * _rank];
        for (int k = 0; k < _forms.Length; k++)
        {
            for (int at = 0; at < matrix.Length; at++)
            {
                matrix[at] += x[k] * _forms[k][at];
            }
        }

        return matrix;
    }

    // -t / mu less the logarithms of all slacks; null outside the domain.
    private double? Barrier(double[] x)
    {
        double value = -x[^1] / _mu;
        foreach (double[] row in _rows)
        {
            double slack = Vectors.Dot<double>(row, x);
            if (!(slack > 0))
            {
                return null;
            }

            value -= Math.Log(slack);
        }

        double[] entries = _space.Sum(x[..^1]);
        foreach (int at in _box)
        {
            double slack = 1 - (entries[at] * entries[at]);
            if (!(slack > 0))
            {
                return null;
            }

            value -= Math.Log(slack);
        }

        return SmallCholesky.Factor(Matrix(x), _rank) is { } lower ? value - SmallCholesky.LogDeterminant(lower, _rank) : null;
    }

    private void Centre()
    {
        for (int step = 0; step < MostNewtonSteps; step++)
        {
            (double[] gradient, double[] hessian) = Derivatives();
            if (NewtonDirection(hessian, gradient) is not { } direction || !Array.TrueForAll(direction, double.IsFinite))
            {
                _isStuck = true;
                return;
            }

            double decrement = -Vectors.Dot<double>(gradient, direction);
            if (decrement < 1e-6)
            {
                return;
            }

            if (!Move(direction, decrement))
            {
                _isStuck = true;
                return;
            }
        }
    }

    private bool Move(double[] direction, double decrement)
    {
        double before = Barrier(_x) ?? double.PositiveInfinity;
        for (double step = 1; step > 1e-10; step /= 2)
        {
            double[] next = new double[_x.Length];
            for (int k = 0; k < next.Length; k++)
            {
                next[k] = _x[k] + (step * direction[k]);
            }

            if (Barrier(next) is { } after && after <= before - (0.1 * step * decrement))
            {
                next.CopyTo(_x, 0);
                return true;
            }
        }

        return false;
    }

    private static double[]? NewtonDirection(double[] hessian, double[] gradient)
    {
        int n = gradient.Length;
        double[] scale = [.. Enumerable.Range(0, n).Select(k => 1 / Math.Sqrt(hessian[(k * n) + k]))];
        double[] scaled = new double[n * n];
        for (int at = 0; at < scaled.Length; at++)
        {
            scaled[at] = hessian[at] * scale[at / n] * scale[at % n];
        }

        for (double ridge = 0; ridge < 1e-6; ridge = Math.Max(1e-15, ridge * 10))
        {
            for (int k = 0; k < n; k++)
            {
                scaled[(k * n) + k] = 1 + ridge;
            }

            if (SmallCholesky.Factor(scaled, n) is { } lower)
            {
                double[] solution = SmallCholesky.Solve(lower, n, [.. gradient.Zip(scale, (g, s) => -g * s)]);
                return [.. solution.Zip(scale, (x, s) => x * s)];
            }
        }

        return null;
    }

    private (double[] Gradient, double[] Hessian) Derivatives()
    {
        int n = _x.Length;
        double[] gradient = new double[n];
        double[] hessian = new double[n * n];
        gradient[^1] = -1 / _mu;
        foreach (double[] row in _rows)
        {
            double inverse = 1 / Vectors.Dot<double>(row, _x);
            AddOuter(gradient, hessian, row, -inverse, inverse * inverse);
        }

        double[] entries = _space.Sum(_x[..^1]);
        foreach (int at in _box)
        {
            double a = entries[at];
            double inverse = 1 / (1 - (a * a));
            double[] row = [.. _space.Basis.Select(basis => basis[at]), 0];
            AddOuter(gradient, hessian, row, 2 * a * inverse, 2 * (1 + (a * a)) * inverse * inverse);
        }

        if (_rank > 0)
        {
            AddDefinite(gradient, hessian);
        }

        return (gradient, hessian);
    }

    private static void AddOuter(double[] gradient, double[] hessian, double[] row, double first, double second)
    {
        int n = row.Length;
        for (int k = 0; k < n; k++)
        {
            if (row[k] == 0)
            {
                continue;
            }

            gradient[k] += first * row[k];
            double factor = second * row[k];
            for (int l = 0; l < n; l++)
            {
                hessian[(k * n) + l] += factor * row[l];
            }
        }
    }

    // -log det P has the derivatives -tr(P^-1 F_k) and tr(P^-1 F_k P^-1 F_l).
    private void AddDefinite(double[] gradient, double[] hessian)
    {
        int n = _x.Length;
        int r = _rank;
        double[] inverse = SmallCholesky.Inverse(SmallCholesky.Factor(Matrix(_x), r)!, r);
        double[][] products = Array.ConvertAll(_forms, form => Product(inverse, form, r));
        for (int k = 0; k < n; k++)
        {
            for (int a = 0; a < r; a++)
            {
                gradient[k] -= products[k][(a * r) + a];
            }

            for (int l = 0; l <= k; l++)
            {
                double trace = 0;
                for (int a = 0; a < r; a++)
                {
                    for (int b = 0; b < r; b++)
                    {
                        trace += products[k][(a * r) + b] * products[l][(b * r) + a];
                    }
                }

                hessian[(k * n) + l] += trace;
                if (l < k)
                {
                    hessian[(l * n) + k] += trace;
                }
            }
        }
    }

    private static double[] Product(double[] x, double[] y, int n)
    {
        double[] product = new double[n * n];
        for (int row = 0; row < n; row++)
        {
            for (int k = 0; k < n; k++)
            {
                double factor = x[(row * n) + k];
                for (int column = 0; column < n; column++)
                {
                    product[(row * n) + column] += factor * y[(k * n) + column];
                }
            }
        }

        return product;
    }
}
