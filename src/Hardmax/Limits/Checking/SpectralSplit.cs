using System.Collections.Immutable;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Limits.Checking;

/// <summary>The part of the tokens that one rate governs: U_0, U_1 = (V - rate) U_0, and so on, none of them 0.</summary>
/// <param name="Rate">In [0, 1].</param>
/// <param name="Chain">Each n x d; one step beyond the last, everything is 0.</param>
internal sealed record SpectralPart(Rational Rate, ImmutableArray<Rational[][]> Chain);

/// <summary>
/// Splits the tokens Y of a pattern by the rates of the witness: Y = sum of U_0(a) over the rates a, each with a chain
/// U_{s+1}(a) = (V - rate_a) U_s(a) that ends in 0. By the binomial theorem, after m periods the tokens are then
/// V^m Y = sum over a and s of C(m, s) rate_a^(m-s) U_s(a), exactly; a rate of 0 is gone once m reaches the length of
/// its chain. That identity needs nothing but the three facts above, and all three are looked at here.
/// </summary>
internal static class SpectralSplit
{
    /// <summary>The parts, those that vanish left out.</summary>
    /// <param name="pattern">Gives Y and V.</param>
    /// <param name="rates">Distinct.</param>
    public static ImmutableArray<SpectralPart> Of(PeriodPattern pattern, ImmutableArray<RateMultiplicity> rates)
    {
        Rational[][] tokens = pattern.Tokens(0);
        ImmutableArray<SpectralPart> parts = [.. rates.Select(rate => Part(pattern, rates, rate)).Where(part => !part.Chain.IsEmpty)];
        Rational[][] sum = parts.Aggregate(Zero(tokens), (partial, part) => AddScaled(partial, Rational.One, part.Chain[0]));
        ClaimRejectedException.Unless(sum.AsSpan().SequenceEqual(tokens, Vectors.Comparer), "the tokens are no sum of their parts for the rates");
        return parts;
    }

    /// <summary>
    /// With X = the product of (V - rate_b)^(e_b) over the other rates, applied to Y, the chain of X ends where chi(V) Y = 0
    /// says it does. U_0 = g(V - rate) X, where g(t) is the power series of 1 / product of (t + rate - rate_b)^(e_b):
    /// partial fractions of 1 / chi.
    /// </summary>
    private static SpectralPart Part(PeriodPattern pattern, ImmutableArray<RateMultiplicity> rates, RateMultiplicity rate)
    {
        Rational[][] x = pattern.Tokens(0);
        foreach (RateMultiplicity other in rates.Where(other => other.Rate != rate.Rate))
        {
            for (int power = 0; power < other.Multiplicity && !IsZero(x); power++)
            {
                x = Step(pattern, x, other.Rate);
            }
        }

        var chain = new List<Rational[][]>();
        while (!IsZero(x))
        {
            ClaimRejectedException.Unless(chain.Count < rate.Multiplicity, "the rates and their multiplicities do not annihilate the tokens");
            chain.Add(x);
            x = Step(pattern, x, rate.Rate);
        }

        Rational[] series = Series(rates, rate.Rate, chain.Count);
        return new SpectralPart(rate.Rate, [.. chain.Select((_, s) => Combine(chain, s, series))]);
    }

    /// <summary>Sum of g_k X_(s+k), which is U_s.</summary>
    private static Rational[][] Combine(List<Rational[][]> chain, int s, Rational[] series) =>
        Enumerable.Range(0, chain.Count - s).Aggregate(Zero(chain[0]), (sum, k) => AddScaled(sum, series[k], chain[s + k]));

    /// <summary>The first coefficients of 1 / product of (t + delta_b)^(e_b), where delta_b = rate - rate_b is not 0.</summary>
    private static Rational[] Series(ImmutableArray<RateMultiplicity> rates, Rational rate, int length)
    {
        var series = new Rational[length];
        if (length == 0)
        {
            return series;
        }

        series[0] = Rational.One;
        foreach (RateMultiplicity other in rates.Where(other => other.Rate != rate))
        {
            Rational delta = rate - other.Rate;
            for (int power = 0; power < other.Multiplicity; power++)
            {
                // s(t) = (t + delta) q(t), so q_k = (s_k - q_(k-1)) / delta.
                series[0] /= delta;
                for (int k = 1; k < length; k++)
                {
                    series[k] = (series[k] - series[k - 1]) / delta;
                }
            }
        }

        return series;
    }

    private static Rational[][] Step(PeriodPattern pattern, Rational[][] rows, Rational rate) => AddScaled(pattern.WholePeriod(rows), -rate, rows);

    private static Rational[][] AddScaled(Rational[][] rows, Rational factor, Rational[][] others) =>
        [.. rows.Select((row, i) => Vectors.AddScaled(row, factor, others[i]))];

    private static Rational[][] Zero(Rational[][] shape) => [.. shape.Select(row => new Rational[row.Length])];

    private static bool IsZero(Rational[][] rows) => Array.TrueForAll(rows, row => Vectors.IsZero(row));
}
