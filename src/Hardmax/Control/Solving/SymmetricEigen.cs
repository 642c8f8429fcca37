namespace Hardmax.Control.Solving;

/// <summary>
/// Eigenvalues and orthonormal eigenvectors of a small symmetric matrix in binary64 by Jacobi's rotations, which find
/// small eigenvalues of a definite matrix to high relative accuracy. Source: J. Demmel, K. Veselic, "Jacobi's method is
/// more accurate than QR" (1992).
/// </summary>
internal static class SymmetricEigen
{
    private const int MostSweeps = 60;

    /// <summary>The pairs, largest value first, for an n x n matrix row after row.</summary>
    public static (double Value, double[] Vector)[] Of(double[] symmetric, int n)
    {
        double[] a = [.. symmetric];
        double[] v = new double[n * n];
        for (int k = 0; k < n; k++)
        {
            v[(k * n) + k] = 1;
        }

        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            bool isRotated = false;
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    isRotated |= Rotate(a, v, n, p, q);
                }
            }

            if (!isRotated)
            {
                break;
            }
        }

        return
        [
            .. Enumerable.Range(0, n)
                .Select(k => (a[(k * n) + k], Enumerable.Range(0, n).Select(row => v[(row * n) + k]).ToArray()))
                .OrderByDescending(pair => pair.Item1),
        ];
    }

    private static bool Rotate(double[] a, double[] v, int n, int p, int q)
    {
        double off = a[(p * n) + q];
        double bound = Math.Sqrt(Math.Abs(a[(p * n) + p] * a[(q * n) + q]));
        if (off == 0 || Math.Abs(off) <= 1e-15 * bound)
        {
            return false;
        }

        double theta = (a[(q * n) + q] - a[(p * n) + p]) / (2 * off);
        double t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        double cosine = 1 / Math.Sqrt((t * t) + 1);
        double sine = t * cosine;
        for (int k = 0; k < n; k++)
        {
            (a[(k * n) + p], a[(k * n) + q]) = Turn(a[(k * n) + p], a[(k * n) + q], cosine, sine);
        }

        for (int k = 0; k < n; k++)
        {
            (a[(p * n) + k], a[(q * n) + k]) = Turn(a[(p * n) + k], a[(q * n) + k], cosine, sine);
            (v[(k * n) + p], v[(k * n) + q]) = Turn(v[(k * n) + p], v[(k * n) + q], cosine, sine);
        }

        a[(p * n) + q] = 0;
        a[(q * n) + p] = 0;
        return true;
    }

    private static (double, double) Turn(double x, double y, double cosine, double sine) =>
        ((cosine * x) - (sine * y), (sine * x) + (cosine * y));
}
