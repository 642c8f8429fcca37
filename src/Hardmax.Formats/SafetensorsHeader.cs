using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Hardmax.Formats;

/// <summary>
/// The header of a .safetensors: eight bytes of length, then a JSON object with an entry for each tensor. Nothing in it is
/// believed before it has been compared with the bytes that are there: the entries have to cover the data exactly, each byte
/// by one tensor. Source: the format's description at github.com/huggingface/safetensors.
/// </summary>
internal static class SafetensorsHeader
{
    /// <summary>The name that no tensor has: texts about the file stand under it.</summary>
    public const string Metadata = "__metadata__";

    /// <summary>The limit of the format, in bytes.</summary>
    public const int MaxLength = 100_000_000;

    /// <summary>The bytes before the JSON.</summary>
    public const int Prefix = 8;

    /// <summary>The tensors of a file in the order of their data, and its metadata.</summary>
    /// <exception cref="InvalidInputException">The header is none, or does not fit the bytes.</exception>
    public static (ImmutableArray<SafetensorsTensor> Tensors, ImmutableSortedDictionary<string, string> Metadata) Read(ReadOnlyMemory<byte> bytes, InputSource source)
    {
        int length = ReadLength(bytes.Span, source);
        ReadOnlyMemory<byte> text = bytes.Slice(Prefix, length);
        ReadOnlyMemory<byte> data = bytes[(Prefix + length)..];
        if (!text.Span.StartsWith("{"u8))
        {
            throw source.Error("header", "does not start with '{'; expected a JSON object");
        }

        var metadata = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        var spans = new List<Span>();
        foreach ((string name, JsonCursor entry) in JsonCursor.Parse(text, source with { Member = "header" }).Fields())
        {
            if (string.Equals(name, Metadata, StringComparison.Ordinal))
            {
                metadata = metadata.AddRange(entry.Fields().Select(field => KeyValuePair.Create(field.Name, field.Value.ReadString())));
            }
            else
            {
                spans.Add(ReadEntry(name, entry, data.Length));
            }
        }

        Span[] inOrder = [.. spans.OrderBy(span => span.Begin).ThenBy(span => span.End)];
        RequireCover(inOrder, data.Length, source);
        return ([.. inOrder.Select(span => new SafetensorsTensor(span.Name, span.DType, span.Shape, data[span.Begin..span.End], source))], metadata);
    }

    private static int ReadLength(ReadOnlySpan<byte> bytes, InputSource source)
    {
        if (bytes.Length < Prefix)
        {
            throw source.Error("header length", "is cut off; expected eight bytes and a header");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        int rest = bytes.Length - Prefix;
        return length <= (ulong)Math.Min(rest, MaxLength)
            ? (int)length
            : throw source.Error("header length", $"claims {length} bytes where {rest} follow; expected at most those and {MaxLength}");
    }

    private static Span ReadEntry(string name, JsonCursor entry, int dataLength)
    {
        entry.AllowOnly("dtype", "shape", "data_offsets");
        string dtype = entry.Field("dtype").ReadString();
        ImmutableArray<int> shape = ReadShape(entry.Field("shape"));
        JsonCursor offsets = entry.Field("data_offsets");
        int[] ends = [.. offsets.Items().Take(3).Select(offset => offset.ReadInteger(0, int.MaxValue))];
        if (ends is not [int begin, int end] || begin > end)
        {
            throw offsets.Error("is no pair of ascending offsets; expected where the data begin and end");
        }

        if (end > dataLength)
        {
            throw offsets.Error($"ends at byte {end} of {dataLength} bytes of data; expected a file that is whole");
        }

        if (SafetensorsTensor.SizeOf(dtype) is { } size && Bytes(shape, size) != (UInt128)(end - begin))
        {
            throw offsets.Error($"spans {end - begin} bytes, where ({string.Join(", ", shape)}) of {InvalidInputException.Quote(dtype)} takes another number; expected offsets that agree with dtype and shape");
        }

        return new Span(name, dtype, shape, begin, end);
    }

    private static ImmutableArray<int> ReadShape(JsonCursor shape)
    {
        if (shape.Kind == JsonValueKind.Array && shape.Count > FormatLimits.MaxAxes)
        {
            throw shape.Error($"has {shape.Count} axes; expected at most {FormatLimits.MaxAxes}");
        }

        return [.. shape.Items().Select(axis => axis.ReadInteger(0, FormatLimits.MaxArrayBytes))];
    }

    // Exact up to 2^62, which no file is as long as, and 2^62 from there on: axes are at most 2^30, so nothing overflows.
    private static UInt128 Bytes(ImmutableArray<int> shape, int size) => shape.Contains(0)
        ? UInt128.Zero
        : shape.Aggregate((UInt128)size, (product, axis) => UInt128.Min(product * (UInt128)axis, UInt128.One << 62));

    private static void RequireCover(Span[] inOrder, int dataLength, InputSource source)
    {
        int at = 0;
        foreach (Span span in inOrder)
        {
            if (span.Begin != at)
            {
                string which = InvalidInputException.Quote(span.Name);
                throw source.Error("data", span.Begin > at
                    ? Invariant($"no tensor has the bytes from {at} to {span.Begin}, before {which}; expected tensors without gaps")
                    : Invariant($"{which} begins at byte {span.Begin}, before another tensor ends at {at}; expected each byte in one tensor"));
            }

            at = span.End;
        }

        if (at < dataLength)
        {
            throw source.Error("data", Invariant($"{dataLength - at} bytes follow the last tensor; expected the file to end there"));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Span(string Name, string DType, ImmutableArray<int> Shape, int Begin, int End);
}
