using System.Collections.Immutable;
using System.Numerics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Generators;

/// <summary>
/// Smaller problems: fewer tokens, fewer dimensions, A towards the identity, alpha towards 1, 1/2 and 2, simpler
/// coordinates; and, last, all of the tiniest problems. Every candidate has a lower <see cref="ProblemSize"/>, so that
/// shrinking ends whatever fails. Labels stay with their tokens; name and description, which describe the original, are
/// left out.
/// </summary>
public static class ProblemShrink
{
    /// <summary>The values of alpha that shrinking aims for, the simplest first.</summary>
    internal static readonly Rational[] SimpleAlphas = [1, Rational.One / 2, 2];

    /// <summary>Candidates in the order in which they should be tried, made as they are asked for.</summary>
    public static IEnumerable<HardmaxProblem> Shrink(HardmaxProblem problem) => Shrink(problem, _ => true);

    /// <summary>Candidates whose matrix is in a class of matrices, which the problem's own need not be.</summary>
    public static IEnumerable<HardmaxProblem> Shrink(HardmaxProblem problem, MatrixClass matrixClass) =>
        Shrink(problem, matrix => MatrixClasses.Contains(matrixClass, matrix));

    /// <summary>Candidates whose matrix satisfies a predicate.</summary>
    public static IEnumerable<HardmaxProblem> Shrink(HardmaxProblem problem, Predicate<AttentionMatrix> keeps)
    {
        ProblemSize size = ProblemSize.Of(problem);
        return Candidates(problem, keeps).Where(candidate => ProblemSize.Of(candidate) < size);
    }

    /// <summary>
    /// Follows candidates that still fail until none does: the problem itself where none of its candidates fails.
    /// </summary>
    /// <param name="problem">A problem that fails.</param>
    /// <param name="fails">Whether a problem fails.</param>
    /// <param name="keeps">What the matrix must satisfy all the way, or null.</param>
    public static HardmaxProblem Minimize(HardmaxProblem problem, Predicate<HardmaxProblem> fails, Predicate<AttentionMatrix>? keeps = null)
    {
        HardmaxProblem smallest = problem;
        for (HardmaxProblem? next = problem; next is not null; next = Shrink(smallest, keeps ?? (_ => true)).FirstOrDefault(c => fails(c)))
        {
            smallest = next;
        }

        return smallest;
    }

    private static IEnumerable<HardmaxProblem> Candidates(HardmaxProblem problem, Predicate<AttentionMatrix> keeps)
    {
        TokenCloud tokens = problem.Tokens;
        HardmaxSystem system = problem.System;
        bool keepsMatrix = keeps(system.Matrix);
        HardmaxProblem With(TokenCloud newTokens) => new(newTokens, system, problem.Labels);

        IEnumerable<HardmaxProblem> fewer = CloudShrink.DropTokens(tokens.Count).Select(kept => Keep(problem, kept));
        IEnumerable<HardmaxProblem> alphas = Alphas(system.Alpha).Select(alpha => new HardmaxProblem(tokens, new HardmaxSystem(system.Matrix, alpha), problem.Labels));
        IEnumerable<HardmaxProblem> simpler = CloudShrink.Simplify(tokens).Select(With);
        IEnumerable<HardmaxProblem> matrices = MatrixShrink.Shrink(system.Matrix)
            .Where(matrix => keeps(matrix))
            .Select(matrix => new HardmaxProblem(tokens, new HardmaxSystem(matrix, system.Alpha), problem.Labels));
        return fewer.Where(_ => keepsMatrix)
            .Concat(Lower(problem, keeps))
            .Concat(matrices)
            .Concat(alphas.Where(_ => keepsMatrix))
            .Concat(simpler.Where(_ => keepsMatrix))
            .Concat(Tiniest(problem, keeps));
    }

    // Where nothing else fails: the problems of at most 4 numbers, each 0, 1 or -1, with the simplest matrices of every
    // class. A and the tokens of an exact tie can often be simplified only together.
    private static IEnumerable<HardmaxProblem> Tiniest(HardmaxProblem problem, Predicate<AttentionMatrix> keeps) =>
        from d in Enumerable.Range(1, Math.Min(4, problem.Tokens.Dimension))
        from n in Enumerable.Range(1, Math.Min(4 / d, problem.Tokens.Count))
        from matrix in MatrixShrink.Landmarks(d)
        where keeps(matrix)
        from tokens in CloudShrink.SignClouds(n, d)
        select new HardmaxProblem(new TokenCloud(tokens), new HardmaxSystem(matrix, problem.System.Alpha));

    private static HardmaxProblem Keep(HardmaxProblem problem, int[] kept)
    {
        ImmutableArray<string>? labels = problem.Labels is { } given ? [.. kept.Select(i => given[i])] : null;
        return new HardmaxProblem(CloudShrink.Keep(problem.Tokens, kept), problem.System, labels);
    }

    private static IEnumerable<HardmaxProblem> Lower(HardmaxProblem problem, Predicate<AttentionMatrix> keeps)
    {
        int d = problem.Tokens.Dimension;
        return from c in Enumerable.Range(0, d > 1 ? d : 0)
               let matrix = MatrixShrink.Drop(problem.System.Matrix, c)
               where keeps(matrix)
               select new HardmaxProblem(CloudShrink.DropCoordinate(problem.Tokens, c), new HardmaxSystem(matrix, problem.System.Alpha), problem.Labels);
    }

    private static IEnumerable<Rational> Alphas(Rational alpha)
    {
        BigInteger cost = ProblemSize.AlphaCost(alpha);
        return SimpleAlphas.Concat(RationalShrink.Shrink(alpha)).Where(candidate => candidate.Sign > 0 && ProblemSize.AlphaCost(candidate) < cost).Distinct();
    }
}
