using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;

namespace Hardmax.Sentiment;

/// <summary>
/// What a training run works on: texts to learn from, to choose the epoch by, and to be judged by once. The vocabulary comes
/// from the first alone.
/// </summary>
/// <param name="Words">The vocabulary.</param>
/// <param name="Training">The texts to learn from.</param>
/// <param name="Validation">The texts that choose the epoch.</param>
/// <param name="Test">The texts that are looked at once, at the end; there may be none.</param>
internal sealed record TrainingCorpus(
    Vocabulary Words,
    ImmutableArray<LabelledBag> Training,
    ImmutableArray<LabelledBag> Validation,
    ImmutableArray<LabelledBag> Test)
{
    /// <summary>Tokenises, splits and counts.</summary>
    /// <param name="reviews">All texts.</param>
    /// <param name="options">How.</param>
    /// <param name="split">The sizes of the training part (validation included) and of the test part.</param>
    /// <param name="threads">How many cores to use at most.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="ArgumentException">The parts are larger than what there is, or the first has fewer than two texts.</exception>
    public static TrainingCorpus Of(IReadOnlyList<LabelledReview> reviews, TrainingOptions options, SplitSizes split, int threads, CancellationToken cancellation = default)
    {
        if (split.Training < 2 || split.Test < 0 || (long)split.Training + split.Test > reviews.Count)
        {
            throw new ArgumentException("The training part has at least two texts, and the parts no more than there are.", nameof(split));
        }

        IReadOnlyList<string>[] words = Tokenised(reviews, options.Tokeniser, threads, cancellation);
        (IReadOnlyList<int> first, IReadOnlyList<int> rest) = ReviewSplit.Of([.. Enumerable.Range(0, reviews.Count)], split.Training, options.Seed);
        int validation = Math.Clamp((int)Math.Round(split.Training * options.ValidationShare), 1, split.Training - 1);
        int[] training = [.. first.Take(split.Training - validation)];
        var vocabulary = Vocabulary.Of(training.Select(text => words[text]), options.Floor, options.VocabularySize);
        ImmutableArray<LabelledBag> Bags(IEnumerable<int> texts) =>
        [
            .. texts.Select(text => new LabelledBag(
                WordBag.Of(words[text], vocabulary, options.MaxWords, options.Reads),
                reviews[text].IsPositive,
                reviews[text].Place)),
        ];
        return new TrainingCorpus(vocabulary, Bags(training), Bags(first.Skip(training.Length)), Bags(rest.Take(split.Test)));
    }

    /// <summary>The texts of the test part of a split, as <see cref="Of"/> would choose them.</summary>
    public static IReadOnlyList<LabelledReview> TestPart(IReadOnlyList<LabelledReview> reviews, SplitSizes split, ulong seed) =>
        [.. ReviewSplit.Of(reviews, split.Training, seed).Others.Take(split.Test)];

    /// <summary>The words of each text, on several cores.</summary>
    public static IReadOnlyList<string>[] Tokenised(IReadOnlyList<LabelledReview> reviews, TokeniserOptions options, int threads, CancellationToken cancellation)
    {
        var tokeniser = new Tokeniser(options);
        var words = new IReadOnlyList<string>[reviews.Count];
        ParallelItems.For(words.Length, threads, text => words[text] = tokeniser.Words(reviews[text].Text), cancellation);
        return words;
    }

    /// <summary>A digest of all that training sees: two corpora with the same one are the same.</summary>
    internal string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string word in Words.Words)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(word + "\n"));
        }

        foreach (ImmutableArray<LabelledBag> part in (ImmutableArray<LabelledBag>[])[Training, Validation, Test])
        {
            Append(hash, part.Length);
            foreach (LabelledBag text in part)
            {
                Append(hash, text.IsPositive ? 1 : 0);
                Append(hash, text.Bag.Distinct);
                for (int at = 0; at < text.Bag.Distinct; at++)
                {
                    Append(hash, text.Bag.Rows[at]);
                    Append(hash, text.Bag.Counts[at]);
                }
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}

/// <summary>The numbers of texts that are learned from (those that choose the epoch included) and that judge the result.</summary>
/// <param name="Training">At least 2.</param>
/// <param name="Test">At least 0.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct SplitSizes(int Training, int Test)
{
    /// <summary>Seven tenths and the rest, as arXiv:2407.01602 divides its reviews.</summary>
    public static SplitSizes Of(int reviews)
    {
        int training = (int)(7L * reviews / 10);
        return new SplitSizes(training, reviews - training);
    }

    /// <summary>Reads "35000/15000".</summary>
    public static bool TryParse(string text, out SplitSizes sizes)
    {
        string[] parts = text.Split('/');
        bool isRead = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int training) & parts.Length == 2;
        int test = 0;
        isRead = isRead && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out test);
        sizes = isRead ? new SplitSizes(training, test) : default;
        return isRead;
    }

    /// <summary>"35000/15000".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Training}/{Test}");
}

/// <summary>A text as a model sees it, and what its author thought.</summary>
/// <param name="Bag">The words; empty where none is known.</param>
/// <param name="IsPositive">Whether the review is positive.</param>
/// <param name="Place">Where the text stands, for messages.</param>
internal sealed record LabelledBag(WordBag Bag, bool IsPositive, string Place);
