using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Hardmax.Formats;

/// <summary>
/// Writes arrays as .npy, version 1.0, little-endian, in C order, bit for bit. Source: NumPy Enhancement Proposal 1:
/// the header is padded so that the data start at a multiple of 64 bytes.
/// </summary>
public static class NpyWriter
{
    private const int Alignment = 64;

    /// <summary>Writes float64.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="values">The elements in C order.</param>
    /// <param name="shape">The axes, such as (n, d) or (b, n, d); their product is the number of elements.</param>
    /// <exception cref="ArgumentException">It is not, or an axis is negative.</exception>
    public static void Write(Stream stream, ReadOnlySpan<double> values, params ReadOnlySpan<int> shape)
    {
        WriteHeader(stream, "<f8", values.Length, shape);
        WriteWords(stream, MemoryMarshal.AsBytes(values), sizeof(double));
    }

    /// <summary>Writes float32.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="values">The elements in C order.</param>
    /// <param name="shape">The axes, such as (n, d) or (b, n, d); their product is the number of elements.</param>
    /// <exception cref="ArgumentException">It is not, or an axis is negative.</exception>
    public static void Write(Stream stream, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        WriteHeader(stream, "<f4", values.Length, shape);
        WriteWords(stream, MemoryMarshal.AsBytes(values), sizeof(float));
    }

    private static void WriteHeader(Stream stream, string descr, int count, ReadOnlySpan<int> shape)
    {
        long product = 1;
        foreach (int axis in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(axis, nameof(shape));
            product = checked(product * axis);
        }

        if (product != count)
        {
            throw new ArgumentException("The shape has as many elements as there are values.", nameof(shape));
        }

        string axes = string.Join(", ", shape.ToArray()) + (shape.Length == 1 ? "," : string.Empty);
        string text = $"{{'descr': '{descr}', 'fortran_order': False, 'shape': ({axes}), }}";
        const int prefix = 10;
        int length = (prefix + text.Length + Alignment) / Alignment * Alignment;
        byte[] header = new byte[length];
        ((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0]).CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(length - prefix));
        Encoding.ASCII.GetBytes(text.PadRight(length - prefix - 1) + "\n", header.AsSpan(prefix));
        stream.Write(header);
    }

    private static void WriteWords(Stream stream, ReadOnlySpan<byte> bytes, int size)
    {
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(bytes);
            return;
        }

        byte[] copy = bytes.ToArray();
        for (int at = 0; at < copy.Length; at += size)
        {
            copy.AsSpan(at, size).Reverse();
        }

        stream.Write(copy);
    }
}
