using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hardmax.Cli.Output;

/// <summary>JSON documents on standard output, one to a line.</summary>
internal static class JsonOutput
{
    /// <summary>Writes one document: an object whose fields the caller writes.</summary>
    public static void Print(Action<Utf8JsonWriter> fields)
    {
        using Stream output = Console.OpenStandardOutput();
        Write(output, fields);
    }

    /// <summary>Writes one document and a line feed to a stream.</summary>
    public static void Write(Stream output, Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }

        // One write, so that whoever reads a pipe, or what is left after a kill, never sees half a line.
        buffer.Write("\n"u8);
        output.Write(buffer.WrittenSpan);
    }
}
