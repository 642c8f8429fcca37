using System.Text;
using Hardmax.Formats;

namespace Hardmax.Oracle;

/// <summary>
/// Tells answers from everything else on a program's stdout. A line that is no JSON object is noise: a breach of the
/// protocol that is survived, reported once for each kind. Blank lines are nothing.
/// </summary>
/// <param name="what">What is awaited, for messages: "the answer to hello".</param>
/// <param name="field">A field that no answer is without, and no noise is expected to have.</param>
internal sealed class AnswerLines(string what, string field)
{
    private readonly byte[] _fieldName = Encoding.UTF8.GetBytes($"\"{field}\"");
    private readonly Dictionary<string, string> _breaches = new(StringComparer.Ordinal);

    /// <summary>The noise so far, one sentence for each kind.</summary>
    public IReadOnlyCollection<string> Breaches => _breaches.Values;

    /// <summary>The beginning of a line that the program did not end, in quotes, or null.</summary>
    public string? Unended { get; private set; }

    /// <summary>Reads a line that is a JSON object.</summary>
    /// <returns>The object; null where the line is something else, which is remembered.</returns>
    /// <exception cref="InvalidInputException">The line holds an answer and cannot be read as one.</exception>
    public JsonCursor? TryRead(ReceivedLine line)
    {
        ReadOnlySpan<byte> text = line.Bytes.Span.Trim(" \t\r\n\0"u8);
        if (text.IsEmpty)
        {
            return null;
        }

        if (line.IsCut)
        {
            ReadCut(text);
            return null;
        }

        // Most noise is known by its first character or its last; a flood of it must not be parsed.
        bool looksLikeObject = text[0] == '{' && text[^1] == '}';
        bool isCutOff = !line.IsEnded && !looksLikeObject;
        if (looksLikeObject || (HoldsAnswer(text) && !isCutOff))
        {
            try
            {
                return JsonCursor.Parse(TraceJson.QuoteNonFinite(line.Bytes), what);
            }
            catch (InvalidInputException) when (!HoldsAnswer(text))
            {
                // Braces alone make no JSON.
            }
        }

        if (!line.IsEnded)
        {
            Unended = PrintableText.Quote(text);
            return null;
        }

        Add("no-object", text, "wrote to stdout a line that is no JSON object");
        return null;
    }

    // Only the first line of a kind is made a sentence of.
    private void Add(string kind, ReadOnlySpan<byte> text, string breach)
    {
        if (!_breaches.ContainsKey(kind))
        {
            _breaches[kind] = $"{breach}: {PrintableText.Quote(text)}";
        }
    }

    // Where other output shares a line with the answer, or the answer is cut off, waiting for another one is in vain.
    private bool HoldsAnswer(ReadOnlySpan<byte> text) => text.IndexOf(_fieldName) >= 0;

    private void ReadCut(ReadOnlySpan<byte> text)
    {
        if (text[0] == '{')
        {
            throw new InvalidInputException(what, "line", $"it is longer than any answer to this can be: {PrintableText.Quote(text)}; expected a shorter one");
        }

        Add("long", text, "wrote to stdout a very long line that is no JSON object");
    }
}
