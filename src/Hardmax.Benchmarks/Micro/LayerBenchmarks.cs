using BenchmarkDotNet.Attributes;
using Hardmax.Benchmarks.Measuring;
using Hardmax.Dynamics;
using Hardmax.Model;

namespace Hardmax.Benchmarks.Micro;

/// <summary>One layer from its start, in binary64 and exactly, d = 64.</summary>
public class LayerBenchmarks
{
    private HardmaxProblem _problem = null!;
    private FloatDynamics<double> _dynamics = null!;
    private double[] _start = null!;

    /// <summary>n.</summary>
    [Params(256, 1024)]
    public int Tokens { get; set; }

    /// <summary>Draws the cloud.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _problem = MicroProblems.Of(DrawnCloud.MixedLengths(Tokens, 64));
        _dynamics = FloatDynamics.Double(_problem.System);
        _start = _dynamics.Round(_problem.Tokens);
    }

    /// <summary>binary64: search and move.</summary>
    [Benchmark(Baseline = true)]
    public double[] Binary64()
    {
        FloatRun<double> run = _dynamics.Start(_start);
        run.Advance();
        return run.ToTokens();
    }

    /// <summary>Exact, correctly rounded at the end.</summary>
    [Benchmark]
    public double[] Exact()
    {
        var run = ExactRun.Start(_problem);
        run.Advance();
        return run.ToDoubles();
    }

    /// <summary>Exact, with the integers of all points.</summary>
    [Benchmark]
    public ExactState ExactIntegers() => ExactState.Start(_problem).Next();
}
