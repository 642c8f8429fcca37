using Hardmax.Model;

namespace Hardmax.Search;

/// <summary>A finite list of candidates that are about equally large, counted without being made.</summary>
internal interface ICandidateLevel
{
    /// <summary>How many candidates there are.</summary>
    long Count { get; }

    /// <summary>Some of them, in order.</summary>
    /// <param name="first">The number of the first one.</param>
    /// <param name="count">How many; all of them are there.</param>
    IReadOnlyList<HardmaxProblem> Draw(long first, int count);
}

/// <summary>A source that ends, and knows whether it has a block without counting all of them.</summary>
internal interface ICountedSource : ICandidateSource
{
    /// <summary>Whether there is a block of this number.</summary>
    bool HasBlock(long block);
}

/// <summary>
/// A source that is a sequence of levels, each cut into blocks: any block is drawn without the ones before it, of which
/// only the numbers are needed. Levels are counted when a block beyond the ones counted so far is asked for. Thread-safe.
/// </summary>
/// <typeparam name="TLevel">What the levels are.</typeparam>
internal abstract class LevelledSource<TLevel> : ICountedSource
    where TLevel : class, ICandidateLevel
{
    private readonly Lock _lock = new();
    private readonly List<long> _ends = [];

    /// <inheritdoc/>
    public abstract string Id { get; }

    /// <summary>How many blocks all levels have. The first call counts them all, which takes seconds and which <see cref="HasBlock"/> avoids.</summary>
    public long? Blocks
    {
        get
        {
            lock (_lock)
            {
                CountUntil(long.MaxValue);
                return _ends.Count == 0 ? 0 : _ends[^1];
            }
        }
    }

    /// <summary>The levels, in the order of the search.</summary>
    internal abstract IReadOnlyList<TLevel> Levels { get; }

    /// <inheritdoc/>
    public bool HasBlock(long block) => Find(block) is not null;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">There is no such block.</exception>
    public IReadOnlyList<HardmaxProblem> Draw(long block)
    {
        if (block < 0 || Find(block) is not { } place)
        {
            throw new ArgumentOutOfRangeException(nameof(block), block, "There is no such block.");
        }

        TLevel level = Levels[place.Level];
        long first = place.Block * ICandidateSource.BlockSize;
        return level.Draw(first, (int)Math.Min(ICandidateSource.BlockSize, level.Count - first));
    }

    /// <inheritdoc/>
    public string Covered(long blocks)
    {
        if (blocks <= 0)
        {
            return "nothing yet";
        }

        if (Find(blocks) is not { } next)
        {
            return Describe(Levels, null, 0, 0);
        }

        return Describe([.. Levels.Take(next.Level)], Levels[next.Level], next.Block * ICandidateSource.BlockSize, Levels[next.Level].Count);
    }

    /// <summary>What complete levels and the first candidates of one more cover.</summary>
    /// <param name="complete">The complete levels.</param>
    /// <param name="partial">The one that is begun or comes next, or null where all are complete.</param>
    /// <param name="done">How many of its candidates were searched, perhaps none.</param>
    /// <param name="count">How many it has.</param>
    protected abstract string Describe(IReadOnlyList<TLevel> complete, TLevel? partial, long done, long count);

    private (int Level, long Block)? Find(long block)
    {
        lock (_lock)
        {
            CountUntil(block);
            int level = _ends.BinarySearch(block + 1);
            level = level < 0 ? ~level : level;

            // Empty levels end where the ones before them end; the first with that end has the block.
            while (level > 0 && level <= _ends.Count && level < _ends.Count && _ends[level - 1] == _ends[level])
            {
                level--;
            }

            return level == _ends.Count ? null : (level, block - (level == 0 ? 0 : _ends[level - 1]));
        }
    }

    // Until the levels that are counted have a block of this number, or none is left.
    private void CountUntil(long block)
    {
        while (_ends.Count < Levels.Count && (_ends.Count == 0 || _ends[^1] <= block))
        {
            long blocks = (Levels[_ends.Count].Count + ICandidateSource.BlockSize - 1) / ICandidateSource.BlockSize;
            _ends.Add((_ends.Count == 0 ? 0 : _ends[^1]) + blocks);
        }
    }
}
