using System.Net;

namespace Hardmax.Sentiment;

/// <summary>
/// Makes words of a text, by the rules of docs/sentiment-text.md: markup, links and digits are removed, punctuation
/// separates, apostrophes vanish. No text is refused; one without words has none. Immutable, usable from several threads.
/// </summary>
/// <remarks>
/// Texts are not normalised (NFKC): the runtime has no tables for it in invariant mode, which every build here uses, so
/// results would depend on where a model runs. A letter with a combining mark and the composed letter are two words.
/// </remarks>
/// <param name="options">What it does besides the fixed rules.</param>
internal sealed class Tokeniser(TokeniserOptions options)
{
    /// <summary>What a word begins with to which a negation is joined. No other word has an underscore.</summary>
    public const string NegationPrefix = "not_";

    /// <summary>How many stop words may stand between a negation and the word it is joined to.</summary>
    public const int MostBetween = 3;

    /// <summary>What it does besides the fixed rules.</summary>
    public TokeniserOptions Options { get; } = options;

    /// <summary>The words of a text, in order, repetitions included.</summary>
    /// <param name="text">Any text.</param>
    public IReadOnlyList<string> Words(string text) => [.. EnumerateWords(text)];

    /// <summary>
    /// The words of a text, in order, repetitions included, read as they are asked for: the first 128 of 100,000 cost
    /// little.
    /// </summary>
    /// <param name="text">Any text.</param>
    public IEnumerable<string> EnumerateWords(string text)
    {
        var scanner = new WordScanner(text.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(text) : text, Options.KeepsCase);
        string? negation = null;
        int between = 0;
        while (scanner.Read())
        {
            bool negates = Options.JoinsNegations && scanner.IsNegation();
            if (negation is not null && (negates || scanner.StartsClause))
            {
                yield return negation;
                negation = null;
            }

            if (negates)
            {
                negation = scanner.Word.ToString();
                between = 0;
            }
            else if (!Options.KeepsStopWords && scanner.IsStopWord())
            {
                if (negation is not null && ++between > MostBetween)
                {
                    yield return negation;
                    negation = null;
                }
            }
            else
            {
                yield return negation is null ? scanner.Word.ToString() : string.Concat(NegationPrefix, scanner.Word);
                negation = null;
            }
        }

        if (negation is not null)
        {
            yield return negation;
        }
    }
}
