using System.Globalization;

namespace Hardmax.Benchmarks.Text;

/// <summary>Figures as the tables print them: three digits, which is more than the noise of a good machine.</summary>
internal static class Figures
{
    /// <summary>A time in the unit that fits.</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        < 1e-3 => Digits(seconds * 1e6) + " µs",
        < 1 => Digits(seconds * 1e3) + " ms",
        _ => Digits(seconds) + " s",
    };

    /// <summary>A rate of multiplications in thousands of millions a second.</summary>
    public static string Rate(double perSecond) => Digits(perSecond / 1e9) + " G/s";

    /// <summary>An amount of memory in millions of bytes.</summary>
    public static string Megabytes(long bytes) => Digits(bytes / 1e6) + " MB";

    /// <summary>A count, its thousands divided.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A ratio.</summary>
    public static string Ratio(double ratio) => Digits(ratio);

    private static string Digits(double value)
    {
        int decimals = Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Max(value, 1e-9))), 0, 3);
        return value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
