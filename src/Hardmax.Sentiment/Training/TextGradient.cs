using Hardmax.Numbers;

namespace Hardmax.Sentiment;

/// <summary>What one text adds to the gradient, and the words of it that were kept.</summary>
internal sealed class TextGradient(int dimension)
{
    private int[] _rows = [];
    private int[] _counts = [];
    private int _kept;

    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, _kept);

    public ReadOnlySpan<int> Counts => _counts.AsSpan(0, _kept);

    public float[] ByWord { get; private set; } = [];

    public float[] Mean { get; } = new float[dimension];

    public float Loss { get; set; }

    public float ByValue { get; set; }

    public float ByLogAlpha { get; set; }

    /// <summary>Leaves words out, each with all its repetitions; where none would remain, the first is kept.</summary>
    public void Choose(WordBag bag, ulong key, float dropout)
    {
        if (_rows.Length < bag.Distinct)
        {
            _rows = new int[bag.Distinct];
            _counts = new int[bag.Distinct];
            ByWord = new float[bag.Distinct];
        }

        // A word is left out where 32 random bits are below this.
        ulong threshold = (ulong)(dropout * (1UL << 32));
        var random = new SplitMix64(key);
        _kept = 0;
        for (int word = 0; word < bag.Distinct; word++)
        {
            if ((random.Next() >> 32) >= threshold)
            {
                Keep(bag, word);
            }
        }

        if (_kept == 0)
        {
            Keep(bag, 0);
        }
    }

    private void Keep(WordBag bag, int word)
    {
        _rows[_kept] = bag.Rows[word];
        _counts[_kept++] = bag.Counts[word];
    }
}
