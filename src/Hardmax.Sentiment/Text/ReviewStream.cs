using System.IO.Compression;
using Hardmax.Formats;

namespace Hardmax.Sentiment;

/// <summary>
/// The content of a file, inflated if it is gzip: bounded while it is read, and never held whole. Every failure is an
/// <see cref="InvalidInputException"/>.
/// </summary>
/// <remarks>
/// GZipStream takes a file that was cut off for a short one. So one more member is put behind the file, which is inflated
/// to a mark if, and only if, the file is whole members from its first byte to its last.
/// </remarks>
internal sealed class ReviewStream : ForwardStream
{
    private static readonly byte[] Mark = [0xFF, .. "end of reviews"u8, 0xFF];
    private static readonly byte[] MarkMember = Deflated(Mark);

    private readonly string _path;
    private readonly long _limit;
    private readonly ChainedStream _file;
    private readonly Stream _content;
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly int _tail;
    private int _start;
    private int _end;
    private long _total;
    private bool _isAtEnd;

    private ReviewStream(string path, Stream file, long limit)
    {
        _path = path;
        _limit = limit;
        byte[] magic = new byte[2];
        int length = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        bool isGzip = length == 2 && magic is [0x1F, 0x8B];
        _tail = isGzip ? Mark.Length : 0;
        _file = new ChainedStream(new MemoryStream(magic, 0, length), file, new MemoryStream(isGzip ? MarkMember : []));
        _content = isGzip ? new GZipStream(_file, CompressionMode.Decompress) : _file;
    }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file; one that cannot be rewound, such as a pipe, will do.</param>
    /// <param name="limit">How many bytes of content it may have.</param>
    /// <exception cref="InvalidInputException">It cannot be read.</exception>
    public static ReviewStream Open(string path, long limit) => Guarded(path, () =>
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        try
        {
            return new ReviewStream(path, file, limit);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    });

    /// <summary>The next bytes, which stay: at least as many as asked for, unless the content ends before.</summary>
    /// <param name="count">How many bytes, at most 1024.</param>
    public ReadOnlySpan<byte> Peek(int count)
    {
        while (!_isAtEnd && _end - _start < count + _tail)
        {
            Fill();
        }

        return _buffer.AsSpan(_start, _end - _start - _tail);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        ReadOnlySpan<byte> next = Peek(1);
        next = next[..Math.Min(next.Length, buffer.Length)];
        next.CopyTo(buffer);
        _start += next.Length;
        return next.Length;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] Deflated(byte[] bytes)
    {
        var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.NoCompression))
        {
            gzip.Write(bytes);
        }

        return member.ToArray();
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        int read = Guarded(_path, () => ReadContent(_end));
        _end += read;
        _total += read;
        _isAtEnd = read == 0;
        if (_total - _tail > _limit)
        {
            throw new InvalidInputException(_path, "file", $"holds more than {ReviewLimits.Size(_limit)}{(_tail > 0 ? " after decompression" : "")}; expected at most that");
        }

        if (_isAtEnd && !_buffer.AsSpan(0, _end).EndsWith(Mark.AsSpan(0, _tail)))
        {
            throw CutOff();
        }
    }

    private int ReadContent(int at)
    {
        try
        {
            return _content.Read(_buffer.AsSpan(at));
        }
        catch (InvalidDataException) when (_file.Part < 2)
        {
            throw new InvalidInputException(_path, "file", "is gzip that is damaged; expected whole gzip data");
        }
        catch (InvalidDataException)
        {
            throw CutOff();
        }
    }

    private InvalidInputException CutOff() =>
        new(_path, "file", "is gzip that is cut off, or has other bytes behind it; expected whole gzip data");

    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidInputException(path, "file", "does not exist; expected a file or folder of reviews");
        }
        catch (UnauthorizedAccessException)
        {
            throw new InvalidInputException(path, "file", "may not be read; expected a file with permission to read it");
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new InvalidInputException(path, "file", $"cannot be read ({e.Message.TrimEnd('.')}); expected a file that can be read");
        }
    }
}
