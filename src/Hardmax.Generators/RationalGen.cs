using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Hardmax.Numbers;

namespace Hardmax.Generators;

/// <summary>
/// Generators of exact rationals by <see cref="Shape"/>. They do not depend on FsCheck's size: what makes a number
/// hard is its shape, and FsCheck's own integers would never leave the range of a small int.
/// </summary>
public static class RationalGen
{
    private static readonly double[] NeighbourhoodCentres = [1, 2, 0.1, 1.0 / 3, 0.5, Math.PI, 1e-3, 1048576];

    /// <summary>Every shape, by weights: <see cref="Shape.Mixed"/>.</summary>
    public static Gen<Rational> Any { get; } = Of(Shape.Mixed);

    /// <summary>Values of two adjacent doubles, the lower first.</summary>
    public static Gen<(Rational Lower, Rational Upper)> Neighbours { get; } =
        from value in DoubleValue()
        select (Rational.FromDouble(value), Rational.FromDouble(Math.BitIncrement(value)));

    /// <summary>Numbers of one shape.</summary>
    public static Gen<Rational> Of(Shape shape) => shape switch
    {
        Shape.Zero => Gen.Constant(Rational.Zero),
        Shape.SmallInteger => SmallInteger().Select(p => (Rational)p),
        Shape.SmallFraction => from p in SmallInteger() from q in Gen.Choose(2, 9) select new Rational(p, q),
        Shape.Small => Gen.Frequency((4, Of(Shape.SmallInteger)), (1, Of(Shape.SmallFraction))),
        Shape.Dyadic => from p in Gen.Choose(-99, 99) from k in Gen.Choose(0, 10) select new Rational(p, BigInteger.One << k),
        Shape.LargeFraction => LargeFraction(),
        Shape.Double => DoubleValue().Select(Rational.FromDouble),
        Shape.ExtremeDouble => ExtremeDouble().Select(Rational.FromDouble),
        Shape.NeighbouringDouble => NeighbouringDouble().Select(Rational.FromDouble),
        Shape.Mixed => Mix(
            (4, Shape.Zero),
            (12, Shape.SmallInteger),
            (6, Shape.SmallFraction),
            (4, Shape.Dyadic),
            (2, Shape.LargeFraction),
            (4, Shape.Double),
            (2, Shape.ExtremeDouble),
            (2, Shape.NeighbouringDouble)),
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "There is no such shape."),
    };

    /// <summary>Each number of one of several shapes, by weights (at least one of them positive).</summary>
    public static Gen<Rational> Mix(params (int Weight, Shape Shape)[] weights) =>
        Gen.Frequency(weights.Select(part => (part.Weight, Of(part.Shape))));

    /// <summary>Numbers of one shape other than 0; where the shape drew 0, a small nonzero integer.</summary>
    public static Gen<Rational> NonZero(Shape shape) =>
        from value in Of(shape)
        from substitute in Gen.Elements<Rational>(1, 1, -1, 2, -2)
        select value.IsZero ? substitute : value;

    /// <summary>Absolute values of <see cref="NonZero"/>.</summary>
    public static Gen<Rational> Positive(Shape shape) => NonZero(shape).Select(Rational.Abs);

    private static Gen<int> SmallInteger() =>
        Gen.Frequency((6, Gen.Choose(-2, 2)), (3, Gen.Choose(-4, 4)), (2, Gen.Choose(-9, 9)));

    private static Gen<Rational> LargeFraction() =>
        from words in Gen.Choose(7, 20)
        from denominator in Integer(words)
        from numerator in Integer(words)
        from shift in Gen.Choose(-8, 8)
        from sign in Gen.Elements(1, -1)
        select new Rational(sign * numerator << Math.Max(shift, 0), denominator << Math.Max(-shift, 0));

    // Words of 31 bits with the leading bit set: the integer has exactly 31 bits for each.
    private static Gen<BigInteger> Integer(int words) =>
        Gen.Choose(0, int.MaxValue).ArrayOf(words).Select(parts =>
            parts.Aggregate(BigInteger.Zero, (number, part) => (number << 31) + part) | (BigInteger.One << ((31 * words) - 1)));

    private static Gen<double> DoubleValue() => Gen.Frequency(
        (1, from digits in Gen.Choose(-9999, 9999) from places in Gen.Choose(1, 4) select digits / Math.Pow(10, places)),
        (1, from significand in Bits(52) from exponent in Gen.Choose(-12, 12) select Assemble(significand, exponent)));

    private static Gen<double> ExtremeDouble() => Gen.Frequency(
        (1, Gen.Elements(double.Epsilon, -double.Epsilon, Math.BitDecrement(Math.ScaleB(1, -1022)), Math.ScaleB(1, -1022))),
        (1, from significand in Bits(51) from sign in Gen.Elements(1, -1) select sign * BitConverter.Int64BitsToDouble(significand)),
        (2, from significand in Bits(52) from exponent in Gen.Choose(200, 1000) select Assemble(significand, exponent)),
        (2, from exponent in Gen.Choose(-1074, 1000) from sign in Gen.Elements(1, -1) select sign * Math.ScaleB(1, exponent)));

    private static Gen<double> NeighbouringDouble() =>
        from centre in Gen.Elements(NeighbourhoodCentres)
        from steps in Gen.Choose(-2, 2)
        from sign in Gen.Elements(1, -1)
        select sign * BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(centre) + steps);

    // A random significand of up to 52 bits and, in its lowest bit, a sign.
    private static double Assemble(long significand, int exponent)
    {
        double magnitude = Math.ScaleB(1 + Math.ScaleB(significand, -52), exponent);
        return long.IsOddInteger(significand) ? -magnitude : magnitude;
    }

    private static Gen<long> Bits(int count) =>
        from high in Gen.Choose(0, int.MaxValue)
        from low in Gen.Choose(0, int.MaxValue)
        select (((long)high << 31) | (uint)low) & ((1L << count) - 1);
}
