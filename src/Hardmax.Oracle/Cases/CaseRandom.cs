using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>The random choices of one draw, the same on every runtime and processor.</summary>
internal sealed class CaseRandom
{
    private readonly SplitMix64 _stream;

    /// <summary>The stream of one draw: streams of different draws have nothing to do with each other.</summary>
    public CaseRandom(ulong seed, int index) => _stream = new SplitMix64(SplitMix64.Mix(seed + (SplitMix64.Step * ((ulong)(uint)index + 1))));

    /// <summary>64 random bits.</summary>
    public ulong Next() => _stream.Next();

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
}
