using System.Numerics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// Tokens and A as integers, each over one common denominator, so that scores are sums of products of integers and no
/// fraction is reduced on the way.
/// </summary>
/// <param name="Tokens">n x d numerators.</param>
/// <param name="TokenDenominator">The denominator of all coordinates.</param>
/// <param name="Matrix">d x d numerators of A.</param>
/// <param name="MatrixDenominator">The denominator of all entries of A.</param>
internal sealed record IntegerProblem(BigInteger[][] Tokens, BigInteger TokenDenominator, BigInteger[,] Matrix, BigInteger MatrixDenominator)
{
    /// <summary>The number of tokens, n.</summary>
    public int Count => Tokens.Length;

    /// <summary>The dimension, d.</summary>
    public int Dimension => Matrix.GetLength(0);

    /// <summary>The denominator of the scores.</summary>
    public BigInteger ScoreDenominator => MatrixDenominator * TokenDenominator * TokenDenominator;

    /// <summary>The integers of a problem.</summary>
    public static IntegerProblem Of(HardmaxProblem problem)
    {
        TokenCloud cloud = problem.Tokens;
        int d = cloud.Dimension;
        BigInteger tokenDenominator = BigInteger.One;
        for (int i = 0; i < cloud.Count; i++)
        {
            tokenDenominator = Common(tokenDenominator, cloud[i]);
        }

        var tokens = new BigInteger[cloud.Count][];
        for (int i = 0; i < cloud.Count; i++)
        {
            tokens[i] = Scaled(cloud[i], tokenDenominator);
        }

        AttentionMatrix a = problem.System.Matrix;
        var rows = new Rational[d][];
        BigInteger matrixDenominator = BigInteger.One;
        for (int r = 0; r < d; r++)
        {
            rows[r] = [.. Enumerable.Range(0, d).Select(c => a[r, c])];
            matrixDenominator = Common(matrixDenominator, rows[r]);
        }

        var matrix = new BigInteger[d, d];
        for (int r = 0; r < d; r++)
        {
            BigInteger[] row = Scaled(rows[r], matrixDenominator);
            for (int c = 0; c < d; c++)
            {
                matrix[r, c] = row[c];
            }
        }

        return new IntegerProblem(tokens, tokenDenominator, matrix, matrixDenominator);
    }

    /// <summary>The same tokens with A transposed.</summary>
    public IntegerProblem Transposed()
    {
        var transposed = new BigInteger[Dimension, Dimension];
        for (int r = 0; r < Dimension; r++)
        {
            for (int c = 0; c < Dimension; c++)
            {
                transposed[r, c] = Matrix[c, r];
            }
        }

        return this with { Matrix = transposed };
    }

    /// <summary>The problem of the absolute values of all numbers.</summary>
    public IntegerProblem Absolute()
    {
        var absolute = new BigInteger[Dimension, Dimension];
        for (int r = 0; r < Dimension; r++)
        {
            for (int c = 0; c < Dimension; c++)
            {
                absolute[r, c] = BigInteger.Abs(Matrix[r, c]);
            }
        }

        return this with { Tokens = Array.ConvertAll(Tokens, token => Array.ConvertAll(token, BigInteger.Abs)), Matrix = absolute };
    }

    /// <summary>For each coordinate the largest absolute value of any token.</summary>
    public BigInteger[] LargestCoordinates()
    {
        var largest = new BigInteger[Dimension];
        foreach (BigInteger[] token in Tokens)
        {
            for (int c = 0; c < largest.Length; c++)
            {
                largest[c] = BigInteger.Max(largest[c], BigInteger.Abs(token[c]));
            }
        }

        return largest;
    }

    /// <summary>A x as numerators over both denominators.</summary>
    public BigInteger[] Apply(BigInteger[] x)
    {
        var image = new BigInteger[x.Length];
        for (int r = 0; r < x.Length; r++)
        {
            for (int c = 0; c < x.Length; c++)
            {
                image[r] += Matrix[r, c] * x[c];
            }
        }

        return image;
    }

    /// <summary>The inner product of two rows of integers.</summary>
    public static BigInteger Dot(BigInteger[] x, BigInteger[] y)
    {
        BigInteger sum = BigInteger.Zero;
        for (int c = 0; c < x.Length; c++)
        {
            sum += x[c] * y[c];
        }

        return sum;
    }

    private static BigInteger Common(BigInteger denominator, ReadOnlySpan<Rational> values)
    {
        foreach (Rational value in values)
        {
            if (denominator != value.Denominator)
            {
                denominator *= value.Denominator / BigInteger.GreatestCommonDivisor(denominator, value.Denominator);
            }
        }

        return denominator;
    }

    private static BigInteger[] Scaled(ReadOnlySpan<Rational> values, BigInteger denominator)
    {
        var scaled = new BigInteger[values.Length];
        for (int c = 0; c < scaled.Length; c++)
        {
            scaled[c] = values[c].Numerator * (denominator / values[c].Denominator);
        }

        return scaled;
    }
}
