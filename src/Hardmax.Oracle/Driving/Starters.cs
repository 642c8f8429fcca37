using System.Collections.Immutable;
using System.Text;

namespace Hardmax.Oracle;

/// <summary>A file of a starter.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="Content">Its text.</param>
internal sealed record StarterFile(string Name, string Content);

/// <summary>An implementation to start from: right as it stands, with a step to be replaced.</summary>
/// <param name="Language">"python", "node" or "c".</param>
/// <param name="Files">The implementation first, then the adapter that it uses.</param>
/// <param name="Build">The command that builds it in its folder; empty where there is nothing to build.</param>
/// <param name="Command">The command that runs it in its folder, which is what `hardmax conform --` is given.</param>
internal sealed record Starter(string Language, ImmutableArray<StarterFile> Files, ImmutableArray<string> Build, ImmutableArray<string> Command)
{
    /// <summary>Writes the files into a folder that exists; none of them where one is there already.</summary>
    /// <exception cref="IOException">A file of that name is there already, or cannot be written.</exception>
    public void WriteTo(string folder)
    {
        foreach (StarterFile file in Files)
        {
            string path = Path.Combine(folder, file.Name);
            if (Path.Exists(path))
            {
                throw new IOException($"'{path}' is there already; expected a folder without it");
            }
        }

        foreach (StarterFile file in Files)
        {
            using var stream = new FileStream(Path.Combine(folder, file.Name), FileMode.CreateNew, FileAccess.Write);
            stream.Write(Encoding.UTF8.GetBytes(file.Content));
        }
    }
}

/// <summary>What `hardmax init LANGUAGE` writes: the adapters of src/adapters, which are embedded here, and a starter for each.</summary>
internal static class Starters
{
    private static readonly ImmutableArray<Starter> All =
    [
        new Starter("python", Read("python", "impl.py", "hardmax_adapter.py"), [], ["python3", "impl.py"]),
        new Starter("node", Read("node", "impl.mjs", "hardmax-adapter.mjs"), [], ["node", "impl.mjs"]),
        new Starter("c", Read("c", "impl.c", "hardmax_adapter.h"), ["cc", "-std=c99", "-O2", "-o", "impl", "impl.c"], ["./impl"]),
    ];

    /// <summary>The languages that there are starters for.</summary>
    public static ImmutableArray<string> Languages { get; } = [.. All.Select(starter => starter.Language)];

    /// <summary>The starter of a language, or null.</summary>
    public static Starter? Find(string language) => All.FirstOrDefault(starter => starter.Language == language);

    private static ImmutableArray<StarterFile> Read(string language, params ReadOnlySpan<string> names)
    {
        ImmutableArray<StarterFile>.Builder files = ImmutableArray.CreateBuilder<StarterFile>();
        foreach (string name in names)
        {
            using Stream stream = typeof(Starters).Assembly.GetManifestResourceStream($"adapters/{language}/{name}")
                ?? throw new InvalidOperationException($"The resource adapters/{language}/{name} is missing.");
            using var reader = new StreamReader(stream, Encoding.UTF8);
            files.Add(new StarterFile(name, reader.ReadToEnd()));
        }

        return files.ToImmutable();
    }
}
