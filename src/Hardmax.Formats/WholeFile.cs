namespace Hardmax.Formats;

/// <summary>Files that are there whole or not at all: written under another name, then moved.</summary>
public static class WholeFile
{
    /// <summary>What the names of files end in that are being written.</summary>
    public const string Ending = ".partial";

    /// <summary>Writes a file, and its folder where there is none; returns the path.</summary>
    /// <exception cref="InvalidInputException">It cannot be written.</exception>
    public static string Write(string path, Action<Stream> content)
    {
        // Moving a file to /dev/null would replace the device for everyone.
        bool isDevice = Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal);
        string written = isDevice ? path : $"{path}.{Environment.ProcessId}{Ending}";
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            {
                _ = Directory.CreateDirectory(folder);
            }

            using (var stream = new FileStream(written, isDevice ? FileMode.Open : FileMode.Create, FileAccess.Write))
            {
                content(stream);
            }

            if (!isDevice)
            {
                File.Move(written, path, overwrite: true);
            }

            return path;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            string reason = failure.Message.Replace(written, path, StringComparison.Ordinal);
            throw new InvalidInputException(path, "file", $"cannot be written ({reason.TrimEnd('.')}); expected a place for a file");
        }
        finally
        {
            // After the move there is nothing of this name; where the folder is no folder, Delete would throw.
            if (!isDevice && File.Exists(written))
            {
                File.Delete(written);
            }
        }
    }
}
