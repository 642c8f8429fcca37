using System.Collections.Frozen;
using System.Text;

namespace Hardmax.Sentiment;

/// <summary>
/// Goes over a text once and stops at every word: markup, links, digits and apostrophes are gone, nothing is dropped yet.
/// The rules are those of docs/sentiment-text.md. Time is proportional to the text, whatever it holds.
/// </summary>
/// <param name="text">The text, its entities decoded.</param>
/// <param name="keepsCase">Whether the words keep their case.</param>
internal sealed class WordScanner(string text, bool keepsCase)
{
    private const int LongestLookup = 32;
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Stops = StopWords.English.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Negations =
        FrozenSet.Create(StringComparer.Ordinal, "not", "no", "never", "cannot", "nor", "without", "hardly", "barely").GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Clitics =
        FrozenSet.Create(StringComparer.Ordinal, "ll", "d", "re", "ve", "m").GetAlternateLookup<ReadOnlySpan<char>>();

    private char[] _word = new char[64];
    private int _length;
    private int _at;

    // How many chars of the word stood before its last apostrophe; 0 where it has none.
    private int _stem;

    // No comment ends beyond the place where one was looked for in vain.
    private bool _noCommentEnds;

    /// <summary>Whether punctuation, a symbol or a link stood between this word and the one before it.</summary>
    public bool StartsClause { get; private set; }

    /// <summary>The word. Valid until the next one is read.</summary>
    public ReadOnlySpan<char> Word => _word.AsSpan(0, _length);

    /// <summary>Goes to the next word.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Read()
    {
        _length = 0;
        _stem = 0;
        if (!SkipToWord())
        {
            return false;
        }

        ReadWord();
        DropPossessive();
        return true;
    }

    /// <summary>Whether it is a stop word, or one with 'll, 'd, 're, 've or 'm behind it; upper case is as good.</summary>
    public bool IsStopWord()
    {
        Span<char> folded = stackalloc char[LongestLookup];
        return TryFold(ref folded)
            && (Stops.Contains(folded) || (_stem > 0 && Clitics.Contains(folded[_stem..]) && Stops.Contains(folded[.._stem])));
    }

    /// <summary>Whether it is a negation: one of a few words, or one that ends in n't or 'nt; upper case is as good.</summary>
    public bool IsNegation()
    {
        if (_stem > 0 && _stem >= _length - 2 && Word[^2] is 'n' or 'N' && Word[^1] is 't' or 'T')
        {
            return true;
        }

        Span<char> folded = stackalloc char[LongestLookup];
        return TryFold(ref folded) && Negations.Contains(folded);
    }

    // False for a word that is longer than any of the sets.
    private bool TryFold(ref Span<char> folded)
    {
        if (_length > folded.Length)
        {
            return false;
        }

        folded = folded[.._length];
        Word.CopyTo(folded);
        for (int i = 0; keepsCase && i < _length; i++)
        {
            folded[i] = char.ToLowerInvariant(folded[i]);
        }

        return true;
    }

    private bool SkipToWord()
    {
        StartsClause = false;
        while (_at < text.Length)
        {
            switch (CharKinds.At(text, _at, out int length))
            {
                case CharKind.Letter when !IsLink(_at):
                case CharKind.Ideograph:
                    return true;
                case CharKind.Letter:
                    SkipLink();
                    StartsClause = true;
                    break;
                case CharKind.Break when text[_at] == '<' && EndOfMarkup() is int end and > 0:
                    _at = end;
                    break;
                case CharKind.Break or CharKind.Apostrophe or CharKind.Hyphen:
                    _at += length;
                    StartsClause = true;
                    break;
                default:
                    _at += length;
                    break;
            }
        }

        return false;
    }

    // At a letter that begins a word. What ends the word is not consumed, but for a hyphen between two letters, which is
    // no punctuation to the word after it.
    private void ReadWord()
    {
        bool isIdeograph = CharKinds.At(text, _at, out int length) == CharKind.Ideograph;
        Append(length);
        while (_at < text.Length)
        {
            switch (CharKinds.At(text, _at, out length))
            {
                case CharKind.Letter when !isIdeograph && !IsLink(_at):
                case CharKind.Mark:
                    Append(length);
                    break;
                case CharKind.Digit or CharKind.Format:
                    _at += length;
                    break;
                case CharKind.Apostrophe when !isIdeograph && IsBeforeLetter():
                    _stem = _length;
                    _at++;
                    break;
                case CharKind.Hyphen when !isIdeograph && IsBeforeLetter():
                    _at++;
                    return;
                default:
                    return;
            }
        }
    }

    private void Append(int chars)
    {
        if (_length + 2 > _word.Length)
        {
            Array.Resize(ref _word, 2 * _word.Length);
        }

        if (chars == 1)
        {
            char c = text[_at++];
            _word[_length++] = keepsCase ? c : char.ToLowerInvariant(c);
            return;
        }

        ReadOnlySpan<char> pair = text.AsSpan(_at, 2);
        _ = keepsCase ? pair.TryCopyTo(_word.AsSpan(_length)) : pair.ToLowerInvariant(_word.AsSpan(_length)) == 2;
        _at += 2;
        _length += 2;
    }

    private void DropPossessive()
    {
        if (_stem > 0 && _stem == _length - 1 && _word[_stem] is 's' or 'S')
        {
            _length = _stem;
            _stem = 0;
        }
    }

    // Whether the character behind this one, vanishing ones aside, is a letter of a run. Each is looked at once from the
    // apostrophe or hyphen before it.
    private bool IsBeforeLetter()
    {
        int at = _at + 1;
        while (at < text.Length)
        {
            CharKind kind = CharKinds.At(text, at, out int length);
            if (kind is not (CharKind.Digit or CharKind.Format))
            {
                return kind == CharKind.Letter && !IsLink(at);
            }

            at += length;
        }

        return false;
    }

    private bool IsLink(int at)
    {
        int letter = text[at] | 0x20;
        if (letter is not ('h' or 'w')
            || (at > 0 && CharKinds.Of(text[at - 1]) is CharKind.Letter or CharKind.Mark or CharKind.Digit))
        {
            return false;
        }

        ReadOnlySpan<char> rest = text.AsSpan(at);
        return letter == 'h'
            ? StartsWith(rest, "http://") || StartsWith(rest, "https://")
            : StartsWith(rest, "www.");
    }

    // Without the rules of cases: the long s is no s.
    private static bool StartsWith(ReadOnlySpan<char> rest, string start) =>
        rest.Length >= start.Length && Ascii.EqualsIgnoreCase(rest[..start.Length], start);

    private void SkipLink()
    {
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && text[_at] is not ('<' or '>' or '"'))
        {
            _at++;
        }
    }

    // Behind the comment or tag that starts here; 0 where none does.
    private int EndOfMarkup()
    {
        ReadOnlySpan<char> rest = text.AsSpan(_at);
        if (!_noCommentEnds && rest.StartsWith("<!--"))
        {
            int end = rest[4..].IndexOf("-->");
            if (end >= 0)
            {
                return _at + 4 + end + 3;
            }

            _noCommentEnds = true;
        }

        int name = rest.Length > 1 && rest[1] is '/' or '!' or '?' ? 2 : 1;
        if (name >= rest.Length || !char.IsAsciiLetter(rest[name]))
        {
            return 0;
        }

        int close = rest[name..].IndexOfAny('<', '>');
        return close >= 0 && rest[name + close] == '>' ? _at + name + close + 1 : 0;
    }
}
