using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Hardmax.Numbers;

namespace Hardmax.Formats;

/// <summary>
/// A tensor of a .safetensors: its name, its element type as the file has it, its shape, and its bytes, little-endian and in C
/// order (the last axis fastest). Immutable. Types that are not decoded here can be listed, but their elements not be asked
/// for; there are no object arrays in this format.
/// </summary>
public sealed class SafetensorsTensor
{
    private readonly ReadOnlyMemory<byte> _data;
    private readonly InputSource _source;

    internal SafetensorsTensor(string name, string dtype, ImmutableArray<int> shape, ReadOnlyMemory<byte> data, InputSource source)
    {
        Name = name;
        DType = dtype;
        Shape = shape;
        _data = data;
        _source = source;
    }

    /// <summary>The name, such as "encoder.weight".</summary>
    public string Name { get; }

    /// <summary>The element type, such as "F32", as it stands in the file.</summary>
    public string DType { get; }

    /// <summary>The lengths of the axes; none for a single number.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>
    /// All elements as binary32 in C order. F32 is taken bit for bit. F16 and BF16 are widened, which is exact. F64 is taken
    /// where every element is a binary32, and refused where one is not: nothing is rounded. NaN and infinities are taken as they
    /// are.
    /// </summary>
    /// <exception cref="InvalidInputException">It is of another type, or an element is no binary32.</exception>
    public ImmutableArray<float> ToSingles() => DType switch
    {
        "F32" => Decode(sizeof(float), BinaryPrimitives.ReadSingleLittleEndian),
        "F64" => DecodeDoubles(),
        "F16" => Decode(sizeof(ushort), bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes)),

        // The upper half of a binary32.
        "BF16" => Decode(sizeof(ushort), bytes => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16)),
        _ => throw Error($"has the dtype {InvalidInputException.Quote(DType)}, which is not read; expected F32, F64, F16 or BF16"),
    };

    /// <summary>An error about the whole tensor, to be thrown: "what is wrong; what was expected".</summary>
    public InvalidInputException Error(string reason) => _source.Error(NumberText.Shorten(Name), reason);

    /// <summary>An error about one element, to be thrown.</summary>
    /// <param name="index">Its number in C order.</param>
    /// <param name="reason">"what is wrong; what was expected".</param>
    public InvalidInputException Error(int index, string reason)
    {
        var place = new Stack<string>();
        for (int axis = Shape.Length - 1; axis >= 0; axis--)
        {
            (index, int at) = Math.DivRem(index, Shape[axis]);
            place.Push(string.Create(CultureInfo.InvariantCulture, $"[{at}]"));
        }

        return _source.Error(NumberText.Shorten(Name) + string.Concat(place), reason);
    }

    /// <summary>Bytes of an element; null for a type that is not known, or whose elements are no whole bytes.</summary>
    internal static int? SizeOf(string dtype) => dtype switch
    {
        "BOOL" or "U8" or "I8" or "F8_E4M3" or "F8_E5M2" => 1,
        "U16" or "I16" or "F16" or "BF16" => 2,
        "U32" or "I32" or "F32" => 4,
        "U64" or "I64" or "F64" => 8,
        _ => null,
    };

    private ImmutableArray<float> Decode(int size, Func<ReadOnlySpan<byte>, float> element)
    {
        float[] values = new float[_data.Length / size];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = element(_data.Span.Slice(i * size, size));
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    private ImmutableArray<float> DecodeDoubles()
    {
        ImmutableArray<float> rounded = Decode(sizeof(double), bytes => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes));
        for (int i = 0; i < rounded.Length; i++)
        {
            double exact = BinaryPrimitives.ReadDoubleLittleEndian(_data.Span[(i * sizeof(double))..]);
            if (!((double)rounded[i]).Equals(exact))
            {
                throw Error(i, string.Create(CultureInfo.InvariantCulture, $"{exact} is no binary32; expected numbers that need no rounding"));
            }
        }

        return rounded;
    }
}
