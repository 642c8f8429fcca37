namespace Hardmax.Search;

/// <summary>A block of a source.</summary>
/// <param name="Source">The source.</param>
/// <param name="Index">Its number among the blocks of the source.</param>
internal sealed record HuntBlock(ICandidateSource Source, long Index);

/// <summary>
/// The order in which the blocks of all sources are searched: one endless sequence, so that a search is a number of
/// blocks from its start. First what is small, exhaustively; then structured clouds; then random and guided ones in turn,
/// with what is left of the exhaustive and structured ones between them. Thread-safe.
/// </summary>
internal sealed class HuntSchedule
{
    /// <summary>How many blocks the exhaustive source has before all others, where it has as many.</summary>
    internal const long ExhaustiveStart = 128;

    /// <summary>How many blocks the structured source has then, where it has as many.</summary>
    internal const long StructuredStart = 640;

    private readonly Func<long, HuntBlock> _order;

    /// <summary>The schedule of a scope.</summary>
    public HuntSchedule(HuntScope scope)
    {
        Scope = scope;
        var (exhaustive, structured) = (new ExhaustiveSource(scope), new StructuredSource(scope));
        var (random, guided) = (new RandomSource(scope), new GuidedSource(scope));
        Sources = [exhaustive, structured, random, guided];
        _order = block => Ordered(block, exhaustive, structured, random, guided);
    }

    /// <summary>The schedule of other sources, in another order.</summary>
    internal HuntSchedule(HuntScope scope, IReadOnlyList<ICandidateSource> sources, Func<long, HuntBlock> order) =>
        (Scope, Sources, _order) = (scope, sources, order);

    /// <summary>The scope.</summary>
    public HuntScope Scope { get; }

    /// <summary>The sources, in the order of their first blocks.</summary>
    public IReadOnlyList<ICandidateSource> Sources { get; }

    /// <summary>Block number b of the search, b from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or the class has no matrix in the dimension.</exception>
    public HuntBlock this[long block] => _order(block);

    private static HuntBlock Ordered(long block, ExhaustiveSource exhaustive, StructuredSource structured, RandomSource random, GuidedSource guided)
    {
        if (block < 0 || random.Blocks == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(block), block, "There is no such block.");
        }

        long small = Start(exhaustive, ExhaustiveStart);
        if (block < small)
        {
            return new HuntBlock(exhaustive, block);
        }

        long symmetric = Start(structured, StructuredStart);
        return block < small + symmetric
            ? new HuntBlock(structured, block - small)
            : InRounds(block - small - symmetric, [(random, 0), (guided, 0), (exhaustive, small), (structured, symmetric)]);
    }

    private static long Start(ICountedSource source, long most) => source.HasBlock(most - 1) ? most : source.Blocks ?? most;

    /// <summary>
    /// Rounds of one block of each source, those that end as long as they last. They are counted only as far as the
    /// round in question, because to count them to the end takes time.
    /// </summary>
    /// <param name="place">The number of the block, from the first round on.</param>
    /// <param name="sources">The sources, and how many of their blocks come before the first round.</param>
    private static HuntBlock InRounds(long place, List<(ICandidateSource Source, long Used)> sources)
    {
        long first = 0;
        while (true)
        {
            (long further, long turn) = Math.DivRem(place, sources.Count);
            long round = first + further;
            (ICountedSource Source, long Used)[] ended = [.. sources
                .Where(part => part.Source is ICountedSource counted && !counted.HasBlock(part.Used + round))
                .Select(part => ((ICountedSource)part.Source, part.Used))];
            if (ended.Length == 0)
            {
                (ICandidateSource source, long used) = sources[(int)turn];
                return new HuntBlock(source, used + round);
            }

            // On to the round in which one is missing for the first time. These were counted to their ends just now.
            long end = ended.Min(part => Left(part.Source, part.Used));
            place -= (end - first) * sources.Count;
            first = end;
            sources.RemoveAll(part => Array.Exists(ended, other => other.Source == part.Source && Left(other.Source, other.Used) == end));
        }
    }

    private static long Left(ICountedSource source, long used) => (source.Blocks ?? long.MaxValue) - used;
}
