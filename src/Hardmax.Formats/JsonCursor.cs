using System.Globalization;
using System.Text;
using System.Text.Json;
using Hardmax.Numbers;

namespace Hardmax.Formats;

/// <summary>Which JSON values are read as a number.</summary>
public enum NumberRule
{
    /// <summary>A JSON number, which is the nearest binary64, or a string, which is exact: what people write.</summary>
    NumberOrString,

    /// <summary>A string in lowest terms alone, which is exact: what this program writes and reads back.</summary>
    StringOnly,
}

/// <summary>
/// A value within a JSON document that knows its path, "claims.clusters[3].point[1]". Every reader method gives what it
/// says or throws <see cref="InvalidInputException"/> with the path: nothing is coerced, and a field that nobody asked
/// about can be refused with <see cref="AllowOnly"/>. Not for use by several threads at once.
/// </summary>
public sealed class JsonCursor
{
    /// <summary>The path of the document itself.</summary>
    public const string TopLevel = "top level";

    private readonly JsonElement _element;
    private readonly Document _document;
    private readonly JsonCursor? _parent;
    private readonly string? _name;
    private readonly int _index;

    private JsonCursor(JsonElement element, Document document, JsonCursor? parent, string? name, int index)
    {
        _element = element;
        _document = document;
        _parent = parent;
        _name = name;
        _index = index;
    }

    /// <summary>The file, for messages.</summary>
    public string File => _document.Source.File;

    /// <summary>The way from the document to this value; <see cref="TopLevel"/> for the document.</summary>
    public string Path
    {
        get
        {
            var path = new StringBuilder();
            AppendPath(path);
            return path.Length == 0 ? TopLevel : path.ToString();
        }
    }

    /// <summary>The kind of the value.</summary>
    public JsonValueKind Kind => _element.ValueKind;

    /// <summary>The number of items of an array.</summary>
    /// <exception cref="InvalidInputException">The value is no array.</exception>
    public int Count => Require(JsonValueKind.Array).GetArrayLength();

    /// <summary>Reads a document: UTF-8, with or without a byte order mark, one value, no field twice, nothing after it.</summary>
    /// <param name="utf8">The bytes; they are copied.</param>
    /// <param name="file">The name of the file for messages.</param>
    /// <exception cref="InvalidInputException">It is no such document, or beyond <see cref="FormatLimits"/>.</exception>
    public static JsonCursor Parse(ReadOnlyMemory<byte> utf8, string file) => Parse(utf8, new InputSource(file));

    /// <summary>Reads a document from a file.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read or holds no such document.</exception>
    public static JsonCursor Open(string path) => Parse(BoundedInput.ReadFile(path, FormatLimits.MaxTextBytes), path);

    /// <summary>An error at this value, to be thrown: "what is wrong; what was expected".</summary>
    public InvalidInputException Error(string reason) => _document.Source.Error(Path, reason);

    /// <summary>Refuses a value that is no object, and an object with a field that is none of these.</summary>
    /// <exception cref="InvalidInputException">It is one of those.</exception>
    public void AllowOnly(params ReadOnlySpan<string> known)
    {
        if (InputSource.FirstUnknown(Require(JsonValueKind.Object).EnumerateObject().Select(field => field.Name), known) is { } unknown)
        {
            throw Error($"the field {InvalidInputException.Quote(unknown)} is unknown; expected {string.Join(", ", known)}");
        }
    }

    /// <summary>A field that has to be there.</summary>
    /// <exception cref="InvalidInputException">The value is no object or lacks the field.</exception>
    public JsonCursor Field(string name) =>
        OptionalField(name) ?? throw Error($"the field '{name}' is missing; expected an object that has it");

    /// <summary>A field, or null where there is none. A field that is JSON's null is there.</summary>
    /// <exception cref="InvalidInputException">The value is no object.</exception>
    public JsonCursor? OptionalField(string name) =>
        Require(JsonValueKind.Object).TryGetProperty(name, out JsonElement value) ? Child(value, name, -1) : null;

    /// <summary>All fields of an object with their names, in the order of the file.</summary>
    /// <exception cref="InvalidInputException">The value is no object.</exception>
    public IEnumerable<(string Name, JsonCursor Value)> Fields() =>
        Require(JsonValueKind.Object).EnumerateObject().Select(field => (field.Name, Child(field.Value, field.Name, -1)));

    /// <summary>All items of an array.</summary>
    /// <exception cref="InvalidInputException">The value is no array.</exception>
    public IEnumerable<JsonCursor> Items() =>
        Require(JsonValueKind.Array).EnumerateArray().Select((item, index) => Child(item, null, index));

    /// <summary>A string.</summary>
    /// <exception cref="InvalidInputException">The value is none.</exception>
    public string ReadString() => Require(JsonValueKind.String).GetString()!;

    /// <summary>One of a few strings.</summary>
    /// <exception cref="InvalidInputException">The value is none of them.</exception>
    public string ReadOneOf(params ReadOnlySpan<string> words)
    {
        string text = ReadString();
        return words.Contains(text)
            ? text
            : throw Error($"{InvalidInputException.Quote(text)} is not allowed here; expected {string.Join(", ", words)}");
    }

    /// <summary>true or false.</summary>
    /// <exception cref="InvalidInputException">The value is neither.</exception>
    public bool ReadBoolean() => Kind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw WrongKind("true or false"),
    };

    /// <summary>An integer within bounds, both allowed, written without point or exponent.</summary>
    /// <exception cref="InvalidInputException">The value is none.</exception>
    public int ReadInteger(int min, int max)
    {
        string expected = string.Create(CultureInfo.InvariantCulture, $"an integer from {min} to {max}");
        if (Kind != JsonValueKind.Number)
        {
            throw WrongKind(expected);
        }

        string text = _element.GetRawText();
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= min && value <= max
            ? value
            : throw Error($"{InvalidInputException.Quote(text)} is out of range or no integer; expected {expected}");
    }

    /// <summary>Indices from 0 to count - 1, strictly ascending; there may be none.</summary>
    /// <exception cref="InvalidInputException">The value is no array of such indices.</exception>
    public int[] ReadIndexArray(int count)
    {
        var indices = new List<int>();
        foreach (JsonCursor item in Items())
        {
            int index = item.ReadInteger(0, count - 1);
            if (indices.Count > 0 && index <= indices[^1])
            {
                throw item.Error(string.Create(CultureInfo.InvariantCulture, $"{index} comes after {indices[^1]}; expected ascending indices, each once"));
            }

            indices.Add(index);
        }

        return [.. indices];
    }

    /// <summary>The text of a JSON number, as it stands in the file.</summary>
    /// <exception cref="InvalidInputException">The value is no number.</exception>
    public string ReadNumberText() => Require(JsonValueKind.Number).GetRawText();

    /// <summary>A number as people write it: a JSON number is the nearest binary64, a string is exact.</summary>
    /// <exception cref="InvalidInputException">The value is none.</exception>
    public Rational ReadNumber() => ReadNumber(_element, NumberRule.NumberOrString, -1);

    /// <summary>A number as this program writes it: a string in lowest terms, which is exact.</summary>
    /// <exception cref="InvalidInputException">The value is none.</exception>
    public Rational ReadRational() => ReadNumber(_element, NumberRule.StringOnly, -1);

    /// <summary>A point of R^d as this program writes it: d strings.</summary>
    /// <exception cref="InvalidInputException">The value is none.</exception>
    public Rational[] ReadPoint(int dimension)
    {
        Rational[] point = ReadVector(NumberRule.StringOnly);
        return point.Length == dimension
            ? point
            : throw Error(string.Create(CultureInfo.InvariantCulture, $"has {point.Length} coordinates; expected {dimension}"));
    }

    /// <summary>An array of numbers of any length.</summary>
    /// <exception cref="InvalidInputException">The value is none.</exception>
    public Rational[] ReadVector(NumberRule rule)
    {
        JsonElement array = Require(JsonValueKind.Array);
        var numbers = new Rational[array.GetArrayLength()];
        int index = 0;
        foreach (JsonElement item in array.EnumerateArray())
        {
            numbers[index] = ReadNumber(item, rule, index);
            index++;
        }

        return numbers;
    }

    /// <summary>An array of arrays of numbers, all of one length; at least one row of at least one number.</summary>
    /// <param name="rule">How numbers are written.</param>
    /// <param name="what">What a row is, for messages: "token".</param>
    /// <exception cref="InvalidInputException">The value is none.</exception>
    public Rational[][] ReadRows(NumberRule rule, string what)
    {
        var rows = new List<Rational[]>();
        long numbers = 0;
        foreach (JsonCursor item in Items())
        {
            Rational[] row = item.ReadVector(rule);
            if (row.Length == 0)
            {
                throw item.Error($"has no coordinate; expected a {what} of at least one number");
            }

            if (rows.Count > 0 && row.Length != rows[0].Length)
            {
                throw item.Error(string.Create(CultureInfo.InvariantCulture, $"has {row.Length} numbers; expected {rows[0].Length}, as in the first {what}"));
            }

            numbers += row.Length;
            if (numbers > FormatLimits.MaxCoordinates)
            {
                throw item.Error(string.Create(CultureInfo.InvariantCulture, $"there are more than {FormatLimits.MaxCoordinates} numbers up to here; expected at most that"));
            }

            rows.Add(row);
        }

        return rows.Count > 0 ? [.. rows] : throw Error($"is empty; expected at least one {what}");
    }

    internal static JsonCursor Parse(ReadOnlyMemory<byte> utf8, InputSource source)
    {
        utf8 = BoundedInput.RequireUtf8(utf8, source);
        JsonScan.Check(utf8, source);
        JsonElement root = JsonElement.Parse(utf8.Span, new JsonDocumentOptions { MaxDepth = FormatLimits.MaxJsonDepth });
        return new JsonCursor(root, new Document(source, new NumberBudget(source)), null, null, -1);
    }

    internal InvalidInputException WrongKind(string expected) => Error($"is {Describe(Kind)}; expected {expected}");

    private static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    private JsonCursor Child(JsonElement element, string? name, int index) => new(element, _document, this, name, index);

    private JsonElement Require(JsonValueKind kind) => Kind == kind ? _element : throw WrongKind(Describe(kind));

    // Reads this value (index -1), or one of its items without making a cursor for it unless it is wrong.
    private Rational ReadNumber(JsonElement element, NumberRule rule, int index)
    {
        JsonCursor At() => index < 0 ? this : Child(element, null, index);
        bool isString = element.ValueKind == JsonValueKind.String;
        if (!isString && (rule == NumberRule.StringOnly || element.ValueKind != JsonValueKind.Number))
        {
            throw At().WrongKind(rule == NumberRule.StringOnly ? "a string such as \"2/3\"" : "a number, or a string such as \"2/3\"");
        }

        bool isNumber = isString
            ? NumberText.TryParseExact(element.GetString(), out Rational value, out string? reason)
            : NumberText.TryParsePlain(element.GetRawText(), out value, out reason);
        if (!isNumber)
        {
            throw At().Error($"{reason}; expected a finite number");
        }

        if (rule == NumberRule.StringOnly && !string.Equals(element.GetString(), value.ToString(), StringComparison.Ordinal))
        {
            throw At().Error($"{InvalidInputException.Quote(element.GetString()!)} is not in lowest terms; expected {NumberText.Shorten(value.ToString())}");
        }

        return _document.Budget.Charge(value, () => At().Path) is { } exhausted ? throw exhausted : value;
    }

    private void AppendPath(StringBuilder path)
    {
        _parent?.AppendPath(path);
        if (_name is not null)
        {
            JsonScan.AppendName(path, _name);
        }
        else if (_index >= 0)
        {
            JsonScan.AppendIndex(path, _index);
        }
    }

    private sealed record Document(InputSource Source, NumberBudget Budget);
}
