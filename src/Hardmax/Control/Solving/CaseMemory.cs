using System.Collections.Immutable;
using Hardmax.Model;

namespace Hardmax.Control.Solving;

/// <summary>
/// What the cases of one exact question have come to: a proof serves every case that has the conditions it uses, and a
/// matrix every case whose conditions it meets.
/// </summary>
internal sealed class CaseMemory
{
    private const int MostMatrices = 40;

    private readonly List<(ImmutableHashSet<(int Token, int Other)> Closed, ControlProof.Combination Proof)> _proofs = [];
    private readonly LinkedList<AttentionMatrix> _matrices = new();

    /// <summary>The answer to a case that an earlier one gives, or null.</summary>
    public ControlAnswer? Find(IReadOnlyCollection<LeadCondition> conditions)
    {
        LeadCondition[] closed = [.. conditions.Where(condition => !condition.IsStrict)];
        var pairs = closed.Select(condition => (condition.Token, condition.Other)).ToHashSet();
        if (_proofs.Find(known => known.Closed.IsSubsetOf(pairs)) is { Proof: { } proof })
        {
            return new ControlAnswer.Infeasible(proof);
        }

        AttentionMatrix? matrix = _matrices.FirstOrDefault(matrix => Array.TrueForAll(closed, condition => condition.IsMetBy(matrix)));
        return matrix is null ? null : new ControlAnswer.Feasible(matrix);
    }

    /// <summary>Keeps the answer to a case of the same strict conditions as all others.</summary>
    public void Add(ControlAnswer answer)
    {
        switch (answer)
        {
            case ControlAnswer.Infeasible { Proof: ControlProof.Combination proof }:
                _proofs.Add(([.. proof.Multipliers.Where(multiplier => multiplier.Weight.Sign < 0).Select(multiplier => (multiplier.Leader, multiplier.Other))], proof));
                break;
            case ControlAnswer.Feasible { Matrix: { } matrix }:
                _matrices.AddFirst(matrix);
                if (_matrices.Count > MostMatrices)
                {
                    _matrices.RemoveLast();
                }

                break;
        }
    }
}
