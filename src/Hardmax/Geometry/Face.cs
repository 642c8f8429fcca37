using Hardmax.Numbers;

namespace Hardmax.Geometry;

/// <summary>The faces of a convex hull, as the points that lie on them.</summary>
public static class Face
{
    /// <summary>The indices j, ascending, at which &lt;direction, p_j&gt; is largest; all of them if the direction is 0.</summary>
    /// <param name="points">n >= 1 points of d coordinates, which may repeat.</param>
    /// <param name="direction">d coordinates.</param>
    /// <exception cref="ArgumentException">There is no point, or the dimensions differ.</exception>
    public static int[] Of(IReadOnlyList<Rational[]> points, Rational[] direction)
    {
        RequirePoints(points, direction.Length);
        var w = IntegerVector.Of(direction);
        Rational[] scores = [.. points.Select(point => IntegerVector.Of(point).Dot(w))];
        Rational max = scores.Max();
        return [.. Enumerable.Range(0, scores.Length).Where(j => scores[j] == max)];
    }

    /// <summary>Refuses a list without points, or whose points do not have d coordinates each.</summary>
    internal static void RequirePoints(IReadOnlyList<Rational[]> points, int dimension)
    {
        if (!ArePoints(points, dimension))
        {
            throw new ArgumentException("There is at least one point, and all points and directions have the same dimension.", nameof(points));
        }
    }

    /// <summary>Whether there is a point and every point has d coordinates.</summary>
    internal static bool ArePoints(IReadOnlyList<Rational[]> points, int dimension) =>
        points.Count > 0 && points.All(point => point.Length == dimension);
}
