using System.Numerics;

namespace Hardmax.Limits;

/// <summary>
/// The monic integer polynomial q of smallest degree with q(N) Z = 0, for N the integer matrix of a
/// <see cref="ScaledMap"/> and Z the places of its points: the recurrence that the places obey for ever under the map.
/// </summary>
/// <remarks>
/// q divides the characteristic polynomial of N, so it is monic with integer coefficients (Gauss's lemma), its roots are
/// at most c in absolute value, and its coefficients at most (1 + c)^m. It is found by linear algebra modulo a prime more
/// than twice as large, for one combination of the coordinates, which keeps all numbers of one size however late the
/// layer is; then q(N) Z = 0 is verified in integers. An unlucky prime or combination costs an answer, never its truth.
/// </remarks>
internal static class MinimalPolynomial
{
    // Exponents of Mersenne primes (OEIS A000043), a few of them.
    private static readonly int[] PrimeExponents = [127, 521, 1279, 3217, 9689];

    /// <summary>q, or null where it was not found.</summary>
    /// <param name="map">N.</param>
    /// <param name="places">Z: m rows of d integers, row after row.</param>
    public static IntegerPolynomial? Of(ScaledMap map, BigInteger[] places)
    {
        long bits = 2 + (map.PointCount * (1 + map.Scale).GetBitLength());
        int exponent = Array.Find(PrimeExponents, candidate => candidate >= bits);
        if (exponent == 0)
        {
            return null;
        }

        IntegerPolynomial candidate = Relation(map, places, (BigInteger.One << exponent) - 1);
        return Annihilates(candidate, map, places) ? candidate : null;
    }

    /// <summary>Whether q(N) Z = 0, exactly.</summary>
    public static bool Annihilates(IntegerPolynomial polynomial, ScaledMap map, BigInteger[] places)
    {
        var sum = new BigInteger[places.Length];
        for (int power = polynomial.Degree; power >= 0; power--)
        {
            sum = map.Apply(sum);
            for (int at = 0; at < sum.Length; at++)
            {
                sum[at] += polynomial[power] * places[at];
            }
        }

        return Array.TrueForAll(sum, x => x.IsZero);
    }

    /// <summary>The first power of N whose image of a combination of the coordinates depends on the lower powers.</summary>
    private static IntegerPolynomial Relation(ScaledMap map, BigInteger[] places, BigInteger prime)
    {
        var echelon = new List<(int Pivot, BigInteger[] Row)>();
        BigInteger[] image = Combine(places, map.PointCount, prime);
        while (true)
        {
            // A row is the vector, then how it is combined from the powers 0 .. m of N.
            var row = new BigInteger[(2 * map.PointCount) + 1];
            image.CopyTo(row, 0);
            row[map.PointCount + echelon.Count] = BigInteger.One;
            foreach ((int pivot, BigInteger[] above) in echelon)
            {
                Eliminate(row, above, pivot, prime);
            }

            int found = Array.FindIndex(row, 0, map.PointCount, x => !x.IsZero);
            if (found < 0)
            {
                return Monic(row.AsSpan(map.PointCount, echelon.Count + 1), prime);
            }

            echelon.Add((found, row));
            image = Array.ConvertAll(map.Apply(image), x => Residue(x, prime));
        }
    }

    private static BigInteger[] Combine(BigInteger[] places, int points, BigInteger prime)
    {
        int dimension = places.Length / points;
        var combined = new BigInteger[points];
        for (int point = 0; point < points; point++)
        {
            // Horner's scheme at a number with no relation to the problem.
            for (int c = 0; c < dimension; c++)
            {
                combined[point] = Residue((combined[point] * 2_718_281_829) + places[(point * dimension) + c], prime);
            }
        }

        return combined;
    }

    /// <summary>Crosswise, so that no inverse is needed: row * pivot - row[pivot] * above.</summary>
    private static void Eliminate(BigInteger[] row, BigInteger[] above, int pivot, BigInteger prime)
    {
        (BigInteger keep, BigInteger take) = (above[pivot], row[pivot]);
        for (int at = 0; at < row.Length && !take.IsZero; at++)
        {
            row[at] = Residue((row[at] * keep) - (take * above[at]), prime);
        }
    }

    private static IntegerPolynomial Monic(ReadOnlySpan<BigInteger> relation, BigInteger prime)
    {
        BigInteger inverse = BigInteger.ModPow(relation[^1], prime - 2, prime);
        var coefficients = new BigInteger[relation.Length];
        for (int power = 0; power < coefficients.Length; power++)
        {
            BigInteger residue = Residue(relation[power] * inverse, prime);
            coefficients[power] = residue > prime / 2 ? residue - prime : residue;
        }

        return new IntegerPolynomial(coefficients);
    }

    private static BigInteger Residue(BigInteger x, BigInteger prime)
    {
        BigInteger remainder = x % prime;
        return remainder.Sign < 0 ? remainder + prime : remainder;
    }
}
