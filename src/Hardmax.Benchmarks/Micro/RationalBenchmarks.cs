using BenchmarkDotNet.Attributes;
using Hardmax.Numbers;

namespace Hardmax.Benchmarks.Micro;

/// <summary>Arithmetic of single rationals, numerators and denominators of some size.</summary>
public class RationalBenchmarks
{
    private Rational _x;
    private Rational _y;

    /// <summary>Bits of numerators and denominators.</summary>
    [Params(24, 53, 500)]
    public int Bits { get; set; }

    /// <summary>Draws two rationals.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(20240701);
        _x = new Rational(Integer(random), Integer(random));
        _y = new Rational(Integer(random), Integer(random));
    }

    /// <summary>x + y.</summary>
    [Benchmark]
    public Rational Add() => _x + _y;

    /// <summary>x y.</summary>
    [Benchmark]
    public Rational Multiply() => _x * _y;

    /// <summary>x &lt; y.</summary>
    [Benchmark]
    public bool Compare() => _x < _y;

    /// <summary>x rounded to binary64.</summary>
    [Benchmark]
    public double ToDouble() => _x.ToDouble();

    private System.Numerics.BigInteger Integer(Random random)
    {
        byte[] bytes = new byte[(Bits + 7) / 8];
        random.NextBytes(bytes);

        // An odd number of just so many bits.
        var drawn = new System.Numerics.BigInteger(bytes, isUnsigned: true);
        return (drawn % (System.Numerics.BigInteger.One << (Bits - 1))) | (System.Numerics.BigInteger.One << (Bits - 1)) | 1;
    }
}
