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
    /// <summary>
    /// The largest layer or period that a certificate may name. A lying certificate must not run for ever, and this
    /// alone would not stop it: the integers of a layer grow with its number. So the arithmetic is counted as well, and a
    /// check that would take more than some seconds of it (or, for large inputs, more than some hundred layers like the
    /// first) ends with that as its reason. What is rejected for its cost is not shown to be false.
    /// </summary>
    public const int MaxLayer = 10_000;

    /// <summary>
    /// Accepts a certificate exactly when all its claims are true of its problem and its witness shows it within the
    /// bounds of <see cref="MaxLayer"/>. Never throws, whatever the certificate says or leaves out.
    /// </summary>
    public static CheckResult Check(LimitCertificate certificate)
    {
        try
        {
            ShapeCheck.Check(certificate);
            var run = new CheckedRun(certificate);
            ProofCheck.CheckNoEarlierLayer(certificate, run);
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
}
