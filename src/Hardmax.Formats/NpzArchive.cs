using System.Collections.Immutable;
using System.IO.Compression;

namespace Hardmax.Formats;

/// <summary>
/// A .npz: a zip of .npy entries, stored or deflated. Opening it reads the directory alone; an array is inflated when it
/// is asked for, to no more than its directory entry claims and <see cref="FormatLimits"/> allow, and its length and
/// checksum are compared with the entry. An array that no reader knows can be refused with <see cref="AllowOnly"/>.
/// </summary>
public sealed class NpzArchive
{
    private const string Extension = ".npy";
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly InputSource _source;
    private readonly Dictionary<string, ZipEntry> _entries = new(StringComparer.Ordinal);

    private NpzArchive(ReadOnlyMemory<byte> bytes, InputSource source)
    {
        _bytes = bytes;
        _source = source;
        foreach (ZipEntry entry in ZipDirectory.Read(bytes, source))
        {
            if (!_entries.TryAdd(entry.Name, entry))
            {
                throw source.Error(entry.Name, "occurs twice; expected each entry once");
            }
        }
    }

    /// <summary>The names of the arrays, without ".npy", in the order of the archive.</summary>
    public ImmutableArray<string> Names =>
        [.. _entries.Keys.Where(name => name.EndsWith(Extension, StringComparison.Ordinal)).Select(name => name[..^Extension.Length])];

    /// <summary>Reads a .npz from memory, which it keeps.</summary>
    /// <exception cref="InvalidInputException">It is no zip, or one that is not read: encrypted, in parts, beyond 4 GiB.</exception>
    public static NpzArchive Parse(ReadOnlyMemory<byte> bytes, string file) => new(bytes, new InputSource(file));

    /// <summary>Reads a .npz file.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read or is no zip that is read.</exception>
    public static NpzArchive Open(string path) => Parse(BoundedInput.ReadFile(path, FormatLimits.MaxArrayBytes), path);

    /// <summary>Refuses an archive with an entry that is none of these arrays.</summary>
    /// <exception cref="InvalidInputException">There is one.</exception>
    public void AllowOnly(params ReadOnlySpan<string> known)
    {
        if (InputSource.FirstUnknown(_entries.Keys.Select(NameOf), known) is { } unknown)
        {
            throw _source.Error(Numbers.NumberText.Shorten(unknown), $"this array is unknown, and the archive holds {Contents()}; expected {string.Join(", ", known)}");
        }
    }

    /// <summary>An array that has to be there.</summary>
    /// <exception cref="InvalidInputException">It is missing, damaged or no array of numbers.</exception>
    public NpyArray Require(string name) => Find(name)
        ?? throw _source.Error(name + Extension, $"is missing, and the archive holds {Contents()}; expected np.savez(FILE, {name}=..)");

    /// <summary>An array by its name without ".npy", or null where there is none.</summary>
    /// <exception cref="InvalidInputException">The entry is damaged or is no array of numbers.</exception>
    public NpyArray? Find(string name) => Open(name, (bytes, source) => NpyArray.Parse(bytes, source));

    /// <summary>An array of numbers or of bool, which is read as 0 and 1, or null where there is none of this name.</summary>
    /// <exception cref="InvalidInputException">The entry is damaged or is no such array.</exception>
    public NpyArray? FindMask(string name) => Open(name, (bytes, source) => NpyArray.Parse(bytes, source, NpyContent.Mask));

    /// <summary>A single string, as np.savez stores a Python str, or null where there is none of this name.</summary>
    /// <exception cref="InvalidInputException">The entry is damaged or is no single string.</exception>
    public string? FindText(string name) => Open(name, NpyText.Parse);

    // An entry that is no .npy keeps its name: it is in no list of arrays.
    private static string NameOf(string entry) =>
        entry.EndsWith(Extension, StringComparison.Ordinal) ? entry[..^Extension.Length] : entry;

    private string Contents()
    {
        const int most = 8;
        string[] names = [.. _entries.Keys.Select(NameOf)];
        return names.Length == 0
            ? "nothing"
            : string.Join(", ", names.Take(most).Select(InvalidInputException.Quote)) + (names.Length > most ? ", .." : string.Empty);
    }

    private T? Open<T>(string name, Func<ReadOnlyMemory<byte>, InputSource, T> parse)
        where T : class
    {
        if (!_entries.TryGetValue(name + Extension, out ZipEntry? entry))
        {
            return null;
        }

        InputSource source = _source with { Member = entry.Name };
        return parse(ReadEntry(entry, source), source);
    }

    private ReadOnlyMemory<byte> ReadEntry(ZipEntry entry, InputSource source)
    {
        ReadOnlyMemory<byte> data = entry.IsDeflated ? Inflate(entry, source) : _bytes.Slice(entry.DataStart, entry.StoredSize);
        if (data.Length != entry.Size)
        {
            throw source.Error(InputSource.Whole, $"has {data.Length} bytes; expected the {entry.Size} that the directory claims");
        }

        return Crc32.Compute(data.Span) == entry.Checksum
            ? data
            : throw source.Error(InputSource.Whole, "is damaged: its checksum differs; expected the bytes that were written");
    }

    private ReadOnlyMemory<byte> Inflate(ZipEntry entry, InputSource source)
    {
        if (entry.Size > FormatLimits.MaxInflatedBytes)
        {
            throw source.Error(InputSource.Whole, $"claims to inflate to {entry.Size} bytes; expected at most {FormatLimits.MaxInflatedBytes >> 20} MiB");
        }

        using var stored = new MemoryStream(_bytes.Slice(entry.DataStart, entry.StoredSize).ToArray(), writable: false);
        using var inflated = new DeflateStream(stored, CompressionMode.Decompress);
        var limited = new byte[4096];
        var data = new MemoryStream();
        try
        {
            int read;
            while ((read = inflated.Read(limited)) > 0)
            {
                data.Write(limited, 0, read);
                if (data.Length > entry.Size)
                {
                    throw source.Error(InputSource.Whole, $"inflates to more than it claims; expected {entry.Size} bytes");
                }
            }
        }
        catch (InvalidDataException)
        {
            throw source.Error(InputSource.Whole, "cannot be inflated; expected deflated data");
        }

        return data.GetBuffer().AsMemory(0, (int)data.Length);
    }
}
