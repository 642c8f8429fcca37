using System.Numerics;

namespace Hardmax.Limits;

/// <summary>The sign of a quadratic a0 + a1 t + a2 t^2 with integer coefficients on the half-open interval (0, 1].</summary>
internal static class SignOnUnitInterval
{
    /// <summary>Whether the quadratic is greater than 0 for every t in (0, 1].</summary>
    public static bool IsPositive(BigInteger a0, BigInteger a1, BigInteger a2)
    {
        bool isPositiveAtOne = (a0 + a1 + a2).Sign > 0;
        if (!isPositiveAtOne || a0.Sign < 0)
        {
            return false;
        }

        if (a0.IsZero)
        {
            // t (a1 + a2 t): the factor is linear, positive at 1, and so positive on (0, 1] iff not negative at 0.
            return a1.Sign >= 0;
        }

        // Positive at both ends. Only a convex parabola whose lowest point lies strictly between can reach 0.
        bool hasInnerMinimum = a2.Sign > 0 && a1.Sign < 0 && -a1 < 2 * a2;
        return !hasInnerMinimum || a1 * a1 < 4 * a0 * a2;
    }
}
