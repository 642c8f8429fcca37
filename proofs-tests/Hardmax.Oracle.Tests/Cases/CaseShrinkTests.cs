using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Oracle.Tests;

public sealed class CaseShrinkTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    [Theory]
    [MemberData(nameof(CaseArithmetics.All), MemberType = typeof(CaseArithmetics))]
    public void Every_candidate_is_smaller_and_can_be_sent(string arithmetic)
    {
        int candidates = 0;
        foreach (OracleCase oracleCase in CaseArithmetics.Draws(arithmetic, 41, 48))
        {
            var limits = new ArithmeticLimits(oracleCase.Arithmetic);
            var ids = new HashSet<string>(StringComparer.Ordinal) { oracleCase.Id };
            foreach (OracleCase candidate in CaseShrink.Shrink(oracleCase).Take(150))
            {
                Assert.True(CaseSize.Of(candidate) < CaseSize.Of(oracleCase), oracleCase.Id);
                Assert.True(limits.Represents(candidate.Problem) && limits.HasHeadroom(candidate.Problem), oracleCase.Id);
                Assert.Equal((oracleCase.Category, oracleCase.Arithmetic), (candidate.Category, candidate.Arithmetic));
                Assert.True(ids.Add(candidate.Id), candidate.Id);
                candidates++;
            }
        }

        Assert.True(candidates > 1000, $"{candidates}");
    }

    [Theory]
    [MemberData(nameof(CaseArithmetics.Dtypes), MemberType = typeof(CaseArithmetics))]
    public async Task The_first_of_a_tie_ends_at_the_smallest_tie(string dtype)
    {
        foreach (OracleCase oracleCase in CaseArithmetics.Draws(dtype, CaseCategory.ExactTie, 42, 12))
        {
            ShrinkOutcome outcome = await CaseShrink.MinimizeAsync(oracleCase, Fails("first-argmax-only"), Long, 150);
            Assert.True(outcome.Finished, $"{oracleCase.Id}: {outcome.Trials}");
            AssertSmall(outcome.Smallest, 3, 2);
            Assert.True(await Fails("first-argmax-only")(outcome.Smallest, default));
        }
    }

    // Without the help of the simplest problems: they have alpha = 1, and the failure needs another.
    [Theory]
    [MemberData(nameof(CaseArithmetics.Dtypes), MemberType = typeof(CaseArithmetics))]
    public async Task A_tie_that_fails_for_another_alpha_only_is_taken_apart(string dtype)
    {
        int shrunk = 0;
        foreach (OracleCase oracleCase in CaseArithmetics.Draws(dtype, CaseCategory.ExactTie, 43, 40).Where(c => c.Problem.System.Alpha != Rational.One).Take(10))
        {
            Func<OracleCase, CancellationToken, Task<bool>> first = Fails("first-argmax-only");
            var tried = new HashSet<string>(StringComparer.Ordinal);
            async Task<bool> FailsForAnotherAlpha(OracleCase candidate, CancellationToken token)
            {
                Assert.True(tried.Add(candidate.Id), candidate.Id);
                return candidate.Problem.System.Alpha != Rational.One && await first(candidate, token);
            }

            ShrinkOutcome outcome = await CaseShrink.MinimizeAsync(oracleCase, FailsForAnotherAlpha, Long, 150);
            Assert.True(outcome.Finished);
            AssertSmall(outcome.Smallest, 3, 2);
            shrunk++;
        }

        Assert.Equal(10, shrunk);
    }

    [Fact]
    public async Task A_failure_of_any_distinct_pair_loses_everything_else()
    {
        OracleCase many = CaseArithmetics.Draws("float32", CaseCategory.ManyTokens, 44, 1).Single();
        ShrinkOutcome outcome = await CaseShrink.MinimizeAsync(many, (c, _) => Task.FromResult(c.Problem.Tokens.Count >= 5), Long, 400);
        Assert.Equal(5, outcome.Smallest.Problem.Tokens.Count);
        Assert.Equal(1, outcome.Smallest.Problem.Tokens.Dimension);
        Assert.Equal(1, outcome.Smallest.Layers);
        Assert.True(outcome.Smallest.Problem.System.Matrix.IsIdentity);
        Assert.Equal(Rational.One, outcome.Smallest.Problem.System.Alpha);
        Assert.True(Enumerable.Range(0, 5).All(i => outcome.Smallest.Problem.Tokens[i, 0].IsZero));
        Assert.True(outcome.Finished);
    }

    [Fact]
    public async Task A_stale_set_needs_two_layers_and_little_else()
    {
        foreach (OracleCase oracleCase in CaseArithmetics.Draws("float64", CaseCategory.LateLeader, 45, 4))
        {
            ShrinkOutcome outcome = await CaseShrink.MinimizeAsync(oracleCase, Fails("stale-attention-sets"), Long, 300);
            Assert.Equal(2, outcome.Smallest.Layers);
            Assert.InRange(outcome.Smallest.Problem.Tokens.Count, 2, 4);
        }
    }

    [Fact]
    public async Task No_case_is_tried_twice_and_the_budget_is_kept()
    {
        OracleCase many = CaseArithmetics.Draws("float64", CaseCategory.ManyTokens, 46, 1).Single();
        var tried = new List<string>();
        Task<bool> Fails(OracleCase candidate, CancellationToken _)
        {
            tried.Add(candidate.Id);
            return Task.FromResult(candidate.Problem.Tokens.Count > 3);
        }

        ShrinkOutcome outcome = await CaseShrink.MinimizeAsync(many, Fails, Long, 40);
        Assert.Equal((40, false), (outcome.Trials, outcome.Finished));
        Assert.Equal(40, tried.Distinct().Count());
        Assert.Equal(tried.Count, outcome.Trials);
        tried.Clear();
        ShrinkOutcome all = await CaseShrink.MinimizeAsync(many, Fails, Long, 1000);
        Assert.True(all.Finished);
        Assert.Equal(all.Trials, tried.Distinct().Count());
        ShrinkOutcome none = await CaseShrink.MinimizeAsync(many, Fails, TimeSpan.Zero, 40);
        Assert.Equal((many, 0, false), (none.Smallest, none.Trials, none.Finished));
    }

    [Fact]
    public async Task A_case_that_nothing_smaller_fails_like_stays()
    {
        OracleCase oracleCase = CaseArithmetics.Draws("float64", CaseCategory.ExactTie, 47, 1).Single();
        ShrinkOutcome outcome = await CaseShrink.MinimizeAsync(oracleCase, (_, _) => Task.FromResult(false), Long, 5000);
        Assert.Same(oracleCase, outcome.Smallest);
        Assert.True(outcome.Finished);
        Assert.True(outcome.Trials > 10);
    }

    [Fact]
    public async Task An_interruption_ends_the_search()
    {
        OracleCase oracleCase = CaseArithmetics.Draws("float64", CaseCategory.ExactTie, 48, 1).Single();
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            CaseShrink.MinimizeAsync(oracleCase, (_, _) => Task.FromResult(true), Long, 100, null, source.Token));
    }

    [Fact]
    public void Candidates_are_within_what_is_supported()
    {
        var limits = new Handshake { Name = "negative", Matrices = ["negative-definite"] };
        OracleCase oracleCase = new CaseGenerator(DeclaredArithmetic.Default, limits, 1).Draw(1);
        OracleCase[] candidates = [.. CaseShrink.Shrink(oracleCase, limits)];
        Assert.NotEmpty(candidates);
        Assert.All(candidates, candidate => Assert.True(limits.Supports(candidate)));
    }

    private static void AssertSmall(OracleCase smallest, int tokens, int dimension)
    {
        TokenCloud cloud = smallest.Problem.Tokens;
        Assert.True(cloud.Count <= tokens && cloud.Dimension <= dimension && smallest.Layers == 1, $"{smallest.Id}: n {cloud.Count}, d {cloud.Dimension}, {smallest.Layers} layers");
    }

    private static Func<OracleCase, CancellationToken, Task<bool>> Fails(string mistakeId) => (oracleCase, _) =>
        Task.FromResult(TraceJudge.Judge(DtypeImplementations.Wrong(oracleCase, Mistakes.Find(mistakeId)!)).Class == VerdictClass.WrongSelection);
}
