using System.Numerics;
using Hardmax.Numbers;

namespace Hardmax.Model;

/// <summary>Vectors of R^d as arrays: the few operations that geometry and certificates need.</summary>
public static class Vectors
{
    /// <summary>Equality of vectors by their coordinates.</summary>
    public static IEqualityComparer<Rational[]> Comparer { get; } = new CoordinateComparer();

    /// <summary>The Euclidean inner product of two vectors of the same dimension.</summary>
    /// <typeparam name="T">The type of the coordinates; the products are added in their order.</typeparam>
    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : IAdditionOperators<T, T, T>, IAdditiveIdentity<T, T>, IMultiplyOperators<T, T, T>
    {
        T sum = T.AdditiveIdentity;
        for (int c = 0; c < x.Length; c++)
        {
            sum += x[c] * y[c];
        }

        return sum;
    }

    /// <summary>|x|_1, the sum of the absolute values.</summary>
    public static Rational OneNorm(ReadOnlySpan<Rational> x)
    {
        Rational sum = Rational.Zero;
        foreach (Rational coordinate in x)
        {
            sum += Rational.Abs(coordinate);
        }

        return sum;
    }

    /// <summary>x - y.</summary>
    public static Rational[] Subtract(ReadOnlySpan<Rational> x, ReadOnlySpan<Rational> y)
    {
        var difference = new Rational[x.Length];
        for (int c = 0; c < x.Length; c++)
        {
            difference[c] = x[c] - y[c];
        }

        return difference;
    }

    /// <summary>x + factor * y.</summary>
    public static Rational[] AddScaled(ReadOnlySpan<Rational> x, Rational factor, ReadOnlySpan<Rational> y)
    {
        var sum = new Rational[x.Length];
        for (int c = 0; c < x.Length; c++)
        {
            sum[c] = x[c] + (factor * y[c]);
        }

        return sum;
    }

    /// <summary>Whether every coordinate is 0.</summary>
    public static bool IsZero(ReadOnlySpan<Rational> x)
    {
        foreach (Rational coordinate in x)
        {
            if (!coordinate.IsZero)
            {
                return false;
            }
        }

        return true;
    }

    private sealed class CoordinateComparer : IEqualityComparer<Rational[]>
    {
        public bool Equals(Rational[]? x, Rational[]? y) =>
            x is null ? y is null : y is not null && x.AsSpan().SequenceEqual(y);

        public int GetHashCode(Rational[] obj)
        {
            var hash = default(HashCode);
            foreach (Rational coordinate in obj)
            {
                hash.Add(coordinate);
            }

            return hash.ToHashCode();
        }
    }
}
