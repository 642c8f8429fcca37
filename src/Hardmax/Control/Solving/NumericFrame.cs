using System.Numerics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control.Solving;

/// <summary>Subspaces with a rational basis, looked at in binary64, and vectors brought back to the rational basis.</summary>
internal static class NumericFrame
{
    /// <summary>An orthonormal basis of the span; fewer vectors where some are dependent to working precision.</summary>
    public static double[][] Of(IEnumerable<Rational[]> vectors) => Of(vectors.Select(ToDoubles));

    /// <summary>The standard basis.</summary>
    public static double[][] Standard(int dimension) =>
        [.. Enumerable.Range(0, dimension).Select(k => Enumerable.Range(0, dimension).Select(c => c == k ? 1.0 : 0).ToArray())];

    /// <summary>An orthonormal basis of the span of vectors in binary64.</summary>
    public static double[][] Of(IEnumerable<double[]> vectors)
    {
        var frame = new List<double[]>();
        foreach (double[] vector in vectors)
        {
            double norm = Math.Sqrt(Vectors.Dot<double>(vector, vector));
            double[] rest = Array.ConvertAll(vector, x => x / norm);

            // Twice is enough: what the first pass leaves of the frame, the second removes.
            for (int pass = 0; pass < 2; pass++)
            {
                foreach (double[] unit in frame)
                {
                    double share = Vectors.Dot<double>(rest, unit);
                    rest = [.. rest.Zip(unit, (x, u) => x - (share * u))];
                }
            }

            double length = Math.Sqrt(Vectors.Dot<double>(rest, rest));
            if (length > 1e-13)
            {
                frame.Add(Array.ConvertAll(rest, x => x / length));
            }
        }

        return [.. frame];
    }

    /// <summary>The sum of the columns of a frame times coefficients and a factor.</summary>
    public static double[] Combine(double[][] frame, double[] coefficients, double factor)
    {
        double[] sum = new double[frame[0].Length];
        for (int k = 0; k < frame.Length; k++)
        {
            for (int c = 0; c < sum.Length; c++)
            {
                sum[c] += factor * coefficients[k] * frame[k][c];
            }
        }

        return sum;
    }

    /// <summary>The part of a vector that is orthogonal to a frame, relative to the vector.</summary>
    public static double Distance(double[][] frame, double[] vector)
    {
        double[] rest = [.. vector];
        foreach (double[] unit in frame)
        {
            double share = Vectors.Dot<double>(rest, unit);
            rest = [.. rest.Zip(unit, (x, u) => x - (share * u))];
        }

        return Math.Sqrt(Vectors.Dot<double>(rest, rest) / Vectors.Dot<double>(vector, vector));
    }

    /// <summary>
    /// Rational vectors q with sum of q q^T near c times the sum of r r^T over the given range, for some c > 0: integer combinations of the
    /// basis, rounded so that their error is below the smallest semiaxis divided by the precision.
    /// </summary>
    public static Rational[][]? SquareRoot(Rational[][] basis, double[][] range, double precision)
    {
        int r = basis.Length;
        double[][] coordinates = Coordinates(basis, range);
        double[] gram = new double[r * r];
        foreach (double[] x in coordinates)
        {
            for (int at = 0; at < gram.Length; at++)
            {
                gram[at] += x[at / r] * x[at % r];
            }
        }

        double smallest = SymmetricEigen.Of(gram, r)[^1].Value;
        if (!(smallest > 0) || SmallCholesky.Factor(gram, r) is not { } lower)
        {
            return null;
        }

        double unit = Math.Sqrt(smallest) / precision;
        var root = new Rational[r][];
        for (int column = 0; column < r; column++)
        {
            double[] entries = [.. Enumerable.Range(0, r).Select(row => Math.Round(lower[(row * r) + column] / unit))];
            if (!Array.TrueForAll(entries, double.IsFinite))
            {
                return null;
            }

            root[column] = Combine(basis, entries);
            if (Vectors.IsZero(root[column]))
            {
                return null;
            }
        }

        return root;
    }

    /// <summary>A vector of the span of the basis at which the form of a symmetric matrix is clearly negative; null where none is seen.</summary>
    public static Rational[]? NegativeDirection(Rational[,] symmetric, Rational[][] basis)
    {
        int r = basis.Length;
        int d = symmetric.GetLength(0);
        var matrix = MatrixSpace.PrimitiveOf(symmetric);
        if (matrix is null)
        {
            return null;
        }

        double[][] frame = Of(basis);
        double[] form = new double[frame.Length * frame.Length];
        BigInteger largest = Enumerable.Range(0, d * d).Max(at => BigInteger.Abs(matrix[at / d, at % d].Numerator));
        double[,] entries = new double[d, d];
        for (int at = 0; at < d * d; at++)
        {
            entries[at / d, at % d] = new Rational(matrix[at / d, at % d].Numerator, largest).ToDouble();
        }

        for (int at = 0; at < form.Length; at++)
        {
            for (int row = 0; row < d; row++)
            {
                for (int column = 0; column < d; column++)
                {
                    form[at] += frame[at / frame.Length][row] * entries[row, column] * frame[at % frame.Length][column];
                }
            }
        }

        (double value, double[] vector) = SymmetricEigen.Of(form, frame.Length)[^1];
        if (!(value < 0))
        {
            return null;
        }

        double[] coordinates = Coordinates(basis, [Combine(frame, vector, 1)])[0];
        double size = coordinates.Max(Math.Abs);
        for (double precision = 16; precision < 1e16; precision *= 16)
        {
            Rational[] direction = Combine(basis, Array.ConvertAll(coordinates, x => Math.Round(x / size * precision)));
            if (matrix.Form(direction, direction).Sign < 0)
            {
                return direction;
            }
        }

        return null;
    }

    private static double[] ToDoubles(Rational[] vector) => Array.ConvertAll(vector, x => x.ToDouble());

    // The coefficients of vectors of the span in the basis, by least squares.
    private static double[][] Coordinates(Rational[][] basis, double[][] vectors)
    {
        int r = basis.Length;
        double[][] columns = Array.ConvertAll(basis, ToDoubles);
        double[] gram = new double[r * r];
        for (int at = 0; at < gram.Length; at++)
        {
            gram[at] = Vectors.Dot<double>(columns[at / r], columns[at % r]);
        }

        double[]? lower = SmallCholesky.Factor(gram, r);
        return lower is null
            ? Array.ConvertAll(vectors, _ => Enumerable.Repeat(double.NaN, r).ToArray())
            : Array.ConvertAll(vectors, v => SmallCholesky.Solve(lower, r, Array.ConvertAll(columns, column => Vectors.Dot<double>(column, v))));
    }

    private static Rational[] Combine(Rational[][] basis, double[] integers)
    {
        var sum = new Rational[basis[0].Length];
        for (int k = 0; k < basis.Length; k++)
        {
            sum = double.IsFinite(integers[k]) ? Vectors.AddScaled(sum, new BigInteger(integers[k]), basis[k]) : sum;
        }

        return sum;
    }
}
