using Hardmax.Numbers;

namespace Hardmax.Limits.Checking;

/// <summary>
/// How much arithmetic one check may take. The integers of a layer grow with its number, so that a certificate of a few
/// bytes can name a layer that takes days; counting operations instead of seconds makes the answer the same on every
/// machine. A certificate may always take the work of some hundred layers like the first, whatever its size.
/// </summary>
internal sealed class WorkBudget
{
    private const double FreeUnits = 1e10;
    private const double LayersLikeTheFirst = 256;

    private double _left;

    /// <summary>The budget for n tokens of R^d at layer 0.</summary>
    public WorkBudget(Rational[][] tokens) =>
        _left = FreeUnits + (LayersLikeTheFirst * tokens.Length * tokens.Length * tokens[0].Length * UnitsPerOperation(Bits(tokens)));

    /// <summary>The length of the longest numerator or denominator in bits.</summary>
    public static long Bits(Rational[][] rows)
    {
        long longest = 0;
        foreach (Rational[] row in rows)
        {
            foreach (Rational x in row)
            {
                longest = Math.Max(longest, Math.Max(x.Numerator.GetBitLength(), x.Denominator.GetBitLength()));
            }
        }

        return longest;
    }

    /// <summary>Counts operations on rationals of a length, before they are done.</summary>
    /// <exception cref="ClaimRejectedException">They are more than are left.</exception>
    public void Charge(double operations, long bits)
    {
        _left -= operations * UnitsPerOperation(bits);
        ClaimRejectedException.Unless(_left >= 0, "the certificate takes more work to check than the checker allows");
    }

    /// <summary>
    /// A unit is a nanosecond or less: an operation on short rationals takes one or two hundred, and the greatest common
    /// divisors of long ones a time that grows with the square of their length.
    /// </summary>
    private static double UnitsPerOperation(long bits) => 250 + (bits * (double)bits / 2048);
}
