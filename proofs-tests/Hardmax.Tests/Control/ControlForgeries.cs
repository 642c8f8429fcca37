using System.Collections.Immutable;
using Hardmax.Control;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Tests.Control;

/// <summary>Answers with one thing changed; some of them stay true.</summary>
internal static class ControlForgeries
{
    /// <summary>The same answer to a question that differs in one thing.</summary>
    public static IEnumerable<ControlQuestion> Of(ControlQuestion question)
    {
        TokenCloud tokens = question.Tokens;
        foreach (ControlClass matrices in Enum.GetValues<ControlClass>())
        {
            yield return new ControlQuestion(tokens, question.Leaders, matrices, question.IsExact);
        }

        yield return new ControlQuestion(tokens, question.Leaders, question.Matrices, !question.IsExact);
        for (int i = 0; i < tokens.Count; i++)
        {
            int[] leaders = question.Leaders.Contains(i) ? [.. question.Leaders.Remove(i)] : [.. question.Leaders, i];
            yield return new ControlQuestion(tokens, leaders, question.Matrices, question.IsExact);
            Rational[][] moved = tokens.ToArray();
            moved[i][0] += new Rational(1, 7);
            yield return new ControlQuestion(new TokenCloud(moved), question.Leaders, question.Matrices, question.IsExact);
            yield return new ControlQuestion(new TokenCloud(tokens.ToArray().Append(moved[i])), question.Leaders, question.Matrices, question.IsExact);
        }
    }

    /// <summary>Other answers to the same question.</summary>
    public static IEnumerable<ControlAnswer> Of(ControlAnswer answer, int n) => answer switch
    {
        ControlAnswer.Feasible feasible => Matrices(feasible.Matrix).Select(matrix => new ControlAnswer.Feasible(matrix)),
        ControlAnswer.Infeasible infeasible => Proofs(infeasible.Proof, n).Select(proof => new ControlAnswer.Infeasible(proof)),
        _ => [],
    };

    private static IEnumerable<AttentionMatrix> Matrices(AttentionMatrix matrix)
    {
        int d = matrix.Dimension;
        yield return new AttentionMatrix(new Rational[d, d]);
        yield return AttentionMatrix.Identity(d);
        yield return AttentionMatrix.Identity(d + 1);
        for (int at = 0; at < d * d; at++)
        {
            foreach (Rational change in (Rational[])[1, -1, -2 * matrix[at / d, at % d]])
            {
                Rational[,] entries = matrix.ToArray();
                entries[at / d, at % d] += change;
                yield return new AttentionMatrix(entries);
                if (at / d != at % d)
                {
                    entries[at % d, at / d] += change;
                    yield return new AttentionMatrix(entries);
                }
            }
        }
    }

    private static IEnumerable<ControlProof> Proofs(ControlProof proof, int n) => proof switch
    {
        ControlProof.Combination combination => Weights(combination.Multipliers, n).Select(multipliers => new ControlProof.Combination(multipliers)),
        ControlProof.Split split => Splits(split, n),
        _ => [],
    };

    private static IEnumerable<ImmutableArray<ControlMultiplier>> Weights(ImmutableArray<ControlMultiplier> multipliers, int n)
    {
        yield return [.. multipliers.Select(m => m with { Weight = m.Weight * new Rational(2, 3) })];
        yield return [.. multipliers.Select(m => m with { Weight = -m.Weight })];
        yield return [.. multipliers.Select(m => m with { Leader = m.Other, Other = m.Leader })];
        yield return [];
        for (int k = 0; k < multipliers.Length; k++)
        {
            ControlMultiplier m = multipliers[k];
            yield return multipliers.RemoveAt(k);
            yield return multipliers.Add(m);
            foreach (ControlMultiplier changed in (ControlMultiplier[])
            [
                m with { Weight = m.Weight + 1 }, m with { Weight = m.Weight - new Rational(1, 3) }, m with { Weight = -m.Weight },
                m with { Weight = 0 }, m with { Other = (m.Other + 1) % n }, m with { Leader = (m.Leader + 1) % n },
                m with { Other = n }, m with { Leader = -1 }, m with { Other = m.Leader },
            ])
            {
                yield return multipliers.SetItem(k, changed);
                yield return multipliers.Add(changed);
            }
        }
    }

    private static IEnumerable<ControlProof> Splits(ControlProof.Split split, int n)
    {
        yield return split with { Token = (split.Token + 1) % n };
        yield return split with { Token = n };
        yield return new ControlProof.Split(split.Token, ImmutableSortedDictionary<int, ControlProof>.Empty);
        if (split.Cases.IsEmpty)
        {
            yield break;
        }

        ControlProof first = split.Cases.First().Value;
        yield return first;
        yield return split with { Cases = split.Cases.Add(split.Token, first) };
        yield return split with { Cases = split.Cases.Add(n, first) };
        foreach ((int j, ControlProof inner) in split.Cases)
        {
            yield return split with { Cases = split.Cases.Remove(j) };
            yield return split with { Cases = split.Cases.SetItem(j, first) };
            yield return split with { Cases = split.Cases.SetItem(j, split) };
            foreach (ControlProof forged in Proofs(inner, n))
            {
                yield return split with { Cases = split.Cases.SetItem(j, forged) };
            }
        }
    }
}
