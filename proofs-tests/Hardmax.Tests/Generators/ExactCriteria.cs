using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Tests.Generators;

/// <summary>Criteria from textbooks, by other means than the generators use: determinants by permutations, rank by minors.</summary>
internal static class ExactCriteria
{
    /// <summary>Whether a matrix is in a class: Sylvester's criterion, and all principal minors for semidefinite matrices.</summary>
    public static bool IsIn(MatrixClass matrixClass, AttentionMatrix a)
    {
        int d = a.Dimension;
        int[][] subsets = [.. Enumerable.Range(1, (1 << d) - 1).Select(mask => Enumerable.Range(0, d).Where(c => (mask >> c & 1) == 1).ToArray())];
        bool symmetric = All(d, (r, c) => a[r, c] == a[c, r]);
        bool singular = Minor(a, subsets[^1]).IsZero;
        bool psd = symmetric && Array.TrueForAll(subsets, s => Minor(a, s).Sign >= 0);
        bool nsd = symmetric && Array.TrueForAll(subsets, s => Minor(a, s).Sign * (s.Length % 2 == 0 ? 1 : -1) >= 0);
        return matrixClass switch
        {
            MatrixClass.Identity => All(d, (r, c) => a[r, c] == (r == c ? 1 : 0)),
            MatrixClass.Spd => symmetric && HasPositiveLeadingMinors(a),
            MatrixClass.PsdSingular => psd && singular,
            MatrixClass.NegativeDefinite => nsd && !singular,
            MatrixClass.NsdSingular => nsd && singular,
            MatrixClass.SymmetricIndefinite => symmetric && !psd && !nsd,
            MatrixClass.Skew => All(d, (r, c) => a[r, c] == -a[c, r]),
            MatrixClass.PdNonsymmetric => !symmetric && HasPositiveLeadingMinors(a.SymmetricPart()),
            MatrixClass.General => true,
            _ => throw new ArgumentOutOfRangeException(nameof(matrixClass)),
        };
    }

    /// <summary>Whether some token attends to two different points: the tie that a rounding error can break.</summary>
    public static bool HasTieOfPoints(HardmaxProblem problem) => TiesOfPoints(problem.Tokens, problem.System.Matrix) >= 2;

    /// <summary>The largest number of different points that one token attends to.</summary>
    public static int TiesOfPoints(TokenCloud cloud, AttentionMatrix matrix)
    {
        var textbook = new TextbookDynamics<Rational>(matrix.ToArray(), 1);
        Rational[][] tokens = cloud.ToArray();
        return textbook.AttentionSets(tokens).Max(set => set.Select(j => tokens[j]).Distinct(Vectors.Comparer).Count());
    }

    /// <summary>Whether all points lie on one line: all 2 x 2 minors of their differences vanish.</summary>
    public static bool AreCollinear(TokenCloud cloud)
    {
        Rational[][] differences = [.. Enumerable.Range(1, cloud.Count - 1).Select(i => Vectors.Subtract(cloud[i], cloud[0]))];
        return Array.TrueForAll(differences, x => Array.TrueForAll(differences, y =>
            All(cloud.Dimension, (a, b) => x[a] * y[b] == x[b] * y[a])));
    }

    private static bool HasPositiveLeadingMinors(AttentionMatrix a) =>
        Enumerable.Range(1, a.Dimension).All(size => Minor(a, [.. Enumerable.Range(0, size)]).Sign > 0);

    private static bool All(int d, Func<int, int, bool> predicate) =>
        Enumerable.Range(0, d).All(r => Enumerable.Range(0, d).All(c => predicate(r, c)));

    private static Rational Minor(AttentionMatrix a, int[] chosen) => Determinant(a, chosen, chosen);

    // Laplace's expansion along the first row.
    private static Rational Determinant(AttentionMatrix a, int[] rows, int[] columns)
    {
        Rational sum = rows.Length == 0 ? 1 : 0;
        for (int k = 0; k < rows.Length; k++)
        {
            Rational cofactor = Determinant(a, rows[1..], [.. columns[..k], .. columns[(k + 1)..]]);
            sum += (k % 2 == 0 ? 1 : -1) * a[rows[0], columns[k]] * cofactor;
        }

        return sum;
    }
}
