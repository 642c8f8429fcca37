namespace Hardmax.Oracle;

/// <summary>
/// exp by additions and multiplications alone, whose results IEEE 754 fixes: that of the system's library differs from
/// machine to machine in the last bit, and published vectors must not.
/// </summary>
internal static class PortableExp
{
    private const int Terms = 18;

    // ln 2 in two parts: the upper one has 32 bits, so that its multiples by an exponent are exact.
    private const double UpperLn2 = 2977044471.0 / 4294967296.0;
    private const double LowerLn2 = 1.9082149292705877e-10;

    /// <summary>exp(x) to within a few units in the last place, for x of at most 0; 0 where it underflows.</summary>
    public static double Of(double x)
    {
        if (!(x > -744))
        {
            return 0;
        }

        // exp(x) = 2^k exp(r) with |r| at most ln(2) / 2, where the series needs few terms.
        double k = Math.Round(x / (UpperLn2 + LowerLn2));
        double r = x - (k * UpperLn2) - (k * LowerLn2);
        double sum = 1;
        for (int n = Terms; n > 0; n--)
        {
            sum = 1 + (r / n * sum);
        }

        return Math.ScaleB(sum, (int)k);
    }
}
