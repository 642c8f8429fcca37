using System.Globalization;
using System.Runtime.InteropServices;

namespace Hardmax.Formats;

/// <summary>The kinds of elements that arrays are read with; each value of each is an exact rational, NaN and infinities apart.</summary>
public enum NpyKind
{
    /// <summary>IEEE 754 binary floats.</summary>
    Float,

    /// <summary>Two's complement integers.</summary>
    Signed,

    /// <summary>Integers from 0.</summary>
    Unsigned,
}

/// <summary>An element type of NumPy: float16 to float64, int8 to int64, uint8 to uint64.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Size">Bytes of an element: 1, 2, 4 or 8, and no float of 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NpyDType(NpyKind Kind, int Size)
{
    /// <summary>float64.</summary>
    public static NpyDType Float64 { get; } = new(NpyKind.Float, 8);

    /// <summary>float32.</summary>
    public static NpyDType Float32 { get; } = new(NpyKind.Float, 4);

    /// <summary>The name in NumPy: "float32".</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{KindName(Kind)}{8 * Size}");

    /// <summary>Whether every value of the type is a binary64.</summary>
    public bool FitsInDouble => Kind == NpyKind.Float || Size < 8;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>
    /// Reads a type string such as "&lt;f4", or a name such as "float32" or "f4", which is little-endian as on the machines that
    /// write it; the reason names what is refused.
    /// </summary>
    internal static bool TryParse(string descr, out NpyDType dtype, out bool isBigEndian, out string reason)
    {
        dtype = default;
        isBigEndian = descr.StartsWith('>');
        reason = string.Empty;
        string code = descr.TrimStart('<', '>', '|', '=');
        if (code.Length == 0 || descr.Length - code.Length > 1)
        {
            reason = "is no dtype";
            return false;
        }

        foreach (NpyKind named in Enum.GetValues<NpyKind>())
        {
            if (code.StartsWith(KindName(named), StringComparison.Ordinal) && code[KindName(named).Length..] is "8" or "16" or "32" or "64")
            {
                code = string.Create(CultureInfo.InvariantCulture, $"{code[0]}{int.Parse(code[KindName(named).Length..], CultureInfo.InvariantCulture) / 8}");
                break;
            }
        }

        if (descr is "<V2" or ">V2" || code == "bfloat16")
        {
            reason = "is how ml_dtypes stores bfloat16, which is not read from arrays: save x.astype(np.float32), which is exact";
            return false;
        }

        NpyKind? kind = code[0] switch { 'f' => NpyKind.Float, 'i' => NpyKind.Signed, 'u' => NpyKind.Unsigned, _ => null };
        if (kind is null)
        {
            reason = $"is {Refused(code)}";
            return false;
        }

        if (code[1..] is not ("1" or "2" or "4" or "8") || code == "f1")
        {
            reason = $"is a {KindName(kind.Value)} of a size that is not read";
            return false;
        }

        dtype = new NpyDType(kind.Value, code[1] - '0');
        if (dtype.Size > 1 && descr[0] == '|')
        {
            reason = "does not say its byte order";
            return false;
        }

        return true;
    }

    private static string KindName(NpyKind kind) => kind switch
    {
        NpyKind.Float => "float",
        NpyKind.Signed => "int",
        _ => "uint",
    };

    private static string Refused(string code) => code switch
    {
        "b1" or "?" or "bool" => "bool",
        ['c', ..] => "complex",
        ['O', ..] or "object" => "object, which is pickled and never read",
        ['S' or 'a' or 'U', ..] => "a string dtype",
        "V1" => "a type of single bytes, such as ml_dtypes' float8: save x.astype(np.float32), which is exact",
        ['V', ..] => "a structured or void dtype",
        ['M' or 'm', ..] => "a date or time dtype",
        _ => "no dtype that is read",
    };
}
