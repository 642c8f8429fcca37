namespace Hardmax.Testing;

/// <summary>A bound on time that tells a test that hangs from a slow machine; it says nothing about speed.</summary>
public static class HangGuard
{
    /// <summary>Far more than any test needs on a machine that does other things too.</summary>
    public static TimeSpan Time => TimeSpan.FromMinutes(5);
}
