namespace Hardmax.Search;

/// <summary>A block of a source.</summary>
/// <param name="Source">The source.</param>
/// <param name="Index">Its number among the blocks of the source.</param>
public sealed record HuntBlock(ICandidateSource Source, long Index);

/// <summary>
/// The order in which the blocks of all sources are searched: one endless sequence, so that a search is a number of
/// blocks from its start. First what is small, exhaustively; then structured clouds; then random and guided ones in turn,
/// with what is left of the exhaustive and structured ones between them. Thread-safe.
/// </summary>
public sealed class HuntSchedule
{
    /// <summary>How many blocks the exhaustive source has before all others, where it has as many.</summary>
    internal const long ExhaustiveStart = 128;

    /// <summary>How many blocks the structured source has then, where it has as many.</summary>
    internal const long StructuredStart = 256;

    private readonly ExhaustiveSource _exhaustive;
    private readonly StructuredSource _structured;
    private readonly RandomSource _random;
    private readonly GuidedSource _guided;

    /// <summary>The schedule of a scope.</summary>
    public HuntSchedule(HuntScope scope)
    {
        Scope = scope;
        (_exhaustive, _structured) = (new ExhaustiveSource(scope), new StructuredSource(scope));
        (_random, _guided) = (new RandomSource(scope), new GuidedSource(scope));
        Sources = [_exhaustive, _structured, _random, _guided];
    }

    /// <summary>The scope.</summary>
    public HuntScope Scope { get; }

    /// <summary>The sources, in the order of their first blocks.</summary>
    public IReadOnlyList<ICandidateSource> Sources { get; }

    /// <summary>Block number b of the search, b from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or the class has no matrix in the dimension.</exception>
    public HuntBlock this[long block]
    {
        get
        {
            if (block < 0 || _random.Blocks == 0)
            {
                throw new ArgumentOutOfRangeException(nameof(block), block, "There is no such block.");
            }

            long exhaustive = Start(_exhaustive, ExhaustiveStart);
            if (block < exhaustive)
            {
                return new HuntBlock(_exhaustive, block);
            }

            long structured = Start(_structured, StructuredStart);
            return block < exhaustive + structured
                ? new HuntBlock(_structured, block - exhaustive)
                : InRounds(block - exhaustive - structured, [(_random, 0), (_guided, 0), (_exhaustive, exhaustive), (_structured, structured)]);
        }
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
