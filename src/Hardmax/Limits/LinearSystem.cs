using Hardmax.Numbers;

namespace Hardmax.Limits;

/// <summary>Exact linear equations by Gauss-Jordan elimination.</summary>
internal static class LinearSystem
{
    /// <summary>
    /// Turns [M | B], with M square and regular, into [I | M^-1 B], in place.
    /// </summary>
    /// <exception cref="ArgumentException">M is singular.</exception>
    public static void Solve(Rational[,] system)
    {
        if (!TrySolve(system))
        {
            throw new ArgumentException("The linear system is singular.", nameof(system));
        }
    }

    /// <summary>As <see cref="Solve"/>, but false for a singular M, with the array in an intermediate state.</summary>
    public static bool TrySolve(Rational[,] system)
    {
        int size = system.GetLength(0);
        for (int column = 0; column < size; column++)
        {
            int pivot = column;
            while (pivot < size && system[pivot, column].IsZero)
            {
                pivot++;
            }

            if (pivot == size)
            {
                return false;
            }

            Normalise(system, pivot, column);
            for (int row = 0; row < size; row++)
            {
                Eliminate(system, row, column);
            }
        }

        return true;
    }

    /// <summary>Brings the pivot row to its place and its pivot to 1.</summary>
    private static void Normalise(Rational[,] system, int pivot, int column)
    {
        Rational scale = system[pivot, column].Reciprocal();
        for (int c = 0; c < system.GetLength(1); c++)
        {
            (system[column, c], system[pivot, c]) = (system[pivot, c] * scale, pivot == column ? system[pivot, c] * scale : system[column, c]);
        }
    }

    private static void Eliminate(Rational[,] system, int row, int column)
    {
        Rational factor = system[row, column];
        if (row == column || factor.IsZero)
        {
            return;
        }

        for (int c = column; c < system.GetLength(1); c++)
        {
            system[row, c] -= factor * system[column, c];
        }
    }
}
