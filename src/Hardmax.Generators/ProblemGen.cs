using FsCheck;
using FsCheck.Fluent;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Generators;

/// <summary>
/// Generators of whole problems: a matrix of a class, tokens made for it, and alpha. They do not depend on FsCheck's
/// size, because exact ties need no large inputs; <see cref="ProblemLimits"/> bounds them.
/// </summary>
public static class ProblemGen
{
    /// <summary>Problems with a matrix of any class.</summary>
    public static Gen<HardmaxProblem> Any { get; } = AnyWithin(ProblemLimits.Default);

    /// <summary>Problems with a matrix of any class that has one within the limits; each class equally often.</summary>
    /// <exception cref="ArgumentException">The limits admit no problem.</exception>
    public static Gen<HardmaxProblem> AnyWithin(ProblemLimits limits)
    {
        MatrixClass[] classes = [.. Enum.GetValues<MatrixClass>().Where(c => Dimensions(c, limits).Length > 0)];
        RequireSome(classes.Length, limits);
        return Gen.OneOf(classes.Select(c => Of(c, limits)));
    }

    /// <summary>Problems with a matrix of this class.</summary>
    /// <exception cref="ArgumentException">The limits admit no problem of this class.</exception>
    public static Gen<HardmaxProblem> Of(MatrixClass matrixClass, ProblemLimits? limits = null)
    {
        limits ??= ProblemLimits.Default;
        int[] dimensions = Dimensions(matrixClass, limits);
        RequireSome(dimensions.Length, limits);

        // The line is a corner case, planes and spaces are where geometry happens.
        Gen<int> dimension = Gen.Frequency(dimensions.Select(d => (d switch { 1 => 1, 2 => 4, 3 => 3, _ => 2 }, Gen.Constant(d))));
        return from d in dimension
               from matrix in MatrixGen.Of(matrixClass, d, limits.MatrixShape)
               from tokens in Tokens(matrix, limits)
               from alpha in AlphaGen.Any
               select new HardmaxProblem(tokens, new HardmaxSystem(matrix, alpha));
    }

    private static Gen<TokenCloud> Tokens(AttentionMatrix matrix, ProblemLimits limits) => (limits.Kind, limits.DistinctNonzero) switch
    {
        ({ } kind, true) => TokenGen.DistinctNonzero(kind, matrix, limits.MaxTokens, limits.Shape),
        ({ } kind, false) => TokenGen.Of(kind, matrix, limits.MaxTokens, limits.Shape),
        (null, true) => TokenGen.DistinctNonzero(matrix, limits.MaxTokens, limits.Shape),
        (null, false) => TokenGen.Any(matrix, limits.MaxTokens, limits.Shape),
    };

    private static int[] Dimensions(MatrixClass matrixClass, ProblemLimits limits)
    {
        CloudKind kind = limits.Kind ?? CloudKind.Generic;
        return [.. Enumerable.Range(1, Math.Max(0, limits.MaxDimension))
            .Where(d => d >= MatrixGen.MinDimension(matrixClass) && TokenGen.IsPossible(kind, d, limits.MaxTokens, limits.DistinctNonzero))];
    }

    private static void RequireSome(int count, ProblemLimits limits)
    {
        if (count == 0)
        {
            throw new ArgumentException("The limits admit no problem: too few tokens or dimensions for the class or the kind.", nameof(limits));
        }
    }
}
