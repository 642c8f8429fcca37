using FsCheck;
using FsCheck.Fluent;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Generators;

/// <summary>
/// Every generator with its shrinker, for <c>[Property(Arbitrary = new[] { typeof(HardmaxArbitraries) })]</c> or
/// <c>ArbMap.Default.Merge(typeof(HardmaxArbitraries))</c>. Shrinkers keep what the type of the parameter promises.
/// </summary>
public static class HardmaxArbitraries
{
    private static readonly ProblemLimits Distinct = new() { DistinctNonzero = true };

    private static readonly ProblemLimits Small = new() { MaxTokens = 4, MaxDimension = 2, Shape = Shape.Small };

    /// <summary>Rationals of every shape.</summary>
    public static Arbitrary<Rational> Rational() => Arb.From(RationalGen.Any, RationalShrink.Shrink);

    /// <summary>Matrices of every class, d up to 4.</summary>
    public static Arbitrary<AttentionMatrix> Matrix() => Arb.From(AnyMatrix(), MatrixShrink.Shrink);

    /// <summary>Clouds of every kind for matrices of every class, n up to 9 and d up to 4.</summary>
    public static Arbitrary<TokenCloud> Cloud() => Arb.From(ProblemGen.Any.Select(problem => problem.Tokens), CloudShrink.Shrink);

    /// <summary>Problems of every class, as they are; <see cref="AnyProblem"/> has the readable text.</summary>
    public static Arbitrary<HardmaxProblem> Problem() => Arb.From(ProblemGen.Any, ProblemShrink.Shrink);

    /// <summary>Problems of every class.</summary>
    public static Arbitrary<AnyProblem> Any() => Wrap(ProblemGen.Any, null, problem => new AnyProblem(problem));

    /// <summary>Small problems of every class.</summary>
    public static Arbitrary<SmallProblem> SmallProblems() => Wrap(ProblemGen.AnyWithin(Small), null, problem => new SmallProblem(problem));

    /// <summary>Problems of every class with distinct nonzero tokens.</summary>
    public static Arbitrary<DistinctNonzeroProblem> DistinctNonzero() =>
        Wrap(ProblemGen.AnyWithin(Distinct), null, problem => new DistinctNonzeroProblem(problem), IsDistinctNonzero);

    /// <summary>Problems as the theorem assumes them.</summary>
    public static Arbitrary<DistinctNonzeroSpdProblem> DistinctNonzeroSpd() => Wrap(
        ProblemGen.Of(MatrixClass.Spd, Distinct), MatrixClass.Spd, problem => new DistinctNonzeroSpdProblem(problem), IsDistinctNonzero);

    /// <summary>Problems with the identity.</summary>
    public static Arbitrary<IdentityProblem> Identity() => OfClass(MatrixClass.Identity, problem => new IdentityProblem(problem));

    /// <summary>Problems with symmetric positive definite matrices.</summary>
    public static Arbitrary<SpdProblem> Spd() => OfClass(MatrixClass.Spd, problem => new SpdProblem(problem));

    /// <summary>Problems with singular positive semidefinite matrices.</summary>
    public static Arbitrary<PsdSingularProblem> PsdSingular() => OfClass(MatrixClass.PsdSingular, problem => new PsdSingularProblem(problem));

    /// <summary>Problems with negative definite matrices.</summary>
    public static Arbitrary<NegativeDefiniteProblem> NegativeDefinite() =>
        OfClass(MatrixClass.NegativeDefinite, problem => new NegativeDefiniteProblem(problem));

    /// <summary>Problems with singular negative semidefinite matrices.</summary>
    public static Arbitrary<NsdSingularProblem> NsdSingular() => OfClass(MatrixClass.NsdSingular, problem => new NsdSingularProblem(problem));

    /// <summary>Problems with symmetric indefinite matrices.</summary>
    public static Arbitrary<SymmetricIndefiniteProblem> SymmetricIndefinite() =>
        OfClass(MatrixClass.SymmetricIndefinite, problem => new SymmetricIndefiniteProblem(problem));

    /// <summary>Problems with skew matrices.</summary>
    public static Arbitrary<SkewProblem> Skew() => OfClass(MatrixClass.Skew, problem => new SkewProblem(problem));

    /// <summary>Problems with matrices that are not symmetric and have a positive definite symmetric part.</summary>
    public static Arbitrary<PdNonsymmetricProblem> PdNonsymmetric() =>
        OfClass(MatrixClass.PdNonsymmetric, problem => new PdNonsymmetricProblem(problem));

    /// <summary>Problems with matrices of the general class.</summary>
    public static Arbitrary<GeneralProblem> General() => OfClass(MatrixClass.General, problem => new GeneralProblem(problem));

    private static Gen<AttentionMatrix> AnyMatrix() =>
        from matrixClass in Gen.Elements(Enum.GetValues<MatrixClass>())
        from dimension in Gen.Choose(MatrixGen.MinDimension(matrixClass), 4)
        from matrix in MatrixGen.Of(matrixClass, dimension)
        select matrix;

    private static Arbitrary<T> OfClass<T>(MatrixClass matrixClass, Func<HardmaxProblem, T> wrap)
        where T : GeneratedProblem => Wrap(ProblemGen.Of(matrixClass), matrixClass, wrap);

    private static Arbitrary<T> Wrap<T>(
        Gen<HardmaxProblem> generator, MatrixClass? matrixClass, Func<HardmaxProblem, T> wrap, Func<HardmaxProblem, bool>? keeps = null)
        where T : GeneratedProblem =>
        Arb.From(generator.Select(wrap), value => ProblemShrink
            .Shrink(value.Problem, matrixClass ?? MatrixClass.General)
            .Where(problem => keeps is null || keeps(problem))
            .Select(wrap));

    private static bool IsDistinctNonzero(HardmaxProblem problem) => problem.Tokens.IsDistinct() && !problem.Tokens.HasZero();
}
