using System.Diagnostics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Geometry;

/// <summary>The signs that the quadratic form of a symmetric matrix takes away from 0. Every symmetric matrix has exactly one.</summary>
public enum Definiteness
{
    /// <summary>x^T A x > 0 for every x other than 0.</summary>
    PositiveDefinite,

    /// <summary>x^T A x >= 0, A is singular and not 0.</summary>
    PositiveSemidefiniteSingular,

    /// <summary>x^T A x &lt; 0 for every x other than 0.</summary>
    NegativeDefinite,

    /// <summary>x^T A x &lt;= 0, A is singular and not 0.</summary>
    NegativeSemidefiniteSingular,

    /// <summary>A = 0, which is semidefinite both ways.</summary>
    Zero,

    /// <summary>Both signs occur.</summary>
    Indefinite,
}

/// <summary>
/// The definiteness of a symmetric d x d matrix with a proof of it, exact. Unless indefinite: A = L D L^T with
/// <see cref="Lower"/> unit lower triangular and the diagonal D, whose signs are those of the form (L is regular); and
/// where a d_i is 0, a vector other than 0 that A sends to 0. No permutation is needed: a diagonal entry that vanishes
/// beside one in its row that does not makes a 2 x 2 minor negative, so the form has both signs. Indefinite: two
/// vectors that show both.
/// </summary>
public sealed record LdlDecomposition
{
    /// <summary>The class of the matrix.</summary>
    public required Definiteness Definiteness { get; init; }

    /// <summary>L, d x d; null for an indefinite matrix.</summary>
    public Rational[,]? Lower { get; init; }

    /// <summary>The diagonal of D, d entries; null for an indefinite matrix.</summary>
    public Rational[]? Diagonal { get; init; }

    /// <summary>A vector other than 0 with A x = 0; null unless the matrix is semidefinite and singular.</summary>
    public Rational[]? Kernel { get; init; }

    /// <summary>u with u^T A u > 0; null unless the matrix is indefinite.</summary>
    public Rational[]? PositiveDirection { get; init; }

    /// <summary>v with v^T A v &lt; 0; null unless the matrix is indefinite.</summary>
    public Rational[]? NegativeDirection { get; init; }

    /// <summary>Decomposes a symmetric matrix.</summary>
    /// <exception cref="ArgumentException">The matrix is not symmetric.</exception>
    public static LdlDecomposition Of(AttentionMatrix matrix)
    {
        if (!matrix.IsSymmetric)
        {
            throw new ArgumentException("Definiteness is asked of a symmetric matrix; take the symmetric part first.", nameof(matrix));
        }

        LdlDecomposition result = new Elimination(matrix).Run();
        Debug.Assert(result.Verify(matrix), "The elimination ends with a proof.");
        return result;
    }

    /// <summary>Whether this proves the definiteness of the given matrix; multiplies everything out.</summary>
    public bool Verify(AttentionMatrix matrix)
    {
        if (!matrix.IsSymmetric)
        {
            return false;
        }

        return Definiteness == Definiteness.Indefinite
            ? FormSign(matrix, PositiveDirection) > 0 && FormSign(matrix, NegativeDirection) < 0
            : IsFactored(matrix) && SignsFit() && KernelFits(matrix);
    }

    private static int? FormSign(AttentionMatrix matrix, Rational[]? x) =>
        x is not null && x.Length == matrix.Dimension ? matrix.Form(x, x).Sign : null;

    private bool IsFactored(AttentionMatrix matrix)
    {
        int d = matrix.Dimension;
        if (Lower is null || Diagonal is null || Lower.GetLength(0) != d || Lower.GetLength(1) != d || Diagonal.Length != d)
        {
            return false;
        }

        for (int row = 0; row < d; row++)
        {
            for (int column = 0; column < d; column++)
            {
                Rational sum = Rational.Zero;
                for (int k = 0; k < d; k++)
                {
                    sum += Lower[row, k] * Diagonal[k] * Lower[column, k];
                }

                bool isUnitTriangular = column < row || Lower[row, column] == (row == column ? 1 : 0);
                if (sum != matrix[row, column] || !isUnitTriangular)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool SignsFit()
    {
        int positive = Diagonal!.Count(x => x.Sign > 0);
        int negative = Diagonal!.Count(x => x.Sign < 0);
        int d = Diagonal!.Length;
        return Definiteness switch
        {
            Definiteness.PositiveDefinite => positive == d,
            Definiteness.NegativeDefinite => negative == d,
            Definiteness.PositiveSemidefiniteSingular => negative == 0 && positive > 0 && positive < d,
            Definiteness.NegativeSemidefiniteSingular => positive == 0 && negative > 0 && negative < d,
            Definiteness.Zero => positive == 0 && negative == 0,
            _ => false,
        };
    }

    private bool KernelFits(AttentionMatrix matrix) =>
        Definiteness is Definiteness.PositiveDefinite or Definiteness.NegativeDefinite
        || (Kernel is not null && Kernel.Length == matrix.Dimension && !Vectors.IsZero(Kernel) && Vectors.IsZero(matrix.Apply(Kernel)));

    /// <summary>
    /// Symmetric elimination. Before step k, A = L (D + S) L^T, where S, the Schur complement, lives on coordinates
    /// k .. d-1. A vector x there is pulled back to u with L^T u = x, and u^T A u = x^T S x.
    /// </summary>
    private sealed class Elimination
    {
        private readonly int _d;
        private readonly Rational[,] _schur;
        private readonly Rational[,] _lower;
        private readonly Rational[] _diagonal;
        private Rational[]? _positive;
        private Rational[]? _negative;
        private Rational[]? _kernel;

        public Elimination(AttentionMatrix matrix)
        {
            _d = matrix.Dimension;
            _schur = matrix.ToArray();
            _lower = AttentionMatrix.Identity(_d).ToArray();
            _diagonal = new Rational[_d];
        }

        public LdlDecomposition Run()
        {
            for (int k = 0; k < _d; k++)
            {
                Step(k);
                if (_positive is not null && _negative is not null)
                {
                    return new LdlDecomposition
                    {
                        Definiteness = Definiteness.Indefinite,
                        PositiveDirection = _positive,
                        NegativeDirection = _negative,
                    };
                }
            }

            return new LdlDecomposition
            {
                Definiteness = Classify(),
                Lower = _lower,
                Diagonal = _diagonal,
                Kernel = _kernel,
            };
        }

        private Definiteness Classify() => (_positive, _negative, _kernel) switch
        {
            (null, null, _) => Definiteness.Zero,
            (not null, _, null) => Definiteness.PositiveDefinite,
            (not null, _, _) => Definiteness.PositiveSemidefiniteSingular,
            (null, _, null) => Definiteness.NegativeDefinite,
            _ => Definiteness.NegativeSemidefiniteSingular,
        };

        private void Step(int k)
        {
            Rational pivot = _schur[k, k];
            if (pivot.IsZero)
            {
                int j = Enumerable.Range(k + 1, _d - k - 1).FirstOrDefault(column => !_schur[k, column].IsZero, -1);
                if (j < 0)
                {
                    _kernel ??= PullBack(Unit(k));
                }
                else
                {
                    ShowBothSigns(k, j);
                }

                return;
            }

            _diagonal[k] = pivot;
            if (pivot.Sign > 0)
            {
                _positive ??= PullBack(Unit(k));
            }
            else
            {
                _negative ??= PullBack(Unit(k));
            }

            Eliminate(k, pivot);
        }

        private void Eliminate(int k, Rational pivot)
        {
            for (int row = k + 1; row < _d; row++)
            {
                if (_schur[row, k].IsZero)
                {
                    continue;
                }

                Rational factor = _schur[row, k] / pivot;
                _lower[row, k] = factor;
                for (int column = k + 1; column <= row; column++)
                {
                    _schur[row, column] -= factor * _schur[k, column];
                    _schur[column, row] = _schur[row, column];
                }
            }
        }

        // S_kk = 0 and s = S_kj is not: x = t e_k + e_j has x^T S x = 2 t s + S_jj, which is 1 or -1 as t is chosen.
        private void ShowBothSigns(int k, int j)
        {
            Rational[] WithForm(int value)
            {
                Rational[] x = Unit(j);
                x[k] = (value - _schur[j, j]) / (2 * _schur[k, j]);
                return PullBack(x);
            }

            _positive = WithForm(1);
            _negative = WithForm(-1);
        }

        private Rational[] Unit(int k)
        {
            var unit = new Rational[_d];
            unit[k] = Rational.One;
            return unit;
        }

        private Rational[] PullBack(Rational[] x)
        {
            for (int row = _d - 1; row >= 0; row--)
            {
                for (int below = row + 1; below < _d; below++)
                {
                    x[row] -= _lower[below, row] * x[below];
                }
            }

            return x;
        }
    }
}
