using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Hardmax.Formats;

/// <summary>Reads whole files and streams up to a limit, with every failure of the file system as InvalidInputException.</summary>
public static class BoundedInput
{
    /// <summary>All bytes of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">How many bytes it may have.</param>
    /// <exception cref="InvalidInputException">It cannot be read, or has more.</exception>
    public static ReadOnlyMemory<byte> ReadFile(string path, int limit)
    {
        var source = new InputSource(path);
        if (Directory.Exists(path))
        {
            throw source.Error(InputSource.Whole, "is a directory; expected a file");
        }

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            return ReadStream(stream, source, limit);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw source.Error(InputSource.Whole, "does not exist; expected a file that can be read");
        }
        catch (UnauthorizedAccessException)
        {
            throw source.Error(InputSource.Whole, "may not be read; expected a file with permission to read it");
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw source.Error(InputSource.Whole, $"cannot be read ({e.Message}); expected a file that can be read");
        }
    }

    /// <summary>All bytes of the standard input of the process.</summary>
    /// <param name="limit">How many bytes it may have.</param>
    /// <exception cref="InvalidInputException">It cannot be read, or has more.</exception>
    public static ReadOnlyMemory<byte> ReadStandardInput(int limit)
    {
        using Stream input = Console.OpenStandardInput();
        return ReadStream(input, new InputSource("-"), limit);
    }

    /// <summary>Reads standard input as text: UTF-8, with or without a byte order mark.</summary>
    /// <param name="limit">The number of bytes beyond which it is refused.</param>
    /// <exception cref="InvalidInputException">There is more, or it is no UTF-8.</exception>
    public static string ReadStandardText(int limit) => Encoding.UTF8.GetString(RequireUtf8(ReadStandardInput(limit), new InputSource("-")).Span);

    /// <summary>The lines of a .jsonl that are not blank, each with its place for messages, "FILE, line 3"; at least one.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read, is too long or has no such line.</exception>
    public static IEnumerable<(string Source, ReadOnlyMemory<byte> Text)> ReadLines(string path)
    {
        ReadOnlyMemory<byte> rest = ReadFile(path, FormatLimits.MaxTextBytes);
        bool any = false;
        for (int number = 1; !rest.IsEmpty; number++)
        {
            int end = rest.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (!line.Span.Trim(" \t\r"u8).IsEmpty)
            {
                any = true;
                yield return (string.Create(CultureInfo.InvariantCulture, $"{path}, line {number}"), line);
            }
        }

        if (!any)
        {
            throw new InvalidInputException(path, InputSource.Whole, "is empty; expected a record on each line");
        }
    }

    internal static ReadOnlyMemory<byte> ReadStream(Stream stream, InputSource source, int limit)
    {
        try
        {
            return ReadToEnd(stream, source, limit);
        }
        catch (Exception e) when (e is IOException or NotSupportedException or ObjectDisposedException or InvalidDataException)
        {
            throw source.Error(InputSource.Whole, $"cannot be read ({e.Message}); expected a file that can be read");
        }
    }

    /// <summary>The bytes without a UTF-8 byte order mark, which are UTF-8.</summary>
    internal static ReadOnlyMemory<byte> RequireUtf8(ReadOnlyMemory<byte> bytes, InputSource source)
    {
        ReadOnlySpan<byte> span = bytes.Span;
        if (span.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || span.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]))
        {
            throw source.Error("byte 0", "starts like UTF-16; expected UTF-8");
        }

        if (!Utf8.IsValid(span))
        {
            throw source.Error(string.Create(CultureInfo.InvariantCulture, $"byte {FirstInvalid(span)}"), "is no UTF-8; expected a text in UTF-8");
        }

        return span.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]) ? bytes[3..] : bytes;
    }

    private static Memory<byte> ReadToEnd(Stream stream, InputSource source, int limit)
    {
        // The length of a regular file is a fact of the file system; pipes have none, and files in /proc say 0.
        // What has no known length is read into memory that grows, so it may not be as long as a file.
        long length = stream.CanSeek ? stream.Length - stream.Position : 0;
        limit = length > 0 ? limit : Math.Min(limit, FormatLimits.MaxTextBytes);
        InvalidInputException TooLong() => source.Error(InputSource.Whole, $"is longer than {limit >> 20} MiB; expected at most that");
        if (length > limit)
        {
            throw TooLong();
        }

        byte[] buffer = new byte[Math.Max((int)length + 1, 4096)];
        int total = 0;
        while (true)
        {
            int read = stream.Read(buffer.AsSpan(total));
            total += read;
            if (total > limit)
            {
                throw TooLong();
            }

            if (read == 0)
            {
                return buffer.AsMemory(0, total);
            }

            if (total == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, limit + 1L));
            }
        }
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out int consumed) == System.Buffers.OperationStatus.Done)
        {
            at += consumed;
        }

        return at;
    }
}
