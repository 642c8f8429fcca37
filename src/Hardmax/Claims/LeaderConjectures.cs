using System.Collections.Immutable;
using System.Globalization;
using Hardmax.Control;
using Hardmax.Geometry;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Claims;

/// <summary>
/// Conjectures about which tokens lead, and which can be made to. Those about "some A" look at the tokens alone: the
/// matrix of the problem plays no part.
/// </summary>
internal static class LeaderConjectures
{
    /// <summary>Each extreme point alone, by an SPD matrix.</summary>
    public static ClaimVerdict VertexCanLead(ClaimEvidence evidence, ControlClass matrices)
    {
        TokenCloud tokens = evidence.Problem.Tokens;
        string? unknown = null;
        foreach (int vertex in ConvexHull.Of(tokens.ToArray()).ExtremePoints)
        {
            var question = new ControlQuestion(tokens, [vertex], matrices);
            switch (LeaderControl.Solve(question))
            {
                case ControlAnswer.Infeasible none:
                    return Impossible($"token {vertex} is a vertex of the hull, and no {Word(matrices)}A makes it a leader", question, none);
                case ControlAnswer.Undecided undecided:
                    unknown = $"whether token {vertex} can lead is not known: {undecided.Reason}";
                    break;
                default:
                    break;
            }
        }

        return unknown is null ? ClaimVerdict.Holds() : ClaimVerdict.Undecided(unknown);
    }

    /// <summary>All tokens that can lead alone, together.</summary>
    public static ClaimVerdict CanLeadTogether(ClaimEvidence evidence, ControlClass matrices)
    {
        TokenCloud tokens = evidence.Problem.Tokens;
        ControlAnswer Ask(IEnumerable<int> leaders) => LeaderControl.Solve(new ControlQuestion(tokens, leaders, matrices));
        int[] able = [.. Enumerable.Range(0, tokens.Count).Where(i => Ask([i]) is ControlAnswer.Feasible)];
        return Ask(able) switch
        {
            ControlAnswer.Infeasible none => Impossible(
                $"each of the tokens {string.Join(", ", able)} can be made a leader, and no {Word(matrices)}A makes all of them leaders",
                new ControlQuestion(tokens, able, matrices),
                none),
            ControlAnswer.Undecided undecided => ClaimVerdict.Undecided(undecided.Reason),
            _ => ClaimVerdict.Holds(new ClaimWitness($"the tokens {string.Join(", ", able)} lead together") { Tokens = [.. able] }),
        };
    }

    /// <summary>Leaders never stop (docs/theory.md, fact 2), so only a new one can differ.</summary>
    public static ClaimVerdict FirstLeadersAreFinal(ClaimEvidence evidence)
    {
        int[] first = evidence.Layers[0].Sets.Leaders();
        foreach (EvidenceLayer layer in evidence.Layers)
        {
            int[] late = [.. layer.Sets.Leaders().Except(first)];
            if (late.Length > 0)
            {
                return ClaimVerdict.Violated(new ClaimWitness($"token {late[0]} leads since layer {layer.Layer} and not before")
                {
                    Layer = layer.Layer,
                    Tokens = [.. late],
                    Values = [LayerClaims.At(layer, late[0])],
                });
            }
        }

        return evidence.IsDecided
            ? ClaimVerdict.Holds()
            : ClaimVerdict.Undecided($"no new leader up to layer {evidence.Layers[^1].Layer}; what follows is not known");
    }

    /// <summary>At layer 0.</summary>
    public static ClaimVerdict LeadersAtMost(ClaimEvidence evidence, int bound)
    {
        int[] leaders = evidence.Layers[0].Sets.Leaders();
        return leaders.Length <= bound
            ? ClaimVerdict.Holds()
            : ClaimVerdict.Violated(new ClaimWitness(string.Create(
                CultureInfo.InvariantCulture,
                $"{leaders.Length} tokens lead at layer 0 in dimension {evidence.Problem.Tokens.Dimension}"))
            {
                Layer = 0,
                Tokens = [.. leaders],
            });
    }

    /// <summary>A tie is one between different places: equal tokens always share their sets.</summary>
    public static ClaimVerdict CyclesHaveTies(ClaimEvidence evidence)
    {
        if (!evidence.IsDecided)
        {
            return FinalClaims.Unknown(evidence);
        }

        if (evidence.Limit.Status != LimitStatus.Cycle)
        {
            return ClaimVerdict.Holds();
        }

        LimitGroup orbit = evidence.Limit.Groups.First(group => !group.IsPoint);
        bool hasTie = evidence.Layers.Skip(evidence.Limit.SettledLayer).Any(HasTie);
        return hasTie
            ? ClaimVerdict.Holds()
            : ClaimVerdict.Violated(new ClaimWitness($"token {orbit.Members[0]} tends to an orbit of {orbit.Places.Length} places, and from layer {evidence.Limit.SettledLayer} on no attention set holds two different places")
            {
                Layer = evidence.Limit.SettledLayer,
                IsApproached = !evidence.Recurs,
                Tokens = orbit.Members,
                Values = [.. orbit.Places.Select((place, phase) => new NamedValue($"phase {phase}", place))],
            });
    }

    private static bool HasTie(EvidenceLayer layer) => Enumerable.Range(0, layer.Sets.Count).Any(i =>
    {
        int[] set = layer.Sets[i].ToArray();
        return Array.Exists(set, j => !layer.Tokens[j].SequenceEqual(layer.Tokens[set[0]]));
    });

    private static ClaimVerdict Impossible(string says, ControlQuestion question, ControlAnswer.Infeasible none)
    {
        // A claim is refuted by proofs alone, and this one by another program than the one that found it.
        if (!ControlChecker.Verify(question, none, out string? reason))
        {
            return ClaimVerdict.Undecided($"a proof that was found does not hold: {reason}");
        }

        ImmutableArray<ControlMultiplier> multipliers = none.Proof is ControlProof.Combination combination ? combination.Multipliers : [];
        return ClaimVerdict.Violated(new ClaimWitness(says)
        {
            Layer = 0,
            Tokens = question.Leaders,
            Values = [.. multipliers.Select(multiplier => new NamedValue($"w_{multiplier.Leader},{multiplier.Other}", [multiplier.Weight]))],
        });
    }

    private static string Word(ControlClass matrices) => matrices switch
    {
        ControlClass.Spd => "symmetric positive definite ",
        ControlClass.Symmetric => "symmetric ",
        _ => string.Empty,
    };
}
