using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hardmax.Formats;

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

        // The encoder leaves what turns the direction of writing as it is. Beyond ASCII there are strings alone, in which
        // the escapes of people are those of JSON.
        if (!Ascii.IsValid(buffer.WrittenSpan))
        {
            byte[] line = Encoding.UTF8.GetBytes(PrintableText.Escape(Encoding.UTF8.GetString(buffer.WrittenSpan)));
            buffer.ResetWrittenCount();
            buffer.Write(line);
        }

        // One write, so that whoever reads a pipe, or what is left after a kill, never sees half a line.
        buffer.Write("\n"u8);
        output.Write(buffer.WrittenSpan);
    }
}
