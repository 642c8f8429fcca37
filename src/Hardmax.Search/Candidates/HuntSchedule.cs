namespace Hardmax.Search;

/// <summary>A block of a source.</summary>
/// <param name="Source">The source.</param>
/// <param name="Index">Its number among the blocks of the source.</param>
public sealed record HuntBlock(ICandidateSource Source, long Index);

/// <summary>
/// The order in which the blocks of all sources are searched: one endless sequence, so that a search is a number of
/// blocks from its start. First what is small, exhaustively; then structured clouds; then random and guided ones in turn,
/// with what is left of the exhaustive ones between them.
/// </summary>
public sealed class HuntSchedule
{
    private readonly ExhaustiveSource _exhaustive;

    /// <summary>The schedule of a scope.</summary>
    public HuntSchedule(HuntScope scope)
    {
        Scope = scope;
        _exhaustive = new ExhaustiveSource(scope);
        Sources = [_exhaustive, new StructuredSource(scope)];
    }

    /// <summary>The scope.</summary>
    public HuntScope Scope { get; }

    /// <summary>The sources, in the order of their first blocks.</summary>
    public IReadOnlyList<ICandidateSource> Sources { get; }

    /// <summary>Block number b of the search, b from 0.</summary>
    public HuntBlock this[long block] => new(_exhaustive, block);
}
