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
/// <param name="Direction">A vector of R^d with small integers, never 0.</param>
/// <param name="Coefficients">n times d small integers.</param>
/// <param name="Factors">n numbers of the cloud's shape.</param>
/// <param name="Picks">n + 2 choices, 0 or greater, to be taken modulo a count.</param>
internal sealed record CloudDraw(
    Rational[][] Points, Rational[] Direction, Rational[][] Coefficients, Rational[] Factors, int[] Picks)
{
    // Divisible by every small count, so that no choice is preferred.
    private const int PickRange = 27720;

    /// <summary>The number of points, n.</summary>
    public int Count => Points.Length;

    /// <summary>Draws for n points of R^d with these coordinates.</summary>
    public static Gen<CloudDraw> Of(int count, int dimension, Gen<Rational> coordinate) =>
        from points in Matrix(count, dimension, coordinate)
        from direction in AnyDirection(dimension)
        from coefficients in Matrix(count, dimension, RationalGen.Of(Shape.SmallInteger))
        from factors in coordinate.ArrayOf(count)
        from picks in Gen.Choose(0, PickRange - 1).ArrayOf(count + 2)
        select new CloudDraw(points, direction, coefficients, factors, picks);

    private static Gen<Rational[][]> Matrix(int count, int dimension, Gen<Rational> coordinate) =>
        coordinate.ArrayOf(dimension).ArrayOf(count);

    // Coordinate reflections, exchanges of two coordinates up to sign, and any other.
    private static Gen<Rational[]> AnyDirection(int dimension)
    {
        Gen<Rational[]> simple =
            from a in Gen.Choose(0, dimension - 1)
            from b in Gen.Choose(0, dimension - 1)
            from factor in Gen.Elements<Rational>(0, 1, -1)
            select a == b ? Directions.Unit(dimension, a) : Vectors.AddScaled(Directions.Unit(dimension, a), factor, Directions.Unit(dimension, b));
        Gen<Rational[]> other =
            from vector in RationalGen.Of(Shape.SmallInteger).ArrayOf(dimension)
            select Vectors.IsZero(vector) ? Directions.Unit(dimension, 0) : vector;
        return Gen.Frequency((3, simple), (1, other));
    }
}
