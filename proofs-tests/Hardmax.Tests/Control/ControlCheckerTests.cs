using System.Collections.Immutable;
using Hardmax.Control;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;
using Xunit.Abstractions;

namespace Hardmax.Tests.Control;

/// <summary>The checker accepts what is proved, and nothing else.</summary>
public sealed class ControlCheckerTests(ITestOutputHelper output)
{
    private static readonly TokenCloud Three = ControlClouds.Literal([1, 0], [2, 1], [2, -1]);

    /// <summary>Every forgery is accepted if and only if it happens to be true, which is decided by other means.</summary>
    [Fact]
    public void Forged_answers_are_accepted_only_where_they_are_true()
    {
        var random = new Random(7);
        var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int trial = 0; trial < 40; trial++)
        {
            TokenCloud tokens = ControlClouds.Next(random, random.Next(1, 4), random.Next(1, 5));
            bool isExact = trial % 2 == 0;
            int[] leaders = isExact && trial % 3 == 0 ? [] : ControlClouds.Leaders(random, tokens.Count);
            var question = new ControlQuestion(tokens, leaders, (ControlClass)random.Next(3), isExact);
            ControlAnswer answer = LeaderControl.Solve(question);
            foreach (ControlQuestion other in ControlForgeries.Of(question))
            {
                Note(seen, other, answer);
            }

            foreach (ControlAnswer forged in ControlForgeries.Of(answer, tokens.Count))
            {
                Note(seen, question, forged);
            }
        }

        output.WriteLine(string.Join(", ", seen.Select(pair => $"{pair.Key} {pair.Value}")));
        Assert.All(
            (string[])["Feasible True", "Feasible False", "Combination True", "Combination False", "Split True", "Split False"],
            label => Assert.True(seen.GetValueOrDefault(label) >= 20, label));
    }

    [Fact]
    public void A_proof_needs_a_weight_above_0_or_a_sum_other_than_0()
    {
        // Both tokens are kept from leading by the other: -1 and -1 sum up to (z_0 - z_1)(z_0 - z_1)^T with its sign turned.
        TokenCloud two = ControlClouds.Literal([1, 0], [0, 1]);
        ControlProof circle = Combination((0, 1, -1), (1, 0, -1));
        ControlProof proof = Split(0, (1, Split(1, (0, circle))));
        Assert.True(Accepts(new ControlQuestion(two, [], ControlClass.Spd, isExact: true), proof));
        Assert.False(Accepts(new ControlQuestion(two, [], ControlClass.Symmetric, isExact: true), proof));

        // A zero token outside L: its weight is below 0, its matrix 0, and so is the sum. Nothing is contradicted.
        TokenCloud zero = ControlClouds.Literal([0, 0], [1, 0]);
        ControlProof idle = Split(0, (1, Combination((0, 1, -1))));
        Assert.All(Enum.GetValues<ControlClass>(), matrices => Assert.False(Accepts(new ControlQuestion(zero, [1], matrices, isExact: true), idle)));
    }

    [Fact]
    public void A_single_token_leads_under_every_matrix()
    {
        TokenCloud one = ControlClouds.Literal([0, 0]);
        Assert.All(Enum.GetValues<ControlClass>(), matrices =>
        {
            Assert.True(Accepts(new ControlQuestion(one, [], matrices, isExact: true), Split(0)));
            Assert.False(Accepts(new ControlQuestion(one, [], matrices), Split(0)));
            Assert.False(Accepts(new ControlQuestion(one, [0], matrices, isExact: true), Split(0)));
            Assert.True(ControlChecker.Verify(new ControlQuestion(one, [0], matrices, isExact: true), new ControlAnswer.Feasible(AttentionMatrix.Identity(2)), out _));
        });
    }

    [Fact]
    public void A_token_with_an_equal_is_not_split_on()
    {
        // Token 1 equals token 2, so neither leads; the case (1, 2) would be met by every matrix.
        TokenCloud tokens = ControlClouds.Literal([1], [2], [2]);
        ControlProof anything = Combination((0, 1, 1));
        Assert.False(Accepts(new ControlQuestion(tokens, [0], ControlClass.Spd, isExact: true), Split(1, (0, anything), (2, anything))));
        Assert.False(Accepts(new ControlQuestion(tokens, [0], ControlClass.Spd, isExact: true), Split(1, (0, anything))));
    }

    [Fact]
    public void Each_class_asks_for_what_it_is()
    {
        var skewed = new AttentionMatrix(new Rational[,] { { 3, 1 }, { 0, 3 } });
        var negative = new AttentionMatrix(new Rational[,] { { 1, 2 }, { 2, 1 } });
        TokenCloud one = ControlClouds.Literal([1, 0]);
        bool[] Verdicts(AttentionMatrix matrix) =>
            [.. Enum.GetValues<ControlClass>().Select(c => ControlChecker.Verify(new ControlQuestion(one, [0], c), new ControlAnswer.Feasible(matrix), out _))];
        Assert.Equal([false, false, true], Verdicts(skewed));
        Assert.Equal([false, true, true], Verdicts(negative));
        Assert.Equal([false, true, true], Verdicts(new AttentionMatrix(new Rational[,] { { 1, 1 }, { 1, 1 } })));
        Assert.Equal([true, true, true], Verdicts(AttentionMatrix.Identity(2)));
        Assert.Equal([false, false, false], Verdicts(AttentionMatrix.Identity(3)));
    }

    [Fact]
    public void Holes_are_refused_and_throw_nothing()
    {
        var question = new ControlQuestion(Three, [0], ControlClass.Spd, isExact: true);
        ControlAnswer[] holes =
        [
            null!, new ControlAnswer.Feasible(null!), new ControlAnswer.Infeasible(null!), new ControlAnswer.Undecided(null!),
            new ControlAnswer.Infeasible(new ControlProof.Combination(default)),
            new ControlAnswer.Infeasible(new ControlProof.Combination([])),
            new ControlAnswer.Infeasible(new ControlProof.Combination([null!])),
            new ControlAnswer.Infeasible(new ControlProof.Split(1, null!)),
            new ControlAnswer.Infeasible(Split(1, (0, null!), (2, null!))),
        ];
        Assert.All(holes, hole =>
        {
            Assert.False(ControlChecker.Verify(question, hole, out string? reason));
            Assert.False(string.IsNullOrEmpty(reason));
        });
        Assert.False(ControlChecker.Verify(new ControlQuestion(Three, [0], (ControlClass)9), new ControlAnswer.Feasible(AttentionMatrix.Identity(2)), out _));
    }

    private static bool Accepts(ControlQuestion question, ControlProof proof)
    {
        var answer = new ControlAnswer.Infeasible(proof);
        bool accepts = ControlChecker.Verify(question, answer, out string? reason);
        Assert.Equal(accepts, reason is null);
        Assert.Equal(ControlTruth.Holds(question, answer), accepts);
        return accepts;
    }

    private static ControlProof.Combination Combination(params (int Leader, int Other, Rational Weight)[] weights) =>
        new([.. weights.Select(w => new ControlMultiplier(w.Leader, w.Other, w.Weight))]);

    private static ControlProof.Split Split(int token, params (int Other, ControlProof Proof)[] cases) =>
        new(token, cases.ToImmutableSortedDictionary(c => c.Other, c => c.Proof));

    private static void Note(SortedDictionary<string, int> seen, ControlQuestion question, ControlAnswer answer)
    {
        bool isTrue = ControlTruth.Holds(question, answer);
        Assert.True(isTrue == ControlChecker.Verify(question, answer, out string? reason), $"{question.Matrices} {answer}: {reason}");
        string kind = answer is ControlAnswer.Infeasible { Proof: { } proof } ? proof.GetType().Name : answer.GetType().Name;
        string label = $"{kind} {isTrue}";
        seen[label] = seen.GetValueOrDefault(label) + 1;
    }
}
