using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// How far a computed update can lie from the exact one for a set of s tokens, coordinate by coordinate, whichever of the
/// usual forms of z + gamma (mean - z) is computed. Proof in docs/oracle.md, "The bound of an update".
/// </summary>
internal static class UpdateBound
{
    // The longest of the forms: s + 6 roundings on the way of a token of the sum (see docs/oracle.md); two are spare.
    internal const int RoundingsBesidesTheSum = 8;

    /// <summary>The bound for one coordinate; null where the arithmetic bounds nothing.</summary>
    /// <param name="format">The format of the update.</param>
    /// <param name="alpha">The step parameter.</param>
    /// <param name="before">|z|: where the token was, by absolute value.</param>
    /// <param name="mean">The mean of |z_j| over the set.</param>
    /// <param name="setSize">s.</param>
    public static Rational? Of(BinaryFormat format, Rational alpha, Rational before, Rational mean, int setSize) =>
        Of(new FormatBounds(format), alpha, before, mean, setSize);

    internal static Rational? Of(FormatBounds bounds, Rational alpha, Rational before, Rational mean, int setSize)
    {
        long roundings = (long)setSize + RoundingsBesidesTheSum;
        if (bounds.Gamma(roundings) is not { } relative || !bounds.Format.TryRound(alpha, out Rational rounded) || rounded.IsZero)
        {
            return null;
        }

        Rational gamma = alpha / (1 + alpha);
        Rational sum = before + mean;

        // The largest number on the way: the sum over the set, or that times alpha, or z + alpha m before it is divided.
        if ((1 + alpha) * setSize * sum * (1 + relative) > bounds.Largest)
        {
            return null;
        }

        Rational widened = rounded == alpha ? Rational.Zero : Rational.Abs((rounded / (1 + rounded)) - gamma) * sum;
        Rational rounding = relative * (before + (gamma * sum));
        Rational underflow = new Rational(roundings) * bounds.UnderflowUnit * (1 + sum) * (1 + alpha);
        return rounding + ((1 + relative) * (widened + underflow));
    }
}
