using System.Buffers.Binary;
using System.Collections.Immutable;
using Hardmax.Numbers;

namespace Hardmax.Formats;

/// <summary>
/// An array of floats or integers from a .npy, every element taken exactly. Whatever order and endianness the file has,
/// elements are numbered in C order here (the last axis fastest). Immutable. Floats may be NaN or infinite: ask
/// <see cref="IsFinite"/> or <see cref="FirstNonFinite"/> before taking such an element as a rational.
/// </summary>
public sealed class NpyArray
{
    // Little-endian, in C order, exactly Count elements.
    private readonly ReadOnlyMemory<byte> _data;

    private NpyArray(NpyDType dtype, ImmutableArray<int> shape, ReadOnlyMemory<byte> data)
    {
        DType = dtype;
        Shape = shape;
        _data = data;
    }

    /// <summary>The element type.</summary>
    public NpyDType DType { get; }

    /// <summary>The lengths of the axes; none for a single number.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The number of elements: the product of the shape.</summary>
    public int Count => _data.Length / DType.Size;

    /// <summary>An element, exactly; -0 is 0.</summary>
    /// <param name="index">Its number in C order.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element, or it is NaN or infinite.</exception>
    public Rational this[int index]
    {
        get
        {
            ReadOnlySpan<byte> element = Element(index);
            return DType.Kind switch
            {
                NpyKind.Float when DType.Size == 8 => Rational.FromDouble(BinaryPrimitives.ReadDoubleLittleEndian(element)),
                NpyKind.Float when DType.Size == 4 => Rational.FromSingle(BinaryPrimitives.ReadSingleLittleEndian(element)),
                NpyKind.Float => Rational.FromHalf(BinaryPrimitives.ReadHalfLittleEndian(element)),
                NpyKind.Signed => new Rational(ReadSigned(element)),
                _ => new Rational(ReadUnsigned(element)),
            };
        }
    }

    /// <summary>Reads a .npy from memory.</summary>
    /// <param name="bytes">The whole file. The array keeps it where it can: the caller gives it away.</param>
    /// <param name="file">The name of the file for messages.</param>
    /// <exception cref="InvalidInputException">It is no .npy of numbers, or not exactly as long as its header says.</exception>
    public static NpyArray Parse(ReadOnlyMemory<byte> bytes, string file) => Parse(bytes, new InputSource(file));

    /// <summary>Reads a .npy from a stream, up to its end.</summary>
    /// <exception cref="InvalidInputException">It is no .npy of numbers, or not exactly as long as its header says.</exception>
    public static NpyArray Read(Stream stream, string file)
    {
        var source = new InputSource(file);
        return Parse(BoundedInput.ReadStream(stream, source, FormatLimits.MaxArrayBytes), source);
    }

    /// <summary>Reads a .npy file.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read, is no .npy of numbers, or not exactly as long as its header says.</exception>
    public static NpyArray Open(string path) => Parse(BoundedInput.ReadFile(path, FormatLimits.MaxArrayBytes), path);

    /// <summary>Whether an element is neither NaN nor infinite.</summary>
    public bool IsFinite(int index)
    {
        ReadOnlySpan<byte> element = Element(index);
        return (DType.Kind, DType.Size) switch
        {
            (NpyKind.Float, 8) => double.IsFinite(BinaryPrimitives.ReadDoubleLittleEndian(element)),
            (NpyKind.Float, 4) => float.IsFinite(BinaryPrimitives.ReadSingleLittleEndian(element)),
            (NpyKind.Float, _) => Half.IsFinite(BinaryPrimitives.ReadHalfLittleEndian(element)),
            _ => true,
        };
    }

    /// <summary>The first element that is NaN or infinite, or -1.</summary>
    public int FirstNonFinite()
    {
        if (DType == NpyDType.Float64)
        {
            return FirstNonFiniteDouble(_data.Span);
        }

        return DType.Kind == NpyKind.Float ? Enumerable.Range(0, Count).FirstOrDefault(i => !IsFinite(i), -1) : -1;
    }

    /// <summary>All elements as binary64 in C order, exactly, NaN and infinities included.</summary>
    /// <exception cref="InvalidOperationException">The type is int64 or uint64, whose values are not all binary64.</exception>
    public double[] ToDoubles()
    {
        double[] values = new double[Count];
        return DType.FitsInDouble && TryCopyDoubles(0, values) ? values : throw new InvalidOperationException($"Not every {DType} is a binary64.");
    }

    /// <summary>
    /// Some elements as binary64, exactly, NaN and infinities included; or false where one of them is an integer that is no
    /// binary64. An int64 up to 2^53 is one.
    /// </summary>
    /// <param name="start">The first of them, in C order.</param>
    /// <param name="values">Where they go, as many as there is room for.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many elements.</exception>
    public bool TryCopyDoubles(int start, Span<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Length, Count - start, nameof(start));
        ReadOnlySpan<byte> data = _data.Span[(start * DType.Size)..];
        if (DType == NpyDType.Float64)
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = BinaryPrimitives.ReadDoubleLittleEndian(data[(i * sizeof(double))..]);
            }

            return true;
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (!TryReadDouble(data.Slice(i * DType.Size, DType.Size), out values[i]))
            {
                return false;
            }
        }

        return true;
    }

    internal static NpyArray Parse(ReadOnlyMemory<byte> bytes, InputSource source, NpyContent content = NpyContent.Numbers)
    {
        NpyHeader header = NpyHeader.Parse(bytes.Span, source, content);
        ReadOnlyMemory<byte> data = bytes[header.Length..];
        UInt128 claimed = Product(header.Shape) * (UInt128)header.DType.Size;
        if (claimed != (UInt128)data.Length)
        {
            throw claimed > (UInt128)data.Length
                ? source.Error("data", $"the header claims ({string.Join(", ", header.Shape)}) of {header.DType}, which {data.Length} bytes cannot hold; expected {Describe(claimed)} bytes")
                : source.Error("data", $"{data.Length - (int)claimed} bytes follow the data; expected the file to end there");
        }

        // Without data an axis beside one of length 0 can still claim anything.
        if (Array.Exists(header.Shape, axis => axis > FormatLimits.MaxArrayBytes))
        {
            throw source.Error("shape", "has an axis longer than any file; expected what the data hold");
        }

        ImmutableArray<int> shape = [.. header.Shape.Select(axis => (int)axis)];
        bool isReordered = header.IsFortranOrder && shape.Length > 1;
        bool isSwapped = header.IsBigEndian && header.DType.Size > 1;
        return new NpyArray(header.DType, shape, isReordered || isSwapped ? Normalise(data.Span, shape, header) : data);
    }

    // Exact below 2^62 and 2^62 from there on, which no file is as long as: axes are below 2^63, so nothing overflows.
    private static UInt128 Product(long[] shape)
    {
        if (shape.Contains(0))
        {
            return UInt128.Zero;
        }

        UInt128 saturation = UInt128.One << 62;
        return shape.Aggregate(UInt128.One, (product, axis) => UInt128.Min(product * (UInt128)axis, saturation));
    }

    private static string Describe(UInt128 bytes) => bytes >= UInt128.One << 62 ? "more than 2^62" : bytes.ToString();

    // Copies to little-endian and C order.
    private static byte[] Normalise(ReadOnlySpan<byte> data, ImmutableArray<int> shape, NpyHeader header)
    {
        int size = header.DType.Size;
        byte[] normal = new byte[data.Length];
        int[] strides = Strides(shape, header.IsFortranOrder);
        int[] position = new int[shape.Length];
        int from = 0;
        for (int to = 0; to < data.Length; to += size)
        {
            Span<byte> element = normal.AsSpan(to, size);
            data.Slice(from * size, size).CopyTo(element);
            if (header.IsBigEndian)
            {
                element.Reverse();
            }

            from = Advance(position, shape, strides, from);
        }

        return normal;
    }

    private static int[] Strides(ImmutableArray<int> shape, bool isFortranOrder)
    {
        int[] strides = new int[shape.Length];
        int stride = 1;
        for (int k = 0; k < shape.Length; k++)
        {
            int axis = isFortranOrder ? k : shape.Length - 1 - k;
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }

    // Moves a position one on in C order, as an odometer does, and gives where it is in the file.
    private static int Advance(int[] position, ImmutableArray<int> shape, int[] strides, int from)
    {
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            from += strides[axis];
            if (++position[axis] < shape[axis])
            {
                return from;
            }

            from -= strides[axis] * shape[axis];
            position[axis] = 0;
        }

        return from;
    }

    private static int FirstNonFiniteDouble(ReadOnlySpan<byte> data)
    {
        for (int at = 0; at < data.Length; at += sizeof(double))
        {
            if (!double.IsFinite(BinaryPrimitives.ReadDoubleLittleEndian(data[at..])))
            {
                return at / sizeof(double);
            }
        }

        return -1;
    }

    private static long ReadSigned(ReadOnlySpan<byte> element) => element.Length switch
    {
        1 => (sbyte)element[0],
        2 => BinaryPrimitives.ReadInt16LittleEndian(element),
        4 => BinaryPrimitives.ReadInt32LittleEndian(element),
        _ => BinaryPrimitives.ReadInt64LittleEndian(element),
    };

    private static ulong ReadUnsigned(ReadOnlySpan<byte> element) => element.Length switch
    {
        1 => element[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(element),
        4 => BinaryPrimitives.ReadUInt32LittleEndian(element),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(element),
    };

    private bool TryReadDouble(ReadOnlySpan<byte> element, out double value)
    {
        switch (DType.Kind)
        {
            case NpyKind.Float:
                value = element.Length switch
                {
                    8 => BinaryPrimitives.ReadDoubleLittleEndian(element),
                    4 => BinaryPrimitives.ReadSingleLittleEndian(element),
                    _ => (double)BinaryPrimitives.ReadHalfLittleEndian(element),
                };
                return true;
            case NpyKind.Signed:
                long signed = ReadSigned(element);
                value = signed;
                return (Int128)value == signed;
            default:
                ulong unsigned = ReadUnsigned(element);
                value = unsigned;
                return (Int128)value == unsigned;
        }
    }

    private ReadOnlySpan<byte> Element(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _data.Span.Slice(index * DType.Size, DType.Size);
    }
}
