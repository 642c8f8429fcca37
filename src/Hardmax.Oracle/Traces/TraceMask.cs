using System.Globalization;
using System.Text.Json;
using Hardmax.Formats;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Oracle;

/// <summary>
/// The mask of a recorded trajectory: n entries say which tokens are real, n rows of n which keys each token may attend to;
/// true, or 1, means that it may. In JSON also the words "causal" and "strictly-causal".
/// </summary>
internal static class TraceMask
{
    private const string CausalWord = "causal";
    private const string StrictlyCausalWord = "strictly-causal";

    /// <summary>Returns true if a token is padding, so that nothing of it is looked at.</summary>
    public static bool Ignores(AttentionMask? mask, int token) => mask is not null && token < mask.Count && mask.IsPadding(token);

    /// <summary>Reads a word, n entries or n rows of n.</summary>
    /// <exception cref="InvalidInputException">It is none of them, or leaves a real token without a key.</exception>
    public static AttentionMask Read(JsonCursor field, int tokens)
    {
        AttentionMask mask = field.Kind == JsonValueKind.String
            ? ReadWord(field, tokens)
            : ReadEntries(field, tokens);
        return Defect(mask) is { } reason ? throw field.Error(reason) : mask;
    }

    /// <summary>The masks of an archive by the index of the trajectory; the shape is checked here, the entries there.</summary>
    /// <param name="mask">(n) or (n, n), with one more axis in front for a batch; null is no mask.</param>
    /// <param name="tokens">(n, d), or (b, n, d) for a batch.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="InvalidInputException">The array has another shape or dtype, or leaves a real token without a key.</exception>
    public static Func<int, AttentionMask?> Of(NpyArray? mask, NpyArray tokens, string path)
    {
        if (mask is null)
        {
            return _ => null;
        }

        int[] ofTokens = [.. tokens.Shape[..^1]];
        int n = ofTokens[^1];
        bool isGiven = mask.Shape.SequenceEqual([.. ofTokens, n]);
        if (!isGiven && !mask.Shape.SequenceEqual(ofTokens))
        {
            string axes = string.Join(", ", ofTokens);
            string shape = string.Join(", ", mask.Shape);
            throw new InvalidInputException(path, "mask.npy", $"has the shape ({shape}); expected ({axes}) or ({axes}, {n})");
        }

        if (mask.DType.Kind == NpyKind.Float)
        {
            throw new InvalidInputException(path, "mask.npy", $"is {mask.DType.Name}; expected bool, or integers 0 and 1");
        }

        return index =>
        {
            AttentionMask read = isGiven
                ? AttentionMask.Of([.. Enumerable.Range(0, n).Select(i => ReadEntries(mask, ((index * n) + i) * n, n, path))])
                : AttentionMask.OfRealTokens(ReadEntries(mask, index * n, n, path));
            string where = ofTokens.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $"of trajectory {index}: ") : string.Empty;
            return Defect(read) is { } reason ? throw new InvalidInputException(path, "mask.npy", where + reason) : read;
        };
    }

    // Where tokens attend to earlier ones alone, the first cannot have a key; anywhere else that is a slip.
    private static string? Defect(AttentionMask mask)
    {
        int[] all = [.. Enumerable.Range(0, mask.Count)];
        bool isStrictlyCausal = Array.TrueForAll(all, i => !mask.HasKeys(i) || mask.Keys(i)[^1] < i);
        int[] empty = [.. all.Where(i => !mask.HasKeys(i) && !mask.IsPadding(i)).Skip(isStrictlyCausal ? 1 : 0)];
        return empty is [var row, ..]
            ? string.Create(CultureInfo.InvariantCulture, $"row {row} allows no key, and other rows allow token {row}; expected a key unless it is padding")
            : !Array.Exists(all, mask.HasKeys) ? "allows no key to any token; expected a token that may attend to one"
            : null;
    }

    private static AttentionMask ReadEntries(JsonCursor field, int tokens)
    {
        JsonCursor[] items = Items(field, tokens);
        return items[0].Kind == JsonValueKind.Array
            ? AttentionMask.Of([.. items.Select(row => Array.ConvertAll(Items(row, tokens), ReadEntry))])
            : AttentionMask.OfRealTokens(Array.ConvertAll(items, ReadEntry));
    }

    private static AttentionMask ReadWord(JsonCursor field, int tokens) =>
        field.ReadOneOf(CausalWord, StrictlyCausalWord) == CausalWord ? AttentionMask.Causal(tokens) : AttentionMask.StrictlyCausal(tokens);

    private static JsonCursor[] Items(JsonCursor field, int tokens) => field.Count == tokens
        ? [.. field.Items()]
        : throw field.Error(string.Create(CultureInfo.InvariantCulture, $"has {field.Count} entries; expected {tokens}, one for each token"));

    private static bool ReadEntry(JsonCursor entry) =>
        entry.Kind == JsonValueKind.Number ? entry.ReadInteger(0, 1) == 1 : entry.ReadBoolean();

    private static bool[] ReadEntries(NpyArray mask, int start, int count, string path)
    {
        Rational[] entries = [.. Enumerable.Range(start, count).Select(at => mask[at])];
        int wrong = Array.FindIndex(entries, entry => !entry.IsZero && entry != Rational.One);
        return wrong < 0
            ? Array.ConvertAll(entries, entry => !entry.IsZero)
            : throw new InvalidInputException(
                path,
                "mask.npy",
                string.Create(CultureInfo.InvariantCulture, $"entry {start + wrong} is {entries[wrong]}; expected true and false, or 0 and 1"));
    }
}
