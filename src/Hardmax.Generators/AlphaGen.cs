using FsCheck;
using FsCheck.Fluent;
using Hardmax.Numbers;

namespace Hardmax.Generators;

/// <summary>Generators of the step parameter alpha, always greater than 0.</summary>
internal static class AlphaGen
{
    /// <summary>
    /// The values that examples use (1, 1/2, 2, 1/10 and the double 0.1), small fractions, large and tiny ones, and
    /// values of binary32 and binary64 numbers such as trained models have.
    /// </summary>
    public static Gen<Rational> Any { get; } = Gen.Frequency(
        (5, Gen.Constant(Rational.One)),
        (3, Gen.Constant(Rational.One / 2)),
        (2, Gen.Constant((Rational)2)),
        (1, Gen.Constant(Rational.One / 10)),
        (1, Gen.Constant(Rational.FromDouble(0.1))),
        (3, RationalGen.Positive(Shape.SmallFraction)),
        (1, Gen.Elements<Rational>(10, 100, 1000, 1_000_000)),
        (1, Gen.Elements(Rational.One / 100, Rational.One / 1_000_000)),
        (1, Gen.Constant(new Rational(616769, 262144))),
        (1, Gen.Choose(1, 1 << 22).Select(p => new Rational(p, 1 << 18))),
        (1, RationalGen.Positive(Shape.Double)));

    /// <summary>1, 1/2 and 2: gamma is 1/2, 1/3 or 2/3, and denominators stay short.</summary>
    public static Gen<Rational> Simple { get; } = Gen.Elements<Rational>(1, Rational.One / 2, 2);
}
