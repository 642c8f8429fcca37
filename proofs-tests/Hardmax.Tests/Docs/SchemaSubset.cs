using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hardmax.Tests.Docs;

/// <summary>
/// Validates JSON against the keywords of JSON Schema that the published schemas use, and refuses any other keyword,
/// so that none of them is silently ignored.
/// </summary>
internal sealed class SchemaSubset
{
    private static readonly string[] Annotations = ["$schema", "$id", "$defs", "title", "description", "examples"];

    private readonly string _folder;
    private readonly JsonElement _root;

    public SchemaSubset(string path)
    {
        _folder = Path.GetDirectoryName(path)!;
        _root = JsonDocument.Parse(File.ReadAllText(path)).RootElement;
    }

    /// <summary>The first reason why a document is not valid, or null.</summary>
    public string? WhyInvalid(JsonElement document) => Why(_root, document, "$");

    private string? Why(JsonElement schema, JsonElement value, string path)
    {
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            string? reason = keyword.Name switch
            {
                "$ref" => WhyReference(keyword.Value.GetString()!, value, path),
                "type" => IsOfType(keyword.Value, value) ? null : $"{path} is no {keyword.Value}",
                "const" => JsonElement.DeepEquals(keyword.Value, value) ? null : $"{path} is not {keyword.Value}",
                "enum" => keyword.Value.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)) ? null : $"{path} is none of {keyword.Value}",
                "pattern" => value.ValueKind != JsonValueKind.String || Matches(keyword.Value, value.GetString()!) ? null : $"{path} does not match",
                "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= keyword.Value.GetDouble() ? null : $"{path} is too small",
                "exclusiveMinimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() > keyword.Value.GetDouble() ? null : $"{path} is too small",
                "maxLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= keyword.Value.GetInt32() ? null : $"{path} is too long",
                "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= keyword.Value.GetInt32() ? null : $"{path} has too few items",
                "uniqueItems" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Select(item => item.GetRawText()).Distinct().Count() == value.GetArrayLength() ? null : $"{path} repeats an item",
                "items" => WhyItems(keyword.Value, value, path),
                "required" => WhyRequired(keyword.Value, value, path),
                "properties" or "additionalProperties" or "propertyNames" => WhyFields(schema, keyword, value, path),
                "anyOf" or "oneOf" => keyword.Value.EnumerateArray().Any(choice => Why(choice, value, path) is null) ? null : $"{path} is none of the choices",
                _ => Annotations.Contains(keyword.Name) ? null : $"the schema uses the keyword {keyword.Name}, which this test does not know",
            };
            if (reason is not null)
            {
                return reason;
            }
        }

        return null;
    }

    private static bool Matches(JsonElement pattern, string text) =>
        Regex.IsMatch(text, pattern.GetString()!, RegexOptions.ECMAScript, TimeSpan.FromSeconds(5));

    private static bool IsOfType(JsonElement type, JsonElement value) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Any(one => IsOfType(one, value))
        : type.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "number" => value.ValueKind == JsonValueKind.Number,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            _ => false,
        };

    private static string? WhyRequired(JsonElement names, JsonElement value, string path) => value.ValueKind != JsonValueKind.Object
        ? null
        : names.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path} lacks {name}").FirstOrDefault();

    private string? WhyReference(string reference, JsonElement value, string path)
    {
        if (!reference.StartsWith('#'))
        {
            // urn:hardmax:NAME:1 is published as NAME.schema.json.
            return new SchemaSubset(Path.Combine(_folder, reference.Split(':')[2] + ".schema.json")).WhyInvalid(value);
        }

        JsonElement target = reference.Split('/').Skip(1).Aggregate(_root, (element, name) => element.GetProperty(name));
        return Why(target, value, path);
    }

    private string? WhyItems(JsonElement schema, JsonElement value, string path) => value.ValueKind != JsonValueKind.Array
        ? null
        : value.EnumerateArray().Select((item, index) => Why(schema, item, $"{path}[{index}]")).FirstOrDefault(reason => reason is not null);

    private string? WhyFields(JsonElement schema, JsonProperty keyword, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        bool IsNamed(string name) => schema.TryGetProperty("properties", out JsonElement named) && named.TryGetProperty(name, out _);
        return keyword.Name switch
        {
            "properties" => value.EnumerateObject().Where(field => IsNamed(field.Name))
                .Select(field => Why(keyword.Value.GetProperty(field.Name), field.Value, $"{path}.{field.Name}")).FirstOrDefault(reason => reason is not null),
            "propertyNames" => value.EnumerateObject().Where(field => !Matches(keyword.Value.GetProperty("pattern"), field.Name))
                .Select(field => $"{path}.{field.Name} is no allowed name").FirstOrDefault(),
            _ when keyword.Value.ValueKind == JsonValueKind.False => value.EnumerateObject().Where(field => !IsNamed(field.Name))
                .Select(field => $"{path}.{field.Name} is unknown").FirstOrDefault(),
            _ => value.EnumerateObject().Where(field => !IsNamed(field.Name))
                .Select(field => Why(keyword.Value, field.Value, $"{path}.{field.Name}")).FirstOrDefault(reason => reason is not null),
        };
    }
}
