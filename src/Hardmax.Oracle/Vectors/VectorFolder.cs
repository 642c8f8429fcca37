using System.Text;

namespace Hardmax.Oracle;

/// <summary>What `hardmax vectors` writes: the vectors, their schema, and how to use them.</summary>
internal static class VectorFolder
{
    /// <summary>The name of the schema's file.</summary>
    public const string SchemaFile = "vectors.schema.json";

    /// <summary>The name of the explanation's file.</summary>
    public const string ReadmeFile = "README.md";

    /// <summary>Names and contents of all files, the same bytes on every machine.</summary>
    /// <param name="suite">What <see cref="VectorSuite.Build"/> gives.</param>
    public static IEnumerable<(string Name, byte[] Content)> Files(IEnumerable<VectorFile> suite) =>
    [
        .. suite.Select(file => (file.Name, VectorJson.ToUtf8(file))),
        (SchemaFile, Embedded(SchemaFile)),
        (ReadmeFile, Embedded(ReadmeFile)),
    ];

    // A checkout may have changed the line endings of what was embedded.
    private static byte[] Embedded(string name)
    {
        using Stream stream = typeof(VectorFolder).Assembly.GetManifestResourceStream($"Vectors.{name}")
            ?? throw new InvalidOperationException($"{name} was not embedded.");
        using var reader = new StreamReader(stream);
        return Encoding.UTF8.GetBytes(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
