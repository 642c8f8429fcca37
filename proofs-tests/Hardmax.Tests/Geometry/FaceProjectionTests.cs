using Hardmax.Geometry;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Geometry;

public sealed class FaceProjectionTests
{
    private static readonly Rational Half = Rational.One / 2;

    [Fact]
    public void The_origin_projects_on_the_middle_of_a_rotated_edge()
    {
        // An edge of the square of docs/theory.md: corners (1, +-1) rotated by [[3/5, -4/5], [4/5, 3/5]].
        Rational fifth = new(1, 5);
        Rational[][] edge = [[-fifth, 7 * fifth], [7 * fifth, fifth]];
        FaceProjection result = FaceProjection.Of([0, 0], edge, AttentionMatrix.Identity(2));
        Assert.Equal([3 * fifth, 4 * fifth], result.Projection);
        Assert.Equal([KeyValuePair.Create(0, Half), KeyValuePair.Create(1, Half)], result.Combination.Weights);
    }

    [Fact]
    public void The_inner_product_decides_which_point_is_nearest()
    {
        Rational[][] edge = [[1, 0], [0, 1]];
        var matrix = new AttentionMatrix(new Rational[,] { { 3, 0 }, { 0, 1 } });
        FaceProjection result = FaceProjection.Of([0, 0], edge, matrix);
        Assert.Equal([Half / 2, 3 * Half / 2], result.Projection);
        Assert.False(result.Verify([0, 0], edge, AttentionMatrix.Identity(2)));
    }

    [Fact]
    public void A_point_of_the_hull_is_its_own_projection()
    {
        Rational[][] points = [[0, 0], [4, 0], [0, 4], [4, 4], [4, 4]];
        Assert.Equal([1, 2], FaceProjection.Of([1, 2], points, AttentionMatrix.Identity(2)).Projection);
        Assert.Equal([4, 4], FaceProjection.Of([4, 4], points, AttentionMatrix.Identity(2)).Projection);
    }

    [Fact]
    public void One_point_repeated_is_every_projection()
    {
        Rational[][] points = [[5], [5], [5]];
        Assert.Equal([5], FaceProjection.Of([0], points, AttentionMatrix.Identity(1)).Projection);
    }

    [Fact]
    public void A_matrix_that_is_no_inner_product_is_refused()
    {
        Rational[][] points = [[1, 0]];
        Assert.Throws<ArgumentException>(() => FaceProjection.Of([0, 0], points, new AttentionMatrix(new Rational[,] { { 1, 1 }, { 1, 1 } })));
        Assert.Throws<ArgumentException>(() => FaceProjection.Of([0, 0], points, new AttentionMatrix(new Rational[,] { { 1, 1 }, { -1, 1 } })));
        Assert.Throws<ArgumentException>(() => FaceProjection.Of([0, 0], points, AttentionMatrix.Identity(3)));
        Assert.Throws<ArgumentException>(() => FaceProjection.Of([0, 0], [], AttentionMatrix.Identity(2)));
    }

    [Fact]
    public void Projections_are_those_of_all_faces_tried()
    {
        var seen = new int[5];
        for (int seed = 0; seed < 300; seed++)
        {
            (Rational[] point, Rational[][] points, AttentionMatrix matrix) = Case(seed);
            FaceProjection result = FaceProjection.Of(point, points, matrix);
            Assert.True(result.Verify(point, points, matrix), $"seed {seed}");
            Assert.True(Vectors.Comparer.Equals(BruteForce.Nearest(point, points, matrix), result.Projection), $"seed {seed}");
            Assert.True(result.Combination.Weights.Count <= point.Length + 1, $"seed {seed}");
            seen[result.Combination.Weights.Count]++;
        }

        Assert.True(seen[1] > 20 && seen[2] > 20 && seen[3] > 5, string.Join(' ', seen));
    }

    [Fact]
    public void A_changed_proof_is_rejected()
    {
        for (int seed = 0; seed < 150; seed++)
        {
            (Rational[] point, Rational[][] points, AttentionMatrix matrix) = Case(seed);
            FaceProjection result = FaceProjection.Of(point, points, matrix);
            Rational[] moved = [.. result.Projection];
            moved[0] += Half;
            (int first, Rational weight) = result.Combination.Weights.First();
            Assert.False((result with { Projection = moved }).Verify(point, points, matrix));
            Assert.False((result with { Combination = new(result.Combination.Weights.SetItem(first, weight - Half)) }).Verify(point, points, matrix));

            // Every other point of the set is a convex combination as well, and farther.
            foreach (int j in Enumerable.Range(0, points.Length).Where(j => !Vectors.Comparer.Equals(points[j], result.Projection)))
            {
                Assert.False(new FaceProjection(points[j], ConvexCombination.Vertex(j)).Verify(point, points, matrix));
            }

            Rational[,] singular = matrix.ToArray();
            singular[0, 0] -= 1000000;
            Assert.False(result.Verify(point, points, new AttentionMatrix(singular)));
        }
    }

    [Fact]
    public void A_face_holds_every_maximiser_of_its_direction()
    {
        Rational[][] points = [[1, 1], [1, -1], [0, 5], [1, 0], [1, 1]];
        Assert.Equal([0, 1, 3, 4], Face.Of(points, [1, 0]));
        Assert.Equal([2], Face.Of(points, [0, 1]));
        Assert.Equal([0, 1, 2, 3, 4], Face.Of(points, [0, 0]));
        Assert.Throws<ArgumentException>(() => Face.Of(points, [1]));
        Assert.Throws<ArgumentException>(() => Face.Of([], [1]));
    }

    [Fact]
    public void A_face_is_where_plain_inner_products_are_largest()
    {
        int ties = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            var inputs = new GeometryInputs(seed);
            int d = 1 + inputs.Below(4);
            Rational[][] points = inputs.Points(1 + inputs.Below(9), d);
            Rational[] direction = inputs.Vector(d);
            Rational max = points.Max(p => Vectors.Dot(p, direction));
            int[] face = Face.Of(points, direction);
            Assert.Equal(Enumerable.Range(0, points.Length).Where(j => Vectors.Dot(points[j], direction) == max), face);
            ties += face.Length > 1 ? 1 : 0;
        }

        Assert.True(ties > 40);
    }

    private static (Rational[] Point, Rational[][] Points, AttentionMatrix Matrix) Case(int seed)
    {
        var inputs = new GeometryInputs(seed);
        int d = 1 + inputs.Below(3);
        Rational[][] points = inputs.Points(1 + inputs.Below(6), d);
        AttentionMatrix matrix = inputs.Below(3) == 0 ? AttentionMatrix.Identity(d) : inputs.Gram(d, 1, Half);
        return (inputs.Below(2) == 0 ? new Rational[d] : inputs.Vector(d), points, matrix);
    }
}
