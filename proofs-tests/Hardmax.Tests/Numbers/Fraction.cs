using System.Numerics;
using Hardmax.Numbers;

namespace Hardmax.Tests.Numbers;

/// <summary>
/// A quotient of two integers that is never reduced, with a denominator of either sign: the second way of computing that
/// <see cref="Rational"/> is held against. It knows no gcd and decides everything by cross-multiplying.
/// </summary>
public readonly record struct Fraction(BigInteger P, BigInteger Q)
{
    /// <summary>The same number as the type under test.</summary>
    public Rational Value => new(P, Q);

    public static Fraction operator +(Fraction a, Fraction b) => new((a.P * b.Q) + (b.P * a.Q), a.Q * b.Q);

    public static Fraction operator -(Fraction a, Fraction b) => new((a.P * b.Q) - (b.P * a.Q), a.Q * b.Q);

    public static Fraction operator *(Fraction a, Fraction b) => new(a.P * b.P, a.Q * b.Q);

    public static Fraction operator /(Fraction a, Fraction b) => new(a.P * b.Q, a.Q * b.P);

    /// <summary>The sign of a - b.</summary>
    public static int Compare(Fraction a, Fraction b) => ((a.P * b.Q) - (b.P * a.Q)).Sign * (a.Q * b.Q).Sign;

    /// <summary>Whether a Rational is this number.</summary>
    public bool Is(Rational value) => value.Numerator * Q == P * value.Denominator;

    public override string ToString() => $"{P}/({Q})";
}

/// <summary>Two fractions that often have something in common: see <see cref="NumberGenerators.Related"/>.</summary>
public sealed record FractionPair(Fraction A, Fraction B);

/// <summary>A plain decimal as it is written in a file.</summary>
public sealed record DecimalText(string Text);
