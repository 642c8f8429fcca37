using System.Xml.Linq;
using Hardmax.Limits;
using Hardmax.Sentiment;

namespace Hardmax.Reports;

/// <summary>The text of an explanation with its words marked by what they do in the decision.</summary>
internal sealed class ReviewMarks
{
    /// <summary>How many characters of a text are shown.</summary>
    public const int MostShown = 40_000;

    private const int MostLost = 40;

    private readonly Explanation _explanation;
    private readonly ReviewPieces _pieces;
    private readonly int[] _wordOf;
    private readonly Gathering?[] _ends;

    /// <summary>The marks of a text.</summary>
    public ReviewMarks(Explanation explanation)
    {
        _explanation = explanation;
        _pieces = new ReviewPieces(explanation.Text, explanation.Model.Tokeniser);
        _wordOf = ReadWords(explanation, _pieces.Words);
        _ends = new Gathering?[explanation.Words.Length];
        foreach (Gathering end in explanation.Gatherings)
        {
            foreach (int word in end.Leader is { } leader ? end.Followers.Add(leader) : end.Followers)
            {
                _ends[word] = end;
            }
        }
    }

    /// <summary>The text, what its marks mean, and the words that were not found again.</summary>
    public IEnumerable<XElement> ToElements()
    {
        IReadOnlyList<ReviewPiece> pieces = _pieces.Split(MostShown);
        if (_explanation.Words.Length > 0)
        {
            yield return Key();
        }

        // An element that begins with text, be it empty, is written without indentation: white space counts here.
        yield return new XElement(
            "blockquote",
            new XAttribute("class", "review"),
            new XAttribute("dir", "auto"),
            new XAttribute("role", "region"),
            new XAttribute("aria-label", "The text"),
            new XAttribute("tabindex", "0"),
            new XText(string.Empty),
            pieces.Count == 0 ? "(empty)" : pieces.Select(Mark),
            _explanation.Text.Length > MostShown ? "\u2026" : null);
        foreach (string note in Notes(pieces))
        {
            yield return new XElement("p", new XAttribute("class", "quiet"), note);
        }
    }

    /// <summary>For each word of a text the word of the explanation that it was read as; -1 where it is unknown or was not read.</summary>
    private static int[] ReadWords(Explanation explanation, IReadOnlyList<string> words)
    {
        var indices = explanation.Words.Select((word, index) => KeyValuePair.Create(word, index)).ToDictionary(StringComparer.Ordinal);
        SentimentModel model = explanation.Model;
        int known = words.Count(word => model.Words.RowOf(word) >= 0);
        int last = model.Reads == WordChoice.Ends && known > model.MaxWords ? model.MaxWords / 2 : 0;
        int first = model.MaxWords - last;
        int[] read = new int[words.Count];
        int at = 0;
        for (int i = 0; i < read.Length; i++)
        {
            bool isKnown = model.Words.RowOf(words[i]) >= 0;
            read[i] = isKnown && (at < first || at >= known - last) ? indices.GetValueOrDefault(words[i], -1) : -1;
            at += isKnown ? 1 : 0;
        }

        return read;
    }

    private object Mark(ReviewPiece piece)
    {
        int word = piece.Token < 0 ? -1 : _wordOf[piece.Token];
        if (word < 0)
        {
            return LineBreaks(piece.Text);
        }

        if (_ends[word] is not { } end)
        {
            return new XElement("span", new XAttribute("class", "known"), piece.Text);
        }

        string side = SentimentWords.Class(Sides.Of(end.Score.Sign));
        string name = SentimentWords.Word(_explanation.Words[word]);
        string title = name + ": " + ExplanationSentences.End(_explanation, end, word);
        return end.Leader == word
            ? new XElement("strong", new XAttribute("class", "lead " + side), new XAttribute("title", title), piece.Text)
            : new XElement("span", new XAttribute("class", "follow " + side), new XAttribute("title", title), piece.Text);
    }

    // A tag that breaks lines is shown as what it does; all others as what they are.
    private static string LineBreaks(string text)
    {
        string shown = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        foreach (string tag in new[] { "<br />", "<br/>", "<br>", "<BR>", "<BR />" })
        {
            shown = shown.Replace(tag, "\n", StringComparison.Ordinal);
        }

        return shown;
    }

    private XElement Key()
    {
        IEnumerable<(string Class, string Word, string Means)> entries = _explanation.IsCertified
            ? _ends.Select((end, word) => (Side: Sides.Of(end!.Score.Sign), Leads: end.Leader == word)).Distinct().OrderByDescending(entry => entry.Leads).ThenByDescending(entry => entry.Side)
                .Select(entry => (
                    (entry.Leads ? "lead " : "follow ") + SentimentWords.Class(entry.Side),
                    entry.Leads ? "leads" : "ends",
                    SentimentWords.OnSide(entry.Side)))
            : [("known", "known", "to the model")];
        return new XElement(
            "p",
            new XAttribute("class", "key"),
            entries.Select(entry => new XElement("span", new XElement(entry.Class.StartsWith("lead", StringComparison.Ordinal) ? "strong" : "span", new XAttribute("class", entry.Class), entry.Word), " " + entry.Means)));
    }

    private IEnumerable<string> Notes(IReadOnlyList<ReviewPiece> pieces)
    {
        if (_explanation.Text.Length > MostShown)
        {
            yield return "The text is shown up to its " + SentimentWords.Number(MostShown) + "th character.";
        }

        if (_explanation.Words.Any(word => word.StartsWith(Tokeniser.NegationPrefix, StringComparison.Ordinal)))
        {
            yield return "A negation and the word behind it are read as one word: \u201cnot a good film\u201d has the word \u201cnot_good\u201d.";
        }

        var found = pieces.Where(piece => piece.Token >= 0).Select(piece => _wordOf[piece.Token]).ToHashSet();
        string[] lost = [.. Enumerable.Range(0, _explanation.Words.Length).Where(word => !found.Contains(word)).Select(word => "\u2068" + SentimentWords.Word(_explanation.Words[word]) + "\u2069")];
        if (lost.Length > 0)
        {
            yield return "Read too, but not marked above: " + string.Join(", ", lost.Take(MostLost)) + (lost.Length > MostLost ? " and " + SentimentWords.Number(lost.Length - MostLost) + " more" : string.Empty) + ".";
        }
    }
}
