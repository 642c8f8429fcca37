using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Hardmax.Numbers;
using Hardmax.Sentiment;

namespace Hardmax.Reports;

/// <summary>How the pages about sentiment say numbers, sides and words.</summary>
internal static class SentimentWords
{
    private const int DecimalDigits = 4;
    private const int LongestWord = 48;
    private const int WidestLabel = 1370;
    private const int LetterWidth = 76;
    private const int WideWidth = 130;

    // Hangul, and behind it what is as wide as high: ideographs, kana, full widths.
    private const int FirstWide = 0x1100;
    private const int LongestFraction = 90;

    /// <summary>The nearest decimal of four significant digits, with a minus sign: "−1.234".</summary>
    public static string Decimal(Rational value) => Minus(ExactDecimal.Of(value, DecimalDigits));

    /// <summary>A double for people, with so many significant digits.</summary>
    public static string Decimal(double value, int digits = DecimalDigits) => double.IsFinite(value)
        ? Minus(ExactDecimal.Of(Rational.FromDouble(value), digits))
        : Minus(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The decimal and the exact value under it, as the content of a cell; integers are said once.</summary>
    public static IEnumerable<XElement> Exact(Rational value)
    {
        yield return new XElement("span", new XAttribute("class", "near"), Decimal(value));
        if (!value.IsInteger || !ExactDecimal.IsShort(value))
        {
            string exact = value.ToString();
            yield return new XElement("span", new XAttribute("class", "exact"), exact.Length <= LongestFraction
                ? exact
                : Number(exact.Length) + " characters; in full under the table");
        }
    }

    /// <summary>
    /// The probability of the decision, at least 1/2, with as many decimals as tell it from 1/2 and from 1: neither is ever
    /// reached.
    /// </summary>
    /// <param name="value">The value of the decoder, not 0.</param>
    public static string Confidence(Rational value)
    {
        double confidence = 1 / (1 + Math.Exp(-Math.Abs(value.ToDouble())));
        for (int decimals = 2; decimals <= 6; decimals++)
        {
            decimal rounded = Math.Round((decimal)confidence, decimals, MidpointRounding.ToEven);
            if (rounded is > 0.5m and < 1)
            {
                return rounded.ToString("F" + Number(decimals), CultureInfo.InvariantCulture);
            }
        }

        return confidence > 0.75 ? "more than 0.999999" : "hardly more than 0.5";
    }

    /// <summary>A count and what is counted: "1 word", "2 words".</summary>
    public static string Count(int count, string what) => Number(count) + " " + what + (count == 1 ? string.Empty : "s");

    /// <summary>Digits as they are.</summary>
    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A class of the style sheet: "positive", "negative" or "between".</summary>
    public static string Class(Side side) => side == Side.Undecided ? "between" : side.Word();

    /// <summary>A side with a sign that does without colour: "+ positive".</summary>
    public static string Marked(Side side) => side switch
    {
        Side.Positive => "+ positive",
        Side.Negative => "\u2212 negative",
        _ => "0 on the line",
    };

    /// <summary>Where a place is, in words: "on the positive side".</summary>
    public static string OnSide(Side side) => side == Side.Undecided ? "exactly on the line" : "on the " + side.Word() + " side";

    /// <summary>A word for a table or a sentence; long ones are cut.</summary>
    public static string Word(string word) => Shorten(word, LongestWord);

    /// <summary>A word for a picture, cut to a width in tenths of a pixel.</summary>
    public static string Label(string word, int most = WidestLabel)
    {
        string label = Shorten(word, LongestWord);
        for (int length = LongestWord; Width(label) > most && length > 2; length--)
        {
            label = Shorten(word, length);
        }

        return label;
    }

    /// <summary>An upper estimate of the width of a label in tenths of a pixel: fonts differ.</summary>
    /// <param name="text">The label.</param>
    /// <param name="latin">The width of a letter that is not wide.</param>
    public static int Width(string text, int latin = LetterWidth) => text.EnumerateRunes().Sum(rune => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ when rune.Value >= FirstWide => WideWidth,
        _ => latin,
    });

    /// <summary>A word and how many more, each in its own direction of writing.</summary>
    public static string More(string word, int others) => others == 0 ? word : "\u2068" + word + "\u2069 +" + Number(others);

    /// <summary>The word in an element of its own, so that a script from right to left does not turn its neighbours around.</summary>
    public static XElement Isolated(string word) => new("bdi", Word(word));

    /// <summary>Quoted words with commas, and "and" before the last.</summary>
    public static IEnumerable<object> List(IReadOnlyList<string> words)
    {
        for (int i = 0; i < words.Count; i++)
        {
            yield return (i == 0 ? string.Empty : i == words.Count - 1 ? " and " : ", ") + "\u201c";
            yield return Isolated(words[i]);
            yield return "\u201d";
        }
    }

    private static string Minus(string text) => text.Replace('-', '\u2212');

    // Between characters as they are seen: neither half a pair nor a letter without its accents.
    private static string Shorten(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var kept = new StringBuilder();
        for (int at = 0; at < text.Length;)
        {
            int length = StringInfo.GetNextTextElementLength(text, at);
            if (kept.Length + length >= longest)
            {
                break;
            }

            kept.Append(text, at, length);
            at += length;
        }

        return kept.Append('\u2026').ToString();
    }
}
