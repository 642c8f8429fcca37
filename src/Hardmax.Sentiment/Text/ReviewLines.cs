using System.Text;
using System.Text.Json;

namespace Hardmax.Sentiment;

/// <summary>Files with a review on each line that are no tables: JSON Lines, and fastText's "__label__2 text".</summary>
internal static class ReviewLines
{
    /// <summary>What fastText puts before a label.</summary>
    public const string LabelPrefix = "__label__";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>A label as fastText or anyone else writes it, without fastText's prefix.</summary>
    public static string WithoutPrefix(string label) => label.StartsWith(LabelPrefix, StringComparison.Ordinal) ? label[LabelPrefix.Length..] : label;

    /// <summary>The label and the text of a line of fastText.</summary>
    /// <exception cref="FormatException">It has no label, or several; the message is the reason.</exception>
    public static (string Text, string Label) FastText(ReadOnlySpan<byte> line)
    {
        string all = Encoding.UTF8.GetString(line).Trim();
        int end = all.AsSpan().IndexOfAny(' ', '\t');
        string label = end < 0 ? all : all[..end];
        string text = end < 0 ? "" : all[end..].TrimStart();
        return !label.StartsWith(LabelPrefix, StringComparison.Ordinal) || label.Length == LabelPrefix.Length
            ? throw new FormatException($"does not begin with {LabelPrefix} and a label; expected one in every line")
            : !text.StartsWith(LabelPrefix, StringComparison.Ordinal)
                ? (text, WithoutPrefix(label))
                : throw new FormatException("has more than one label; expected one in every line");
    }

    /// <summary>The object of a line of JSON Lines.</summary>
    /// <exception cref="FormatException">It is none; the message is the reason.</exception>
    public static JsonElement Object(ReadOnlySpan<byte> line)
    {
        const string Expected = "expected an object on every line, such as {\"text\": \"a good film\", \"label\": 1}";
        try
        {
            JsonElement element = JsonElement.Parse(line, Strict);
            return element.ValueKind == JsonValueKind.Object ? element : throw new FormatException($"is no JSON object; {Expected}");
        }
        catch (JsonException e)
        {
            throw new FormatException($"is no JSON, or has a name twice; {Expected}", e);
        }
    }

    /// <summary>The text and the label of an object.</summary>
    /// <exception cref="FormatException">One of them is missing or of another kind; the message is the reason.</exception>
    public static (string Text, string Label) Fields(JsonElement line, string textName, string labelName)
    {
        JsonElement text = Field(line, textName);
        JsonElement label = Field(line, labelName);
        return (text.ValueKind, label.ValueKind) switch
        {
            (not JsonValueKind.String, _) => throw new FormatException($"has no string in '{textName}'; expected the text of a review"),
            (_, JsonValueKind.String) => (text.GetString()!, label.GetString()!),
            (_, JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False) => (text.GetString()!, label.GetRawText()),
            _ => throw new FormatException($"has no label in '{labelName}'; expected a string, a number, true or false"),
        };
    }

    private static JsonElement Field(JsonElement line, string name) =>
        line.TryGetProperty(name, out JsonElement field) ? field : throw new FormatException($"has no field '{name}'; expected one in every line");
}
