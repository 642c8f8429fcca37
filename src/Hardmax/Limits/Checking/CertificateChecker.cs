using Hardmax.Limits.Checking;

namespace Hardmax.Limits;

/// <summary>Whether a certificate is accepted, and if not, the first claim that failed.</summary>
/// <param name="IsValid">Whether every claim was found true.</param>
/// <param name="Reason">The claim that is not, in a sentence; null for a valid certificate.</param>
public sealed record CheckResult(bool IsValid, string? Reason)
{
    /// <summary>The answer for a valid certificate.</summary>
    public static CheckResult Valid { get; } = new(true, null);
}

/// <summary>
/// Checks a certificate from scratch: the layers by <see cref="Dynamics.TextbookDynamics{T}"/> over rationals, the
/// claims by their definitions. It shares no code with the engine that made the certificate (no common denominators, no
/// filter, no linear programs), only the number type and the model's types. Source of every condition: docs/theory.md.
/// </summary>
public static class CertificateChecker
{
    /// <summary>The largest layer, period or count that a certificate may name: a lying one must not run for ever.</summary>
    public const int MaxLayer = 100_000;

    /// <summary>Accepts a certificate exactly when all its claims are true of its problem.</summary>
    public static CheckResult Check(LimitCertificate certificate)
    {
        try
        {
            CheckShape(certificate);
            var run = new CheckedRun(certificate);
            SetsCheck.Check(certificate, run);
            ProofCheck.Check(certificate, run);
            LimitsCheck.Check(certificate, run);
            GeometryCheck.Check(certificate, run);
            return CheckResult.Valid;
        }
        catch (ClaimRejectedException rejected)
        {
            return new CheckResult(false, rejected.Message);
        }
    }

    private static void CheckShape(LimitCertificate certificate)
    {
        (LimitClaims claims, LimitWitness witness) = (certificate.Claims, certificate.Witness);
        ClaimRejectedException.Unless(
            string.Equals(certificate.Sha256, ProblemDigest.Of(certificate.Problem), StringComparison.Ordinal),
            "the SHA-256 is not that of the problem");
        ClaimRejectedException.Unless(claims.Status != LimitStatus.Undecided && witness.Proof != LimitProof.None, "an undecided limit has no certificate");
        ClaimRejectedException.Unless(claims.Layer is >= 0 and <= MaxLayer, "the layer is out of range");
        ClaimRejectedException.Unless(claims.SetsPeriod is >= 1 and <= MaxLayer, "the period of the sets is out of range");
        ClaimRejectedException.Unless(witness.SettledLayer >= claims.Layer && witness.SettledLayer <= MaxLayer, "the settled layer is out of range");
        ClaimRejectedException.Unless(
            witness.Period is >= 1 and <= MaxLayer && witness.Period % claims.SetsPeriod == 0,
            "the period of the proof is no multiple of the period of the sets");
        ClaimRejectedException.Unless(claims.Attention.Length == claims.SetsPeriod, "there is not one list of attention sets for each phase");
    }
}
