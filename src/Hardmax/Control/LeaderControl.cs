using System.Collections.Immutable;
using Hardmax.Control.Solving;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Control;

/// <summary>Finds a matrix under which given tokens lead, or a proof that there is none.</summary>
public static class LeaderControl
{
    /// <summary>The answer; unless undecided, one that <see cref="ControlChecker"/> accepts.</summary>
    /// <param name="question">The question.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="ArgumentException">The class of the matrices is none.</exception>
    /// <exception cref="OperationCanceledException">The cancellation was asked for.</exception>
    public static ControlAnswer Solve(ControlQuestion question, CancellationToken cancellation = default)
    {
        if (!Enum.IsDefined(question.Matrices))
        {
            throw new ArgumentException("The class of the matrices is none of the three.", nameof(question));
        }

        cancellation.ThrowIfCancellationRequested();
        return BalancedQuestion.Of(question) is { } balanced
            ? balanced.Restore(Find(balanced.Question, cancellation))
            : Find(question, cancellation);
    }

    private static ControlAnswer Find(ControlQuestion question, CancellationToken cancellation)
    {
        TokenCloud tokens = question.Tokens;
        ImmutableList<LeadCondition> conditions =
        [
            .. question.Leaders.SelectMany(i => Enumerable.Range(0, tokens.Count)
                .Where(j => j != i)
                .Select(j => new LeadCondition(tokens, i, j, isStrict: true))),
        ];
        return question.IsExact
            ? new ControlSearch(question, cancellation).Find(conditions)
            : new ConditionSearch(tokens, question.Matrices, cancellation).Find(conditions);
    }
}
