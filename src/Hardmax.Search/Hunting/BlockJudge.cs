using System.Collections.Immutable;
using Hardmax.Claims;
using Hardmax.Formats;
using Hardmax.Model;

namespace Hardmax.Search;

/// <summary>Judges the candidates of a block by claims: each candidate's limit is certified once, whatever the number of claims.</summary>
internal static class BlockJudge
{
    /// <summary>
    /// The last layer at which a certificate of a candidate may close. Small problems settle early or not at all, and
    /// what is found is judged again with more.
    /// </summary>
    public const int MaxLayers = 60;

    /// <summary>Judges a block.</summary>
    /// <param name="number">The block's number in the schedule.</param>
    /// <param name="candidates">Its problems.</param>
    /// <param name="claims">The claims to ask about.</param>
    /// <param name="cancellation">Ends the work between two problems.</param>
    public static BlockResult Judge(long number, IReadOnlyList<HardmaxProblem> candidates, IReadOnlyList<Claim> claims, CancellationToken cancellation)
    {
        var counts = claims.ToDictionary(claim => claim, _ => new Count());
        var clouds = new HashSet<TokenCloud>();
        foreach (HardmaxProblem problem in candidates.Where(IsJudged))
        {
            cancellation.ThrowIfCancellationRequested();
            bool isNewCloud = clouds.Add(problem.Tokens);
            var evidence = new Lazy<ClaimEvidence>(() => ClaimEvidence.Gather(problem, MaxLayers, cancellation));
            foreach (Claim claim in claims.Where(claim => isNewCloud || !claim.IsOfTokensAlone))
            {
                counts[claim].Add(problem, claim.Evaluate(evidence.Value));
            }
        }

        return new BlockResult(number, candidates.Count, [.. claims.Select(claim => counts[claim].Tally(claim.Id))]);
    }

    /// <summary>
    /// Whether a problem may refute anything: distinct, nonzero tokens, as the theorem assumes, and A other than 0, which
    /// is in four classes at once and sends everyone to the mean.
    /// </summary>
    public static bool IsJudged(HardmaxProblem problem) =>
        problem.Tokens.IsDistinct() && !problem.Tokens.HasZero() && !problem.System.Matrix.IsZero;

    private sealed class Count
    {
        private int _trials;
        private int _undecided;
        private string? _violation;
        private bool _isApproached;

        public void Add(HardmaxProblem problem, ClaimVerdict verdict)
        {
            _trials += verdict.Status == ClaimStatus.NotApplicable ? 0 : 1;
            _undecided += verdict.Status == ClaimStatus.Undecided ? 1 : 0;
            if (verdict is { Status: ClaimStatus.Violated, Witness.IsApproached: var isApproached }
                && (_violation is null || (_isApproached && !isApproached)))
            {
                (_violation, _isApproached) = (ProblemWriter.ToJson(problem), isApproached);
            }
        }

        public ClaimTally Tally(string claim) => new(claim, _trials, _undecided, _violation, _isApproached);
    }
}
