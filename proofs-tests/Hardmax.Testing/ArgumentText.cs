using System.Collections;
using System.Globalization;

namespace Hardmax.Testing;

/// <summary>Arguments as text that a reader can type back: exact, culture-invariant, collections written out.</summary>
public static class ArgumentText
{
    private const int MaxItems = 200;

    /// <summary>The text of one argument.</summary>
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        char c => $"'{c}'",
        bool b => b ? "true" : "false",
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        float f => f.ToString("R", CultureInfo.InvariantCulture),
        Array { Rank: 2 } matrix => OfMatrix(matrix),
        IFormattable formattable => formattable.ToString(format: null, CultureInfo.InvariantCulture),
        IEnumerable items when OverridesNothing(value) => OfItems(items.Cast<object?>()),
        _ => value.ToString() ?? "null",
    };

    private static string OfItems(IEnumerable<object?> items)
    {
        var first = items.Take(MaxItems + 1).Select(Of).ToList();
        string more = first.Count > MaxItems ? ", ..." : string.Empty;
        return $"[{string.Join(", ", first.Take(MaxItems))}{more}]";
    }

    private static string OfMatrix(Array matrix) => OfItems(
        Enumerable.Range(0, matrix.GetLength(0)).Select(object? (row) =>
            Enumerable.Range(0, matrix.GetLength(1)).Select(column => matrix.GetValue(row, column)).ToArray()));

    // A collection with a text of its own is printed by it; arrays and lists have none.
    private static bool OverridesNothing(object value) =>
        value.GetType().GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType?.Namespace?.StartsWith("System", StringComparison.Ordinal) ?? true;
}
