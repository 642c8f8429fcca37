namespace Hardmax.Search;

/// <summary>
/// When a claim is done with: at its first violation in the order of blocks; but where that is only approached, the search
/// goes on for some blocks, because one that a layer reaches is easier to check. <c>default</c> is a claim without violations.
/// </summary>
internal sealed class Closing
{
    /// <summary>How many blocks are searched beyond a violation that is only approached.</summary>
    public const long Grace = 1024;

    private long _reached = long.MaxValue;
    private long _approached = long.MaxValue;

    /// <summary>The last block that counts; <see cref="long.MaxValue"/> without a violation.</summary>
    public long LastBlock => _approached == long.MaxValue ? _reached : Math.Min(_reached, _approached + Grace);

    /// <summary>Whether there is a violation.</summary>
    public bool IsRefuted => LastBlock != long.MaxValue;

    /// <summary>The block of the violation that is to be published: one that is reached, if there is one up to the last block.</summary>
    public long BestBlock => _reached <= LastBlock ? _reached : _approached;

    /// <summary>Takes note of what a block says of the claim, in any order of blocks.</summary>
    public void Note(long block, ClaimTally tally)
    {
        if (tally.Violation is null)
        {
            return;
        }

        if (tally.IsApproached)
        {
            _approached = Math.Min(_approached, block);
        }
        else
        {
            _reached = Math.Min(_reached, block);
        }
    }
}
