using BenchmarkDotNet.Attributes;
using Hardmax.Benchmarks.Measuring;
using Hardmax.Dynamics;
using Hardmax.Model;

namespace Hardmax.Benchmarks.Micro;

/// <summary>
/// A layer of 100,000 points in low dimension, which is a tree built and asked 100,000 times. In a normal cloud few points are
/// near the hull and the build is what takes time; on a sphere all are, and the queries take it.
/// </summary>
public class TreeBenchmarks
{
    private FloatDynamics<double> _dynamics = null!;
    private double[] _start = null!;

    /// <summary>d.</summary>
    [Params(2, 3)]
    public int Dimension { get; set; }

    /// <summary>Where the points are.</summary>
    [Params("normal", "sphere")]
    public string Cloud { get; set; } = "normal";

    /// <summary>Draws the cloud.</summary>
    [GlobalSetup]
    public void Setup()
    {
        const int count = 100_000;
        DrawnCloud cloud = Cloud == "sphere" ? DrawnCloud.Sphere(count, Dimension) : DrawnCloud.Normal(count, Dimension);
        HardmaxProblem problem = MicroProblems.Of(cloud);
        _dynamics = FloatDynamics.Double(problem.System);
        _start = _dynamics.Round(problem.Tokens);
    }

    /// <summary>Build and queries, and the move.</summary>
    [Benchmark]
    public double[] BuildAndQuery()
    {
        FloatRun<double> run = _dynamics.Start(_start);
        run.Advance();
        return run.ToTokens();
    }
}
