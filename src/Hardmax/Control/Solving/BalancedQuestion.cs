using System.Numerics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control.Solving;

/// <summary>
/// A question about tokens whose coordinates differ wildly in size, asked in coordinates that do not: y = D z with D a
/// diagonal of powers of two. A' answers it for the y if and only if D A' D does for the z, and as the z (..)^T become
/// D z (..)^T D, which keeps 0 and definiteness, a proof is the same for both. Source: theory.md, fact 5.
/// </summary>
internal sealed class BalancedQuestion
{
    // In binary64, 2^20 squared times a margin of 2^-10 still leaves some digits.
    private const long MostBits = 20;

    private readonly Rational[] _scale;

    private BalancedQuestion(ControlQuestion question, Rational[] scale)
    {
        _scale = scale;
        Question = question;
    }

    /// <summary>The question about the y.</summary>
    public ControlQuestion Question { get; }

    /// <summary>The balanced question; null where there is no need of one.</summary>
    public static BalancedQuestion? Of(ControlQuestion question)
    {
        TokenCloud tokens = question.Tokens;
        long?[] bits = [.. Enumerable.Range(0, tokens.Dimension).Select(c => BitsOf(tokens, c))];
        if (bits.Max() - bits.Min() <= MostBits || Array.TrueForAll(bits, b => b is null))
        {
            return null;
        }

        Rational[] scale = Array.ConvertAll(bits, b => PowerOfTwo(-(b ?? 0)));
        var balanced = new TokenCloud(Enumerable.Range(0, tokens.Count).Select(i => scale.Select((factor, c) => factor * tokens[i, c]).ToArray()));
        return new BalancedQuestion(new ControlQuestion(balanced, question.Leaders, question.Matrices, question.IsExact), scale);
    }

    /// <summary>The answer to the first question from that to the balanced one.</summary>
    public ControlAnswer Restore(ControlAnswer answer)
    {
        if (answer is not ControlAnswer.Feasible { Matrix: { } matrix })
        {
            return answer;
        }

        Rational[,] entries = matrix.ToArray();
        for (int row = 0; row < matrix.Dimension; row++)
        {
            for (int column = 0; column < matrix.Dimension; column++)
            {
                entries[row, column] *= _scale[row] * _scale[column];
            }
        }

        return new ControlAnswer.Feasible(MatrixSpace.PrimitiveOf(entries) ?? matrix);
    }

    // The size of the largest entry of a coordinate, as an exponent of 2; null where all are 0.
    private static long? BitsOf(TokenCloud tokens, int coordinate) => Enumerable.Range(0, tokens.Count)
        .Select(i => tokens[i, coordinate])
        .Where(x => !x.IsZero)
        .Select(x => (long?)((long)BigInteger.Abs(x.Numerator).GetBitLength() - (long)x.Denominator.GetBitLength()))
        .Max();

    private static Rational PowerOfTwo(long exponent)
    {
        var power = BigInteger.Pow(2, (int)Math.Abs(exponent));
        return exponent < 0 ? new Rational(BigInteger.One, power) : power;
    }
}
