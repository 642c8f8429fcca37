using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control.Solving;

/// <summary>A matrix of a class that meets conditions, or weights which prove that there is none.</summary>
internal sealed class ConditionSearch(TokenCloud tokens, ControlClass matrices, CancellationToken cancellation)
{
    // The central path is followed to these gaps; at each, either answer is tried that it points to.
    private static readonly double[] Gaps = [1e-5, 1e-8, 1e-11, 1e-13];

    private readonly MatrixSpace _space = MatrixSpace.Of(matrices, tokens.Dimension);
    private readonly AttentionMatrix _identity = AttentionMatrix.Identity(tokens.Dimension);

    private bool IsDefinite => matrices == ControlClass.Spd;

    /// <summary>The answer to conditions of which there may be none.</summary>
    public ControlAnswer Find(IReadOnlyList<LeadCondition> conditions)
    {
        // A leader that is 0 or has an equal: its weight alone has the sum 0.
        if (conditions.FirstOrDefault(condition => condition.IsVoid && condition.IsStrict) is { } impossible)
        {
            return new ControlAnswer.Infeasible(new ControlProof.Combination([new ControlMultiplier(impossible.Token, impossible.Other, Rational.One)]));
        }

        LeadCondition[] open = [.. conditions.Where(condition => !condition.IsVoid)];
        if (!Array.Exists(open, condition => condition.IsStrict) && !IsDefinite)
        {
            return new ControlAnswer.Feasible(new AttentionMatrix(new Rational[tokens.Dimension, tokens.Dimension]));
        }

        if (open.Length == 0)
        {
            return new ControlAnswer.Feasible(_identity);
        }

        if (IsDefinite && KeeperCycle.Find(open) is { } circle)
        {
            return new ControlAnswer.Infeasible(circle);
        }

        return (FindNumerically(open) ?? FindExactly(open)) ?? new ControlAnswer.Undecided(
            "An interior-point method in binary64 found neither a matrix with a margin that rounding keeps nor weights whose sum is exactly negative semidefinite.");
    }

    private ControlAnswer? FindNumerically(LeadCondition[] conditions)
    {
        var simplest = new SimplestMatrix(_space, conditions, IsDefinite);
        var path = new CentralPath(_space, conditions, IsDefinite ? NumericFrame.Standard(tokens.Dimension) : null);
        foreach (double gap in Gaps)
        {
            path.Continue(gap, cancellation);
            if (path.Margin > 0 && simplest.Of(path.Coordinates, path.Margin + path.Gap, _identity) is { } matrix)
            {
                return new ControlAnswer.Feasible(matrix);
            }

            ControlProof.Combination? proof = IsDefinite
                ? new DualSearch(tokens.Dimension, cancellation).Find(conditions, path, gap, isLast: path.IsStuck || gap <= Gaps[^1])
                : CombinationProgram.Solve(matrices, tokens.Dimension, conditions, []).Proof;
            if (proof is not null)
            {
                return new ControlAnswer.Infeasible(proof);
            }

            if (!IsDefinite || path.IsStuck)
            {
                return null;
            }
        }

        return null;
    }

    // Without definiteness a linear program decides: its Farkas vector is a matrix. With it another one does for a single token.
    private ControlAnswer.Feasible? FindExactly(LeadCondition[] conditions)
    {
        if (IsDefinite)
        {
            return SingleLeader.Find(conditions) is { } forOne ? new ControlAnswer.Feasible(forOne) : null;
        }

        if (CombinationProgram.Solve(matrices, tokens.Dimension, conditions, []).Separating is not { } separating)
        {
            return null;
        }

        return MatrixSpace.PrimitiveOf(separating) is { } matrix && conditions.All(condition => condition.IsMetBy(matrix))
            ? new ControlAnswer.Feasible(matrix)
            : null;
    }
}
