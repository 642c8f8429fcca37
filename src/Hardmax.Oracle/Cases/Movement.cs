using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>What the choice of a set means for the update of a token: a wrong choice that moves nothing is no test.</summary>
internal static class Movement
{
    // Several times what a right implementation can be off by in a mean of a few numbers and the update with it.
    private const int Roundings = 16;

    /// <summary>
    /// Whether the updates of token i for two sets differ, in some coordinate, by far more than both can be off in the
    /// declared arithmetic.
    /// </summary>
    public static bool Shows(HardmaxProblem problem, ArithmeticLimits limits, int i, IReadOnlyList<int> set, IReadOnlyList<int> other) =>
        Shows(problem.Tokens, problem.System.Gamma, limits, i, set, other);

    /// <inheritdoc cref="Shows(HardmaxProblem, ArithmeticLimits, int, IReadOnlyList{int}, IReadOnlyList{int})"/>
    public static bool Shows(TokenCloud tokens, Rational gamma, ArithmeticLimits limits, int i, IReadOnlyList<int> set, IReadOnlyList<int> other)
    {
        Rational unit = new(1, System.Numerics.BigInteger.One << limits.NumberPrecision);
        Rational lost = new(1, System.Numerics.BigInteger.One << -limits.MinNumberPlace);
        int roundings = Roundings + (2 * Math.Max(set.Count, other.Count));
        for (int c = 0; c < tokens.Dimension; c++)
        {
            Rational difference = gamma * Rational.Abs(Mean(tokens, set, c) - Mean(tokens, other, c));
            if (difference.IsZero)
            {
                continue;
            }

            Rational size = Rational.Abs(tokens[i, c]) + Rational.Max(Largest(tokens, set, c), Largest(tokens, other, c));
            if (difference > roundings * ((unit * size) + lost))
            {
                return true;
            }
        }

        return false;
    }

    private static Rational Mean(TokenCloud tokens, IReadOnlyList<int> set, int c)
    {
        Rational sum = Rational.Zero;
        foreach (int j in set)
        {
            sum += tokens[j, c];
        }

        return sum / set.Count;
    }

    private static Rational Largest(TokenCloud tokens, IReadOnlyList<int> set, int c)
    {
        Rational largest = Rational.Zero;
        foreach (int j in set)
        {
            largest = Rational.Max(largest, Rational.Abs(tokens[j, c]));
        }

        return largest;
    }
}
