using System.Text.Json;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Formats;

/// <summary>
/// Exact values as this program writes them in JSON: every rational is a string in lowest terms, "p/q" or "p".
/// <see cref="JsonCursor.ReadRational"/>, <see cref="JsonCursor.ReadPoint"/> and
/// <see cref="JsonCursor.ReadIndexArray"/> read them back.
/// </summary>
public static class JsonRationals
{
    /// <summary>"p/q".</summary>
    public static void WriteRational(this Utf8JsonWriter writer, Rational value) => writer.WriteStringValue(value.ToString());

    /// <summary>["p/q", ..]: a point of R^d.</summary>
    public static void WritePoint(this Utf8JsonWriter writer, ReadOnlySpan<Rational> point)
    {
        writer.WriteStartArray();
        foreach (Rational coordinate in point)
        {
            writer.WriteRational(coordinate);
        }

        writer.WriteEndArray();
    }

    /// <summary>[["p/q", ..], ..]: n tokens.</summary>
    public static void WriteTokens(this Utf8JsonWriter writer, TokenCloud tokens)
    {
        writer.WriteStartArray();
        for (int i = 0; i < tokens.Count; i++)
        {
            writer.WritePoint(tokens[i]);
        }

        writer.WriteEndArray();
    }

    /// <summary>"identity", or [["p/q", ..], ..] row by row.</summary>
    public static void WriteMatrix(this Utf8JsonWriter writer, AttentionMatrix matrix)
    {
        if (matrix.IsIdentity)
        {
            writer.WriteStringValue(MatrixArgument.IdentityWord);
            return;
        }

        writer.WriteStartArray();
        for (int row = 0; row < matrix.Dimension; row++)
        {
            writer.WriteStartArray();
            for (int column = 0; column < matrix.Dimension; column++)
            {
                writer.WriteRational(matrix[row, column]);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    /// <summary>[0, 2, ..]: indices of tokens.</summary>
    public static void WriteIndices(this Utf8JsonWriter writer, ReadOnlySpan<int> indices)
    {
        writer.WriteStartArray();
        foreach (int index in indices)
        {
            writer.WriteNumberValue(index);
        }

        writer.WriteEndArray();
    }
}
