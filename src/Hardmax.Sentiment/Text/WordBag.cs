using System.Collections.Immutable;

namespace Hardmax.Sentiment;

/// <summary>
/// A text as a model sees it: its known words, each once, with how often it occurs. Equal tokens move as one for ever
/// (docs/theory.md, fact 7), so nothing is lost. Both arrays have the same length; empty where no word is known.
/// </summary>
/// <param name="Rows">The words as rows of the vocabulary, in the order in which they first occur; each once.</param>
/// <param name="Counts">How often each occurs, at least 1.</param>
public sealed record WordBag(ImmutableArray<int> Rows, ImmutableArray<int> Counts)
{
    /// <summary>The number of distinct words.</summary>
    public int Distinct => Rows.Length;

    /// <summary>The number of words with repetitions: the n of the model.</summary>
    public int Length => Counts.Sum();

    /// <summary>The words of a text that a vocabulary has, up to a number of them.</summary>
    /// <param name="words">The words of the text.</param>
    /// <param name="vocabulary">The words that are known; all others are passed over.</param>
    /// <param name="most">How many known words are taken, repetitions included.</param>
    /// <param name="choice">Which ones are taken where there are more.</param>
    public static WordBag Of(IEnumerable<string> words, Vocabulary vocabulary, int most, WordChoice choice)
    {
        IEnumerable<int> known = words.Select(vocabulary.RowOf).Where(row => row >= 0);
        if (choice == WordChoice.First)
        {
            return Counted(known.Take(most));
        }

        int[] all = [.. known];
        int last = Math.Min(most, all.Length) / 2;
        return all.Length <= most ? Counted(all) : Counted(all.Take(most - last).Concat(all.TakeLast(last)));
    }

    private static WordBag Counted(IEnumerable<int> taken)
    {
        var rows = ImmutableArray.CreateBuilder<int>();
        var counts = ImmutableArray.CreateBuilder<int>();
        var at = new Dictionary<int, int>();
        foreach (int row in taken)
        {
            if (at.TryGetValue(row, out int index))
            {
                counts[index]++;
            }
            else
            {
                at.Add(row, rows.Count);
                rows.Add(row);
                counts.Add(1);
            }
        }

        return new WordBag(rows.ToImmutable(), counts.ToImmutable());
    }
}
