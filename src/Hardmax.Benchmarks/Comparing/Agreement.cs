using System.Globalization;
using Hardmax.Benchmarks.Measuring;

namespace Hardmax.Benchmarks.Comparing;

/// <summary>Before anything is timed: do the two sides compute the same thing? A comparison with something else would say nothing.</summary>
internal static class Agreement
{
    // A layer is a few roundings: 2^-53 each, of numbers no larger than the largest coordinate.
    private const double Roundings = 1e-14;

    /// <summary>Compares a layer of both sides on the clouds that are timed, on planes and with another alpha.</summary>
    /// <exception cref="BenchmarkException">They differ by more than roundings, or the layer moves nothing where it should.</exception>
    public static void Check(Bench bench, NumpySide numpy)
    {
        Progress.Say("checking that both sides compute the same layer");
        CloudFolder clouds = bench.Clouds;
        string plane = clouds.Npy("plane-4096x2", () => DrawnCloud.Normal(4096, 2));
        string ball = clouds.Npy("ball-4096x3", () => DrawnCloud.Ball(4096, 3));
        CheckCloud(bench, numpy, DenseClouds.MixedLengths(clouds), 1, moves: true);
        CheckCloud(bench, numpy, DenseClouds.MixedLengths(clouds), 0.5, moves: true);
        CheckCloud(bench, numpy, DenseClouds.Sphere(clouds), 1, moves: false);
        CheckCloud(bench, numpy, plane, 1, moves: true);
        CheckCloud(bench, numpy, ball, 1, moves: true);
    }

    private static void CheckCloud(Bench bench, NumpySide numpy, string cloud, double alpha, bool moves)
    {
        string recorded = bench.Clouds.PathOf("agreement.npy");
        bench.Hardmax.Record(new SimulationRequest(cloud, 1, Alpha: alpha.ToString("R", CultureInfo.InvariantCulture)), recorded);
        (double difference, double moved) = numpy.Compare(cloud, alpha, recorded);
        if (!(difference <= Roundings) || moved > Roundings != moves)
        {
            throw new BenchmarkException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Path.GetFileName(cloud)}, alpha = {alpha}: hardmax and NumPy differ by {difference:G3} of the largest coordinate after one layer, which moves {moved:G3}; expected the same but for roundings"));
        }
    }
}
