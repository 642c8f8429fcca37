using Hardmax.Numbers;

namespace Hardmax.Sentiment.Tests.Snapshots;

/// <summary>How limits are written into snapshots: words, counts and exact rationals, nothing rounded.</summary>
internal static class PinnedText
{
    /// <summary>"(1/2, -3)".</summary>
    public static string Place(IEnumerable<Rational> place) => $"({string.Join(", ", place)})";

    /// <summary>"good, bad x3", or "none".</summary>
    public static string Words(IEnumerable<(string Word, int Count)> words) =>
        List(words.Select(word => word.Count == 1 ? word.Word : FormattableString.Invariant($"{word.Word} x{word.Count}")));

    /// <summary>The items with commas between them, or "none".</summary>
    public static string List(IEnumerable<string> items) => string.Join(", ", items.DefaultIfEmpty("none"));

    /// <summary>A text in quotes on one line.</summary>
    public static string Quoted(string text) =>
        $"\"{text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)}\"";
}
