using System.Numerics;

namespace Hardmax.Dynamics.Trees;

/// <summary>
/// Brings numbers to at most 1 by a power of 2, which is exact but for what falls below 2^-1074: so bounds of errors are
/// relative to 1, and neither squares nor sums of them overflow.
/// </summary>
internal static class TreeScale
{
    /// <summary>The least e with all magnitudes below 2^e; for zeros alone, too small for any use.</summary>
    public static int Exponent<T>(ReadOnlySpan<T> numbers)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T largest = T.Zero;
        foreach (T number in numbers)
        {
            largest = T.Max(largest, T.Abs(number));
        }

        return T.IsZero(largest) ? -100_000 : Math.ILogB(double.CreateChecked(largest)) + 1;
    }

    /// <summary>The numbers times 2^-e; returns the sum of their magnitudes.</summary>
    public static double Scale<T>(ReadOnlySpan<T> numbers, int exponent, Span<double> scaled)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        double size = 0;
        bool isNormal = exponent is > -1000 and < 1000;
        double unit = Math.ScaleB(1, -exponent);
        for (int i = 0; i < scaled.Length; i++)
        {
            double number = double.CreateChecked(numbers[i]);
            scaled[i] = isNormal ? number * unit : Math.ScaleB(number, -exponent);
            size += Math.Abs(scaled[i]);
        }

        return size;
    }
}
