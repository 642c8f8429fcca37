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
    private static readonly SearchValues<byte> EndsOfWord = SearchValues.Create(" \t\r\n,]}"u8);
    private static readonly SearchValues<byte> StartsOfWord = SearchValues.Create(" \t\r\n,[{:\""u8);
    private readonly InputSource _source;
    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly List<Frame> _frames = [];
    private int _values;

    private JsonScan(ReadOnlyMemory<byte> utf8, InputSource source)
    {
        _utf8 = utf8;
        _source = source;
    }

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
        long line = e.LineNumber ?? 0;
        long column = e.BytePositionInLine ?? 0;
        string place = string.Create(CultureInfo.InvariantCulture, $"{Path()} (line {line + 1}, byte {column + 1})");
        string word = WordAt(line, column);
        if (word.StartsWith("NaN", StringComparison.Ordinal) || word.TrimStart('-').StartsWith("Infinity", StringComparison.Ordinal))
        {
            return _source.Error(place, $"{InvalidInputException.Quote(word)} is no number of JSON; expected a finite number");
        }

        if (word.StartsWith('/') || word.StartsWith('\''))
        {
            return _source.Error(place, word[0] == '/' ? "has a comment; expected JSON, which has none" : "has a single quote; expected texts in double quotes");
        }

        if (word.Length > 0 && "+-.0123456789".Contains(word[0], StringComparison.Ordinal))
        {
            string expected = "a number such as 0.5, or \"1/2\" in quotes, which is exact";
            return _source.Error(place, $"{InvalidInputException.Quote(word)} is no number of JSON; expected {expected}");
        }

        string message = e.Message;
        if (message.Contains("trailing comma", StringComparison.Ordinal))
        {
            return _source.Error(place, "has a comma after the last value; expected none before a closing bracket");
        }

        int details = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        message = (details < 0 ? message : message[..details]).TrimEnd('.');
        return message.Contains("maximum configured depth", StringComparison.Ordinal)
            ? _source.Error(place, $"nests deeper than {FormatLimits.MaxJsonDepth} arrays and objects; expected at most that")
            : _source.Error(place, $"is no JSON ({message}); expected one complete JSON value and nothing after it");
    }

    private string WordAt(long line, long column)
    {
        ReadOnlySpan<byte> rest = _utf8.Span;
        for (long i = 0; i < line; i++)
        {
            rest = rest[(rest.IndexOf((byte)'\n') + 1)..];
        }

        // The reader stops within a word, "1/2" or "-Infinity", and the whole of it is what was meant.
        int start = (int)Math.Min(column, rest.Length);
        int before = rest[..start].LastIndexOfAny(StartsOfWord);
        rest = rest[(start < rest.Length && EndsOfWord.Contains(rest[start]) ? start : before + 1)..];
        int end = rest.IndexOfAny(EndsOfWord);
        return Encoding.UTF8.GetString(end < 0 ? rest[..Math.Min(rest.Length, 20)] : rest[..Math.Min(end, 20)]);
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
