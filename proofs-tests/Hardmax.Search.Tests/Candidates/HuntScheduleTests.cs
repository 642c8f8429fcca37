using Hardmax.Model;
using Xunit;

namespace Hardmax.Search.Tests.Candidates;

/// <summary>The order of the blocks: each of a finite source once, and none left out.</summary>
public sealed class HuntScheduleTests
{
    [Theory]
    [InlineData(MatrixClass.Identity, 1, 2, 2_000)]
    [InlineData(MatrixClass.Identity, 3, 2, 5_000)]
    [InlineData(MatrixClass.Identity, 3, 3, 11_000)]
    [InlineData(MatrixClass.Skew, 3, 2, 2_000)]
    public void Blocks_of_each_source_come_in_order_without_gaps(MatrixClass matrixClass, int dimension, int maxTokens, int blocks)
    {
        var schedule = new HuntSchedule(Scopes.Of(matrixClass, dimension, maxTokens));
        var next = schedule.Sources.ToDictionary(source => source, _ => 0L);
        for (int b = 0; b < blocks; b++)
        {
            HuntBlock block = schedule[b];
            Assert.Equal(next[block.Source]++, block.Index);
            Assert.True(block.Source.Blocks is not { } all || block.Index < all);
        }

        // Long enough that a finite source has ended, and then it is complete.
        Assert.Contains(schedule.Sources, source => source.Blocks == next[source]);
        Assert.All(schedule.Sources.Where(source => source.Blocks is null), source => Assert.True(next[source] > 100));
    }

    [Fact]
    public void A_search_begins_small_then_structured_then_all_in_turn()
    {
        var schedule = new HuntSchedule(Scopes.Of(MatrixClass.General));
        long first = HuntSchedule.ExhaustiveStart;
        long second = first + HuntSchedule.StructuredStart;
        string[] Ids(long from, int count) => [.. Enumerable.Range(0, count).Select(k => schedule[from + k].Source.Id)];
        Assert.Equal(["exhaustive", "exhaustive"], Ids(0, 2));
        Assert.Equal(["exhaustive", "structured"], Ids(first - 1, 2));
        Assert.Equal(["structured", "random", "guided", "exhaustive", "structured", "random"], Ids(second - 1, 6));
        Assert.Equal((first, HuntSchedule.StructuredStart), (schedule[second + 2].Index, schedule[second + 3].Index));
        Assert.Equal(["exhaustive", "structured", "random", "guided"], schedule.Sources.Select(source => source.Id));
    }

    [Fact]
    public void Far_blocks_are_known_without_the_ones_before()
    {
        var near = new HuntSchedule(Scopes.Of(MatrixClass.Identity, 3, 2));
        var far = new HuntSchedule(Scopes.Of(MatrixClass.Identity, 3, 2));
        _ = Enumerable.Range(0, 4_001).Select(b => near[b]).ToList();
        Assert.Equal((near[4_000].Source.Id, near[4_000].Index), (far[4_000].Source.Id, far[4_000].Index));
    }

    [Fact]
    public void There_is_no_block_where_there_is_no_matrix()
    {
        var schedule = new HuntSchedule(Scopes.Of(MatrixClass.PdNonsymmetric, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => schedule[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new HuntSchedule(Scopes.Of(MatrixClass.Spd))[-1]);
    }
}
