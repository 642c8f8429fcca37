using System.Collections.Immutable;

namespace Hardmax.Formats;

/// <summary>
/// A .safetensors: named tensors and a few texts about them. What the header says has been compared with the bytes that are
/// there: each byte of the data belongs to exactly one tensor, as many as its type and shape take. Immutable.
/// </summary>
public sealed class SafetensorsFile
{
    private readonly InputSource _source;

    private SafetensorsFile(InputSource source, ImmutableArray<SafetensorsTensor> tensors, ImmutableSortedDictionary<string, string> metadata)
    {
        _source = source;
        Tensors = tensors;
        Metadata = metadata;
    }

    /// <summary>The tensors, in the order of their data.</summary>
    public ImmutableArray<SafetensorsTensor> Tensors { get; }

    /// <summary>What the file says about itself under "__metadata__"; empty where it says nothing.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; }

    /// <summary>Reads a .safetensors file.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read, or is none.</exception>
    public static SafetensorsFile Open(string path) => Parse(BoundedInput.ReadFile(path, FormatLimits.MaxArrayBytes), path);

    /// <summary>Reads a .safetensors from memory.</summary>
    /// <param name="bytes">The whole file. The tensors keep it: the caller gives it away.</param>
    /// <param name="file">The name of the file for messages.</param>
    /// <exception cref="InvalidInputException">It is none.</exception>
    public static SafetensorsFile Parse(ReadOnlyMemory<byte> bytes, string file)
    {
        var source = new InputSource(file);
        (ImmutableArray<SafetensorsTensor> tensors, ImmutableSortedDictionary<string, string> metadata) = SafetensorsHeader.Read(bytes, source);
        return new SafetensorsFile(source, tensors, metadata);
    }

    /// <summary>The tensor of a name, or null.</summary>
    public SafetensorsTensor? Find(string name) => Tensors.FirstOrDefault(tensor => string.Equals(tensor.Name, name, StringComparison.Ordinal));

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public SafetensorsTensor Tensor(string name) => Find(name)
        ?? throw _source.Error("header", $"has no tensor {InvalidInputException.Quote(name)}; expected one of that name");
}
