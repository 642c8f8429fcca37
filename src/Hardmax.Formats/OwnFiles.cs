using System.Text;

namespace Hardmax.Formats;

/// <summary>
/// The rule for verbs that write into a folder: a file that hardmax wrote may be replaced, and a foreign one never. (A file
/// that was named on the command line is another matter: naming it is the permission.)
/// </summary>
public static class OwnFiles
{
    /// <summary>The content of the meta element "generator" of every page.</summary>
    public const string Generator = "hardmax";

    private const int Head = 4096;

    // A page, a document with a schema, a witness, a JUnit report, a summary in Markdown.
    private static readonly string[] Marks =
        [$"<meta name=\"generator\" content=\"{Generator}\"", "\"hardmax/", "Refutes the claim ", "<testsuites name=\"hardmax conform\"", "# Hardmax conformance\n"];

    /// <summary>Refuses a folder that holds a foreign file where one is to be written.</summary>
    /// <param name="folder">The folder, which need not exist.</param>
    /// <param name="files">The files to be written, relative to it, with what each will hold; null for what is not known yet.</param>
    /// <exception cref="InvalidInputException">The first foreign file.</exception>
    public static void RequireFolder(string folder, IEnumerable<(string Name, byte[]? Content)> files)
    {
        foreach ((string name, byte[]? content) in files)
        {
            string path = Path.Combine(folder, name);
            if (File.Exists(path) && !IsOwn(path, content))
            {
                throw new InvalidInputException(path, "file", "is there already and is no file of hardmax's; expected a folder without it, or another --out");
            }
        }
    }

    /// <summary>The same for text.</summary>
    public static void RequireFolder(string folder, IEnumerable<(string Name, string Text)> files) =>
        RequireFolder(folder, files.Select(file => (file.Name, (byte[]?)Encoding.UTF8.GetBytes(file.Text))));

    /// <summary>The same for names alone.</summary>
    public static void RequireFolder(string folder, params ReadOnlySpan<string> names) =>
        RequireFolder(folder, names.ToArray().Select(name => (name, (byte[]?)null)));

    private static bool IsOwn(string path, byte[]? content)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            byte[] start = new byte[(int)Math.Min(Math.Max(Head, content?.Length ?? 0), stream.Length)];
            stream.ReadExactly(start);
            return (content is not null && stream.Length == content.Length && start.AsSpan().SequenceEqual(content))
                || Array.Exists(Marks, Encoding.UTF8.GetString(start.AsSpan(0, Math.Min(Head, start.Length))).Contains);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
