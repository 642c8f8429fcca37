using Hardmax.Numbers;

namespace Hardmax.Search;

/// <summary>
/// Random numbers of one block of one source: the same for the same seed, source and block on every machine and every
/// version of .NET. Not thread-safe.
/// </summary>
internal sealed class CandidateRandom
{
    private readonly SplitMix64 _stream;

    /// <summary>The numbers of a block.</summary>
    public CandidateRandom(ulong seed, ulong source, long block) =>
        _stream = new SplitMix64(First(First(First(seed) ^ source) ^ (ulong)block));

    /// <summary>64 random bits.</summary>
    public ulong Next() => _stream.Next();

    /// <summary>An integer from low to high, both included; the largest span is far below 2^32, so that the bias of the remainder is below 2^-32.</summary>
    public int Between(int low, int high) => low + (int)(Next() % (ulong)(high - low + 1));

    /// <summary>One of several things.</summary>
    public T Pick<T>(IReadOnlyList<T> things) => things[Between(0, things.Count - 1)];

    private static ulong First(ulong state) => new SplitMix64(state).Next();
}
