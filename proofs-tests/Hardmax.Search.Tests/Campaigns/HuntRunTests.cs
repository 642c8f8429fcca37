using System.Collections.Immutable;
using System.Globalization;
using Hardmax.Claims;
using Xunit;

namespace Hardmax.Search.Tests;

public sealed class HuntRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hardmax-hunt-").FullName;
    private int _files;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void The_answer_is_that_of_the_blocks_up_to_the_first_violation(int threads)
    {
        var source = new PlantedSource(23, 40);
        ClaimOutcome outcome = Hunt(source, new HuntBudget { Blocks = 60, Threads = threads }).Single();
        Assert.Equal(["3", "-1"], Tokens(outcome));
        Assert.Equal(("planted", Sizes(0, 23) + 2), (outcome.FoundBy, outcome.Trials));
        Assert.Equal("planted: the first 24 blocks", Assert.Single(outcome.Covered));
        Assert.All(Enumerable.Range(0, 24), block => Assert.Equal(1, source.Drawn[block]));
    }

    [Fact]
    public void A_later_violation_that_is_found_first_does_not_count()
    {
        // Block 3 is drawn when block 4 is judged and recorded.
        using var recorded = new ManualResetEventSlim();
        var source = new PlantedSource(3, 4)
        {
            Before = block => Assert.True(block != 3 || recorded.Wait(TimeSpan.FromSeconds(60))),
        };
        ClaimOutcome outcome = Hunt(source, new HuntBudget { Blocks = 60, Threads = 2 }, observer: state => Signal(recorded, state.Blocks == 4)).Single();
        Assert.Equal(Sizes(0, 3) + 2, outcome.Trials);
        Assert.DoesNotContain(59, source.Drawn.Keys);
    }

    [Fact]
    public void Without_a_violation_the_budget_is_searched_and_nothing_else()
    {
        var source = new PlantedSource();
        ClaimOutcome outcome = Hunt(source, new HuntBudget { Blocks = 30, Threads = 2 }).Single();
        Assert.Null(outcome.Violation);
        Assert.Equal((Sizes(0, 29), 0L), (outcome.Trials, outcome.Undecided));
        Assert.Equal(Enumerable.Range(0, 30).Select(block => (long)block), source.Drawn.Keys);
    }

    [Fact]
    public void A_claim_is_asked_about_until_its_own_first_violation()
    {
        // The planted cloud has no leader; consensus and "at most one leader" are theorems in this class.
        ImmutableArray<ClaimOutcome> outcomes = Hunt(new PlantedSource(5), new HuntBudget { Blocks = 20 }, claims: ["leader-exists", "consensus"]);
        Assert.Equal((Sizes(0, 5) + 2, "leader-exists"), (outcomes[0].Trials, outcomes[0].Claim.Id));
        Assert.Equal((Sizes(0, 19) + 2, "consensus"), (outcomes[1].Trials, outcomes[1].Claim.Id));
        Assert.NotNull(outcomes[0].Violation);
        Assert.Null(outcomes[1].Violation);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void An_interrupted_hunt_goes_on_where_it_was(int blocksPerRun)
    {
        ClaimOutcome whole = Hunt(new PlantedSource(33), new HuntBudget { Blocks = 60 }).Single();
        string file = NewFile();
        var source = new PlantedSource(33);
        int runs = 0;
        for (bool isOver = false; !isOver; runs++)
        {
            using var interruption = new CancellationTokenSource();
            int seen = 0;
            isOver = Record.Exception(() => Hunt(source, new HuntBudget { Blocks = 60, Threads = 2 }, file, _ => Interrupt(interruption, ++seen >= blocksPerRun), cancellation: interruption.Token)) is not OperationCanceledException;
        }

        ClaimOutcome pieces = Hunt(source, new HuntBudget { Blocks = 60 }, file).Single();
        Assert.InRange(runs, 34 / (blocksPerRun + 2), 70);
        Assert.Equal((whole.Trials, whole.Undecided, string.Join(' ', whole.Covered)), (pieces.Trials, pieces.Undecided, string.Join(' ', pieces.Covered)));
        Assert.Equal(Tokens(whole), Tokens(pieces));

        // Nothing but the blocks under way is searched twice.
        Assert.InRange(source.Drawn.Values.Sum(), 34, 38 + (2 * runs));
    }

    [Theory]
    [InlineData(1, 33)]
    [InlineData(2, 33)]
    [InlineData(3, 34)]
    [InlineData(5, -1)]
    public void Merged_shards_say_what_one_hunt_says(int count, long violation)
    {
        HuntSchedule schedule = ScheduleOf(new PlantedSource(violation), "leader-exists");
        var budget = new HuntBudget { Blocks = 60, Threads = 2 };
        ClaimOutcome whole = Hunt(new PlantedSource(violation), budget).Single();
        string[] files = [.. Enumerable.Range(1, count).Select(index =>
        {
            string file = NewFile();
            using var shard = Campaign.Open(file, CampaignKey.Of(schedule), new Shard(index, count));
            HuntRun.Run(schedule, shard, budget, observer: null, CancellationToken.None);
            return file;
        })];
        string target = NewFile();
        Assert.Empty(CampaignMerge.Merge([.. files.Reverse()], target));
        using var merged = Campaign.OpenExisting(target);
        ClaimOutcome together = HuntReport.Of(schedule, merged.Blocks()).Single();
        Assert.Equal((whole.Trials, whole.Undecided, string.Join(' ', whole.Covered)), (together.Trials, together.Undecided, string.Join(' ', together.Covered)));
        Assert.Equal(Tokens(whole), Tokens(together));
    }

    [Fact]
    public void A_shard_that_is_missing_is_named()
    {
        HuntSchedule schedule = ScheduleOf(new PlantedSource(), "leader-exists");
        string file = NewFile();
        using (var shard = Campaign.Open(file, CampaignKey.Of(schedule), new Shard(2, 3)))
        {
            HuntRun.Run(schedule, shard, new HuntBudget { Blocks = 9 }, observer: null, CancellationToken.None);
            Assert.Equal([1L, 4, 7], shard.Blocks().Select(block => block.Block));
        }

        Assert.Equal([new Shard(1, 3), new Shard(3, 3)], CampaignMerge.Merge([file], NewFile()));
    }

    [Fact]
    public void Time_that_is_used_up_is_used_up_over_all_runs()
    {
        string file = NewFile();
        var source = new PlantedSource { Before = _ => Thread.Sleep(20) };
        var budget = new HuntBudget { Time = TimeSpan.FromMilliseconds(300) };
        Hunt(source, budget, file);
        int first = source.Drawn.Count;
        Hunt(source, budget, file);
        Assert.InRange(first, 2, 16);
        Assert.InRange(source.Drawn.Count, first, first + 2);
    }

    [Fact]
    public void A_failure_while_drawing_ends_the_hunt_with_that_failure()
    {
        var source = new PlantedSource { Before = block => _ = block == 4 ? throw new InvalidOperationException("planted") : block };
        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(() => Hunt(source, new HuntBudget { Blocks = 60, Threads = 2 }));
        Assert.Equal("planted", failure.Message);
    }

    internal static HuntSchedule ScheduleOf(ICandidateSource source, params string[] claims) =>
        new(PlantedSource.Scope(claims), [source], block => new HuntBlock(source, block));

    // Every candidate satisfies the hypotheses: two different tokens, none zero.
    private static long Sizes(int first, int last) => Enumerable.Range(first, last - first + 1).Sum(block => block % 7);

    private static string[] Tokens(ClaimOutcome outcome) =>
        outcome.Violation is { } problem ? [.. Enumerable.Range(0, problem.Tokens.Count).Select(i => problem.Tokens[i, 0].ToString())] : [];

    private static void Signal(ManualResetEventSlim signal, bool isTime)
    {
        if (isTime)
        {
            signal.Set();
        }
    }

    private static void Interrupt(CancellationTokenSource interruption, bool isTime)
    {
        if (isTime)
        {
            interruption.Cancel();
        }
    }

    private string NewFile() => Path.Combine(_folder, (++_files).ToString(CultureInfo.InvariantCulture) + ".sqlite");

    private ImmutableArray<ClaimOutcome> Hunt(PlantedSource source, HuntBudget budget, string? file = null, Action<HuntProgress>? observer = null, string[]? claims = null, CancellationToken cancellation = default)
    {
        HuntSchedule schedule = ScheduleOf(source, claims ?? ["leader-exists"]);

        // The key draws the first blocks, which are the same without violations; this source counts only what is searched.
        CampaignKey key = CampaignKey.Of(ScheduleOf(new PlantedSource(), claims ?? ["leader-exists"]));
        using var campaign = Campaign.Open(file ?? NewFile(), key, Shard.Whole);
        HuntRun.Run(schedule, campaign, budget, observer, cancellation);
        return HuntReport.Of(schedule, campaign.Blocks());
    }
}
