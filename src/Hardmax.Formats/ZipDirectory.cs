using System.Buffers.Binary;
using System.Text;

namespace Hardmax.Formats;

/// <summary>An entry of a zip, within the bounds of the file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsDeflated">Whether it is deflated; else it is stored.</param>
/// <param name="DataStart">Where its data start.</param>
/// <param name="StoredSize">How many bytes they take.</param>
/// <param name="Size">How many bytes they are claimed to be when inflated.</param>
/// <param name="Checksum">Their CRC-32.</param>
internal sealed record ZipEntry(string Name, bool IsDeflated, int DataStart, int StoredSize, uint Size, uint Checksum);

/// <summary>
/// The central directory of a zip held in memory. System.IO.Compression.ZipArchive allocates per record before it has
/// compared anything and does not check checksums, so the directory is read here and only the inflating is left to it.
/// Source: PKWARE APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16.
/// </summary>
internal static class ZipDirectory
{
    private const uint EndSignature = 0x06054b50;
    private const uint RecordSignature = 0x02014b50;
    private const uint LocalSignature = 0x04034b50;
    private const int EndLength = 22;
    private const int RecordLength = 46;
    private const int LocalLength = 30;

    public static List<ZipEntry> Read(ReadOnlyMemory<byte> file, InputSource source)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        int end = FindEnd(bytes);
        if (end < 0)
        {
            throw source.Error("zip directory", "there is none; expected a complete zip archive");
        }

        int count = UInt16(bytes, end + 10);
        uint size = UInt32(bytes, end + 12);
        uint start = UInt32(bytes, end + 16);
        bool isWhole = UInt16(bytes, end + 4) == 0 && UInt16(bytes, end + 6) == 0 && UInt16(bytes, end + 8) == count;
        if (!isWhole || count > FormatLimits.MaxEntries || (ulong)start + size != (ulong)end)
        {
            throw source.Error("zip directory", $"does not fit the file, or has more than {FormatLimits.MaxEntries} entries; expected one archive below 4 GiB and nothing around it");
        }

        var entries = new List<ZipEntry>();
        ReadOnlySpan<byte> records = bytes[..end];
        int at = (int)start;
        for (int i = 0; i < count; i++)
        {
            entries.Add(ReadRecord(records, (int)start, source, ref at));
        }

        return at == end ? entries : throw source.Error("zip directory", "is longer than its entries; expected as many as it counts");
    }

    // A comment may follow the end record; its length tells a true end from bytes that look like one.
    private static int FindEnd(ReadOnlySpan<byte> bytes)
    {
        int last = bytes.Length - EndLength;
        for (int at = last; at >= Math.Max(0, last - ushort.MaxValue); at--)
        {
            if (UInt32(bytes, at) == EndSignature && at + EndLength + UInt16(bytes, at + 20) == bytes.Length)
            {
                return at;
            }
        }

        return -1;
    }

    private static ZipEntry ReadRecord(ReadOnlySpan<byte> bytes, int directory, InputSource source, ref int at)
    {
        if (at > bytes.Length - RecordLength || UInt32(bytes, at) != RecordSignature)
        {
            throw source.Error("zip directory", "has a record that is none; expected as many as it counts");
        }

        int nameLength = UInt16(bytes, at + 28);
        int length = RecordLength + nameLength + UInt16(bytes, at + 30) + UInt16(bytes, at + 32);
        if (at > bytes.Length - length)
        {
            throw source.Error("zip directory", "has a record that is cut off; expected whole records");
        }

        ReadOnlySpan<byte> record = bytes.Slice(at, length);
        at += length;
        string name = Encoding.UTF8.GetString(record.Slice(RecordLength, nameLength));
        InputSource entry = source with { Member = name };
        int method = UInt16(record, 10);
        if (method is not (0 or 8) || (UInt16(record, 8) & 1) != 0)
        {
            throw entry.Error(InputSource.Whole, "is encrypted or compressed by another method; expected it stored or deflated");
        }

        uint stored = UInt32(record, 20);
        uint size = UInt32(record, 24);
        int data = DataStart(bytes[..directory], UInt32(record, 42), entry);
        if (stored > directory - data || (method == 0 && size != stored))
        {
            throw entry.Error(InputSource.Whole, $"claims {stored} bytes where {directory - data} follow; expected sizes that fit the file");
        }

        return new ZipEntry(name, method == 8, data, (int)stored, size, UInt32(record, 16));
    }

    // The local header repeats the record; only the lengths of its name and its extra field, which may differ, matter.
    private static int DataStart(ReadOnlySpan<byte> bytes, uint local, InputSource entry)
    {
        if (local > bytes.Length - LocalLength || UInt32(bytes, (int)local) != LocalSignature)
        {
            throw entry.Error(InputSource.Whole, "starts where no entry is; expected an offset within the file");
        }

        int start = (int)local + LocalLength + UInt16(bytes, (int)local + 26) + UInt16(bytes, (int)local + 28);
        return start <= bytes.Length ? start : throw entry.Error(InputSource.Whole, "is cut off; expected a whole entry");
    }

    private static int UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
