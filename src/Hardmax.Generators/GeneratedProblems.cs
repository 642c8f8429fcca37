using Hardmax.Model;

namespace Hardmax.Generators;

/// <summary>
/// A problem as the parameter of a property; the type says what is drawn, and <see cref="HardmaxArbitraries"/> how. Its
/// text, which FsCheck prints when the property fails, is a problem file.
/// </summary>
/// <param name="Problem">The problem.</param>
public abstract record GeneratedProblem(HardmaxProblem Problem)
{
    /// <summary>The problem in exact numbers: see <see cref="ProblemText"/>.</summary>
    public sealed override string ToString() => ProblemText.Write(Problem);
}

/// <summary>A problem with a matrix of any class.</summary>
/// <param name="Problem">The problem.</param>
public sealed record AnyProblem(HardmaxProblem Problem) : GeneratedProblem(Problem);

/// <summary>A problem with a matrix of any class, at most 4 tokens, at most 2 dimensions and small numbers: for slow properties.</summary>
/// <param name="Problem">The problem.</param>
public sealed record SmallProblem(HardmaxProblem Problem) : GeneratedProblem(Problem);

/// <summary>A problem whose tokens are nonzero and distinct, with a matrix of any class.</summary>
/// <param name="Problem">The problem.</param>
public sealed record DistinctNonzeroProblem(HardmaxProblem Problem) : GeneratedProblem(Problem);

/// <summary>A problem as the paper's theorem assumes it: tokens nonzero and distinct, A symmetric positive definite.</summary>
/// <param name="Problem">The problem.</param>
public sealed record DistinctNonzeroSpdProblem(HardmaxProblem Problem) : GeneratedProblem(Problem);

/// <summary>A problem whose matrix is the identity.</summary>
/// <param name="Problem">The problem.</param>
public sealed record IdentityProblem(HardmaxProblem Problem) : GeneratedProblem(Problem);

/// <summary>A problem whose matrix is symmetric positive definite.</summary>
/// <param name="Problem">The problem.</param>
public sealed record SpdProblem(HardmaxProblem Problem) : GeneratedProblem(Problem);

/// <summary>A problem whose matrix is symmetric positive semidefinite and singular.</summary>
/// <param name="Problem">The problem.</param>
public sealed record PsdSingularProblem(HardmaxProblem Problem) : GeneratedProblem(Problem);

/// <summary>A problem whose matrix is symmetric negative definite.</summary>
/// <param name="Problem">The problem.</param>
public sealed record NegativeDefiniteProblem(HardmaxProblem Problem) : GeneratedProblem(Problem);

/// <summary>A problem whose matrix is symmetric negative semidefinite and singular.</summary>
/// <param name="Problem">The problem.</param>
public sealed record NsdSingularProblem(HardmaxProblem Problem) : GeneratedProblem(Problem);

/// <summary>A problem whose matrix is symmetric with a positive and a negative direction.</summary>
/// <param name="Problem">The problem.</param>
public sealed record SymmetricIndefiniteProblem(HardmaxProblem Problem) : GeneratedProblem(Problem);

/// <summary>A problem whose matrix is skew.</summary>
/// <param name="Problem">The problem.</param>
public sealed record SkewProblem(HardmaxProblem Problem) : GeneratedProblem(Problem);

/// <summary>A problem whose matrix is not symmetric and has a positive definite symmetric part.</summary>
/// <param name="Problem">The problem.</param>
public sealed record PdNonsymmetricProblem(HardmaxProblem Problem) : GeneratedProblem(Problem);

/// <summary>A problem with a matrix from the generator of all matrices.</summary>
/// <param name="Problem">The problem.</param>
public sealed record GeneralProblem(HardmaxProblem Problem) : GeneratedProblem(Problem);
