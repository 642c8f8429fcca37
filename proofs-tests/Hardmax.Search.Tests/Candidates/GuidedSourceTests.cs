using Hardmax.Claims;
using Hardmax.Limits;
using Hardmax.Model;
using Xunit;

namespace Hardmax.Search.Tests.Candidates;

/// <summary>Climbs, and what their margins say of the claims.</summary>
public sealed class GuidedSourceTests
{
    [Theory]
    [InlineData(MatrixClass.SymmetricIndefinite)]
    [InlineData(MatrixClass.Skew)]
    [InlineData(MatrixClass.PsdSingular)]
    public void Accepted_margins_never_get_worse_and_rejected_ones_are_worse(MatrixClass matrixClass)
    {
        GuidedSource source = new(Scopes.Of(matrixClass));
        int accepted = 0;
        int rejected = 0;
        for (long block = 0; block < 20; block++)
        {
            double best = double.PositiveInfinity;
            foreach (ClimbStep step in source.Climb(block))
            {
                Assert.Equal(step.IsAccepted, step.Margin <= best);
                best = step.IsAccepted ? step.Margin : best;
                _ = step.IsAccepted ? accepted++ : rejected++;
            }
        }

        Assert.True(accepted > 100 && rejected > 100, $"{accepted} accepted, {rejected} rejected");
    }

    [Fact]
    public void Blocks_take_turns_among_the_claims_with_a_margin()
    {
        Claim[] claims = [Claim("hull-shrinks"), Claim("leader-exists"), Claim("distinct-stay-distinct")];
        GuidedSource source = new(Scopes.Of(MatrixClass.General) with { Claims = [.. claims] });
        ClaimMargin[] turns = [ClaimMargins.LeaderGap, ClaimMargins.Contraction, ClaimMargins.LeaderGap];
        for (int block = 0; block < turns.Length; block++)
        {
            Assert.All(source.Climb(block), step => Assert.Equal(turns[block](step.Problem), step.Margin));
        }
    }

    [Fact]
    public void Without_a_margin_a_climb_looks_for_late_limits()
    {
        GuidedSource source = new(Scopes.Of(MatrixClass.General) with { Claims = [Claim("hull-shrinks")] });
        Assert.All(source.Climb(0), step => Assert.Equal(ClaimMargins.Settling(step.Problem), step.Margin));
    }

    [Fact]
    public void Climbs_reach_violations_that_their_starts_are_not()
    {
        GuidedSource source = new(Scopes.Of(MatrixClass.SymmetricIndefinite, 3) with { Claims = [Claim("leader-exists")] });
        int reached = 0;
        for (long block = 0; block < 20; block++)
        {
            IReadOnlyList<ClimbStep> climb = source.Climb(block);
            reached += climb[0].Margin > 0 && climb.Any(step => step.Margin <= 0) ? 1 : 0;
        }

        Assert.True(reached >= 5, $"{reached} of 20 climbs");
    }

    [Fact]
    public void Margins_agree_with_the_verdicts()
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (HardmaxProblem problem in MatrixClasses.All.SelectMany(Integers))
        {
            ClaimEvidence evidence = ClaimEvidence.Gather(problem, 30);
            Check("leader-exists", ClaimMargins.LeaderGap(problem) <= 0, bothWays: true);
            Check("norm-grows", ClaimMargins.FormRise(problem) < 0, bothWays: false);
            Check("distinct-stay-distinct", ClaimMargins.Contraction(problem) == 0, bothWays: false);
            Check("converges", ClaimMargins.Settling(problem) == -1, bothWays: true);
            double settling = ClaimMargins.Settling(problem);
            Assert.Equal(evidence.Limit.Status == LimitStatus.Certified ? 1.0 / (1 + evidence.Limit.Layer) : evidence.IsDecided ? -1 : 0, settling);
            Assert.Equal(((double)evidence.Limit.LeaderSince.Count / problem.Tokens.Count) + (0.1 * settling), ClaimMargins.LeaderShare(problem));

            void Check(string id, bool says, bool bothWays)
            {
                // A margin may look at more layers than a claim needs, which then says that it does not know.
                ClaimStatus status = Claim(id).Evaluate(evidence).Status;
                Assert.True(bothWays ? says == (status == ClaimStatus.Violated) : !says || status != ClaimStatus.Holds, $"{id}: {Scopes.Text(problem)}");
                Assert.True(says || status != ClaimStatus.Violated || id == "norm-grows" || evidence.Limit.Layer > 4, $"{id}: {Scopes.Text(problem)}");
                seen[id] = seen.GetValueOrDefault(id) + (says ? 1 : 0);
            }
        }

        Assert.True(seen["leader-exists"] > 10 && seen["norm-grows"] > 10 && seen["distinct-stay-distinct"] > 2, string.Join(", ", seen));
    }

    [Fact]
    public void Every_claim_about_limits_and_first_layers_has_a_margin()
    {
        string[] without = [.. ClaimCatalogue.All.Where(claim => ClaimMargins.Of(claim) is null).Select(claim => claim.Id)];
        Assert.Equal(["hull-shrinks", "leader-persists", "leader-is-vertex"], without);
    }

    [Fact]
    public void Changes_keep_class_and_hypotheses_and_are_of_every_kind()
    {
        HuntScope scope = Scopes.Of(MatrixClass.SymmetricIndefinite);
        var mutation = new ProblemMutation(scope);
        var random = new CandidateRandom(7, 7, 7);
        HardmaxProblem problem = new SmallProblems(scope).Next(random);
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        for (int k = 0; k < 2_000; k++)
        {
            HardmaxProblem next = mutation.Next(problem, random);
            Assert.True(MatrixClasses.Contains(scope.Class, next.System.Matrix));
            Assert.True(next.Tokens.IsDistinct() && !next.Tokens.HasZero());
            Assert.InRange(next.Tokens.Count, 2, scope.MaxTokens);
            kinds.Add(next.Tokens.Count.CompareTo(problem.Tokens.Count) switch { < 0 => "fewer", > 0 => "more", _ => "as many" });
            kinds.Add(next.System.Matrix.Equals(problem.System.Matrix) ? "same matrix" : "other matrix");
            kinds.Add(next.System.Alpha == problem.System.Alpha ? "same alpha" : "other alpha");
            problem = next;
        }

        Assert.Equal(7, kinds.Count);
    }

    private static IEnumerable<HardmaxProblem> Integers(MatrixClass matrixClass)
    {
        var problems = new SmallProblems(Scopes.Of(matrixClass));
        var random = new CandidateRandom(1, 2, 3);
        return [.. Enumerable.Range(0, 60).Select(_ => problems.Next(random))];
    }

    private static Claim Claim(string id) => ClaimCatalogue.Find(id)!;
}
