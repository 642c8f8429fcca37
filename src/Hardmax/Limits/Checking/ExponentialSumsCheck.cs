using System.Collections.Immutable;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Limits.Checking;

/// <summary>
/// Checks the proof by exponential sums. From the settled layer on, let the sets of one period repeat for ever as a
/// pattern. Under the pattern the tokens are sums of powers of the rates (<see cref="SpectralSplit"/>), so every score
/// gap h(m) = &lt;A z_i, z_f - z_j&gt;, f being in C_i, is an exponential sum too. If h vanishes at all m for the j in C_i
/// and is positive at all m for the others, then the tokens would choose the sets of the pattern at every layer: by
/// induction over the layers the pattern is what happens. Source: docs/theory.md, "A certificate for the limit".
/// </summary>
internal static class ExponentialSumsCheck
{
    /// <summary>
    /// The number of periods that are looked at one by one before the general bound must apply. Rates so close to 1
    /// that the bound needs more are not checked, and the certificate is rejected for that reason.
    /// </summary>
    public const int MaxPeriods = 256;

    /// <summary>Rejects unless the pattern is proved to last for ever.</summary>
    /// <param name="witness">The settled layer, the period and the rates.</param>
    /// <param name="run">Whose sets were found to repeat up to the end of the first such period.</param>
    public static void Check(LimitWitness witness, CheckedRun run)
    {
        CheckRates(witness.Rates, run.Count);
        int[][][] sets = [.. Enumerable.Range(witness.SettledLayer, witness.Period).Select(run.Sets)];
        CheckPattern(run, new PeriodPattern(run, run.Tokens(witness.SettledLayer), sets), witness.Rates);
    }

    /// <summary>Rejects unless the tokens of a pattern would choose its sets at every layer.</summary>
    public static void CheckPattern(CheckedRun run, PeriodPattern pattern, ImmutableArray<RateMultiplicity> rates)
    {
        ImmutableArray<SpectralPart> parts = SpectralSplit.Of(pattern, rates);

        // Tokens at one place have equal sets in every phase and stay together: one for each place says it all.
        int[] places = CheckedRun.FirstAtEachPlace(pattern.Tokens(0));
        var gaps = new ScoreGaps(run, pattern, parts);
        for (int phase = 0; phase < pattern.Period; phase++)
        {
            foreach (int i in places)
            {
                foreach (int j in places)
                {
                    CheckGap(gaps, pattern, phase, i, j);
                }
            }

            gaps.NextPhase();
        }
    }

    private static void CheckRates(ImmutableArray<RateMultiplicity> rates, int tokens)
    {
        ClaimRejectedException.Unless(rates.All(rate => rate.Rate.Sign >= 0 && rate.Rate <= Rational.One), "a rate lies outside [0, 1]");
        ClaimRejectedException.Unless(rates.Select(rate => rate.Rate).Distinct().Count() == rates.Length, "a rate is named twice");
        ClaimRejectedException.Unless(rates.All(rate => rate.Multiplicity >= 1), "a rate has a multiplicity below 1");
        ClaimRejectedException.Unless(
            rates.Sum(rate => (long)rate.Multiplicity) <= tokens,
            "there are more rates, with their multiplicities, than tokens");
    }

    private static void CheckGap(ScoreGaps gaps, PeriodPattern pattern, int phase, int i, int j)
    {
        int f = pattern.Sets(phase)[i][0];
        if (f == j)
        {
            return;
        }

        bool isTied = Array.BinarySearch(pattern.Sets(phase)[i], j) >= 0;
        GapSum sum = gaps.Sum(i, f, j);
        int proved = isTied ? gaps.ValidFrom : FirstProved(sum, gaps.ValidFrom);
        ClaimRejectedException.Unless(
            isTied ? sum.IsZero : proved >= 0,
            $"nothing shows that token {i} keeps token {j} {(isTied ? "in" : "out of")} its attention set for ever");
        for (int m = 0; m < proved; m++)
        {
            int sign = gaps.At(phase, m, i, f, j).Sign;
            ClaimRejectedException.Unless(
                isTied ? sign == 0 : sign > 0,
                $"token {i} does not keep token {j} {(isTied ? "in" : "out of")} its attention set after {m} periods");
        }
    }

    /// <summary>The first M of a doubling sequence from which on the sum is shown to be positive; -1 where there is none.</summary>
    private static int FirstProved(GapSum sum, int validFrom)
    {
        for (int m = Math.Max(1, validFrom); m <= MaxPeriods || m == validFrom; m *= 2)
        {
            if (sum.IsPositiveFrom(m))
            {
                return m;
            }
        }

        return -1;
    }
}
