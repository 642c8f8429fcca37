using System.Collections.Immutable;
using Hardmax.Claims;
using Hardmax.Formats;
using Hardmax.Model;

namespace Hardmax.Search;

/// <summary>Judges the candidates of a block by claims: each candidate's limit is certified once, whatever the number of claims.</summary>
public static class BlockJudge
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
        foreach (HardmaxProblem problem in candidates)
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

    private sealed class Count
    {
        private int _trials;
        private int _undecided;
        private string? _violation;

        public void Add(HardmaxProblem problem, ClaimVerdict verdict)
        {
            _trials += verdict.Status == ClaimStatus.NotApplicable ? 0 : 1;
            _undecided += verdict.Status == ClaimStatus.Undecided ? 1 : 0;
            if (verdict.Status == ClaimStatus.Violated)
            {
                _violation ??= ProblemWriter.ToJson(problem);
            }
        }

        public ClaimTally Tally(string claim) => new(claim, _trials, _undecided, _violation);
    }
}
