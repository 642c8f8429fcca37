namespace Hardmax.Limits.Checking;

internal static class ExponentialSumsCheck
{
    public static void Check(LimitWitness witness, CheckedRun run) =>
        throw new ClaimRejectedException("exponential sums are not checked by this version");
}
