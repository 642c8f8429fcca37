using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Limits.Checking;

/// <summary>
/// Checks that the attention sets never change again, or repeat for ever: each proof by its conditions, and that the
/// conditions (a) and (b), which every run is tried for first, hold at no earlier layer than claimed.
/// </summary>
internal static class ProofCheck
{
    /// <summary>Layer by layer and before all else, so that a layer far too large is noticed early.</summary>
    public static void CheckNoEarlierLayer(LimitCertificate certificate, CheckedRun run)
    {
        for (int layer = 0; layer < certificate.Claims.Layer; layer++)
        {
            ClaimRejectedException.Unless(WhyNotStationary(run, layer) is not null, $"the certificate closes at layer {layer} already");
        }
    }

    public static void Check(LimitCertificate certificate, CheckedRun run)
    {
        (LimitClaims claims, LimitWitness witness) = (certificate.Claims, certificate.Witness);
        switch (witness.Proof)
        {
            case LimitProof.StationaryMeans:
                ClaimRejectedException.Unless(witness.SettledLayer == claims.Layer && witness.Period == 1, "stationary means settle at the layer itself");
                string? obstacle = WhyNotStationary(run, claims.Layer);
                ClaimRejectedException.Unless(obstacle is null, obstacle ?? string.Empty);
                break;
            case LimitProof.RecurringGaps:
                CheckRecurringGaps(run, witness);
                break;
            case LimitProof.ExponentialSums:
                ExponentialSumsCheck.Check(witness, run);
                break;
            default:
                throw new ClaimRejectedException("the proof is of no known kind");
        }
    }

    /// <summary>Conditions (a) and (b) of docs/theory.md, word for word: null where they hold.</summary>
    private static string? WhyNotStationary(CheckedRun run, int layer)
    {
        Rational[][] tokens = run.Tokens(layer);
        int[][] sets = run.Sets(layer);
        Rational[][] c = [.. sets.Select(set => CheckedRun.Mean(tokens, set))];
        Rational[][] d = [.. tokens.Select((token, i) => Vectors.Subtract(token, c[i]))];
        int[] places = CheckedRun.FirstAtEachPlace(tokens);
        run.ChargeScores(tokens, 4);
        foreach (int i in places)
        {
            if (!Vectors.IsZero(CheckedRun.Mean(d, sets[i])))
            {
                return $"condition (a) fails at layer {layer}: the deviations over the attention set of token {i} do not average to 0";
            }
        }

        foreach (int i in places)
        {
            (Rational[] queryC, Rational[] queryD) = (run.Matrix.Apply(c[i]), run.Matrix.Apply(d[i]));
            int f = sets[i][0];
            foreach (int j in places)
            {
                Rational[] means = Vectors.Subtract(c[f], c[j]);
                Rational[] deviations = Vectors.Subtract(d[f], d[j]);
                Rational a0 = Vectors.Dot(queryC, means);
                Rational a1 = Vectors.Dot(queryD, means) + Vectors.Dot(queryC, deviations);
                Rational a2 = Vectors.Dot(queryD, deviations);
                bool isTied = Array.BinarySearch(sets[i], j) >= 0;
                bool stays = isTied ? a0.IsZero && a1.IsZero && a2.IsZero : IsPositive(a0, a1, a2);
                if (!stays)
                {
                    return $"condition (b) fails at layer {layer}: token {i} does not keep token {j} {(isTied ? "in" : "out of")} its attention set";
                }
            }
        }

        return null;
    }

    /// <summary>Whether a0 + a1 t + a2 t^2 > 0 for all t in (0, 1].</summary>
    private static bool IsPositive(Rational a0, Rational a1, Rational a2)
    {
        if (a0.Sign < 0 || (a0 + a1 + a2).Sign <= 0)
        {
            return false;
        }

        if (a0.IsZero)
        {
            return a1.Sign >= 0;
        }

        bool hasRealRoots = ((a1 * a1) - (4 * a0 * a2)).Sign >= 0;
        bool isLowestBetween = a2.Sign > 0 && a1.Sign < 0 && (a1 + (2 * a2)).Sign > 0;
        return !(hasRealRoots && isLowestBetween);
    }

    /// <summary>
    /// The gaps &lt;A z_i, z_j - z_0&gt; of the settled layer come back after the period, times one positive factor. They
    /// decide the sets, and the sets map them to the gaps of the next layer, so everything repeats for ever.
    /// </summary>
    private static void CheckRecurringGaps(CheckedRun run, LimitWitness witness)
    {
        (int settled, int period) = (witness.SettledLayer, witness.Period);
        ClaimRejectedException.Unless(Recur(run, settled, period), $"the score gaps of layer {settled} do not come back after {period} layers");
        for (int smaller = 1; smaller < period; smaller++)
        {
            ClaimRejectedException.Unless(!Recur(run, settled, smaller), $"the score gaps of layer {settled} come back after {smaller} layers already");
        }

        ClaimRejectedException.Unless(settled == 0 || !Recur(run, settled - 1, period), "the score gaps recur from an earlier layer on");
    }

    /// <summary>Whether the gaps of a layer come back, and no tokens have met in between.</summary>
    private static bool Recur(CheckedRun run, int layer, int period)
    {
        int placesBefore = CheckedRun.FirstAtEachPlace(run.Tokens(layer)).Length;
        int placesAfter = CheckedRun.FirstAtEachPlace(run.Tokens(layer + period)).Length;
        return placesBefore == placesAfter && AreProportional(Gaps(run, layer), Gaps(run, layer + period));
    }

    private static Rational[][] Gaps(CheckedRun run, int layer)
    {
        Rational[][] tokens = run.Tokens(layer);
        run.ChargeScores(tokens, 2);
        return [.. tokens.Select(token =>
        {
            Rational[] query = run.Matrix.Apply(token);
            return tokens.Select(other => Vectors.Dot(query, Vectors.Subtract(other, tokens[0]))).ToArray();
        })];
    }

    private static bool AreProportional(Rational[][] before, Rational[][] after)
    {
        Rational factor = Rational.One;
        for (int i = 0; i < before.Length; i++)
        {
            int j = Array.FindIndex(before[i], gap => !gap.IsZero);
            if (j >= 0)
            {
                factor = after[i][j] / before[i][j];
                break;
            }
        }

        return factor.Sign > 0 && before.Zip(after).All(rows => rows.First.Zip(rows.Second).All(gaps => gaps.First * factor == gaps.Second));
    }
}
