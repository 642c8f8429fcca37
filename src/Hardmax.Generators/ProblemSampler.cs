using FsCheck;
using FsCheck.Fluent;
using Hardmax.Model;

namespace Hardmax.Generators;

/// <summary>Problems from a seed, outside of any property: the same arguments give the same problems, always.</summary>
public static class ProblemSampler
{
    // No generator here depends on it.
    private const int Size = 50;

    /// <summary>So many problems with a matrix of a class; more of them begin with the same.</summary>
    /// <exception cref="ArgumentException">The limits admit no problem of this class.</exception>
    public static IReadOnlyList<HardmaxProblem> Sample(MatrixClass matrixClass, ProblemLimits limits, ulong seed, int count) =>
        Sample(ProblemGen.Of(matrixClass, limits), seed, count);

    /// <summary>So many problems with matrices of every class; more of them begin with the same.</summary>
    /// <exception cref="ArgumentException">The limits admit no problem.</exception>
    public static IReadOnlyList<HardmaxProblem> SampleAny(ProblemLimits limits, ulong seed, int count) =>
        Sample(ProblemGen.AnyWithin(limits), seed, count);

    /// <summary>So many values of any generator; more of them begin with the same.</summary>
    public static IReadOnlyList<T> Sample<T>(Gen<T> generator, ulong seed, int count) =>
        [.. Gen.Sample(generator, count, new Rnd(seed), Size)];
}
