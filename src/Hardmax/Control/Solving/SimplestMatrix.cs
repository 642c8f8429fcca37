using System.Numerics;
using Hardmax.Geometry;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control.Solving;

/// <summary>From a matrix in binary64 to the simplest one with integer entries that does.</summary>
internal sealed class SimplestMatrix(MatrixSpace space, IReadOnlyList<LeadCondition> conditions, bool isDefinite)
{
    private const int LargestTriedOneByOne = 24;

    /// <summary>
    /// The first of the identity and of A rounded to multiples of max|A_kl| / q for q = 1, 2, .. that meets all conditions
    /// exactly with at least half the given margin; else the first that meets them at all; else null.
    /// </summary>
    /// <param name="coordinates">A in the basis of the space.</param>
    /// <param name="margin">The largest margin there is, for entries up to 1 and conditions of 1-norm 1.</param>
    /// <param name="identity">The identity.</param>
    public AttentionMatrix? Of(double[] coordinates, double margin, AttentionMatrix identity)
    {
        double[][] rows = [.. conditions.Where(condition => condition.IsStrict).Select(space.Row)];
        AttentionMatrix? valid = null;
        if (IsValid(identity))
        {
            valid = identity;
            if (conditions.Where(condition => condition.IsStrict).All(condition => 2 * condition.UnitX.Zip(condition.UnitY, (x, y) => x * y).Sum() >= margin))
            {
                return identity;
            }
        }

        double size = coordinates.Max(Math.Abs);
        foreach (double q in Denominators().TakeWhile(_ => size > 0))
        {
            double[] rounded = Array.ConvertAll(coordinates, x => Math.Round(x / size * q));
            double largest = space.Sum(rounded).Max(Math.Abs);
            double reached = rows.Length == 0 ? double.PositiveInfinity : rows.Min(row => row.Zip(rounded, (x, y) => x * y).Sum()) / largest;
            if (reached < -1e-13 || (valid is not null && 2 * reached < margin) || largest == 0)
            {
                continue;
            }

            if (space.Primitive(Array.ConvertAll(rounded, x => (Rational)new BigInteger(x))) is not { } matrix || !IsValid(matrix))
            {
                continue;
            }

            if (2 * reached >= margin)
            {
                return matrix;
            }

            valid ??= matrix;
        }

        return valid;
    }

    /// <summary>Whether a matrix meets all conditions, and is positive definite where that is asked, exactly.</summary>
    public bool IsValid(AttentionMatrix matrix) =>
        conditions.All(condition => condition.IsMetBy(matrix))
        && (!isDefinite || (matrix.IsSymmetric && LdlDecomposition.Of(matrix).Definiteness == Definiteness.PositiveDefinite));

    private static IEnumerable<double> Denominators()
    {
        for (double q = 1; q < Math.ScaleB(1, 53); q = q < LargestTriedOneByOne ? q + 1 : Math.Ceiling(q * 1.5))
        {
            yield return q;
        }
    }
}
