using System.Numerics;
using Hardmax.Algebra;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control.Solving;

/// <summary>
/// A linear space of d x d matrices with a rational basis B_1, .., B_m: all matrices, the symmetric ones, or those of
/// either on which some linear conditions vanish. A matrix is sum of x_k B_k. Immutable.
/// </summary>
internal sealed class MatrixSpace
{
    private readonly Rational[][,] _basis;

    private MatrixSpace(int dimension, Rational[][,] basis, bool isSymmetric)
    {
        Dimension = dimension;
        IsSymmetric = isSymmetric;
        _basis = basis;
        Basis = Array.ConvertAll(basis, b => Flat(b));
    }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>m.</summary>
    public int Count => _basis.Length;

    /// <summary>Whether all matrices of the space are symmetric.</summary>
    public bool IsSymmetric { get; }

    /// <summary>The basis in binary64, each matrix row after row; the largest entry of each is 1.</summary>
    public double[][] Basis { get; }

    /// <summary>All matrices of a class, without its definiteness.</summary>
    public static MatrixSpace Of(ControlClass matrices, int dimension)
    {
        var basis = new List<Rational[,]>();
        for (int row = 0; row < dimension; row++)
        {
            for (int column = matrices == ControlClass.Any ? 0 : row; column < dimension; column++)
            {
                var entries = new Rational[dimension, dimension];
                entries[row, column] = Rational.One;
                if (matrices != ControlClass.Any)
                {
                    entries[column, row] = Rational.One;
                }

                basis.Add(entries);
            }
        }

        return new MatrixSpace(dimension, [.. basis], matrices != ControlClass.Any);
    }

    /// <summary>&lt;B_k x, y> for every k, with x and y of 1-norm 1.</summary>
    public double[] Row(LeadCondition condition)
    {
        double[] row = new double[Count];
        for (int k = 0; k < Count; k++)
        {
            for (int r = 0; r < Dimension; r++)
            {
                for (int c = 0; c < Dimension; c++)
                {
                    row[k] += Basis[k][(r * Dimension) + c] * condition.UnitX[c] * condition.UnitY[r];
                }
            }
        }

        return row;
    }

    /// <summary>The sum of x_k B_k in binary64, row after row.</summary>
    public double[] Sum(double[] x)
    {
        double[] sum = new double[Dimension * Dimension];
        for (int k = 0; k < Count; k++)
        {
            for (int at = 0; at < sum.Length && x[k] != 0; at++)
            {
                sum[at] += x[k] * Basis[k][at];
            }
        }

        return sum;
    }

    /// <summary>The sum of x_k B_k as the positive multiple of it with integer entries without a common divisor; null where it is 0.</summary>
    public AttentionMatrix? Primitive(Rational[] x) => PrimitiveOf(Sum(x));

    /// <summary>The positive multiple of a matrix with integer entries without a common divisor; null for the zero matrix.</summary>
    public static AttentionMatrix? PrimitiveOf(Rational[,] matrix) =>
        CommonDenominator.PrimitiveFactor([.. matrix.Cast<Rational>()]) is { } factor ? new AttentionMatrix(Scaled(matrix, factor)) : null;

    private static Rational[,] Scaled(Rational[,] matrix, Rational factor)
    {
        var scaled = (Rational[,])matrix.Clone();
        for (int r = 0; r < matrix.GetLength(0); r++)
        {
            for (int c = 0; c < matrix.GetLength(0); c++)
            {
                scaled[r, c] *= factor;
            }
        }

        return scaled;
    }

    private static double[] Flat(Rational[,] matrix)
    {
        int d = matrix.GetLength(0);
        double[] flat = new double[d * d];
        for (int at = 0; at < flat.Length; at++)
        {
            flat[at] = matrix[at / d, at % d].ToDouble();
        }

        return flat;
    }

    private Rational[,] Sum(Rational[] x)
    {
        var sum = new Rational[Dimension, Dimension];
        for (int k = 0; k < Count; k++)
        {
            for (int at = 0; at < sum.Length && !x[k].IsZero; at++)
            {
                sum[at / Dimension, at % Dimension] += x[k] * _basis[k][at / Dimension, at % Dimension];
            }
        }

        return sum;
    }
}
