namespace Hardmax.Limits.Checking;

#pragma warning disable CA1064 // It never leaves CertificateChecker, which turns it into a CheckResult.
/// <summary>A claim of a certificate is not true; ends the check at the first such claim.</summary>
internal sealed class ClaimRejectedException(string message) : Exception(message)
{
    /// <summary>Rejects with a reason unless a condition holds.</summary>
    public static void Unless(bool condition, string reason)
    {
        if (!condition)
        {
            throw new ClaimRejectedException(reason);
        }
    }
}
