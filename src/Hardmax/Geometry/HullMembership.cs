using System.Diagnostics;
using Hardmax.Algebra;
using Hardmax.Numbers;

namespace Hardmax.Geometry;

/// <summary>
/// Whether a point lies in the convex hull of others, with proof: convex weights that reproduce it, or a direction
/// in which it is strictly ahead of all of them. Exactly one of the two is there.
/// </summary>
/// <param name="Combination">The weights, at most d + 1 of them; null outside.</param>
/// <param name="Direction">w with &lt;w, point&gt; > &lt;w, p&gt; for every p; null inside.</param>
internal sealed record HullMembership(ConvexCombination? Combination, Rational[]? Direction)
{
    /// <summary>Whether the point is in the hull, its boundary included.</summary>
    public bool IsInside => Combination is not null;

    /// <summary>Decides membership exactly, by linear programming.</summary>
    /// <param name="point">d coordinates.</param>
    /// <param name="points">n >= 1 points of d coordinates, which may repeat.</param>
    /// <exception cref="ArgumentException">There is no point in the list, or the dimensions differ.</exception>
    public static HullMembership Of(Rational[] point, IReadOnlyList<Rational[]> points)
    {
        RequirePoints(points, point.Length);
        var target = IntegerVector.Of(point);
        return Of(target, [.. points.Select(p => IntegerVector.Of(p))]);
    }

    /// <summary>Whether the proof holds for this point and these points.</summary>
    public bool Verify(Rational[] point, IReadOnlyList<Rational[]> points)
    {
        if (!ArePoints(points, point.Length) || Combination is null == Direction is null)
        {
            return false;
        }

        if (Combination is not null)
        {
            return Combination.Reproduces(point, points);
        }

        if (Direction!.Length != point.Length)
        {
            return false;
        }

        var w = IntegerVector.Of(Direction);
        Rational ahead = IntegerVector.Of(point).Dot(w);
        return points.All(p => IntegerVector.Of(p).Dot(w) < ahead);
    }

    /// <summary>
    /// Each column of the program is a point relative to the target, times its denominators: sum mu_j r_j (p_j - q) = 0
    /// and sum mu_j r_j = 1 with mu >= 0, so lambda_j = mu_j r_j. A basic solution has at most d + 1 positive weights. A
    /// Farkas vector (y, y_0) has y_0 &lt; 0 and &lt;y, p_j - q&gt; + y_0 >= 0 for every j: -y separates.
    /// </summary>
    internal static HullMembership Of(IntegerVector point, IReadOnlyList<IntegerVector> points)
    {
        int dimension = point.Numerators.Length;
        Rational[] scales = [.. points.Select(p => (Rational)(p.Denominator * point.Denominator))];
        IEnumerable<LinearConstraint> rows = Enumerable.Range(0, dimension).Select(c => LinearConstraint.Equal(
            points.Select(p => (Rational)((p.Numerators[c] * point.Denominator) - (point.Numerators[c] * p.Denominator))),
            Rational.Zero));
        var program = new LinearProgram(new Rational[points.Count], rows.Append(LinearConstraint.Equal(scales, Rational.One)));
        switch (program.Solve())
        {
            case LinearProgramResult.Optimal optimal:
                return new HullMembership(
                    ConvexCombination.Of(optimal.Primal.Select((mu, j) => KeyValuePair.Create(j, mu * scales[j]))),
                    Direction: null);
            case LinearProgramResult.Infeasible infeasible:
                return new HullMembership(Combination: null, [.. infeasible.Farkas.Take(dimension).Select(y => -y)]);
            default:
                throw new UnreachableException("A program without an objective is bounded.");
        }
    }

    /// <summary>Refuses a list without points, or whose points do not have d coordinates each.</summary>
    internal static void RequirePoints(IReadOnlyList<Rational[]> points, int dimension)
    {
        if (!ArePoints(points, dimension))
        {
            throw new ArgumentException("There is at least one point, and all points have the same dimension.", nameof(points));
        }
    }

    /// <summary>Returns true if there is a point and every point has d coordinates.</summary>
    internal static bool ArePoints(IReadOnlyList<Rational[]> points, int dimension) =>
        points.Count > 0 && points.All(point => point.Length == dimension);
}
