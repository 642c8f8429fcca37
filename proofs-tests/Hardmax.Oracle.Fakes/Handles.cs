using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Hardmax.Oracle.Fakes;

/// <summary>Standard handles by their number, and the copies of them that the runtime makes for the console's streams.</summary>
internal static class Handles
{
    private const string Descriptors = "/proc/self/fd";

    /// <summary>Closes every descriptor of the pipe that a standard descriptor, 0 or 1, belongs to (Linux).</summary>
    public static void Close(int descriptor)
    {
        string? pipe = Target(descriptor.ToString(CultureInfo.InvariantCulture));
        foreach (string name in Directory.GetFileSystemEntries(Descriptors).Select(path => Path.GetFileName(path)))
        {
            if (Target(name) == pipe)
            {
                using var handle = new SafeFileHandle(int.Parse(name, CultureInfo.InvariantCulture), ownsHandle: true);
            }
        }
    }

    private static string? Target(string name) => new FileInfo(Path.Combine(Descriptors, name)).LinkTarget;
}
