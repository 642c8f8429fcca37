using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hardmax.Formats;

/// <summary>A tensor of binary32 to be written.</summary>
/// <param name="Name">The name; tensors of one file have different ones.</param>
/// <param name="Shape">The lengths of the axes; none for a single number.</param>
/// <param name="Values">The elements in C order, as many as the product of the shape.</param>
public sealed record SafetensorsEntry(string Name, ImmutableArray<int> Shape, ImmutableArray<float> Values);

/// <summary>
/// Writes tensors as .safetensors, bit for bit. The bytes depend on what is written alone: tensors and metadata are in
/// the ordinal order of their names, and the header is padded with spaces so that the data start at a multiple of 8.
/// </summary>
public static class SafetensorsWriter
{
    private const int Alignment = 8;
    private const int Chunk = 1 << 14;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a file.</summary>
    /// <param name="stream">Where to; it is left open.</param>
    /// <param name="tensors">The tensors, in any order.</param>
    /// <param name="metadata">Texts about the file, or null for none.</param>
    /// <exception cref="ArgumentException">
    /// A name is there twice, is "__metadata__" or no Unicode text; a shape does not fit its values; or the file would be larger
    /// than <see cref="SafetensorsFile"/> reads.
    /// </exception>
    public static void Write(Stream stream, IEnumerable<SafetensorsEntry> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        SafetensorsEntry[] entries = [.. tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal)];
        for (int i = 0; i < entries.Length; i++)
        {
            Require(entries[i], i == 0 ? SafetensorsHeader.Metadata : entries[i - 1].Name);
        }

        byte[] header = Header(entries, metadata ?? ImmutableDictionary<string, string>.Empty);
        long total = header.Length + entries.Sum(entry => (long)sizeof(float) * entry.Values.Length);
        if (header.Length > SafetensorsHeader.MaxLength || total > FormatLimits.MaxArrayBytes)
        {
            throw new ArgumentException("The tensors are too large for a file that is read.", nameof(tensors));
        }

        stream.Write(header);
        foreach (SafetensorsEntry entry in entries)
        {
            WriteValues(stream, entry.Values.AsSpan());
        }
    }

    private static void Require(SafetensorsEntry entry, string previous)
    {
        if (entry.Name is SafetensorsHeader.Metadata || string.Equals(entry.Name, previous, StringComparison.Ordinal))
        {
            throw new ArgumentException($"Another tensor, or the metadata, has the name {entry.Name}.", nameof(entry));
        }

        // Beyond 32 axes, or once the product is beyond every file, nothing is to be gained by going on exactly.
        long product = entry.Shape.Aggregate(1L, (all, axis) => Math.Min(all * Math.Max(axis, 0), 1L << 31));
        if (entry.Shape.Length > FormatLimits.MaxAxes || entry.Shape.Any(axis => axis is < 0 or > FormatLimits.MaxArrayBytes) || product != entry.Values.Length)
        {
            throw new ArgumentException($"The shape of {entry.Name} has as many elements as there are values.", nameof(entry));
        }
    }

    private static byte[] Header(SafetensorsEntry[] entries, IReadOnlyDictionary<string, string> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            WriteMetadata(writer, metadata);
            long begin = 0;
            foreach (SafetensorsEntry entry in entries)
            {
                long end = begin + ((long)sizeof(float) * entry.Values.Length);
                WriteEntry(writer, entry, begin, end);
                begin = end;
            }

            writer.WriteEndObject();
        }

        int length = (buffer.WrittenCount + Alignment - 1) / Alignment * Alignment;
        byte[] header = new byte[SafetensorsHeader.Prefix + length];
        header.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)length);
        buffer.WrittenSpan.CopyTo(header.AsSpan(SafetensorsHeader.Prefix));
        return header;
    }

    private static void WriteMetadata(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
        {
            return;
        }

        writer.WriteStartObject(SafetensorsHeader.Metadata);
        foreach ((string name, string text) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WriteString(RequireUnicode(name), RequireUnicode(text));
        }

        writer.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter writer, SafetensorsEntry entry, long begin, long end)
    {
        writer.WriteStartObject(RequireUnicode(entry.Name));
        writer.WriteString("dtype", "F32");
        writer.WriteStartArray("shape");
        foreach (int axis in entry.Shape)
        {
            writer.WriteNumberValue(axis);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(begin);
        writer.WriteNumberValue(end);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // The JSON writer would put U+FFFD in the place of half of a surrogate pair, and two names might become one.
    private static string RequireUnicode(string text)
    {
        _ = Strict.GetByteCount(text);
        return text;
    }

    private static void WriteValues(Stream stream, ReadOnlySpan<float> values)
    {
        byte[] bytes = new byte[sizeof(float) * Math.Min(values.Length, Chunk)];
        while (!values.IsEmpty)
        {
            ReadOnlySpan<float> some = values[..Math.Min(values.Length, Chunk)];
            for (int i = 0; i < some.Length; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(sizeof(float) * i), some[i]);
            }

            stream.Write(bytes.AsSpan(0, sizeof(float) * some.Length));
            values = values[some.Length..];
        }
    }
}
