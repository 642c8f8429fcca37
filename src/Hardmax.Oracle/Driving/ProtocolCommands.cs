using System.Buffers;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hardmax.Oracle;

/// <summary>The lines that are sent to a program. Source: docs/oracle.md, "Protocol".</summary>
internal static class ProtocolCommands
{
    // Nothing here ends up in HTML: the + of 0x1p+3 needs no escape, which small readers of JSON do not know.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The version of the protocol that is spoken here.</summary>
    public const int Version = 1;

    /// <summary>{"cmd":"hello", ..}.</summary>
    public static ReadOnlyMemory<byte> Hello() => Line("hello", writer =>
    {
        writer.WriteNumber("protocol", Version);
        writer.WriteString("oracle", $"hardmax {OwnVersion()}");
    });

    /// <summary>{"cmd":"run","seq":.., "case":{..}}.</summary>
    public static ReadOnlyMemory<byte> Run(long sequence, OracleCase oracleCase, WireFormat wire) => Line("run", writer =>
    {
        writer.WriteNumber("seq", sequence);
        writer.WriteStartObject("case");
        TraceJson.WriteCaseFields(writer, oracleCase, wire);
        writer.WriteEndObject();
    });

    /// <summary>{"cmd":"stop"}.</summary>
    public static ReadOnlyMemory<byte> Stop() => Line("stop", _ => { });

    private static ReadOnlyMemory<byte> Line(string command, Action<Utf8JsonWriter> writeFields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("cmd", command);
            writeFields(writer);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    private static string OwnVersion() =>
        typeof(ProtocolCommands).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? string.Empty;
}
