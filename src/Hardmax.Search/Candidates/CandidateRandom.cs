namespace Hardmax.Search;

/// <summary>
/// Random numbers of one block of one source: the same for the same seed, source and block on every machine and every
/// version of .NET. Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014. Not thread-safe.
/// </summary>
internal sealed class CandidateRandom
{
    private const ulong Step = 0x9E37_79B9_7F4A_7C15;

    private ulong _state;

    /// <summary>The numbers of a block.</summary>
    public CandidateRandom(ulong seed, ulong source, long block) =>
        _state = Mix(Mix(Mix(seed) ^ source) ^ (ulong)block);

    /// <summary>64 random bits.</summary>
    public ulong Next() => Mix(_state = unchecked(_state + Step));

    /// <summary>An integer from low to high, both included; the largest span is far below 2^32, so that the bias of the remainder is below 2^-32.</summary>
    public int Between(int low, int high) => low + (int)(Next() % (ulong)(high - low + 1));

    /// <summary>One of several things.</summary>
    public T Pick<T>(IReadOnlyList<T> things) => things[Between(0, things.Count - 1)];

    private static ulong Mix(ulong x)
    {
        unchecked
        {
            x += Step;
            x = (x ^ (x >> 30)) * 0xBF58_476D_1CE4_E5B9;
            x = (x ^ (x >> 27)) * 0x94D0_49BB_1331_11EB;
            return x ^ (x >> 31);
        }
    }
}
