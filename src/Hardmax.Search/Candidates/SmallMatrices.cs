using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Search;

/// <summary>Integer matrices with few digits, as d d entries, row first: which class they are in, and which of several that count as one stands for them.</summary>
internal static class SmallMatrices
{
    /// <summary>The largest d for which <see cref="Contains"/> answers.</summary>
    public const int MaxDimension = 4;

    /// <summary>
    /// Whether a matrix is in a class, by the signs of minors of A + A^T. With entries of at most 1000 in absolute value
    /// a minor of at most 4 rows is a sum of 24 products of four numbers of at most 2000, far within 64 bits.
    /// </summary>
    public static bool Contains(MatrixClass matrixClass, int[] matrix, int dimension)
    {
        switch (matrixClass)
        {
            case MatrixClass.General:
                return true;
            case MatrixClass.Identity:
                return All(dimension, (r, c) => matrix[(r * dimension) + c] == (r == c ? 1 : 0));
            case MatrixClass.Skew:
                return All(dimension, (r, c) => matrix[(r * dimension) + c] == -matrix[(c * dimension) + r]);
        }

        bool isSymmetric = All(dimension, (r, c) => matrix[(r * dimension) + c] == matrix[(c * dimension) + r]);
        if (isSymmetric == (matrixClass == MatrixClass.PdNonsymmetric))
        {
            return false;
        }

        long[,] up = Doubled(matrix, dimension, 1);
        long[,] down = Doubled(matrix, dimension, -1);
        return matrixClass switch
        {
            MatrixClass.Spd or MatrixClass.PdNonsymmetric => IsDefinite(up),
            MatrixClass.NegativeDefinite => IsDefinite(down),
            MatrixClass.PsdSingular => IsSemidefinite(up) && !IsDefinite(up),
            MatrixClass.NsdSingular => IsSemidefinite(down) && !IsDefinite(down),
            _ => !IsSemidefinite(up) && !IsSemidefinite(down),
        };
    }

    /// <summary>Whether no integer above 1 divides all entries: one matrix for each ray c A, c &gt; 0. The zero matrix is.</summary>
    public static bool IsPrimitive(int[] matrix) => LargestDivisor(matrix) <= 1;

    /// <summary>The largest integer that divides all; 0 where all are 0.</summary>
    public static int LargestDivisor(ReadOnlySpan<int> numbers)
    {
        int divisor = 0;
        foreach (int number in numbers)
        {
            (int x, int y) = (divisor, Math.Abs(number));
            while (y != 0)
            {
                (x, y) = (y, x % y);
            }

            divisor = x;
        }

        return divisor;
    }

    /// <summary>Whether no g A g^T with g of these comes before A: the entries are compared in order and the larger one is first.</summary>
    public static bool IsFirst(int[] matrix, IEnumerable<SignedPermutation> maps)
    {
        foreach (SignedPermutation map in maps)
        {
            int order = 0;
            for (int at = 0; at < matrix.Length && order == 0; at++)
            {
                order = map.Conjugate(matrix, at / map.Dimension, at % map.Dimension).CompareTo(matrix[at]);
            }

            if (order > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The largest absolute entry.</summary>
    public static int Height(int[] matrix) => matrix.Max(Math.Abs);

    /// <summary>The same matrix over rationals.</summary>
    public static AttentionMatrix ToMatrix(int[] matrix)
    {
        int dimension = (int)Math.Sqrt(matrix.Length);
        var entries = new Rational[dimension, dimension];
        for (int at = 0; at < matrix.Length; at++)
        {
            entries[at / dimension, at % dimension] = matrix[at];
        }

        return new AttentionMatrix(entries);
    }

    private static bool All(int dimension, Func<int, int, bool> predicate)
    {
        for (int row = 0; row < dimension; row++)
        {
            for (int column = 0; column < dimension; column++)
            {
                if (!predicate(row, column))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static long[,] Doubled(int[] matrix, int dimension, int sign)
    {
        var doubled = new long[dimension, dimension];
        for (int row = 0; row < dimension; row++)
        {
            for (int column = 0; column < dimension; column++)
            {
                doubled[row, column] = sign * (matrix[(row * dimension) + column] + matrix[(column * dimension) + row]);
            }
        }

        return doubled;
    }

    // Sylvester: all leading minors are positive.
    private static bool IsDefinite(long[,] matrix)
    {
        for (int rows = 1; rows <= matrix.GetLength(0); rows++)
        {
            if (Minor(matrix, 0, (1 << rows) - 1) <= 0)
            {
                return false;
            }
        }

        return true;
    }

    // All principal minors, not only the leading ones, are at least 0.
    private static bool IsSemidefinite(long[,] matrix)
    {
        for (int rows = 1; rows < 1 << matrix.GetLength(0); rows++)
        {
            if (PrincipalMinor(matrix, rows) < 0)
            {
                return false;
            }
        }

        return true;
    }

    private static long PrincipalMinor(long[,] matrix, int rows)
    {
        int[] kept = [.. Enumerable.Range(0, matrix.GetLength(0)).Where(row => (rows >> row & 1) == 1)];
        var part = new long[kept.Length, kept.Length];
        for (int row = 0; row < kept.Length; row++)
        {
            for (int column = 0; column < kept.Length; column++)
            {
                part[row, column] = matrix[kept[row], kept[column]];
            }
        }

        return Minor(part, 0, (1 << kept.Length) - 1);
    }

    // The determinant of the rows from one on and a set of as many columns, along the first of these rows.
    private static long Minor(long[,] matrix, int row, int columns)
    {
        if (columns == 0)
        {
            return 1;
        }

        long sum = 0;
        int sign = 1;
        for (int column = 0; columns >> column != 0; column++)
        {
            if ((columns >> column & 1) == 1)
            {
                sum += sign * matrix[row, column] * Minor(matrix, row + 1, columns & ~(1 << column));
                sign = -sign;
            }
        }

        return sum;
    }
}
