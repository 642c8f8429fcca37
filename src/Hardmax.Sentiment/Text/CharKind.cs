using System.Globalization;

namespace Hardmax.Sentiment;

/// <summary>What a character is to the tokeniser.</summary>
internal enum CharKind : byte
{
    /// <summary>Punctuation, symbols, numbers that are no digits, halves of surrogate pairs: separates words and clauses.</summary>
    Break,

    /// <summary>White space and control characters: separates words.</summary>
    Space,

    /// <summary>A letter that makes a word with its neighbours.</summary>
    Letter,

    /// <summary>An ideograph or kana: a word of its own.</summary>
    Ideograph,

    /// <summary>A combining mark: belongs to the letter before it.</summary>
    Mark,

    /// <summary>A decimal digit: vanishes.</summary>
    Digit,

    /// <summary>A soft hyphen, a joiner, a byte order mark, a direction: vanishes.</summary>
    Format,

    /// <summary>Vanishes between letters, and is a break elsewhere.</summary>
    Apostrophe,

    /// <summary>Separates words between letters, and is a break elsewhere.</summary>
    Hyphen,
}

/// <summary>The kind of every character.</summary>
internal static class CharKinds
{
    private static readonly CharKind[] OfChars = [.. Enumerable.Range(0, char.MaxValue + 1).Select(KindOf)];

    /// <summary>The kind of a character of the basic plane; a half of a surrogate pair is a break.</summary>
    public static CharKind Of(char c) => OfChars[c];

    /// <summary>The kind of the character at a place, which may be a surrogate pair.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The place, below the length of the text.</param>
    /// <param name="length">1 or 2 chars.</param>
    public static CharKind At(string text, int at, out int length)
    {
        char c = text[at];
        if (char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
        {
            length = 2;
            return KindOf(char.ConvertToUtf32(c, text[at + 1]));
        }

        length = 1;
        return OfChars[c];
    }

    private static CharKind KindOf(int code) => code switch
    {
        '\'' or '`' or 0xB4 or 0x2019 or 0x02BC => CharKind.Apostrophe,
        '-' or 0x2010 or 0x2011 => CharKind.Hyphen,
        0x200B => CharKind.Space, // The zero-width space is there to separate.
        _ when code <= char.MaxValue && char.IsWhiteSpace((char)code) => CharKind.Space,
        _ => KindOf(CharUnicodeInfo.GetUnicodeCategory(code), code),
    };

    private static CharKind KindOf(UnicodeCategory category, int code) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => IsIdeograph(code) ? CharKind.Ideograph : CharKind.Letter,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => CharKind.Mark,
        UnicodeCategory.DecimalDigitNumber => CharKind.Digit,
        UnicodeCategory.Format => CharKind.Format,
        UnicodeCategory.Control => CharKind.Space,
        _ => CharKind.Break,
    };

    // Of the letters: the iteration marks, hiragana and katakana with their extensions and half widths, and the blocks of
    // unified and compatibility ideographs. Bopomofo, hangul and Yi are written in syllables and stay runs of letters.
    private static bool IsIdeograph(int code) => code is
        (>= 0x3005 and <= 0x3006) or (>= 0x3040 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x4DBF)
        or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF66 and <= 0xFF9F)
        or (>= 0x1B000 and <= 0x1B16F) or (>= 0x20000 and <= 0x3FFFF);
}
