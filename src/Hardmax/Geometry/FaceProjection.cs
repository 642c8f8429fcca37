using System.Diagnostics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Geometry;

/// <summary>
/// The point p of conv(points) nearest to a given x in the norm |y|_A^2 = &lt;A y, y&gt; of a symmetric positive definite A,
/// exactly: where the limits that are no vertices lie (arXiv:2407.01602, Theorem 1.1; docs/theory.md). Proved by weights
/// and by &lt;A (p - x), v - p&gt; >= 0 for every point v, which makes |v - x|_A^2 >= |p - x|_A^2 + |v - p|_A^2.
/// </summary>
/// <param name="Projection">p, d coordinates.</param>
/// <param name="Combination">Convex weights of p on the points, at most d + 1 of them.</param>
public sealed record FaceProjection(Rational[] Projection, ConvexCombination Combination)
{
    /// <summary>The projection of x by Wolfe's minimum-norm-point algorithm, which ends because no set of points is visited twice.</summary>
    /// <param name="point">x, d coordinates; the origin of R^d in the paper's theorem.</param>
    /// <param name="points">n >= 1 points of d coordinates, which may repeat; for a face, those on it.</param>
    /// <param name="matrix">A, d x d.</param>
    /// <exception cref="ArgumentException">The dimensions differ, or A is not symmetric positive definite.</exception>
    public static FaceProjection Of(Rational[] point, IReadOnlyList<Rational[]> points, AttentionMatrix matrix)
    {
        Face.RequirePoints(points, point.Length);
        if (matrix.Dimension != point.Length || !IsInnerProduct(matrix))
        {
            throw new ArgumentException("A projection needs a symmetric positive definite matrix of the dimension of the points.", nameof(matrix));
        }

        ConvexCombination combination = new Search([.. points.Select(v => Vectors.Subtract(v, point))], matrix).Run();
        var result = new FaceProjection(combination.PointIn(points), combination);
        Debug.Assert(result.Verify(point, points, matrix), "Wolfe's algorithm ends at the projection.");
        return result;
    }

    /// <summary>Whether the proof holds for this x, these points and this A.</summary>
    public bool Verify(Rational[] point, IReadOnlyList<Rational[]> points, AttentionMatrix matrix)
    {
        if (matrix.Dimension != point.Length || Projection.Length != point.Length || !Face.ArePoints(points, point.Length))
        {
            return false;
        }

        Rational[] gradient = matrix.Apply(Vectors.Subtract(Projection, point));
        return IsInnerProduct(matrix)
            && Combination.Reproduces(Projection, points)
            && points.All(v => Vectors.Dot(gradient, Vectors.Subtract(v, Projection)).Sign >= 0);
    }

    private static bool IsInnerProduct(AttentionMatrix matrix) =>
        matrix.IsIdentity
        || (matrix.IsSymmetric && LdlDecomposition.Of(matrix) is { Definiteness: Definiteness.PositiveDefinite } proof && proof.Verify(matrix));

    /// <summary>
    /// The shortest vector of a hull. Invariant: the active points are affinely independent, and the present
    /// vector, with positive weights on them, is the shortest of their affine hull once <see cref="Settle"/> is done.
    /// Source: P. Wolfe, "Finding the nearest point in a polytope" (1976).
    /// </summary>
    private sealed class Search
    {
        private readonly Rational[][] _points;
        private readonly Rational[][] _images;
        private readonly List<int> _active = [];
        private readonly List<Rational> _weights = [];

        public Search(Rational[][] points, AttentionMatrix matrix)
        {
            _points = points;
            _images = Array.ConvertAll(points, v => matrix.Apply(v));
        }

        public ConvexCombination Run()
        {
            Activate(Enumerable.Range(0, _points.Length).MinBy(j => Vectors.Dot(_images[j], _points[j])), Rational.One);
            while (true)
            {
                var combination = ConvexCombination.Of(_active.Zip(_weights, KeyValuePair.Create));
                Rational[] gradient = combination.PointIn(_images);
                Rational[] slopes = Array.ConvertAll(_points, v => Vectors.Dot(gradient, v));
                int steepest = Enumerable.Range(0, slopes.Length).MinBy(j => slopes[j]);

                // Active points all have the slope of the present vector, |p|_A^2; one below it leads downhill and
                // is outside their affine hull.
                if (slopes[steepest] >= slopes[_active[0]])
                {
                    return combination;
                }

                Activate(steepest, Rational.Zero);
                Settle();
            }
        }

        private void Activate(int index, Rational weight)
        {
            _active.Add(index);
            _weights.Add(weight);
        }

        // Moves to the shortest vector of the affine hull; where that leaves the hull, moves to its edge and drops
        // the points that no longer count.
        private void Settle()
        {
            while (true)
            {
                Rational[] goal = ShortestOfAffineHull();
                Rational step = Rational.One;
                for (int k = 0; k < goal.Length; k++)
                {
                    if (goal[k].Sign < 0)
                    {
                        step = Rational.Min(step, _weights[k] / (_weights[k] - goal[k]));
                    }
                }

                for (int k = goal.Length - 1; k >= 0; k--)
                {
                    _weights[k] += step * (goal[k] - _weights[k]);
                    if (_weights[k].IsZero)
                    {
                        _weights.RemoveAt(k);
                        _active.RemoveAt(k);
                    }
                }

                if (step == Rational.One)
                {
                    return;
                }
            }
        }

        // The weights u with G u + mu 1 = 0 and sum u = 1, where G holds the inner products of the active points.
        private Rational[] ShortestOfAffineHull()
        {
            int size = _active.Count;
            var rows = new IntegerVector[size + 1];
            for (int k = 0; k < size; k++)
            {
                Rational[] image = _images[_active[k]];
                rows[k] = IntegerVector.Of([.. _active.Select(j => Vectors.Dot(image, _points[j])), Rational.One, Rational.Zero]);
            }

            rows[size] = IntegerVector.Of([.. Enumerable.Repeat(Rational.One, size), Rational.Zero, Rational.One]);
            Rational[]? solution = IntegerSystem.Solve([.. rows.Select(row => row.Numerators[..^1])], [.. rows.Select(row => row.Numerators[^1])]);
            return solution?[..size] ?? throw new UnreachableException("Active points are affinely independent.");
        }
    }
}
