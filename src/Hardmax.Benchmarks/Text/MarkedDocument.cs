namespace Hardmax.Benchmarks.Text;

/// <summary>
/// A document in which measured text stands between markers, each on a line of its own:
/// &lt;!-- table: NAME --&gt; and &lt;!-- end --&gt;. All else is written by people and stays as it is.
/// </summary>
internal sealed class MarkedDocument
{
    private const string End = "<!-- end -->";

    private readonly string _path;
    private string[] _lines;

    private MarkedDocument(string path, string[] lines) => (_path, _lines) = (path, lines);

    /// <summary>Reads a document, and makes sure before anything is measured that it has a place for every text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">The names that will be written.</param>
    /// <exception cref="BenchmarkException">It cannot be read, or a marker is missing, there twice or never ended.</exception>
    public static MarkedDocument Read(string path, IEnumerable<string> names)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllText(path).Split('\n');
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new BenchmarkException($"{path}: {unreadable.Message}");
        }

        var document = new MarkedDocument(path, lines);
        foreach (string name in names)
        {
            _ = document.Place(name);
        }

        return document;
    }

    /// <summary>Puts a text between the markers of a name, in place of what is there.</summary>
    /// <param name="name">The name.</param>
    /// <param name="text">Whole lines of text.</param>
    public void Replace(string name, string text)
    {
        (int open, int end) = Place(name);
        _lines = [.. _lines[..(open + 1)], .. text.TrimEnd('\n').Split('\n'), .. _lines[end..]];
    }

    /// <summary>Writes the document back.</summary>
    /// <exception cref="BenchmarkException">The file cannot be written.</exception>
    public void Save()
    {
        try
        {
            File.WriteAllText(_path, string.Join('\n', _lines));
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new BenchmarkException($"{_path}: {unwritable.Message}");
        }
    }

    private (int Open, int End) Place(string name)
    {
        string marker = $"<!-- table: {name} -->";
        int open = Array.IndexOf(_lines, marker);
        if (open < 0)
        {
            throw new BenchmarkException($"{_path}: expected a line '{marker}', and '{End}' after it");
        }

        if (Array.IndexOf(_lines, marker, open + 1) >= 0)
        {
            throw new BenchmarkException($"{_path}: '{marker}' is there twice");
        }

        int end = Array.FindIndex(_lines, open + 1, line => line.StartsWith("<!-- ", StringComparison.Ordinal));
        return end >= 0 && _lines[end] == End
            ? (open, end)
            : throw new BenchmarkException($"{_path}: '{marker}' is not ended by '{End}'");
    }
}
