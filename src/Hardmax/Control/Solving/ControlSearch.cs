using System.Collections.Immutable;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control.Solving;

/// <summary>
/// The search for a matrix under which the leaders are L exactly: where a token outside L leads under the matrix found
/// for the conditions so far, every other token in turn is supposed to keep it from that.
/// </summary>
internal sealed class ControlSearch(ControlQuestion question, CancellationToken cancellation)
{
    private const int MostNodes = 20_000;

    private readonly TokenCloud _tokens = question.Tokens;
    private readonly ConditionSearch _search = new(question.Tokens, question.Matrices, cancellation);
    private readonly CaseMemory _memory = new();
    private int _nodes;

    /// <summary>The answer below the conditions that are given.</summary>
    public ControlAnswer Find(ImmutableList<LeadCondition> conditions)
    {
        cancellation.ThrowIfCancellationRequested();
        if (++_nodes > MostNodes)
        {
            return new ControlAnswer.Undecided($"More than {MostNodes} cases of tokens keeping others from leading were looked at.");
        }

        ControlAnswer answer = AnswerTo(conditions);
        if (answer is not ControlAnswer.Feasible { Matrix: { } matrix } || TokenToKeep(matrix, conditions) is not { } token)
        {
            return answer;
        }

        return Split(token, matrix, conditions);
    }

    private ControlAnswer AnswerTo(ImmutableList<LeadCondition> conditions)
    {
        if (_memory.Find(conditions) is { } known)
        {
            return known;
        }

        ControlAnswer answer = _search.Find(conditions);
        _memory.Add(answer);
        return answer;
    }

    private ControlAnswer Split(int token, AttentionMatrix matrix, ImmutableList<LeadCondition> conditions)
    {
        // The case that the present matrix misses by least is the most promising one.
        Rational[] image = matrix.Apply(_tokens[token]);
        IEnumerable<int> others = Enumerable.Range(0, _tokens.Count)
            .Where(j => j != token)
            .OrderBy(j => Vectors.Dot(image, Vectors.Subtract(_tokens[token], _tokens[j])));
        ControlAnswer.Undecided? undecided = null;
        ImmutableSortedDictionary<int, ControlProof>.Builder cases = ImmutableSortedDictionary.CreateBuilder<int, ControlProof>();
        foreach (int j in others)
        {
            switch (Find(conditions.Add(new LeadCondition(_tokens, token, j, isStrict: false))))
            {
                case ControlAnswer.Infeasible infeasible when !Uses(infeasible.Proof, token):
                    return infeasible;
                case ControlAnswer.Infeasible infeasible:
                    cases.Add(j, infeasible.Proof);
                    break;
                case ControlAnswer.Undecided reason:
                    undecided ??= reason;
                    break;
                case ControlAnswer answer:
                    return answer;
            }
        }

        return undecided is not null ? undecided : new ControlAnswer.Infeasible(new ControlProof.Split(token, cases.ToImmutable()));
    }

    // One that keeps another is taken first: circles of tokens that keep each other are short contradictions.
    private int? TokenToKeep(AttentionMatrix matrix, ImmutableList<LeadCondition> conditions)
    {
        int[] leading = [.. LeadersAtStart.Under(_tokens, matrix).Except(question.Leaders)];
        return leading.Length == 0
            ? null
            : leading.MaxBy(i => conditions.FindLastIndex(condition => !condition.IsStrict && condition.Other == i));
    }

    // A proof that does not use the case holds without it.
    private static bool Uses(ControlProof proof, int token) => proof switch
    {
        ControlProof.Combination combination => combination.Multipliers.Any(multiplier => multiplier.Leader == token),
        ControlProof.Split split => split.Cases.Values.Any(inner => Uses(inner, token)),
        _ => true,
    };
}
