using System.Numerics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// What fits into a declared arithmetic: which numbers can be sent, and which problems have room for every product,
/// sum and update of a textbook step.
/// </summary>
internal sealed class ArithmeticLimits(DeclaredArithmetic arithmetic)
{
    // Everything stays below a quarter of 2^MaxExponent: rounded intermediate results lie above exact ones, and orders of
    // operations that are not thought of here lie above those that are, by less than a factor of 2.
    private const int SpareBits = 2;

    /// <summary>Bits of the significand that every number sent keeps to: those of the coarser format.</summary>
    public int NumberPrecision { get; } = Math.Min(arithmetic.Format.Precision, arithmetic.Accumulate.Precision);

    /// <summary>The exponent of the last place of the smallest number that can be sent.</summary>
    public int MinNumberPlace { get; } = Math.Max(arithmetic.Format.MinLastPlace, arithmetic.Accumulate.MinLastPlace);

    /// <summary>The largest exponent e of a number 2^e that both formats hold.</summary>
    public int MaxExponent { get; } = (1 << (Math.Min(arithmetic.Format.ExponentBits, arithmetic.Accumulate.ExponentBits) - 1)) - 1;

    /// <summary>The exponent of the smallest normal number that both formats hold.</summary>
    public int MinNormalExponent => 1 - MaxExponent;

    /// <summary>Bits of the significand of a score.</summary>
    public int ScorePrecision => arithmetic.Accumulate.Precision;

    /// <summary>The exponent of the last place of the smallest score.</summary>
    public int MinScorePlace => arithmetic.Accumulate.MinLastPlace;

    /// <summary>Whether both formats hold a number.</summary>
    public bool Represents(Rational value)
    {
        if (value.IsZero)
        {
            return true;
        }

        if (!value.Denominator.IsPowerOfTwo)
        {
            return false;
        }

        BigInteger numerator = BigInteger.Abs(value.Numerator);
        int zeros = (int)BigInteger.TrailingZeroCount(numerator);
        int place = zeros - (int)(value.Denominator.GetBitLength() - 1);
        int bits = (int)numerator.GetBitLength() - zeros;
        return bits <= NumberPrecision && place >= MinNumberPlace && place + bits - 1 <= MaxExponent;
    }

    /// <summary>Whether both formats hold every coordinate, every entry of A, and alpha.</summary>
    public bool Represents(HardmaxProblem problem)
    {
        for (int i = 0; i < problem.Tokens.Count; i++)
        {
            foreach (Rational coordinate in problem.Tokens[i])
            {
                if (!Represents(coordinate))
                {
                    return false;
                }
            }
        }

        foreach (Rational entry in problem.System.Matrix.ToArray())
        {
            if (!Represents(entry))
            {
                return false;
            }
        }

        return Represents(problem.System.Alpha);
    }

    /// <summary>A number that both formats hold near a given one: the nearest of the coarser format. Null beyond the largest.</summary>
    public Rational? Round(Rational value)
    {
        bool fitsFirst = Coarser.TryRound(value, out Rational once);
        bool fitsBoth = Finer.TryRound(once, out Rational twice);
        return fitsFirst && fitsBoth && Represents(twice) ? twice : null;
    }

    /// <summary>
    /// Whether no product, partial sum, score, sum over a set of tokens or update of a textbook step, in whatever order,
    /// exceeds a quarter of 2^MaxExponent in any layer of the exact trajectory.
    /// </summary>
    /// <remarks>
    /// Every layer lies in the convex hull of layer 0 (arXiv:2407.01602, Section 2), so no coordinate exceeds M_c = max
    /// over i of |z_i,c| at layer 0, in any layer. All of the above are then at most: entries of |A| M and |A|^T M,
    /// M^T |A| M, M_r M_c, and (1 + alpha) n M_c.
    /// </remarks>
    public bool HasHeadroom(HardmaxProblem problem)
    {
        IntegerProblem absolute = IntegerProblem.Of(problem).Absolute();
        BigInteger[] largest = absolute.LargestCoordinates();
        BigInteger[] rows = absolute.Apply(largest);
        BigInteger[] columns = absolute.Transposed().Apply(largest);
        BigInteger imageDenominator = absolute.MatrixDenominator * absolute.TokenDenominator;
        BigInteger widest = largest.Max();
        Rational alpha = problem.System.Alpha;
        return rows.Concat(columns).All(image => Fits(image, imageDenominator))
            && Fits(IntegerProblem.Dot(rows, largest), absolute.ScoreDenominator)
            && Fits(widest * widest, absolute.TokenDenominator * absolute.TokenDenominator)
            && Fits(widest * (alpha.Numerator + alpha.Denominator) * absolute.Count, absolute.TokenDenominator * alpha.Denominator)
            && Fits(alpha.Numerator + alpha.Denominator, alpha.Denominator);
    }

    private BinaryFormat Coarser => arithmetic.Format.Precision <= arithmetic.Accumulate.Precision ? arithmetic.Format : arithmetic.Accumulate;

    private BinaryFormat Finer => arithmetic.Format.Precision <= arithmetic.Accumulate.Precision ? arithmetic.Accumulate : arithmetic.Format;

    private bool Fits(BigInteger numerator, BigInteger denominator) => numerator <= denominator << (MaxExponent - SpareBits);
}
