using System.Numerics;

namespace Hardmax.Oracle;

/// <summary>
/// Whether a score is computed without any rounding, in whatever order: a sum of multiples of a unit 2^e whose absolute
/// values add up to at most 2^(e+p) has partial sums of p bits only.
/// </summary>
internal static class ExactScores
{
    /// <summary>Whether one unit does for all scores of a problem: sufficient, and cheap.</summary>
    public static bool AreUniformlyExact(IntegerProblem problem, ArithmeticLimits limits)
    {
        if (!problem.TokenDenominator.IsPowerOfTwo || !problem.MatrixDenominator.IsPowerOfTwo)
        {
            return false;
        }

        IntegerProblem absolute = problem.Absolute();
        BigInteger[] largest = absolute.LargestCoordinates();
        int tokenZeros = absolute.Tokens.Min(Zeros);
        int matrixZeros = Zeros(absolute.Matrix.Cast<BigInteger>());
        if (tokenZeros == int.MaxValue || matrixZeros == int.MaxValue)
        {
            // Either all tokens or A are zero, and so are all products.
            return true;
        }

        int tokenPlace = tokenZeros - Log2(problem.TokenDenominator);
        int matrixPlace = matrixZeros - Log2(problem.MatrixDenominator);
        BigInteger[] rows = absolute.Apply(largest);
        BigInteger[] columns = absolute.Transposed().Apply(largest);
        BigInteger image = BigInteger.Max(rows.Max(), columns.Max());
        BigInteger widest = largest.Max();
        return Fits(image >> (tokenZeros + matrixZeros), tokenPlace + matrixPlace, limits)
            && Fits((widest * widest) >> (2 * tokenZeros), 2 * tokenPlace, limits)
            && Fits(IntegerProblem.Dot(rows, largest) >> ((2 * tokenZeros) + matrixZeros), (2 * tokenPlace) + matrixPlace, limits);
    }

    /// <summary>Whether the score of token i for token j is exact, with units of its own.</summary>
    public static bool IsExact(IntegerProblem problem, int i, int j, ArithmeticLimits limits)
    {
        if (!problem.TokenDenominator.IsPowerOfTwo || !problem.MatrixDenominator.IsPowerOfTwo)
        {
            return false;
        }

        int d = problem.Dimension;
        int tokenLog = Log2(problem.TokenDenominator);
        int matrixLog = Log2(problem.MatrixDenominator);
        BigInteger[] x = problem.Tokens[i];
        BigInteger[] y = problem.Tokens[j];
        var terms = new List<BigInteger>(d * d);
        for (int r = 0; r < d; r++)
        {
            var row = new BigInteger[d];
            var column = new BigInteger[d];
            for (int c = 0; c < d; c++)
            {
                row[c] = problem.Matrix[r, c] * x[c];
                column[c] = problem.Matrix[c, r] * y[c];
                terms.Add(row[c] * y[r]);
                bool outer = problem.Matrix[r, c].IsZero || SumFits([x[c] * y[r]], 2 * tokenLog, limits);
                if (!outer)
                {
                    return false;
                }
            }

            if (!SumFits(row, tokenLog + matrixLog, limits) || !SumFits(column, tokenLog + matrixLog, limits))
            {
                return false;
            }
        }

        return SumFits(terms, (2 * tokenLog) + matrixLog, limits);
    }

    private static bool SumFits(IReadOnlyCollection<BigInteger> terms, int denominatorLog, ArithmeticLimits limits)
    {
        int zeros = Zeros(terms);
        if (zeros == int.MaxValue)
        {
            return true;
        }

        BigInteger sum = terms.Aggregate(BigInteger.Zero, (total, term) => total + BigInteger.Abs(term));
        return Fits(sum >> zeros, zeros - denominatorLog, limits);
    }

    private static bool Fits(BigInteger units, int place, ArithmeticLimits limits) =>
        place >= limits.MinScorePlace && units <= BigInteger.One << limits.ScorePrecision;

    // Trailing zeros that all of these have; int.MaxValue where all are 0.
    private static int Zeros(IEnumerable<BigInteger> values)
    {
        int fewest = int.MaxValue;
        foreach (BigInteger value in values)
        {
            if (!value.IsZero)
            {
                fewest = Math.Min(fewest, (int)BigInteger.TrailingZeroCount(value));
            }
        }

        return fewest;
    }

    private static int Log2(BigInteger powerOfTwo) => (int)(powerOfTwo.GetBitLength() - 1);
}
