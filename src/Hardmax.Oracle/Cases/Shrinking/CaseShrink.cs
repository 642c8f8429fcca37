using System.Diagnostics;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>What shrinking came to.</summary>
/// <param name="Smallest">The smallest case found that still fails; the failing one itself where none is smaller.</param>
/// <param name="Trials">How many cases were tried.</param>
/// <param name="Finished">Whether no candidate of the smallest case fails; false where the budget ran out before.</param>
internal sealed record ShrinkOutcome(OracleCase Smallest, int Trials, bool Finished);

/// <summary>
/// Smaller cases: fewer layers, tokens and dimensions, integers, A towards diagonal matrices and the identity, alpha
/// towards 1, 1/2 and 2. Big steps come first, since every trial costs a call of an implementation. Category and
/// arithmetic stay, though a smaller case need not keep what its category promises.
/// </summary>
internal static class CaseShrink
{
    /// <summary>
    /// Candidates in the order in which they should be tried, made as they are asked for. Each has a lower
    /// <see cref="CaseSize"/>, only numbers that the arithmetic represents, and no step that overflows in it.
    /// </summary>
    /// <param name="oracleCase">The case.</param>
    /// <param name="limits">What is supported, or null for everything.</param>
    public static IEnumerable<OracleCase> Shrink(OracleCase oracleCase, Handshake? limits = null)
    {
        var arithmetic = new ArithmeticLimits(oracleCase.Arithmetic);
        CaseSize size = CaseSize.Of(oracleCase);
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach ((HardmaxProblem problem, int layers) in Candidates(oracleCase, arithmetic))
        {
            if (CaseSize.Of(problem, layers) < size && arithmetic.Represents(problem) && arithmetic.HasHeadroom(problem))
            {
                var candidate = new OracleCase(oracleCase.Category, problem, layers, oracleCase.Arithmetic);
                if (limits?.Supports(candidate) != false && seen.Add(candidate.Id))
                {
                    yield return candidate;
                }
            }
        }
    }

    /// <summary>Follows candidates that still fail until none does, or the budget is spent. No case is tried twice.</summary>
    /// <param name="failing">A case that fails.</param>
    /// <param name="stillFails">Whether a smaller case fails in the same way.</param>
    /// <param name="budget">How long it may take; a trial that is under way is awaited.</param>
    /// <param name="maxTrials">How many cases may be tried.</param>
    /// <param name="limits">What is supported, or null for everything.</param>
    /// <param name="cancellation">Interrupts the search.</param>
    /// <exception cref="OperationCanceledException">The search was interrupted.</exception>
    public static async Task<ShrinkOutcome> MinimizeAsync(
        OracleCase failing,
        Func<OracleCase, CancellationToken, Task<bool>> stillFails,
        TimeSpan budget,
        int maxTrials,
        Handshake? limits = null,
        CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        HashSet<string> tried = new([failing.Id], StringComparer.Ordinal);
        OracleCase smallest = failing;
        int trials = 0;
        bool advances = true;
        while (advances)
        {
            advances = false;
            foreach (OracleCase candidate in Shrink(smallest, limits).Where(candidate => tried.Add(candidate.Id)))
            {
                cancellation.ThrowIfCancellationRequested();
                if (trials >= maxTrials || clock.Elapsed >= budget)
                {
                    return new ShrinkOutcome(smallest, trials, Finished: false);
                }

                trials++;
                if (await stillFails(candidate, cancellation).ConfigureAwait(false))
                {
                    (smallest, advances) = (candidate, true);
                    break;
                }
            }
        }

        return new ShrinkOutcome(smallest, trials, Finished: true);
    }

    private static IEnumerable<(HardmaxProblem Problem, int Layers)> Candidates(OracleCase oracleCase, ArithmeticLimits arithmetic)
    {
        HardmaxProblem problem = oracleCase.Problem;
        int layers = oracleCase.Layers;
        foreach (int fewer in new[] { 1, layers / 2, layers - 1 }.Where(fewer => fewer >= 1).Distinct())
        {
            yield return (problem, fewer);
        }

        foreach (HardmaxProblem simplest in SimplestProblems.All)
        {
            yield return (simplest, 1);
        }

        if (layers > 1 && Advance(problem, arithmetic) is { } later)
        {
            yield return (later, layers - 1);
        }

        foreach (HardmaxProblem simpler in ProblemSteps.All(problem))
        {
            yield return (simpler, layers);
        }
    }

    // A mistake that needs the state after some layers shows from there, if rounding the state leaves it as it is.
    private static HardmaxProblem? Advance(HardmaxProblem problem, ArithmeticLimits arithmetic)
    {
        Rational?[][] rounded = Array.ConvertAll(ExactState.Start(problem).Next().ToTokens().ToArray(), token => Array.ConvertAll(token, arithmetic.Round));
        return Array.Exists(rounded, token => Array.Exists(token, x => x is null))
            ? null
            : new HardmaxProblem(new TokenCloud(rounded.Select(token => Array.ConvertAll(token, x => x.GetValueOrDefault()))), problem.System);
    }
}
