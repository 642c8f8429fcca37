using FsCheck;
using FsCheck.Fluent;
using Hardmax.Examples;
using Hardmax.Generators;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Proofs.Support;

/// <summary>Distinct nonzero tokens, and the identity.</summary>
/// <param name="Problem">The problem.</param>
public sealed record DistinctIdentityProblem(HardmaxProblem Problem) : GeneratedProblem(Problem);

/// <summary>Distinct nonzero tokens, and a singular positive semidefinite matrix.</summary>
/// <param name="Problem">The problem.</param>
public sealed record DistinctPsdSingularProblem(HardmaxProblem Problem) : GeneratedProblem(Problem);

/// <summary>Distinct nonzero tokens, and a negative definite matrix.</summary>
/// <param name="Problem">The problem.</param>
public sealed record DistinctNegativeDefiniteProblem(HardmaxProblem Problem) : GeneratedProblem(Problem);

/// <summary>Distinct nonzero tokens, and a singular negative semidefinite matrix.</summary>
/// <param name="Problem">The problem.</param>
public sealed record DistinctNsdSingularProblem(HardmaxProblem Problem) : GeneratedProblem(Problem);

/// <summary>Distinct nonzero tokens, and a skew matrix.</summary>
/// <param name="Problem">The problem.</param>
public sealed record DistinctSkewProblem(HardmaxProblem Problem) : GeneratedProblem(Problem);

/// <summary>Distinct nonzero tokens, and a matrix that is not symmetric and has a positive definite symmetric part.</summary>
/// <param name="Problem">The problem.</param>
public sealed record DistinctPdNonsymmetricProblem(HardmaxProblem Problem) : GeneratedProblem(Problem);

/// <summary>A few small integer tokens and gamma = 1/2 or 3/4: the first layers are exact in binary floating point.</summary>
/// <param name="Problem">The problem.</param>
public sealed record DyadicProblem(HardmaxProblem Problem) : GeneratedProblem(Problem);

/// <summary>The four leaders of the period-2 cycle and a fifth token on their axis, in some coordinates.</summary>
/// <param name="Problem">The problem.</param>
public sealed record CyclicProblem(HardmaxProblem Problem) : GeneratedProblem(Problem);

/// <summary>Generators that only the proofs need; they come before <see cref="HardmaxArbitraries"/>.</summary>
public static class ProofArbitraries
{
    private static readonly ProblemLimits Distinct = new() { DistinctNonzero = true };

    private static readonly ProblemLimits SmallIntegers = new()
    {
        MaxTokens = 5,
        MaxDimension = 3,
        Shape = Shape.SmallInteger,
        MatrixShape = Shape.SmallInteger,
    };

    public static Arbitrary<DistinctIdentityProblem> DistinctIdentity() =>
        DistinctOf(MatrixClass.Identity, problem => new DistinctIdentityProblem(problem));

    public static Arbitrary<DistinctPsdSingularProblem> DistinctPsdSingular() =>
        DistinctOf(MatrixClass.PsdSingular, problem => new DistinctPsdSingularProblem(problem));

    public static Arbitrary<DistinctNegativeDefiniteProblem> DistinctNegativeDefinite() =>
        DistinctOf(MatrixClass.NegativeDefinite, problem => new DistinctNegativeDefiniteProblem(problem));

    public static Arbitrary<DistinctNsdSingularProblem> DistinctNsdSingular() =>
        DistinctOf(MatrixClass.NsdSingular, problem => new DistinctNsdSingularProblem(problem));

    public static Arbitrary<DistinctSkewProblem> DistinctSkew() =>
        DistinctOf(MatrixClass.Skew, problem => new DistinctSkewProblem(problem));

    public static Arbitrary<DistinctPdNonsymmetricProblem> DistinctPdNonsymmetric() =>
        DistinctOf(MatrixClass.PdNonsymmetric, problem => new DistinctPdNonsymmetricProblem(problem));

    public static Arbitrary<DyadicProblem> Dyadic() => Arb.From(
        from problem in ProblemGen.AnyWithin(SmallIntegers)
        from alpha in Gen.Elements<Rational>(1, 3)
        select new DyadicProblem(problem.WithAlpha(alpha)));

    // Token 4 is (t, 0, 0) and goes towards (-3, 0, 0) while t > 0, towards (3, 0, 0) while t < 0.
    public static Arbitrary<CyclicProblem> Cyclic() => Arb.From(
        from alpha in Gen.Elements<Rational>(1, 2, 3, Rational.One / 2, Rational.One / 3)
        from eighths in Gen.Choose(1, 24)
        from sign in Gen.Elements(1, -1)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        let coordinates = Coordinates.Of(seed, 3)
        let cycle = KnownProblems.PeriodTwoCycle
        let tokens = cycle.Tokens.ToArray().SkipLast(1).Append([new Rational(sign * eighths, 8), 0, 0])
        select new CyclicProblem(cycle.WithAlpha(alpha).With(tokens.Select(z => coordinates.Apply(z)), coordinates.Apply(cycle.System.Matrix))));

    private static Arbitrary<T> DistinctOf<T>(MatrixClass matrixClass, Func<HardmaxProblem, T> wrap)
        where T : GeneratedProblem => Arb.From(
            ProblemGen.Of(matrixClass, Distinct).Select(wrap),
            value => ProblemShrink.Shrink(value.Problem, matrixClass)
                .Where(problem => problem.Tokens.IsDistinct() && !problem.Tokens.HasZero())
                .Select(wrap));
}
