using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Hardmax.Sentiment;

/// <summary>The words that a model knows, numbered from 0. Immutable; every word is there once.</summary>
public sealed class Vocabulary
{
    private readonly FrozenDictionary<string, int> _rows;

    /// <summary>A vocabulary of these words in this order.</summary>
    /// <exception cref="ArgumentException">A word is there twice.</exception>
    public Vocabulary(ImmutableArray<string> words)
    {
        Words = words;
        _rows = words.Select((word, row) => KeyValuePair.Create(word, row)).ToFrozenDictionary(StringComparer.Ordinal);
        if (_rows.Count != words.Length)
        {
            throw new ArgumentException("Every word is there once.", nameof(words));
        }
    }

    /// <summary>The words, by number.</summary>
    public ImmutableArray<string> Words { get; }

    /// <summary>The number of words.</summary>
    public int Count => Words.Length;

    /// <summary>The words of some texts, the most frequent first, equally frequent ones in ordinal order.</summary>
    /// <param name="texts">The words of each text, repetitions included.</param>
    /// <param name="floor">How often a word has to occur, at least 1.</param>
    /// <param name="most">How many words at most.</param>
    public static Vocabulary Of(IEnumerable<IReadOnlyList<string>> texts, int floor, int most = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(floor, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string word in texts.SelectMany(text => text))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, word, out _)++;
        }

        return new Vocabulary([.. counts
            .Where(pair => pair.Value >= floor)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Key)
            .Take(most)]);
    }

    /// <summary>The number of a word, or -1.</summary>
    public int RowOf(string word) => _rows.GetValueOrDefault(word, -1);
}
