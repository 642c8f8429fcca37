using Hardmax.Control;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;
using Xunit.Abstractions;

namespace Hardmax.Tests.Control;

/// <summary>Questions about exactly these leaders.</summary>
public sealed class ExactControlTests(ITestOutputHelper output)
{
    [Fact]
    public void Random_exact_questions_are_decided_with_accepted_proofs()
    {
        var random = new Random(21);
        var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int trial = 0; trial < 100; trial++)
        {
            TokenCloud tokens = ControlClouds.Next(random, random.Next(1, 4), random.Next(1, 6));
            int[] leaders = trial % 5 == 0 ? [] : ControlClouds.Leaders(random, tokens.Count);
            foreach (ControlClass matrices in Enum.GetValues<ControlClass>())
            {
                ControlAnswer answer = Solved(tokens, leaders, matrices);
                string kind = answer is ControlAnswer.Infeasible { Proof: { } proof } ? proof.GetType().Name : answer.GetType().Name;
                seen[$"{matrices} {kind}"] = seen.GetValueOrDefault($"{matrices} {kind}") + 1;
            }
        }

        output.WriteLine(string.Join(", ", seen.Select(pair => $"{pair.Key} {pair.Value}")));
        Assert.All((string[])["Spd Split", "Spd Combination", "Spd Feasible", "Any Split", "Any Feasible"], label => Assert.True(seen.GetValueOrDefault(label) >= 3, label));
    }

    /// <summary>Whatever set leads under some matrix of small integers is found to be possible, ties and all.</summary>
    [Fact]
    public void Sets_that_lead_under_a_given_matrix_are_feasible()
    {
        var random = new Random(22);
        var sizes = new SortedSet<int>();
        for (int trial = 0; trial < 150; trial++)
        {
            int d = random.Next(1, 4);
            TokenCloud tokens = ControlClouds.Next(random, d, random.Next(1, 6));
            var matrices = (ControlClass)(trial % 3);
            int[] leaders = ControlTruth.LeadersUnder(MatrixOf(random, matrices, d), tokens);
            sizes.Add(leaders.Length);
            Assert.IsType<ControlAnswer.Feasible>(Solved(tokens, leaders, matrices));
            Assert.IsType<ControlAnswer.Feasible>(Solved(tokens, leaders, matrices, isExact: false));
        }

        Assert.Superset(new SortedSet<int>([0, 1, 2, 3]), sizes);
    }

    /// <summary>Under a positive definite matrix a token of the largest norm leads, unless it has an equal.</summary>
    [Fact]
    public void No_leader_at_all_takes_equal_tokens_or_another_class()
    {
        TokenCloud distinct = ControlClouds.Literal([1, 0], [0, 1], [-1, -1]);
        Assert.IsType<ControlAnswer.Infeasible>(Solved(distinct, [], ControlClass.Spd));
        Assert.IsType<ControlAnswer.Feasible>(Solved(distinct, [], ControlClass.Symmetric));
        Assert.IsType<ControlAnswer.Feasible>(Solved(ControlClouds.Literal([1], [2], [2]), [], ControlClass.Spd));
        Assert.All(Enum.GetValues<ControlClass>(), matrices => Assert.IsType<ControlAnswer.Infeasible>(Solved(ControlClouds.Literal([3, 1]), [], matrices)));
    }

    private static ControlAnswer Solved(TokenCloud tokens, int[] leaders, ControlClass matrices, bool isExact = true)
    {
        var question = new ControlQuestion(tokens, leaders, matrices, isExact);
        ControlAnswer answer = LeaderControl.Solve(question);
        Assert.True(
            ControlChecker.Verify(question, answer, out string? reason),
            $"{matrices} [{string.Join(',', leaders)}] of {string.Join(' ', tokens.ToArray().Select(z => $"({string.Join(',', z)})"))}: {reason} {answer}");
        return answer;
    }

    private static AttentionMatrix MatrixOf(Random random, ControlClass matrices, int d)
    {
        var entries = new Rational[d, d];
        for (int row = 0; row < d; row++)
        {
            for (int column = 0; column < d; column++)
            {
                entries[row, column] = matrices != ControlClass.Any && column < row ? entries[column, row] : random.Next(-2, 3);
                entries[row, column] += matrices == ControlClass.Spd && row == column ? 3 : 0;
            }
        }

        return matrices != ControlClass.Spd || ControlTruth.IsDefinite(entries) ? new AttentionMatrix(entries) : MatrixOf(random, matrices, d);
    }
}
