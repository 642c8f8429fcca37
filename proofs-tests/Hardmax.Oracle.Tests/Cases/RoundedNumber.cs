using System.Numerics;
using Hardmax.Numbers;

namespace Hardmax.Oracle.Tests;

/// <summary>The format of a <see cref="RoundedNumber{TFormat}"/>.</summary>
internal interface IRounding
{
    static abstract BinaryFormat Format { get; }
}

/// <summary>bfloat16.</summary>
internal readonly struct BFloat16Rounding : IRounding
{
    public static BinaryFormat Format => BinaryFormat.BFloat16;
}

/// <summary>A number of a format by exact operations that are rounded one by one; an overflow is an exception.</summary>
internal readonly record struct RoundedNumber<TFormat>(Rational Value) :
    IAdditionOperators<RoundedNumber<TFormat>, RoundedNumber<TFormat>, RoundedNumber<TFormat>>,
    ISubtractionOperators<RoundedNumber<TFormat>, RoundedNumber<TFormat>, RoundedNumber<TFormat>>,
    IMultiplyOperators<RoundedNumber<TFormat>, RoundedNumber<TFormat>, RoundedNumber<TFormat>>,
    IDivisionOperators<RoundedNumber<TFormat>, RoundedNumber<TFormat>, RoundedNumber<TFormat>>,
    IUnaryNegationOperators<RoundedNumber<TFormat>, RoundedNumber<TFormat>>,
    IComparisonOperators<RoundedNumber<TFormat>, RoundedNumber<TFormat>, bool>,
    IAdditiveIdentity<RoundedNumber<TFormat>, RoundedNumber<TFormat>>,
    IMultiplicativeIdentity<RoundedNumber<TFormat>, RoundedNumber<TFormat>>
    where TFormat : IRounding
{
    public static RoundedNumber<TFormat> AdditiveIdentity => default;

    public static RoundedNumber<TFormat> MultiplicativeIdentity => new(Rational.One);

    public static RoundedNumber<TFormat> operator +(RoundedNumber<TFormat> left, RoundedNumber<TFormat> right) => Of(left.Value + right.Value);

    public static RoundedNumber<TFormat> operator -(RoundedNumber<TFormat> left, RoundedNumber<TFormat> right) => Of(left.Value - right.Value);

    public static RoundedNumber<TFormat> operator *(RoundedNumber<TFormat> left, RoundedNumber<TFormat> right) => Of(left.Value * right.Value);

    public static RoundedNumber<TFormat> operator /(RoundedNumber<TFormat> left, RoundedNumber<TFormat> right) => Of(left.Value / right.Value);

    public static RoundedNumber<TFormat> operator -(RoundedNumber<TFormat> value) => new(-value.Value);

    public static bool operator <(RoundedNumber<TFormat> left, RoundedNumber<TFormat> right) => left.Value < right.Value;

    public static bool operator >(RoundedNumber<TFormat> left, RoundedNumber<TFormat> right) => left.Value > right.Value;

    public static bool operator <=(RoundedNumber<TFormat> left, RoundedNumber<TFormat> right) => left.Value <= right.Value;

    public static bool operator >=(RoundedNumber<TFormat> left, RoundedNumber<TFormat> right) => left.Value >= right.Value;

    public static RoundedNumber<TFormat> Of(Rational value) =>
        TFormat.Format.TryRound(value, out Rational rounded) ? new(rounded) : throw new OverflowException($"{value} in {TFormat.Format.Name}");
}
