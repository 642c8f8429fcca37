using System.Globalization;
using System.Text;
using Hardmax.Sentiment;

namespace Hardmax.Reports;

/// <summary>A part of a text: a stretch between words, or a run of letters that may be a word.</summary>
/// <param name="Text">The part as it is written.</param>
/// <param name="Token">The place of the word in the words of the text; -1 where it is none of them.</param>
internal readonly record struct ReviewPiece(string Text, int Token);

/// <summary>
/// Finds the words of a text again in the text. What the words are is the tokeniser's answer alone; it does not say where
/// they stand, so its words are laid along the text in order, whole runs of letters against whole words. What cannot be
/// laid (a word that is written with an entity) stays unmarked.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="options">How its model reads.</param>
internal sealed class ReviewPieces(string text, TokeniserOptions options)
{
    // How many words may be passed over to find one again; more, and a single word at the wrong place would hide them.
    private const int LookAhead = 8;

    private readonly Tokeniser _single = new(options with { JoinsNegations = false });
    private readonly Tokeniser _joining = new(options with { JoinsNegations = true });
    private readonly Dictionary<Rune, bool> _standsAlone = [];
    private readonly List<ReviewPiece> _pieces = [];
    private readonly StringBuilder _between = new();
    private int _next;
    private int _negation = -1;

    /// <summary>All words of the text, in order.</summary>
    public IReadOnlyList<string> Words { get; } = new Tokeniser(options).Words(text);

    /// <summary>The text in pieces; together they are the text, or its beginning.</summary>
    /// <param name="most">How many characters are looked at.</param>
    public IReadOnlyList<ReviewPiece> Split(int most)
    {
        int at = 0;
        while (at < text.Length && at < most)
        {
            int skipped = Skip(at);
            if (skipped > 0)
            {
                _between.Append(text, at, skipped);
                at += skipped;
                continue;
            }

            int length = Run(at);
            if (length == 0)
            {
                int one = char.IsSurrogatePair(text, at) ? 2 : 1;
                _between.Append(text, at, one);
                at += one;
                continue;
            }

            foreach (string run in Parts(text.Substring(at, length)))
            {
                Lay(run);
            }

            at += length;
        }

        Flush();
        return _pieces;
    }

    private void Lay(string run)
    {
        IReadOnlyList<string> words = _single.Words(run);
        string word = words.Count == 1 ? words[0] : string.Empty;
        int found = words.Count == 1 ? Find(word, IsNegation(run)) : -1;
        if (found < 0)
        {
            _between.Append(run);
            return;
        }

        Flush();
        bool isAhead = !IsWord(found, word);
        if (isAhead)
        {
            // A negation: it is part of a word behind it, and marked when that is found.
            _negation = _pieces.Count;
        }
        else
        {
            if (_negation >= 0 && Words[found].Length > word.Length)
            {
                _pieces[_negation] = _pieces[_negation] with { Token = found };
            }

            _negation = -1;
            _next = found + 1;
        }

        _pieces.Add(new ReviewPiece(run, isAhead ? -1 : found));
    }

    // The first of the next words that a run is, or that it is joined to; -1 where there is none.
    private int Find(string word, bool isNegation)
    {
        for (int at = _next; at < Words.Count && at <= _next + LookAhead; at++)
        {
            if (IsWord(at, word) || (isNegation && Words[at].StartsWith(Tokeniser.NegationPrefix, StringComparison.Ordinal)))
            {
                return at;
            }
        }

        return -1;
    }

    private bool IsWord(int at, string word) =>
        string.Equals(Words[at], word, StringComparison.Ordinal)
        || (options.JoinsNegations && string.Equals(Words[at], Tokeniser.NegationPrefix + word, StringComparison.Ordinal));

    private bool IsNegation(string run) => options.JoinsNegations && _joining.Words(run + " q") is [Tokeniser.NegationPrefix + "q"];

    private void Flush()
    {
        if (_between.Length > 0)
        {
            _pieces.Add(new ReviewPiece(_between.ToString(), -1));
            _between.Clear();
        }
    }

    // A run of letters is one word, but for ideographs, each of which is one. Which these are is asked of the tokeniser.
    private IEnumerable<string> Parts(string run)
    {
        if (_single.Words(run).Count < 2)
        {
            yield return run;
            yield break;
        }

        int start = 0;
        int at = 0;
        bool wasAlone = false;
        foreach (Rune rune in run.EnumerateRunes())
        {
            bool isAlone = StandsAlone(rune);
            if (at > start && (isAlone || wasAlone) && !IsMark(rune))
            {
                yield return run[start..at];
                start = at;
            }

            wasAlone = IsMark(rune) ? wasAlone : isAlone;
            at += rune.Utf16SequenceLength;
        }

        yield return run[start..];
    }

    private bool StandsAlone(Rune rune)
    {
        if (!_standsAlone.TryGetValue(rune, out bool known))
        {
            known = _single.Words("q" + rune).Count > 1;
            _standsAlone.Add(rune, known);
        }

        return known;
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    // Letters with what vanishes among them: marks, digits, joiners and apostrophes.
    private int Run(int start)
    {
        int at = start;
        while (at < text.Length && Rune.TryGetRuneAt(text, at, out Rune rune) && (Rune.IsLetterOrDigit(rune) || IsMark(rune) || IsPartOfRun(rune)))
        {
            at += rune.Utf16SequenceLength;
        }

        return at - start;
    }

    private static bool IsPartOfRun(Rune rune) =>
        rune.Value is '\'' or '`' or 0xB4 or 0x2019 or 0x02BC || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;

    // Markup, entities and links are no words. A tag ends at the next angle bracket, so a stretch is looked at once or twice.
    private int Skip(int at)
    {
        ReadOnlySpan<char> rest = text.AsSpan(at);
        if (rest[0] == '<')
        {
            int name = rest.Length > 1 && rest[1] is '/' or '!' or '?' ? 2 : 1;
            int close = name < rest.Length && char.IsAsciiLetter(rest[name]) ? rest[name..].IndexOfAny('<', '>') : -1;
            return close >= 0 && rest[name + close] == '>' ? name + close + 1 : 0;
        }

        if (rest[0] == '&')
        {
            int length = 1;
            while (length < rest.Length && length < 12 && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] == '#'))
            {
                length++;
            }

            return length > 1 && length < rest.Length && rest[length] == ';' ? length + 1 : 0;
        }

        bool isLink = rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase);
        int end = 0;
        while (isLink && end < rest.Length && !char.IsWhiteSpace(rest[end]) && rest[end] is not ('<' or '>' or '"'))
        {
            end++;
        }

        return end;
    }
}
