using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Hardmax.Sentiment.Tests.Text;

/// <summary>
/// The rules of docs/sentiment-text.md a second time, one after the other over the whole text and with regular
/// expressions: slow, and sharing nothing with the tokeniser but the list of stop words.
/// </summary>
internal static class ReferenceTokeniser
{
    // Characters beyond the basic plane are replaced by private ones, which no text keeps, so that one is one.
    private const char FirstLetter = '\uE000';
    private const char FirstIdeograph = '\uE800';
    private const char FirstMark = '\uF000';
    private const char Vanishing = '\uF8FF';

    private const string Ideographs = @"\u3005\u3006\u3040-\u30FF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\uFF66-\uFF9F";
    private const string Letter = $@"[\p{{L}}\uE000-\uE7FF-[{Ideographs}\u02BC]]";
    private const string Mark = @"[\p{M}\uF000-\uF7FF]";
    private const string Apostrophe = @"['`\u00B4\u2019\u02BC]";

    private static readonly Regex MarkupOrLink = Pattern(
        $@"<!--.*?-->|<[/!?]?[A-Za-z][^<>]*>|(?<link>(?<![\p{{L}}\p{{M}}\p{{Nd}}-[{Ideographs}\u02BC]]|(?=[\u3099\u309A])\p{{M}})(?:[hH][tT][tT][pP][sS]?://|[wW]{{3}}\.)[^\s<>""]*)");

    private static readonly Regex Gone = Pattern(@"[\p{Nd}\p{Cf}\uF8FF-[\u200B]]");

    private static readonly Regex Parts = Pattern(
        $@"(?<word>{Letter}{Mark}*(?:{Letter}{Mark}*|{Apostrophe}(?={Letter}))*)"
        + $@"|(?<word>[\p{{L}}\uE800-\uEFFF-[\u02BC]]{Mark}*)"
        + $@"|(?<space>[\s\p{{Cc}}\u200B]|{Mark}|(?<={Letter}{Mark}*)[-\u2010\u2011](?={Letter}))"
        + "|(?<break>.)");

    private static readonly Regex AnyApostrophe = Pattern(Apostrophe);
    private static readonly Regex Possessive = Pattern("^(?<owner>.+)'[sS]$");
    private static readonly Regex Attached = Pattern("^(?<stem>.+)'(ll|d|re|ve|m)$");
    private static readonly Regex Contracted = Pattern("(n't|'nt)$");

    private static readonly string[] Negations = ["not", "no", "never", "cannot", "nor", "without", "hardly", "barely"];

    public static IReadOnlyList<string> Words(string text, TokeniserOptions options)
    {
        (string plain, List<string> beyond) = WithoutPairs(WebUtility.HtmlDecode(text));
        plain = MarkupOrLink.Replace(plain, match => match.Groups["link"].Success ? " . " : " ");
        plain = Gone.Replace(plain, "");

        List<Item> items = [.. Parts.Matches(plain)
            .Where(part => !part.Groups["space"].Success)
            .Select(part => part.Groups["break"].Success ? new Item("", IsStop: false, IsNegation: false) : ItemOf(WithPairs(part.Value, beyond), options))];
        if (options.JoinsNegations)
        {
            Join(items, options);
        }

        return [.. items.Where(item => item.Text.Length > 0 && (options.KeepsStopWords || !item.IsStop)).Select(item => item.Text)];
    }

    private static Regex Pattern(string pattern) =>
        new(pattern, RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(30));

    private static Item ItemOf(string raw, TokeniserOptions options)
    {
        string straight = AnyApostrophe.Replace(raw, "'");
        Match possessive = Possessive.Match(straight);
        bool isPossessive = possessive.Success;
        straight = isPossessive ? possessive.Groups["owner"].Value : straight;
        string word = straight.Replace("'", "", StringComparison.Ordinal);
        string folded = word.ToLowerInvariant();
        Match attached = Attached.Match(straight.ToLowerInvariant());
        bool isStop = StopWords.English.Contains(folded)
            || (!isPossessive && attached.Success && StopWords.English.Contains(attached.Groups["stem"].Value.Replace("'", "", StringComparison.Ordinal)));
        bool isNegation = Negations.Contains(folded) || (!isPossessive && Contracted.IsMatch(straight.ToLowerInvariant()));
        return new Item(options.KeepsCase ? word : folded, isStop, isNegation);
    }

    private static void Join(List<Item> items, TokeniserOptions options)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (!items[i].IsNegation)
            {
                continue;
            }

            int target = i + 1;
            while (target < items.Count && items[target].IsStop && !options.KeepsStopWords)
            {
                target++;
            }

            if (target < items.Count && target - i <= 4 && items[target] is { IsNegation: false, Text.Length: > 0 })
            {
                items[target] = items[target] with { Text = "not_" + items[target].Text };
                items[i] = new Item("", IsStop: true, IsNegation: false);
            }
        }
    }

    private static (string Plain, List<string> Beyond) WithoutPairs(string text)
    {
        var plain = new StringBuilder();
        var beyond = new List<string>();
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogatePair(text, i))
            {
                plain.Append(char.IsSurrogate(text[i]) || char.GetUnicodeCategory(text[i]) == UnicodeCategory.PrivateUse ? '.' : text[i]);
                continue;
            }

            var rune = new Rune(text[i], text[++i]);
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            bool isIdeograph = rune.Value is (>= 0x20000 and <= 0x3FFFF) or (>= 0x1B000 and <= 0x1B16F);
            plain.Append(
                category is UnicodeCategory.Format or UnicodeCategory.DecimalDigitNumber ? Vanishing
                : Rune.IsLetter(rune) ? (char)((isIdeograph ? FirstIdeograph : FirstLetter) + beyond.Count)
                : category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark ? (char)(FirstMark + beyond.Count)
                : '.');
            beyond.Add(rune.ToString());
        }

        return (plain.ToString(), beyond);
    }

    private static string WithPairs(string word, List<string> beyond) =>
        string.Concat(word.Select(c => c is >= FirstLetter and < Vanishing ? beyond[c % 0x800] : c.ToString()));

    // A break has no text.
    private sealed record Item(string Text, bool IsStop, bool IsNegation);
}
