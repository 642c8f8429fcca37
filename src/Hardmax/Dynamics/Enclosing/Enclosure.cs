using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hardmax.Numbers;

namespace Hardmax.Dynamics.Enclosing;

/// <summary>A coordinate of several points at once: high + low, and a bound of the error in each lane.</summary>
/// <param name="High">The sum of both, rounded.</param>
/// <param name="Low">The rest.</param>
/// <param name="Error">A bound of what is missing.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Enclosure(Vector<double> High, Vector<double> Low, Vector<double> Error)
{
    private const double LeastPart = 3.054936363499605e-151; // 2^-500
    private const double LeastError = 2.913414348125081e-157; // 2^-520

    // The sums of at most a dozen errors are themselves rounded.
    private const double Up = 1 + (64 * 1.1102230246251565e-16);

    /// <summary>z + gamma (m - z).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Enclosure Move(Enclosure z, Enclosure m, EnclosedNumber gamma)
    {
        (Vector<double> gammaHigh, Vector<double> gammaLow, Vector<double> gammaError) = (new(gamma.High), new(gamma.Low), new(gamma.Error));
        (Vector<double> High, Vector<double> Low, Vector<double> Lost) way = Sum(m.High, m.Low, -z.High, -z.Low);

        // gamma * way: the product of the low parts is lost, all else goes in with its rounding error.
        Vector<double> product = gammaHigh * way.High;
        Vector<double> productRest = Vector.FusedMultiplyAdd(gammaHigh, way.High, -product);
        Vector<double> cross = gammaHigh * way.Low;
        Vector<double> crossRest = Vector.FusedMultiplyAdd(gammaHigh, way.Low, -cross);
        Vector<double> other = gammaLow * way.High;
        Vector<double> otherRest = Vector.FusedMultiplyAdd(gammaLow, way.High, -other);
        (Vector<double> sum, Vector<double> sumRest) = TwoSum(cross, other);
        (Vector<double> rest, Vector<double> restRest) = TwoSum(sum, productRest);
        Vector<double> lost = Vector.Abs(crossRest) + Vector.Abs(otherRest) + Vector.Abs(sumRest) + Vector.Abs(restRest)
            + Vector.Abs(gammaLow * way.Low) + (gammaError * (Vector.Abs(way.High) + Vector.Abs(way.Low)));

        (Vector<double> High, Vector<double> Low, Vector<double> Lost) moved = Sum(z.High, z.Low, product, rest);

        // The true way differs from the computed one by its lost part and the errors of m and z; z' = (1 - gamma) z + gamma m.
        // 1 - gamma is rounded: below 1 + u of itself or, near gamma = 1, off by u; so u of z's error is added.
        Vector<double> error = ((Vector<double>.One - gammaHigh + new Vector<double>(2.3e-16)) * z.Error) + (gammaHigh * (m.Error + way.Lost)) + lost + moved.Lost;
        return WithinRange(moved.High, moved.Low, error * new Vector<double>(Up));
    }

    /// <summary>
    /// Parts below 2^-500 are given to the error, and an error that is not 0 stays above 2^-520. So nothing that is multiplied later can
    /// underflow, and an error cannot shrink to a 0 that would say that nothing is missing.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Enclosure WithinRange(Vector<double> high, Vector<double> low, Vector<double> error)
    {
        var least = new Vector<double>(LeastPart);
        Vector<double> lowTooSmall = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(low), least), low, Vector<double>.Zero);
        Vector<double> highTooSmall = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(high), least), high, Vector<double>.Zero);
        error += Vector.Abs(lowTooSmall) + Vector.Abs(highTooSmall);
        Vector<double> floor = Vector.ConditionalSelect(Vector.GreaterThan(error, Vector<double>.Zero), new Vector<double>(LeastError), Vector<double>.Zero);
        return new Enclosure(high - highTooSmall, low - lowTooSmall, Vector.Max(error, floor));
    }

    /// <summary>sum + count x, for a count below 2^31.</summary>
    public static Enclosure AddMultiple(Enclosure sum, Enclosure x, Vector<double> count)
    {
        Vector<double> high = count * x.High, low = count * x.Low;
        Vector<double> highRest = Vector.FusedMultiplyAdd(count, x.High, -high);
        Vector<double> lowRest = Vector.FusedMultiplyAdd(count, x.Low, -low);
        (Vector<double> High, Vector<double> Low, Vector<double> Lost) first = Sum(sum.High, sum.Low, high, highRest);
        (Vector<double> High, Vector<double> Low, Vector<double> Lost) second = Sum(first.High, first.Low, low, lowRest);
        return new Enclosure(second.High, second.Low, (sum.Error + (count * x.Error) + first.Lost + second.Lost) * new Vector<double>(Up));
    }

    /// <summary>x + y with rounding error: both exactly (Knuth).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<double> Sum, Vector<double> Lost) TwoSum(Vector<double> x, Vector<double> y)
    {
        Vector<double> sum = x + y;
        Vector<double> part = sum - x;
        return (sum, (x - (sum - part)) + (y - part));
    }

    /// <summary>(xHigh + xLow) + (yHigh + yLow) as high + low, and a bound of what is lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<double> High, Vector<double> Low, Vector<double> Lost) Sum(Vector<double> xHigh, Vector<double> xLow, Vector<double> yHigh, Vector<double> yLow)
    {
        (Vector<double> high, Vector<double> highRest) = TwoSum(xHigh, yHigh);
        (Vector<double> low, Vector<double> lowRest) = TwoSum(xLow, yLow);
        (Vector<double> middle, Vector<double> middleRest) = TwoSum(highRest, low);
        (Vector<double> sum, Vector<double> rest) = TwoSum(high, middle);

        // high + middle = sum + rest; middleRest and lowRest are far below rest, and go with it where they fit.
        (Vector<double> tail, Vector<double> tailRest) = TwoSum(middleRest, lowRest);
        (Vector<double> all, Vector<double> allRest) = TwoSum(rest, tail);
        (Vector<double> first, Vector<double> second) = TwoSum(sum, all);
        return (first, second, Vector.Abs(tailRest) + Vector.Abs(allRest));
    }
}

/// <summary>A positive number as high + low within an error; exact where the error is 0.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct EnclosedNumber
{
    /// <summary>Encloses a rational between 2^-100 and 1.</summary>
    public EnclosedNumber(Rational number)
    {
        High = number.ToDouble();
        Rational rest = number - Rational.FromDouble(High);
        Low = rest.ToDouble();
        Error = rest == Rational.FromDouble(Low) ? 0 : Math.Abs(Low) * Math.ScaleB(1, -52);
    }

    /// <summary>Rounded to binary64.</summary>
    public double High { get; }

    /// <summary>The rest, rounded.</summary>
    public double Low { get; }

    /// <summary>A bound of what is missing.</summary>
    public double Error { get; }
}
