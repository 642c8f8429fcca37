using System.Text;

namespace Hardmax.Oracle;

/// <summary>What `hardmax vectors` writes: the vectors, their schema, and how to use them.</summary>
public static class VectorFolder
{
    /// <summary>The name of the schema's file.</summary>
    public const string SchemaFile = "vectors.schema.json";

    /// <summary>The name of the explanation's file.</summary>
    public const string ReadmeFile = "README.md";

    /// <summary>Names and contents of all files, the same bytes on every machine.</summary>
    public static IEnumerable<(string Name, byte[] Content)> Files() =>
    [
        .. VectorSuite.Build().Select(file => (file.Name, VectorJson.ToUtf8(file))),
        (SchemaFile, Embedded(SchemaFile)),
        (ReadmeFile, Embedded(ReadmeFile)),
    ];

    /// <summary>Writes all files into a folder, which is made where there is none.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be written.</exception>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, byte[] content) in Files())
        {
            File.WriteAllBytes(Path.Combine(folder, name), content);
        }
    }

    // A checkout may have changed the line endings of what was embedded.
    private static byte[] Embedded(string name)
    {
        using Stream stream = typeof(VectorFolder).Assembly.GetManifestResourceStream($"Vectors.{name}")
            ?? throw new InvalidOperationException($"{name} was not embedded.");
        using var reader = new StreamReader(stream);
        return Encoding.UTF8.GetBytes(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
