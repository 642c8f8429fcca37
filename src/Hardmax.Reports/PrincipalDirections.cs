namespace Hardmax.Reports;

/// <summary>
/// Principal directions by the cyclic Jacobi method on the covariance matrix. Only for drawing: nothing that is stated
/// rests on it. Square roots and the four operations alone, so that every machine draws the same.
/// </summary>
internal static class PrincipalDirections
{
    private const int MaxSweeps = 30;
    private const double Negligible = 1e-15;

    /// <summary>Two orthogonal unit vectors of R^d along which the points vary most, d at least 2.</summary>
    public static (double[] First, double[] Second) FirstTwo(double[][] points, int dimension)
    {
        double[,] matrix = Covariance([.. points.Where(point => Array.TrueForAll(point, double.IsFinite))], dimension);
        double[,] directions = Diagonalise(matrix);
        int[] order = [.. Enumerable.Range(0, dimension).OrderByDescending(c => matrix[c, c])];
        return (Column(directions, order[0]), Column(directions, order[1]));
    }

    // Divided by the largest absolute coordinate first, so that neither 1e300 nor 1e-300 leaves the range of doubles.
    private static double[,] Covariance(double[][] points, int dimension)
    {
        double size = points.SelectMany(point => point).Select(Math.Abs).DefaultIfEmpty(0).Max();
        var covariance = new double[dimension, dimension];
        if (size == 0)
        {
            return covariance;
        }

        double[][] scaled = Array.ConvertAll(points, point => Array.ConvertAll(point, x => x / size));
        double[] mean = [.. Enumerable.Range(0, dimension).Select(c => scaled.Average(point => point[c]))];
        for (int row = 0; row < dimension; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double sum = scaled.Sum(point => (point[row] - mean[row]) * (point[column] - mean[column]));
                covariance[row, column] = covariance[column, row] = sum;
            }
        }

        return covariance;
    }

    private static double[,] Diagonalise(double[,] matrix)
    {
        int dimension = matrix.GetLength(0);
        var directions = new double[dimension, dimension];
        for (int c = 0; c < dimension; c++)
        {
            directions[c, c] = 1;
        }

        bool hasChanged = true;
        for (int sweep = 0; sweep < MaxSweeps && hasChanged; sweep++)
        {
            hasChanged = false;
            for (int p = 0; p < dimension; p++)
            {
                for (int q = p + 1; q < dimension; q++)
                {
                    if (Math.Abs(matrix[p, q]) > Negligible * Math.Max(Math.Abs(matrix[p, p]), Math.Abs(matrix[q, q])))
                    {
                        Rotate(matrix, directions, p, q);
                        hasChanged = true;
                    }
                }
            }
        }

        return directions;
    }

    // The rotation in the plane (p, q) that makes matrix[p, q] zero; t is the tangent of its angle, the smaller root.
    private static void Rotate(double[,] matrix, double[,] directions, int p, int q)
    {
        double theta = (matrix[q, q] - matrix[p, p]) / (2 * matrix[p, q]);
        double t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        double cosine = 1 / Math.Sqrt((t * t) + 1);
        double sine = t * cosine;
        for (int k = 0; k < matrix.GetLength(0); k++)
        {
            (matrix[k, p], matrix[k, q]) = ((cosine * matrix[k, p]) - (sine * matrix[k, q]), (sine * matrix[k, p]) + (cosine * matrix[k, q]));
        }

        for (int k = 0; k < matrix.GetLength(0); k++)
        {
            (matrix[p, k], matrix[q, k]) = ((cosine * matrix[p, k]) - (sine * matrix[q, k]), (sine * matrix[p, k]) + (cosine * matrix[q, k]));
            (directions[k, p], directions[k, q]) =
                ((cosine * directions[k, p]) - (sine * directions[k, q]), (sine * directions[k, p]) + (cosine * directions[k, q]));
        }
    }

    // Of the two unit vectors v and -v, the one whose largest component is positive.
    private static double[] Column(double[,] directions, int column)
    {
        double[] vector = [.. Enumerable.Range(0, directions.GetLength(0)).Select(row => directions[row, column])];
        double largest = vector.MaxBy(Math.Abs);
        return largest < 0 ? Array.ConvertAll(vector, x => -x) : vector;
    }
}
