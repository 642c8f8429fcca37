using Hardmax.Dynamics;
using Hardmax.Generators;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Proofs.Support;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Proofs.Limits;

/// <summary>
/// A certificate is never contradicted by the layers that follow, and the independent checker accepts it. One property
/// for all classes of matrices; what must be seen covers every proof and both outcomes.
/// </summary>
[Properties(Arbitrary = new[] { typeof(ProofArbitraries), typeof(HardmaxArbitraries) })]
public sealed class SoundnessProofs
{
    private const int LastLayer = 32;
    private const int FurtherLayers = 40;

    [Property(MaxTest = 250, MustSee = new[]
    {
        "identity", "spd", "psd-singular", "negative-definite", "nsd-singular", "symmetric-indefinite", "skew", "pd-nonsymmetric", "general",
        nameof(LimitProof.StationaryMeans), nameof(LimitProof.RecurringGaps), nameof(LimitProof.ExponentialSums), Features.Tie, Features.Duplicate,
        "closes after layer 0",
    })]
    public void No_later_layer_contradicts_a_certificate(AnyProblem any, Sightings saw)
    {
        Features.Note(saw, any.Problem);
        LimitResult limit = LimitCertifier.Certify(any.Problem, LastLayer);
        saw.Note(limit.Proof.ToString());
        if (limit.Status != LimitStatus.Undecided)
        {
            AreConfirmed(limit, saw);
        }
    }

    [Property(MaxTest = 150, MustSee = new[]
    {
        nameof(LimitProof.StationaryMeans), nameof(LimitProof.RecurringGaps), nameof(LimitProof.ExponentialSums), Features.Tie, Features.Duplicate,
        nameof(ClusterKind.Leader), nameof(ClusterKind.Combination), nameof(ClusterKind.Other),
    })]
    public void The_independent_checker_accepts_every_certificate(AnyProblem any, Sightings saw)
    {
        Features.Note(saw, any.Problem);
        LimitResult limit = LimitCertifier.Certify(any.Problem, LastLayer);
        if (limit.Status == LimitStatus.Undecided)
        {
            return;
        }

        LimitCertificate certificate = LimitAnalysis.Certificate(limit);
        saw.Note(limit.Proof.ToString());
        foreach (LimitCluster cluster in certificate.Claims.Clusters)
        {
            saw.Note(cluster.Kind.ToString());
        }

        Assert.Equal(CheckResult.Valid, CertificateChecker.Check(certificate));
    }

    /// <summary>Tokens that the cycle of docs/theory.md throws to and fro: most end on a cycle, and most begin off it.</summary>
    [Property(MaxTest = 60, MustSee = new[] { "sets of period 2", "a cycle", "off the cycle", "closes after layer 0" })]
    public void No_later_layer_contradicts_a_cycle(CyclicProblem cyclic, Sightings saw)
    {
        LimitResult limit = LimitCertifier.Certify(cyclic.Problem, LastLayer);
        Assert.Equal(LimitStatus.Cycle, limit.Status);
        Assert.Equal(CheckResult.Valid, CertificateChecker.Check(LimitAnalysis.Certificate(limit)));
        saw.Note("a cycle");
        saw.Note("off the cycle", limit.State.Point(limit.State.PointOf(4))[0] != limit.LimitOf(4)[0]);
        AreConfirmed(limit, saw);
    }

    /// <summary>
    /// Who starts one layer later ends at the same limits; stationary means are then found one layer earlier, or at layer
    /// 0 again: the layer of a certificate is the first at which its conditions hold.
    /// </summary>
    [Property(MaxTest = 150, MustSee = new[] { "one layer earlier", "at layer 0 again", Features.Tie, Features.Duplicate })]
    public void A_run_from_the_next_layer_has_the_same_limits(AnyProblem any, Sightings saw)
    {
        Features.Note(saw, any.Problem);
        LimitResult limit = LimitCertifier.Certify(any.Problem, maxLayers: 12);
        if (limit.Proof != LimitProof.StationaryMeans)
        {
            return;
        }

        HardmaxProblem next = any.Problem.WithTokens(any.Problem.TextbookLayers().ElementAt(1).Tokens);
        LimitResult later = LimitCertifier.Certify(next, maxLayers: 12);
        saw.Note(limit.Layer > 0 ? "one layer earlier" : "at layer 0 again");
        Assert.Equal(LimitProof.StationaryMeans, later.Proof);
        Assert.Equal(Math.Max(0, limit.Layer - 1), later.Layer);
        Assert.All(Enumerable.Range(0, next.Tokens.Count), i => Assert.Equal(limit.LimitOf(i).ToArray(), later.LimitOf(i).ToArray()));
    }

    private static void AreConfirmed(LimitResult limit, Sightings saw)
    {
        saw.Note("closes after layer 0", limit.Layer > 0);
        saw.Note("sets of period 2", limit.SetsPeriod == 2);
        LimitClaims claims = LimitAnalysis.Of(limit).Claims;
        ExactState[] later = [.. limit.Problem.Layers().Skip(limit.Layer).Take(FurtherLayers)];
        SetsRepeat(claims, later);
        DistancesNeverGrow(claims, later);
        if (limit.Proof == LimitProof.StationaryMeans)
        {
            TokensAreOnTheirLines(claims, later, limit.Problem.System.Gamma);
        }
    }

    private static void SetsRepeat(LimitClaims claims, ExactState[] later) =>
        Assert.All(later, (state, m) => Assert.Equal(claims.Attention[m % claims.SetsPeriod].ToArray(), state.AttentionSets.ToArray()));

    /// <summary>z(t) = c + t d with t = (1 - gamma)^m, exactly, m layers after the certificate's.</summary>
    private static void TokensAreOnTheirLines(LimitClaims claims, ExactState[] later, Rational gamma)
    {
        Rational[][] limits = Limits(claims, 0);
        Rational[][] deviations = [.. later[0].ToTokens().ToArray().Select((z, i) => Vectors.Subtract(z, limits[i]))];
        Rational t = Rational.One;
        foreach (ExactState state in later)
        {
            Assert.Equal(limits.Select((c, i) => Vectors.AddScaled(c, t, deviations[i])), state.ToTokens().ToArray());
            t *= 1 - gamma;
        }
    }

    /// <summary>
    /// With Z' = W Z and L' = W L for the limits L of two phases, every row of Z' - L' is a convex combination of rows of
    /// Z - L, so the largest distance of a token to its limit never grows.
    /// </summary>
    private static void DistancesNeverGrow(LimitClaims claims, ExactState[] later)
    {
        Rational? before = null;
        foreach (ExactState state in later)
        {
            Rational[][] limits = Limits(claims, (state.Layer - claims.Layer) % claims.Period);
            Rational distance = state.ToTokens().ToArray().SelectMany((z, i) => Vectors.Subtract(z, limits[i])).Select(Rational.Abs).Aggregate(Rational.Max);
            Assert.True(before is null || distance <= before, $"The distance grows to {distance} at layer {state.Layer}.");
            before = distance;
        }
    }

    private static Rational[][] Limits(LimitClaims claims, int phase) => [.. claims.Limits(phase).Select(place => place.ToArray())];
}
