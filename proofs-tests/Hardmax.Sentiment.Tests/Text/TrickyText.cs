using FsCheck;
using FsCheck.Fluent;

namespace Hardmax.Sentiment.Tests.Text;

/// <summary>A text of pieces at which rules meet, some of them in the middle of others.</summary>
public sealed record TrickyText(string Text)
{
    private static readonly string[] Pieces =
    [
        "good", "Film", "bad", "s", "S", "t", "n", "x", "the", "A", "of", "it", "IS", "I", "we", "ill", "dont",
        "not", "No", "never", "NOT", "cannot", "without", "don't", "isn\u2019t", "CAN\u02BCT", "did'nt", "n't", "no't",
        "I'll", "WE'VE", "he'd", "you're", "film's", "it's", "d'on't", "rock'n'roll", "film'll",
        "'", "`", "\u00B4", "\u2019", "\u02BC", "-", "\u2010", "--", ",", ".", "!", "_", "/", ":", "&", ";", "\"", "@", "\u2026", "\u2014",
        "<", ">", "<br />", "</i>", "<b>", "<B class=x>", "<!", "<?xml", "<a", "<!--", "-->", "--", "<3", "< b>",
        "http://a.b/c", "HTTPS://x", "www.", "WWW.x.org", "http:/", "http", "ww", "w", "h", "http\u017F://",
        "1", "10", "3.5", "\u0663", "½", "²", "\U0001D7D8",
        " ", "  ", "\t", "\r\n", "\u00A0", "\u3000", "\u0085", "\0", "\u001F", "\u200B", "\u2028",
        "\u00AD", "\u200D", "\uFEFF", "\u2060", "\U000E0041", "\u0301", "\u3099", "\uFE0F", "\U0001D165", "\u20E3",
        "中", "文", "々", "か", "カ", "ー", "ﾊ", "\u3007", "한국", "ไทย", "ที่", "фильм", "É", "ß", "İ", "ı", "\u212A", "ǅ", "ﬁ", "Σ",
        "\U00020000", "\U00010400", "\U0001B001", "😀", "👍🏽", "\uD800", "\uDC00", "\uE000", "\uFFFF",
        "&amp;", "&lt;", "&gt;", "&#39;", "&nbsp;", "&eacute;", "&shy;", "&#x200B;", "&lt;br&gt;", "&#128512;", "&bogus;", "&#",
    ];

    /// <summary>Texts of up to 40 pieces, a third of them with blanks between.</summary>
    public static Arbitrary<TrickyText> Texts()
    {
        Gen<string> piece = Gen.Frequency(
            (12, Gen.Elements(Pieces)),
            (3, Gen.Elements("good", "film", "not", "the", "a", "'", "-", " ", " ", "<", "n't")),
            (1, Gen.Choose(0, char.MaxValue).Select(c => ((char)c).ToString())),
            (1, Gen.Choose(0x20, 0x7E).Select(c => ((char)c).ToString())));
        Gen<string> text =
            from separator in Gen.Elements("", "", " ")
            from count in Gen.Choose(0, 40)
            from pieces in Gen.ArrayOf(piece, count)
            select string.Join(separator, pieces);
        return Arb.From(text.Select(t => new TrickyText(t)), Shorter);
    }

    /// <summary>The text as C# would write it, which shows what cannot be seen.</summary>
    public override string ToString() =>
        string.Concat(Text.Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:X4}"));

    private static IEnumerable<TrickyText> Shorter(TrickyText tricky)
    {
        for (int cut = tricky.Text.Length; cut > 0; cut /= 2)
        {
            for (int at = 0; at + cut <= tricky.Text.Length; at += cut)
            {
                yield return new TrickyText(tricky.Text.Remove(at, cut));
            }
        }
    }
}
