using FsCheck;
using FsCheck.Fluent;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Generators;

/// <summary>
/// The random material of one cloud: everything that a construction may need, drawn in advance, so that the
/// construction itself is a function.
/// </summary>
/// <param name="Points">n points of R^d.</param>
/// <param name="Direction">A vector of R^d with small integers, never 0; empty where the kind has no use for it.</param>
/// <param name="Coefficients">n times d small integers; empty where the kind has no use for them.</param>
/// <param name="Factors">n numbers of the cloud's shape; empty where the kind has no use for them.</param>
/// <param name="Picks">n + 2 choices, 0 or greater, to be taken modulo a count.</param>
internal sealed record CloudDraw(
    Rational[][] Points, Rational[] Direction, Rational[][] Coefficients, Rational[] Factors, int[] Picks)
{
    // Divisible by every small count, so that no choice is preferred.
    private const int PickRange = 27720;

    /// <summary>The number of points, n.</summary>
    public int Count => Points.Length;

    /// <summary>Draws of n points of R^d for a kind; the shape of coordinates counts where the kind does not prescribe them.</summary>
    public static Gen<CloudDraw> Of(CloudKind kind, int count, int dimension, Shape shape)
    {
        Gen<Rational> coordinate = Coordinate(kind, shape);
        Gen<Rational[]> none = Gen.Constant(Array.Empty<Rational>());
        Gen<Rational[]> direction = kind switch
        {
            CloudKind.Rotated => SimpleDirection(dimension),
            CloudKind.Mirrored or CloudKind.Collinear => AnyDirection(dimension),
            _ => none,
        };
        int combinations = kind is CloudKind.Rotated or CloudKind.Mirrored or CloudKind.OrthogonalShift or CloudKind.NearTie ? count : 0;
        return from points in Rows(count, dimension, coordinate)
               from vector in direction
               from coefficients in Rows(combinations, dimension, RationalGen.Of(Shape.SmallInteger))
               from factors in kind == CloudKind.Collinear ? coordinate.ArrayOf(count) : none
               from picks in Gen.Choose(0, PickRange - 1).ArrayOf(count + 2)
               select new CloudDraw(points, vector, coefficients, factors, picks);
    }

    private static Gen<Rational> Coordinate(CloudKind kind, Shape shape) => kind switch
    {
        CloudKind.Lattice => Gen.Choose(-2, 2).Select(p => (Rational)p),
        CloudKind.Rotated => Gen.Choose(-4, 4).Select(p => new Rational(p, 2)),
        _ => RationalGen.Of(shape),
    };

    private static Gen<Rational[][]> Rows(int count, int dimension, Gen<Rational> coordinate) =>
        coordinate.ArrayOf(dimension).ArrayOf(count);

    private static Gen<Rational[]> AnyDirection(int dimension) => Gen.Frequency(
        (3, SimpleDirection(dimension)),
        (1, RationalGen.Of(Shape.SmallInteger).ArrayOf(dimension).Select(x => Vectors.IsZero(x) ? Directions.Unit(dimension, 0) : x)));

    // For A = I: reflections of a coordinate, and exchanges of two up to sign.
    private static Gen<Rational[]> SimpleDirection(int dimension) =>
        from a in Gen.Choose(0, dimension - 1)
        from b in Gen.Choose(0, dimension - 1)
        from factor in Gen.Elements<Rational>(0, 1, -1)
        select a == b ? Directions.Unit(dimension, a) : Vectors.AddScaled(Directions.Unit(dimension, a), factor, Directions.Unit(dimension, b));
}
