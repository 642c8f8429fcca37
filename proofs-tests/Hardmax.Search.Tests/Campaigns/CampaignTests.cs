using Xunit;

namespace Hardmax.Search.Tests;

public sealed class CampaignTests : IDisposable
{
    private static readonly BlockResult[] Results =
    [
        new(0, 7, [new ClaimTally("leader-exists", 6, 1, null), new ClaimTally("consensus", 7, 0, null)]),
        new(3, 0, [new ClaimTally("leader-exists", 0, 0, null)]),
        new(long.MaxValue, 64, [new ClaimTally("leader-exists", 64, 64, "{\"tokens\":\"'; DROP TABLE blocks\"}")]),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("hardmax-campaign-").FullName;

    private string File => Path.Combine(_folder, "campaign.sqlite");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_recorded_is_there_when_it_is_opened_again()
    {
        using (var campaign = Campaign.Open(File, Key(), new Shard(2, 3)))
        {
            foreach (BlockResult result in Results.Reverse())
            {
                campaign.Record(result, TimeSpan.FromSeconds(2.5));
            }
        }

        using var again = Campaign.Open(File, Key(), new Shard(2, 3));
        Assert.Equal(Results.Select(Text), again.Blocks().Select(Text));
        Assert.Equal((TimeSpan.FromSeconds(2.5), new Shard(2, 3), Key()), (again.Elapsed, again.Shard, again.Key));
    }

    [Fact]
    public void A_block_that_is_recorded_twice_is_there_once()
    {
        using var campaign = Campaign.Open(File, Key(), Shard.Whole);
        campaign.Record(Results[0], TimeSpan.Zero);
        campaign.Record(Results[0], TimeSpan.Zero);
        Assert.Equal(Text(Results[0]), Text(Assert.Single(campaign.Blocks())));
    }

    [Fact]
    public void The_key_finds_its_scope_again()
    {
        var scope = PlantedSource.Scope("leader-exists", "consensus") with { Dimension = 2, MaxTokens = 4 };
        CampaignKey key = CampaignKey.Of(new HuntSchedule(scope, [new PlantedSource()], block => new HuntBlock(new PlantedSource(), block)));
        HuntScope read = key.ToScope()!;
        Assert.Equal((scope.Class, scope.Seed, scope.Dimension, scope.MaxTokens), (read.Class, read.Seed, read.Dimension, read.MaxTokens));
        Assert.True(scope.Claims.SequenceEqual(read.Claims));
        Assert.Null((key with { Claims = "no-claim" }).ToScope());
        Assert.Null((key with { Dimension = "two" }).ToScope());
    }

    [Theory]
    [InlineData("claims", "claims leader-exists, and not other")]
    [InlineData("class", "class negative-definite, and not other")]
    [InlineData("dimension", "dimension any, and not other")]
    [InlineData("tokens", "tokens 5, and not other")]
    [InlineData("seed", "seed 5, and not other")]
    [InlineData("fingerprint", "another version of hardmax")]
    public void The_campaign_of_another_search_is_refused_and_left_as_it_is(string part, string difference)
    {
        Begin();
        byte[] before = System.IO.File.ReadAllBytes(File);
        CampaignKey other = CampaignKey.FromNamed(name => name == part ? "other" : Key().Named().Single(item => item.Name == name).Value);
        CampaignException failure = Assert.Throws<CampaignException>(() => Campaign.Open(File, other, Shard.Whole));
        Assert.Contains(difference, failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
        Assert.Throws<CampaignException>(() => Campaign.Open(File, Key(), new Shard(1, 2)));
    }

    [Fact]
    public void The_fingerprint_tells_searches_apart_whose_candidates_differ()
    {
        CampaignKey Of(ICandidateSource source) => CampaignKey.Of(HuntRunTests.ScheduleOf(source, "leader-exists"));
        Assert.Equal(Of(new PlantedSource()), Of(new PlantedSource(9)));
        Assert.NotEqual(Of(new PlantedSource()), Of(new PlantedSource(2)));
    }

    [Fact]
    public void A_campaign_in_use_is_refused()
    {
        using var campaign = Campaign.Open(File, Key(), Shard.Whole);
        campaign.Record(Results[0], TimeSpan.Zero);
        CampaignException failure = Assert.Throws<CampaignException>(() => Campaign.Open(File, Key(), Shard.Whole));
        Assert.Contains("in use", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_that_begin_a_campaign_at_once_one_has_it_and_the_other_says_in_use()
    {
        for (int repeat = 0; repeat < 20; repeat++)
        {
            string file = Path.Combine(_folder, $"race-{repeat}.sqlite");
            using var start = new Barrier(2);
            using var end = new Barrier(2);
            string[] said = [.. Enumerable.Range(0, 2).AsParallel().WithDegreeOfParallelism(2).WithExecutionMode(ParallelExecutionMode.ForceParallelism).Select(_ =>
            {
                start.SignalAndWait();
                Campaign? campaign = null;
                Exception? failure = Record.Exception(() => campaign = Campaign.Open(file, Key(), Shard.Whole));
                end.SignalAndWait();
                campaign?.Dispose();
                return failure is null ? "opened" : Assert.IsType<CampaignException>(failure).Reason;
            })];
            Assert.Single(said, "opened");
            Assert.Single(said, text => text.StartsWith("is in use by another process;", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(5, "is in use by another process")]
    [InlineData(6, "is in use by another process")]
    [InlineData(13, "the disk is full")]
    [InlineData(8, "cannot be read or written here")]
    [InlineData(10, "cannot be read or written here")]
    [InlineData(14, "cannot be read or written here")]
    [InlineData(26, "as a campaign")]
    public void Every_failure_of_the_database_is_said_in_one_place(int code, string says)
    {
        CampaignException failure = Assert.Throws<CampaignException>(() => CampaignFile.Guard<int>("c", () => throw new Microsoft.Data.Sqlite.SqliteException("why.", code)));
        Assert.Contains(says, failure.Reason, StringComparison.Ordinal);
        Assert.Contains("; expected ", failure.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TABLE notes (text TEXT)")]
    [InlineData("CREATE TABLE campaign (name TEXT)")]
    [InlineData("CREATE TABLE campaign (a); CREATE TABLE blocks (a); CREATE TABLE tallies (a)")]
    [InlineData("CREATE VIEW blocks AS SELECT 1")]
    [InlineData("CREATE TABLE campaign (name, value); CREATE TABLE blocks (block, candidates); CREATE TABLE tallies (block, claim, trials, undecided, violation, approached)")]
    public void A_database_of_something_else_is_refused_and_left_as_it_is(string schema)
    {
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            using Microsoft.Data.Sqlite.SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are those above.
            command.CommandText = schema;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }

        byte[] before = System.IO.File.ReadAllBytes(File);
        Assert.Throws<CampaignException>(() => Campaign.Open(File, Key(), Shard.Whole));
        Assert.Throws<CampaignException>(() => Campaign.OpenExisting(File));
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void Files_that_are_no_campaigns_are_refused_and_left_as_they_are()
    {
        foreach (byte[] content in (byte[][])["not a database, but long enough to be looked at as one, page by page"u8.ToArray(), Damaged(100), Damaged(4000)])
        {
            System.IO.File.WriteAllBytes(File, content);
            CampaignException failure = Assert.Throws<CampaignException>(() => Campaign.OpenExisting(File).Blocks());
            Assert.StartsWith(File, failure.Message, StringComparison.Ordinal);
            Assert.Equal(content, System.IO.File.ReadAllBytes(File));
        }

        Assert.Throws<CampaignException>(() => Campaign.OpenExisting(Path.Combine(_folder, "none")));
        Assert.Throws<CampaignException>(() => Campaign.Open(_folder, Key(), Shard.Whole));
    }

    [Fact]
    public void Merging_refuses_other_searches_and_existing_targets()
    {
        Begin();
        string other = Path.Combine(_folder, "other.sqlite");
        Campaign.Open(other, Key() with { Seed = "6" }, Shard.Whole).Dispose();
        string target = Path.Combine(_folder, "target.sqlite");
        Assert.Contains("another search", Assert.Throws<CampaignException>(() => CampaignMerge.Merge([File, other], target)).Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(target));
        Assert.Contains("exists already", Assert.Throws<CampaignException>(() => CampaignMerge.Merge([File], other)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1/1", 1, 1)]
    [InlineData("3/8", 3, 8)]
    public void Shards_are_read(string text, int index, int count)
    {
        Assert.True(Shard.TryParse(text, out Shard shard));
        Assert.Equal((new Shard(index, count), text), (shard, shard.ToString()));
        Assert.Equal([.. Enumerable.Range(0, 20).Where(block => block % count == index - 1)], Enumerable.Range(0, 20).Where(block => shard.Takes(block)));
    }

    [Theory]
    [InlineData("0/3")]
    [InlineData("4/3")]
    [InlineData("1")]
    [InlineData("1/2/3")]
    [InlineData("-1/2")]
    [InlineData("1/0")]
    [InlineData(" 1/2")]
    public void What_is_no_shard_is_not_read(string text) => Assert.False(Shard.TryParse(text, out _));

    private static CampaignKey Key() => CampaignKey.Of(HuntRunTests.ScheduleOf(new PlantedSource(), "leader-exists"));

    private static string Text(BlockResult result) =>
        $"{result.Block} {result.Candidates} {string.Join(", ", result.Tallies.OrderBy(tally => tally.Claim, StringComparer.Ordinal))}";

    private byte[] Damaged(int from)
    {
        System.IO.File.Delete(File);
        Begin();
        byte[] content = System.IO.File.ReadAllBytes(File);
        System.IO.File.Delete(File);
        content.AsSpan(from, Math.Min(3000, content.Length - from)).Fill(0xA5);
        return content;
    }

    private void Begin()
    {
        using var campaign = Campaign.Open(File, Key(), Shard.Whole);
        foreach (BlockResult result in Results)
        {
            campaign.Record(result, TimeSpan.Zero);
        }
    }
}
