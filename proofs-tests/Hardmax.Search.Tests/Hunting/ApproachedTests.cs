using System.Collections.Immutable;
using Hardmax.Claims;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Search.Tests;

/// <summary>Cycles that layers run through, and ones that they only approach: both refute convergence, and the former can be checked by hand.</summary>
public sealed class ApproachedTests : IDisposable
{
    private static readonly HardmaxProblem Exact = Problem("2", 2, "2,2,1 2,-2,-1 -2,1,-2 -2,-1,2 1,0,0");
    private static readonly HardmaxProblem Approached = Problem("1/2", 1, "1,1,0 1,-1,0 -1,0,1 -1,0,-1 1,0,0");
    private static readonly Claim Converges = ClaimCatalogue.Find("converges")!;
    private static readonly HuntScope Scope = new() { Class = MatrixClass.SymmetricIndefinite, Claims = [Converges] };

    private readonly string _folder = Directory.CreateTempSubdirectory("hardmax-approached-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Only_a_state_that_comes_back_is_reached()
    {
        Assert.False(Verdict(Exact).Witness!.IsApproached);
        Assert.True(Verdict(Approached).Witness!.IsApproached);
        Assert.All([Exact, Approached], problem => Assert.Equal(LimitStatus.Cycle, LimitCertifier.Certify(problem).Status));
    }

    [Fact]
    public void A_block_offers_the_one_that_is_reached()
    {
        ClaimTally tally = Assert.Single(BlockJudge.Judge(0, [Approached, Exact, Approached], [Converges], CancellationToken.None).Tallies);
        Assert.Equal((3, false), (tally.Trials, tally.IsApproached));
        Assert.Contains("\"-2\",\"1\",\"-2\"", tally.Violation, StringComparison.Ordinal);
        Assert.True(Assert.Single(BlockJudge.Judge(0, [Approached], [Converges], CancellationToken.None).Tallies).IsApproached);
    }

    [Fact]
    public void A_hunt_goes_on_for_a_while_to_find_one_that_is_reached()
    {
        (ClaimOutcome found, _) = Hunt(new Dictionary<long, HardmaxProblem> { [2] = Approached, [5] = Exact, [9] = Exact });
        Assert.Equal((2L, Exact.Tokens), (found.Trials, found.Violation!.Tokens));
        (ClaimOutcome without, long last) = Hunt(new Dictionary<long, HardmaxProblem> { [2] = Approached, [2 + Closing.Grace] = Approached });
        Assert.Equal((2L, Approached.Tokens, 2 + Closing.Grace), (without.Trials, without.Violation!.Tokens, last));
    }

    [Fact]
    public void Shrinking_keeps_it_reached()
    {
        HardmaxProblem larger = new(new TokenCloud([.. Exact.Tokens.ToArray(), [-1, 0, 0]]), Exact.System);
        Assert.False(Verdict(larger).Witness!.IsApproached);
        Counterexample small = WitnessShrink.Shrink(Scope, Converges, larger, "structured");
        Assert.False(small.Verdict.Witness!.IsApproached);
        Assert.True(small.Problem.Tokens.Count <= 5 && BlockJudge.IsJudged(small.Problem));
        Assert.Contains(MatrixClass.SymmetricIndefinite, MatrixClasses.Of(small.Problem.System.Matrix));
    }

    [Fact]
    public void What_the_theorem_does_not_assume_is_not_judged()
    {
        HardmaxProblem With(AttentionMatrix matrix, params Rational[][] tokens) => new(new TokenCloud(tokens), new HardmaxSystem(matrix, 1));
        var negative = new AttentionMatrix(new Rational[,] { { -1 } });
        HardmaxProblem[] outside = [With(negative, [0], [1]), With(negative, [1], [1]), With(new AttentionMatrix(new Rational[,] { { 0 } }), [1], [-1])];
        ImmutableArray<ClaimTally> tallies = BlockJudge.Judge(0, outside, [ClaimCatalogue.Find("norm-grows")!, ClaimCatalogue.Find("leader-exists")!], CancellationToken.None).Tallies;
        Assert.All(tallies, tally => Assert.Equal((0, null), (tally.Trials, tally.Violation)));
    }

    [Fact]
    public void A_claim_about_tokens_alone_is_asked_once_for_a_cloud()
    {
        HardmaxProblem[] same = [Exact, new(Exact.Tokens, new HardmaxSystem(Exact.System.Matrix, 5)), Approached];
        Claim alone = ClaimCatalogue.Find("vertex-can-lead-any")!;
        ImmutableArray<ClaimTally> tallies = BlockJudge.Judge(0, same, [alone, Converges], CancellationToken.None).Tallies;
        Assert.Equal([2, 3], tallies.Select(tally => tally.Trials));
    }

    private static ClaimVerdict Verdict(HardmaxProblem problem) => Converges.Evaluate(ClaimEvidence.Gather(problem));

    private static HardmaxProblem Problem(string alpha, int weight, string tokens) => new(
        new TokenCloud(tokens.Split(' ').Select(token => token.Split(',').Select(Rational.Parse).ToArray())),
        new HardmaxSystem(new AttentionMatrix(new Rational[,] { { -1, 0, 0 }, { 0, weight, 0 }, { 0, 0, weight } }), Rational.Parse(alpha)));

    private (ClaimOutcome Outcome, long Last) Hunt(Dictionary<long, HardmaxProblem> planted)
    {
        var source = new Planted(planted);
        var schedule = new HuntSchedule(Scope, [source], block => new HuntBlock(source, block));
        string file = Path.Combine(_folder, Guid.NewGuid() + ".sqlite");
        using var campaign = Campaign.Open(file, CampaignKey.Of(schedule), Shard.Whole);

        // On one thread: another may be blocks ahead when a violation is found.
        HuntRun.Run(schedule, campaign, new HuntBudget { Blocks = 2 * Closing.Grace, Threads = 1 }, observer: null, CancellationToken.None);
        ImmutableArray<BlockResult> blocks = campaign.Blocks();
        return (HuntReport.Of(schedule, blocks).Single(), blocks[^1].Block);
    }

    private sealed class Planted(Dictionary<long, HardmaxProblem> problems) : ICandidateSource
    {
        public string Id => "planted";

        public long? Blocks => null;

        public IReadOnlyList<HardmaxProblem> Draw(long block) => problems.TryGetValue(block, out HardmaxProblem? problem) ? [problem] : [];

        public string Covered(long blocks) => $"the first {blocks} blocks";
    }
}
