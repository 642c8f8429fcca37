using Hardmax.Model;

namespace Hardmax.Oracle;

/// <summary>
/// Matrices of small integers of every class, mostly sparse: scores of small tokens stay exact in every format. The
/// class is kept by construction.
/// </summary>
internal static class IntegerMatrices
{
    /// <summary>A d x d matrix of a class; null where the class has none.</summary>
    public static long[,]? Draw(MatrixClass matrixClass, int d, CaseRandom random) => matrixClass switch
    {
        MatrixClass.Identity => Identity(d),
        MatrixClass.Spd => PositiveDefinite(d, random),
        MatrixClass.NegativeDefinite => Negated(PositiveDefinite(d, random)),
        MatrixClass.PsdSingular => PositiveSingular(d, random),
        MatrixClass.NsdSingular => Negated(PositiveSingular(d, random)),
        MatrixClass.SymmetricIndefinite => d < 2 ? null : Indefinite(d, random),
        MatrixClass.Skew => Skew(d, random),
        MatrixClass.PdNonsymmetric => d < 2 ? null : Tilted(d, random),
        _ => General(d, random),
    };

    /// <summary>The identity.</summary>
    public static long[,] Identity(int d) => Build(d, (r, c) => r == c ? 1 : 0);

    /// <summary>A matrix with one entry 1 or -1 in each row and column: a reflection, a rotation, an exchange.</summary>
    public static long[,] SignedPermutation(int d, CaseRandom random)
    {
        int[] order = [.. Enumerable.Range(0, d)];
        random.Shuffle(order);
        int[] signs = [.. order.Select(_ => random.Sign())];
        return Build(d, (r, c) => order[r] == c ? signs[r] : 0);
    }

    /// <summary>A x.</summary>
    public static long[] Apply(long[,] matrix, long[] x) =>
        [.. Enumerable.Range(0, x.Length).Select(r => Enumerable.Range(0, x.Length).Sum(c => matrix[r, c] * x[c]))];

    /// <summary>A^T x.</summary>
    public static long[] ApplyTransposed(long[,] matrix, long[] x) =>
        [.. Enumerable.Range(0, x.Length).Select(c => Enumerable.Range(0, x.Length).Sum(r => matrix[r, c] * x[r]))];

    /// <summary>&lt;x, y&gt;.</summary>
    public static long Dot(long[] x, long[] y)
    {
        long sum = 0;
        for (int c = 0; c < x.Length; c++)
        {
            sum += x[c] * y[c];
        }

        return sum;
    }

    private static long[,] Build(int d, Func<int, int, long> entry)
    {
        var matrix = new long[d, d];
        for (int r = 0; r < d; r++)
        {
            for (int c = 0; c < d; c++)
            {
                matrix[r, c] = entry(r, c);
            }
        }

        return matrix;
    }

    private static long[,] Negated(long[,] matrix) => Build(matrix.GetLength(0), (r, c) => -matrix[r, c]);

    // Diagonal, or with a pair of entries off the diagonal and more on it in those rows.
    private static long[,] PositiveDefinite(int d, CaseRandom random)
    {
        long[,] matrix = Build(d, (r, c) => r == c ? random.Of(1, 1, 1, 2, 3) : 0);
        if (d > 1 && random.Chance(1, 2))
        {
            (int a, int b) = Pair(d, random);
            matrix[a, b] = matrix[b, a] = random.Sign();
            matrix[a, a]++;
            matrix[b, b]++;
        }

        return matrix;
    }

    // x x^T for a row x of 0, 1 and -1, or a diagonal with zeros on it.
    private static long[,] PositiveSingular(int d, CaseRandom random)
    {
        if (d > 1 && random.Chance(1, 2))
        {
            long[] x = [.. Enumerable.Range(0, d).Select(_ => (long)random.Between(-1, 1))];
            return Build(d, (r, c) => x[r] * x[c]);
        }

        int zero = random.Between(0, d - 1);
        return Build(d, (r, c) => r == c && r != zero ? random.Of(1, 1, 2) : 0);
    }

    // A block [[0, x], [x, 0]] has eigenvalues x and -x; on the diagonal both signs occur.
    private static long[,] Indefinite(int d, CaseRandom random)
    {
        (int a, int b) = Pair(d, random);
        long[,] matrix = Build(d, (r, c) => r == c ? random.Between(-2, 2) : 0);
        if (random.Chance(1, 2))
        {
            matrix[a, a] = matrix[b, b] = 0;
            matrix[a, b] = matrix[b, a] = random.Of(1, -1, 2);
        }
        else
        {
            (matrix[a, a], matrix[b, b]) = (random.Of(1, 2), random.Of(-1, -2, -3));
        }

        return matrix;
    }

    private static long[,] Skew(int d, CaseRandom random)
    {
        long[,] above = General(d, random);
        return Build(d, (r, c) => r == c ? 0 : r < c ? above[r, c] : -above[c, r]);
    }

    private static long[,] Tilted(int d, CaseRandom random)
    {
        long[,] matrix = PositiveDefinite(d, random);
        (int a, int b) = Pair(d, random);
        int skew = random.Of(1, -1, 2, -2);
        matrix[a, b] += skew;
        matrix[b, a] -= skew;
        return matrix;
    }

    private static long[,] General(int d, CaseRandom random)
    {
        if (random.Chance(1, 4))
        {
            return SignedPermutation(d, random);
        }

        // About two entries in each row, so that sums stay short in large dimensions too.
        return Build(d, (_, _) => random.Chance(2, Math.Max(3, d)) ? random.Of(1, -1, 1, -1, 2, -2, 3) : 0);
    }

    private static (int First, int Second) Pair(int d, CaseRandom random)
    {
        int a = random.Between(0, d - 1);
        return (a, (a + random.Between(1, d - 1)) % d);
    }
}
