using System.Runtime.InteropServices;

namespace Hardmax.Dynamics;

/// <summary>
/// Exact division of many 128-bit integers by one positive number, by a product each. With divisor = 2^s o, o odd, and
/// o r = 1 modulo 2^128: a multiple x of it is 2^s o y, and y = (x / 2^s) r modulo 2^128. Among the numbers below 2^128
/// multiplication by r permutes, and the multiples of o are those that go to at most (2^128 - 1) / o.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct NarrowDivisor
{
    private readonly int _shift;
    private readonly UInt128 _inverse;
    private readonly UInt128 _largestQuotient;

    /// <summary>A divisor of at least 1.</summary>
    public NarrowDivisor(UInt128 divisor)
    {
        _shift = (int)UInt128.TrailingZeroCount(divisor);
        UInt128 odd = divisor >> _shift;
        _largestQuotient = UInt128.MaxValue / odd;

        // Newton's iteration doubles the number of right bits; odd is its own inverse modulo 8: 3, 6, .., 192 bits.
        UInt128 inverse = odd;
        for (int bits = 3; bits < 128; bits *= 2)
        {
            inverse = unchecked(inverse * (2 - (odd * inverse)));
        }

        _inverse = inverse;
    }

    /// <summary>Whether x is a multiple of the divisor.</summary>
    public bool Divides(Int128 x)
    {
        var magnitude = (UInt128)Int128.Abs(x);
        bool isShifted = ((magnitude >> _shift) << _shift) == magnitude;
        return isShifted && unchecked((magnitude >> _shift) * _inverse) <= _largestQuotient;
    }

    /// <summary>x divided by the divisor, of which it is a multiple (asserted in Debug).</summary>
    public Int128 Quotient(Int128 x)
    {
        System.Diagnostics.Debug.Assert(Divides(x), "A number that was trusted to be a multiple is none.");
        return unchecked((Int128)((UInt128)(x >> _shift) * _inverse));
    }
}
