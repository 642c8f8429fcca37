namespace Hardmax.Oracle;

/// <summary>A line that a program wrote.</summary>
/// <param name="Bytes">Its bytes without the line end; valid until more bytes are added to the buffer.</param>
/// <param name="IsCut">Whether it was longer than allowed, and only its beginning is here.</param>
/// <param name="IsEnded">Whether a line end followed.</param>
internal readonly record struct ReceivedLine(ReadOnlyMemory<byte> Bytes, bool IsCut, bool IsEnded);

/// <summary>
/// Makes lines of the pieces in which a program's output arrives, in memory that is bounded by the longest line allowed
/// and one piece, whatever arrives. A line ends with LF or CRLF. The byte order mark that some runtimes write first is
/// no part of the first line.
/// </summary>
internal sealed class LineBuffer
{
    private const int SmallCapacity = 64 << 10;
    private const int KeptOfCutLine = 1 << 10;

    private byte[] _bytes = new byte[SmallCapacity];
    private int _start;
    private int _searched;
    private int _end;
    private bool _isSkipping;
    private bool _isAfterFirstBytes;

    /// <summary>The bytes of the longest line that is kept whole.</summary>
    public int MaxLineBytes { get; set; } = SmallCapacity;

    /// <summary>The bytes that it holds at the moment, used or not.</summary>
    public int Capacity => _bytes.Length;

    /// <summary>Adds a piece; lines taken before are no longer valid.</summary>
    public void Append(ReadOnlySpan<byte> piece)
    {
        if (_isSkipping)
        {
            int lineEnd = piece.IndexOf((byte)'\n');
            if (lineEnd < 0)
            {
                return;
            }

            piece = piece[(lineEnd + 1)..];
            _isSkipping = false;
        }

        MakeRoom(piece.Length);
        piece.CopyTo(_bytes.AsSpan(_end));
        _end += piece.Length;
    }

    /// <summary>Takes the next whole line, or the beginning of one that is too long already; false where there is none yet.</summary>
    public bool TryTake(out ReceivedLine line)
    {
        SkipByteOrderMark();
        int found = _bytes.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
        if (found < 0)
        {
            _searched = _end;
            if (_end - _start <= MaxLineBytes)
            {
                line = default;
                return false;
            }

            line = Cut(_end);
            _start = _searched = _end;
            _isSkipping = true;
            return true;
        }

        int lineEnd = _searched + found;
        line = lineEnd - _start > MaxLineBytes ? Cut(lineEnd) : new ReceivedLine(WithoutReturn(lineEnd), IsCut: false, IsEnded: true);
        _start = _searched = lineEnd + 1;
        _isAfterFirstBytes = true;
        return true;
    }

    /// <summary>What follows the last line end, without taking it; empty in the middle of a line that was cut.</summary>
    public ReadOnlyMemory<byte> PeekRest() => _bytes.AsMemory(_start, _end - _start);

    private ReceivedLine Cut(int end) => new(_bytes.AsMemory(_start, Math.Min(end - _start, KeptOfCutLine)), IsCut: true, IsEnded: false);

    private ReadOnlyMemory<byte> WithoutReturn(int lineEnd)
    {
        int end = lineEnd > _start && _bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        return _bytes.AsMemory(_start, end - _start);
    }

    private void SkipByteOrderMark()
    {
        if (_isAfterFirstBytes || _end < 3)
        {
            return;
        }

        _isAfterFirstBytes = true;
        if (_bytes.AsSpan(0, 3).SequenceEqual("\uFEFF"u8))
        {
            _start = _searched = 3;
        }
    }

    // Grows to hold the piece, moves what is left to the front, and gives memory back after a long line.
    private void MakeRoom(int length)
    {
        int used = _end - _start;
        int needed = used + length;
        int capacity = needed <= SmallCapacity ? SmallCapacity : Math.Max(needed, _bytes.Length >= needed ? _bytes.Length : (int)Math.Min(2L * needed, MaxLineBytes + (long)length));
        if (capacity != _bytes.Length)
        {
            byte[] moved = new byte[Math.Max(capacity, needed)];
            _bytes.AsSpan(_start, used).CopyTo(moved);
            _bytes = moved;
        }
        else
        {
            _bytes.AsSpan(_start, used).CopyTo(_bytes);
        }

        (_start, _searched, _end) = (0, _searched - _start, used);
    }
}
