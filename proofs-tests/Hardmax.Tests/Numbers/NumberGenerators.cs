using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Hardmax.Numbers;

namespace Hardmax.Tests.Numbers;

/// <summary>
/// Numbers of mixed shapes: 0 and units, small fractions, unreduced ones, hundreds of bits, dyadics, the exact values
/// of extreme doubles. FsCheck's own integers stay small and hardly ever tie.
/// </summary>
public static class NumberGenerators
{
    private static readonly Gen<BigInteger> _small = Gen.Choose(-12, 12).Select(n => new BigInteger(n));

    private static readonly Gen<BigInteger> _huge =
        from words in Gen.Choose(1, 20)
        from values in Gen.Choose(0, int.MaxValue).ArrayOf(words)
        from negative in Gen.Choose(0, 1)
        select values.Aggregate(BigInteger.Zero, (sum, word) => (sum << 31) | word) * (negative == 1 ? -1 : 1);

    // Products of small primes: denominators that share factors without being equal.
    private static readonly Gen<BigInteger> _smooth =
        Gen.Elements(2, 3, 5, 7).ArrayOf().Select(primes => primes.Aggregate(BigInteger.One, (product, p) => product * p));

    private static readonly Gen<Fraction> _dyadic =
        from significand in Gen.OneOf(_small, Gen.Choose(int.MinValue, int.MaxValue).Select(n => new BigInteger(n)))
        from exponent in Gen.Choose(-80, 80)
        select exponent >= 0 ? new Fraction(significand << exponent, 1) : new Fraction(significand, BigInteger.One << -exponent);

    // m * 2^e for 53-bit significands and the extreme exponents of binary64 and beyond, built without any float.
    private static readonly Gen<Fraction> _extremeDouble =
        from significand in Gen.OneOf(Gen.Elements(1L, 3L, (1L << 52) - 1, 1L << 52, (1L << 53) - 1), Gen.Choose(1, int.MaxValue).Select(n => (long)n))
        from exponent in Gen.Elements(-1074, -1073, -1022, -1100, 900, 970, 971, 972, 3060, 5000)
        from sign in Gen.Elements(-1, 1)
        select exponent >= 0
            ? new Fraction(new BigInteger(sign * significand) << exponent, 1)
            : new Fraction(sign * significand, BigInteger.One << -exponent);

    private static readonly Gen<Fraction> _any = Gen.Frequency(
        (1, Gen.Elements(new Fraction(0, 1), new Fraction(0, -7), new Fraction(1, 1), new Fraction(-1, 1), new Fraction(5, -5))),
        (4, Quotient(_small, _small)),
        (3, Quotient(_small, _smooth)),
        (2, Quotient(_smooth, _smooth)),
        (3, Quotient(_huge, _huge)),
        (1, Quotient(_huge, _small)),
        (1, Quotient(_small, _huge)),
        (2, _dyadic),
        (2, _extremeDouble));

    private static readonly Gen<FractionPair> _related = Gen.Frequency(
        (4, _any.Two().Select(pair => new FractionPair(pair.Item1, pair.Item2))),
        (2, Partner((a, k) => new Fraction(a.P * k, a.Q * k))),
        (1, Partner((a, k) => new Fraction(-a.P * k, a.Q * k))),
        (1, Partner((a, k) => a.P.IsZero ? a : new Fraction(a.Q * k, a.P * k))),
        (1, Partner((a, k) => new Fraction(a.P + k, a.Q))),
        (1, Partner((a, k) => a + new Fraction(k, BigInteger.One << 1200))));

    /// <summary>Fractions as they were written: unreduced, denominators of either sign.</summary>
    public static Arbitrary<Fraction> Fractions() => Arb.From(_any, Simpler);

    /// <summary>The same numbers as rationals.</summary>
    public static Arbitrary<Rational> Rationals() => Arb.From(
        _any.Select(f => f.Value),
        r => Simpler(new Fraction(r.Numerator, r.Denominator)).Select(f => f.Value).Where(s => s != r));

    /// <summary>Pairs: independent, equal though written differently, opposite, reciprocal, of equal denominator, or hardly different.</summary>
    public static Arbitrary<FractionPair> Related() => Arb.From(
        _related,
        pair => Simpler(pair.A).Select(a => pair with { A = a }).Concat(Simpler(pair.B).Select(b => pair with { B = b })));

    /// <summary>Plain decimals of 1 to 900 digits, with values over the whole range of binary64 and beyond both of its ends.</summary>
    public static Arbitrary<DecimalText> Decimals() => Arb.From(
        (from length in Gen.Frequency((4, Gen.Choose(1, 60)), (1, Gen.Choose(700, 900)))
         from digits in Gen.Choose(0, 9).ArrayOf(length)
         from point in Gen.Choose(0, length)
         from magnitude in Gen.Frequency((4, Gen.Choose(-400, 320)), (2, Gen.Choose(-325, -306)), (1, Gen.Choose(300, 312)))
         from sign in Gen.Elements(string.Empty, "-", "+")
         let text = string.Concat(digits)
         select new DecimalText($"{sign}{text[..point]}.{text[point..]}e{magnitude - point}")),
        _ => []);

    /// <summary>Bit patterns of finite doubles, uniform in the exponent field; subnormals and boundaries are frequent.</summary>
    public static Arbitrary<double> Doubles() => Arb.From(
        (from field in Gen.Frequency((6, Gen.Choose(0, 2046)), (1, Gen.Constant(0)), (1, Gen.Choose(1021, 1025)), (1, Gen.Constant(2046)))
         from high in Gen.Choose(0, (1 << 26) - 1)
         from low in Gen.Choose(0, (1 << 26) - 1)
         from shape in Gen.Elements(0UL, (1UL << 52) - 1, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue)
         from sign in Gen.Choose(0, 1)
         let fraction = shape == ulong.MaxValue ? ((ulong)high << 26) | (uint)low : shape
         select BitConverter.UInt64BitsToDouble(((ulong)sign << 63) | ((ulong)field << 52) | fraction)),
        d => d == 0 ? [] : [0, 1, Math.ScaleB(d, -1)]);

    private static Gen<Fraction> Quotient(Gen<BigInteger> numerators, Gen<BigInteger> denominators) =>
        from p in numerators
        from q in denominators
        select new Fraction(p, q.IsZero ? BigInteger.One : q);

    private static Gen<FractionPair> Partner(Func<Fraction, BigInteger, Fraction> relation) =>
        from a in _any
        from k in Gen.Elements(1, -1, 2, -3, 30, 1 << 20)
        select new FractionPair(a, relation(a, k));

    private static IEnumerable<Fraction> Simpler(Fraction f)
    {
        Fraction[] candidates =
        [
            new(0, 1),
            new(BigInteger.Abs(f.P), BigInteger.Abs(f.Q)),
            new(f.P, 1),
            new(f.P / 2, f.Q),
            new(f.P - f.P.Sign, f.Q),
            new(f.P, f.Q / 2),
            new(f.P, f.Q - f.Q.Sign),
        ];
        return candidates.Where(c => !c.Q.IsZero && Weight(c) < Weight(f));
    }

    // Strictly decreasing along every shrink, so shrinking ends.
    private static BigInteger Weight(Fraction f) =>
        (BigInteger.Abs(f.P) * 4) + (BigInteger.Abs(f.Q) * 4) + (f.P.Sign < 0 ? 1 : 0) + (f.Q.Sign < 0 ? 1 : 0);
}
