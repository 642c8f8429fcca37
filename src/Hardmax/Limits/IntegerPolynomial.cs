using System.Numerics;

namespace Hardmax.Limits;

/// <summary>
/// A polynomial with integer coefficients, not 0: a_0 + a_1 x + .. + a_D x^D with a_D other than 0. Immutable.
/// </summary>
internal sealed class IntegerPolynomial
{
    private readonly BigInteger[] _coefficients;

    /// <summary>The polynomial with coefficients a_0 .. a_D, given away by the caller.</summary>
    public IntegerPolynomial(BigInteger[] coefficients)
    {
        System.Diagnostics.Debug.Assert(coefficients.Length > 0 && !coefficients[^1].IsZero, "The leading coefficient is not 0.");
        _coefficients = coefficients;
    }

    /// <summary>D.</summary>
    public int Degree => _coefficients.Length - 1;

    /// <summary>a_power, for power in 0 .. D.</summary>
    public BigInteger this[int power] => _coefficients[power];

    /// <summary>The value and the slope at a point, by Horner's scheme.</summary>
    public (BigInteger Value, BigInteger Slope) At(BigInteger x)
    {
        (BigInteger value, BigInteger slope) = (_coefficients[^1], BigInteger.Zero);
        for (int power = Degree - 1; power >= 0; power--)
        {
            slope = (slope * x) + value;
            value = (value * x) + _coefficients[power];
        }

        return (value, slope);
    }

    /// <summary>The quotient by x - root, for a root of this polynomial of degree at least 1.</summary>
    public IntegerPolynomial WithoutRoot(BigInteger root)
    {
        var quotient = new BigInteger[Degree];
        BigInteger carry = BigInteger.Zero;
        for (int power = Degree; power > 0; power--)
        {
            carry = (carry * root) + _coefficients[power];
            quotient[power - 1] = carry;
        }

        System.Diagnostics.Debug.Assert(((carry * root) + _coefficients[0]).IsZero, "What was trusted to be a root is none.");
        return new IntegerPolynomial(quotient);
    }

    /// <summary>The coefficients of p(origin + y) as a polynomial in y: D + 1 numbers, by repeated division by y.</summary>
    public BigInteger[] TaylorAt(BigInteger origin)
    {
        var taylor = (BigInteger[])_coefficients.Clone();
        for (int low = 0; low < Degree; low++)
        {
            for (int power = Degree - 1; power >= low; power--)
            {
                taylor[power] += origin * taylor[power + 1];
            }
        }

        return taylor;
    }
}
