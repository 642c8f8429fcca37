using Xunit;

namespace Hardmax.Search.Tests;

public sealed class ClosingTests
{
    [Fact]
    public void A_claim_without_violations_is_never_done_with()
    {
        Closing closing = Note((3, null));
        Assert.Equal((long.MaxValue, false), (closing.LastBlock, closing.IsRefuted));
    }

    [Fact]
    public void It_is_done_with_at_the_first_violation_in_the_order_of_blocks()
    {
        Closing closing = Note((7, false), (3, false), (5, false), (2, null));
        Assert.Equal((3L, 3L, true), (closing.LastBlock, closing.BestBlock, closing.IsRefuted));
    }

    [Fact]
    public void A_violation_that_is_approached_leaves_some_blocks_for_a_better_one()
    {
        Closing alone = Note((12, true), (10, true));
        Assert.Equal((10 + Closing.Grace, 10L, true), (alone.LastBlock, alone.BestBlock, alone.IsRefuted));
        Closing inTime = Note((10, true), (10 + Closing.Grace, false));
        Assert.Equal((10 + Closing.Grace, 10 + Closing.Grace), (inTime.LastBlock, inTime.BestBlock));
        Closing tooLate = Note((11 + Closing.Grace, false), (10, true));
        Assert.Equal((10 + Closing.Grace, 10L), (tooLate.LastBlock, tooLate.BestBlock));
        Closing before = Note((10, true), (4, false));
        Assert.Equal((4L, 4L), (before.LastBlock, before.BestBlock));
    }

    // A block with no violation (null), or one that is approached or not.
    private static Closing Note(params (long Block, bool? IsApproached)[] blocks)
    {
        var closing = new Closing();
        foreach ((long block, bool? isApproached) in blocks)
        {
            closing.Note(block, new ClaimTally("converges", 1, 0, isApproached is null ? null : "{}", isApproached ?? false));
        }

        return closing;
    }
}
