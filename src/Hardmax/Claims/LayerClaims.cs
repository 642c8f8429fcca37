using System.Collections.Immutable;
using Hardmax.Geometry;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Claims;

/// <summary>
/// The claims about layers and their successors. Each predicate says why the layers beyond those of the evidence need no
/// look, whether or not the attention sets are known to repeat.
/// </summary>
internal static class LayerClaims
{
    /// <summary>Judged by the hull alone, with no use of the attention sets. Later layers: every layer is a convex combination of its predecessor, whatever the sets.</summary>
    public static ClaimVerdict HullShrinks(ClaimEvidence evidence)
    {
        foreach ((EvidenceLayer before, EvidenceLayer after) in Steps(evidence))
        {
            Rational[][] corners = before.Tokens.ToArray();
            for (int i = 0; i < after.Tokens.Count; i++)
            {
                var membership = HullMembership.Of([.. after.Tokens[i]], corners);
                if (membership.Direction is { } direction)
                {
                    return ClaimVerdict.Violated(new ClaimWitness($"token {i} of layer {after.Layer} lies beyond every token of layer {before.Layer} in the direction w")
                    {
                        Layer = after.Layer,
                        Tokens = [i],
                        Values = [At(after, i), new NamedValue("w", [.. direction])],
                    });
                }
            }
        }

        return ClaimVerdict.Holds();
    }

    /// <summary>Later layers, and leaders that are still to come: docs/theory.md, fact 2, which what was looked at is held to.</summary>
    public static ClaimVerdict LeaderPersists(ClaimEvidence evidence)
    {
        foreach ((EvidenceLayer before, EvidenceLayer after) in Steps(evidence))
        {
            foreach (int i in before.Sets.Leaders())
            {
                bool isFrozen = before.Tokens[i].SequenceEqual(after.Tokens[i]);
                if (!isFrozen || !after.Sets.IsLeader(i))
                {
                    return ClaimVerdict.Violated(new ClaimWitness($"token {i} leads at layer {before.Layer} and {(isFrozen ? "leads no more" : "has moved")} at layer {after.Layer}")
                    {
                        Layer = after.Layer,
                        Tokens = [i],
                        Values = [At(before, i), At(after, i)],
                    });
                }
            }
        }

        return ClaimVerdict.Holds();
    }

    /// <summary>Judged by the hull alone. Later layers, and leaders that are still to come: A z_i is a direction that a leader alone maximises.</summary>
    public static ClaimVerdict LeaderIsVertex(ClaimEvidence evidence)
    {
        foreach (EvidenceLayer layer in evidence.Layers)
        {
            Rational[][] tokens = layer.Tokens.ToArray();
            foreach (int i in layer.Sets.Leaders())
            {
                Rational[][] others = [.. tokens.Where(token => !Vectors.Comparer.Equals(token, tokens[i]))];
                if (others.Length > 0 && HullMembership.Of(tokens[i], others).Combination is { } combination)
                {
                    return ClaimVerdict.Violated(new ClaimWitness($"token {i} leads at layer {layer.Layer} and is a convex combination of {combination.Weights.Count} other places")
                    {
                        Layer = layer.Layer,
                        Tokens = [i],
                        Values = [At(layer, i)],
                    });
                }
            }
        }

        return ClaimVerdict.Holds();
    }

    public static ClaimVerdict LeaderExists(ClaimEvidence evidence)
    {
        EvidenceLayer start = evidence.Layers[0];
        int[] leaders = start.Sets.Leaders();
        if (leaders.Length > 0)
        {
            return ClaimVerdict.Holds(new ClaimWitness($"token {leaders[0]} leads at layer 0") { Layer = 0, Tokens = [.. leaders] });
        }

        IEnumerable<string> sets = Enumerable.Range(0, start.Sets.Count).Select(i => $"C_{i} = {{{string.Join(", ", start.Sets[i].ToArray())}}}");
        return ClaimVerdict.Violated(new ClaimWitness("no token attends to itself alone: " + string.Join(", ", sets)) { Layer = 0 });
    }

    /// <summary>
    /// Later layers: tokens that met would have equal sets from then on, hence from the layer on from which the sets
    /// repeat, and a difference that shrinks by 1 - gamma per layer does not reach 0.
    /// </summary>
    public static ClaimVerdict DistinctStayDistinct(ClaimEvidence evidence)
    {
        foreach (EvidenceLayer layer in evidence.Layers)
        {
            if (layer.Tokens.IsDistinct())
            {
                continue;
            }

            int[] pair = EqualPair(layer.Tokens);
            return ClaimVerdict.Violated(new ClaimWitness($"tokens {pair[0]} and {pair[1]} have met at layer {layer.Layer}")
            {
                Layer = layer.Layer,
                Tokens = [.. pair],
                Values = [At(layer, pair[0])],
            });
        }

        // Where the form is never negative it is a theorem (docs/theory.md, fact 8).
        return evidence.IsDecided || evidence.IsPositiveSemidefinite
            ? ClaimVerdict.Holds()
            : ClaimVerdict.Undecided($"distinct up to layer {evidence.Layers[^1].Layer}; what follows is not known");
    }

    internal static NamedValue At(EvidenceLayer layer, int i) => new($"z_{i} at layer {layer.Layer}", layer.Tokens.Token(i));

    internal static IEnumerable<(EvidenceLayer Before, EvidenceLayer After)> Steps(ClaimEvidence evidence) =>
        evidence.Layers.Zip(evidence.Layers.Skip(1));

    private static int[] EqualPair(TokenCloud tokens)
    {
        var seen = new Dictionary<Rational[], int>(Vectors.Comparer);
        for (int i = 0; ; i++)
        {
            if (!seen.TryAdd([.. tokens[i]], i))
            {
                return [seen[[.. tokens[i]]], i];
            }
        }
    }
}
