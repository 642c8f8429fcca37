using System.Collections.Immutable;
using Hardmax.Dynamics;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Limits;

/// <summary>
/// Says what a problem does as its layers tend to infinity, where that can be proved. Layers are computed exactly until
/// a certificate closes; the limit itself is never simulated. "Undecided" is an answer, a guess is not.
/// </summary>
public static class LimitCertifier
{
    /// <summary>How many layers are computed where nothing else is said.</summary>
    public const int DefaultMaxLayers = 1000;

    /// <summary>The limit of a problem, proved within a number of layers, or undecided after them.</summary>
    /// <param name="problem">Tokens, A and alpha.</param>
    /// <param name="maxLayers">The last layer at which a certificate may close, at least 0.</param>
    /// <param name="cancellation">Ends the work between two layers.</param>
    /// <exception cref="OperationCanceledException">The cancellation was asked for.</exception>
    public static LimitResult Certify(HardmaxProblem problem, int maxLayers = DefaultMaxLayers, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxLayers);
        var run = new LimitRun(problem);
        ExactState state = ExactState.Start(problem);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (run.Observe(state) is { } result)
            {
                return result;
            }

            if (state.Layer == maxLayers)
            {
                return run.Undecided(state);
            }

            state = state.Next();
        }
    }
}
