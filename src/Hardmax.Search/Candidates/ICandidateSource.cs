using Hardmax.Model;

namespace Hardmax.Search;

/// <summary>
/// One way to make candidates, in numbered blocks: a block depends on the scope and its number alone, so that any block
/// can be drawn on any machine, in any order, as often as needed.
/// </summary>
internal interface ICandidateSource
{
    /// <summary>Its name in files and tables: "exhaustive", "structured", "random", "guided".</summary>
    string Id { get; }

    /// <summary>How many blocks there are; null for as many as one likes.</summary>
    long? Blocks { get; }

    /// <summary>
    /// The candidates of a block, at most <see cref="BlockSize"/>, all with a matrix of the scope's class, the same ones
    /// each time. A block may be empty.
    /// </summary>
    /// <param name="block">From 0.</param>
    IReadOnlyList<HardmaxProblem> Draw(long block);

    /// <summary>What the first so many blocks cover, for people: "all problems with d = 1, n at most 3, entries at most 5 in absolute value, alpha in {1/2, 1, 2}".</summary>
    /// <param name="blocks">How many blocks were searched.</param>
    string Covered(long blocks);

    /// <summary>How many candidates a block has at most.</summary>
    const int BlockSize = 64;
}
