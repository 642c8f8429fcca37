using Hardmax.Formats;

namespace Hardmax.Cli.Output;

/// <summary>Files that are there whole or not at all: written under another name, then moved.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file, and its folder where there is none; returns the path.</summary>
    /// <exception cref="InvalidInputException">It cannot be written.</exception>
    public static string Write(string path, Action<Stream> content)
    {
        string partial = $"{path}.{Environment.ProcessId}.partial";
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            {
                _ = Directory.CreateDirectory(folder);
            }

            using (FileStream stream = File.Create(partial))
            {
                content(stream);
            }

            File.Move(partial, path, overwrite: true);
            return path;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            File.Delete(partial);
            throw new InvalidInputException(path, "file", $"cannot be written: {failure.Message}");
        }
    }
}
