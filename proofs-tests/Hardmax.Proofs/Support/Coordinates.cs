using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Proofs.Support;

/// <summary>An invertible rational matrix M with its inverse: new coordinates y = M z of R^d.</summary>
internal sealed class Coordinates
{
    private readonly Rational[][] _rows;
    private readonly Rational[][] _inverse;

    private Coordinates(Rational[][] rows, Rational[][] inverse)
    {
        _rows = rows;
        _inverse = inverse;
    }

    /// <summary>Coordinates that the seed decides: small fractions, with no structure.</summary>
    public static Coordinates Of(int seed, int dimension)
    {
        var random = new Random(seed);
        Rational[][] rows = [.. Enumerable.Range(0, dimension)
            .Select(_ => Enumerable.Range(0, dimension).Select(_ => new Rational(random.Next(-3, 4), random.Next(1, 4))).ToArray())];

        // M + s I is singular for at most d values of s.
        return Enumerable.Range(0, dimension + 1)
            .Select(shift => rows.Select((row, r) => row.Select((x, c) => r == c ? x + shift : x).ToArray()).ToArray())
            .Select(candidate => Inverse(candidate) is { } inverse ? new Coordinates(candidate, inverse) : null)
            .First(candidate => candidate is not null)!;
    }

    /// <summary>M z.</summary>
    public Rational[] Apply(ReadOnlySpan<Rational> z)
    {
        Rational[] copy = z.ToArray();
        return Array.ConvertAll(_rows, row => Vectors.Dot(row, copy));
    }

    /// <summary>M^-T A M^-1, whose scores of new coordinates are the scores of A of the old ones.</summary>
    public AttentionMatrix Apply(AttentionMatrix matrix)
    {
        int d = _rows.Length;
        Rational[][] columns = [.. Enumerable.Range(0, d).Select(c => Array.ConvertAll(_inverse, row => row[c]))];
        var entries = new Rational[d, d];
        for (int r = 0; r < d; r++)
        {
            for (int c = 0; c < d; c++)
            {
                entries[r, c] = matrix.Form(columns[c], columns[r]);
            }
        }

        return new AttentionMatrix(entries);
    }

    // Gauss-Jordan on [M | I]; null for a singular matrix.
    private static Rational[][]? Inverse(Rational[][] matrix)
    {
        int d = matrix.Length;
        Rational[][] rows = [.. matrix.Select((row, r) => row.Concat(Enumerable.Range(0, d).Select(c => r == c ? Rational.One : Rational.Zero)).ToArray())];
        for (int column = 0; column < d; column++)
        {
            int at = Array.FindIndex(rows, column, row => !row[column].IsZero);
            if (at < 0)
            {
                return null;
            }

            (rows[column], rows[at]) = (rows[at], rows[column]);
            rows[column] = rows[column].Times(rows[column][column].Reciprocal());
            for (int r = 0; r < d; r++)
            {
                rows[r] = r == column ? rows[r] : Vectors.AddScaled(rows[r], -rows[r][column], rows[column]);
            }
        }

        return Array.ConvertAll(rows, row => row[d..]);
    }
}
