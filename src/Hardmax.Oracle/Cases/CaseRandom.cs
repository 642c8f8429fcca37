namespace Hardmax.Oracle;

/// <summary>
/// A stream of random numbers that is the same on every runtime and processor. Source: Steele, Lea and Flood, "Fast
/// splittable pseudorandom number generators" (OOPSLA 2014), SplitMix64.
/// </summary>
internal sealed class CaseRandom
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong _state;

    /// <summary>The stream of one draw: streams of different draws have nothing to do with each other.</summary>
    public CaseRandom(ulong seed, int index) => _state = Mix(seed + (Step * ((ulong)(uint)index + 1)));

    /// <summary>64 random bits.</summary>
    public ulong Next() => Mix(_state += Step);

    /// <summary>An integer from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public long Between(long low, long high) => low + (long)Math.BigMul(Next(), (ulong)(high - low) + 1, out _);

    /// <inheritdoc cref="Between(long, long)"/>
    public int Between(int low, int high) => (int)Between((long)low, high);

    /// <summary>True in so many cases of so many.</summary>
    public bool Chance(int cases, int of) => Between(1, of) <= cases;

    /// <summary>1 or -1.</summary>
    public int Sign() => Chance(1, 2) ? 1 : -1;

    /// <summary>One of these.</summary>
    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Between(0, choices.Length - 1)];

    /// <summary>An integer of exactly so many bits, from 1 to 62.</summary>
    public long Bits(int count) => count <= 1 ? 1 : Between(1L << (count - 1), (1L << count) - 1);

    /// <summary>Puts a list into a random order.</summary>
    public void Shuffle<T>(IList<T> list)
    {
        for (int k = list.Count - 1; k > 0; k--)
        {
            int other = Between(0, k);
            (list[k], list[other]) = (list[other], list[k]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
