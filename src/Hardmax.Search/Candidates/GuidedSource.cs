using System.Collections.Immutable;
using Hardmax.Claims;
using Hardmax.Model;

namespace Hardmax.Search;

/// <summary>One step of a climb.</summary>
/// <param name="Problem">What was tried.</param>
/// <param name="Margin">Its margin.</param>
/// <param name="IsAccepted">Whether the climb goes on from here.</param>
internal sealed record ClimbStep(HardmaxProblem Problem, double Margin, bool IsAccepted);

/// <summary>
/// Climbs towards violations: each block begins at a random small problem, changes it a little again and again, and goes
/// on from every change whose margin (<see cref="ClaimMargins"/>) is no worse. All problems tried are candidates. Blocks
/// take turns among the claims of the scope that have a margin; where none has, they look for problems that take long
/// to settle.
/// </summary>
internal sealed class GuidedSource : ICandidateSource
{
    // Names the random numbers of this source.
    private const ulong Salt = 2;

    private readonly HuntScope _scope;
    private readonly SmallProblems _starts;
    private readonly ProblemMutation _mutation;
    private readonly ImmutableArray<ClaimMargin> _margins;

    /// <summary>Climbs for the claims of a scope.</summary>
    public GuidedSource(HuntScope scope)
    {
        (_scope, _starts, _mutation) = (scope, new SmallProblems(scope), new ProblemMutation(scope));
        IEnumerable<ClaimMargin> margins = scope.Claims.Select(ClaimMargins.Of).OfType<ClaimMargin>();
        _margins = [.. margins.DefaultIfEmpty(ClaimMargins.Settling)];
    }

    /// <inheritdoc/>
    public string Id => "guided";

    /// <summary>No bound, or none at all where the class has no matrix in the dimension.</summary>
    public long? Blocks => SmallProblems.DimensionsOf(_scope).Length == 0 ? 0 : null;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The block is negative, or there is none.</exception>
    public IReadOnlyList<HardmaxProblem> Draw(long block) => [.. Climb(block).Select(step => step.Problem)];

    /// <inheritdoc/>
    public string Covered(long blocks) =>
        FormattableString.Invariant($"{blocks} climbs of {ICandidateSource.BlockSize} problems towards a violation, n at most {_scope.MaxTokens}, integer entries, seed {_scope.Seed}");

    /// <summary>The climb of a block: the start, which is accepted, and every change tried.</summary>
    internal IReadOnlyList<ClimbStep> Climb(long block)
    {
        if (block < 0 || Blocks == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(block), block, "There is no such block.");
        }

        var random = new CandidateRandom(_scope.Seed, Salt, block);
        ClaimMargin margin = _margins[(int)(block % _margins.Length)];
        HardmaxProblem problem = _starts.Next(random);
        double best = margin(problem);
        List<ClimbStep> steps = [new ClimbStep(problem, best, true)];
        while (steps.Count < ICandidateSource.BlockSize)
        {
            HardmaxProblem changed = _mutation.Next(problem, random);
            double value = margin(changed);
            bool isAccepted = value <= best;
            steps.Add(new ClimbStep(changed, value, isAccepted));
            (problem, best) = isAccepted ? (changed, value) : (problem, best);
        }

        return steps;
    }
}
