namespace Hardmax.Control.Solving;

/// <summary>Cholesky factors of small symmetric matrices in binary64, each n x n matrix row after row.</summary>
internal static class SmallCholesky
{
    /// <summary>L, lower triangular with L L^T = A; null where A is not positive definite to working precision.</summary>
    public static double[]? Factor(double[] a, int n)
    {
        double[] lower = new double[n * n];
        for (int row = 0; row < n; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double sum = a[(row * n) + column];
                for (int k = 0; k < column; k++)
                {
                    sum -= lower[(row * n) + k] * lower[(column * n) + k];
                }

                if (row != column)
                {
                    lower[(row * n) + column] = sum / lower[(column * n) + column];
                }
                else if (sum > 0)
                {
                    lower[(row * n) + row] = Math.Sqrt(sum);
                }
                else
                {
                    return null;
                }
            }
        }

        return lower;
    }

    /// <summary>The solution of L L^T x = b.</summary>
    public static double[] Solve(double[] lower, int n, double[] b)
    {
        double[] x = [.. b];
        for (int row = 0; row < n; row++)
        {
            for (int k = 0; k < row; k++)
            {
                x[row] -= lower[(row * n) + k] * x[k];
            }

            x[row] /= lower[(row * n) + row];
        }

        for (int row = n - 1; row >= 0; row--)
        {
            for (int k = row + 1; k < n; k++)
            {
                x[row] -= lower[(k * n) + row] * x[k];
            }

            x[row] /= lower[(row * n) + row];
        }

        return x;
    }

    /// <summary>(L L^T)^-1.</summary>
    public static double[] Inverse(double[] lower, int n)
    {
        double[] inverse = new double[n * n];
        for (int column = 0; column < n; column++)
        {
            double[] unit = new double[n];
            unit[column] = 1;
            double[] x = Solve(lower, n, unit);
            for (int row = 0; row < n; row++)
            {
                inverse[(row * n) + column] = x[row];
            }
        }

        return inverse;
    }

    /// <summary>log det(L L^T).</summary>
    public static double LogDeterminant(double[] lower, int n)
    {
        double sum = 0;
        for (int k = 0; k < n; k++)
        {
            sum += 2 * Math.Log(lower[(k * n) + k]);
        }

        return sum;
    }
}
