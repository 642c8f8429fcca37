using Hardmax.Benchmarks.Measuring;

namespace Hardmax.Benchmarks.Comparing;

/// <summary>The clouds of the dense comparison: n = 4096 tokens in d = 64 dimensions.</summary>
internal static class DenseClouds
{
    /// <summary>n.</summary>
    public const int Count = 4096;

    /// <summary>d.</summary>
    public const int Dimension = 64;

    /// <summary>The multiplications of one product of all pairs: n n d.</summary>
    public const double Multiplications = (double)Count * Count * Dimension;

    /// <summary>normal(n, d) * exp(normal(n, 1)).</summary>
    public static string MixedLengths(CloudFolder clouds) => clouds.Npy("dense-4096x64", () => DrawnCloud.MixedLengths(Count, Dimension));

    /// <summary>Points of norm 1.</summary>
    public static string Sphere(CloudFolder clouds) => clouds.Npy("sphere-4096x64", () => DrawnCloud.Sphere(Count, Dimension));
}
