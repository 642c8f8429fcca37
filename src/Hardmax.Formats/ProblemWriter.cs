using System.Buffers;
using System.Text;
using System.Text.Json;
using Hardmax.Model;

namespace Hardmax.Formats;

/// <summary>
/// Writes problems as JSON with every number exact, as a string in lowest terms: reading the text gives an equal problem
/// (as long as no number is longer than <see cref="Numbers.NumberText.MaxLength"/>, which no reader takes).
/// </summary>
public static class ProblemWriter
{
    /// <summary>Writes a problem as an object.</summary>
    public static void Write(Utf8JsonWriter writer, HardmaxProblem problem)
    {
        writer.WriteStartObject();
        if (problem.Name is not null)
        {
            writer.WriteString("name", problem.Name);
        }

        if (problem.Description is not null)
        {
            writer.WriteString("description", problem.Description);
        }

        writer.WriteString("alpha", problem.System.Alpha.ToString());
        writer.WritePropertyName("matrix");
        writer.WriteMatrix(problem.System.Matrix);
        writer.WritePropertyName("tokens");
        writer.WriteTokens(problem.Tokens);
        if (problem.Labels is { } labels)
        {
            writer.WriteStartArray("labels");
            foreach (string label in labels)
            {
                writer.WriteStringValue(label);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    /// <summary>A problem as JSON text.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="indented">On several lines rather than one.</param>
    public static string ToJson(HardmaxProblem problem, bool indented = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = indented, NewLine = "\n" }))
        {
            Write(writer, problem);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
