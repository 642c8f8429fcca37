using System.Numerics;

namespace Hardmax.Oracle;

/// <summary>An inner product by some order of operations.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal delegate T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y);

/// <summary>Inner products as programs compute them: all of them right, and no two with the same rounding.</summary>
internal static class Summation
{
    private const int Lanes = 8;

    /// <summary>One product after the other, ascending.</summary>
    public static T Sequential<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int c = 0; c < x.Length; c++)
        {
            sum += x[c] * y[c];
        }

        return sum;
    }

    /// <summary>One product after the other, descending.</summary>
    public static T Descending<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int c = x.Length - 1; c >= 0; c--)
        {
            sum += x[c] * y[c];
        }

        return sum;
    }

    /// <summary>A chain of fused multiply-adds.</summary>
    public static T Fused<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int c = 0; c < x.Length; c++)
        {
            sum = T.FusedMultiplyAdd(x[c], y[c], sum);
        }

        return sum;
    }

    /// <summary>Halves, and halves of halves: as NumPy adds long arrays.</summary>
    public static T Pairwise<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        if (x.Length <= 1)
        {
            return x.Length == 1 ? x[0] * y[0] : T.Zero;
        }

        int half = x.Length / 2;
        return Pairwise(x[..half], y[..half]) + Pairwise(x[half..], y[half..]);
    }

    /// <summary>Eight sums side by side, added up at the end: as vector units do it.</summary>
    public static T Blocked<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var lanes = new T[Lanes];
        for (int c = 0; c < x.Length; c++)
        {
            lanes[c % Lanes] += x[c] * y[c];
        }

        for (int width = Lanes / 2; width > 0; width /= 2)
        {
            for (int lane = 0; lane < width; lane++)
            {
                lanes[lane] += lanes[lane + width];
            }
        }

        return lanes[0];
    }

    /// <summary>The errors of products and sums are carried along and added at the end. Source: Ogita, Rump, Oishi 2005, Dot2.</summary>
    public static T Compensated<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        T rest = T.Zero;
        for (int c = 0; c < x.Length; c++)
        {
            T product = x[c] * y[c];
            T next = sum + product;
            T virtualSum = next - product;
            rest += T.FusedMultiplyAdd(x[c], y[c], -product) + (sum - virtualSum + (product - (next - virtualSum)));
            sum = next;
        }

        return sum + rest;
    }
}
