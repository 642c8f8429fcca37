namespace Hardmax.Sentiment.Tests;

/// <summary>A folder for the files of one test, gone when the test is.</summary>
internal sealed class ModelFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("hardmax-model-").FullName;

    public IEnumerable<string> Names => Directory.GetFileSystemEntries(_path).Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public string Path(string name) => System.IO.Path.Combine(_path, name);

    public string Write(string name, ReadOnlySpan<byte> bytes)
    {
        File.WriteAllBytes(Path(name), bytes);
        return Path(name);
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
