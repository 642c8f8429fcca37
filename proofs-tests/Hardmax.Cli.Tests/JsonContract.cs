using System.Globalization;
using System.Text.Json;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>What fields a document has, and what each holds: the promises that other programs rely on.</summary>
public static class JsonContract
{
    /// <summary>An object with exactly these fields; a name that ends in ? may be missing.</summary>
    public static Action<JsonElement> Object(params (string Name, Action<JsonElement> Check)[] fields) => element =>
    {
        Assert.Equal(JsonValueKind.Object, element.ValueKind);
        string[] names = [.. element.EnumerateObject().Select(field => field.Name)];
        Assert.Empty(names.Except(fields.Select(field => field.Name.TrimEnd('?'))));
        foreach ((string name, Action<JsonElement> check) in fields)
        {
            bool isThere = element.TryGetProperty(name.TrimEnd('?'), out JsonElement value);
            Assert.True(isThere || name.EndsWith('?'), $"the field {name} is missing");
            if (isThere)
            {
                check(value);
            }
        }
    };

    /// <summary>An array whose every item is like this.</summary>
    public static Action<JsonElement> ArrayOf(Action<JsonElement> item) => element =>
    {
        Assert.Equal(JsonValueKind.Array, element.ValueKind);
        Assert.All(element.EnumerateArray(), item);
    };

    /// <summary>An object whose keys are indices and whose values are like this.</summary>
    public static Action<JsonElement> ByIndex(Action<JsonElement> value) => element =>
    {
        Assert.Equal(JsonValueKind.Object, element.ValueKind);
        Assert.All(element.EnumerateObject(), field =>
        {
            Assert.True(int.TryParse(field.Name, NumberStyles.None, CultureInfo.InvariantCulture, out _), field.Name);
            value(field.Value);
        });
    };

    /// <summary>A string that is one of these words.</summary>
    public static Action<JsonElement> Word(params string[] words) => element => Assert.Contains(element.GetString(), words);

    public static void Text(JsonElement element) => Assert.Equal(JsonValueKind.String, element.ValueKind);

    public static void Boolean(JsonElement element) => Assert.Contains(element.ValueKind, new[] { JsonValueKind.True, JsonValueKind.False });

    /// <summary>An integer that is not negative: a count, a layer or an index.</summary>
    public static void Index(JsonElement element) => Assert.InRange(element.GetInt32(), 0, int.MaxValue);

    public static void Number(JsonElement element) => Assert.Equal(JsonValueKind.Number, element.ValueKind);

    public static void Indices(JsonElement element) => ArrayOf(Index)(element);

    /// <summary>A string that holds a rational in lowest terms.</summary>
    public static void Exact(JsonElement element)
    {
        Assert.Equal(JsonValueKind.String, element.ValueKind);
        Assert.Equal(element.GetString(), Rational.Parse(element.GetString()!).ToString());
    }

    public static void ExactPoint(JsonElement element) => ArrayOf(Exact)(element);

    /// <summary>"seconds": {"read","compute","write"}.</summary>
    public static void Seconds(JsonElement element)
    {
        static void NotNegative(JsonElement seconds) => Assert.InRange(seconds.GetDouble(), 0, 1000);
        Object(("read", NotNegative), ("compute", NotNegative), ("write", NotNegative))(element);
    }

    /// <summary>The text of an element without spaces, for comparisons with literals.</summary>
    public static string Compact(this JsonElement element) => JsonSerializer.Serialize(element);

    /// <summary>A field's text without spaces.</summary>
    public static string Compact(this JsonElement element, string field) => element.GetProperty(field).Compact();
}
