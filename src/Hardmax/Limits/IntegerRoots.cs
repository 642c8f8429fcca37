using System.Numerics;

namespace Hardmax.Limits;

/// <summary>An integer root of a polynomial, and how often it is one (at least 1).</summary>
internal readonly record struct IntegerRoot(BigInteger Value, int Multiplicity);

/// <summary>The roots of a monic polynomial all of whose roots are integers.</summary>
internal static class IntegerRoots
{
    /// <summary>
    /// All roots, descending, or null if some root is no integer or none of absolute value within the bound.
    /// </summary>
    /// <remarks>
    /// Newton's method from above, in integers. Suppose all roots are integers, the largest is r, and x &gt; r. Then
    /// p'(x) / p(x) is the sum of 1 / (x - r_i) over the D roots, at least 1 / (x - r) and at most D / (x - r); so p / p'
    /// is at least (x - r) / D, which makes the number of steps O(D log bound) for each root, and at most x - r, an
    /// integer: rounded up it does not pass r either. So x reaches r, which is divided out. Where anything else is met
    /// some root is no integer. Whatever is returned has been divided out exactly.
    /// </remarks>
    public static IReadOnlyList<IntegerRoot>? All(IntegerPolynomial monic, BigInteger bound)
    {
        var roots = new List<IntegerRoot>();
        IntegerPolynomial rest = monic;
        BigInteger x = bound;
        while (rest.Degree > 0)
        {
            if (x < -bound)
            {
                return null;
            }

            (BigInteger value, BigInteger slope) = rest.At(x);
            if (value.IsZero)
            {
                (rest, int multiplicity) = Without(rest, x);
                roots.Add(new IntegerRoot(x, multiplicity));
            }
            else if (value.Sign < 0 || slope.Sign <= 0)
            {
                return null;
            }
            else
            {
                x -= (value + slope - BigInteger.One) / slope;
            }
        }

        return roots;
    }

    /// <summary>The polynomial with all factors x - root divided out, and how many there were.</summary>
    public static (IntegerPolynomial Quotient, int Multiplicity) Without(IntegerPolynomial polynomial, BigInteger root)
    {
        int multiplicity = 0;
        while (polynomial.At(root).Value.IsZero)
        {
            polynomial = polynomial.WithoutRoot(root);
            multiplicity++;
        }

        return (polynomial, multiplicity);
    }
}
