using System.Text;

namespace Hardmax.Oracle;

/// <summary>The last 16 KiB that a program wrote to stderr since <see cref="Take"/>. Safe for one writer and one reader.</summary>
internal sealed class ErrorTail
{
    /// <summary>How many bytes are kept.</summary>
    public const int Size = 16 << 10;

    private readonly Lock _lock = new();
    private readonly byte[] _ring = new byte[Size];
    private long _written;

    /// <summary>How many bytes were written since the last time.</summary>
    public long Written
    {
        get
        {
            lock (_lock)
            {
                return _written;
            }
        }
    }

    /// <summary>The text that is kept, which is then forgotten.</summary>
    public string Take()
    {
        lock (_lock)
        {
            string text = ToString();
            _written = 0;
            return text;
        }
    }

    /// <summary>Adds bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            long total = _written + bytes.Length;
            bytes = bytes[Math.Max(0, bytes.Length - Size)..];
            int at = (int)((total - bytes.Length) % Size);
            int first = Math.Min(bytes.Length, Size - at);
            bytes[..first].CopyTo(_ring.AsSpan(at));
            bytes[first..].CopyTo(_ring);
            _written = total;
        }
    }

    /// <summary>The text that is kept, from the first whole character on.</summary>
    public override string ToString()
    {
        lock (_lock)
        {
            int end = (int)(_written % Size);
            if (_written <= Size)
            {
                return Encoding.UTF8.GetString(_ring, 0, (int)_written);
            }

            byte[] bytes = [.. _ring.AsSpan(end), .. _ring.AsSpan(0, end)];
            int start = Array.FindIndex(bytes, value => (value & 0xC0) != 0x80);
            return Encoding.UTF8.GetString(bytes.AsSpan(Math.Max(0, start)));
        }
    }
}
