using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hardmax.Formats;

/// <summary>
/// The first pass over a JSON text: finds everything that makes the whole text unusable (no JSON, cut off, bytes after
/// the end, nesting too deep, too many values, a field that occurs twice, strings that are no Unicode) while it still
/// knows the path to the place. What passes can be parsed, and its strings read, without another error.
/// </summary>
internal sealed class JsonScan
{
    private static readonly SearchValues<byte> EndsOfWord = SearchValues.Create(" \t\r\n,[]{}:\""u8);
    private readonly InputSource _source;
    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly List<Frame> _frames = [];
    private int _values;
    private int _consumed;

    private JsonScan(ReadOnlyMemory<byte> utf8, InputSource source)
    {
        _utf8 = utf8;
        _source = source;
    }

    // The outermost value has been read to its end.
    private bool IsComplete => _frames.Count == 0 && _values > 0;

    /// <summary>Returns when the text is one JSON value.</summary>
    /// <exception cref="InvalidInputException">It is not.</exception>
    public static void Check(ReadOnlyMemory<byte> utf8, InputSource source) => new JsonScan(utf8, source).Run();

    /// <summary>Adds ".name", or "["name"]" where a name is no word, to a path.</summary>
    public static void AppendName(StringBuilder path, string name)
    {
        bool isWord = name.Length is > 0 and <= 40 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '$');
        if (!isWord)
        {
            path.Append("[\"").Append(Numbers.NumberText.Shorten(name)).Append("\"]");
        }
        else
        {
            path.Append(path.Length == 0 ? string.Empty : ".").Append(name);
        }
    }

    /// <summary>Adds "[index]" to a path.</summary>
    public static void AppendIndex(StringBuilder path, int index) => path.Append(CultureInfo.InvariantCulture, $"[{index}]");

    private void Run()
    {
        if (_utf8.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            throw _source.Error(InputSource.Whole, "is empty; expected a JSON value");
        }

        try
        {
            Walk();
        }
        catch (JsonException e)
        {
            throw NotJson(e);
        }
    }

    private void Walk()
    {
        var reader = new Utf8JsonReader(_utf8.Span, new JsonReaderOptions { MaxDepth = FormatLimits.MaxJsonDepth });
        while (reader.Read())
        {
            _consumed = (int)reader.BytesConsumed;
            bool isEnd = reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject;
            if (!isEnd && ++_values > FormatLimits.MaxJsonValues)
            {
                throw _source.Error(Path(), $"there are more than {FormatLimits.MaxJsonValues} values up to here; expected at most that");
            }

            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    EnterField(ReadText(ref reader, "a field name"));
                    break;
                case JsonTokenType.StartArray:
                    _frames.Add(new Frame(null));
                    break;
                case JsonTokenType.StartObject:
                    _frames.Add(new Frame(new HashSet<string>(StringComparer.Ordinal)));
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    _frames.RemoveAt(_frames.Count - 1);
                    NextItem();
                    break;
                case JsonTokenType.String:
                    _ = ReadText(ref reader, "a string");
                    NextItem();
                    break;
                case JsonTokenType.Number when IsFraction:
                    throw NotNumber((int)reader.TokenStartIndex, _consumed);
                default:
                    NextItem();
                    break;
            }
        }
    }

    // Only an escaped string can be bad here: the bytes of the text are known to be UTF-8.
    private string ReadText(ref Utf8JsonReader reader, string what)
    {
        if (reader is { TokenType: JsonTokenType.String, ValueIsEscaped: false })
        {
            return string.Empty;
        }

        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw _source.Error(Path(), $"{what} holds half of a surrogate pair; expected Unicode text");
        }
    }

    private void EnterField(string name)
    {
        Frame frame = _frames[^1];
        if (!frame.Names!.Add(name))
        {
            throw _source.Error(Path(frame), $"the field {InvalidInputException.Quote(name)} occurs twice; expected each field once");
        }

        frame.Name = name;
    }

    // The reader ends a number at a slash, which begins a comment in other JSON.
    private bool IsFraction => _utf8.Span[_consumed..] is [(byte)'/', not ((byte)'/' or (byte)'*'), ..];

    private void NextItem()
    {
        if (_frames.Count > 0)
        {
            _frames[^1].Index++;
            _frames[^1].Name = null;
        }
    }

    private InvalidInputException NotJson(JsonException e)
    {
        int at = OffsetOf(e.LineNumber ?? 0, e.BytePositionInLine ?? 0);
        ReadOnlySpan<byte> gap = _utf8.Span[_consumed..at];
        bool hasComma = gap.Contains((byte)',');
        int first = gap.IndexOfAnyExcept(" \t\r\n,"u8);
        int start = first < 0 ? at : _consumed + first;
        ReadOnlySpan<byte> fault = _utf8.Span[at..];

        // The token that is no JSON starts here, and the reader stopped here or within it: in a string, it knows the words best.
        if (start == at && (fault.StartsWith("//"u8) || fault.StartsWith("/*"u8)))
        {
            return NotJson(at, "a comment", "JSON without comments");
        }

        if (start == at && hasComma && (fault.StartsWith("]"u8) || fault.StartsWith("}"u8)))
        {
            return NotJson(at, "a comma after the last value", "none before a closing bracket");
        }

        if (start == at && fault.StartsWith("'"u8) && !IsComplete)
        {
            return NotJson(at, "a single quote", "texts in double quotes");
        }

        bool isInArray = _frames.Count > 0 && _frames[^1].Names is null;
        bool isInObject = _frames.Count > 0 && !isInArray;
        bool isValueExpected = isInArray ? _frames[^1].Index == 0 || hasComma : isInObject ? _frames[^1].Name is not null : !IsComplete;
        bool isWithinWord = fault.Length > 0 && !"\"[{:"u8.Contains(fault[0]);
        if (isValueExpected && isWithinWord && IsMeantAsNumber(WordFrom(start)))
        {
            return NotNumber(start, at);
        }

        string message = e.Message;
        int details = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        message = (details < 0 ? message : message[..details]).TrimEnd('.');
        return message.Contains("maximum configured depth", StringComparison.Ordinal)
            ? _source.Error(Place(at), $"nests deeper than {FormatLimits.MaxJsonDepth} arrays and objects; expected at most that")
            : NotJson(at, message, "one complete JSON value and nothing after it");
    }

    private InvalidInputException NotJson(int at, string fault, string expected) =>
        _source.Error(Place(at), $"is no JSON ({fault}); expected {expected}");

    private InvalidInputException NotNumber(int start, int at)
    {
        string word = WordFrom(start);
        string expected = word.Any(char.IsAsciiDigit) ? "a number such as 0.5, or \"1/2\" in quotes, which is exact" : "a finite number";
        return _source.Error(Place(at), $"{InvalidInputException.Quote(word)} is no number of JSON; expected {expected}");
    }

    private static bool IsMeantAsNumber(string word) => word.Length > 0
        && (word[0] is '+' or '-' or '.' || char.IsAsciiDigit(word[0]) || word.ToUpperInvariant() is "NAN" or "INF" or "INFINITY");

    private string WordFrom(int start)
    {
        const int most = 20;
        ReadOnlySpan<byte> rest = _utf8.Span[start..];
        int end = rest.IndexOfAny(EndsOfWord);
        return Encoding.UTF8.GetString(rest[..Math.Min(end < 0 ? rest.Length : end, most)]);
    }

    private int OffsetOf(long line, long column)
    {
        int start = 0;
        for (long i = 0; i < line; i++)
        {
            start += _utf8.Span[start..].IndexOf((byte)'\n') + 1;
        }

        return (int)Math.Clamp(start + column, _consumed, _utf8.Length);
    }

    private string Place(int at)
    {
        ReadOnlySpan<byte> before = _utf8.Span[..at];
        int line = before.Count((byte)'\n') + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{Path()} (line {line}, byte {at - before.LastIndexOf((byte)'\n')})");
    }

    private string Path(Frame? without = null)
    {
        var path = new StringBuilder();
        foreach (Frame frame in _frames)
        {
            if (frame == without)
            {
                break;
            }

            if (frame.Names is null)
            {
                AppendIndex(path, frame.Index);
            }
            else if (frame.Name is not null)
            {
                AppendName(path, frame.Name);
            }
        }

        return path.Length == 0 ? JsonCursor.TopLevel : path.ToString();
    }

    // An object has Names, an array has none.
    private sealed class Frame(HashSet<string>? names)
    {
        public HashSet<string>? Names { get; } = names;

        public string? Name { get; set; }

        public int Index { get; set; }
    }
}
