namespace Hardmax.Numbers;

/// <summary>
/// A stream of random bits that is the same on every runtime and processor. Source: Steele, Lea and Flood, "Fast splittable
/// pseudorandom number generators" (OOPSLA 2014), SplitMix64. Not thread-safe.
/// </summary>
/// <param name="state">Any 64 bits; the same ones give the same stream.</param>
public sealed class SplitMix64(ulong state)
{
    /// <summary>What the state grows by: the odd integer nearest to 2^64 over the golden ratio.</summary>
    public const ulong Step = 0x9E37_79B9_7F4A_7C15;

    private ulong _state = state;

    /// <summary>64 random bits.</summary>
    public ulong Next() => Mix(_state = unchecked(_state + Step));

    /// <summary>The finaliser: a bijection of 64 bits, in which every bit depends on every other.</summary>
    public static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
            z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
            return z ^ (z >> 31);
        }
    }
}
