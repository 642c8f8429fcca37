using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// Accepts an update by binary64 where it is plainly within <see cref="UpdateBound"/>, which is compared exactly
/// otherwise. Nothing is ever refused here. Proof in docs/oracle.md, "The quick acceptance".
/// </summary>
internal static class QuickBound
{
    // All sums and products below lose less than a part in 2^40 together, for sets of up to 2^10 tokens.
    private const double Slack = 1e-9;
    private const double HalfUlp = 1.0 / (1L << 53);
    private const int LargestSet = 1024;
    private const double Smallest = 1e-250;
    private const double Largest = 1e250;

    /// <summary>Whether |got - exact| is certainly within the bound.</summary>
    public static bool Allows(RecordedState state, FormatBounds format, int token, ReadOnlySpan<int> set, int coordinate, Rational got, Rational exact)
    {
        if (set.Length > LargestSet || format.Roundoff * (set.Length + UpdateBound.RoundingsBesidesTheSum) > 0.5)
        {
            return false;
        }

        double mean = 0;
        foreach (int j in set)
        {
            mean += state.Magnitudes[(j * state.Dimension) + coordinate];
        }

        mean /= set.Length;
        double before = state.Magnitudes[(token * state.Dimension) + coordinate];
        double alpha = state.AlphaAsDouble;
        double sum = before + mean;

        // Less than gamma_(s+8) M, without the terms for underflow and for an alpha that has to be rounded.
        double allowed = (1 - Slack) * format.Roundoff * (set.Length + UpdateBound.RoundingsBesidesTheSum) * (before + (alpha / (1 + alpha) * sum));
        bool isBounded = allowed > Smallest && (1 + alpha) * set.Length * sum < Math.Min(Largest, format.LargestAsDouble / 4);
        (double x, double e) = (got.ToDouble(), exact.ToDouble());
        double error = (Math.Abs(x - e) + (HalfUlp * (Math.Abs(x) + Math.Abs(e)))) * (1 + Slack);
        return isBounded && error <= allowed;
    }
}
