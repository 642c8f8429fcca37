using Hardmax.Control;
using Hardmax.Control.Solving;
using Hardmax.Model;
using Xunit;
using Xunit.Abstractions;

namespace Hardmax.Tests.Control;

/// <summary>Weights come from the central path itself: the cuts that would find most of them too are left out here.</summary>
public sealed class DualSearchTests(ITestOutputHelper output)
{
    [Fact]
    public void The_central_path_leads_to_exact_weights_without_cuts()
    {
        var random = new Random(41);
        int infeasible = 0;
        int found = 0;
        for (int trial = 0; trial < 250; trial++)
        {
            TokenCloud tokens = ControlClouds.Next(random, random.Next(2, 5), random.Next(3, 9));
            int[] leaders = ControlClouds.Leaders(random, tokens.Count);
            var question = new ControlQuestion(tokens, leaders, ControlClass.Spd);
            LeadCondition[] conditions =
            [
                .. leaders.SelectMany(i => Enumerable.Range(0, tokens.Count).Where(j => j != i).Select(j => new LeadCondition(tokens, i, j, isStrict: true))),
            ];
            if (Array.Exists(conditions, condition => condition.IsVoid) || LeaderControl.Solve(question) is not ControlAnswer.Infeasible)
            {
                continue;
            }

            infeasible++;
            ControlProof.Combination? proof = new DualSearch(tokens.Dimension, CancellationToken.None).Find(conditions, whole: null, gap: 1e-8, isLast: false);
            if (proof is not null)
            {
                Assert.True(ControlChecker.Verify(question, new ControlAnswer.Infeasible(proof), out string? reason), reason);
                found++;
            }
        }

        output.WriteLine($"{found} of {infeasible}");
        Assert.True(infeasible >= 40, "Infeasible questions occur.");
        Assert.True(found >= 0.97 * infeasible, $"{found} of {infeasible}");
    }
}
