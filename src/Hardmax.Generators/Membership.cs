using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Generators;

/// <summary>Whether a matrix is in a class, decided exactly: shrinkers keep the class that a generator drew from.</summary>
internal static class Membership
{
    /// <summary>Whether the class contains the matrix.</summary>
    public static bool Contains(MatrixClass matrixClass, AttentionMatrix matrix)
    {
        int d = matrix.Dimension;
        return matrixClass switch
        {
            MatrixClass.Identity => matrix.IsIdentity,
            MatrixClass.Skew => MatrixForms.Negate(matrix).Equals(MatrixForms.Build(d, (r, c) => matrix[c, r])),
            MatrixClass.General => true,
            MatrixClass.PdNonsymmetric => !matrix.IsSymmetric && Inertia(matrix.SymmetricPart()).Positive == d,
            _ => matrix.IsSymmetric && IsDefinedBy(matrixClass, Inertia(matrix), d),
        };
    }

    private static bool IsDefinedBy(MatrixClass matrixClass, (int Positive, int Negative) inertia, int d) => matrixClass switch
    {
        MatrixClass.Spd => inertia.Positive == d,
        MatrixClass.NegativeDefinite => inertia.Negative == d,
        MatrixClass.PsdSingular => inertia.Negative == 0 && inertia.Positive < d,
        MatrixClass.NsdSingular => inertia.Positive == 0 && inertia.Negative < d,
        MatrixClass.SymmetricIndefinite => inertia.Positive > 0 && inertia.Negative > 0,
        _ => throw new ArgumentOutOfRangeException(nameof(matrixClass), matrixClass, "There is no such class."),
    };

    // Lagrange's reduction to a sum of squares; by Sylvester's law the signs do not depend on the choices on the way.
    private static (int Positive, int Negative) Inertia(AttentionMatrix symmetric)
    {
        Rational[,] form = symmetric.ToArray();
        List<int> left = [.. Enumerable.Range(0, symmetric.Dimension)];
        int positive = 0;
        int negative = 0;
        while (PivotOf(form, left) is { } pivot)
        {
            Rational square = form[pivot, pivot];
            positive += square.Sign > 0 ? 1 : 0;
            negative += square.Sign < 0 ? 1 : 0;
            left.Remove(pivot);
            foreach (int r in left)
            {
                Rational multiple = form[r, pivot] / square;
                left.ForEach(c => form[r, c] -= multiple * form[pivot, c]);
            }
        }

        return (positive, negative);
    }

    // A coordinate with a square; where only products x_i x_j are left, x_j + x_i in the place of x_j makes 2 x_i^2 of one.
    private static int? PivotOf(Rational[,] form, List<int> left)
    {
        foreach (int i in left)
        {
            if (!form[i, i].IsZero)
            {
                return i;
            }
        }

        foreach (int i in left)
        {
            int j = left.FindIndex(c => !form[i, c].IsZero);
            if (j >= 0)
            {
                left.ForEach(c => form[i, c] += form[left[j], c]);
                left.ForEach(r => form[r, i] += form[r, left[j]]);
                return i;
            }
        }

        return null;
    }
}
