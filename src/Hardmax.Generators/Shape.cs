namespace Hardmax.Generators;

/// <summary>The shape of the numbers that a generator draws. Every value of every shape is an exact rational.</summary>
public enum Shape
{
    /// <summary>The number 0.</summary>
    Zero,

    /// <summary>Integers from -9 to 9, most of them from -2 to 2: exact ties live among them.</summary>
    SmallInteger,

    /// <summary>p/q with p from -9 to 9 and q from 2 to 9.</summary>
    SmallFraction,

    /// <summary>Mostly <see cref="SmallInteger"/>, sometimes <see cref="SmallFraction"/>: entries that a person can follow.</summary>
    Small,

    /// <summary>p/2^k with |p| at most 99 and k at most 10: every product of a few of them is a binary64.</summary>
    Dyadic,

    /// <summary>Fractions whose denominators have hundreds of bits; magnitudes from about 2^-8 to 2^8.</summary>
    LargeFraction,

    /// <summary>Values of ordinary doubles: random significands, and the nearest doubles of short decimals such as 0.1.</summary>
    Double,

    /// <summary>Values of doubles far from 1: subnormal, huge (up to 2^1001), and powers of two.</summary>
    ExtremeDouble,

    /// <summary>Values of doubles at most a few units in the last place from one of a few doubles, so that two are often neighbours.</summary>
    NeighbouringDouble,

    /// <summary>Any of the others, by weights.</summary>
    Mixed,
}
