using FsCheck;
using FsCheck.Fluent;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Generators;

/// <summary>
/// Generators of matrices of each class of <see cref="MatrixClass"/>, correct by construction: nothing is drawn and
/// filtered. Within a class the forms differ: diagonal, invariant under signed permutations (where exact ties live),
/// products of factors, and matrices without structure.
/// </summary>
public static class MatrixGen
{
    /// <summary>The smallest d for which the class has a d x d matrix: 2 for the indefinite and the pd-nonsymmetric, else 1.</summary>
    public static int MinDimension(MatrixClass matrixClass) =>
        matrixClass is MatrixClass.SymmetricIndefinite or MatrixClass.PdNonsymmetric ? 2 : 1;

    /// <summary>d x d matrices of a class, made from <see cref="Shape.Small"/> numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The class has no matrix of this dimension.</exception>
    public static Gen<AttentionMatrix> Of(MatrixClass matrixClass, int dimension) => Of(matrixClass, dimension, Shape.Small);

    /// <summary>
    /// d x d matrices of a class, made from numbers of a shape. The entries themselves are products and sums of those
    /// numbers where the class needs it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The class has no matrix of this dimension.</exception>
    public static Gen<AttentionMatrix> Of(MatrixClass matrixClass, int dimension, Shape shape)
    {
        if (dimension < MinDimension(matrixClass))
        {
            throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "The class has no matrix of this dimension.");
        }

        return matrixClass switch
        {
            MatrixClass.Identity => Gen.Constant(AttentionMatrix.Identity(dimension)),
            MatrixClass.Spd => Spd(dimension, shape),
            MatrixClass.PsdSingular => PsdSingular(dimension, shape),
            MatrixClass.NegativeDefinite => Spd(dimension, shape).Select(MatrixForms.Negate),
            MatrixClass.NsdSingular => PsdSingular(dimension, shape).Select(MatrixForms.Negate),
            MatrixClass.SymmetricIndefinite => SymmetricIndefinite(dimension, shape),
            MatrixClass.Skew => Skew(dimension, shape),
            MatrixClass.PdNonsymmetric => PdNonsymmetric(dimension, shape),
            MatrixClass.General => General(dimension, shape),
            _ => throw new ArgumentOutOfRangeException(nameof(matrixClass), matrixClass, "There is no such class."),
        };
    }

    private static Gen<AttentionMatrix> Spd(int d, Shape shape)
    {
        Gen<Rational> positive = RationalGen.Positive(shape);
        return Gen.Frequency(
            (1, positive.Select(x => MatrixForms.Diagonal([.. Enumerable.Repeat(x, d)]))),
            (3, positive.ArrayOf(d).Select(MatrixForms.Diagonal)),
            (2, from x in positive from y in positive from signs in Signs(d) select MatrixForms.Permutable(x, y, signs)),
            (3, from factor in Invertible(d, shape) select MatrixForms.Congruent(Ones(d), factor)),
            (2, from above in Square(d, shape) from margins in positive.ArrayOf(d) select MatrixForms.Dominant(above, margins)));
    }

    private static Gen<AttentionMatrix> PsdSingular(int d, Shape shape)
    {
        Gen<AttentionMatrix> zero = Gen.Constant(MatrixForms.Diagonal(new Rational[d]));
        if (d == 1)
        {
            return zero;
        }

        Gen<Rational> positive = RationalGen.Positive(shape);
        return Gen.Frequency(
            (1, zero),
            (3, from rank in Gen.Choose(1, d - 1)
                from diagonal in positive.ArrayOf(d)
                from order in Order(d)
                select MatrixForms.Diagonal([.. order.Select(k => k < rank ? diagonal[k] : Rational.Zero)])),
            (2, from x in positive
                from onSum in Gen.Elements(true, false)
                from signs in Signs(d)
                select onSum ? MatrixForms.Permutable(0, x, signs) : MatrixForms.Permutable(x, 0, signs)),
            (4, from rank in Gen.Choose(1, d - 1)
                from factor in Gen.Array2DOf(RationalGen.Of(shape), rank, d)
                select MatrixForms.Congruent(Ones(rank), factor)));
    }

    private static Gen<AttentionMatrix> SymmetricIndefinite(int d, Shape shape)
    {
        Gen<Rational> positive = RationalGen.Positive(shape);
        Gen<Rational[]> spectrum =
            from up in positive
            from down in positive
            from rest in RationalGen.Of(shape).ArrayOf(d - 2)
            from order in Order(d)
            select Permute([up, -down, .. rest], order);
        return Gen.Frequency(
            (3, spectrum.Select(MatrixForms.Diagonal)),
            (2, from x in positive
                from y in positive
                from sign in Gen.Elements(1, -1)
                from signs in Signs(d)
                select MatrixForms.Permutable(sign * x, -sign * y, signs)),
            (5, from middle in spectrum from factor in Invertible(d, shape) select MatrixForms.Congruent(middle, factor)));
    }

    private static Gen<AttentionMatrix> Skew(int d, Shape shape) => Gen.Frequency(
        (1, Gen.Constant(MatrixForms.Diagonal(new Rational[d]))),
        (3, from x in RationalGen.NonZero(shape) select MatrixForms.Skew(d, (_, _) => x)),
        (8, from above in Square(d, shape) select MatrixForms.Skew(d, (r, c) => above[r, c])));

    private static Gen<AttentionMatrix> PdNonsymmetric(int d, Shape shape)
    {
        Gen<AttentionMatrix> skew =
            from above in Square(d, shape)
            from nonZero in RationalGen.NonZero(shape)
            from row in Gen.Choose(0, d - 2)
            select MatrixForms.Skew(d, (r, c) => r == row && c == row + 1 ? nonZero : above[r, c]);
        return from spd in Gen.Frequency((1, Gen.Constant(AttentionMatrix.Identity(d))), (5, Spd(d, shape)))
               from turn in skew
               select MatrixForms.Add(spd, turn);
    }

    private static Gen<AttentionMatrix> General(int d, Shape shape)
    {
        Gen<MatrixClass> special = Gen.Elements(Enum.GetValues<MatrixClass>().Where(c => c != MatrixClass.General && MinDimension(c) <= d));
        return Gen.Frequency(
            (8, Square(d, shape).Select(entries => new AttentionMatrix(entries))),
            (2, from signs in Signs(d)
                from order in Order(d)
                select MatrixForms.Build(d, (r, c) => order[r] == c ? signs[r] : 0)),
            (1, from left in RationalGen.Of(shape).ArrayOf(d)
                from right in RationalGen.Of(shape).ArrayOf(d)
                select MatrixForms.Build(d, (r, c) => left[r] * right[c])),
            (1, from entries in Square(d, shape)
                from order in Order(d)
                select MatrixForms.Build(d, (r, c) => order[r] < order[c] ? entries[r, c] : Rational.Zero)),
            (2, from matrixClass in special from matrix in Of(matrixClass, d, shape) select matrix));
    }

    private static Gen<Rational[,]> Invertible(int d, Shape shape) =>
        from diagonal in Gen.Frequency((2, Gen.Constant(Ones(d))), (1, RationalGen.NonZero(shape).ArrayOf(d)))
        from below in Square(d, shape)
        from order in Order(d)
        select MatrixForms.Invertible(diagonal, below, order);

    private static Gen<Rational[,]> Square(int d, Shape shape) => Gen.Array2DOf(RationalGen.Of(shape), d, d);

    private static Gen<int[]> Signs(int d) => Gen.Elements(1, -1).ArrayOf(d);

    private static Gen<int[]> Order(int d) => Gen.Shuffle(Enumerable.Range(0, d));

    private static Rational[] Ones(int d) => [.. Enumerable.Repeat(Rational.One, d)];

    private static Rational[] Permute(Rational[] values, int[] order) => [.. order.Select(k => values[k])];
}
