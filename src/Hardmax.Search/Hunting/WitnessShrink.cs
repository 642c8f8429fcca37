using Hardmax.Claims;
using Hardmax.Generators;
using Hardmax.Limits;
using Hardmax.Model;

namespace Hardmax.Search;

/// <summary>Makes a violation small, and judges it once more: what is published has been found twice.</summary>
internal static class WitnessShrink
{
    // Of a predicate that certifies a limit each time: some seconds at most, and the same ones everywhere.
    private const int MostTrials = 20_000;

    /// <summary>
    /// The smallest problem that shrinking reaches, in tokens, dimension, size of entries and alpha in this order; its
    /// matrix is in the class, and its dimension is the scope's where that has one.
    /// </summary>
    /// <param name="scope">Where it was found.</param>
    /// <param name="claim">The claim that it violates.</param>
    /// <param name="violation">The problem, as it was found.</param>
    /// <param name="foundBy">By which source.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static Counterexample Shrink(HuntScope scope, Claim claim, HardmaxProblem violation, string foundBy, CancellationToken cancellation = default)
    {
        bool mayBeApproached = Judge(claim, violation, BlockJudge.MaxLayers, cancellation).Witness?.IsApproached ?? false;
        int trials = 0;
        bool StillViolates(HardmaxProblem problem)
        {
            cancellation.ThrowIfCancellationRequested();
            return trials++ < MostTrials
                && (scope.Dimension is not { } dimension || problem.Tokens.Dimension == dimension)
                && BlockJudge.IsJudged(problem)
                && Judge(claim, problem, BlockJudge.MaxLayers, cancellation) is { Status: ClaimStatus.Violated, Witness.IsApproached: var isApproached }
                && (mayBeApproached || !isApproached);
        }

        HardmaxProblem smallest = ProblemShrink.Minimize(violation, StillViolates, matrix => MatrixClasses.Contains(scope.Class, matrix));
        ClaimVerdict verdict = Judge(claim, smallest, LimitCertifier.DefaultMaxLayers, cancellation);
        return verdict.Status == ClaimStatus.Violated
            ? new Counterexample(smallest, verdict, foundBy)
            : throw new InvalidOperationException($"A violation of {claim.Id} is none when it is judged again: {ProblemText.Write(smallest)}");
    }

    private static ClaimVerdict Judge(Claim claim, HardmaxProblem problem, int maxLayers, CancellationToken cancellation) =>
        claim.Evaluate(ClaimEvidence.Gather(problem, maxLayers, cancellation));
}
