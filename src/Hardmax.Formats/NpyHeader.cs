using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Hardmax.Formats;

/// <summary>What the elements of an array may be, besides numbers.</summary>
internal enum NpyContent
{
    /// <summary>Numbers alone.</summary>
    Numbers,

    /// <summary>Numbers, or bool, which is read as 0 and 1.</summary>
    Mask,

    /// <summary>Unicode strings, and nothing else.</summary>
    Text,
}

/// <summary>
/// The header of a .npy, versions 1 to 3: magic, version, length, and a Python dictionary of three keys. Nothing in it
/// is believed before it has been compared with the bytes that are there. Source: NumPy Enhancement Proposal 1 and
/// numpy.lib.format.
/// </summary>
internal sealed class NpyHeader
{
    private const string Keys = "'descr', 'fortran_order' and 'shape'";
    private readonly InputSource _source;
    private readonly NpyContent _content;
    private readonly string _text;
    private int _at;

    private NpyHeader(string text, InputSource source, NpyContent content)
    {
        _text = text;
        _source = source;
        _content = content;
    }

    public NpyDType DType { get; private set; }

    public bool IsBigEndian { get; private set; }

    public bool IsFortranOrder { get; private set; }

    public long[] Shape { get; private set; } = [];

    /// <summary>Where the data start.</summary>
    public int Length { get; private set; }

    /// <summary>The length of a string in UTF-32 units; 0 unless strings were asked for.</summary>
    public int TextLength { get; private set; }

    public static NpyHeader Parse(ReadOnlySpan<byte> bytes, InputSource source, NpyContent content = NpyContent.Numbers)
    {
        if (bytes.Length < 8 || bytes[0] != 0x93 || !bytes[1..].StartsWith("NUMPY"u8))
        {
            throw source.Error("magic", "does not start like a .npy; expected the bytes 93 4E 55 4D 50 59 and a version");
        }

        (byte major, byte minor) = (bytes[6], bytes[7]);
        if (major is < 1 or > 3 || minor != 0)
        {
            throw source.Error("version", $"{major}.{minor} is unknown; expected 1.0, 2.0 or 3.0");
        }

        int sizeOfLength = major == 1 ? 2 : 4;
        int start = 8 + sizeOfLength;
        if (bytes.Length < start)
        {
            throw source.Error("header length", "is cut off; expected a header");
        }

        uint length = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (length > FormatLimits.MaxNpyHeaderBytes || length > bytes.Length - start)
        {
            throw source.Error(
                "header length",
                $"claims {length} bytes where {bytes.Length - start} follow; expected at most those and {FormatLimits.MaxNpyHeaderBytes}");
        }

        ReadOnlySpan<byte> text = bytes.Slice(start, (int)length);
        if (major == 3 && !Utf8.IsValid(text))
        {
            throw source.Error("header", "is no UTF-8; expected UTF-8 in version 3.0");
        }

        var header = new NpyHeader((major == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(text), source, content) { Length = start + (int)length };
        header.ReadDictionary();
        return header;
    }

    private void ReadDictionary()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Expect('{');
        while (Peek() != '}')
        {
            string key = ReadString();
            if (!seen.Add(key))
            {
                throw Error($"the key {InvalidInputException.Quote(key)} occurs twice; expected each of {Keys} once");
            }

            Expect(':');
            ReadValue(key);
            if (Peek() == ',')
            {
                _at++;
            }
            else if (Peek() != '}')
            {
                throw Error($"has no comma after {InvalidInputException.Quote(key)}; expected a dictionary of {Keys}");
            }
        }

        Expect('}');
        if (Peek() != '\0' || _at < _text.Length)
        {
            throw Error("goes on after the dictionary; expected white space alone");
        }

        if (seen.Count != 3)
        {
            throw Error($"lacks a key; expected a dictionary of {Keys}");
        }
    }

    private void ReadValue(string key)
    {
        switch (key)
        {
            case "descr":
                ReadDType();
                break;
            case "fortran_order":
                IsFortranOrder = ReadBoolean();
                break;
            case "shape":
                Shape = ReadShape();
                break;
            default:
                throw Error($"has the key {InvalidInputException.Quote(key)}; expected {Keys} alone");
        }
    }

    private void ReadDType()
    {
        const string expected = "expected float16, float32, float64 or an integer type of 1, 2, 4 or 8 bytes";
        if (Peek() is '[' or '(' or '{')
        {
            throw _source.Error("dtype", $"is structured; {expected}");
        }

        string descr = ReadString();
        if (_content == NpyContent.Text)
        {
            ReadTextType(descr);
            return;
        }

        if (_content == NpyContent.Mask && descr is "|b1" or "?")
        {
            DType = new NpyDType(NpyKind.Unsigned, 1);
            return;
        }

        if (!NpyDType.TryParse(descr, out NpyDType dtype, out bool isBigEndian, out string reason))
        {
            throw _source.Error("dtype", $"{InvalidInputException.Quote(descr)} {reason}; {expected}");
        }

        DType = dtype;
        IsBigEndian = isBigEndian;
    }

    private void ReadTextType(string descr)
    {
        bool isText = descr.Length > 2 && descr[0] is '<' or '>' && descr[1] == 'U'
            && int.TryParse(descr.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            && (TextLength = length) > 0;
        IsBigEndian = descr.StartsWith('>');
        if (!isText)
        {
            throw _source.Error("dtype", $"{InvalidInputException.Quote(descr)} is no string; expected a string such as np.array(\"float32\")");
        }
    }

    private bool ReadBoolean()
    {
        _ = Peek();
        foreach (bool value in (ReadOnlySpan<bool>)[true, false])
        {
            string word = value ? "True" : "False";
            if (string.CompareOrdinal(_text, _at, word, 0, word.Length) == 0)
            {
                _at += word.Length;
                return value;
            }
        }

        throw Error("has a fortran_order that is neither; expected True or False");
    }

    private long[] ReadShape()
    {
        var shape = new List<long>();
        bool endsInComma = false;
        Expect('(');
        while (Peek() != ')')
        {
            if (shape.Count > 0 && !endsInComma)
            {
                throw _source.Error("shape", "has no comma between axes; expected a tuple of integers");
            }

            shape.Add(ReadAxis());
            if (shape.Count > FormatLimits.MaxAxes)
            {
                throw _source.Error("shape", $"has more than {FormatLimits.MaxAxes} axes; expected at most those");
            }

            endsInComma = Peek() == ',';
            _at += endsInComma ? 1 : 0;
        }

        Expect(')');
        return shape.Count != 1 || endsInComma
            ? [.. shape]
            : throw _source.Error("shape", "is no tuple; expected one axis to be written (n,)");
    }

    private long ReadAxis()
    {
        if (Peek() == '-')
        {
            throw _source.Error("shape", "has a negative axis; expected integers from 0");
        }

        int start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }

        string digits = _text[start.._at];
        if (digits.Length == 0)
        {
            throw _source.Error("shape", "is no tuple of integers; expected such as (128, 2)");
        }

        // Python 2 marked long integers.
        _at += _at < _text.Length && _text[_at] == 'L' ? 1 : 0;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long axis)
            ? axis
            : throw _source.Error("shape", $"has the axis {InvalidInputException.Quote(digits)}; expected what a file can hold");
    }

    private string ReadString()
    {
        char quote = Peek();
        if (quote is not ('\'' or '"'))
        {
            throw Error($"has something other than a string where one belongs; expected a dictionary of {Keys}");
        }

        int start = _at + 1;
        int end = _text.IndexOf(quote, start);
        if (end < 0)
        {
            throw Error("has a string without end; expected a closing quote");
        }

        _at = end + 1;
        return _text[start..end];
    }

    private void Expect(char c)
    {
        if (Peek() != c)
        {
            throw Error($"is malformed at character {_at.ToString(CultureInfo.InvariantCulture)}; expected '{c}'");
        }

        _at++;
    }

    // The next character that is no white space, or '\0' at the end.
    private char Peek()
    {
        while (_at < _text.Length && _text[_at] is (' ' or '\t' or '\r' or '\n'))
        {
            _at++;
        }

        return _at < _text.Length ? _text[_at] : '\0';
    }

    private InvalidInputException Error(string reason) => _source.Error("header", reason);
}
