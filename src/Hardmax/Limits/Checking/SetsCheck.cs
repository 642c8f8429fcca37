using Hardmax.Numbers;

namespace Hardmax.Limits.Checking;

/// <summary>Checks the claims about attention sets and leaders against the textbook layers.</summary>
internal static class SetsCheck
{
    public static void Check(LimitCertificate certificate, CheckedRun run)
    {
        LimitClaims claims = certificate.Claims;
        CheckPhases(claims, run);
        CheckPeriod(claims, certificate.Witness, run);
        int distinct = CheckedRun.FirstAtEachPlace(run.Tokens(0)).Length;
        ClaimRejectedException.Unless(claims.Distinct == distinct, $"layer 0 has {distinct} distinct points");
        CheckLeaders(claims, run);
    }

    private static void CheckPhases(LimitClaims claims, CheckedRun run)
    {
        for (int phase = 0; phase < claims.SetsPeriod; phase++)
        {
            int layer = claims.Layer + phase;
            bool isSame = claims.Attention[phase].Count == run.Count && CheckedRun.SameSets(claims.Attention[phase].ToArray(), run.Sets(layer));
            ClaimRejectedException.Unless(isSame, $"the attention sets of layer {layer} are others");
        }
    }

    /// <summary>The sets repeat up to where the proof takes over, with no smaller period and from no earlier layer.</summary>
    private static void CheckPeriod(LimitClaims claims, LimitWitness witness, CheckedRun run)
    {
        int period = claims.SetsPeriod;
        for (int layer = claims.Layer; layer < witness.SettledLayer + witness.Period; layer++)
        {
            int phase = (layer - claims.Layer) % period;
            ClaimRejectedException.Unless(
                CheckedRun.SameSets(run.Sets(layer), run.Sets(claims.Layer + phase)),
                $"the attention sets of layer {layer} do not repeat those of layer {claims.Layer + phase}");
        }

        bool HasPeriod(int smaller) => Enumerable.Range(0, period)
            .All(phase => CheckedRun.SameSets(run.Sets(claims.Layer + phase), run.Sets(claims.Layer + ((phase + smaller) % period))));
        ClaimRejectedException.Unless(
            !Enumerable.Range(1, period - 1).Any(HasPeriod),
            "the attention sets repeat after fewer layers than claimed");

        bool startsEarlier = witness.Proof != LimitProof.StationaryMeans && claims.Layer > 0
            && CheckedRun.SameSets(run.Sets(claims.Layer - 1), run.Sets(claims.Layer - 1 + period));
        ClaimRejectedException.Unless(!startsEarlier, "the attention sets repeat from an earlier layer on");
    }

    private static void CheckLeaders(LimitClaims claims, CheckedRun run)
    {
        bool Leads(int layer, int i) => run.Sets(layer)[i].SequenceEqual([i]);
        int[] leaders = [.. Enumerable.Range(0, run.Count).Where(i => Leads(claims.Layer, i))];
        ClaimRejectedException.Unless(claims.Leaders.SequenceEqual(leaders), $"the leaders of layer {claims.Layer} are [{string.Join(", ", leaders)}]");
        ClaimRejectedException.Unless(claims.LeaderSince.Keys.SequenceEqual(leaders), "leaderSince does not name the leaders");
        foreach ((int leader, int since) in claims.LeaderSince)
        {
            int first = Enumerable.Range(0, claims.Layer + 1).First(layer => Leads(layer, leader));
            ClaimRejectedException.Unless(since == first, $"token {leader} leads since layer {first}");
        }

        int points = run.LeaderPoints(claims.Layer).Length;
        ClaimRejectedException.Unless(claims.LeaderPoints == points, $"layer {claims.Layer} has {points} leader points");
    }
}
