using System.Numerics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Tests.Geometry;

/// <summary>
/// Random exact inputs of one seed, in one of several shapes: small integers (ties, duplicates and degenerate sets
/// occur by themselves), dyadics, large denominators.
/// </summary>
internal sealed class GeometryInputs(int seed)
{
    private readonly Random _random = new(seed);
    private readonly int _shape = seed % 4;

    public int Below(int bound) => _random.Next(bound);

    public Rational Number() => _shape switch
    {
        0 => _random.Next(-1, 2),
        1 => _random.Next(-4, 5),
        2 => new Rational(_random.Next(-9, 10), BigInteger.One << _random.Next(5)),
        _ => _random.Next(3) == 0
            ? _random.Next(-1, 2)
            : new Rational(_random.NextInt64(-1L << 50, 1L << 50), _random.NextInt64(1, 1L << 50)),
    };

    public Rational[] Vector(int dimension) => [.. Enumerable.Range(0, dimension).Select(_ => Number())];

    /// <summary>Points among which some are copies, midpoints or on a line through two others.</summary>
    public Rational[][] Points(int count, int dimension)
    {
        var points = new List<Rational[]>();
        while (points.Count < count)
        {
            Rational[] p = points.Count == 0 ? Vector(dimension) : points[Below(points.Count)];
            Rational[] q = points.Count == 0 ? p : points[Below(points.Count)];
            points.Add(Below(6) switch
            {
                0 => [.. p],
                1 => Vectors.AddScaled(p, Rational.One / 2, Vectors.Subtract(q, p)),
                2 => Vectors.AddScaled(p, Below(5) - 2, Vectors.Subtract(q, p)),
                _ => Vector(dimension),
            });
        }

        return [.. points];
    }

    public AttentionMatrix Matrix(int dimension)
    {
        var entries = new Rational[dimension, dimension];
        for (int i = 0; i < dimension * dimension; i++)
        {
            entries[i / dimension, i % dimension] = Number();
        }

        return new AttentionMatrix(entries);
    }

    /// <summary>sign * B^T B plus a multiple of the identity, with a B of any rank.</summary>
    public AttentionMatrix Gram(int dimension, int sign, Rational shift)
    {
        Rational[][] columns = Points(dimension, 1 + Below(dimension));
        var entries = new Rational[dimension, dimension];
        for (int row = 0; row < dimension; row++)
        {
            for (int column = 0; column < dimension; column++)
            {
                entries[row, column] = sign * (Vectors.Dot(columns[row], columns[column]) + (row == column ? shift : 0));
            }
        }

        return new AttentionMatrix(entries);
    }
}
