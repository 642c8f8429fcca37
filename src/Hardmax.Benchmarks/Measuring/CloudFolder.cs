using Hardmax.Formats;

namespace Hardmax.Benchmarks.Measuring;

/// <summary>Clouds in a temporary folder, one file that both sides read. Disposing removes the folder.</summary>
internal sealed class CloudFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hardmax-benchmarks-");

    /// <summary>A cloud as .npy in binary64, written when it is first asked for.</summary>
    /// <param name="name">A name that says all of it.</param>
    /// <param name="draw">Draws it.</param>
    public string Npy(string name, Func<DrawnCloud> draw)
    {
        string path = PathOf(name + ".npy");
        if (!File.Exists(path))
        {
            DrawnCloud cloud = draw();
            using FileStream stream = File.Create(path);
            NpyWriter.Write(stream, cloud.Values, cloud.Count, cloud.Dimension);
        }

        return path;
    }

    /// <summary>The path of a file in the folder.</summary>
    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Removes the folder.</summary>
    public void Dispose() => _folder.Delete(recursive: true);
}
