using Hardmax.Benchmarks.Measuring;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Benchmarks.Micro;

/// <summary>Problems made of drawn clouds.</summary>
internal static class MicroProblems
{
    /// <summary>A = I and alpha = 1.</summary>
    public static HardmaxProblem Of(DrawnCloud cloud) => Of(cloud, Rational.One);

    /// <summary>A = I.</summary>
    public static HardmaxProblem Of(DrawnCloud cloud, Rational alpha) => new(
        TokenCloud.FromDoubles(cloud.Values, cloud.Dimension),
        new HardmaxSystem(AttentionMatrix.Identity(cloud.Dimension), alpha));
}
