using Hardmax.Claims;
using Hardmax.Dynamics;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Tests.Limits;
using Xunit;

namespace Hardmax.Tests.Claims;

/// <summary>What claims say of the layers beyond those that are laid out (docs/theory.md, "After the certificate").</summary>
public sealed class LaterLayersTests
{
    /// <summary>
    /// Token 1 follows the leader 0 along (1, t), where the form is 1 + t - t^2: it rises until t is 1 / (2 - gamma), and
    /// falls from then on.
    /// </summary>
    private const string Turning = "1 2/-1 -1";

    [Theory]
    [InlineData("1/2")]
    [InlineData("1/10")]
    [InlineData("1/100")]
    public void A_form_that_falls_later_falls_at_the_layer_that_the_verdict_names(string alpha)
    {
        HardmaxProblem problem = LimitProblems.Problem(alpha, Turning, "1 0", "1 1");
        ClaimEvidence evidence = ClaimEvidence.Gather(problem);
        Assert.Equal((LimitProof.StationaryMeans, 0), (evidence.Limit.Proof, evidence.Limit.Layer));

        ClaimWitness fall = Judge("norm-grows", evidence, ClaimStatus.Violated).Witness!;
        Assert.True(fall.Layer > 1);
        ExactState state = ExactState.Start(problem);
        while (state.Layer < fall.Layer - 1)
        {
            ExactState next = state.Next();
            Assert.True(Form(problem, next, 1) >= Form(problem, state, 1));
            state = next;
        }

        Assert.Equal(Form(problem, state.Next(), 1) - Form(problem, state, 1), fall.Values.Single().Value.Single());
        Assert.True(fall.Values.Single().Value.Single().Sign < 0);
    }

    [Fact]
    public void A_form_that_falls_after_a_billion_layers_is_not_followed_there()
    {
        ClaimEvidence evidence = ClaimEvidence.Gather(LimitProblems.Problem("1/1000000000", Turning, "1 0", "1 1"));
        ClaimWitness fall = Judge("norm-grows", evidence, ClaimStatus.Violated).Witness!;
        Assert.Null(fall.Layer);
        Assert.Equal([1], fall.Tokens.ToArray());
        Assert.Equal(["a1 1", "a2 -1"], fall.Values.Select(value => $"{value.Name} {value.Value.Single()}"));
    }

    [Fact]
    public void The_form_of_a_skew_matrix_is_0_and_never_falls()
    {
        ClaimEvidence evidence = ClaimEvidence.Gather(LimitProblems.Problem("1", "0 -1/1 0", "1 0", "0 1", "-1 -1"));
        Assert.NotEqual(LimitProof.StationaryMeans, evidence.Limit.Proof);
        _ = Judge("norm-grows", evidence, ClaimStatus.Holds);
    }

    [Fact]
    public void A_state_that_comes_back_shows_every_change_of_its_forms_that_there_will_ever_be()
    {
        ClaimEvidence evidence = ClaimEvidence.Gather(LimitProblems.Problem("1", "-1 0 0/0 1 0/0 0 1", "3 5 0", "3 -5 0", "-3 0 5", "-3 0 -5", "1 0 0"));
        Assert.Equal((LimitStatus.Cycle, LimitProof.RecurringGaps), (evidence.Limit.Status, evidence.Limit.Proof));
        _ = Judge("norm-grows", evidence, ClaimStatus.Holds);
    }

    /// <summary>Fact 8 asks for a semidefinite symmetric part alone, in whatever class the matrix is.</summary>
    [Theory]
    [InlineData("1 -1/1 0", ClaimStatus.Holds)]
    [InlineData("1 -1/1 -1", ClaimStatus.Undecided)]
    public void Undecided_tokens_stay_distinct_where_the_symmetric_part_is_semidefinite(string matrix, ClaimStatus expected)
    {
        ClaimEvidence evidence = ClaimEvidence.Gather(LimitProblems.Problem("1", matrix, "1 0", "0 1", "-1 -1"), maxLayers: 0);
        Assert.False(evidence.IsDecided);
        _ = Judge("distinct-stay-distinct", evidence, expected);
    }

    /// <summary>The named examples, and random matrices of every class: what is said of all layers is true of 60 layers beyond those that were laid out.</summary>
    [Fact]
    public void What_holds_for_ever_holds_long_after_the_certificate()
    {
        var seen = new HashSet<(string Claim, LimitProof Proof, bool IsTheorem)>();
        IEnumerable<(string Name, HardmaxProblem Problem)> random = Enumerable.Range(0, 800).Select(seed => ($"seed {seed}", LimitProblems.Random(seed)));
        foreach ((string name, HardmaxProblem problem) in LimitProblems.Named.Concat(random))
        {
            ClaimEvidence evidence = ClaimEvidence.Gather(problem, maxLayers: 40);
            foreach (string id in new[] { "norm-grows", "distinct-stay-distinct" })
            {
                if (ClaimCatalogue.Find(id)!.Evaluate(evidence).Status == ClaimStatus.Holds)
                {
                    seen.Add((id, evidence.Limit.Proof, evidence.IsPositiveSemidefinite));
                    Assert.True(HoldsFor(evidence.Layers.Length + 60, id, problem), $"{id}, {name}");
                }
            }
        }

        Assert.Contains(("norm-grows", LimitProof.StationaryMeans, false), seen);
        Assert.Contains(("norm-grows", LimitProof.RecurringGaps, false), seen);
        Assert.Contains(("distinct-stay-distinct", LimitProof.StationaryMeans, false), seen);
        Assert.Contains(("distinct-stay-distinct", LimitProof.RecurringGaps, false), seen);
        Assert.Contains(("distinct-stay-distinct", LimitProof.ExponentialSums, false), seen);
    }

    private static bool HoldsFor(int layers, string id, HardmaxProblem problem)
    {
        ExactState state = ExactState.Start(problem);
        while (state.Layer < layers)
        {
            ExactState next = state.Next();
            bool holds = id == "norm-grows"
                ? Enumerable.Range(0, problem.Tokens.Count).All(i => Form(problem, next, i) >= Form(problem, state, i))
                : next.PointCount == problem.Tokens.Count;
            if (!holds)
            {
                return false;
            }

            state = next;
        }

        return true;
    }

    private static ClaimVerdict Judge(string id, ClaimEvidence evidence, ClaimStatus expected)
    {
        ClaimVerdict verdict = ClaimCatalogue.Find(id)!.Evaluate(evidence);
        Assert.Equal(expected, verdict.Status);
        return verdict;
    }

    private static Rational Form(HardmaxProblem problem, ExactState state, int i)
    {
        Rational[] token = state.Point(state.PointOf(i));
        return problem.System.Matrix.Form(token, token);
    }
}
