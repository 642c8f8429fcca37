using BenchmarkDotNet.Attributes;
using Hardmax.Benchmarks.Measuring;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Benchmarks.Micro;

/// <summary>The certified limit of a cloud like a review: 128 tokens in the plane, of which padding makes half equal.</summary>
public class LimitBenchmarks
{
    private HardmaxProblem _problem = null!;

    /// <summary>Distinct places among the 128 tokens.</summary>
    [Params(64, 128)]
    public int Places { get; set; }

    /// <summary>Draws the cloud.</summary>
    [GlobalSetup]
    public void Setup()
    {
        // The alpha of the paper's model.
        var alpha = new Rational(616769, 262144);
        DrawnCloud places = DrawnCloud.Normal(128, 2).AtPlaces(Places);
        _problem = MicroProblems.Of(new DrawnCloud(Array.ConvertAll(places.Values, x => (double)(float)x), 2), alpha);
        if (LimitCertifier.Certify(_problem).Status != LimitStatus.Certified)
        {
            throw new BenchmarkException("the cloud has no certified limit; another seed would have one");
        }
    }

    /// <summary>Layers until the certificate closes, and the certificate.</summary>
    [Benchmark]
    public LimitResult Certify() => LimitCertifier.Certify(_problem);
}
